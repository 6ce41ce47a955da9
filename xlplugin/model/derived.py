"""What follows from a form, worked out once while it is checked, however many rules ask for it."""

from __future__ import annotations

from functools import wraps

from xlplugin.model.form import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self, TypeVar

    Fact = TypeVar("Fact")

__all__ = ["Checked", "derived"]


class Checked(Form):
    """A form while it is checked: the same form with room for what was found to follow from it, gone with it.

    It is made where a check begins; whoever changes a form makes a new one, of which nothing is known.
    """

    __slots__ = ("known",)

    known: dict[Callable[[Form], Any], Any]

    def __new__(cls, form: Form) -> Self:
        """Take over all that the form holds."""
        checked = object.__new__(cls)
        for name in Form.__match_args__:
            object.__setattr__(checked, name, getattr(form, name))
        object.__setattr__(checked, "known", {})
        return checked


def derived(work_out: Callable[[Form], Fact]) -> Callable[[Form], Fact]:
    """Declare a function of a form as one of its facts: asked again during one check, it is not worked out again.

    What it gives is shared and must not be changed: a tuple, no list, no iterator.
    """

    @wraps(work_out)
    def fact(form: Form) -> Fact:
        if not isinstance(form, Checked):
            return work_out(form)
        try:
            found: Fact = form.known[work_out]
        except KeyError:
            found = form.known[work_out] = work_out(form)
        return found

    return fact
