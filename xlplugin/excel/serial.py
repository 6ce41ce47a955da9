"""Dates and times as the serial numbers that Excel shows them from: days since 1899-12-30."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

__all__ = ["from_date", "from_iso"]

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
_DAY = 86_400


def from_date(moment: datetime | date | time | timedelta) -> Decimal:
    """Turn a date, a time of day or a duration into days; a time of day is a fraction of one."""
    if isinstance(moment, timedelta):
        span = moment
    elif isinstance(moment, datetime):
        span = moment.replace(tzinfo=None) - _EPOCH
    elif isinstance(moment, date):
        span = datetime.combine(moment, time()) - _EPOCH
    else:
        span = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    days = Decimal(span.days)
    return days + round(Decimal(span.seconds) / _DAY, 10) if span.seconds else days


def from_iso(text: str) -> Decimal:
    """Read a date cell of a strict file (``2024-01-15T08:30:00``); ValueError where it is no date."""
    return from_date(time.fromisoformat(text) if text[2:3] == ":" else datetime.fromisoformat(text))
