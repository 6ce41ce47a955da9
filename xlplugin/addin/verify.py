"""A built file read back by others than its builder: oletools reads the VBA, pyOpenVBA runs it.

What is compared: every module with its source text, every button with its macro, every macro with what it starts.
What only Excel can show (that it loads, how the ribbon looks) is on the checklist in ``install.md``.
"""

from __future__ import annotations

import re

from xlplugin.addin import __all__ as callbacks
from xlplugin.addin.build import modules
from xlplugin.addin.conf import SHEET
from xlplugin.addin.project import adopted
from xlplugin.addin.sources import ADDIN_TEMPLATE, BUTTONS, FORM_TEMPLATE, template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Said = tuple[str, str]

__all__ = ["faults", "sources"]

_STARTERS = re.compile(
    r"\bsub\s+(auto_?(?:open|close|exec|exit|new)|(?:workbook|document|worksheet|app)_\w+)\b", re.IGNORECASE
)
_MACRO = re.compile(rf"{BUTTONS}\.(\w+)")
_TEMPLATE_OWN = ("xlwings", "Dictionary")


def sources(path: str) -> dict[str, str]:
    """The modules of a file as oletools reads them, name to text with plain line ends."""
    from warnings import catch_warnings, simplefilter  # noqa: PLC0415  only a verification needs it

    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # oletools uses old names of pyparsing
        from oletools.olevba import VBA_Parser  # type: ignore[import-untyped]  # noqa: PLC0415  the same

        parser = VBA_Parser(path)
        try:
            macros = list(parser.extract_macros())
        finally:
            parser.close()
    return {name.rpartition(".")[0]: code.replace("\r\n", "\n") for _, _, name, code in macros}


def faults(data: bytes) -> tuple[Said, ...]:
    """What is wrong with a built add-in or form, each fault in Chinese and English; empty where all is well.

    UnreadableError where the file is no workbook at all.
    """
    import os  # noqa: PLC0415  only a verification needs it
    from tempfile import TemporaryDirectory  # noqa: PLC0415  the same

    from xlplugin.excel.package import Package  # noqa: PLC0415  the same

    package = Package(data)
    types, parts = package.read("[Content_Types].xml"), {name: package.read(name) for name in package.members}
    kind = "xlam" if b"addin.macroEnabled" in types else "xlsm"
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, f"built.{kind}")
        with open(path, "wb") as file:
            file.write(data)
        found = sources(path)
        return (*_malformed(parts), *_changed(kind, found), *_unsafe(found), *_loose(parts, found), *_run(path, found))


def _malformed(parts: Mapping[str, bytes]) -> Iterator[Said]:
    """Parts that are no XML, and what would need a licence of xlwings PRO."""
    from xlplugin.errors import UnreadableError  # noqa: PLC0415  only a verification needs it
    from xlplugin.excel.markup import parse  # noqa: PLC0415  the same

    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                parse(content, name)
            except UnreadableError:
                yield f"部件 {name} 不是合法的 XML。", f"The part {name} is not well-formed XML."
    names = re.findall(r'<sheet name="([^"]*)"', parts.get("xl/workbook.xml", b"").decode())
    if SHEET not in names:
        yield f"缺少设置表 {SHEET}。", f"The settings sheet {SHEET} is missing."
    licensed = any(b"LICENSE_KEY" in content for name, content in parts.items() if name.startswith("xl/worksheets/"))
    if licensed or any(name.endswith(".py") for name in names):
        yield "文件里有 xlwings PRO 才能用的内容。", "The file holds what only xlwings PRO can use."


def _changed(kind: str, found: Mapping[str, str]) -> Iterator[Said]:
    """Modules whose text is not the one they were built from."""
    original = adopted(sources(template(ADDIN_TEMPLATE if kind == "xlam" else FORM_TEMPLATE)))
    expected = modules(kind) | {name: original[name] for name in _TEMPLATE_OWN}
    for name in sorted(expected.keys() | found.keys()):
        text = found.get(name, "").strip("\n")
        document = all(line.startswith("Attribute ") for line in text.splitlines())
        if (name in expected and text != expected[name].strip("\n")) or (name not in expected and not document):
            yield f"VBA 模块 {name} 与源码不一致。", f"The VBA module {name} differs from its source."


def _unsafe(found: Mapping[str, str]) -> Iterator[Said]:
    """Letters that VBA would garble, and macros that run without being asked."""
    for name, text in found.items():
        if not text.isascii():
            yield f"VBA 模块 {name} 里有非 ASCII 字符。", f"The VBA module {name} holds letters that are not ASCII."
        for starter in _STARTERS.findall(text):
            yield f"VBA 模块 {name} 里有自动运行的宏 {starter}。", f"The macro {starter} in {name} runs by itself."


def _loose(parts: Mapping[str, bytes], found: Mapping[str, str]) -> Iterator[Said]:
    """Buttons of the ribbon and of the sheet without their macro."""
    text = found.get(BUTTONS, "")
    for name, content in parts.items():
        tail = r"\(control As IRibbonControl\)" if name.startswith("customUI/") else r"\(\)"
        if name.startswith(("customUI/", "xl/drawings/")):
            for macro in _MACRO.findall(content.decode()):
                if not re.findall(rf"^Public Sub {macro}{tail}$", text, re.MULTILINE):
                    yield f"按钮要的宏 {macro} 不存在。", f"There is no macro {macro}, which a button calls."


def _run(path: str, found: Mapping[str, str]) -> Iterator[Said]:
    """Macros that do not start the callback of their name."""
    from xlplugin.addin.rehearsal import launched  # noqa: PLC0415  only a verification needs it

    if BUTTONS not in found:
        return
    macros = re.findall(r"^Public Sub (\w+)\((control As IRibbonControl)?\)$", found[BUTTONS], re.MULTILINE)
    wanted = {f"xp{name.strip('_')}": f"import xlplugin.addin; xlplugin.addin.{name}()" for name in callbacks}
    lines = launched(path, found, [f"{macro} Nothing" if control else macro for macro, control in macros])
    for (macro, _), line in zip(macros, lines, strict=True):
        _, command, paths = (*line.split("|"), "", "")[:3]
        if command != wanted.get(macro.lower().removeprefix("on")) or not paths.startswith("False;"):
            yield f"宏 {macro} 运行的是：{line or '（无）'}。", f"The macro {macro} starts: {line or '(nothing)'}."
    for name in wanted.keys() - {macro.lower() for macro, _ in macros}:
        yield f"没有宏 {name}。", f"There is no macro {name}."
