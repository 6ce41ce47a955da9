"""A rule: a small pure function with its declaration, and what it yields."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.model.basis import Basis
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from xlplugin.model.finding import Related
    from xlplugin.place import Place

__all__ = ["ARITHMETIC", "CONSISTENT", "CUSTOM", "PRINTED", "Fault", "Rule", "Settings", "rule"]

ARITHMETIC = Basis("表内算术关系")
"""The basis of what follows from the printed figures alone."""

PRINTED = Basis("表内印制的栏目和要求")
"""The basis of what the form itself prints; where an edition is known, its own basis stands in its place."""

CONSISTENT = Basis("同一事实前后一致")
"""The basis of comparing two statements of one fact; which of them is right is not asserted."""

CUSTOM = Basis("本程序的核实提示")
"""The basis of a question worth asking that no confirmed text demands."""


@record
class Fault:
    """What a rule found, before it is worded: where, what is stated, what was expected.

    ``values`` fill the message template and become the operands of the finding, in order.
    ``severity`` and ``variant`` replace the rule's own where this case differs;
    ``subject`` names the thing blamed (an indicator, a budget line) so that ids survive moved rows;
    ``basis`` is given where this case has another one than the rule. ``uses`` are the cells whose figures the
    arithmetic takes, beyond ``place`` and ``related``: a fault found there may be the cause of this one.
    ``file`` is the file of the blamed form, where a rule compares several workbooks.
    """

    place: Place
    stated: str | None = None
    expected: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    severity: str | None = None
    variant: str = ""
    subject: str = ""
    basis: Basis | None = None
    uses: tuple[Place, ...] = ()
    file: str = ""


@record
class Settings:
    """The settings a rule runs with: its defaults, overlaid by the edition's."""

    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def confirmed(self) -> bool:
        """Whether the edition's settings are confirmed: seen in public (C) or printed in the form (F).

        What is only reported (M), built into a system (S) or customary (K) is never treated as law.
        """
        return self.values.get("status", "F") in {"C", "F"}

    def decimal(self, key: str) -> Decimal:
        """A numeric setting; KeyError where the rule declares no default and the edition sets none."""
        return _decimal(str(self.values[key]))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words, empty where it is not set."""
        value = self.values.get(key, ())
        if isinstance(value, tuple):  # the rule's own, words already; an edition's come as a list
            return value
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


@lru_cache(maxsize=256)
def _decimal(text: str) -> Decimal:
    return Decimal(text)


@record(eq=False)
class Rule:
    """A check of the catalogue, known by itself and not by what it says.

    ``scope`` is ``form`` (``check(form, settings)``), ``book`` (``check(forms, settings)``: all forms of a workbook)
    or ``submission`` (the same with all forms of all workbooks of one unit, each with its ``file``).
    ``messages`` maps language and variant to a template: ``{"zh": "…", "en": "…", "zh.truncated": "…"}``.
    ``needs`` names settings without default: where an edition does not set them, the rule sleeps.
    ``follows`` are the codes whose findings may be the cause of this rule's.
    A ``preview`` rule speaks only when asked to, and then as advice.
    """

    code: str
    name: str
    title: str
    severity: str
    scope: str
    check: Callable[[Any, Settings], Iterable[Fault]]
    messages: Mapping[str, str]
    basis: Basis = ARITHMETIC
    settings: Mapping[str, object] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    preview: bool = False


def rule(
    code: str,
    name: str,
    *,
    title: str,
    severity: str,
    messages: Mapping[str, str],
    scope: str = "form",
    basis: Basis = ARITHMETIC,
    settings: Mapping[str, object] | None = None,
    needs: tuple[str, ...] = (),
    follows: tuple[str, ...] = (),
    preview: bool = False,
) -> Callable[[Callable[[Any, Settings], Iterable[Fault]]], Rule]:
    """Declare the decorated function as a rule; the name in the module then is the ``Rule``."""

    def declare(check: Callable[[Any, Settings], Iterable[Fault]]) -> Rule:
        return Rule(code, name, title, severity, scope, check, messages, basis, settings or {}, needs, follows, preview)

    return declare
