"""What a scoring sentence means: a small tree of frozen nodes.

Points are Decimal, in 分. Where a node says ``None`` for its points, the sentence says 满分: the weight of the row.
A rate is in per cent (98.4 for 98.4%), a count in its own unit.
"""

from __future__ import annotations

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "OTHERWISE",
    "Average",
    "Band",
    "Bonus",
    "Cases",
    "Condition",
    "Expression",
    "Fixed",
    "Grade",
    "Holds",
    "Less",
    "Manual",
    "Measure",
    "Node",
    "NotUnderstood",
    "PerItem",
    "Quarters",
    "Ratio",
    "Step",
    "Sum",
    "Veto",
    "Within",
]


class Node:
    """What all nodes are."""

    __slots__ = ()


@record
class Measure(Node):
    """A figure by name, and where the sentence prints it, its definition: ``(top - minus) / bottom``.

    ``unit`` is ``%`` for a rate, else what is counted (天, 项, 套, 分).
    """

    name: str
    unit: str = "%"
    top: str = ""
    minus: str = ""
    bottom: str = ""


@record
class Within(Node):
    """The figure lies between two bounds; an absent bound is open, ``low_in`` and ``high_in`` say 含."""

    measure: Measure
    low: Decimal | None = None
    low_in: bool = False
    high: Decimal | None = None
    high_in: bool = False


@record
class Holds(Node):
    """A condition in words, to be judged favourably or not; the empty one is 否则."""

    text: str = ""


OTHERWISE = Holds()
"""否则: what remains when no other condition holds."""

if TYPE_CHECKING:
    Condition = Within | Holds
else:
    Condition = (Within, Holds)


@record
class Fixed(Node):
    """So many points."""

    points: Decimal | None = None


@record
class Ratio(Node):
    """Points in proportion to a rate x.

    ``mode`` is ``rate`` (w·x, at most w), ``decrease`` (w·(1-|x|): 变动率、调整率) or ``over`` (above 100%: w/x,
    or w·(2-x)). ``least`` is the share that earns everything (三分之一 is 1, 3).
    """

    points: Decimal | None
    measure: Measure
    mode: str = "rate"
    least: tuple[int, int] | None = None


@record
class Step(Node):
    """``deduct`` points for every ``per`` by which a figure lies beyond ``mark`` (每超过1个百分点扣0.5分).

    ``side`` is ``above``, ``below``, ``apart`` (either way) or ``past`` (the figure is the delay itself).
    ``mark`` None is the target of the row, ``target`` its name (序时进度);
    ``most`` is the largest deduction where it is printed.
    """

    deduct: Decimal
    per: Decimal
    measure: Measure
    side: str
    mark: Decimal | None = None
    full: Decimal | None = None
    most: Decimal | None = None
    target: str = ""


@record
class PerItem(Node):
    """``each`` points added or deducted for every ``per`` counted items.

    ``limit`` is the cap of what is added, the full mark that is deducted from otherwise; ``most`` as in ``Step``.
    """

    add: bool
    each: Decimal
    per: Decimal
    measure: Measure
    limit: Decimal | None = None
    most: Decimal | None = None


@record
class Quarters(Node):
    """``each`` points for each of ``count`` quarters in which it was done."""

    count: int
    each: Decimal


@record
class Average(Node):
    """The mean points of counted kinds: ``(n3·2.5 + n2·1.5) / n``; ``parts`` are kinds with their points."""

    parts: tuple[tuple[str, Decimal], ...]
    total: str


@record
class Sum(Node):
    """Parts that add up, at most ``cap``."""

    parts: tuple[Expression, ...]
    cap: Decimal | None = None


@record
class Less(Node):
    """Several deductions from one full mark: every part starts from it, and their losses add up."""

    parts: tuple[Expression, ...]


@record
class Cases(Node):
    """The first condition that holds decides; none means no points."""

    arms: tuple[tuple[Condition, Expression], ...]


@record
class Veto(Node):
    """No points where ``when`` happens (一票否决), whatever ``body`` gives; nor the grade ``grade``."""

    body: Expression | None
    when: str
    grade: str = ""


@record
class Band(Node):
    """A level fixes an interval of the weight, in per cent, and a person picks the value; best level first."""

    levels: tuple[tuple[str, Decimal, Decimal], ...]


@record
class Grade(Node):
    """A grade scale: conditions on the score, best grade first."""

    levels: tuple[tuple[Within, str], ...]


@record
class Manual(Node):
    """Judged by a person (酌情), anything from nothing to ``points``."""

    points: Decimal | None = None


@record
class Bonus(Node):
    """Points outside the full mark (加分项)."""

    body: Expression


@record
class NotUnderstood(Node):
    """A sentence that did not compile: its text, the part that was not understood, and why."""

    text: str
    where: str
    why: str


if TYPE_CHECKING:
    Expression = (
        Fixed | Ratio | Step | PerItem | Quarters | Average | Sum | Less | Cases | Veto | Band | Grade | Manual | Bonus
    )
else:
    Expression = (Fixed, Ratio, Step, PerItem, Quarters, Average, Sum, Less, Cases, Veto, Band, Grade, Manual, Bonus)
