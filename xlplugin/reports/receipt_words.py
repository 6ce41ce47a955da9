"""What a receipt says, in both languages; a scoring standard keeps its Chinese words."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin import quantity
from xlplugin.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WORDS", "figure_name", "method_name", "plain", "points_text", "readable", "rounded", "signed"]

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "columns": "单元格 分值 填报 按规定 差 指标",
        "between": "{}～{}",
        "data": "数据：{}",
        "figure": "{} {}（{}）",
        "figure_outside": "{} {}",
        "rule": "规则（{}印制）：{}",
        "rule_profile": "规则：{}",
        "steps": "算式：{}",
        "basis": "依据：{}",
        "reported": "据转述：{}（原文待核，不作依据）",
        "printed": "表内印制的评分标准 {}",
        "unconfirmed": "这一算法是惯例或据转述，未见条文，结果仅供核对",
        "readings": "其他读法：{}",
        "reading": "{} {}",
        "reading_agrees": "{} {}（与填报数一致）",
        "open": "未作判断：{}",
        "bounds": "可得 {} 至 {} 分",
        "choices": "只能得 {} 分",
        "or": "或 ",
        "taken": "按填报数 {} 计入合计",
        "outside": "填报数 {} 不在可得分数之内，不能计入合计",
        "blank": "没有填写得分，不能计入合计",
        "most": "评分标准最多能给 {} 分，与印制的分值 {} 不符，按此不作判断",
        "zero": "分母为零，没有可计算的比率",
        "wanted": "表中应有而没有填写的数据：{}",
        "over": "完成值远超指标值，要写明原因",
        "unsure": "完成值是约数，得分只作参考",
        "loss": "失 {} 分：{}",
        "loss_taken": "填报得分 {}（{}），满分 {}，表内无从核算",
        "loss_stated": "填报少 {} 分：填报 {}（{}），按规定可得 {}",
        "subtotal": "小计：{}",
        "execution": "预算执行",
        "stated": "填报总分",
        "stated_none": "表中没有总分",
        "sum": "各行填报之和",
        "computed": "按规定计算",
        "computed_none": "不能合计，因为：{}",
        "computed_part": "{}（其中 {} 分表内无从核算，按填报数计入）",
        "unscored": "{}没有分值或指标值",
        "uncounted": "{}没有得分可计",
        "highest": "最高可达",
        "full": "满分",
        "difference": "填报与规定之差",
        "grade": "等级",
        "grade_one": "按{}为{}",
        "grade_open": "按{}为{}（未见正式条文）",
        "losses": "失分清单",
        "no_losses": "没有失分。",
        "unmarked": "没有计分的行：{}",
        "file": "文件：{}",
        "form": "【{}】{}",
        "nothing": "没有可计分的行",
        "not_checked": "未能审核：",
        "comma": "，",
        "semicolon": "；",
        "colon": "：",
        "list": "、",
        "at": "{}（{}）",
        "receipt": "计分底稿：分值 {}，填报 {}，按规定 {}，差 {}",
        "title": "计分底稿",
        "sheet_columns": "单元格 指标 分值 填报 按规定 差 数据 规则与算式 说明",
        "sheet_form": "工作表：{}　　{}",
        "signature": "制表：　　　　　　　　复核：　　　　　　　　日期：",
        "total": "合计",
    },
    "en": {
        "columns": "Cell Weight Stated By-rule Diff Indicator",
        "between": "{}-{}",
        "data": "figures: {}",
        "figure": "{} {} ({})",
        "figure_outside": "{} {}",
        "rule": "rule (printed in {}): {}",
        "rule_profile": "rule: {}",
        "steps": "arithmetic: {}",
        "basis": "basis: {}",
        "reported": "reported from: {} (original not seen, no basis)",
        "printed": "scoring standard printed in {}",
        "unconfirmed": "this arithmetic is customary or only reported; for comparison only",
        "readings": "other readings: {}",
        "reading": "{} {}",
        "reading_agrees": "{} {} (agrees with what is stated)",
        "open": "not judged: {}",
        "bounds": "{} to {} points are possible",
        "choices": "only {} points are possible",
        "or": "or ",
        "taken": "{} enters the total as stated",
        "outside": "the stated {} is outside what can be given and does not enter the total",
        "blank": "no points are stated, so nothing enters the total",
        "most": "the scoring standard gives {} points at most, not the printed {}; so it gives no verdict",
        "zero": "the denominator is zero: there is no rate",
        "wanted": "missing in the form: {}",
        "over": "the result is far above its target; the cause must be written down",
        "unsure": "the result is approximate, and so are the points",
        "loss": "{} lost: {}",
        "loss_taken": "{} stated ({}) of {}, not computable from the workbook",
        "loss_stated": "{} forgone: {} stated ({}), {} by the rule",
        "subtotal": "subtotal: {}",
        "execution": "预算执行 (execution of the budget)",
        "stated": "Total as stated",
        "stated_none": "the form states no total",
        "sum": "Sum of the stated rows",
        "computed": "Total by the rules",
        "computed_none": "cannot be added up: {}",
        "computed_part": "{} (of which {} cannot be computed from the workbook and is taken as stated)",
        "unscored": "{} has no weight or no target",
        "uncounted": "{} has no points to count",
        "highest": "Highest reachable",
        "full": "Full mark",
        "difference": "Stated less computed",
        "grade": "Grade",
        "grade_one": "{1} by {0}",
        "grade_open": "{1} by {0} (no official text seen)",
        "losses": "What lost points",
        "no_losses": "Nothing was lost.",
        "unmarked": "Rows without points: {}",
        "file": "File: {}",
        "form": "[{}] {}",
        "nothing": "no row that can be scored",
        "not_checked": "Not checked:",
        "comma": ", ",
        "semicolon": "; ",
        "colon": ": ",
        "list": ", ",
        "at": "{} ({})",
        "receipt": "Receipt: weight {}, stated {}, by the rule {}, difference {}",
        "title": "Score receipt",
        "sheet_columns": "Cell Indicator Weight Stated By-rule Diff Figures Rule-and-arithmetic Remarks",
        "sheet_form": "Sheet: {}    {}",
        "signature": "Prepared by:                Checked by:                Date:",
        "total": "Total",
    },
}
"""Sentences by language and key; ``columns`` and ``sheet_columns`` are words parted by blanks."""

_FIGURES = {"指标值": "target", "完成值": "result", "预算数": "budget", "执行数": "outturn"}
"""The figures of a row that the program names itself; those of a scoring sentence have the form's own names."""

