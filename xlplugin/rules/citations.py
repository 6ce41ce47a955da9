"""Numbers of official documents in a form's texts: where they stand and how they are written."""

from __future__ import annotations

import re
from functools import cache

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Traced

__all__ = ["Citation", "citations", "entries", "may_cite"]

_LEADS = ("根据", "按照", "依据", "依照", "遵照", "参照", "关于", "以及", "按", "见", "与", "和", "及", "由", "据")
_FULL, _CENTURIES = 4, ("19", "20")
_THINGS = frozenset("楼栋院线桩井宗室厅门梯路地房车机")
"""What else is numbered: （2020）3号楼 is no document."""
_LISTS = frozenset("、-—－~至，和及")
"""What goes on with further numbers: 〔2022〕5、8号."""


@cache
def _pattern() -> re.Pattern[str]:
    """Issuer, bracket, year, bracket, 第, number, 号; the first bracket may be missing, and 号."""
    return re.compile(
        r"([\u4e00-\u9fff]{2,14})([〔\[［【（(]?)([0-9]{1,5}|[一二三四五六七八九〇零○]{2,4})([〕\]］】）)])(第?)([0-9]{1,5})(号?)"
    )


@record
class Citation:
    """A document number as written: 代字 ``issuer``, brackets, ``year``, ``ordinal`` (第), number and 号."""

    text: str
    issuer: str
    opening: str
    year: str
    closing: str
    ordinal: str
    number: str
    mark: str


def may_cite(text: str) -> bool:
    """Whether a text has a mark without which it names no document by its number."""
    return "号" in text or "〕" in text or "〔" in text


def citations(text: str) -> tuple[Citation, ...]:
    """The document numbers of a text in order, well or badly written; blanks and line breaks do not matter."""
    if not may_cite(text):
        return ()
    plain = "".join(text.split())
    return tuple(one for found in _pattern().finditer(plain) if (one := _citation(found, plain)))


def _citation(found: re.Match[str], plain: str) -> Citation | None:
    issuer, opening, year, closing, ordinal, number, mark = found.groups()
    behind = plain[found.end() : found.end() + 1]
    tortoise = opening == "〔" or closing == "〕"
    if not tortoise and not (mark and len(year) == _FULL and year[:2] in _CENTURIES and behind not in _THINGS):
        return None
    for lead in _LEADS:
        issuer = issuer.rpartition(lead)[2] or issuer
    mark = "号" if not mark and behind in _LISTS and behind else mark
    written = "".join((issuer, *found.groups()[1:]))
    return Citation(written, issuer, opening, year, closing, ordinal, number, mark)


def entries(form: Form) -> Iterator[tuple[str, Traced]]:
    """Every entry of a form that may name a document by its number, with what it is."""
    yield from ((passage.label, passage.entry) for passage in form.texts if may_cite(passage.entry.raw))
    if "project" in form.identity:
        yield "项目名称", form.identity["project"]
    for row in form.indicators:
        for entry in (row.target, row.actual, row.reason):
            if entry is not None and may_cite(entry.raw):
                yield row.called, entry
