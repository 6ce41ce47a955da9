"""Finding header rows: which column means what, on one line or on several."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.engine.vocabulary import SHORT as LONGEST
from xlplugin.engine.vocabulary import first_known, keys
from xlplugin.quantity import squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.place import Area

    Stack = tuple[Cell, ...]
    Meant = tuple[str | None, Stack]

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


_LIMITS = ("≥", "≤", ">", "<", "＞", "＜")
"""What a target begins with, and no header."""
_YEARS = range(2000, 2100)


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
    """Finds the headers of one kind on one sheet; every cell and every pile of cells is looked up once."""

    __slots__ = (
        "_accepts",
        "_endings",
        "_exact",
        "_guessed",
        "_hopeful",
        "_last",
        "_layout",
        "_lines",
        "_meant",
        "_piled",
        "_read",
        "_table",
        "_telling",
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
        """Take the lookups of whole wordings and of endings (the longest first), and what columns make such a header.

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
        self._hopeful: dict[int, bool] = {}
        self._lines: dict[int, list[Cell | None]] = {}
        self._piled: dict[tuple[int, int], list[Stack]] = {}
        self._meant: dict[Stack, tuple[Meant, Meant] | tuple[()]] = {}
        for cell, words in labels:
            whole = first_known(table, words)
            if whole is not None:
                self._exact[cell] = whole
            elif words[-1].endswith(self._last) and (ending := self._ending(words[-1])) is not None:
                self._guessed[cell] = ending
        self._telling: dict[int, list[tuple[str, int, int]]] = {}
        self.starts = self._starts()

    def _starts(self) -> frozenset[int]:
        """The rows from which on the known wordings of so many lines, in more than one column, make a header."""
        telling, spans = self._telling, self._layout.spans
        for cell, concept in (*self._exact.items(), *self._guessed.items()):
            (top, left), right, height = cell, cell[1], 1
            if cell in spans:
                right, height = spans[cell].right, _height(spans[cell])
            if height <= DEPTH:
                for row in range(top, top + height):
                    telling.setdefault(row, []).append((concept, left, right))
        return frozenset(row for row in {line - up for line in telling for up in range(DEPTH)} if self._hints(row))

    def _hints(self, row: int) -> bool:
        """Whether the known wordings of the lines from a row on can make a header."""
        known = [told for line in range(row, row + DEPTH) for told in self._telling.get(line, ())]
        if len(known) == 1 or not self._accepts(frozenset([concept for concept, _, _ in known])):
            return False
        return len({column for _, left, right in known for column in (left, right)}) > 1

    def _ending(self, word: str) -> str | None:
        if len(word) > LONGEST_HEADER:
            return None
        return self._endings[next(filter(word.endswith, self._last))]

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
            if depth > 1 and not (self._promising(row + depth - 1) and self._is_words(row + depth - 1)):
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
        if row not in self._hopeful:
            values, exact, guessed = self._layout.grid.values, self._exact, self._guessed
            own = self._layout.own(row)
            short = [isinstance(text := values[cell], str) and len(text) <= SHORT for cell in own]
            self._hopeful[row] = bool(own) and (all(short) or any(cell in exact or cell in guessed for cell in own))
        return self._hopeful[row]

    def _is_words(self, row: int) -> bool:
        """Whether a row states no figure but years: a row of the table that begins with 备注 is no line of a header."""
        values = self._layout.grid.values
        stated = (values[cell] for cell in self._layout.own(row))
        return not any(
            one.startswith(_LIMITS) if isinstance(one, str) else isinstance(one, Decimal) and one not in _YEARS
            for one in stated
        )

    def _lines_from(self, row: int, depth: int) -> tuple[Header, set[Cell]]:
        """What these lines say as a header, read once."""
        if (row, depth) not in self._read:
            self._read[row, depth] = self._explained(row, depth)
        return self._read[row, depth]

    def _explained(self, row: int, depth: int) -> tuple[Header, set[Cell]]:
        """The columns of these lines, and the cells that say so: whole wordings first, then endings.

        Every line must say something: a sentence between two lines of words parts them.
        """
        for line in range(row, row + depth):
            if line not in self._telling and not self._joins(line, row, depth):
                return Header(row, row, {}, {}), set()
        told = self._told(row, depth)
        columns, cells, said = self._headed(told, self._first(row, depth)) if told else ({}, {}, set())
        lines = self._lines_of(said)
        if not lines.issuperset(range(row, row + depth)):
            return Header(row, row, {}, {}), said
        self._spread(columns, cells)
        bottom = max(self._lines_of(cells.values()), default=row)
        return Header(min(lines), max(bottom, row + depth - 1), columns, cells), said

    def _joins(self, line: int, row: int, depth: int) -> bool:
        """Whether a line without a known wording says something together with the other lines of a header."""
        piled = zip(self._line(line), self._stacks(row, depth), strict=True)
        joined = (self._meaning(stack) for cell, stack in piled if cell and len(stack) > 1)
        return any(stack != stack[-1:] for meant in joined for _, stack in meant)

    def _lines_of(self, cells: Collection[Cell]) -> set[int]:
        """The rows that some cells are merged over."""
        spans = self._layout.spans
        lines = {cell[0] for cell in cells}
        for cell in cells:
            if cell in spans:
                lines.update(range(cell[0], spans[cell].bottom + 1))
        return lines

    def _first(self, row: int, depth: int) -> int:
        """The first column that shows anything in these lines."""
        stacks = zip(self._layout.columns, self._stacks(row, depth), strict=True)
        return next(column for column, stack in stacks if stack)

    def _told(self, row: int, depth: int) -> list[tuple[int, Meant, Meant]]:
        """The columns that mean something by whole wordings or by endings, and the cells that say so."""
        found = []
        for column, stack in zip(self._layout.columns, self._stacks(row, depth), strict=True):
            if stack and (meant := self._meaning(stack)):
                found.append((column, *meant))
        return found

    def _meaning(self, stack: Stack) -> tuple[Meant, Meant] | tuple[()]:
        """What piled cells mean by whole wordings and by endings, and which of them say so; looked up once."""
        meant = self._meant.get(stack)
        if meant is None:
            meant = self._meant[stack] = self._looked_up(stack)
        return meant

    def _looked_up(self, stack: Stack) -> tuple[Meant, Meant] | tuple[()]:
        """What piled cells mean, empty where nothing.

        A whole wording is that of all lines together, else of the lowest line, else of the highest; an ending is that
        of all lines together, else of the lowest.
        """
        exact, low = self._exact, stack[-1:]
        whole, ending = self._together(stack) if len(stack) > 1 else (None, None)
        known = (whole, stack) if whole else (exact.get(low[0]), low)
        known = known if known[0] else (exact.get(stack[0]), stack[:1])
        likely = (ending, stack) if ending else (self._guessed.get(low[0]), low)
        return (known, likely) if known[0] or likely[0] else ()

    def _together(self, stack: Stack) -> tuple[str | None, str | None]:
        """What several lines mean together, by their whole wording and by its ending."""
        words, text = self._layout.words, self._layout.text
        joined = "".join([words[cell][0] if cell in words else squeeze(text(cell)) for cell in stack])
        known = keys(joined) if len(joined) <= LONGEST else ("",)
        ending = self._ending(known[-1]) if len(joined) <= SHORT and known[-1].endswith(self._last) else None
        return first_known(self._table, known), ending

    @staticmethod
    def _headed(
        told: Sequence[tuple[int, Meant, Meant]], first: int
    ) -> tuple[dict[str, int], dict[str, Cell], set[Cell]]:
        """Per concept its column and its cell, and all cells that say so; ``first`` is the column at the left edge."""
        columns: dict[str, int] = {}
        cells: dict[str, Cell] = {}
        said: set[Cell] = set()
        weights: list[tuple[int, Cell]] = []
        known = [(column, *whole) for column, whole, _ in told]
        likely = [(column, *ending) for column, _, ending in told]
        for look in (known, likely):
            taken = set(columns.values())
            for column, concept, stack in look:
                if concept is None or column in taken:
                    continue
                cell = stack[-1]
                if concept == "weight" and all(cell != other for _, other in weights):
                    weights.append((column, cell))
                if concept in _AMOUNTS and columns.get(concept) == first and cells[concept] != cell:
                    del columns[concept]  # 支出 at the left heads the lines, 执行数 beside it the figures
                if concept not in columns:
                    columns[concept], cells[concept] = column, cell
                    said.update(stack)
        if len(weights) > 1:
            del columns["weight"], cells["weight"]
            for concept, (column, cell) in _told_apart(columns, weights).items():
                columns[concept], cells[concept] = column, cell
        return columns, cells, said

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

    def _stacks(self, row: int, depth: int) -> list[Stack]:
        """The distinct filled cells seen over the lines of a header, for every column of the sheet."""
        found = self._piled.get((row, depth))
        if found is None:
            line = self._line(row + depth - 1)
            if depth == 1:
                found = [(cell,) if cell else () for cell in line]
            else:
                piled = zip(self._stacks(row, depth - 1), line, strict=True)
                found = [(*stack, cell) if cell and cell not in stack else stack for stack, cell in piled]
            self._piled[row, depth] = found
        return found

    def _line(self, row: int) -> list[Cell | None]:
        """The filled cell seen in each column of a line.

        A cell merged over more lines than a header takes is left out: it is the label of a block beside it.
        """
        if row not in self._lines:
            covered, values, spans = self._layout.covered, self._layout.grid.values, self._layout.spans
            self._lines[row] = line = []
            for column in self._layout.columns:
                cell = covered.get((row, column), (row, column))
                low = values.get(cell, "") != "" and (cell not in spans or _height(spans[cell]) <= DEPTH)
                line.append(cell if low else None)
        return self._lines[row]
