"""Reading a settings file: every value checked, every fault told."""

from __future__ import annotations

import os
from decimal import Decimal
from functools import lru_cache

from xlplugin import scoring
from xlplugin.model import SEVERITIES, Basis, Policy, Weighed
from xlplugin.pipeline import rules
from xlplugin.quantity import squeeze
from xlplugin.settings.faults import Faults, near

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from xlplugin.errors import UsageError
    from xlplugin.model import Rule
    from xlplugin.settings.faults import Where

__all__ = ["laid_down"]

_LARGEST = 64 * 1024
"""Settings are a page of text; whatever is larger was not written as settings."""

_TABLES = ("xlplugin", "disabled", "severity")
_OWN = ("profile", "tolerance")
_LOOKALIKES = {ord("O"): "0", ord("I"): "1", ord("L"): "1"}
_WEIGHED = ("to", "document", "clause", "url")


def laid_down(source: str) -> Policy:
    """The policy that a settings file lays down, read again when it has changed; UsageError with all its faults."""
    try:
        status = os.stat(source)
    except OSError as fault:
        raise _unread(source, fault) from fault
    return _laid_down(source, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _laid_down(source: str, _written: int, _size: int) -> Policy:
    text = _text(source)
    faults = Faults(source, text)
    policy = _Reader(faults).policy(_parsed(text, faults))
    if faults:
        raise faults.error()
    return policy


def _unread(source: str, fault: OSError) -> UsageError:
    reason = fault.strerror or str(fault)
    return _fault(source, f"打不开（{reason}），请检查权限", f"cannot be opened ({reason}); check its permissions")


def _fault(source: str, zh: str, en: str) -> UsageError:
    faults = Faults(source)
    faults.add(0, zh, en)
    return faults.error()


def _text(source: str) -> str:
    try:
        with open(source, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as fault:
        raise _unread(source, fault) from fault
    if len(data) > _LARGEST:
        raise _fault(source, "超过64KB，不像设置文件", "is larger than 64 KB, which no settings file is")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        zh, en = "不是 UTF-8 编码，请另存为 UTF-8", "is not in UTF-8; save it as UTF-8"
        raise _fault(source, zh, en) from fault


def _parsed(text: str, faults: Faults) -> Mapping[str, Any]:
    """The tables of the file; figures as decimals."""
    import re  # noqa: PLC0415  loaded with tomllib
    import tomllib  # noqa: PLC0415  only where a settings file was found

    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as fault:
        where = re.search(r"line (\d+)", str(fault))
        line = int(where[1]) if where else text.count("\n") + 1
        why = str(fault).partition(" (at ")[0]
        zh = f"不合 TOML 的写法（{why}）；请核对半角引号、等号和方括号"
        faults.add(line, zh, f"is not TOML ({why}); check quotes, equal signs and brackets")
        return {}


class _Reader:
    """Turns the tables of a settings file into a policy."""

    __slots__ = ("_faults", "_rules")

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._rules: Mapping[str, Rule] = {rule.code: rule for rule in rules()}

    def policy(self, data: Mapping[str, Any]) -> Policy:
        """The policy as far as it can be read."""
        self._known(data, _TABLES)
        own = self._table(data, "xlplugin")
        self._known(own, _OWN, "xlplugin")
        disabled = self._table(data, "disabled")
        reasons = {
            code: self._reason(code, reason) for code, reason in disabled.items() if self._rule(code, "disabled")
        }
        weighed = self._table(data, "severity")
        severities = {code: self._weighed(code, weighed, disabled) for code in weighed if self._rule(code, "severity")}
        return Policy(self._profile(own), reasons, severities, self._tolerance(own))

    def _known(self, data: Mapping[str, Any], known: Collection[str], *table: str) -> None:
        for key in data:
            if key not in known:
                zh, en = near(key, known)
                self._faults.add((*table, key), f"不认识的键 {key}{zh}", f"unknown key {key}{en}")

    def _table(self, data: Mapping[str, Any], *where: str) -> Mapping[str, Any]:
        value = data.get(where[-1], {})
        if isinstance(value, dict):
            return value
        self._faults.add(where, f"{where[-1]} 应为一节，写成 [{'.'.join(where)}]", f"{where[-1]} must be a table")
        return {}

    def _rule(self, code: str, table: str) -> bool:
        """Whether there is such a rule."""
        if code in self._rules:
            return True
        named = {rule.name: rule.code for rule in self._rules.values()}
        plain = squeeze(code).upper()
        plain = plain[:1] + plain[1:].translate(_LOOKALIKES)
        zh, en = near(named.get(code, plain), self._rules)
        zh, en = zh or "（全部编号见 xlplugin rules）", en or " (xlplugin rules lists them all)"
        self._faults.add((table, code), f"没有编号为 {code} 的规则{zh}", f"no rule {code}{en}")
        return False

    def _reason(self, code: str, reason: object) -> str:
        text = self._words(reason)
        if not text:
            zh, en = f"停用 {code} 要写明理由（加引号的文字）", f"{code} is left out without a written reason"
            self._faults.add(("disabled", code), zh, en)
        return text

    def _weighed(self, code: str, table: Mapping[str, Any], disabled: Collection[str]) -> Weighed:
        where: Where = ("severity", code)
        entry = self._table(table, *where) if isinstance(table[code], dict) else {"to": table[code]}
        self._known(entry, _WEIGHED, *where)
        if code in disabled:
            self._faults.add(where, f"{code} 已停用，不能再改性质", f"{code} is left out and cannot be weighed too")
        if self._rules[code].preview:
            zh, en = f"{code} 是试行规则，只作提示", f"{code} is a preview rule and only advises"
            self._faults.add(where, zh, en)
        return Weighed(self._severity(code, entry), self._basis(code, entry))

    def _severity(self, code: str, entry: Mapping[str, Any]) -> str:
        to = entry.get("to")
        if isinstance(to, str) and to in SEVERITIES:
            return to
        known = "、".join(SEVERITIES)
        zh, en = f"{code} 的 to 应为 {known} 之一", f"{code}: to must be one of {', '.join(SEVERITIES)}"
        self._faults.add(("severity", code, "to"), zh, en)
        return SEVERITIES[-1]

    def _basis(self, code: str, entry: Mapping[str, Any]) -> Basis:
        told = {key: self._words(entry[key]) for key in _WEIGHED[1:] if key in entry}
        if not told.get("document"):
            zh = f'改变 {code} 的性质要写明依据：document = "文件名称和文号"'
            en = f'{code} is weighed without its basis: document = "title and number"'
            self._faults.add(("severity", code, "document"), zh, en)
        if "clause" in told and not told["clause"]:
            self._faults.add(("severity", code, "clause"), f"{code} 的 clause 应为文字", f"{code}: clause must be text")
        if "url" in told and not told["url"].startswith(("https://", "http://")):
            zh, en = f"{code} 的 url 应以 https:// 开头", f"{code}: url must start with https://"
            self._faults.add(("severity", code, "url"), zh, en)
        return Basis(told.get("document", ""), told.get("clause"), told.get("url"))

    def _words(self, value: object) -> str:
        """A text on one line; empty where it is none or says nothing (……, —)."""
        text = " ".join(value.split()) if isinstance(value, str) else ""
        return text if any(map(str.isalnum, text)) else ""

    def _profile(self, own: Mapping[str, Any]) -> str | None:
        name = own.get("profile")
        if name is None:
            return None
        known = [profile.name for profile in scoring.profiles()]
        if isinstance(name, str) and name in known:
            return name
        zh, en = near(str(name), known)
        zh = zh or f"（可用：{'、'.join(known)}）"
        en = en or f" (known: {', '.join(known)})"
        self._faults.add(("xlplugin", "profile"), f"没有名为 {name} 的计分规则{zh}", f"no scoring profile {name}{en}")
        return None

    def _tolerance(self, own: Mapping[str, Any]) -> Decimal | None:
        value = own.get("tolerance")
        if value is None:
            return None
        text = str(value) if isinstance(value, (str, int, Decimal)) and value is not True else ""
        if text.isascii() and text.replace(".", "", 1).isdigit() and Decimal(text) > 0:
            return Decimal(text)
        zh, en = f'tolerance 应为大于0的小数，如 "0.05"：{value}', f"tolerance must be a decimal above 0: {value}"
        self._faults.add(("xlplugin", "tolerance"), zh, en)
        return None
