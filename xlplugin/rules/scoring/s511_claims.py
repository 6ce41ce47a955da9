"""S511: the points claimed part by part in words are the points given, and each part meets its standard."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from xlplugin.model import CONSISTENT, ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, same, shown_sum
from xlplugin.rules.scores import rated
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings

__all__ = ["claims"]

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_PART = re.compile(f"[{_MARKS}]|[;。]")


@cache
def _claim() -> re.Pattern[str]:
    """Points claimed at the end of a part: 得1分, (0.5分), 2分; not ≥90分, ×标准分3分, 每项0.2分."""
    return re.compile(r"(?<![≥≤<>=~×*0-9.值分项])(?:得|计|为)?\(?([0-9]+(?:\.[0-9]+)?)分\)?$")


@cache
def _standard() -> re.Pattern[str]:
    """A threshold in per cent and what reaching it earns: 11月30日前≥95%得1分."""
    return re.compile(r"(≥|≤|>|<)([0-9]+(?:\.[0-9]+)?)%(?:以上|时|的)?,?(?:得|计)([0-9]+(?:\.[0-9]+)?)分")


@cache
def _reached() -> re.Pattern[str]:
    """A measured rate and what was claimed for it: 11月30日前=92.3%得1分."""
    return re.compile(r"(?:=|为|达到?|完成)([0-9]+(?:\.[0-9]+)?)%[^%]{0,6}?(?<!不)得([0-9]+(?:\.[0-9]+)?)分")


def _numbered(text: str) -> dict[str, str]:
    """The parts of a text by their circled numbers."""
    found = re.split(f"([{_MARKS}])", text)
    return dict(zip(found[1::2], found[2::2], strict=True))


def _failed(row: Indicator, told: str) -> tuple[str, str, str, str] | None:
    """The part that misses its threshold and was claimed all the same: its number, standard, rate and points."""
    printed = _numbered(squeeze(row.criteria.raw)) if row.criteria else {}
    for mark, part in _numbered(told).items():
        standard, reached = _standard().search(printed.get(mark, "")), _reached().search(part)
        if standard is None or reached is None:
            continue
        wanted, rate = Decimal(standard[2]), Decimal(reached[1])
        missed = {"≥": rate < wanted, ">": rate <= wanted, "≤": rate > wanted, "<": rate >= wanted}[standard[1]]
        if missed and Decimal(reached[2]) > 0:
            return mark, f"{standard[1]}{standard[2]}%", f"{reached[1]}%", reached[2]
    return None


def _claimed(told: str) -> tuple[Decimal, ...]:
    """The points claimed part by part; nothing where a part claims none, or fewer than two do."""
    parts = [part.rstrip(",、") for part in _PART.split(told) if part.strip(",、")]
    found = [_claim().search(part) for part in parts]
    if len(found) < 2 or not all(found):  # noqa: PLR2004  one claim is no sum
        return ()
    return tuple(Decimal(one[1]) for one in found if one)


@rule(
    "S511",
    "scoring.claims",
    title="得分简述与得分",
    severity=EXPLAIN,
    basis=CONSISTENT,
    messages={
        "zh": "“{_行}”的简述逐项计{expected}分（{算式}），得分却填{stated}分。请核实简述或得分。",
        "en": "The words beside “{_行}” claim {expected} ({算式}), but {stated} is given. Check which is right.",
        "zh.unmet": "“{_行}”第{_项}项的标准是{标准}，简述写明完成{完成}，没有达到，却计了{计分}分，"
        "此项得分填{stated}分。按评分标准应为{expected}分，请更正。",
        "en.unmet": "Part {_项} of “{_行}” asks for {标准}; the words beside it report {完成} and still claim {计分}, "
        "so {stated} is given. The standard gives {expected}; correct the points.",
    },
)
def claims(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Hold the words beside each scored item against its standard, then the sum of their claims against its points."""
    for row, _, stated, weight, points in rated(form):
        entry = row.brief or row.reason
        if entry is None or "分" not in entry.raw or entry.is_blank:
            continue
        told = squeeze(entry.raw)
        place, subject = stated.place, of_row(form, row)
        related = (Related(entry.place, entry.raw.strip()),)
        failed = _failed(row, told)
        claimed = _claimed(told)
        total = min(sum(claimed, Decimal(0)), weight)
        if failed:
            mark, standard, rate, claim = failed
            values = {"_行": row.called, "_项": mark, "标准": standard, "完成": rate, "计分": claim}
            expected = plain(max(points - Decimal(claim), Decimal(0)))
            yield Fault(place, plain(points), expected, values, related, ERROR, "unmet", subject, PRINTED)
        elif claimed and not same(total, points):
            values = {"_行": row.called, "算式": shown_sum(claimed, "简述")}
            yield Fault(place, plain(points), plain(total), values, related, subject=subject)
