"""The receipts for other programs: computed points, methods and steps, null where nothing can be computed."""

from __future__ import annotations

import json

import pytest

from specimens import WORKBOOKS, specimen
from xlplugin.model import Run
from xlplugin.pipeline import check_workbook
from xlplugin.reports import json as report
from xlplugin.reports import receipt_json

YUNXING = WORKBOOKS / "sichuan" / "yanjiang" / "project" / "2022-seed-yunxing.md"
BAZHOU = WORKBOOKS / "sichuan" / "bazhou" / "project-selfeval" / "2023-seed-dianlu.md"
LINCANG = WORKBOOKS / "yunnan" / "lincang" / "project"


def document(path, render=report.render):
    return json.loads(render(Run((check_workbook(specimen(path), path.name, ""),))))["inputs"][0]["forms"][0]


def test_the_score_has_stated_and_computed_totals_and_a_step_per_receipt():
    score = document(YUNXING)["score"]
    assert (score["stated"], score["computed"], score["full"]) == ("99.35", "99.80", "100")
    assert (score["grade_stated"], score["grade_computed"]) == ("优", None)
    assert len(score["steps"]) == 20
    funding = next(step for step in score["steps"] if step["cell"] == "F9")
    assert list(funding) == ["cell", "what", "inputs", "rule", "basis", "points"]
    assert funding["inputs"]["实际到位资金"] == {"sheet": "目标完成情况表", "cell": "D8", "value": "181.87"}
    assert funding["rule"].startswith("资金到位率=")
    assert funding["basis"] == "表内印制的评分标准 E9"
    assert funding["points"] == "5.00"


def test_a_step_without_points_says_why_and_what_entered_the_total():
    step = next(step for step in document(YUNXING)["score"]["steps"] if step["cell"] == "F10")
    assert step["points"] is None
    assert "未作判断：缺少：到位及时率" in step["rule"]
    assert step["rule"].endswith("按填报数 5 计入合计")


def test_an_indicator_has_its_points_and_its_method():
    rows = document(BAZHOU)["indicators"]
    assert [(row["computed"], row["method"]) for row in rows][:4] == [
        ("10.00", "quantitative.proportional"),
        ("10.00", "quantitative.proportional"),
        (None, None),
        ("9.47", "quantitative.proportional"),
    ]


def test_a_total_with_a_row_that_nothing_is_known_of_is_null():
    assert document(BAZHOU)["score"]["computed"] is None


def test_the_grade_is_that_of_the_first_known_scale():
    score = document(min(LINCANG.glob("*seed*.md")))["score"]
    assert score["grade_computed"] == "优"


def test_the_report_of_score_has_bounds_readings_and_losses():
    form = document(YUNXING, receipt_json.render)
    assert (form["stated"], form["computed"], form["highest"], form["full"]) == ("99.35", "99.80", "100.00", "100")
    row = next(row for row in form["rows"] if row["cell"] == "F9")
    assert (row["weight"], row["stated"], row["counted"], row["difference"]) == ("5", "4.55", "5.00", "-0.45")
    assert (row["low"], row["high"], row["method"]) == ("5", "5", "criteria")
    assert row["loss"].startswith("填报少 0.45 分")
    open_row = next(row for row in form["rows"] if row["cell"] == "F8")
    assert (open_row["points"], open_row["low"], open_row["high"], open_row["difference"]) == (None, "0", "6", None)


@pytest.mark.parametrize("render", [report.render, receipt_json.render])
def test_no_figure_is_a_float(render):
    def floats(value):
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return isinstance(value, float) or any(map(floats, inside))

    assert not floats(document(YUNXING, render))
