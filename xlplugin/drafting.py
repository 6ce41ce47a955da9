"""From the workbook of an unknown edition to drafted definitions on disk; nothing is ever overwritten."""

from __future__ import annotations

import os

from xlplugin import engine, forms
from xlplugin.engine.draft import draft
from xlplugin.errors import UsageError
from xlplugin.reports.draft import toml
from xlplugin.usage import existing_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.grid import Workbook

__all__ = ["Document", "deliver", "documents", "drafts", "text"]

Document = tuple[str, str]
"""A drafted definition: the name of its sheet, and its TOML."""

_SUFFIX = ".toml"
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_") | dict.fromkeys(map(chr, range(0x20)), "_"))
"""What no file name may hold somewhere."""


def documents(path: str, lang: str = "zh") -> tuple[Document, ...]:
    """Draft a definition of every form in a workbook; UnreadableError, or UsageError where it holds no form."""
    from xlplugin.excel.read import load, read_workbook  # noqa: PLC0415 - loads what the rest does not need

    found = drafts(read_workbook(load(path), path), os.path.basename(path), lang)
    if not found:
        raise UsageError(
            f"没有找到自评表（没有指标表或预算表的表头）：{path}；"
            "如果确是自评表，请先把它的表头写法加到 xlplugin/forms/vocabulary.toml。",
            f"No self-evaluation form was found (no header row of an indicator or budget table): {path}; "
            "if it is one, first add the wordings of its header to xlplugin/forms/vocabulary.toml.",
        )
    return found


def drafts(workbook: Workbook, source: str, lang: str = "zh") -> tuple[Document, ...]:
    """Draft a definition of every form of a workbook; a form that goes on elsewhere is one form."""
    vocabulary, headings = engine.Vocabulary.from_lookups(forms.vocabulary()), forms.headings()
    heads = {}
    bound = []
    for grid in workbook.sheets:
        layout = engine.Layout.of(grid, workbook)
        for region in engine.regions(layout, vocabulary, headings):
            form = engine.bind(layout, vocabulary, region, None)
            heads[form.place] = layout, region
            bound.append(form)
    written = []
    for form in engine.joined(bound):
        layout, region = heads[form.place]
        written.append((form.sheet, toml(draft(layout, vocabulary, region, form), source, lang)))
    return tuple(written)


def text(drafted: Sequence[Document]) -> str:
    """All drafts one below the other; a line of its own says where each ends, for each is a file of its own."""
    rule = "# " + "=" * 78 + "\n"
    return f"\n{rule}".join(document for _, document in drafted)


def deliver(drafted: Sequence[Document], output: str) -> tuple[str, ...]:
    """Write one draft to a ``.toml`` file, or every draft into a folder under the name of its sheet.

    Gives the files written. UsageError where one exists, or where several drafts would share a file; then none is
    written, unless it appeared just now.
    """
    from xlplugin.excel.delivery import write_new  # noqa: PLC0415 - only with -o

    targets = _targets([sheet for sheet, _ in drafted], output)
    for target in targets:
        if os.path.lexists(target):
            raise existing_file(target)
    for target, (_, document) in zip(targets, drafted, strict=True):
        if not write_new(target, document.encode("utf-8")):
            raise existing_file(target)
    return targets


def _targets(sheets: Sequence[str], output: str) -> tuple[str, ...]:
    if os.path.isdir(output):
        return tuple(os.path.join(output, name + _SUFFIX) for name in _names(sheets))
    if not output.lower().endswith(_SUFFIX):
        raise UsageError(
            f"定义要存为 .toml，或放进一个已有的文件夹：{output}；请改文件名。",
            f"A definition is saved as .toml or into an existing folder: {output}; change the name.",
        )
    if len(sheets) > 1:
        raise UsageError(
            f"工作簿里有 {len(sheets)} 张表，每张一个 .toml；请用 -o 指定一个已有的文件夹，不要写到一个文件：{output}",
            f"The workbook holds {len(sheets)} forms, each a .toml of its own; "
            f"give -o an existing folder instead of one file: {output}",
        )
    return (output,)


def _names(sheets: Sequence[str]) -> list[str]:
    """A file name per sheet; where a name comes again, it is numbered."""
    names: list[str] = []
    for sheet in sheets:
        plain = sheet.translate(_UNSAFE)
        again = (f"{plain}-{number}" for number in range(2, len(sheets) + 2))
        taken = {name.casefold() for name in names}
        names.append(next(name for name in (plain, *again) if name.casefold() not in taken))
    return names
