"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from specimens import ROOT

TABLE = "table: "
"""Begins the name of a property that a test records for a table printed after the run."""


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def tabled(record_property):
    """Put a row into a table that the whole run prints at its end, in one process or in many."""
    return lambda title, row: record_property(f"{TABLE}{title}", row)


def pytest_terminal_summary(terminalreporter):
    """Print the tables: what each attack took, what a marked copy leaves as it was, which engine is right on what."""
    tables: dict[str, set[str]] = {}
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, row in report.user_properties:
            if name.startswith(TABLE):
                tables.setdefault(name.removeprefix(TABLE), set()).add(row)
    for title, rows in tables.items():
        terminalreporter.section(title)
        for row in sorted(rows):
            terminalreporter.line(row)