_MANY = re.compile(r"\d+\.\d{5,}")
_LONG = Decimal(10) ** 20


def figure_name(name: str, lang: str) -> str:
    """What a figure of a receipt is called."""
    return _FIGURES.get(name, name) if lang == "en" else name


def method_name(name: str, lang: str) -> str:
    """What a method is called; one that nobody names speaks for itself."""
    from xlplugin.scoring import named  # noqa: PLC0415  loads the method's own module, seldom wanted

    try:
        method = named(name)
    except UsageError:
        return name
    return method.en if lang == "en" else method.zh


def rounded(number: Decimal, places: int = 2) -> Decimal:
    """A figure rounded half-up (R-ROUND); one too long to be rounded stays as it is."""
    return quantity.half_up(number, places) if abs(number) < _LONG else number


def plain(number: Decimal) -> str:
    """A figure for a reader: four decimals at most, no exponent, no needless zeros."""
    text = format(rounded(number, 4), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def points_text(points: Decimal) -> str:
    """Points as forms show them: half-up, two decimals (R-ROUND)."""
    return format(rounded(points), "f")


def signed(difference: Decimal) -> str:
    """A difference of points with its sign; none is ``0``."""
    shown = rounded(difference)
    return format(shown, "+f") if shown else "0"


def readable(arithmetic: str) -> str:
    """A line of arithmetic whose figures have four decimals at most."""
    return _MANY.sub(lambda figure: plain(Decimal(figure.group())), arithmetic)
