"""Counts the calls that a button makes to Excel, and the refusal that Excel answers some of them with."""

from __future__ import annotations


class RefusedByExcelError(Exception):
    """What pywin32 raises as ``com_error``."""


class Meter:
    """How often Excel was asked or told something."""

    def __init__(self):
        self.calls = 0


class Metered:
    """Every public attribute of an object of Excel is a call across processes."""

    def __getattribute__(self, name):
        if not name.startswith("_") and name not in {"options", "impl"}:
            self._meter.calls += 1
        return object.__getattribute__(self, name)
