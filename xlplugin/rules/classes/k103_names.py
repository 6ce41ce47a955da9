"""K103: classes of indicators are called by their usual names and stand where they belong."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model import ADVICE, CUSTOM, Fault, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.texts import standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Group, Settings

__all__ = ["named"]

_CLASSES = {
    "产出": ("数量", "质量", "时效", "成本"),
    "效益": ("经济效益", "社会效益", "生态效益", "可持续影响"),
    "满意度": ("服务对象满意度",),
    "成本": ("经济成本", "社会成本", "生态环境成本"),
}
_HINTS = {
    "可持续": "可持续影响指标",
    "持续": "可持续影响指标",
    "生态": "生态效益指标",
    "环境": "生态效益指标",
    "经济": "经济效益指标",
    "社会": "社会效益指标",
    "满意": "服务对象满意度指标",
    "时间": "时效指标",
    "进度": "时效指标",
}
_NUMBERING = "一二三四五六七八九十0123456789.、()"


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    """A class without its numbering, the words 指标 and what stands in parentheses: （一）数量指标(20分) is 数量."""
    plain = squeeze(name).lstrip(_NUMBERING).partition("(")[0]
    return plain.rstrip(":").removesuffix("指标")


def _whole(bare: str) -> str:
    """产出数量 and 项目产出 are the same as 数量 and 产出."""
    for head in ("项目", "产出"):
        if bare.startswith(head) and len(bare) > len(head):
            return bare[len(head) :]
    return bare


def _home(bare: str) -> str:
    """The first-level class that a second-level name belongs to, empty where it is not in the list."""
    return next((first for first, seconds in _CLASSES.items() if bare in seconds), "")


def _usual(bare: str, first: str) -> str:
    """What the class is usually called."""
    hint = next((usual for word, usual in _HINTS.items() if word in bare), "")
    if hint and (not first or hint.removesuffix("指标") in _CLASSES.get(first, ())):
        return hint
    return "、".join(f"{name}指标" for name in _CLASSES.get(first, _CLASSES))


def _wrong(group: Group, first: str, settings: Settings) -> tuple[str, str] | None:
    """What is wrong with a class under a first-level one (empty for a first-level class), as variant and advice."""
    bare = _whole(_bare(group.name))
    known = bare in _CLASSES or bool(_home(bare)) or bare in settings.words("accepted")
    if group.depth == 1:
        known = known or "满意" in bare or any(word in bare for word in settings.words("beside"))
        return None if known else ("", _usual(bare, ""))
    if "满意" in bare or "满意" in first:
        general = bare in _CLASSES or any(word in bare for word in settings.words("anybody"))
        return None if general else ("", _usual(bare, "满意度"))
    if not known:
        return "", _usual(bare, first)
    home = _home(bare)
    misplaced = first in _CLASSES and home not in {"", first} and not (first == "产出" and "成本" in bare)
    return ("class", f"{home}指标") if misplaced else None


def _framework(form: Form, settings: Settings) -> bool:
    """Whether the form is arranged by 产出, 效益, 满意度 and not by a framework of its own (投入, 过程, 效果)."""
    firsts = set(map(_bare, {row.level1 for row in form.indicators}))
    if len(firsts & _CLASSES.keys()) < 2 or all(row.target is None for row in form.indicators):  # noqa: PLR2004  产出 and 效益
        return False
    return not standing(settings.words("own"), firsts)


@rule(
    "K103",
    "classes.names",
    title="指标类别的名称",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "“{stated}”不是通用的指标类别名称，通常写作{expected}。名称不一，汇总时归不了类，建议改用通用名称。",
        "en": "“{stated}” is not among the usual classes of indicators; usual is {expected}. "
        "Better use the usual name, or the figures cannot be summed by class.",
        "zh.class": "“{stated}”列在“{_一级}”下，通常属于{expected}。请核对类别。",
        "en.class": "“{stated}” stands under “{_一级}” but usually belongs to {expected}. Check the class.",
    },
    settings={
        "own": (
            "投入",
            "过程",
            "决策",
            "效果",
            "管理",
            "履职",
            "职责",
            "完成",
            "运行",
            "发展能力",
            "任务",
            "能力建设",
        ),
        "beside": ("执行", "资金", "预算", "加分", "扣分", "附加", "其他"),
        "accepted": ("生态环境效益", "环境效益", "可持续影响力", "可持续性影响", "其他", "时效性"),
        "anybody": ("服务对象", "社会公众", "公众", "群众", "受益", "社会满意"),
    },
)
def named(form: Form, settings: Settings) -> Iterator[Fault]:
    """Advise on unusual and misplaced classes of forms arranged by 产出, 效益, 满意度, 成本."""
    if not _framework(form, settings):
        return
    for group in form.groups:
        row = form.indicators[group.members[0]] if group.members else None
        if row is None or group.name not in {row.level1, row.level2} or group.place == row.place:
            continue
        if group.depth > 1 and group.name == row.level1:
            continue
        found = _wrong(group, _bare(row.level1) if group.depth > 1 else "", settings)
        if found:
            variant, usual = found
            values = {"_一级": row.level1}
            subject = f"{row.level1}|{group.name}"
            yield Fault(group.place, group.name, usual, values, variant=variant, subject=subject)
