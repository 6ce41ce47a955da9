"""K101: an indicator under 满意度 measures satisfaction."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.satisfaction import has_figure, in_class, where_named
from xlplugin.rules.texts import standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["measured"]


def _shown(entry: Traced | None) -> str:
    """An entry with the unit that may stand in a column of its own."""
    if entry is None or entry.is_blank:
        return ""
    unit = entry.quantity.unit if entry.quantity else ""
    return entry.raw.strip() + (unit if entry.value is not None and not entry.percent else "")


def _wrong(row: Indicator, plain: str, words: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """What is wrong with a row, as variant and the word that shows it; None where it measures satisfaction.

    People who complain (信访群众 ≥90%) may well be asked whether they are satisfied: what counts something is
    blamed only where the target is no percentage.
    """
    target = row.target
    counted = has_figure(target) or has_figure(row.actual)
    if any(word in plain for word in words["measures"]):
        return ("words", "") if target and not target.is_blank and not counted else None
    share = target is not None and (target.percent or (target.quantity is not None and target.quantity.unit == "%"))
    others = words["rates"] if share else (*words["rates"], *words["counts"])
    other = next((word for word in others if word in plain), None)
    if other:
        at = plain.find(other)
        return "", plain[max(at - 2, 0) : at + 1] if other == "率" else other
    silent = counted or target is None or not (_shown(target) or _shown(row.actual))
    return None if silent else ("people", "")


@rule(
    "K101",
    "classes.satisfaction",
    title="满意度指标测的不是满意度",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{stated}”列在“{_类别}”下，写的却是“{_字样}”（指标值“{指标值}”，完成值“{完成值}”），"
        "看不出服务对象是否满意。请改用满意率并说明调查方式和有效样本，或说明理由。",
        "en": "“{stated}” stands under “{_类别}” but is about “{_字样}” (target “{指标值}”, result “{完成值}”), "
        "not about how satisfied anybody is. Use a satisfaction rate with its survey, or give the reason.",
        "zh.people": "“{_类别}”下的“{stated}”没有写满意率，完成值“{完成值}”也不是数字。"
        "请写明哪些人的满意度、要求达到多少、调查结果是多少。",
        "en.people": "“{stated}” under “{_类别}” states no satisfaction rate, and the result “{完成值}” is no figure. "
        "State whose satisfaction, the rate aimed at and the rate found.",
        "zh.words": "“{stated}”的指标值“{指标值}”和完成值“{完成值}”都不是数字。"
        "满意度宜写成满意率（如≥90%），并说明调查方式和有效样本。",
        "en.words": "Neither the target “{指标值}” nor the result “{完成值}” of “{stated}” is a figure. "
        "Better state a satisfaction rate (≥90%) with its survey.",
    },
    settings={
        "measures": (
            "满意",
            "好评",
            "差评",
            "认可",
            "认同",
            "评价",
            "评议",
            "测评",
            "评分",
            "获得感",
            "幸福感",
            "安全感",
            "归属感",
            "信任",
            "支持率",
            "赞成",
            "口碑",
            "体验",
            "推荐",
        ),
        "rates": ("知晓", "知悉", "覆盖", "率"),
        "counts": (
            "投诉",
            "信访",
            "上访",
            "举报",
            "反馈",
            "纠纷",
            "事故",
            "事件",
            "案件",
            "次数",
            "人次",
            "件数",
            "起数",
            "发生数",
            "人数",
            "户数",
            "数量",
            "天数",
            "时长",
            "金额",
        ),
    },
)
def measured(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask about rows under 满意度 that measure something else, name only people, or state no figure at all."""
    rows = [(row, squeeze(row.name) + squeeze(_shown(row.target))) for row in form.indicators if in_class(row)]
    texts = [text for _, text in rows]
    words = {kind: standing(settings.words(kind), texts) for kind in ("measures", "rates", "counts")} if rows else {}
    for row, text in rows:
        place = where_named(row)
        wrong = _wrong(row, text, words) if place else None
        if place is None or wrong is None:
            continue
        variant, word = wrong
        shown, result = row.called.strip(), _shown(row.actual)
        values = {"指标值": _shown(row.target) or "未填", "完成值": result or "未填"}
        values |= {"_字样": word, "_类别": row.level2 or row.level1}
        related = (Related(row.actual.place, row.actual.raw),) if row.actual and result else ()
        severity = ADVICE if variant == "words" else None
        yield Fault(place, shown, None, values, related, severity, variant, subject=f"{row.level1}|{shown}")
