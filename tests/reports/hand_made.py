"""Short ways to write an entry and a finding."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import Basis, Finding, Traced
from xlplugin.place import Place

SHEET = "自评计分表"
BASIS = Basis("表内算术关系")


def entry(row, column, raw, value=None, state="text", *, quantity=None, sheet=SHEET):
    return Traced(Place(sheet, row, column), raw, None if value is None else Decimal(value), state, quantity=quantity)


def finding(code, severity, row, column, *, sheet=SHEET, **more):
    given = {
        "id": f"{code}-{sheet}-{row}-{column}",
        "code": code,
        "name": f"name.{code.lower()}",
        "severity": severity,
        "place": Place(sheet, row, column),
        "message": f"{code}的说明",
        "stated": None,
        "expected": None,
        "basis": BASIS,
    }
    return Finding(**given | more)
