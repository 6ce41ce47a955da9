"""The button inside Excel: its callbacks, and how the add-in is built, verified, installed and removed.

VBA calls ``import xlplugin.addin; xlplugin.addin.check()``. Importing this package loads nothing else: a callback is
looked up in ``buttons`` when it is called (PEP 562), so that the command line can use ``build`` without Excel.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from xlplugin.addin.buttons import about, check, clear, explain, export, next_, previous, score, settings

__all__ = ["about", "check", "clear", "explain", "export", "next_", "previous", "score", "settings"]


def __getattr__(name: str) -> Callable[[], None]:
    """The callback of a button; AttributeError for any other name."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from xlplugin.addin import buttons  # noqa: PLC0415  only a pressed button needs them

    callback: Callable[[], None] = getattr(buttons, name)
    return callback
