"""Small sheets of one table, and what one rule says of them: cell, severity, stated and expected figure."""

from __future__ import annotations

import rule_cases
from xlplugin import pipeline

RULES = {rule.code: rule for rule in pipeline.rules()}
FORM = "项目支出绩效自评表"
FUNDS = "项目资金（万元） 年初预算数 全年预算数 实际到位数 执行数 执行率"
SCORED = "一级指标 三级指标 年度指标值 分值 得分"
EXECUTION = ("项目资金（万元） 全年预算数 执行数 执行率 分值 得分", "年度资金总额 50 47.5 95% 10 9.5")


def table(*rows):
    """A sheet of a title and rows, as a case of a rule's page writes it; columns are parted by blanks."""
    cells = [row.split() for row in rows]
    width = max(map(len, cells))
    lines = [[FORM, *["<"] * (width - 1)], ["---"] * width, *(row + ["<"] * (width - len(row)) for row in cells)]
    return "\n".join(f"| {' | '.join('' if cell == '_' else cell for cell in line)} |" for line in lines)


def said(code, *rows, edition=""):
    """What one rule finds on the sheet."""
    page = f"## 通过：一例\n\n{edition and f'版本：{edition}'}\n\n{table(*rows)}\n"
    (case,) = rule_cases.cases(page)
    assert rule_cases.bound(case)
    return [
        " ".join((one.place.cell, one.severity, one.stated or "-", one.expected or "-"))
        for one in rule_cases.findings(case, RULES[code])
    ]
