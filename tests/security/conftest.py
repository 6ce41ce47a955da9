"""The fuzz targets stand beside the package, not in it."""

import sys

from specimens import ROOT

sys.path.append(str(ROOT))
