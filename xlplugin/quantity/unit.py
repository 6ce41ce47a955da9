"""What officials count and measure in, and how a unit is read off the text behind a number."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["COUNTED", "MULTIPLIERS", "unit_at"]

MULTIPLIERS = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "十亿": 1_000_000_000,
    "百亿": 10_000_000_000,
    "千亿": 100_000_000_000,
    "万亿": 1_000_000_000_000,
}
"""What stands between digits and a counted thing: 1.2万亩, 3百元."""

_COUNTED = """
元 角 美元 个 件 次 人 户 部 套 篇 期 年 月 天 日 台 辆 名 条 份 场 家 批 项 处 座 株 间 册 张 支 块 盏 根 头 只 棵
所 栋 幢 里 例 起 宗 轮 站 度 口 笔 卷 页 门 字 届 班 节 位 组 队 对 双 副 枚 颗 粒 把 艘 架 具 床 桶 箱 袋 瓶 盒 罐
首 则 帧 集 幕 层 片 尾 羽 匹 顶 幅 封 本 版 档 单 票 村 镇 乡 县 区 市 省 州 校 圈 趟 遍 回 倍 折 岁 级 分 点 员 道 杆
社区 街道 乡镇 学校 单位 学时 课时 学分 标段 路段 人份 人天 人日 人月 人年 台套 台班
人次 户次 家次 台次 批次 场次 班次 车次 剂 剂次 架次 头次 件次 项次 篇次 例次
工作日 个工作日 日历天 个月 个年度 季度 个季度 周 星期 个星期 小时 个小时 分钟 秒 刻
平方米 平米 平方 平方公里 平方千米 公顷 亩 立方米 立方 方 升 毫升 公里 千米 米 分米 厘米 毫米 ㎡ ㎥
吨 公斤 千克 斤 克 毫克 微克 千瓦 千瓦时 兆瓦 兆瓦时 瓦 千伏 伏 千伏安 分贝 兆 吨标准煤 ℃ 摄氏度
百分点 个百分点 百分比 % ‰ ‱
"""
_LATIN = """
m cm mm dm km m2 m² m3 m³ km2 km² hm2 hm² ha kg g mg ug μg t l ml kw kwh mw mwh kv kva v w h d s min db ppm
kb mb gb tb pb mbps gbps
"""

COUNTED = frozenset(_COUNTED.split())
"""Counted things and measures, written in Chinese or as a sign."""

_LETTERED = frozenset(_LATIN.split())
_LONGEST = max(map(len, COUNTED))
_OTHER_WORDS = (
    "部门",
    "部分",
    "人均",
    "人民",
    "分别",
    "分类",
    "分析",
    "分布",
    "分配",
    "点击",
    "区级",
    "市级",
    "县级",
    "省级",
    "日常",
)
"""Words that begin like a unit: 2022部门决算."""

_MORE = ("余", "多", "来", "几")


@cache
def _letters() -> re.Pattern[str]:
    """A unit in Latin letters."""
    return re.compile(r"[A-Za-zμ]+[23²³]?")


def _counted(text: str, at: int) -> int:
    """Where a counted thing or measure ends that begins here; ``at`` itself where none does."""
    if text.startswith(_OTHER_WORDS, at):
        return at
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        if text[at : at + length] in COUNTED:
            return at + length
    found = _letters().match(text, at)
    return found.end() if found and found.group().lower() in _LETTERED else at


def _multiplier(text: str, at: int) -> int:
    """Where a multiplier ends that begins here; 千克 and 百分点 begin with none."""
    for length in (2, 1):
        if text[at : at + length] in MULTIPLIERS:
            return at + length
    return at


def _per(text: str, at: int) -> int:
    """Where ``/人·天`` ends that begins here."""
    end = at
    while text.startswith(("/", "·", "•"), end):
        begin = end + 1 + text.startswith(("每", "("), end + 1)
        stop = _counted(text, begin)
        if stop == begin:
            break
        end = stop + (text[begin - 1] == "(" and text.startswith(")", stop))
    return end if text.startswith("/", at) else at


def _bracketed(text: str, at: int) -> tuple[str, int]:
    """A unit in brackets, 90（%）, and where its bracket closes; empty where there is none."""
    end = _counted(text, at + 1) if text.startswith("(", at) else at
    return (text[at + 1 : end], end + 1) if end > at + 1 and text.startswith(")", end) else ("", at)


def unit_at(text: str, at: int) -> tuple[str, bool, int]:
    """The unit right behind a number, whether 余 or 多 stands there, and where all of it ends.

    ``9万余条`` is 万条, more. A number without a unit gives an empty one.
    """
    more = text.startswith(_MORE, at)
    begin = end = at + more
    size, plain = "", _counted(text, begin)
    if plain == begin:
        end = _multiplier(text, begin)
        size = text[begin:end]
        if size and text.startswith(_MORE, end):
            more, further = True, _multiplier(text, end + 1)
            size, end = (size + text[end + 1 : further], further) if further > end + 1 else (size, end + 1)
        plain = _counted(text, end)
    if plain > end:
        stop = _per(text, plain)
        unit, end = size + text[end:stop], stop
    else:
        unit = size
    if not unit:
        unit, end = _bracketed(text, at)
    if not unit:
        more = text.startswith(_MORE[:2], at)
        return "", more, at + more
    return "%" if unit == "百分比" else unit, more, end
