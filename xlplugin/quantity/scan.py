"""The marks in a text that hold digits: figures, dates, and what only looks like a figure."""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Mark = tuple[str, int, int]

__all__ = ["RANGE", "Marks", "is_number"]

RANGE = ("-", "~", "—", "–", "至", "到")
"""What joins the two ends of a range."""

_ALONE = "(?<![0-9])(?<![0-9][.,])"
"""What begins here is not the rest of a number; a comma before it may be punctuation."""

_NAMES = (
    r"《[^》]{0,300}+》",
    r"[(\[【](?:19|20)[0-9]{2}[)\]】][0-9]+号?",  # 〔2022〕31号; the folding turns 〔〕 into ()
    r"第[0-9]+(?:[-~至到][0-9]+)?",
    r"[A-Za-z]{2,40}+-?[0-9]+(?:[.-][0-9]+)*(?![0-9%‰万亿元])",  # PM2.5, CO2
    r"[A-RT-Z][0-9]{1,4}(?=[\u4e00-\u9fff])(?![万亿余多元])",  # G318国道; S may be a scanned ≤
    rf"{_ALONE}(?:[2-6]G(?![A-Za-z0-9/])|[1-5]A(?=级|景))",
    r"[Vv][0-9]+(?:\.[0-9]+)+",
    rf"{_ALONE}(?<!月)[0-9]+号(?!召)",
)
"""What holds digits and is no figure: titles, document numbers, ordinals, names."""

_NUMBERING = (
    r"(?<![^;。,:!?])(?:\(1?[0-9]\)|1?[0-9](?:\)|[.、](?=[\u4e00-\u9fff])))",
    r"(?:指标|目标|附件|附表|任务)[0-9]{1,2}(?=[:、]|\.(?![0-9]))",
    rf"{_ALONE}[0-9]{{3,5}}(?=热线|专班|国道|省道|平台|报警|部门|财年)",
    rf"{_ALONE}(?:[0-9]{{1,2}}:[0-5][0-9](?=前|之前|以前|至)|7[*×xX]24(?:小时)?)",
)
"""The same, without a letter that gives them away."""

_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_PART = "(?:[底末初]|[上中下]旬|份)"
_TO = "[-~—–至到]"
_ONE = (
    rf"(?:{_YEAR}学?年度?(?:{_MONTH}月(?:{_DAY}[日号]|{_PART})?|[底末初]|第?[1-4]季度|[上下]半年)?"
    rf"|{_MONTH}月(?:{_DAY}[日号]|{_PART})?"
    rf"|{_YEAR}(?P<dot>[./-]){_MONTH}(?P=dot){_DAY}日?(?![0-9.])"
    rf"|{_DAY}[日号](?=前|之前|以前)|[1-4]季度)"
)
_SINCE = (
    rf"(?:(?:{_YEAR}年(?:{_MONTH}月)?|{_MONTH}月)(?:{_DAY}[日号])?|{_DAY}[日号]|{_YEAR}|{_MONTH}){_TO}"
    rf"|{_YEAR}/(?={_YEAR}学?年)"
)
_DATE = rf"(?:{_SINCE})?{_ONE}(?:{_TO}{_DAY}[日号])?"

_FRACTION = "[0-9]+/[0-9]+(?![0-9/])"
_VAGUE = "(?<![次人户个件总指份台项函])(?:[数几][十百千万亿]+|[一两三四五六七八][二三四五六七八九][十百千万]?)"
_FIGURE = r"(?:(?<![0-9A-Za-z%)])[+-])?\.?[0-9][0-9.,]*"

_LETTERS = frozenset("第《([【号ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_CALENDAR = frozenset("年月日号季")


@cache
def _names() -> re.Pattern[str]:
    """What a letter gives away as no figure; like the dates compiled when the first text may hold one (1 ms each)."""
    return re.compile(f"(?P<name>{'|'.join(_NAMES)})")


@cache
def _dates() -> re.Pattern[str]:
    """Dates and spans of dates."""
    return re.compile(f"{_ALONE}(?P<date>{_DATE})")


@cache
def _figures() -> re.Pattern[str]:
    """Figures, and what is told from them by what stands around it."""
    return re.compile(
        f"(?P<name>{'|'.join(_NUMBERING)})|{_ALONE}(?P<fraction>{_FRACTION})|(?P<vague>{_VAGUE})|(?P<figure>{_FIGURE})"
    )


@cache
def _number() -> re.Pattern[str]:
    """A regular number: plain, or with thousands separators."""
    return re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def is_number(run: str) -> bool:
    """Whether digits, dots and commas are one regular number: 1,234.5 is, 7,00.0,77 is not."""
    return _number().fullmatch(run) is not None


class Marks:
    """The marks of one text: each its kind (name, date, fraction, vague, figure), where it begins and ends.

    What a pattern has found ahead is kept until the reader has passed it: a text is searched once, not once a figure.
    """

    __slots__ = ("_ahead", "_patterns", "_plain")

    def __init__(self, plain: str) -> None:
        """Choose what to look for in a squeezed text; nothing is searched yet."""
        self._plain = plain
        self._patterns = list(_fitting(plain))
        self._ahead: list[tuple[int, re.Match[str] | None] | None] = [None] * len(self._patterns)

    def after(self, at: int) -> Mark | None:
        """The first mark that begins at ``at`` or behind it."""
        first: re.Match[str] | None = None
        for number, pattern in enumerate(self._patterns):
            known = self._ahead[number]
            if known is None or at < known[0] or (known[1] is not None and known[1].start() < at):
                self._ahead[number] = known = at, pattern.search(self._plain, at)
            mark = known[1]
            if mark is not None and (first is None or mark.start() < first.start()):
                first = mark
        return None if first is None else _mark(first)

    def beginning(self, at: int) -> Mark | None:
        """The mark that begins exactly at ``at``."""
        found = (pattern.match(self._plain, at) for pattern in self._patterns)
        return next((_mark(mark) for mark in found if mark), None)


def _fitting(plain: str) -> Iterator[re.Pattern[str]]:
    """The patterns that may find something in a text, in the order in which they go before one another."""
    if not _LETTERS.isdisjoint(plain):
        yield _names()
    if not _CALENDAR.isdisjoint(plain) or plain.count(".") + plain.count("/") + plain.count("-") > 1:
        yield _dates()
    yield _figures()


def _mark(found: re.Match[str]) -> Mark:
    """What was found, without the comma that ends the clause behind a figure."""
    kind = found.lastgroup or ""
    return kind, found.start(), found.end() - (kind == "figure" and found.group().endswith(","))
