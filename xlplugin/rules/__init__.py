"""The catalogue: one rule per module in a family folder, its page with cases beside it."""

from __future__ import annotations

import os
from importlib import import_module

from xlplugin.errors import DefinitionError, UsageError
from xlplugin.model.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["case_file", "discover"]

_HERE = os.path.dirname(__file__)


def _modules() -> Iterator[tuple[str, str]]:
    """Every module of every family folder, as folder and name without suffix."""
    for folder in os.scandir(_HERE):
        if folder.is_dir() and not folder.name.startswith(("_", ".")):
            for file in os.scandir(folder.path):
                if file.name.endswith(".py") and not file.name.startswith("_"):
                    yield folder.name, file.name[:-3]


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
    raise UsageError(f"没有编号为 {code} 的规则。", f"There is no rule with the code {code}.")
