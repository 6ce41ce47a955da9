"""Results beside their targets as rules see them: every row that states both, with what it is called."""

from __future__ import annotations

from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Traced

__all__ = ["called", "results"]


def called(row: Indicator) -> str:
    """The name of a row; its target where the name cell holds only a number (指标1：)."""
    target = row.target.raw.strip() if row.target else ""
    numbered = not squeeze(row.name).removeprefix("指标").strip("0123456789:.、")
    return target if numbered else row.name.strip()


def results(form: Form) -> Iterator[tuple[Indicator, Traced, Traced]]:
    """Every row that states a target and a result, with both."""
    for row in form.indicators:
        target, actual = row.target, row.actual
        if target is not None and actual is not None and not target.is_blank and not actual.is_blank:
            yield row, target, actual
