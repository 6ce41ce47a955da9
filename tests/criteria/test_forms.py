"""The criteria printed on every form of the catalogue, and what is wrong with some of them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import xlplugin.forms
from xlplugin.criteria import Ratio, Veto, evaluate, fits, gaps, needs, say, understand
from xlplugin.criteria.expression import NotUnderstood

FORMS = Path(xlplugin.forms.__file__).parent
ITEMS = [
    pytest.param(item, id=f"{path.parent.parent.name}/{path.parent.name}/{item['name']}")
    for path in sorted(FORMS.rglob("*.toml"))
    for item in tomllib.loads(path.read_text(encoding="utf-8")).get("items", ())
    if item.get("criteria") and item.get("weight")
]
GARBLED = "≅"
DEPARTMENT = FORMS / "sichuan" / "yanjiang" / "department-scorecard" / "2022.toml"
PROJECT = FORMS / "sichuan" / "yanjiang" / "project-scorecard" / "2022.toml"
WORK = FORMS / "sichuan" / "yanjiang" / "work-assessment" / "2022.toml"


def printed(path, name, at=0):
    found = [item for item in tomllib.loads(path.read_text(encoding="utf-8"))["items"] if item["name"] == name]
    return found[at]["criteria"], Decimal(found[at]["weight"])


@pytest.mark.parametrize("item", ITEMS)
def test_every_printed_criterion_compiles_and_prints_back(item):
    expression = understand(item["criteria"], Decimal(item["weight"]), item["name"])
    if GARBLED in item["criteria"]:
        assert isinstance(expression, NotUnderstood)
        return
    assert not isinstance(expression, NotUnderstood)
    assert needs(expression)
    assert understand(say(expression), Decimal(item["weight"])) == expression


def test_the_rules_that_cannot_give_their_weight_are_found_and_no_others():
    misfits = {}
    for param in ITEMS:
        (item,) = param.values
        expression = understand(item["criteria"], Decimal(item["weight"]), item["name"])
        if not isinstance(expression, NotUnderstood) and (misfit := fits(expression, Decimal(item["weight"]))):
            misfits[item["criteria"][:6]] = (misfit.maximum, misfit.weight)
    assert misfits == {
        "13.部门整": (Decimal("2.5"), Decimal(4)),
        "结转结余率=": (Decimal(1), Decimal(2)),
        "政府采购执行": (Decimal(2), Decimal(4)),
        "设有整体绩效": (Decimal(5), Decimal(4)),
    }


def test_a_saving_of_nothing_is_a_case_that_the_rule_forgot():
    sentence, weight = printed(PROJECT, "成本节约率")
    expression = understand(sentence, weight)
    (gap,) = gaps(expression)
    assert gap.within.low == gap.within.high == 0
    equal = evaluate(expression, {"计划成本": Decimal(100), "实际成本": Decimal(100)}, weight)
    assert equal.value == 5
    saved = evaluate(expression, {"计划成本": Decimal(100), "实际成本": Decimal(90)}, weight)
    assert saved.value == 5
    over = evaluate(expression, {"计划成本": Decimal(100), "实际成本": Decimal(110)}, weight)
    assert over.value == Decimal("4.5")


def test_a_formula_shared_by_several_rows_gives_each_its_own():
    sentence, weight = printed(DEPARTMENT, "社会效益")
    expression = understand(sentence, weight, "社会效益")
    assert isinstance(expression, Ratio)
    assert expression.measure.name == "社会效益实现程度"
    assert fits(expression, weight) is None


def test_a_rate_is_computed_from_its_printed_numerator_and_denominator():
    sentence, weight = printed(DEPARTMENT, "在职人员控制率")
    expression = understand(sentence, weight)
    found = evaluate(expression, {"在职人员数": Decimal(66), "编制数": Decimal(60)}, weight)
    assert found.value is not None
    assert round(found.value, 2) == Decimal("4.55")
    assert dict(found.other_readings) == {"linear": Decimal("4.5")}


def test_no_rate_over_nothing():
    sentence, weight = printed(PROJECT, "资金到位率")
    found = evaluate(understand(sentence, weight), {"实际到位资金": Decimal(0), "计划投入资金": Decimal(0)}, weight)
    assert found.value is None
    assert found.missing == ("资金到位率",)


def test_a_veto_bars_the_grade_as_well():
    lincang = FORMS / "yunnan" / "lincang" / "department-selfeval" / "2022.toml"
    sentence, weight = printed(lincang, "行政效能")
    expression = understand(sentence, weight)
    assert isinstance(expression, Veto)
    assert expression.grade == "优"


def test_a_form_of_forty_rows_asks_for_inputs_by_name():
    for item in tomllib.loads(WORK.read_text(encoding="utf-8"))["items"]:
        names = [need.name for need in needs(understand(item["criteria"], Decimal(item["weight"])))]
        assert len(names) == len(set(names))
