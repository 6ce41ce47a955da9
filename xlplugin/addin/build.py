"""The add-in and the forms with buttons, made of the pinned xlwings' templates: same input, same bytes."""

from __future__ import annotations

from functools import cache

from xlplugin.addin.conf import SHEET, settings, sheet_xml
from xlplugin.addin.parts import packed, replaced, unpacked
from xlplugin.addin.project import VBA_PART, vba_project
from xlplugin.addin.sources import ADDIN_TEMPLATE, BUTTONS, FORM_TEMPLATE, FUNCTIONS, buttons, ribbon, template
from xlplugin.addin.wrappers import wrappers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["build_addin", "build_form", "modules"]

_UI_2006 = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
_UI_2007 = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_PEOPLE = ("Felix Zumstein", "Felix")


def modules(kind: str) -> dict[str, str]:
    """Our own modules of an add-in (``xlam``) or of a form (``xlsm``), name to text."""
    own = {BUTTONS: buttons()}
    return own | {FUNCTIONS: wrappers(FUNCTIONS)} if kind == "xlam" else own


def build_addin(extra: Mapping[str, str | bool] | None = None) -> bytes:
    """The add-in ``.xlam``; ``extra`` settings such as the interpreter go into its settings sheet."""
    with open(template(ADDIN_TEMPLATE), "rb") as file:
        parts = unpacked(file.read())
    parts[VBA_PART] = vba_project(ADDIN_TEMPLATE, "RibbonMyAddin", modules("xlam"))
    parts["customUI/customUI.xml"] = ribbon()
    parts["xl/worksheets/sheet1.xml"] = sheet_xml(settings() | dict(extra or {}))
    # The template pairs the ribbon of 2006 with the relationship of 2007; MS-CUSTOMUI pairs 2006 with 2006.
    parts["_rels/.rels"] = replaced(parts["_rels/.rels"], _UI_2007, _UI_2006)
    parts["xl/workbook.xml"] = _without_path(replaced(parts["xl/workbook.xml"], "_myaddin.conf", SHEET))
    parts["docProps/core.xml"] = _anonymous(parts["docProps/core.xml"])
    return packed(parts)


def build_form(form_id: str, extra: Mapping[str, str | bool] | None = None) -> bytes:
    """A blank form ``.xlsm`` with the buttons beside its print area; UsageError for an unknown form."""
    from xlplugin.addin.sheet_buttons import with_buttons  # noqa: PLC0415  the add-in needs none
    from xlplugin.excel.render import render  # noqa: PLC0415  the same
    from xlplugin.grid.text import parse_sheets  # noqa: PLC0415  the same
    from xlplugin.pipeline import blank_form  # noqa: PLC0415  the same

    blank = unpacked(render(parse_sheets(blank_form(form_id))))
    return packed(with_buttons(blank, _form_project(), sheet_xml(settings() | dict(extra or {}))))


@cache
def _form_project() -> bytes:
    """The VBA of every form."""
    return vba_project(FORM_TEMPLATE, "Module1", modules("xlsm"))


def _without_path(workbook: bytes) -> bytes:
    """The workbook part without the folder in which the template was saved."""
    from re import DOTALL, sub  # noqa: PLC0415  only a build needs it

    return sub(rb"<mc:AlternateContent.*?</mc:AlternateContent>", b"", workbook, flags=DOTALL)


def _anonymous(properties: bytes) -> bytes:
    """The properties without the person who saved the template."""
    for name in _PEOPLE:
        properties = properties.replace(name.encode(), b"")
    return properties
