"""From the parsed TOML of a profile to a Profile, with every fault of the file reported at once."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from xlplugin.errors import DefinitionError, UsageError
from xlplugin.model import Basis, Scale
from xlplugin.scoring.profile import KINDS, STATUSES, Grading, Policy, Profile, Term
from xlplugin.scoring.settings import Band, Settings, Tier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

__all__ = ["method_faults", "profile_from"]

_TEXTS = ("title", "jurisdiction", "year", "status")
_KEYS = {*_TEXTS, "editions", "basis", "policies", "scales", "terms"}
_POLICY_KEYS = {"method", "others", "status", "basis", "weight", "base", "numbers", "bands", "tiers"}
_BASES = ("", "initial", "adjusted", "received")


class _Reader:
    """Reads values and collects what is wrong with them."""

    __slots__ = ("faults", "own")

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.own = Basis("")

    def text(self, data: Mapping[str, Any], key: str, where: str = "") -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            self.faults.append(f"{where}{key} 应为文字")
            return ""
        return value

    def texts(self, data: Mapping[str, Any], key: str, where: str = "") -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.faults.append(f"{where}{key} 应为文字列表")
            return ()
        return tuple(value)

    def number(self, value: object, where: str) -> Decimal:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.faults.append(f"{where} 不是数：{value!r}")
            return Decimal(0)
        return number

    def status(self, data: Mapping[str, Any], where: str = "") -> str:
        status = self.text(data, "status", where)
        if status not in STATUSES:
            self.faults.append(f"{where}status 应为 {'、'.join(STATUSES)} 之一")
        return status

    def basis(self, data: Mapping[str, Any], where: str = "") -> Basis:
        """The basis of a part, the profile's own where it names none."""
        value = data.get("basis", {"document": self.own.document})
        if not isinstance(value, dict) or not value.get("document"):
            self.faults.append(f"{where}basis 缺少依据 document")
            return Basis("")
        return Basis(str(value["document"]), value.get("clause"), value.get("url"))

    def unknown(self, data: Mapping[str, Any], known: set[str], where: str = "") -> None:
        self.faults += [f"{where}不认识的键 {key}" for key in data if key not in known]

    def band(self, data: Mapping[str, Any], where: str) -> Band:
        low, high = self.number(data.get("low"), f"{where}low"), self.number(data.get("high"), f"{where}high")
        if not 0 <= low <= high <= 100:  # noqa: PLR2004  per cent of the weight
            self.faults.append(f"{where}low、high 应在0至100之间，且low不大于high")
        return Band(self.text(data, "name", where), low, high, self.texts(data, "words", where))

    def settings(self, data: Mapping[str, Any], where: str) -> Settings:
        numbers = {key: self.number(value, f"{where}numbers.{key}") for key, value in data.get("numbers", {}).items()}
        bands = tuple(self.band(band, f"{where}bands[{at}].") for at, band in enumerate(data.get("bands", [])))
        tiers = tuple(
            Tier(self.number(pair[0], f"{where}tiers"), self.number(pair[1], f"{where}tiers"))
            for pair in data.get("tiers", [])
        )
        for name, order in (("tiers", [tier.bound for tier in tiers]), ("bands", [band.high for band in bands])):
            if order != sorted(order, reverse=True):
                self.faults.append(f"{where}{name} 应从高到低排列")
        return Settings(numbers, bands, tiers)

    def policy(self, kind: str, data: Mapping[str, Any]) -> Policy:
        where = f"policies.{kind}."
        if kind not in KINDS:
            self.faults.append(f"{where}：应为 {'、'.join(KINDS)} 之一")
        self.unknown(data, _POLICY_KEYS, where)
        if not data.get("method"):
            self.faults.append(f"{where}method 缺失")
        if data.get("base", "") not in _BASES:
            self.faults.append(f"{where}base 应为 {'、'.join(_BASES[1:])} 之一")
        return Policy(
            self.text(data, "method", where),
            self.basis(data, where),
            self.status(data, where),
            self.texts(data, "others", where),
            self.settings(data, where),
            self.number(data["weight"], f"{where}weight") if "weight" in data else None,
            self.text(data, "base", where),
        )

    def policies(self, data: Mapping[str, Any]) -> dict[str, Policy]:
        """All policies; the figure from which a result is far above its target goes to those of ≥ and ＝."""
        over = data.get("terms", {}).get("over", {}).get("value")
        found: dict[str, Policy] = {}
        for kind, policy in data.get("policies", {}).items():
            shared = {"over": over} if over and kind in {"at_least", "equal"} else {}
            found[kind] = self.policy(kind, {**policy, "numbers": {**shared, **policy.get("numbers", {})}})
        return found

    def grading(self, data: Mapping[str, Any], at: int) -> Grading:
        where = f"scales[{at}]."
        bounds = tuple(
            (name, self.number(bound, f"{where}bounds.{name}")) for name, bound in data.get("bounds", {}).items()
        )
        if not bounds or list(bounds) != sorted(bounds, key=lambda pair: -pair[1]):
            self.faults.append(f"{where}bounds 应从高到低列出等级与下限")
        return Grading(Scale(bounds, self.basis(data, where)), self.status(data, where))

    def term(self, name: str, data: Mapping[str, Any]) -> Term:
        where = f"terms.{name}."
        return Term(self.text(data, "value", where), self.basis(data, where), self.status(data, where))


def profile_from(name: str, data: Mapping[str, Any]) -> Profile:
    """Turn parsed TOML into a Profile; DefinitionError lists every fault of its figures, texts and bounds."""
    read = _Reader()
    read.unknown(data, _KEYS)
    read.faults += [f"{key} 缺失" for key in _TEXTS if not data.get(key)]
    read.own = read.basis(data)
    result = Profile(
        name=name,
        title=read.text(data, "title"),
        jurisdiction=read.text(data, "jurisdiction"),
        year=read.text(data, "year"),
        basis=read.own,
        status=read.status(data),
        editions=read.texts(data, "editions"),
        policies=read.policies(data),
        scales=tuple(read.grading(scale, at) for at, scale in enumerate(data.get("scales", []))),
        terms={key: read.term(key, term) for key, term in data.get("terms", {}).items()},
    )
    if read.faults:
        raise DefinitionError(name, read.faults)
    return result


def _faults_of(kind: str, policy: Policy) -> Iterator[str]:
    from xlplugin.scoring.method import named  # noqa: PLC0415  loads the methods, which a cached profile need not

    for name in (policy.method, *policy.others):
        try:
            found = named(name)
        except UsageError:
            yield f"policies.{kind}：没有名为 {name} 的计分方法"
            continue
        needs = () if kind == "deduction" else found.needs
        yield from (f"policies.{kind}：{name} 缺少 {need}" for need in needs if not policy.settings.has(need))


def method_faults(profile: Profile) -> list[str]:
    """What is wrong with the methods that a profile names: unknown ones, and settings that they need.

    Steps of a deduction are printed in the sentence, not in the profile.
    """
    return [fault for kind, policy in profile.policies.items() for fault in _faults_of(kind, policy)]
