"""``python -m xlplugin`` and the installed command ``xlplugin`` are the same program."""

import gc
import sys

gc.disable()  # a process that checks one workbook is over before garbage piles up; batch.check_file switches it on

from xlplugin.cli import main  # noqa: E402  what it loads is not searched for garbage

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
