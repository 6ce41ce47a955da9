"""U603: one comparison is written with one sign."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model import ADVICE, CUSTOM, Fault, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings, Traced

    Written = list[tuple[str, str, Traced]]

__all__ = ["one_sign"]

_SIGNS = {
    **dict.fromkeys(("≥", "≧", "⩾", ">=", "=>", "＞＝", "＞="), "≥"),
    **dict.fromkeys(("≤", "≦", "⩽", "<=", "=<", "＜＝", "＜="), "≤"),
    **dict.fromkeys(("=", "＝", "═"), "="),
    **dict.fromkeys((">", "＞", "〉", "﹥"), ">"),
    **dict.fromkeys(("<", "＜", "〈", "﹤"), "<"),
}
_LETTERS = frozenset("".join(_SIGNS))


@lru_cache(maxsize=4096)
def _signs(text: str) -> tuple[str, ...]:
    """The comparison signs of a text that stand before a figure, or alone; two letters may make one sign."""
    return () if _LETTERS.isdisjoint(text) else tuple(_each_sign(text))


def _each_sign(text: str) -> Iterator[str]:
    done = 0
    for at, letter in enumerate(text):
        if letter in _LETTERS and at >= done:
            sign = text[at : at + 2] if text[at : at + 2] in _SIGNS else letter
            done = at + len(sign)
            behind = text[done:].lstrip()
            if sign in _SIGNS and (not behind or behind[0].isdigit()):
                yield sign


def _written(form: Form) -> Written:
    """Every sign of a form's targets in reading order: what it means, how it is written, and where."""
    stated = [entry for row in form.indicators for entry in (row.sign, row.target) if entry is not None]
    return [(_SIGNS[sign], sign, entry) for entry in stated for sign in _signs(entry.raw)]


def _usual(spellings: list[str], meaning: str) -> str:
    """The spelling that is used most, with equal counts the ordinary one; the order of the rows does not matter."""
    return max(spellings, key=lambda sign: (spellings.count(sign), sign == meaning, sign))


@rule(
    "U603",
    "units.signs",
    title="比较符号写法不一",
    severity=ADVICE,
    basis=CUSTOM,
    scope="book",
    messages={
        "zh": "本表有{处数}处比较符号与其他指标的写法不一：{_写法}。建议每种比较只用一种符号，以便筛选和汇总。",
        "en": "{处数} comparison sign(s) of this form are written otherwise than usual: {_written}. "
        "Better use one sign for one comparison, so that targets can be filtered and summed.",
    },
)
def one_sign(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Advise once per form on signs that are written otherwise than usual in the workbook."""
    written = [(form, _written(form)) for form in forms]
    spellings: dict[str, list[str]] = {}
    for _, signs in written:
        for meaning, sign, _ in signs:
            spellings.setdefault(meaning, []).append(sign)
    usual = {meaning: _usual(found, meaning) for meaning, found in spellings.items() if len(set(found)) > 1}
    for _, signs in written if usual else ():
        odd = [(meaning, sign, entry) for meaning, sign, entry in signs if sign != usual.get(meaning, sign)]
        if odd:
            pairs = sorted({(other, usual[means]) for means, other, _ in odd})
            related = tuple(Related(entry.place, entry.raw) for _, _, entry in odd[1:])
            stated, expected = ("、".join(dict.fromkeys(words)) for words in zip(*pairs, strict=True))
            values = {
                "处数": str(len(odd)),
                "_写法": "、".join(f"“{other}”（别处写“{right}”）" for other, right in pairs),
                "_written": ", ".join(f"“{other}” for “{right}”" for other, right in pairs),
            }
            yield Fault(odd[0][2].place, stated, expected, values, related, subject="比较符号")
