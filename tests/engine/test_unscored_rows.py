"""A row whose points could not be recomputed is told, unless a finding tells of it: silence looks like approval."""

from __future__ import annotations

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook

FORM = """| 项目支出绩效自评表 | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 开展培训 | {} | {} | 50 | {} |
| 效益指标 | 社会效益指标 | 群众投诉 | ≤10件 | 8件 | 50 | 50 |
"""


def told(target, result, points, lang="zh"):
    run = pipeline.check_workbook(workbook(FORM.format(target, result, points)), "", "", lang)
    return [(note.what, note.blocking) for note in run.not_checked if note.what not in {"版本", "edition"}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_several_figures_in_one_cell_are_told(lang):
    assert told("3期、60人、2天", "3期", "50", lang) == [("D3", False)]


def test_both_cells_of_a_row_are_named():
    assert told("3期、60人、2天", "3期、60人、1天", "50") == [("D3、E3", False)]


@pytest.mark.parametrize(
    ("target", "result", "points"),
    [
        ("≥3期", "3期", "50"),
        ("效果良好", "效果良好", "50"),
        ("3期、60人、2天", "3期、60人、1天", ""),
        ("≥300人次", "2,18,0人次", "50"),
    ],
    ids=["one figure", "words", "no points", "a finding tells"],
)
def test_what_is_judged_or_told_elsewhere_is_not_told_here(target, result, points):
    assert told(target, result, points) == []
