"""What the sheet 审核说明 says, row by row: the findings that need a reason, and what has been written about them."""

from __future__ import annotations

from xlplugin.engine.explanations import missing, topic
from xlplugin.excel.explanation_words import WORDS
from xlplugin.excel.wording import WORDS as RESULT_WORDS
from xlplugin.excel.wording import arithmetic
from xlplugin.model import EXPLAIN
from xlplugin.quantity import squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlplugin.engine.explanations import Written
    from xlplugin.model import Finding
    from xlplugin.place import Place

__all__ = ["LINKED", "WIDTHS", "WRITTEN", "Row", "rows", "shown_columns", "titles", "value"]

WIDTHS = {
    "id": 12,
    "code": 7,
    "sheet": 14,
    "cell": 8,
    "problem": 40,
    "figures": 26,
    "text": 42,
    "by": 10,
    "date": 12,
    "former": 30,
    "previous": 30,
}
"""The columns of the sheet in their order, with their widths in characters."""

WRITTEN = ("text", "by", "date")
"""The columns that the unit fills in."""

LINKED = "cell"
"""The column whose cells lead to the cell of the finding."""

_OPTIONAL = ("former", "previous")

_FIGURES = str.maketrans("", "", "0123456789.%")


@record
class Row:
    """One finding to be explained: ``text``, ``by`` and ``date`` are the unit's, all else is the program's.

    ``former`` is what was written before the figures changed, ``previous`` what was written last year;
    ``place`` is None where the finding is gone and only its explanation is left.
    """

    id: str
    place: Place | None
    problem: str
    figures: str
    text: str = ""
    by: str = ""
    date: str = ""
    former: str = ""
    previous: str = ""

    @property
    def code(self) -> str:
        """The rule that asks."""
        return self.id.partition("-")[0]


def rows(
    findings: Sequence[Finding], here: Sequence[Written] = (), before: Sequence[Written] = (), lang: str = "zh"
) -> tuple[Row, ...]:
    """A row for every finding to be explained, in their order, then what was written about findings since solved.

    The findings have been held against ``here``, what stands in the workbook itself; ``before`` is from last year and
    only offered.
    """
    asked = [_row(finding, before, lang) for finding in findings if finding.severity == EXPLAIN]
    topics = {topic(row.id) for row in asked} | {topic(one.explanation.id) for one in findings if one.explanation}
    solved = [one for one in here if topic(one.explanation.id) not in topics]
    return (*asked, *(_solved(one, lang) for one in solved))


def shown_columns(told: Iterable[Row]) -> tuple[str, ...]:
    """The columns of the sheet: what was written before only where there is anything."""
    rows = tuple(told)
    return tuple(name for name in WIDTHS if name not in _OPTIONAL or any(value(row, name) for row in rows))


def titles(columns: Iterable[str], lang: str) -> tuple[str, ...]:
    """The titles of the columns."""
    words = WORDS[lang]
    fixed = (name for name in WIDTHS if name not in _OPTIONAL)
    named = dict(zip(fixed, words["columns"].split("|"), strict=True))
    return tuple(named.get(name) or words[name] for name in columns)


def value(row: Row, column: str) -> str:
    """What a row holds in a column."""
    if column in {"sheet", "cell"}:
        return str(getattr(row.place, column)) if row.place else ""
    return str(getattr(row, column))


def _row(finding: Finding, before: Sequence[Written], lang: str) -> Row:
    told = finding.explanation
    kept = told if told is not None and told.id == finding.id else None
    return Row(
        finding.id,
        finding.place,
        finding.message,
        _figures(finding, lang),
        kept.text if kept else "",
        kept.by if kept else "",
        kept.date if kept else "",
        told.text if told is not None and kept is None else "",
        _previous(finding, before),
    )


def _figures(finding: Finding, lang: str) -> str:
    words = RESULT_WORDS[lang]
    compared = (("stated", finding.stated), ("expected", finding.expected))
    return "\n".join([words[key].format(figure) for key, figure in compared if figure] + arithmetic(finding, words))


def _solved(one: Written, lang: str) -> Row:
    told = one.explanation
    gone = WORDS[lang]["gone"]
    problem = one.problem if gone in one.problem else f"{gone}{one.problem}"
    return Row(told.id, None, problem, "", told.text, told.by, told.date)


def _previous(finding: Finding, before: Sequence[Written]) -> str:
    """What was written last year about the same thing: of the same topic, else in the same words but for figures."""
    whole = [one for one in before if "text" not in missing(one.explanation)]
    same = [one for one in whole if topic(one.explanation.id) == finding.topic]
    same += [one for one in whole if one.explanation.id.startswith(f"{finding.code}-") and _alike(one, finding)]
    return same[0].explanation.text if same else ""


def _alike(one: Written, finding: Finding) -> bool:
    then, now = one.problem, finding.message
    named = _named(now)
    return _plain(then) == _plain(now) or (bool(named) and _named(then) == named)


def _plain(problem: str) -> str:
    return squeeze(problem).translate(_FIGURES)


def _named(problem: str) -> str:
    """What a sentence puts into quotation marks first: the name of an indicator or a line, without its figures."""
    return _plain(problem.partition("“")[2].partition("”")[0])
