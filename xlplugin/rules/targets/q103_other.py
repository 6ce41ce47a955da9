"""Q103: a result answers what its indicator asks."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import read_all, squeeze
from xlplugin.rules.results import results
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import figures, listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced
    from xlplugin.quantity import Quantity

__all__ = ["other"]

_NO_COUNT = ("%", "‰", "元", "分", "年", "月", "季度", "天", "日", "周", "小时", "分钟", "秒", "点", "倍", "级", "名次")
"""Units that may well measure a quality: a rate, a price, a time."""


def _qualities(text: str) -> tuple[str, ...]:
    """What a target asks about, as words before 性 and 率: 合法 and 准确 of 合法性、准确性."""
    return tuple(text[at - 2 : at] for at, letter in enumerate(text) if at > 1 and letter in "性率")


def _is_count(quantity: Quantity) -> bool:
    return bool(quantity.unit) and not quantity.unit.endswith(_NO_COUNT) and "/" not in quantity.unit


def _pairs(text: str, settings: Settings) -> set[str]:
    """The pairs of letters of a text that may name a thing: 信息, 简报; not 完成."""
    plain = squeeze(text)
    for word in settings.words("idle"):
        plain = plain.replace(word, " ")
    return {
        plain[at : at + 2]
        for at in range(len(plain) - 1)
        if all("一" <= letter <= "龥" for letter in plain[at : at + 2])
    }


def _sister(form: Form, row: Indicator, counted: Quantity, settings: Settings) -> tuple[Traced, Quantity] | None:
    """The result of another row that counts the same thing in the same unit and has another figure."""
    assert row.actual is not None  # noqa: S101  the caller looked
    named = _pairs(row.actual.raw.replace(counted.unit, ""), settings)
    for other in form.indicators:
        if other is row or other.actual is None or other.actual.is_blank:
            continue
        for quantity in figures(other.actual.raw):
            same = quantity.unit == counted.unit and quantity.value != counted.value
            if same and named & _pairs(other.actual.raw.replace(counted.unit, ""), settings):
                return other.actual, quantity
    return None


def _spelled(quantity: Quantity) -> str:
    """A count as a message shows it, the 余 of 8万余条 included."""
    unit = quantity.unit
    if not quantity.approximate:
        return f"{quantity.value}{unit}"
    return f"{quantity.value}{unit[0]}余{unit[1:]}" if len(unit) > 1 else f"{quantity.value}余{unit}"


@rule(
    "Q103",
    "targets.other",
    title="完成值答非所问",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "指标值“{_目标}”考核的是{_考核}，完成值只有数量“{stated}”，没有回答是否做到。"
        "请填写该指标自身的完成情况（如抽查合格率、差错数）。",
        "en": "The target “{_目标}” is about {_考核}; its result only counts something (“{stated}”) and does not "
        "answer it. State what was achieved in this respect, such as a rate found by sampling.",
        "zh.sister": "指标值“{_目标}”考核的是{_考核}，完成值只有数量“{stated}”，没有回答是否做到；"
        "本表另一行填的是“{另一行}”。请填写该指标自身的完成情况，并核实两处数量。",
        "en.sister": "The target “{_目标}” is about {_考核}; its result only counts something (“{stated}”) and does "
        "not answer it; another row of this form counts “{另一行}”. State what was achieved in this respect, and "
        "check both counts.",
    },
    settings={
        "idle": listed("完成 全面 全年 开展 组织 举办 累计 共计 其中 各类 相关 工作 年度 实现 进行 及时"),
        "events": listed("故障 事故 投诉 差错 错误 失误 问题 违规 违纪 案件 零 无 未 没有 退回 返工"),
    },
)
def other(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask about results that only count something where the target asks for a quality without a figure."""
    for row, target, actual in results(form):
        text = squeeze(target.raw)
        if not ("性" in text or "率" in text) or read_all(target.raw) or actual.state != "text":
            continue
        result, asked = squeeze(actual.raw), _qualities(text)
        if any(word in result for word in (*asked, *settings.words("events"))):
            continue
        counted = figures(actual.raw)
        if not counted or not asked or not all(map(_is_count, counted)):
            continue
        yield _fault(form, row, counted[0], asked, settings)


def _fault(form: Form, row: Indicator, counted: Quantity, asked: tuple[str, ...], settings: Settings) -> Fault:
    target, actual = row.target, row.actual
    assert target is not None  # noqa: S101  the caller looked
    assert actual is not None  # noqa: S101  the caller looked
    text = squeeze(target.raw)
    values = {"_目标": shown(target.raw), "_考核": "、".join(word + text[text.index(word) + 2] for word in asked)}
    related = [Related(target.place, target.raw.strip())]
    sister = _sister(form, row, counted, settings)
    if sister:
        values["另一行"] = _spelled(sister[1])
        related.append(Related(sister[0].place, sister[0].raw.strip()))
    variant = "sister" if sister else ""
    return Fault(
        actual.place, _spelled(counted), None, values, tuple(related), variant=variant, subject=of_row(form, row)
    )
