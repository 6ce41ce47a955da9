"""Finding header rows: which column means what, on one line or on several."""

from __future__ import annotations

from xlplugin.engine.vocabulary import keys, meaning
from xlplugin.quantity import squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.place import Area

__all__ = ["Header", "HeaderFinder", "is_budget_header", "is_indicator_header"]

DEPTH = 3
"""How many lines a header may take; official forms print one or two."""

SHORT = 40
"""Longest text of a header cell; what is longer is a sentence of a data row."""

LONGEST_HEADER = 16
"""Longest header that is known by its ending alone."""

_FIGURES = frozenset(("target", "actual", "weight", "points", "criteria"))
_NAMES = frozenset(("level1", "level2", "name"))
_AMOUNTS = frozenset(("initial", "adjusted", "received", "executed"))
_MEASURES = _AMOUNTS | {"rate", "carried", "carried_rate", "carried_change"}


@record
class Header:
    """A header: its rows, and per concept the column and the cell that prints it."""

    top: int
    bottom: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]


def is_indicator_header(concepts: frozenset[str]) -> bool:
    """Whether these columns make an indicator table: a name, something to judge, and three of them at least."""
    return len(concepts) > 2 and bool(concepts & _NAMES) and bool(concepts & _FIGURES)  # noqa: PLR2004


def is_budget_header(concepts: frozenset[str]) -> bool:
    """Whether these columns make a budget table: two measures, one of them an amount."""
    return len(concepts & _MEASURES) > 1 and bool(concepts & _AMOUNTS) and not concepts & _NAMES


def _height(area: Area) -> int:
    return area.bottom - area.top + 1


def _told_apart(columns: Mapping[str, int], weights: list[tuple[int, Cell]]) -> dict[str, tuple[int, Cell]]:
    """Whose weight each of several weight columns is: of the level right before it, else of the indicator."""
    told: dict[str, tuple[int, Cell]] = {}
    for column, cell in weights:
        before = [concept for concept in columns if concept != "weight" and columns[concept] < column]
        last = max(before, key=columns.__getitem__, default="")
        told.setdefault(f"weight_{last}" if last in {"level1", "level2"} else "weight", (column, cell))
    return told


