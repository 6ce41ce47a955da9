"""The build script and the folders of the workbooks, for the tests of this folder."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = ROOT / "workbooks"
YANJIANG = WORKBOOKS / "sichuan" / "yanjiang"


def build_script():
    """``workbooks/build.py`` as a module; it is a script and lies in no package."""
    spec = importlib.util.spec_from_file_location("workbooks_build", WORKBOOKS / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = build_script()
