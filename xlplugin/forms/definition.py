"""From the parsed TOML of a definition to an Edition, with every fault of the file reported at once."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import chain, repeat

from xlplugin.errors import DefinitionError
from xlplugin.model import Basis, Edition, Item, Scale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

__all__ = ["edition_from"]

_KINDS = ("scorecard", "targets", "assessment", "selfeval", "funds")
_TEXTS = ("title", "jurisdiction", "year", "kind")
_KEYS = {
    *_TEXTS, "titles", "full", "requires", "signature", "basis", "items", "classes", "groups",
    "rules", "columns", "scale",
}  # fmt: skip


class _Reader:
    """Reads values and collects what is wrong with them."""

    __slots__ = ("faults",)

    def __init__(self) -> None:
        self.faults: list[str] = []

    def text(self, data: Mapping[str, Any], key: str, where: str = "") -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            self.faults.append(f"{where}{key} 应为文字")
            return ""
        return value

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.faults.append(f"{key} 应为文字列表")
            return ()
        return tuple(value)

    def number(self, data: Mapping[str, Any], key: str, where: str = "") -> Decimal | None:
        value = data.get(key)
        if value is None:
            return None
        try:
            return Decimal(str(value))
        except InvalidOperation:
            self.faults.append(f"{where}{key} 不是数：{value!r}")
            return None

    def basis(self, data: Any, where: str) -> Basis:  # noqa: ANN401  a parsed TOML value
        if not isinstance(data, dict) or not isinstance(data.get("document"), str):
            self.faults.append(f"{where} 缺少依据 document")
            return Basis("")
        return Basis(data["document"], data.get("clause"), data.get("url"))

    def item(self, data: Mapping[str, Any], position: int, rule: str = "") -> Item:
        where = f"items[{position}]."
        if not data.get("name"):
            self.faults.append(f"{where}name 缺失")
        return Item(
            self.text(data, "name", where),
            self.text(data, "level1", where),
            self.text(data, "level2", where),
            self.number(data, "weight", where),
            self.text(data, "criteria", where),
            bonus=bool(data.get("bonus", False)),
            rule=rule,
        )

    def scale(self, data: Mapping[str, Any] | None) -> Scale | None:
        if data is None:
            return None
        bounds = tuple((name, Decimal(str(bound))) for name, bound in data.get("bounds", {}).items())
        if not bounds or list(bounds) != sorted(bounds, key=lambda pair: -pair[1]):
            self.faults.append("scale.bounds 应从高到低列出等级与下限")
        return Scale(bounds, self.basis(data.get("basis"), "scale.basis"))


def edition_from(form_id: str, data: Mapping[str, Any], rules: Sequence[str] = ()) -> Edition:
    """Turn parsed TOML into an Edition; DefinitionError lists every fault.

    ``rules`` are the compiled scoring sentences of the items, where there are any, in their order.
    """
    read = _Reader()
    read.faults += [f"不认识的键 {key}" for key in data if key not in _KEYS]
    read.faults += [f"{key} 缺失" for key in _TEXTS if not data.get(key)]
    kind = read.text(data, "kind")
    if kind and kind not in _KINDS:
        read.faults.append(f"kind 应为 {'、'.join(_KINDS)} 之一")
    result = Edition(
        id=form_id,
        title=read.text(data, "title"),
        jurisdiction=read.text(data, "jurisdiction"),
        year=read.text(data, "year"),
        kind=kind,
        titles=read.texts(data, "titles"),
        basis=read.basis(data.get("basis"), "basis"),
        columns=data.get("columns", {}),
        items=tuple(
            read.item(item, position, rule)
            for position, (item, rule) in enumerate(zip(data.get("items", []), chain(rules, repeat("")), strict=False))
        ),
        full=read.number(data, "full"),
        scale=read.scale(data.get("scale")),
        requires=read.texts(data, "requires"),
        signature=read.texts(data, "signature"),
        rules=data.get("rules", {}),
    )
    if read.faults:
        raise DefinitionError(form_id, read.faults)
    return result
