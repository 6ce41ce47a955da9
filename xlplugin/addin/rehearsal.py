"""Every macro of a built file run in pyOpenVBA's in-memory Excel, through the real RunPython of xlwings.

The run takes the way of Windows without the served process, and ends where Excel would start Python: what would be
started is kept instead. What is compiled for the Mac alone is not run.
"""

from __future__ import annotations

import re

from xlplugin.addin.sources import BUTTONS, FUNCTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

__all__ = ["launched", "shown"]

_RUNNER = "xlwings"
_STUBS = {
    "FileExistsOnWindows": "FileExistsOnWindows = False",
    "ExpandEnvironmentStrings": "ExpandEnvironmentStrings = s",
    "GetConfigFilePath": 'GetConfigFilePath = ""',
    "GetFullName": 'GetFullName = ""',
    "ExecuteWindows": 'Debug.Print PYTHON_WIN & "|" & PythonCommand & "|" & PYTHONPATH',
}
"""What asks the machine, and what the macro is followed to: procedures of xlwings with a body of ours."""

_FOLLOWED = {
    'If Application.Name = "Microsoft Excel" Then': "If True Then",  # it is pyOpenVBA
    "If OPTIMIZED_CONNECTION = True Then": "If False Then",  # the served process would need the DLL of Windows
}
"""Which way the run takes where xlwings looks whom it is run by."""

_DIRECTIVE = re.compile(r"(?m)^(\s*#(?:Const|If|ElseIf|Else|End If)[^'\r\n]*)'.*$")
"""A line for the compiler with a comment behind it, which pyOpenVBA does not take."""


def launched(path: str, sources: Mapping[str, str], calls: Sequence[str]) -> list[str]:
    """What calls of macros (``XpCheck``, ``OnXpCheck Nothing``) would start; "" for one that starts nothing.

    ``path`` is the built file, ``sources`` its modules as another reader found them. The answer is
    ``interpreter|command|paths``; a macro that does not compile or run gives the complaint of pyOpenVBA or of ours.
    """
    from pyopenvba.exceptions import PyOpenVBAError  # type: ignore[import-untyped]  # noqa: PLC0415  for building only

    presses = "".join(f"Public Sub Press{number}()\n{call}\nEnd Sub\n" for number, call in enumerate(calls))
    answers = []
    try:
        application = _application(path, sources)
        application.add_module(presses, name="Presses", kind="standard")
    except (PyOpenVBAError, ValueError) as fault:
        return [str(fault)] * len(calls)
    for number in range(len(calls)):
        before = len(application.console)
        try:
            application.run(f"Press{number}")
        except PyOpenVBAError as fault:
            answers.append(str(fault))
        else:
            answers.append("".join(map(str, application.console[before:])).strip())
    return answers


def shown(path: str, sources: Mapping[str, str], result: str) -> object:
    """What the wrapper of a worksheet function shows for a text that Python gave."""
    return _application(path, sources).run("Shown", result)


def _application(path: str, sources: Mapping[str, str]) -> Any:  # noqa: ANN401  pyOpenVBA has no types
    from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]  # noqa: PLC0415  for building only

    application = ExcelApplication.open(path, with_vba=False)
    for name in (_RUNNER, BUTTONS, FUNCTIONS):
        if name in sources:
            text = _DIRECTIVE.sub(r"\1", sources[name])
            application.add_module(_stubbed(text) if name == _RUNNER else text, name=name, kind="standard")
    return application


def _stubbed(runner: str) -> str:
    """The module of xlwings as it can run here; ValueError where it is not the one that is known."""
    for name, line in _STUBS.items():
        declared = rf"^((?:Public |Private )?(?:Function|Sub) {name}\b(?:[^\n]*_\n)*[^\n]*\n).*?^(End (?:Function|Sub))"
        runner, count = re.subn(declared, rf"\1{line}\n\2", runner, flags=re.MULTILINE | re.DOTALL)
        if count != 1:
            message = f"the module of xlwings has no {name}"
            raise ValueError(message)
    for question, answer in _FOLLOWED.items():
        if question not in runner:
            message = f"the module of xlwings does not ask: {question}"
            raise ValueError(message)
        runner = runner.replace(question, answer)
    return runner
