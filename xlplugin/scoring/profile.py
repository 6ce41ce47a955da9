"""A profile: which method a place and year uses for what, its grade scales and customs, each with basis and status."""

from __future__ import annotations

from xlplugin.quantity import half_up
from xlplugin.record import field, record, replace
from xlplugin.scoring.method import named
from xlplugin.scoring.settings import NOTHING, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from xlplugin.model import Basis, Scale
    from xlplugin.scoring.points import Case, Points

__all__ = ["CONFIRMED", "KINDS", "STATUSES", "Grading", "Policy", "Profile", "Term", "kind_of"]

KINDS = ("at_least", "at_most", "equal", "qualitative", "execution", "satisfaction", "deduction", "change")
"""What a policy is for: ≥ and >, ≤ and <, ＝, levels, 预算执行, 满意度, 每低于…扣, 按比例扣减."""

STATUSES = ("C", "F", "S", "M", "K")
"""Seen in public, printed in a form, behaviour of a system, reported but not verified, customary."""

CONFIRMED = frozenset(("C", "F"))
"""What may be worded as a rule in force; the rest is arithmetic that a person has to confirm."""


def kind_of(operator: str | None) -> str:
    """The kind of policy for the operator of a target; no operator is read as ≥."""
    known = {"<=": "at_most", "<": "at_most", "=": "equal", "qualitative": "qualitative"}
    return known.get(operator or "", "at_least")


@record
class Policy:
    """How one kind of row is scored: the method used, the other readings that are known, and where it is written.

    ``weight`` is the full mark where the profile fixes it (预算执行率 10), in points. ``base`` names the figure that
    an execution rate is held against, a measure of ``model.BudgetLine`` (``adjusted``).
    """

    method: str
    basis: Basis
    status: str
    others: tuple[str, ...] = ()
    settings: Settings = NOTHING
    weight: Decimal | None = None
    base: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether it may be worded as a rule in force."""
        return self.status in CONFIRMED

    def points(self, case: Case, numbers: Mapping[str, Decimal] | None = None) -> Points:
        """The points of a case, with what the other readings give.

        ``numbers`` are figures that the row prints itself (每低于1个百分点扣0.5分: per 1, deduct 0.5).
        """
        settings = replace(self.settings, numbers={**self.settings.numbers, **numbers}) if numbers else self.settings
        return named(self.method).points(case, settings, self.others)


@record
class Grading:
    """A grade scale and how well it is known."""

    scale: Scale
    status: str

    @property
    def confirmed(self) -> bool:
        """Whether it may be worded as a rule in force."""
        return self.status in CONFIRMED

    def grade(self, score: Decimal) -> str:
        """The grade of a score as shown, with two decimals: 89.5 is 良 where 优 begins at 90."""
        return self.scale.grade(half_up(score))


@record
class Term:
    """A custom of the place as one word or figure: ``over`` (1.3), ``not_applicable`` (full), ``rounding`` (2)."""

    value: str
    basis: Basis
    status: str

    @property
    def confirmed(self) -> bool:
        """Whether it may be worded as a rule in force."""
        return self.status in CONFIRMED


@record
class Profile:
    """The scoring of one place and year. ``editions`` are the ids of the forms that are scored by it."""

    name: str
    title: str
    jurisdiction: str
    year: str
    basis: Basis
    status: str
    editions: tuple[str, ...] = ()
    policies: Mapping[str, Policy] = field(default_factory=dict)
    scales: tuple[Grading, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)

    def policy(self, kind: str) -> Policy | None:
        """The policy for a kind of row, None where the place prints its own sentence or none is known."""
        return self.policies.get(kind)

    def points(self, kind: str, case: Case) -> Points | None:
        """The points of a case of this kind, None where the profile has no policy for it."""
        policy = self.policies.get(kind)
        return policy.points(case) if policy else None

    def grades(self, score: Decimal) -> tuple[tuple[str, Grading], ...]:
        """The grade of a score under every scale of the place: two where two are printed."""
        return tuple((grading.grade(score), grading) for grading in self.scales)
