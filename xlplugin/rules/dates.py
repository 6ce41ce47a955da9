"""Dates as targets and results write them: 2023年11月底前 against 2023年12月25日."""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Indicator

    Day = tuple[int, int, int]

__all__ = ["is_late", "takes_time"]

_FIRST = {"初": 1, "上旬": 1, "中旬": 11, "下旬": 21, "底": 21, "末": 21}
_LAST = {"初": 10, "上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}
"""From which and up to which day of its month a part of a month may be meant."""

_DEADLINES = ("时间", "时限", "期限", "进度", "完成", "完工", "竣工", "到位", "验收")
"""What an indicator is called that says by when, where its class does not (时效指标)."""


_DURATIONS = frozenset(("个月", "月", "天", "日", "工作日", "个工作日", "日历天", "小时", "分钟", "周", "年"))
_TAKING = ("周期", "工期", "时限", "耗时", "用时", "响应时间", "处置时间", "办理时间", "办结时间", "修复时间")
"""How the time that something takes is called; 服务时长 and 使用期限 are to be reached, not kept below."""


@cache
def _date() -> re.Pattern[str]:
    return re.compile(
        r"(?:(20\d\d)[年./-]度?)?(?:(1[0-2]|0?[1-9])(?:[月./-]|$)份?(?:(\d{1,2})[日号]?|(初|底|末|[上中下]旬))?)?(底|末)?"
    )


def _bounds(text: str, year: int) -> tuple[Day, Day] | None:
    """The first and the last day that a date may mean, of a span those of its end; None where it is no such date."""
    whole = text.split("、")
    if len(whole) != 1 or "学年" in text or "季度" in text or "半年" in text:
        return None
    end = re.split("[~—–至到]|-(?=[0-9]{1,2}月|20[0-9]{2}年)", text)[-1]
    found = _date().fullmatch(end)
    if found is None or not any(found.groups()):
        return None
    own, month, day, part, close = found.groups()
    named = own or text[:4]
    stated = int(named) if named.isdigit() else year
    if month is None:
        return ((stated, 12 if close else 1, 1), (stated, 12, 31)) if own else None
    first, last = (int(day), int(day)) if day else (_FIRST.get(part, 1), _LAST.get(part, 31))
    return (stated, int(month), first), (stated, int(month), last)


def takes_time(row: Indicator) -> bool:
    """Whether a target without a sign is the time that something may take (建设周期12个月): less is better."""
    quantity = row.target.quantity if row.target else None
    if quantity is None or quantity.operator is not None or quantity.unit not in _DURATIONS:
        return False
    return any(word in row.name + row.target.raw for word in _TAKING) if row.target else False


def is_late(row: Indicator, year: int) -> bool:
    """Whether a result certainly lies after the day by which it was due; dates without a year are of ``year``.

    What recurs (每月15日前) and what begins (…起) is no deadline, and 12月底前 as a result may be any earlier day.
    ``year`` 0 is an unknown one: then only two dates without a year, or two with one, are compared.
    """
    target, actual = row.target, row.actual
    wanted = target.quantity if target else None
    got = actual.quantity if actual else None
    if target is None or wanted is None or got is None or not (wanted.date and got.date):
        return False
    if wanted.operator == ">=" or got.operator == "<=":
        return False
    named = row.level2 + row.name + target.raw
    if "每" in named or not (wanted.operator or "时效" in row.level2 or any(word in named for word in _DEADLINES)):
        return False
    due, done = _bounds(wanted.date, year), _bounds(got.date, year)
    if due is None or done is None or bool(due[1][0]) != bool(done[0][0]):
        return False
    return done[0] > due[1]
