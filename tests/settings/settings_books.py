"""Workbooks of one small form, right or with a fault of choice."""

from __future__ import annotations

import xlsxwriter

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def write(path, weights=(50, 30, 10), total=None, points=None, name="培训人次"):
    """A form with these weights, full points (or ``points``) and a stated total (right without one)."""
    earned = points or weights
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("自评表")
        sheet.write_row(0, 0, ["项目支出绩效自评表"])
        sheet.write_row(1, 0, HEAD)
        sheet.write_row(2, 0, ["产出指标", "数量指标", name, "≥50人次", "60人次", weights[0], earned[0]])
        sheet.write_row(3, 0, ["效益指标", "社会效益指标", "新增就业", "≥20人", "22人", weights[1], earned[1]])
        sheet.write_row(4, 0, ["满意度指标", "满意度指标", "学员满意度", "≥90%", "95%", weights[2], earned[2]])
        sheet.write_row(5, 0, ["总分", "", "", "", "", sum(weights), sum(earned) if total is None else total])
    return path
