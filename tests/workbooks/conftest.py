import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
YANJIANG = ROOT / "workbooks" / "sichuan" / "yanjiang"


@pytest.fixture(scope="session")
def build():
    spec = importlib.util.spec_from_file_location("workbooks_build", ROOT / "workbooks" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def yanjiang():
    return YANJIANG
