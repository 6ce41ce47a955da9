"""What could not be recomputed, in words."""

from __future__ import annotations

from xlplugin.model import NotChecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.place import Place

__all__ = ["failed", "no_engine", "too_long", "too_many", "undecided", "unlike_excel", "without_fastest"]

_SHOWN = 12
"""Cells that are named; a sheet may hold hundreds."""

_LONGEST = 40
"""Characters of a formula that a sentence shows."""

_WHAT = {"zh": "公式重算", "en": "recalculation"}

_REASONS = {
    "changing": (
        "{what} 的结果随日期、随机数或 Excel 的状态而变，没有重算",
        "the result of {what} depends on the day, on chance or on the state of Excel; not recomputed",
    ),
    "circular": ("公式引用了自己所在的单元格，没有重算", "the formula refers to its own cell; not recomputed"),
    "hidden": (
        "{what} 可能不计隐藏的行，此表有隐藏行，没有重算",
        "{what} may leave out hidden rows, and the sheet has some; not recomputed",
    ),
    "intersection": (
        "{what} 处应是一个单元格而给了一个区域，结果因 Excel 版本而异，没有重算",
        "{what} is a range where one cell is expected, which versions of Excel read differently; not recomputed",
    ),
    "name": (
        "名称“{what}”不是本工作簿中固定的单元格，没有重算",
        "the name “{what}” does not stand for fixed cells of this workbook; not recomputed",
    ),
    "notation": ("写法“{what}”不能重算", "the notation “{what}” cannot be recomputed"),
    "outside": (
        "引用了别的工作簿（{what}），没有重算",
        "it refers to another workbook ({what}); not recomputed",
    ),
    "sheet": ("所引用的表页“{what}”不存在，没有重算", "there is no sheet “{what}”; not recomputed"),
    "size": ("{what} 逐格计算的单元格太多，没有重算", "{what} are too many cells to combine; not recomputed"),
    "spread": ("数组公式占据 {what} 多格，没有重算", "an array formula that fills {what}; not recomputed"),
    "syntax": ("公式中“{what}”看不懂，没有重算", "“{what}” in the formula is not understood; not recomputed"),
    "function": (
        "所用的 {what} 没有可信的计算引擎，没有重算",
        "no engine here is trusted with {what}; not recomputed",
    ),
    "engines": (
        "没有一个计算引擎能可靠地算出其全部内容，或几个引擎的结果互相矛盾，不作结论",
        "no engine can be trusted with all that they use, or two contradict each other; left undecided",
    ),
}
"""By the reason of an ``UndecidableError``."""

_SETTINGS = {
    "displayed": ("设为“将精度设为所显示的精度”", "calculates with figures as displayed"),
    "iterates": ("启用了迭代计算", "follows circular references"),
    "1904": ("使用 1904 日期系统", "counts days from 1904"),
}

_NOTATIONS = {
    "arithmetic": "+ - * /",
    "sign": "-",
    "cell by cell": "SUMPRODUCT((…)*…)",
    "function cell by cell": "SUMPRODUCT(ROUND(…))",
    "array formula": "{=…}",
    "array constant": "{1,2}",
    "error constant": "#REF!",
    "number words": "[DBNum2]",
    "three-dimensional": "Sheet1:Sheet3!A1",
    "whole columns": "A:A",
    "truth": "TRUE",
    "truth cell": "TRUE",
    "digits cell": "'123",
    "sheet": "Sheet1!A1",
    "compared sum": "A1-B1=0",
    "compared product": "A1*B1=C1",
    "blank looked up": "VLOOKUP/MATCH",
}
"""How notations are shown that are no functions."""


def _note(sheet: str | None, what: str, zh: str, en: str, lang: str, *, blocking: bool = False) -> NotChecked:
    return NotChecked(sheet, what, en if lang == "en" else zh, blocking)


def undecided(sheet: str, reason: str, what: str, cells: Sequence[Place], lang: str) -> NotChecked:
    """Formulas of a sheet that were not recomputed for one reason."""
    piece = _NOTATIONS.get(what, what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")
    zh, en = (said.format(what=piece) for said in _REASONS[reason])
    named = [place.cell for place in cells[:_SHOWN]]
    more = len(cells) - len(named)
    if lang == "en":
        return NotChecked(sheet, ", ".join(named) + (f" and {more} more" if more else ""), en, blocking=False)
    return NotChecked(sheet, "、".join(named) + (f" 等 {len(cells)} 格" if more else ""), zh, blocking=False)


def failed(engine: str, lang: str) -> NotChecked:
    """An engine that was ended by its limits or crashed."""
    zh = f"计算引擎 {engine} 没有算完（崩溃，或超过了时间、内存限额），它的结果没有采用"
    en = f"the engine {engine} did not finish (it crashed or exceeded its limits); none of its results were used"
    return _note(None, _WHAT[lang], zh, en, lang)


def without_fastest(engine: str, lang: str) -> NotChecked:
    """The fast engine is not installed: slower ones are asked, and trusted with less."""
    zh = f'没有安装计算引擎 {engine}，改用较慢的引擎，能核对的公式较少；请运行 pip install "xlplugin[recalc]"'
    en = f'{engine} is not installed; slower engines that decide less are used: pip install "xlplugin[recalc]"'
    return _note(None, _WHAT[lang], zh, en, lang)


def no_engine(lang: str) -> NotChecked:
    """No engine at all: what was asked for was not done."""
    zh = '没有安装任何计算引擎，公式没有重算；请运行 pip install "xlplugin[recalc]"'
    en = 'no engine is installed, no formula was recomputed: pip install "xlplugin[recalc]"'
    return _note(None, _WHAT[lang], zh, en, lang, blocking=True)


def too_many(count: int, most: int, lang: str) -> NotChecked:
    """A workbook with more formulas than a form can have."""
    zh = f"工作簿有 {count} 个公式，超过 {most} 个，没有重算"
    en = f"the workbook has {count} formulas, more than {most}; not recomputed"
    return _note(None, _WHAT[lang], zh, en, lang)


def too_long(letters: int, most: int, lang: str) -> NotChecked:
    """A workbook whose formulas are longer than those of any form."""
    zh = f"工作簿的公式共 {letters:,} 个字符，超过 {most:,} 个，没有重算"
    en = f"the formulas of the workbook have {letters:,} characters, more than {most:,}; not recomputed"
    return _note(None, _WHAT[lang], zh, en, lang)


def unlike_excel(setting: str, lang: str) -> NotChecked:
    """A workbook with a setting that engines do not know, as ``Source`` names it."""
    zh, en = _SETTINGS[setting]
    return _note(None, _WHAT[lang], f"工作簿{zh}，没有重算", f"the workbook {en}; not recomputed", lang)
