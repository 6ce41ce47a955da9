"""What a house lays down for its checks: profile, rules left out, other severities, tolerance, preview rules."""

from __future__ import annotations

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from xlplugin.model.basis import Basis

__all__ = ["STANDARD", "Policy", "Weighed"]


@record
class Weighed:
    """Another severity of a rule, with the document that says so."""

    severity: str
    basis: Basis


@record
class Policy:
    """The settings of one run; the empty policy is the program's own.

    ``disabled`` maps the code of a rule that is left out to the written reason; ``severities`` maps codes to another
    severity; ``tolerance`` replaces that of every rule which declares one (in the unit of the compared figures);
    ``preview`` lets preview rules speak, as advice; ``recalc`` has formulas computed anew.
    """

    profile: str | None = None
    disabled: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, Weighed] = field(default_factory=dict)
    tolerance: Decimal | None = None
    preview: bool = False
    recalc: bool = False


STANDARD = Policy()
"""Nothing but the program's own settings."""
