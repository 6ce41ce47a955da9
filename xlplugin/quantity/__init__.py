"""What officials write in a cell, as operator, Decimal and unit; and the one rounding policy."""

from xlplugin.quantity.amount import Quantity, read
from xlplugin.quantity.number import half_up, parse_number, truncated
from xlplugin.quantity.text import fold, is_placeholder, squeeze

__all__ = ["Quantity", "fold", "half_up", "is_placeholder", "parse_number", "read", "squeeze", "truncated"]
