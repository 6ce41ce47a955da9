"""What a figure is about: the words before it, else the words behind it."""

from __future__ import annotations

__all__ = ["subject"]

_STOPS = ",;。!?、"
_IDLE = (
    "其中", "以及", "并且", "预计", "全年", "年内", "年度内", "年度", "本年", "全部", "实现", "确保", "完成", "达到",
    "累计", "合计", "共计", "总计", "保证", "全面", "计划", "力争", "已", "共", "约", "并", "且", "和", "为", "了",
    "的", "上", "±", ":", "(", ")", '"', "“", "”", "￥", "¥", "$",
)  # fmt: skip
"""Words that say how, not what."""

_REACH = 200
"""Letters before and behind a figure in which words about it are looked for."""

_NOUNS = tuple("率度值量数额比情时")
"""完成率 is a noun: its 完成 stays."""


def _bare(words: str) -> str:
    """Words without the idle ones at both ends."""
    shorter = words
    while True:
        head = next(filter(shorter.startswith, _IDLE)) if shorter.startswith(_IDLE) else ""
        rest = shorter if shorter.startswith(_NOUNS, len(head)) else shorter[len(head) :]
        tail = next(filter(rest.endswith, _IDLE)) if rest.endswith(_IDLE) else ""
        rest = rest[: len(rest) - len(tail)]
        if rest == shorter:
            return rest
        shorter = rest


def subject(plain: str, previous: int, start: int, end: int) -> str:
    """What the figure from ``start`` to ``end`` is about, the mark before it ending at ``previous``.

    支出1346.85万元,其中:基本支出947.60万元 is about 支出 and about 基本支出;
    5万元专项资金拨付到位 is about 专项资金拨付到位.
    """
    clauses = [plain[max(previous, start - _REACH) : start]]
    for stop in _STOPS:
        clauses = [part for clause in clauses for part in clause.split(stop)]
    near = _bare(clauses[-1])
    if near:
        return near
    behind = plain[end : end + _REACH]
    stops = [at for at in map(behind.find, _STOPS) if at >= 0]
    behind = behind[: min(stops, default=_REACH)]
    behind = behind if not any("0" <= letter <= "9" for letter in behind) else ""
    return _bare(behind) or next(filter(None, map(_bare, reversed(clauses))), "")
