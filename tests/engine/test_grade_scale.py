"""The grade scale that a form prints is read from one sentence, wherever it stands; nothing else is taken for one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.engine import Layout
from xlplugin.engine.scale import printed_scale
from xlplugin.grid import Grid, Workbook
from xlplugin.place import parse_a1


def scale(rows=range(1, 9), **cells):
    """What is printed in some cells: the bounds of 优, 良, 中 and 差, and the cell."""
    grid = Grid("表", {parse_a1(cell): value for cell, value in cells.items()})
    bounds, cell = printed_scale(Layout.of(grid, Workbook((grid,))), rows)
    assert [grade for grade, _ in bounds] in ([], ["优", "良", "中", "差"])
    return " ".join(format(bound, "f") for _, bound in bounds), cell


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("优≥90分，良≥80分，中≥60分，差＜60分", "90 80 60 0"),
        ("优秀≥90，良好≥80，中等≥60，较差＜60", "90 80 60 0"),
        ("优：90.5分以上；良：80.25分以上；中：60分以上；差", "90.5 80.25 60 0"),
        ("100≥优≥90>良≥80>中≥60>差", "90 80 60 0"),
        ("100分>优＞90分，良≥80分，中≥60分，差", "90 80 60 0"),
        ("满分100分，优（95-100分）、良（85-95分）、中（60-85分）、差（60分以下）", "95 85 60 0"),
        ("满分100分，优（≥95分）、良（≥85分）、中（≥60分）、差（＜60分）", "95 85 60 0"),
        ("优（95-100分）、良（85-95分）、中（60-85分）、差（60分以下）", "95 85 60 0"),
        ("90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差", "90 80 60 0"),
        ("2、90-100分为优，80-90分为良，60-80分为中，60分以下为差", "90 80 60 0"),
        ("等级：1.得分90-100分为优，80-90分为良，60-80分为中，60分以下为差", "90 80 60 0"),
        ("说明。3)优≥90，良≥80，中≥60，差", "90 80 60 0"),
        ("优化服务，优先保障，优惠政策，优抚对象：优≥90，良≥80，中≥60，差", "90 80 60 0"),
        ("其中、集中、中央、中心、中小、中期：优≥90，良≥80，中≥60，差", "90 80 60 0"),
        ("偏差、误差、差额、差异、差距：优≥90，良≥80，中≥60，差", "90 80 60 0"),
        ("优秀为90分以上，良好为80分以上，中等为60分以上，其余较差", "90 80 60 0"),
        ("90分以上为优，80分以上为良，60分以上为中，其余为差", "90 80 60 0"),
        ("按表3评定：优≥90，良≥80，中≥60，差", "90 80 60 0"),
        ("优≥90，良≥80，中≥60", ""),
        ("优≥90，良≥80，中≥60，差，差", ""),
        ("优≥90，中≥60，良≥80，差", ""),
        ("优≥90，良≥80，中，差＜60", ""),
        ("优≥90，良，中≥60，差＜60", ""),
        ("优，良≥80，中≥60，差＜60", ""),
        ("优≥80，良≥80，中≥60，差", ""),
        ("优≥90，良≥60，中≥60，差", ""),
        ("优≥90，良≥80，中≥0，差", ""),
        ("优≥90，良≥80。中≥60，差", ""),
        ("优≥90，良≥80\n中≥60，差", ""),
        ("优、良、中、差", ""),
    ],
)
def test_a_sentence_gives_the_lower_bounds_of_the_four_grades_or_no_scale(sentence, bounds):
    assert scale(B2=sentence) == (bounds, "B2" if bounds else "")


FULL = "优≥90，良≥80，中≥60，差"


def test_the_first_sentence_that_is_a_scale_counts_in_the_first_cell_that_has_one():
    other = FULL.replace("90", "95")
    assert scale(B2=f"按得分评优。{FULL}。{other}") == ("90 80 60 0", "B2")
    assert scale(B2=f"☑优 □良 □中 □差\n{FULL}") == ("90 80 60 0", "B2")
    assert scale(A1="优", C3=FULL, B3=other, A4=FULL) == ("95 80 60 0", "B3")


def test_only_the_rows_of_the_form_are_searched_and_figures_passed_over():
    assert scale(A1=FULL, rows=range(2, 5)) == ("", "")
    assert scale(A1=Decimal(90), A2=FULL) == ("90 80 60 0", "A2")
