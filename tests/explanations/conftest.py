"""The workbooks of the marked copy serve here too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "excel"))
