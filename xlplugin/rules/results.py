"""Results beside their targets as rules see them: every row that states both."""

from __future__ import annotations

from xlplugin.model import derived

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Form, Indicator, Traced

__all__ = ["results"]


@derived
def results(form: Form) -> tuple[tuple[Indicator, Traced, Traced], ...]:
    """Every row that states a target and a result, with both."""
    return tuple(
        (row, target, actual)
        for row in form.indicators
        if (target := row.target) is not None
        and (actual := row.actual) is not None
        and not target.is_blank
        and not actual.is_blank
    )
