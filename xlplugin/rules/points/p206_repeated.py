"""P206: a score stated outside the table is the score of the table."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from xlplugin.model import ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, same, shown_sum, value_of
from xlplugin.rules.scores import execution, header, points_of, weights_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Passage, Settings, Traced

__all__ = ["repeated"]

_NONE, _EXECUTION, _FULL = Decimal(0), Decimal(10), Decimal(100)


@cache
def _named() -> re.Pattern[str]:
    """A score with the words that name it: 自评得分95.1分, 总分为98; not 得分≥90, 得分90分以上, 满意度得分9.5分."""
    return re.compile(
        r"(?:自评总分|自评得?分|综合得?分|总得分|总分|总评分|最终得分|评价得分|合计得分|得分合计"
        r"|(?:^|[,。;:、]|项目|部门|单位|整体)得分)"
        r"[^0-9,。;≥≤<>]{0,6}(?<![0-9.])([0-9]{1,3}(?:\.[0-9]+)?)(?![0-9.%])(?!分?(?:以上|以下|\(含|[-~—至到]))"
    )


@cache
def _any() -> re.Pattern[str]:
    """Any number of points, spelled out or not; 十分 alone only means very."""
    return re.compile(r"[0-9]分(?!钟)|[一二三四五六七八九]十?分(?![之类别])")


def _told(entry: Traced) -> set[Decimal]:
    """The scores that an entry may mean as the total; 总分100分 beside another is the full mark."""
    if entry.value is not None:
        return {entry.value}
    text = squeeze(entry.raw).replace("满分", "")
    alone = text.rstrip("。.").removesuffix("分")
    if alone.isascii() and alone.replace(".", "", 1).isdigit():
        return {Decimal(alone)}
    named = {Decimal(found.group(1)) for found in _named().finditer(text)}
    return named - {_FULL} or named


def _is_total(form: Form, stated: Decimal) -> bool:
    """Whether a score is that of the form: its total or Σ of its rows, with execution or without.

    Where no points of execution are filled in, what the rows leave of 100 may be its share.
    """
    carried = sum((entry.value for entry in execution(form, "points") if entry.value is not None), _NONE)
    rows, total = points_of(form), value_of(form.total.points) if form.total else None
    found = ([] if total is None else [total]) + ([] if rows is None else [sum(rows, _NONE)])
    if any(same(stated, known) or same(stated, known + carried) for known in found):
        return True
    weights = weights_of(form)
    left = _NONE if carried else _FULL - sum(weights, _NONE) if weights else _EXECUTION
    return any(known < stated <= known + left for known in found)


def _head(form: Form) -> Fault | None:
    """The score in the head of the form (自评得分) against its total."""
    entry, total = form.identity.get("score"), form.total.points if form.total else None
    stated = value_of(entry)
    if entry is None or stated is None or total is None or total.value is None or _is_total(form, stated):
        return None
    values = {"_栏目": "自评得分"}
    related = (Related(total.place, total.raw.strip()),)
    return Fault(entry.place, plain(stated), plain(total.value), values, related, subject="head")


def _above(form: Form, entry: Traced, stated: Decimal) -> Fault | None:
    """A stated score above all that the weights of the form can give, where no points are filled in."""
    weights = weights_of(form)
    if weights is None or any(row.bonus for row in form.indicators):
        return None
    parts = weights + tuple(one.value for one in execution(form, "weight") if one.value is not None)
    most = sum(parts, _NONE)
    if stated <= most:
        return None
    printed = form.total.weight if form.total else None
    related = (Related(printed.place if printed else header(form, "weight"), plain(most)),)
    values = {"算式": shown_sum(parts, "分值")}
    return Fault(entry.place, plain(stated), plain(most), values, related, EXPLAIN, "above", "conclusion")


def _conclusion(form: Form, passage: Passage, settings: Settings) -> Fault | None:
    """The score in a conclusion against the total; where the edition wants one there, its absence."""
    entry, total = passage.entry, form.total.points if form.total else None
    told = _told(entry)
    if not told and "conclusion" in settings.values and not _any().search(squeeze(entry.raw)):
        return Fault(entry.place, severity=EXPLAIN, variant="unstated", subject="conclusion")
    if len(told) != 1:
        return None
    (stated,) = told
    if total is None or total.value is None:
        return _above(form, entry, stated)
    if _is_total(form, stated):
        return None
    values = {"_栏目": passage.label}
    related = (Related(total.place, total.raw.strip()),)
    return Fault(entry.place, plain(stated), plain(total.value), values, related, subject="conclusion")


@rule(
    "P206",
    "points.repeated",
    title="表头和结论中的得分",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_栏目}”写的是{stated}分，本表合计得分为{expected}分。同一得分前后应当一致，请更正。",
        "en": "“{_栏目}” says {stated}, the total of the form is {expected}. One score is stated two ways; correct it.",
        "zh.above": "结论写的得分是{stated}分，本表得分没有填写，各项分值（含预算执行）合计只有{expected}分（{算式}）。"
        "请填写各项得分，并核实分值和总分。",
        "en.above": "The conclusion states a score of {stated}; no points are filled in, and all weights together, "
        "execution included, make only {expected} ({算式}). Fill in the points and check weights and score.",
        "zh.unstated": "评价结论没有写明自评总分。请写明总分，与合计得分一致。",
        "en.unstated": "The conclusion does not state the score. State it, equal to the total of the form.",
    },
    follows=("P201", "P205", "W101"),
)
def repeated(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the scores in head and conclusion with the total row."""
    written = (one for one in form.texts if one.concept == "conclusion" and not one.entry.is_blank)
    faults = (_head(form), *(_conclusion(form, passage, settings) for passage in written))
    yield from (fault for fault in faults if fault)
