"""Qualitative levels on small ordered scales: 优良中差, 高较高一般低, 全面完成 … 未完成."""

from __future__ import annotations

from xlplugin.quantity.text import squeeze
from xlplugin.record import record

__all__ = ["Level", "level"]


@record
class Level:
    """A step of a scale: ``rank`` 0 is the best of ``ranks``; ``word`` is what is written."""

    scale: str
    rank: int
    ranks: int
    word: str


_SCALES = {
    "完成": (
        "全面完成 圆满完成 全部完成 按期完成 如期完成 按时完成 已完成 完成",
        "基本完成",
        "部分完成 未全面完成 未全部完成 正在推进 进行中",
        "未完成 没有完成 尚未完成 未按期完成 未按时完成 未开展 未实施 未支付",
    ),
    "达成": (
        "全面达成 达成 达到预期 达到了预期 达标 实现预期",
        "基本达成 基本达到预期 基本达标",
        "部分达成 部分达到预期",
        "未达成 未达到预期 未达标 没有达到预期",
    ),
    "优良": ("优秀 优", "良好 良", "中等 中 合格", "较差 低", "差 不合格"),
    "高低": ("高", "较高", "一般 中等", "较低", "低"),
    "强弱": ("强", "较强", "一般 中等", "较弱", "弱"),
    "好坏": ("好", "较好", "一般 中等", "较差", "差"),
    "成效": (
        "显著提升 明显提升 大幅提升 大幅度提升 显著改善 明显改善 显著提高 明显提高 显著增强 明显增强 显著 明显",
        "有效提升 有效改善 持续提升 持续改善 较明显 较显著",
        "有所提升 有所改善 有所提高 提升 改善 提高 增强 一般",
        "不明显 不显著 无明显 没有改善 未改善",
    ),
    "持续": ("长期有效 持续有效 长期 长效 可持续 持续", "中期", "短期 不可持续"),
    "健全": (
        "健全 完善",
        "基本健全 基本完善 较健全 较完善",
        "部分健全 不够健全 不够完善",
        "不健全 不完善 未健全 未完善",
    ),
}
"""Per scale its words from the best step down."""

_WORDS = sorted(
    ((word, name, rank) for name, steps in _SCALES.items() for rank, step in enumerate(steps) for word in step.split()),
    key=lambda one: -len(one[0]),
)
_WHOLE = {word: (name, rank) for word, name, rank in reversed(_WORDS)}
_MOST = 200
"""Clauses of a text in which a level is looked for."""

_MENUS = ("优良中低差", "优良中差", "高中低", "强中弱", "好中差", "优/良/中/差")
"""A printed choice of levels is no level."""

_LEADS = ("达到", "为", ":", "评价", "等级", "程度", "定性", "=")
_NOUNS = tuple("率值度情时数量额比性")
"""完成率, 完成情况 and 完成时限 name an indicator and say nothing about it."""

_DENIALS = ("不", "未", "没有", "尚未", "无")


def _said(plain: str, word: str) -> bool:
    """Whether a text says a word as its level, not inside another word and not denied."""
    at = plain.find(word)
    while at >= 0:
        end = at + len(word)
        if not plain.startswith(_NOUNS, end) and not plain[:at].endswith(_DENIALS):
            return len(word) > 1 or (plain[:at].endswith(_LEADS) and end == len(plain))
        at = plain.find(word, end)
    return False


def level(text: str) -> Level | None:
    """The qualitative level that a text states, None where it states none; never raises.

    ``全面完成，网站运行良好`` is the best step of 完成; ``完善性达到优`` the best of 优良; a printed choice
    (``优良中低差``) is None. The first clause that states a level counts, in it the longest wording.
    """
    plain = squeeze(text).strip("。.;,!").removeprefix("定性")
    if plain in _WHOLE:
        name, rank = _WHOLE[plain]
        return Level(name, rank, len(_SCALES[name]), plain)
    if plain.startswith(_MENUS):
        return None
    for clause in plain.replace(";", ",").replace("。", ",").split(",", _MOST)[:_MOST]:
        for word, name, rank in _WORDS:
            if _said(clause, word):
                return Level(name, rank, len(_SCALES[name]), word)
    return None
