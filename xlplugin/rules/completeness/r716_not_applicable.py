"""R716: what does not apply is treated alike within one form."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, same
from xlplugin.rules.scores import rated
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Settings, Traced

    Case = tuple[Indicator, Traced, Decimal, Decimal, str]

__all__ = ["alike"]


def _denies(text: str) -> bool:
    """Whether a text may say that something does not apply: without one of these letters none does."""
    return "不" in text or "未" in text or "无" in text or "没" in text


def _ground(row: Indicator, words: tuple[str, ...], faults: tuple[str, ...]) -> str:
    """The words by which a row is said not to apply, in its reason or its result; empty where it is not."""
    for entry in (row.reason, row.actual):
        if entry is None or not _denies(entry.raw) or entry.is_blank:
            continue
        text = squeeze(entry.raw)
        if any(word in text for word in words) and not any(word in text for word in faults):
            return text.strip("。.,;!")
    return ""


def _cases(form: Form, settings: Settings) -> Iterator[Case]:
    """The rows that do not apply, with their points, weight and ground."""
    words, faults = settings.words("words"), settings.words("faults")
    for row, _, entry, weight, points in rated(form):
        ground = _ground(row, words, faults) if weight > 0 and not row.bonus else ""
        if ground:
            yield row, entry, points, weight, ground


def _treated(points: Decimal, weight: Decimal) -> str:
    if same(points, weight):
        return "满分"
    return "零分" if points <= 0 else "部分得分"


@rule(
    "R716",
    "reasons.not-applicable",
    title="不适用项处理一致",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{_指标}”以“{_理由}”为由得{stated}分（分值{分值}），同一理由的其他{同类}项（{_其他}）给的是{通常}。"
        "不适用的项目在一张表里应当同样处理，请统一或说明理由。",
        "en": "“{_指标}” earns {stated} of {分值} because “{_理由}”; {同类} item(s) on that ground ({_其他}) were "
        "given {通常}. What does not apply is treated alike within one form; make it so or say why.",
    },
    settings={
        "words": (
            "不适用",
            "不涉及",
            "未涉及",
            "无此项",
            "没有此项",
            "无该项",
            "没有该项",
            "无相关业务",
            "无相关项目",
            "无相关工作",
            "无下属",
            "没有下属",
            "无所属单位",
            "无二级",
            "没有二级",
            "无楼堂馆所",
        ),
        "faults": ("违", "问题", "投诉", "举报", "处罚", "浪费", "截留", "挪用", "风险"),
    },
)
def alike(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame the rows treated otherwise than most of those that do not apply; of equal numbers, those that lost."""
    cases = list(_cases(form, settings))
    treated = [_treated(points, weight) for _, _, points, weight, _ in cases]
    if len(set(treated)) < 2:  # noqa: PLR2004  two treatments make a difference
        return
    usual = max(("满分", "零分", "部分得分"), key=treated.count)
    likewise = [case for case, treatment in zip(cases, treated, strict=True) if treatment == usual]
    named = "、".join(row.called for row, *_ in likewise)
    related = tuple(Related(entry.place, entry.raw.strip()) for _, entry, *_ in likewise)
    for (row, entry, points, weight, ground), treatment in zip(cases, treated, strict=True):
        if treatment == usual:
            continue
        values = {
            "_指标": row.called,
            "_理由": ground,
            "分值": plain(weight),
            "同类": str(len(likewise)),
            "_其他": named,
            "通常": usual,
        }
        yield Fault(entry.place, plain(points), None, values, related, subject=of_row(form, row))
