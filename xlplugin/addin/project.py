"""The VBA project of a template with our modules in it.

The templates hold their VBA as source without compiled code, and Excel compiles it on loading; so changing a module's
text is what xlwings itself does for each release.
"""

from __future__ import annotations

from xlplugin.addin.conf import PROJECT
from xlplugin.addin.sources import template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["VBA_PART", "adopted", "vba_project"]

VBA_PART = "xl/vbaProject.bin"

_RUNNER = "xlwings"
_RENAMED = {"MyAddin": "Xlplugin"}
"""The name of a project as the VBA editor lists it."""

_TERMINATOR = b"\x10\x00\x00\x00\x00\x00"
"""The end of ``dir`` (MS-OVBA 2.3.4.2)."""


def vba_project(template_name: str, dropped: str, modules: Mapping[str, str]) -> bytes:
    """The template's project without its sample module ``dropped`` and with ``modules`` (name to ASCII text)."""
    import os  # noqa: PLC0415  only a build needs it
    from shutil import copyfile  # noqa: PLC0415  the same
    from tempfile import TemporaryDirectory  # noqa: PLC0415  the same

    from pyopenvba import ExcelFile  # type: ignore[import-untyped]  # noqa: PLC0415  needed for building only

    with TemporaryDirectory() as folder:
        path = os.path.join(folder, template_name)
        copyfile(template(template_name), path)
        with ExcelFile(path) as book:
            project = book.vba_project()
            project.delete_module(dropped)
            for name, text in modules.items():
                project.add_module(name, text.replace("\n", "\r\n"))
            book.set_module(_RUNNER, adopted(book.vba_modules())[_RUNNER])
            book.save()
        original, changed = (_container(name) for name in (template(template_name), path))
    return _named(changed, original)


def _container(path: str) -> bytes:
    """The VBA project of a workbook file."""
    from xlplugin.addin.parts import unpacked  # noqa: PLC0415  needed for building only

    with open(path, "rb") as file:
        return unpacked(file.read())[VBA_PART]


def adopted(modules: Mapping[str, str]) -> dict[str, str]:
    """The modules of a template with our project name, from which xlwings derives the name of the settings sheet."""
    from re import subn  # noqa: PLC0415  only a build needs it

    changed, count = subn(r'(Public Const PROJECT_NAME As String = )"\w+"', rf'\1"{PROJECT}"', modules[_RUNNER])
    if count != 1:
        message = "the template has no PROJECT_NAME"
        raise ValueError(message)
    return {**modules, _RUNNER: changed}


def _named(container: bytes, original: bytes) -> bytes:
    """The project under our name, without the window positions of whoever made the template, else as Excel wrote it.

    pyOpenVBA ends ``dir`` with four bytes too many and rewrites the mark "no compiled code".
    """
    from pyopenvba.cfb import CFB  # type: ignore[import-untyped]  # noqa: PLC0415  needed for building only
    from pyopenvba.vba import compress, decompress  # type: ignore[import-untyped]  # noqa: PLC0415  the same

    streams = CFB.from_bytes(container)
    lines = streams.get_stream("PROJECT").decode("ascii").split("[Workspace]")[0].rstrip() + "\r\n"
    index = decompress(streams.get_stream_in_storage("VBA", "dir"))
    for old, new in _RENAMED.items():
        lines = lines.replace(f'Name="{old}"', f'Name="{new}"')
        index = index.replace(_name_record(old), _name_record(new))
    index = index[: index.rindex(_TERMINATOR) + len(_TERMINATOR)]
    mark = CFB.from_bytes(original).get_stream_in_storage("VBA", "_VBA_PROJECT")
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", mark)
    streams.write_stream("PROJECT", lines.encode("ascii"))
    streams.write_stream_in_storage("VBA", "dir", compress(index))
    return bytes(streams.to_bytes())


def _name_record(name: str) -> bytes:
    """PROJECTNAME of MS-OVBA 2.3.4.2.1.5: id 4, length, name."""
    return b"\x04\x00" + len(name).to_bytes(4, "little") + name.encode("ascii")
