"""A target or a result as written: operator, number and unit."""

from __future__ import annotations

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Quantity"]


@record
class Quantity:
    """What one figure of a cell says; nothing is corrected and nothing is converted.

    ``kind`` is ``quantitative``, ``qualitative`` (words only) or ``unreadable`` (``why`` says the reason, in Chinese).
    ``operator`` is ``>=``, ``<=``, ``=``, ``>``, ``<`` or None where none is written.
    ``unit`` is as written (万元, 元/人·天); 百分之, 百分比 and 成 are ``%``.
    ``approximate`` marks 余, 多, 近, 约, 左右: the figure is not exact.
    ``low`` and ``high`` bound what is meant: both for a range (80%~90%, whose ``value`` is None),
    ``low`` alone for 220余次, ``high`` alone for 近100次.
    ``subject`` is what the figure is about: the words before it, else behind it.
    ``date`` is a date as written (2022年12月底) where no other figure stands; such a text is ``qualitative``,
    and its ``operator`` is ``<=`` for 前 and ``>=`` for 起.
    """

    kind: str
    operator: str | None = None
    value: Decimal | None = None
    unit: str = ""
    approximate: bool = False
    why: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    subject: str = ""
    date: str = ""
