"""A filled form whose only open questions want a reason, and what a clerk does with the sheet 审核说明."""

from __future__ import annotations

import openpyxl

from xlplugin.engine import explanations
from xlplugin.excel.read import load, read_workbook
from xlplugin.excel.render import render
from xlplugin.grid.text import parse_sheets

FORM = """
表：自评表
列宽：12 12 24 14 14 9 9 24

| 题 | 项目支出绩效自评表 | < | < | < | < | < | < | < |
| 副 | （2023年度） | < | < | < | < | < | < | < |
| 行 | 项目名称 | 河堤绿道维护 | < | 主管部门 | 清水县住房和城乡建设局 | 实施单位 | 清水镇人民政府 | < |
| 头 | 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 行 | 年度资金总额 | < | 80.00 | 80.00 | 80.00 | 10 | 100.00% | 10 |
| 行 | 其中：当年财政拨款 | < | 80.00 | 80.00 | 80.00 | — | — | — |
| 行 | 年度总体目标 | 完成绿道维护12公里，路灯完好 | < | < | 实际完成情况 | 维护12公里，路灯大部完好 | < | < |
| 头 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 行 | 产出指标 | 数量指标 | 维护绿道长度 | ≥12公里 | 12公里 | 20 | 20 | |
| 行 | ^ | ^ | 维修路灯数量 | ≥100盏 | 90盏 | 10 | 9 | |
| 行 | ^ | 质量指标 | 维护验收合格率 | ≥95% | 98% | 10 | 10 | |
| 行 | ^ | 时效指标 | 维护按时完成率 | 100% | 100% | 10 | 10 | |
| 行 | 效益指标 | 社会效益指标 | 安全事故发生数 | 0起 | 0起 | 30 | 30 | |
| 行 | 满意度指标 | 服务对象满意度指标 | 沿线居民满意度 | ≥90% | 93% | 10 | 10 | |
| 行 | 总分 | < | < | < | < | 100 | 99 | |
"""


def form():
    """The form as the bytes of an .xlsx."""
    return render(parse_sheets(FORM))


def parsed():
    """The form as it is read."""
    return read_workbook(form(), "form.xlsx")


def workbook(path):
    return read_workbook(load(str(path)), str(path))


def ours(path):
    """The sheet 审核说明 of a file as a grid, wherever it stands and whatever it is called, and its table."""
    return next((grid, found) for grid in workbook(path).sheets if (found := explanations.table(grid)))


def fill(path, text="路灯有10盏因变压器更换推迟到次年1月，见供电公司函", by="填表人", date="2024-01-18", only=None):
    """Write a reason into every row, or into the ``only`` one, as a clerk does in Excel."""
    grid, found = ours(path)
    book = openpyxl.load_workbook(path)
    sheet = book[grid.name]
    for id_, row in found.rows.items():
        if only in {None, id_}:
            for name, value in (("text", text), ("by", by), ("date", date)):
                sheet.cell(row, found.columns[name]).value = value
    book.save(path)


def change(path, **cells):
    """Type other values into cells of the form."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["自评表"][cell].value = value
    book.save(path)


def lose_more(path, lamps=80):
    """Another result for the row that lost points, its points and the total with it."""
    change(path, E10=f"{lamps}盏", G10=lamps / 10, G15=90 + lamps / 10)
