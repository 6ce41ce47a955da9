"""What officials write in a cell, as operator, Decimal and unit; how two of them compare; the one rounding policy."""

from xlplugin.quantity.amount import Quantity
from xlplugin.quantity.number import half_up, parse_number, truncated
from xlplugin.quantity.reading import read, read_all
from xlplugin.quantity.text import fold, is_placeholder, names_nothing, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.quantity.compare import Comparison, comparable, completion
    from xlplugin.quantity.conversion import convert, normalised
    from xlplugin.quantity.levels import Level, level
    from xlplugin.quantity.pairing import pair
    from xlplugin.quantity.whole import beyond_whole

__all__ = [
    "Comparison",
    "Level",
    "Quantity",
    "beyond_whole",
    "comparable",
    "completion",
    "convert",
    "fold",
    "half_up",
    "is_placeholder",
    "level",
    "names_nothing",
    "normalised",
    "pair",
    "parse_number",
    "read",
    "read_all",
    "squeeze",
    "truncated",
]

_LATER = {
    "Comparison": "compare",
    "beyond_whole": "whole",
    "comparable": "compare",
    "completion": "compare",
    "convert": "conversion",
    "normalised": "conversion",
    "pair": "pairing",
    "Level": "levels",
    "level": "levels",
}


def __getattr__(name: str) -> object:
    """Load what only scoring needs when it is first asked for: reading a form pays nothing for it."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415 - only on the scoring path

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
