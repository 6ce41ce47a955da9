"""A form as its readers understand it: identity, indicators, groups, budget lines, choices."""

from __future__ import annotations

from xlplugin.quantity import names_nothing, squeeze
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model.difference import Difference
    from xlplugin.model.edition import Edition
    from xlplugin.model.recomputed import Recomputed
    from xlplugin.model.score import Score
    from xlplugin.model.traced import Traced
    from xlplugin.place import Place

__all__ = ["BudgetLine", "Choice", "Form", "Group", "Indicator", "Option", "Passage", "UnitLabel"]


@record
class Indicator:
    """One third-level indicator of a target table, or one scored item of a scorecard.

    ``place`` is the cell that holds its name. ``weight`` and ``points`` are in points;
    the weight may stand in the name itself (``项目立项规范性（5分）``) and is then traced to that cell.
    A scored item has ``criteria`` (its printed scoring sentence), an indicator ``target`` and ``actual``.
    ``sign`` is the comparison sign of the target where it has a column of its own (指标性质).
    ``brief`` says in words what was done for the points (完成情况简述, 得分简述).
    What the form has no column for is None; what it has a column for but is empty is a blank ``Traced``.
    ``bonus`` items lie outside the full mark.
    """

    place: Place
    name: str
    level1: str = ""
    level2: str = ""
    target: Traced | None = None
    actual: Traced | None = None
    weight: Traced | None = None
    points: Traced | None = None
    reason: Traced | None = None
    criteria: Traced | None = None
    bonus: bool = False
    sign: Traced | None = None
    brief: Traced | None = None

    @property
    def called(self) -> str:
        """What the row is called: its name, or its target where the name is only a number (指标1:)."""
        return self.target.raw.strip() if self.target and names_nothing(self.name) else self.name

    @property
    def is_limit(self) -> bool:
        """Whether a target without an operator is kept to, not reached: a cost, what is under control, or nothing.

        Nothing: 路外伤亡 0起.
        """
        text = self.target.raw if self.target else ""
        quantity = self.target.quantity if self.target else None
        nothing = quantity is not None and quantity.value == 0
        return nothing or "成本" in squeeze(self.level1 + self.level2) or "控制" in squeeze(text + self.name)


@record
class Group:
    """A class of indicators, or the whole table: a label with printed points over a range of rows.

    ``depth`` is 0 for the total row (合计), 1 for a first-level class, 2 for a second-level one.
    ``weight`` is the printed full mark of the group (``投入（25分）``), ``points`` the stated subtotal;
    ``members`` are positions in ``Form.indicators``.
    """

    place: Place
    name: str
    depth: int
    members: tuple[int, ...]
    weight: Traced | None = None
    points: Traced | None = None
    bonus: bool = False


@record
class BudgetLine:
    """One source of money with its figures, wherever it stands: as a row, or as a column of a transposed table.

    ``block`` names the table it belongs to (预算执行情况), ``source`` its role: ``total`` or the concept
    of its component (``fiscal``, ``other``, ``general`` …). ``figures`` maps a measure to its entry:
    ``initial adjusted received executed rate carried carried_rate carried_change weight points``.
    Amounts are in ``unit``, rates in per cent.
    """

    place: Place
    line: str
    source: str
    block: str
    unit: str
    figures: Mapping[str, Traced] = field(default_factory=dict)
    columnwise: bool = False


@record
class Option:
    """One box to tick: ``place`` is the cell of the box."""

    name: str
    place: Place
    ticked: bool


@record
class Choice:
    """A question answered by ticking boxes, such as 项目类型."""

    place: Place
    name: str
    options: tuple[Option, ...]


@record
class UnitLabel:
    """A label or header that prints the unit of its figures: ``预算额（万元）``."""

    place: Place
    text: str
    unit: str
    block: str


@record
class Passage:
    """A text of the form outside its tables: an annual goal, what became of it, problems, measures, a regulation.

    ``concept`` is its role: ``goal outcome content problem measure conclusion regulation document conditions use
    span plan method reason note task amount kind``; ``label`` the printed words beside it.
    """

    concept: str
    label: str
    entry: Traced


@record
class Form:
    """One official form found on a sheet.

    ``edition`` is None for a form that no definition knows. ``identity`` maps
    ``unit project code year grade`` … to the entry that states it. ``columns`` maps a column's concept to its header,
    ``headers`` to its wording. ``total`` is the total row of the indicator table. ``faulty`` are entries anywhere
    in the form that hold an error value or a formula without a stored result. ``differences`` are its deviations
    from the blank of its edition. ``texts`` are its passages in reading order. ``file`` is the workbook it stands in
    where several are checked together. ``unread`` are the first cells of rows that hold figures in the columns of its
    tables and were not read as part of them, such as rows below a closing note. ``recomputed`` are its formulas that
    do not give what the file holds; empty unless they were computed anew (``--recalc``).
    """

    sheet: str
    title: str
    place: Place
    edition: Edition | None = None
    year: str = ""
    identity: Mapping[str, Traced] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[Group, ...] = ()
    total: Group | None = None
    budget: tuple[BudgetLine, ...] = ()
    choices: tuple[Choice, ...] = ()
    units: tuple[UnitLabel, ...] = ()
    columns: Mapping[str, Place] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    faulty: tuple[Traced, ...] = ()
    differences: tuple[Difference, ...] = ()
    score: Score | None = None
    texts: tuple[Passage, ...] = ()
    file: str = ""
    unread: tuple[Place, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is about the department as a whole: 部门整体支出, or 部门 without any project."""
        if "整体" in self.title:
            return True
        project = self.identity.get("project")
        return "部门" in self.title and "项目" not in self.title and (project is None or project.is_blank)

    recomputed: tuple[Recomputed, ...] = ()
