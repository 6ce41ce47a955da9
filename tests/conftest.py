"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from specimens import ROOT


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
