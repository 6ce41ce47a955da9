"""From a printed criterion to its meaning."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.criteria.banded import read_bands
from xlplugin.criteria.clauses import read_clause
from xlplugin.criteria.combine import combine
from xlplugin.criteria.expression import Bonus, NotUnderstood, Ratio, Sum
from xlplugin.criteria.split import as_printed, pieces
from xlplugin.quantity import squeeze
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.criteria.expression import Expression

__all__ = ["MAX_LENGTH", "understand"]

MAX_LENGTH = 3_000
"""Characters of a criterion; printed ones have under 500."""

_SHOWN = 40
"""Characters that are shown of one that is too long."""


@lru_cache(maxsize=1024)
def understand(text: str, weight: Decimal | None = None, name: str = "") -> Expression | NotUnderstood:
    """Compile a scoring sentence.

    ``weight`` decides between levels and parts where the words leave it open (2分、1分 under a weight of 2 are
    levels, under 3 parts). ``name`` is the row's name: of a formula printed once for several rows
    (按经济效益实现程度*5、社会效益实现程度*5…) it picks the row's own.
    """
    if len(text) > MAX_LENGTH:
        return NotUnderstood(text, f"{text[:_SHOWN]}…", f"文字超过 {MAX_LENGTH:,} 个字符，不像是评分标准")
    if bands := read_bands(text):
        return bands
    body = squeeze(text).removeprefix("加分项:")
    meaning = _meaning(text, body, weight)
    if isinstance(meaning, NotUnderstood):
        return meaning
    if body != squeeze(text) and not isinstance(meaning, Bonus):
        return Bonus(meaning)
    return _own(meaning, name) if name else meaning


def _meaning(text: str, body: str, weight: Decimal | None) -> Expression | NotUnderstood:
    """The clauses of a sentence put together."""
    found = pieces(body)
    clauses = [clause for piece in found for clause in read_clause(piece)]
    if not clauses:
        return NotUnderstood(text, text, "没有找到计分的规定")
    meaning = combine(clauses, weight)
    if not isinstance(meaning, NotUnderstood):
        return meaning
    return replace(meaning, text=text, where=as_printed(meaning.where) or text)


def _own(meaning: Expression, name: str) -> Expression:
    """The part of a shared formula that bears the row's name."""
    if not isinstance(meaning, Sum) or not all(isinstance(part, Ratio) for part in meaning.parts):
        return meaning
    fitting = [part for part in meaning.parts if isinstance(part, Ratio) and part.measure.name.startswith(name)]
    return fitting[0] if len(fitting) == 1 else meaning
