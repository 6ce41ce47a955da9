"""Which forms stand on a sheet, and which edition each of them is."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import chain, repeat

from xlplugin.engine.header import Header, HeaderFinder, is_budget_header, is_indicator_header
from xlplugin.quantity import squeeze
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Heading

__all__ = ["Region", "regions", "reread", "unread_title"]

SIGNATURE = 0.6
"""Share of the printed headers that must be found beside the title; forms are edited by hand, titles are copied."""
PLAIN = 0.8
"""The share where a title names neither place nor year: neighbours share such titles, not their headers."""
_YEAR = re.compile(r"(20\d\d)年")
_TABLE = "表"
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 60
"""Shorter texts are labels, longer ones sentences."""
_TABLE_COLUMNS, _TABLE_ROWS = 3, 3
"""What stands below the title of a form at least: rows of so many cells."""
_BEHIND = re.compile(r"(?<!\))(?:\([^()]*+\))++$")
_SENTENCE = frozenset("。:,;")


HEAD = 60
"""How many rows are searched thoroughly for a header where none was found at first sight."""


@record
class Region:
    """The rows of one form on a sheet.

    ``title`` is the printed title without blanks, ``form`` the id of the edition it is, or None;
    ``near_misses`` are editions that it nearly is.
    ``tables`` are its indicator headers, ``budgets`` its budget headers.
    """

    title: str
    title_cell: Cell
    year: str
    rows: tuple[int, ...]
    form: str | None
    near_misses: tuple[str, ...]
    tables: tuple[Header, ...]
    budgets: tuple[Header, ...]


@lru_cache(maxsize=512)
def _pattern(title: str) -> re.Pattern[str]:
    parts = re.split(r"(\{year\}|\{place\})", squeeze(title))
    spelled = {"{year}": r"(20\d\d)", "{place}": "(?:(?P<place>.{0,19}[省市区县州旗])|.{0,20})"}
    return re.compile("".join(spelled.get(part, re.escape(part)) for part in parts))


@lru_cache(maxsize=512)
def _literals(title: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"\{\w+\}", squeeze(title)) if part)


def _match(title: str, key: str) -> re.Match[str] | None:
    """Where a title pattern stands in a text; the literal parts are tried first, which is far cheaper."""
    if all(part in key for part in _literals(title)):
        return _pattern(title).search(key)
    return None


@lru_cache(maxsize=4096)
def _names(wording: str, title: str, place: str) -> bool:
    """Whether a title is this wording: alone, behind a name of its place, or (a national form) behind any name."""
    found = _match(wording, title)
    if found is None or _BEHIND.sub("", title[found.end() :]):
        return False
    if place and place not in (found.groupdict().get("place") or place):
        return False
    return found.start() == 0 or not place or place in title[: found.start()]


@lru_cache(maxsize=64)
def _are_tables(known: tuple[str, ...]) -> bool:
    """Whether every known title says that it is one of a 表: then most texts are told to be none by one letter."""
    return all(_TABLE in title for title in known)


@lru_cache(maxsize=4096)
def _title_of(key: str, known: tuple[str, ...], words: tuple[str, ...]) -> str | None:
    """The title in a line of text: a known one, or a 表 that names what such forms are; None where it is no title.

    A line that says more than the title (填报人：…) gives only the known part of it.
    """
    if _TABLE not in key and _are_tables(known):
        return None
    for title in known:
        found = _match(title, key)
        if found:
            return found.group() if ":" in key or len(key) > _LONGEST_TITLE else key
    plain = _BEHIND.sub("", key)
    if _SHORTEST_TITLE <= len(plain) <= _LONGEST_TITLE and plain.endswith(_TABLE) and _SENTENCE.isdisjoint(plain):
        return key if any(word in plain for word in words) else None
    return None


def _titles(layout: Layout, known: tuple[str, ...], words: tuple[str, ...]) -> list[tuple[int, Cell, str]]:
    """All title lines of a sheet: row, cell and title. A title shares its row with at most one other cell."""
    found = []
    for row in layout.rows:
        cells = layout.own(row)
        if not 0 < len(cells) < 3:  # noqa: PLR2004
            continue
        for cell in cells:
            title = _title_of(squeeze(layout.text(cell)), known, words)
            if title is not None:
                found.append((row, cell, title))
                break
    return found


def _finders(
    layout: Layout, vocabulary: Vocabulary, words: Mapping[Cell, tuple[str, ...]]
) -> tuple[HeaderFinder, HeaderFinder]:
    """The finders of indicator tables and of budget tables among some cells of a sheet, given with their keys."""
    labels = vocabulary.header_labels(words)
    return (
        HeaderFinder(layout, labels, vocabulary.indicator, vocabulary.indicator_endings, is_indicator_header),
        HeaderFinder(layout, labels, vocabulary.budget, vocabulary.budget_endings, is_budget_header),
    )


def _headers(finders: tuple[HeaderFinder, HeaderFinder], rows: tuple[int, ...]) -> tuple[list[Header], list[Header]]:
    starts = finders[0].starts | finders[1].starts
    tables, budgets = _scan(finders, [row for row in rows if row in starts], thorough=False)
    return (tables, budgets) if tables else _scan(finders, rows[:HEAD], thorough=True)


def _scan(
    finders: tuple[HeaderFinder, HeaderFinder], rows: Iterable[int], *, thorough: bool
) -> tuple[list[Header], list[Header]]:
    indicators, funds = finders
    tables: list[Header] = []
    budgets: list[Header] = []
    done = 0
    for row in rows:
        if row <= done:
            continue
        header = indicators.at(row, thorough=thorough)
        if header is not None:
            tables.append(header)
            done = header.bottom
            continue
        header = funds.at(row, thorough=thorough)
        if header is not None and not _heads_rows(indicators, header):
            budgets.append(header)
            done = header.bottom
    return tables, budgets


def _heads_rows(indicators: HeaderFinder, header: Header) -> bool:
    """Whether a lower line of what looks like a budget header heads an indicator table (得分, 权重 below 执行率)."""
    return any(indicators.at(row) is not None for row in range(header.top + 1, header.bottom + 1))


def _printed(layout: Layout, rows: Sequence[int]) -> set[str]:
    """The keys of all that is printed in some rows."""
    if len(rows) == len(layout.rows):
        return set().union(*layout.words.values())
    cells = chain.from_iterable(map(layout.filled.__getitem__, rows))
    return set().union(*map(layout.words.get, cells, repeat(())))


@lru_cache(maxsize=512)
def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(squeeze, words))


def _same_year(year: str, heading: Heading) -> bool:
    """Whether an edition may be of this year: local forms change every year, the national layout stands."""
    return not (heading.place and year and heading.year) or year == heading.year


def _identify(
    title: str, year: str, printed: set[str], headings: Iterable[Heading]
) -> tuple[str | None, tuple[str, ...]]:
    """The edition of a form, by title, year and printed headers; and the editions that come near."""
    best: tuple[float, int, str] | None = None
    near: list[tuple[float, str]] = []
    for heading in headings:
        signature = heading.signature
        wordings = [wording for wording in heading.titles if _names(wording, title, heading.place)]
        named = bool(wordings)
        if not (named or (signature and printed.issuperset(_plain(signature)))):
            continue
        share = sum(map(printed.__contains__, _plain(signature))) / len(signature) if signature else 1.0
        plain = heading.place not in title and not any("{year}" in wording for wording in wordings)
        least = (PLAIN if plain else SIGNATURE) if heading.place else 1.0
        if named and share >= least and _same_year(year, heading):
            best = max(best or (0.0, 0, ""), (share, len(signature), heading.id))
        else:
            near.append((share + named, heading.id))
    ranked = tuple(form for _, form in sorted(near, key=lambda pair: (-pair[0], pair[1])))
    return (best[2], ()) if best else (None, ranked[:3])


def regions(layout: Layout, vocabulary: Vocabulary, headings: Sequence[Heading]) -> tuple[Region, ...]:
    """Cut a sheet into its forms. A part without an indicator or budget table is no form."""
    known = tuple(title for heading in headings for title in heading.titles)
    titles = _titles(layout, known, vocabulary.title_words)
    first = layout.rows[0] if layout.rows else 1
    starts = [(row if n else first, cell, title) for n, (row, cell, title) in enumerate(titles)]
    starts = starts or [(first, (first, 1), "")]
    finders = _finders(layout, vocabulary, layout.words)
    found: list[Region] = []
    for position, (start, cell, title) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else layout.rows[-1] + 1 if layout.rows else 0
        rows = layout.rows[bisect_left(layout.rows, start) : bisect_left(layout.rows, end)]
        tables, budgets = _headers(finders, rows)
        if not tables and not budgets:
            continue
        top = min(header.top for header in (*tables, *budgets))
        head = [row for row in rows if row < top]
        year = _year(title, layout, head)
        form, near = _identify(title, year, _printed(layout, rows), headings)
        found.append(Region(title, cell, year, rows, form, near, tuple(tables), tuple(budgets)))
    return tuple(found)


def unread_title(layout: Layout, vocabulary: Vocabulary, headings: Sequence[Heading]) -> str | None:
    """The title of a form on a sheet where no form was read, None where there is none.

    Lines of several cells below it tell the form from a list of forms.
    """
    known = tuple(title for heading in headings for title in heading.titles)
    for row, _, title in _titles(layout, known, vocabulary.title_words):
        below = (len({cell for _, cell in layout.cells(line)}) for line in layout.rows if line > row)
        if sum(count >= _TABLE_COLUMNS for count in below) >= _TABLE_ROWS:
            return title
    return None


def reread(layout: Layout, vocabulary: Vocabulary, region: Region) -> Region:
    """The same form with its headers found anew, once its edition has added wordings of its own."""
    words = {cell: layout.words[cell] for cell in layout.within(region.rows) if cell in layout.words}
    tables, budgets = _headers(_finders(layout, vocabulary, words), region.rows)
    return replace(region, tables=tuple(tables), budgets=tuple(budgets))


def _year(title: str, layout: Layout, head: Iterable[int]) -> str:
    """The year of a form: from its title, else from a line above its table."""
    found = _YEAR.search(title)
    if found:
        return found.group(1)
    for row in head:
        for _, cell in layout.cells(row):
            line = _YEAR.search(squeeze(layout.text(cell)))
            if line and len(layout.text(cell)) < 20:  # noqa: PLR2004  （2024年度）, not a sentence that names a year
                return line.group(1)
    return ""
