"""Formulas that do not give what the file holds, each given to the form that it stands in."""

from __future__ import annotations

from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.model import Form, Recomputed

__all__ = ["with_recomputed"]


def with_recomputed(forms: tuple[Form, ...], recomputed: Sequence[Recomputed]) -> tuple[Form, ...]:
    """The forms of a workbook with what was recomputed in each; what stands on no sheet of a form is left out."""
    if not recomputed:
        return forms
    sheets = [_sheets(form) for form in forms]
    found: dict[int, list[Recomputed]] = {}
    for one in recomputed:
        here = [at for at in range(len(forms)) if one.place.sheet in sheets[at]]
        begun = [at for at in here if forms[at].sheet != one.place.sheet or forms[at].place.row <= one.place.row]
        if here:
            found.setdefault((begun or here[:1])[-1], []).append(one)
    return tuple(replace(form, recomputed=tuple(found.get(at, ()))) for at, form in enumerate(forms))


def _sheets(form: Form) -> set[str]:
    """The sheet of a form and those on which its rows go on."""
    return {form.sheet, *(row.place.sheet for row in form.indicators)}
