"""Workbooks made for measuring: self-evaluation forms of any length, filled in without a fault but for those wanted.

Every cell is ruled, as in the official forms: readers pay for the looks of blank cells too.
"""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["LARGE", "form"]

LARGE = {"rows": 94, "sheets": 3}
"""3 sheets of 100 rows and 12 columns, with 489 formulas and 162 merged areas."""

_LEVELS = ("一级指标", "二级指标", "三级指标")
_FIGURES = ("年度指标值", "实际完成值", "分值", "得分", "完成率", "偏差原因", "扣分", "佐证材料", "备注")
_CLASSES = (("产出指标", "数量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))
_COLUMNS = len(_LEVELS) + len(_FIGURES)
_FULL = 10_000
"""100 points in hundredths."""
_FIRST = 5
"""The row of the first indicator, from 0."""
_ODD_FORMULAS = 66
"""How many rows of the large workbook compute what they lose, so that its formulas are 489."""


def form(rows: int, sheets: int = 1, wrong: int = 0) -> bytes:
    """A workbook of so many forms with so many indicators each; the first ``wrong`` earn more than they weigh."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    looks = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体"}
    ruled, percent = workbook.add_format(looks), workbook.add_format({**looks, "num_format": "0.00%"})
    for number in range(1, sheets + 1):
        sheet = workbook.add_worksheet(f"项目{number}自评表")
        for row in range(_FIRST + rows + 1):
            sheet.write_row(row, 0, [""] * _COLUMNS, ruled)
        _head(sheet, number, ruled)
        _rows(sheet, number, (rows, wrong), (ruled, percent))
        _classes(sheet, rows, ruled)
        _total(sheet, rows, ruled)
    workbook.close()
    return stream.getvalue()


def _head(sheet: Worksheet, number: int, ruled: Format) -> None:
    sheet.merge_range(0, 0, 0, _COLUMNS - 1, "项目支出绩效自评表", ruled)
    sheet.write(1, 0, "项目名称", ruled)
    sheet.merge_range(1, 1, 1, 2, f"道路养护工程{number}", ruled)
    sheet.write_row(1, 3, ["实施单位", "示例市公路养护中心"], ruled)
    sheet.write_row(2, 0, ["年度", "2023年"], ruled)
    sheet.merge_range(3, 0, 3, _COLUMNS - 1, "年度绩效指标", ruled)
    sheet.write_row(4, 0, (*_LEVELS, *_FIGURES), ruled)


def _rows(sheet: Worksheet, number: int, counts: tuple[int, int], looks: tuple[Format, Format]) -> None:
    (rows, wrong), (ruled, percent) = counts, looks
    for at in range(rows):
        row, line = _FIRST + at, _FIRST + at + 1
        weight = (_FULL - (rows - 1) * (_FULL // rows) if at == rows - 1 else _FULL // rows) / 100
        points = weight + 1 if at < wrong else weight
        name, wanted = f"{number}号线第{at + 1}段养护里程", at + 1_000 * number
        sheet.write_row(row, 2, [name, f"≥{wanted}公里", f"{wanted + 1}公里", weight, points], ruled)
        sheet.write_formula(row, 7, f"=G{line}/F{line}", percent, points / weight)
        if at < _ODD_FORMULAS:
            sheet.write_formula(row, 9, f"=F{line}-G{line}", ruled, weight - points)
        sheet.write_row(row, 10, [f"验收单{at + 1}", "已归档"], ruled)


def _classes(sheet: Worksheet, rows: int, ruled: Format) -> None:
    step = -(-rows // len(_CLASSES))
    for number, (name, second) in enumerate(_CLASSES):
        top, bottom = _FIRST + number * step, _FIRST + min(rows, (number + 1) * step) - 1
        _merged(sheet, (top, bottom, 0), name, ruled)
        for pair in range(top, bottom + 1, 2):
            _merged(sheet, (pair, min(pair + 1, bottom), 1), second, ruled)


def _merged(sheet: Worksheet, cells: tuple[int, int, int], text: str, ruled: Format) -> None:
    """Put a text into one column from its top to its bottom row."""
    top, bottom, column = cells
    if bottom > top:
        sheet.merge_range(top, column, bottom, column, text, ruled)
    elif bottom == top:
        sheet.write(top, column, text, ruled)


def _total(sheet: Worksheet, rows: int, ruled: Format) -> None:
    last = _FIRST + rows
    sheet.merge_range(last, 0, last, 2, "总分", ruled)
    for letter, column in (("F", 5), ("G", 6)):
        sheet.write_formula(last, column, f"=SUM({letter}{_FIRST + 1}:{letter}{last})", ruled, 100)
    sheet.write_formula(last, 7, f"=G{last + 1}/F{last + 1}", ruled, 1)
