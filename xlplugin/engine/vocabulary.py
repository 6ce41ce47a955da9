"""What the wordings of official forms mean: lookups from printed text to concept."""

from __future__ import annotations

import re
from functools import lru_cache

from xlplugin.quantity import fold, squeeze
from xlplugin.record import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlplugin.engine.layout import Cell

__all__ = ["SHORT", "Vocabulary", "first_known", "keys", "label", "meaning", "printed_points", "printed_unit"]

SHORT = 60
"""Longer texts are sentences, never a label or a header."""
_SHORTEST = 2
"""A label of two letters (项目, 等级) is too common to be looked for inside a line."""
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)(?:分|%)\)?")
_POINTS_PRINTED = re.compile(r"[（(]\s*\d+(?:\.\d+)?\s*(?:分|[%％])\s*[）)]?")
_UNIT = re.compile(r"[(:](?:([^():]{0,3}元)\)?|([百千万亿]{1,2})(?:\)|$))")
_PARENTHESES = re.compile(r"\([^()]*\)?")
_LEAD = re.compile(r"^(?:其中:?|\*+|[(]?[0-9一二三四五六七八九十]+[).、]|[①-⑩])")


@lru_cache(maxsize=8192)
def keys(text: str) -> tuple[str, ...]:
    """The keys under which a printed wording is looked up, the most exact first."""
    exact = squeeze(text)
    if not exact:
        return ("",)
    plain = exact.rstrip(":;,。.")
    bare = _PARENTHESES.sub("", plain) if "(" in plain else plain
    lead = _LEAD.sub("", bare)
    if lead == exact and not exact.endswith("%"):
        return (exact,)
    return tuple(dict.fromkeys(key for key in (exact, plain, bare, bare.rstrip("%"), lead, lead.rstrip("%:")) if key))


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """A label as people call it: without blanks, line breaks and printed points; its own marks are kept."""
    return "".join(_POINTS_PRINTED.sub("", text).split())


@lru_cache(maxsize=4096)
def printed_points(text: str) -> str | None:
    """The points printed in a label, ``投入（25分）`` or ``产出指标（50%）``, as text; None where there are none."""
    plain = squeeze(text)
    found = _POINTS.search(plain) if "(" in plain else None
    return found.group(1) if found else None


@lru_cache(maxsize=4096)
def printed_unit(text: str) -> str:
    """The unit of money printed in a label, ``预算额（万元）`` or ``单位：万元``; empty where there is none.

    As printed: where 元 is left out (``预算额（万）``), so it is here.
    """
    found = _UNIT.search(squeeze(text))
    return (found.group(1) or found.group(2)) if found else ""


@record
class Vocabulary:
    """Lookups from key to concept, one per kind of place on a form, and the endings of titles and unit names.

    Endings come the longest first. ``headers`` are the wordings of all columns, ``header_endings`` the endings that
    tell them, ``header_tails`` the last letters of these.
    """

    indicator: Mapping[str, str]
    budget: Mapping[str, str]
    source: Mapping[str, str]
    identity: Mapping[str, str]
    choice: Mapping[str, str]
    row: Mapping[str, str]
    fact: Mapping[str, str] = field(default_factory=dict)
    passage: Mapping[str, str] = field(default_factory=dict)
    indicator_endings: Mapping[str, str] = field(default_factory=dict)
    budget_endings: Mapping[str, str] = field(default_factory=dict)
    title_words: tuple[str, ...] = ()
    unit_endings: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    headers: frozenset[str] = frozenset()
    header_endings: tuple[str, ...] = ()
    header_tails: frozenset[str] = frozenset()

    @classmethod
    def from_lookups(cls, lookups: Mapping[str, Mapping[str, str]]) -> Vocabulary:
        """Build from lookups per section, as ``forms.vocabulary()`` gives them."""

        def endings(section: str) -> tuple[str, ...]:
            return tuple(sorted(lookups.get(section, {}), key=len, reverse=True))

        def longest_first(section: str) -> dict[str, str]:
            return {ending: lookups[section][ending] for ending in endings(section)}

        identity = lookups.get("identity", {})
        header_endings = (*endings("indicator_ending"), *endings("budget_ending"))
        return cls(
            indicator=lookups.get("indicator", {}),
            budget=lookups.get("budget", {}),
            source=lookups.get("source", {}),
            identity=identity,
            choice=lookups.get("choice", {}),
            row=lookups.get("row", {}),
            fact=lookups.get("fact", {}),
            passage=lookups.get("passage", {}),
            indicator_endings=longest_first("indicator_ending"),
            budget_endings=longest_first("budget_ending"),
            title_words=endings("title"),
            unit_endings=endings("unit"),
            inline=tuple(sorted((key for key in identity if len(key) > _SHORTEST), key=len, reverse=True)),
            headers=frozenset((*lookups.get("indicator", {}), *lookups.get("budget", {}))),
            header_endings=header_endings,
            header_tails=frozenset(ending[-1] for ending in header_endings),
        )

    def with_columns(self, columns: Mapping[str, str]) -> Vocabulary:
        """Add an edition's own header wordings."""
        if not columns:
            return self
        own = {squeeze(word): what for word, what in columns.items()}
        return replace(self, indicator={**self.indicator, **own}, headers=self.headers.union(own))

    def header_labels(self, words: Mapping[Cell, tuple[str, ...]]) -> list[tuple[Cell, tuple[str, ...]]]:
        """Those of some texts, given by their keys, that may stand in a header of any kind."""
        headers, endings, tails = self.headers, self.header_endings, self.header_tails
        return [
            (cell, known)
            for cell, known in words.items()
            if not headers.isdisjoint(known) or (known[-1][-1:] in tails and known[-1].endswith(endings))
        ]

    def inline_pairs(self, text: str) -> list[tuple[str, str]]:
        """The ``label：value`` pairs written into one cell: concept and value, in order."""
        plain = fold(text)
        found = [*self._inline_labels(plain)]
        ends = [*(start for start, _, _ in found[1:]), len(plain)]
        pairs = []
        for (_, begin, wording), end in zip(found, ends, strict=False):
            value = re.split(r"\s{2,}", plain[begin:end].strip(), maxsplit=1)[0].strip()
            pairs.append((self.identity[wording], value))
        return pairs

    def _inline_labels(self, plain: str) -> Iterator[tuple[int, int, str]]:
        """The known labels before a colon: where each begins, where its value begins, and its wording.

        A label may be spread out by blanks (项 目 名 称：).
        """
        done, at = 0, plain.find(":")
        while at >= 0:
            before = squeeze(plain[done:at])
            if before.endswith(self.inline):
                wording = next(filter(before.endswith, self.inline))
                start, letters = at, len(wording)
                while letters:
                    start -= 1
                    letters -= bool(squeeze(plain[start]))
                yield start, at + 1, wording
            done, at = at + 1, plain.find(":", at + 1)


def first_known(table: Mapping[str, str], words: Iterable[str]) -> str | None:
    """The concept of the first of some keys that a lookup knows, None where it knows none."""
    for word in words:
        if word in table:
            return table[word]
    return None


def meaning(table: Mapping[str, str], text: str) -> str | None:
    """The concept of a printed wording in one lookup, None where it is not known."""
    return None if len(text) > SHORT else first_known(table, keys(text))
