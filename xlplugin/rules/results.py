"""Results beside their targets as rules see them: every row that states both."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Traced

__all__ = ["results"]


def results(form: Form) -> Iterator[tuple[Indicator, Traced, Traced]]:
    """Every row that states a target and a result, with both."""
    for row in form.indicators:
        target, actual = row.target, row.actual
        if target is not None and actual is not None and not target.is_blank and not actual.is_blank:
            yield row, target, actual
