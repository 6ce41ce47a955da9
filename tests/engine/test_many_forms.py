"""A sheet with very many forms is read once, not once per form."""

from __future__ import annotations

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook
from xlplugin.record import replace

FORM = """| 项目支出绩效自评表（第{}号项目） | < | < | < | < | < |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 疏浚沟渠 | ≥4公里 | #N/A | 100 | =F{} |
| 总分 | < | < | < | 100 | 100 |
"""


class Walked(dict):
    """A sheet's cells, and how often all of them were gone through."""

    walks = 0

    def __iter__(self):
        self.walks += 1
        return super().__iter__()

    def items(self):
        self.walks += 1
        return super().items()


def book(forms):
    text = "".join(FORM.format(number, 4 * number) for number in range(1, forms + 1))
    given = workbook(text)
    (grid,) = given.sheets
    return replace(given, sheets=(replace(grid, values=Walked(grid.values)),))


@pytest.fixture(scope="module")
def walks():
    counted = {}
    for forms in (2, 12):
        given = book(forms)
        assert len(pipeline.check_workbook(given, "", "").forms) == forms
        counted[forms] = given.sheets[0].values.walks
    return counted


def test_the_cells_of_a_sheet_are_gone_through_as_often_for_many_forms_as_for_few(walks):
    assert walks[12] == walks[2]


def test_each_form_is_told_its_own_faulty_cells():
    forms = pipeline.check_workbook(book(3), "", "").forms
    assert [[entry.cell for entry in form.faulty] for form in forms] == [["D3", "F3"], ["D7", "F7"], ["D11", "F11"]]
