"""What a check found: a value, bound to its cell."""

from __future__ import annotations

from xlplugin.model.explanation import VALID
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model.basis import Basis
    from xlplugin.model.explanation import Explanation
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
    ``id`` is ``CODE-subject-figures``, both as checksums: it stays the same across runs while code, subject and
    operands stand, wherever the cell has moved to. ``caused_by`` is the id of the finding that it follows from.
    ``file`` is the workbook blamed where several were checked together, empty within one workbook.
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
    explanation: Explanation | None = None
    file: str = ""

    @property
    def topic(self) -> str:
        """The id without its figures: what stays when an operand changes."""
        return self.id[: len(self.code) + 9]

    @property
    def counts(self) -> bool:
        """Whether it is still open: an answered question is not."""
        return self.severity != EXPLAIN or self.explanation is None or self.explanation.state != VALID
