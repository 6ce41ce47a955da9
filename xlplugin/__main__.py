"""``python -m xlplugin`` and the installed command ``xlplugin`` are the same program."""

import sys

from xlplugin.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
