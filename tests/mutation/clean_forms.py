"""The correctly filled specimens, what was entered in each, and what every cell is by the header above it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from specimens import WORKBOOKS, specimen
from xlplugin.forms import blank_text
from xlplugin.grid import Grid, Workbook
from xlplugin.grid.text import SheetText, parse_sheets, to_grid

PASSING = sorted(path.relative_to(WORKBOOKS).as_posix() for path in WORKBOOKS.rglob("*-pass-*.md"))

ROLES = {
    "target": ("年度指标值", "指标值", "绩效指标值", "预算指标值"),
    "result": ("实际完成值", "完成值", "实际完成指标值", "全年执行情况", "预算指标值执行结果"),
    "weight": ("分值", "权重", "指标分值"),
    "points": ("得分", "自评得分", "自评分数"),
    "reason": ("偏差原因分析及改进措施", "未完成原因分析", "完成情况简述", "自评依据及说明", "得分简述", "评分依据"),
    "sign": ("指标性质", "绩效指标性质"),
    "unit": ("度量单位", "绩效度量单位"),
    "name": ("三级指标",),
    "money": (
        *("年初预算数", "全年预算数", "全年执行数", "年初预算", "调整后预算数", "预算执行数", "全年收入决算数"),
        *("全年支出决算数", "预算额", "执行额", "预算金额", "实际到位资金", "已使用资金", "财政拨款", "资金总额"),
        *("合计", "一般公共预算安排", "结余资金", "当年结转结余额"),
    ),
    "rate": ("执行率", "预算执行率", "结转结余率%"),
}
"""The role of a column by the beginning of its header; written here, not taken from the program's vocabulary."""


@dataclass(frozen=True)
class Entry:
    """One cell that a clerk filled in or a formula computed."""

    sheet: int
    cell: tuple[int, int]
    role: str
    computed: bool
    text: str


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("<br>", "").replace("（万元）", "").replace("(万元)", "")


def _role(rows: list[tuple[str, ...]], row: int, column: int) -> str:
    """What the nearest known header above says; a merged header is continued by ``<`` and ``^``."""
    for above in range(row - 1, -1, -1):
        if rows[above][0] not in {"头", "题"}:
            continue
        at = column
        while rows[above][at] == "<" and at > 1:
            at -= 1
        header = _squeezed(rows[above][at])
        for role, words in ROLES.items():
            if any(header == word or header.startswith((f"{word}（", f"{word}(")) for word in words):
                return role
        if rows[above][0] == "头" and header not in {"^", ""}:
            return ""
    return ""


@cache
def sheets(name: str) -> tuple[SheetText, ...]:
    return tuple(parse_sheets((WORKBOOKS / name).read_text("utf-8")))


@cache
def clean(name: str) -> Workbook:
    return specimen(Path(WORKBOOKS / name))


@cache
def blank(form_id: str) -> Grid:
    (sheet,) = parse_sheets(blank_text(form_id))
    return to_grid(sheet.name, [row[1:] for row in sheet.rows], ["General"])


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """Every cell whose value differs from the blank form's, and every cell with a formula."""
    found = []
    for position, (sheet, grid) in enumerate(zip(sheets(name), clean(name).sheets, strict=True)):
        printed = blank(sheet.properties["表式"])
        rows = list(sheet.rows)
        for cell, value in sorted(grid.values.items()):
            computed = cell in (grid.formulas or {})
            if not computed and printed.values.get(cell) == value:
                continue
            role = _role(rows, cell[0] - 1, cell[1])
            found.append(Entry(position, cell, role, computed, str(value)))
    return tuple(found)
