"""Years that a form names: in its title, in its texts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Form

__all__ = ["title_year", "years"]


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)20\d\d(?!\d)")


@lru_cache(maxsize=1024)
def years(text: str) -> tuple[int, ...]:
    """The years named in a text, in order: 2022—2024年 gives both."""
    plain = "".join(text.split())
    return tuple(map(int, _year().findall(plain))) if "20" in plain else ()


def title_year(form: Form) -> int | None:
    """The one year that the title of a form names, None where it names none or several."""
    found = set(years(form.title))
    return found.pop() if len(found) == 1 else None
