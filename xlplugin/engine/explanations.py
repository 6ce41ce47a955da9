"""Explanations that live with the form: found on the sheet 审核说明 by its headers, and held against the findings.

An explanation answers one finding with its figures. Where a figure changes, it no longer holds; where the finding is
gone, it does no harm. It never answers an error.
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.grid import shown
from xlplugin.model import EXPLAIN, LAPSED, VALID, Explanation
from xlplugin.place import Place
from xlplugin.quantity import is_placeholder, squeeze
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.engine.layout import Cell
    from xlplugin.grid import Grid
    from xlplugin.model import Finding

__all__ = [
    "Table",
    "Written",
    "explained",
    "is_own",
    "is_printed",
    "missing",
    "read",
    "strays",
    "table",
    "topic",
    "written",
]

_COLUMNS = {
    "id": ("编号", "问题编号", "id"),
    "code": ("规则", "rule"),
    "sheet": ("工作表", "sheet"),
    "cell": ("单元格", "cell"),
    "problem": ("问题", "审核问题", "finding"),
    "figures": ("涉及数据", "figures"),
    "text": ("说明", "情况说明", "原因说明", "说明(必填)", "explanation"),
    "by": ("填写人", "填报人", "说明人", "经办人", "writtenby"),
    "date": ("日期", "填写日期", "填报日期", "说明日期", "date"),
    "former": ("原说明(数据已变,已失效)", "formerexplanation(lapsed,figureshavechanged)"),
}
_WORDINGS = {wording: column for column, wordings in _COLUMNS.items() for wording in wordings}
_COLUMNS_READ = ("id", "text", "by", "date", "problem", "sheet", "cell")
_LONGEST_HEADER = 60
_PRINTED = frozenset(("校验及解释说明表", "checksandexplanations"))
_OWN_TITLES = _PRINTED | {"审核说明", "审核结果", "explanations", "checkresults"}
_ABOVE = 8
"""Rows of text above the header of our sheet, with some that a clerk has added; a form has more."""

_HASH, _SHORTEST_ID, _LONGEST_ID = 8, 20, 40
"""Digits of a checksum of an id, and the characters that an id has at least and at most (``CODE-subject-figures``)."""

_FIRST_DAY, _LAST_DAY = 20_000, 80_000
"""Serial numbers that are dates of our time: 1954 to 2119."""

_SAID_FOR_NOTHING = (
    "无 暂无 没有 无说明 无原因 不需要 不用说明 无需说明 同意 已阅 知道了 收到 好 好的 是 是的 否 对 正确 属实 "
    "情况属实 无误 核对无误 核实无误 已核实 已核对 已确认 确认 确认无误 正常 符合 符合要求 合规 略 同上 见上 如上 "
    "待补充 待说明 待填 未知 不清楚 不详 不适用 "
    "none na n/a ok okay yes no agreed noted same ditto seen tbd unknown confirmed correct"
)
_NO_REASONS = frozenset(_SAID_FOR_NOTHING.split())
"""What is written in place of a reason."""
_MARKS = str.maketrans("", "", "。.,，;；!！、:：?？…()“”\"'")


@record
class Table:
    """Where the explanations stand on a sheet.

    ``columns`` maps ``id code sheet cell problem figures text by date former`` to columns, as far as they are there;
    ``rows`` each id to its row; ``header`` is a row.
    """

    header: int
    columns: Mapping[str, int]
    rows: Mapping[str, int]


@record
class Written:
    """A row that somebody has filled in, with the words of the problem as they stand beside it."""

    explanation: Explanation
    problem: str


def topic(id_: str) -> str:
    """An id of a finding without its figures: what stays when an operand changes."""
    return id_[: id_.find("-") + 1 + _HASH]


def _ids(grid: Grid) -> list[Cell]:
    """The cells that hold an id of a finding, from the top."""
    texts = (
        (cell, value)
        for cell, value in grid.values.items()
        if isinstance(value, str) and _SHORTEST_ID < len(value) < _LONGEST_ID
    )
    return sorted(cell for cell, text in texts if _is_id(text.strip()))


def _is_id(text: str) -> bool:
    code, *sums = text.split("-")
    return code.isalnum() and len(sums) > 1 and len(sums[0]) == _HASH and len(sums[1]) == _HASH


def table(grid: Grid) -> Table | None:
    """The table of explanations on a sheet, wherever it stands and in whatever order; None where there is none."""
    ids = _ids(grid)
    if not ids:
        return None
    first, _ = ids[0]
    headers: dict[int, dict[str, int]] = {}
    for (row, column), value in grid.values.items():
        if row < first and isinstance(value, str) and len(value) <= _LONGEST_HEADER:
            name = _WORDINGS.get(squeeze(value).lower())
            if name:
                headers.setdefault(row, {}).setdefault(name, column)
    whole = [row for row, columns in headers.items() if "id" in columns and "text" in columns]
    if not whole:
        return None
    header = max(whole)
    columns = headers[header]
    rows: dict[str, int] = {}
    for row, column in ids:
        if column == columns["id"]:
            rows.setdefault(shown(grid.values[row, column]).strip(), row)
    return Table(header, columns, rows) if rows else None


def written(grid: Grid) -> tuple[Written, ...]:
    """What has been filled in on a sheet, row by row; a row that only the program has written says nothing."""
    found = table(grid)
    if found is None:
        return ()
    filled = []
    for row, column in _ids(grid):
        if column != found.columns["id"]:
            continue
        id_, text, by, date, problem, sheet, cell = (_entered(grid, row, found, name) for name in _COLUMNS_READ)
        if text or by or date:
            place = Place(grid.name, row, found.columns["text"])
            about = f"{sheet}!{cell}" if cell else ""
            filled.append(Written(Explanation(id_, text, by, date, place, about=about), problem))
    return tuple(filled)


def read(grid: Grid) -> tuple[Explanation, ...]:
    """The explanations on a sheet, whole or not; empty where it holds none."""
    return tuple(one.explanation for one in written(grid))


def strays(grid: Grid) -> tuple[Place, ...]:
    """The cells of reasons beside which no id stands: a damaged id leaves a reason without its finding."""
    found = table(grid)
    if found is None:
        return ()
    known, column = set(found.rows.values()), found.columns["text"]
    rows = sorted(row for row, at in grid.values if at == column and row > found.header and row not in known)
    return tuple(Place(grid.name, row, column) for row in rows if not _is_idle(_entered(grid, row, found, "text")))


def _entered(grid: Grid, row: int, found: Table, name: str) -> str:
    if name not in found.columns:
        return ""
    value = grid.values.get((row, found.columns[name]))
    if name == "date" and isinstance(value, Decimal) and _FIRST_DAY < value < _LAST_DAY:
        from datetime import date, timedelta  # noqa: PLC0415 - few workbooks hold explanations

        return str(date(1899, 12, 30) + timedelta(days=int(value)))
    return shown(value).strip()


def missing(explanation: Explanation) -> tuple[str, ...]:
    """What an explanation lacks to be one: ``text`` (a reason), ``by``, ``date``; empty where it is whole."""
    lacking = ["text"] if _is_idle(explanation.text) else []
    lacking += ["by"] if is_placeholder(explanation.by) or squeeze(explanation.by) == "无" else []
    lacking += [] if any(map(str.isdigit, explanation.date)) else ["date"]
    return tuple(lacking)


def _is_idle(text: str) -> bool:
    """Whether a text gives no reason: blank, a figure, a mark, or a word such as 无 and 同意."""
    plain = squeeze(text).lower().translate(_MARKS)
    return is_placeholder(text) or plain in _NO_REASONS or sum(map(str.isalpha, plain)) < 2  # noqa: PLR2004  无, 好


def explained(findings: Iterable[Finding], explanations: Sequence[Explanation]) -> tuple[Finding, ...]:
    """The findings, those to be explained with what has been written about them.

    The state is ``valid`` where the id is the same and nothing is ``missing``, else ``lapsed``: it has become so where
    the finding has kept its topic and its figures have changed, or where the same rule asks about the same cell, whose
    text (the name of the indicator) has changed.
    """
    told = tuple(findings)
    if not explanations:
        return told
    current = {finding.id for finding in told}
    topics = {finding.topic for finding in told}
    answers: dict[str, Explanation] = {}
    former: dict[str, list[Explanation]] = {}
    for one in explanations:
        if one.id not in current:
            key = topic(one.id)
            former.setdefault(key if key in topics else _asked(one.id, one.about), []).append(one)
        elif one.id not in answers or (missing(answers[one.id]) and not missing(one)):
            answers[one.id] = one
    return tuple(_answered(finding, answers, former) for finding in told)


def _answered(finding: Finding, answers: Mapping[str, Explanation], former: Mapping[str, list[Explanation]]) -> Finding:
    if finding.severity != EXPLAIN:
        return finding
    answer = answers.get(finding.id)
    if answer is not None:
        return replace(finding, explanation=replace(answer, state=LAPSED if missing(answer) else VALID))
    lapsed = former.get(finding.topic) or former.get(_asked(finding.id, str(finding.place)))
    return replace(finding, explanation=replace(lapsed.pop(0), state=LAPSED)) if lapsed else finding


def _asked(id_: str, where: str) -> str:
    """The rule and the cell of a finding; no topic looks like this."""
    return f"{id_.partition('-')[0]} {where}"


def is_printed(grid: Grid) -> bool:
    """Whether a sheet is the table 校验及解释说明表."""
    return _title(grid) in _PRINTED


def is_own(grid: Grid) -> bool:
    """Whether a sheet without a form is one of ours (审核说明, 校验及解释说明表, 审核结果), not one left unread.

    It is told by its title or, where that is gone, by a table of explanations near its top.
    """
    if _title(grid) in _OWN_TITLES:
        return True
    found = table(grid)
    return found is not None and len({row for row, _ in grid.values if row < found.header}) <= _ABOVE


def _title(grid: Grid) -> str:
    """The first text of a sheet, as a key."""
    return squeeze(shown(grid.values[min(grid.values)])).lower() if grid.values else ""
