"""Scoring sentences of definitions, compiled once when the cache is written: compiling takes longer than reading."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria import NotUnderstood, notation, parse_notation, understand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = ["compiled_rule"]


def compiled_rule(item: Mapping[str, Any]) -> str:
    """The sentence of an item in notation; empty where there is none, or it is not understood or not writable."""
    weight = item.get("weight")
    meaning = understand(item.get("criteria", ""), None if weight is None else Decimal(str(weight)), item["name"])
    if isinstance(meaning, NotUnderstood):
        return ""
    written = notation(meaning)
    return written if parse_notation(written) == meaning else ""
