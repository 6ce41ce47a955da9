"""The functions ``PF_…`` as Excel for Windows calls them; the add-in holds a wrapper for each.

Only the process that serves Excel and ``build`` load this module. Elsewhere than on Windows the decorators of xlwings
do nothing. Error values come in as their codes and leave as such; the wrapper makes error values of them again.
"""

from __future__ import annotations

import xlwings

from xlplugin import functions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Function = TypeVar("Function", bound=Callable[..., object])

__all__ = ["PF_COMPLETION", "PF_EXEC_RATE", "PF_GRADE", "PF_POINTS", "PF_POINTS_BY_TEXT", "PF_WEIGHTED_TOTAL"]

_CATEGORY = "绩效自评"


def _worksheet(ndim: int | None = None, **about: str) -> Callable[[Function], Function]:
    """Make a worksheet function whose arguments are told about in Chinese; ``ndim=2`` keeps the shape of a range."""

    def exposed(function: Function) -> Function:
        function.__annotations__ = {}  # xlwings takes annotations for converters
        for name, text in about.items():
            function = xlwings.arg(name, ndim=ndim, err_to_str=True, doc=text)(function)
        return xlwings.func(category=_CATEGORY)(function)  # last, for arg() puts the category back

    return exposed


@_worksheet(budget="全年预算数", executed="全年执行数，与预算数同一单位")
def PF_EXEC_RATE(budget: object, executed: object) -> object:  # noqa: N802  the name in a formula
    """预算执行率 = 全年执行数 ÷ 全年预算数，结果是小数：0.9003 即 90.03%，不取整。"""
    return functions.PF_EXEC_RATE(budget, executed)


@_worksheet(
    operator="≥ ≤ ＝ > <",
    target="指标值",
    actual="实际完成值",
    weight="权重（分值）",
    method="计分方法，如 proportional、inverse、linear、strict；不填按 2020 年全国规则",
)
def PF_POINTS(  # noqa: N802  the name in a formula
    operator: object, target: object, actual: object, weight: object, method: object = None
) -> object:
    """定量指标的得分，四舍五入到 0.01。"""
    return functions.PF_POINTS(operator, target, actual, weight, method)


@_worksheet(sentence="表上印的评分标准原文", weight="权重（分值）", values="评分标准要用到的数，按原文顺序")
def PF_POINTS_BY_TEXT(sentence: object, weight: object, *values: object) -> object:  # noqa: N802  as in a formula
    """按评分标准原文计算得分，四舍五入到 0.01；看不懂原文或缺少数据时为 #N/A。"""
    return functions.PF_POINTS_BY_TEXT(sentence, weight, *values)


@_worksheet(score="总分", scale="三个下限如 95/85/60，或计分规则的名称；不填为 90/80/60")
def PF_GRADE(score: object, scale: object = None) -> object:  # noqa: N802  the name in a formula
    """总分对应的等级：优、良、中、差。"""
    return functions.PF_GRADE(score, scale)


@_worksheet(ndim=2, weights="权重区域", points="得分区域，形状与权重区域相同")
def PF_WEIGHTED_TOTAL(weights: object, points: object) -> object:  # noqa: N802  the name in a formula
    """各项得分按权重的平均 = Σ(权重×得分) ÷ Σ权重，用于百分制得分，不取整。"""
    return functions.PF_WEIGHTED_TOTAL(weights, points)


@_worksheet(target_text="指标值，如 ≥90%、1.2万亩", actual_text="实际完成值，如 98%、12500亩")
def PF_COMPLETION(target_text: object, actual_text: object) -> object:  # noqa: N802  the name in a formula
    """完成率 = 实际完成值 ÷ 指标值，可以带单位和符号，结果是小数，不取整。"""
    return functions.PF_COMPLETION(target_text, actual_text)
