"""D101: numbers of documents are written as documents are numbered."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, Fault, rule
from xlplugin.rules.citations import citations, entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings
    from xlplugin.rules.citations import Citation

__all__ = ["regular"]

_YEAR = 4
_EARLIEST = 1949
_AHEAD = 2
"""A form may name documents of the year after the evaluated one, or of the year in which it is corrected."""


def _faults(one: Citation, year: int | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a document number, in Chinese and in English."""
    if (one.opening, one.closing) != ("〔", "〕"):
        yield "年份要用六角括号〔〕", "the year stands in brackets 〔〕"
    if not one.year.isdigit() or len(one.year) != _YEAR:
        yield "年份要写四位数字", "the year has four digits"
    elif int(one.year) < _EARLIEST or (year and int(one.year) > year + _AHEAD):
        yield f"年份{one.year}不合情理", f"{one.year} can hardly be the year"
    if one.ordinal:
        yield "顺序号不加“第”字", "the number has no 第"
    if one.number.startswith("0"):
        yield "顺序号不补0", "the number has no leading zeros"
    if not one.mark:
        yield "末尾缺“号”字", "号 is missing at the end"


def _expected(one: Citation) -> str | None:
    """The number as it should be written, None where its year or number is not known."""
    number = one.number.lstrip("0")
    return f"{one.issuer}〔{one.year}〕{number}号" if one.year.isdigit() and len(one.year) == _YEAR and number else None


@rule(
    "D101",
    "references.number",
    title="文号写法",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "“{_栏目}”中的文号“{stated}”写法不规范：{_不当}。应写作“{expected}”，请与原文件核对。",
        "en": "The document number “{stated}” in “{_栏目}” is not written as usual: {_wrong}. "
        "Write “{expected}” after comparing with the document.",
        "zh.year": "“{_栏目}”中的文号“{stated}”写法不规范：{_不当}。请与原文件核对。",
        "en.year": "The document number “{stated}” in “{_栏目}” is not written as usual: {_wrong}. "
        "Compare with the document.",
    },
)
def regular(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Advise on brackets, years, leading zeros, 第 and a missing 号 in the document numbers of a form's texts."""
    year = int(form.year) if form.year.isdigit() else None
    for what, entry in entries(form):
        for one in citations(entry.raw):
            wrong = list(_faults(one, year))
            if not wrong:
                continue
            expected = _expected(one)
            sound = expected is not None and expected != one.text
            zh, en = ("；".join(zh for zh, _ in wrong), "; ".join(en for _, en in wrong))
            values = {"_栏目": what, "_不当": zh, "_wrong": en}
            subject, variant = f"{what}|{one.issuer}", "" if sound else "year"
            yield Fault(entry.place, one.text, expected if sound else None, values, variant=variant, subject=subject)
