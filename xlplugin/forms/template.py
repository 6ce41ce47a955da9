"""From the compiled values of a blank to the template that filled-in forms are compared with."""

from __future__ import annotations

from xlplugin.model.template import Printed, PrintedRow, Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = ["template_from"]


def template_from(data: Mapping[str, Any]) -> Template:
    """Turn compiled values into a Template."""
    rows = tuple(
        PrintedRow(
            number, kind, item, own, tuple(Printed(*cell) for cell in cells),
            {int(column): text for column, text in formulas.items()},
        )
        for number, kind, item, own, cells, formulas in data["rows"]
    )  # fmt: skip
    return Template(rows, data["firm"], data["free"])
