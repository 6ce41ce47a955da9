"""Satisfaction as rules see it: which rows stand for it, and which texts name a satisfaction rate."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.quantity import names_nothing, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Indicator, Traced
    from xlplugin.place import Place

__all__ = ["has_figure", "in_class", "names_rate", "where_named"]

_WORD = "满意"
_NOUN = ("度指标", "率指标", "程度", "度", "率", "")
_BEHIND = (
    "达到",
    "达",
    "不低于",
    "不少于",
    "高于",
    "大于",
    "超过",
    "在",
    "为",
    "≥",
    "≧",
    "=",
    ">",
    "(",
    ":",
    ";",
    ",",
    "。",
)


def in_class(row: Indicator) -> bool:
    """Whether a row stands under a class for satisfaction (满意度指标)."""
    return _WORD in squeeze(row.level1) or _WORD in squeeze(row.level2)


@lru_cache(maxsize=4096)
def names_rate(text: str) -> bool:
    """Whether a text names a satisfaction rate and says nothing else: 群众满意度≥90%, no sentence that mentions one."""
    plain = squeeze(text)
    at = plain.find(_WORD)
    if at < 0:
        return False
    rest = plain[at + len(_WORD) :]
    rest = rest.removeprefix(next(noun for noun in _NOUN if rest.startswith(noun)))
    return not rest or rest[0].isdigit() or rest.startswith(_BEHIND)


def has_figure(entry: Traced | None) -> bool:
    """Whether an entry holds a figure, also one that cannot be read for certain."""
    quantity = entry.quantity if entry else None
    return quantity is not None and quantity.kind != "qualitative"


def where_named(row: Indicator) -> Place | None:
    """The cell that says what a row measures: its name, or its target where the name is only a number."""
    if not names_nothing(row.name):
        return row.place
    return row.target.place if row.target and not row.target.is_blank else None