class HeaderFinder:
    """Finds the headers of one kind on one sheet; every cell is looked up once."""

    __slots__ = (
        "_accepts",
        "_endings",
        "_exact",
        "_guessed",
        "_last",
        "_layout",
        "_piled",
        "_read",
        "_table",
        "starts",
    )

    def __init__(
        self,
        layout: Layout,
        labels: Iterable[tuple[Cell, tuple[str, ...]]],
        table: Mapping[str, str],
        endings: Mapping[str, str],
        accepts: Callable[[frozenset[str]], bool],
    ) -> None:
        """Take the lookups of whole wordings and of endings, and what sets of columns make such a header.

        ``labels`` are the cells whose wording may be known, with its keys; ``starts`` are the rows where a header
        may begin whose wordings are known.
        """
        self._layout = layout
        self._table = table
        self._endings = endings
        self._last = tuple(endings)
        self._accepts = accepts
        self._exact: dict[Cell, str] = {}
        self._guessed: dict[Cell, str] = {}
        self._read: dict[tuple[int, int], tuple[Header, set[Cell]]] = {}
        self._piled: dict[tuple[int, int], list[tuple[Cell, ...]]] = {}
        for cell, words in labels:
            concept = next((table[word] for word in words if word in table), None)
            if concept is not None:
                self._exact[cell] = concept
            elif words[-1].endswith(self._last) and (concept := self._ending(words[-1])) is not None:
                self._guessed[cell] = concept
        self.starts = self._starts()

    def _starts(self) -> frozenset[int]:
        """The rows from which on the known wordings of so many lines make a header."""
        reached: dict[int, set[str]] = {}
        for cell, concept in (*self._exact.items(), *self._guessed.items()):
            height = _height(self._layout.spans[cell]) if cell in self._layout.spans else 1
            if height <= DEPTH:
                for row in range(cell[0] - DEPTH + 1, cell[0] + height):
                    reached.setdefault(row, set()).add(concept)
        return frozenset(row for row, concepts in reached.items() if self._accepts(frozenset(concepts)))

    def _ending(self, word: str) -> str | None:
        if len(word) > LONGEST_HEADER:
            return None
        return self._endings[max((end for end in self._endings if word.endswith(end)), key=len)]

    def _by_ending(self, text: str) -> str | None:
        """What a short text means by its ending: 全年目标值完成情况 is a result."""
        word = keys(text)[-1] if len(text) <= SHORT else ""
        return self._ending(word) if word.endswith(self._last) else None

    def at(self, row: int, *, thorough: bool = False) -> Header | None:
        """The header that begins at a row, None where none does.

        Rows whose known wordings cannot make a header are passed over unless ``thorough``: only a header whose
        cells are broken over two lines can be there all the same.

        Of several possible depths the one that explains most columns is taken, of equals the shallowest that leaves
        no line of words behind; a row that adds nothing to the header on the next line is not part of it.
        """
        if not (thorough or row in self.starts) or not self._promising(row):
            return None
        best: Header | None = None
        for depth in range(1, DEPTH + 1):
            if depth > 1 and not self._promising(row + depth - 1):
                break
            header, told = self._lines_from(row, depth)
            if not self._accepts(frozenset(header.columns)):
                continue
            gained = len(header.columns) - (len(best.columns) if best else 0)
            if gained > 0 or (gained == 0 and told.issuperset(self._layout.own(row + depth - 1))):
                best = header
        if best is None:
            return None
        lines = best.bottom - row
        below = (self._lines_from(row + 1, depth)[0] for depth in range(1, max(1, lines) + 1))
        if lines and any(len(other.columns) >= len(best.columns) for other in below):
            return None
        return best

    def _promising(self, row: int) -> bool:
        """Whether a row can be a line of a header: it holds a known wording, or only short texts."""
        values = self._layout.grid.values
        own = self._layout.own(row)
        if any(cell in self._exact or cell in self._guessed for cell in own):
            return True
        return bool(own) and all(isinstance(text := values[cell], str) and len(text) <= SHORT for cell in own)

    def _lines_from(self, row: int, depth: int) -> tuple[Header, set[Cell]]:
        """What these lines say as a header, read once."""
        if (row, depth) not in self._read:
            self._read[row, depth] = self._explained(row, depth)
        return self._read[row, depth]

    def _explained(self, row: int, depth: int) -> tuple[Header, set[Cell]]:
        """The columns of these lines, and the cells that say so: whole wordings first, then endings.

        Every line must say something: a sentence between two lines of words parts them.
        """
        stacks = [
            (column, stack)
            for column, stack in zip(self._layout.columns, self._stacks(row, depth), strict=True)
            if stack
        ]
        columns: dict[str, int] = {}
        cells: dict[str, Cell] = {}
        weights: list[tuple[int, Cell]] = []
        said: set[Cell] = set()
        for look in (self._known, self._likely):
            taken = set(columns.values())
            for column, stack in stacks:
                if column in taken:
                    continue
                concept, told = look(stack)
                if concept == "weight" and all(told[-1] != cell for _, cell in weights):
                    weights.append((column, told[-1]))
                if concept in _AMOUNTS and columns.get(concept) == stacks[0][0] and cells[concept] != told[-1]:
                    del columns[concept]  # 支出 at the left heads the lines, 执行数 beside it the figures
                if concept is not None and concept not in columns:
                    columns[concept], cells[concept] = column, told[-1]
                    said.update(told)
        if len(weights) > 1:
            del columns["weight"], cells["weight"]
            for concept, (column, cell) in _told_apart(columns, weights).items():
                columns[concept], cells[concept] = column, cell
        lines = {line for cell in said for line in self._lines(cell)}
        if not lines.issuperset(range(row, row + depth)):
            return Header(row, row, {}, {}), said
        self._spread(columns, cells)
        bottom = max((self._layout.span(cell).bottom for cell in cells.values()), default=row)
        return Header(min(lines), max(bottom, row + depth - 1), columns, cells), said

    def _lines(self, cell: Cell) -> range:
        area = self._layout.span(cell)
        return range(area.top, area.bottom + 1)

    def _spread(self, columns: dict[str, int], cells: dict[str, Cell]) -> None:
        """One header over several columns (评价指标) heads the missing levels and, last, the indicator itself.

        A name that stands left of the levels is no name but the label of the whole block.
        """
        levels = [concept for concept in ("level1", "level2") if concept in columns]
        if "name" not in columns:
            return
        if any(columns[level] > columns["name"] for level in levels) and cells["name"] in self._guessed:
            del columns["name"], cells["name"]
            return
        area = self._layout.span(cells["name"])
        inside = [column for column in self._layout.columns if area.left <= column <= area.right]
        missing = [concept for concept in ("level1", "level2") if concept not in columns]
        if len(inside) > len(missing) + 1 or "level2" in levels:
            return
        for concept, column in zip(missing[-len(inside) + 1 :] if levels else missing, inside[:-1], strict=False):
            columns[concept], cells[concept] = column, cells["name"]
        columns["name"] = inside[-1]

    def _stacks(self, row: int, depth: int) -> list[tuple[Cell, ...]]:
        """The distinct filled cells seen over the lines of a header, for every column of the sheet.

        A cell merged over more lines than a header takes is left out: it is the label of a block beside it.
        """
        if (row, depth) not in self._piled:
            above = self._stacks(row, depth - 1) if depth > 1 else [()] * len(self._layout.columns)
            covered, values, spans = self._layout.covered, self._layout.grid.values, self._layout.spans
            line, stacks = row + depth - 1, []
            for column, stack in zip(self._layout.columns, above, strict=True):
                cell = covered.get((line, column), (line, column))
                new = cell not in stack and values.get(cell, "") != ""
                low = new and (cell not in spans or _height(spans[cell]) <= DEPTH)
                stacks.append((*stack, cell) if low else stack)
            self._piled[row, depth] = stacks
        return self._piled[row, depth]

    def _known(self, stack: tuple[Cell, ...]) -> tuple[str | None, tuple[Cell, ...]]:
        """What a column means by whole wordings, and the cells that say so.

        That is its lines together, else its lowest line, else its highest.
        """
        together = meaning(self._table, self._joined(stack)) if len(stack) > 1 else None
        if together:
            return together, stack
        if stack[-1] in self._exact:
            return self._exact[stack[-1]], stack[-1:]
        return self._exact.get(stack[0]), stack[:1]

    def _likely(self, stack: tuple[Cell, ...]) -> tuple[str | None, tuple[Cell, ...]]:
        """What a column means by the ending of its lines together, else of its lowest line."""
        together = self._by_ending(self._joined(stack)) if len(stack) > 1 else None
        return (together, stack) if together else (self._guessed.get(stack[-1]), stack[-1:])

    def _joined(self, stack: tuple[Cell, ...]) -> str:
        return "".join([squeeze(self._layout.text(cell)) for cell in stack])
