"""What a form earns by the rule that it, or its profile, prints: an outcome per row, with the receipt of how."""

from __future__ import annotations

from xlplugin.quantity import half_up
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.model.basis import Basis
    from xlplugin.model.traced import Traced
    from xlplugin.place import Place
    from xlplugin.quantity import Level

__all__ = ["Case", "Figure", "Outcome", "Reading", "Receipt", "Score"]


@record(eq=False)
class Case:
    """What a method of scoring is given: the figures of one row.

    ``weight`` is its full mark, in points. ``target`` (A) and ``actual`` (B) are in one unit; for the execution of
    a budget they are 全年预算数 and 全年执行数; for a rate that stands alone ``actual`` is the rate in per cent.
    ``operator`` is as in ``quantity.Quantity``. ``level`` is the stated qualitative level. ``low`` and ``high``
    bound a result that is approximate (60余 is at least 60) or a range. ``finished`` says whether the task was
    completed, None where nobody says. Figures not stated are None.
    """

    weight: Decimal
    target: Decimal | None = None
    actual: Decimal | None = None
    operator: str | None = None
    level: Level | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    finished: bool | None = None


@record
class Figure:
    """An input of the arithmetic: its name, the figure as text, and the cell it was read from."""

    name: str
    value: str
    place: Place | None = None


@record
class Reading:
    """Another known reading of a rule: its name, what it is called in words, and the points it gives."""

    name: str
    words: str
    points: Decimal


@record
class Outcome:
    """What a rule gives, in points with full precision.

    ``value`` is None where a person decides or an input is missing; the points then lie in [``low``, ``high``],
    ``high_in`` says whether the upper bound belongs to them, and ``why`` says what is missing.
    ``choices`` are the only points that can be given, where there are few. ``readings`` are what other known readings
    of the rule give. ``method`` names the arithmetic, ``rule`` says it in words, ``steps`` are its lines; all words are
    in the language that the form was scored in.
    ``over`` marks a result so far above its target that its cause is asked for, ``unsure`` points that rest on an
    approximate result. ``confirmed`` is false where the rule is customary or only reported.
    """

    value: Decimal | None
    low: Decimal
    high: Decimal
    method: str
    rule: str = ""
    steps: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    choices: tuple[Decimal, ...] = ()
    why: str = ""
    over: bool = False
    unsure: bool = False
    confirmed: bool = True
    basis: Basis | None = None
    high_in: bool = True

    def leaves(self, stated: Decimal) -> bool:
        """Whether stated points lie within the bounds, these rounded to two decimals as the form shows them."""
        if stated < (half_up(self.low) if self.low else 0):
            return False
        high = half_up(self.high)
        return stated <= high if self.high_in else stated < high


@record
class Receipt:
    """One row: whose points, out of how many, as stated, and what the rule gives on which figures.

    ``gap`` says which case the rule forgets, ``most`` is the most it can give where that is not the printed weight,
    ``zero`` marks a rate over nothing (0/0), ``wanted`` names a figure that the form should state for this row
    (满意率) and does not.
    """

    place: Place
    name: str
    weight: Decimal | None
    stated: Traced | None
    outcome: Outcome
    figures: tuple[Figure, ...] = ()
    gap: str = ""
    most: Decimal | None = None
    zero: bool = False
    wanted: str = ""

    @property
    def counted(self) -> Decimal | None:
        """The points that go into the computed total: by the rule, else as stated within its bounds."""
        if self.outcome.value is not None:
            return self.outcome.value
        stated = self.stated.value if self.stated else None
        return stated if stated is not None and self.outcome.leaves(stated) else None


@record
class Score:
    """The score of a form.

    ``rows`` stand beside ``Form.indicators``, None where a row is not in use or has no weight. ``execution`` is the
    row of the budget. ``computed`` is the total by the rules, rows that only a person can judge taken as stated; None
    where a row can neither be computed nor taken. ``highest`` is the most that the rules leave open, bonus rows
    included. ``grades`` are the grades of the computed total by every known scale, with its basis and whether it is
    confirmed.
    """

    rows: tuple[Receipt | None, ...] = ()
    execution: Receipt | None = None
    stated: Traced | None = None
    full: Decimal | None = None
    computed: Decimal | None = None
    highest: Decimal | None = None
    grades: tuple[tuple[str, Basis, bool], ...] = ()

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """All receipts, execution first."""
        rows = tuple(row for row in self.rows if row is not None)
        return (self.execution, *rows) if self.execution else rows
