"""The catalogue: one rule per module in a family folder, its page with cases beside it."""

from __future__ import annotations

import os
from importlib import import_module

from xlplugin.errors import DefinitionError, UsageError
from xlplugin.model.rule import Rule

__all__ = ["case_file", "discover"]

_HERE = os.path.dirname(__file__)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder, private names left out; read to the end so that no handle stays open."""
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(("_", "."))]


def _modules() -> list[tuple[str, str]]:
    """Every module of every family folder, as folder and name without suffix."""
    return [
        (family.name, file.name[:-3])
        for family in _entries(_HERE)
        if family.is_dir()
        for file in _entries(family.path)
        if file.name.endswith(".py")
    ]


def discover() -> tuple[Rule, ...]:
    """All rules by code; DefinitionError where a code or a name is given twice, with every such fault."""
    found: list[Rule] = []
    for family, module in _modules():
        names = vars(import_module(f"{__name__}.{family}.{module}")).values()
        found.extend(value for value in names if isinstance(value, Rule))
    found.sort(key=lambda rule: rule.code)
    faults = [
        f"{what}重复：{key}"
        for what, keys in (("编号", [rule.code for rule in found]), ("名称", [rule.name for rule in found]))
        for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    if faults:
        raise DefinitionError("xlplugin/rules", faults)
    return tuple(found)


def case_file(code: str) -> str:
    """The path of the page of a rule; UsageError where no rule has this code."""
    prefix = f"{code.lower()}_"
    for family, module in _modules():
        if module.startswith(prefix):
            return os.path.join(_HERE, family, f"{module}.md")
    raise UsageError(
        f"没有编号为 {code} 的规则；全部编号见 xlplugin rules。",
        f"There is no rule with the code {code}; xlplugin rules lists them all.",
    )
