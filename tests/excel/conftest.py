"""Workbooks built in memory."""

import pytest
from package_parts import workbook_parts, zipped


@pytest.fixture
def build():
    """Build the bytes of a workbook, with parts replaced by keyword (``sheet``, ``strings``, ``styles``) or by name."""
    return lambda **replaced: zipped(workbook_parts(**replaced))
