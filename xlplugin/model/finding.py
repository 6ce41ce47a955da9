"""What a check found: a value, bound to its cell."""

from __future__ import annotations

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model.basis import Basis
    from xlplugin.place import Place

__all__ = ["ADVICE", "ERROR", "EXPLAIN", "SEVERITIES", "Finding", "Related"]

ERROR = "error"
"""Must be corrected (逻辑性)."""
EXPLAIN = "explain"
"""Needs a written reason or evidence (核实性)."""
ADVICE = "advice"
"""May be ignored (提示)."""
SEVERITIES = (ERROR, EXPLAIN, ADVICE)
"""Gravest first."""


@record
class Related:
    """Another cell that the finding is about, and what it holds. ``file`` only where it is another workbook."""

    place: Place
    what: str
    file: str | None = None


@record
class Finding:
    """One inconsistency.

    ``stated`` and ``expected`` are figures or words as text, None where there is none to state.
    ``operands`` are the figures of the arithmetic, by name, in reading order.
    ``id`` stays the same across runs while code, subject and operands stand.
    """

    id: str
    code: str
    name: str
    severity: str
    place: Place
    message: str
    stated: str | None
    expected: str | None
    basis: Basis
    operands: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    caused_by: str | None = None
