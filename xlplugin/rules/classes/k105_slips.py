"""K105: a fixed term is not miswritten in one row where its right form stands beside it."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.results import results
from xlplugin.rules.texts import standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["slips"]

_CONTEXT = 2
"""Letters before the term that must agree too: the two texts then speak of the same thing."""


def _variant(term: str, right: str, other: str) -> str:
    """What stands in ``other`` where ``right`` has ``term``: the same words with one letter changed, else nothing."""
    at = right.find(term)
    before = right[max(at - _CONTEXT, 0) : at]
    if (before or term[0]) not in other:
        return ""
    for position in range(len(term)):
        head, tail = before + term[:position], term[position + 1 :]
        found = other.find(head) if head else -1
        while found >= 0:
            odd = found + len(head)
            letter = other[odd : odd + 1]
            if "\u4e00" <= letter <= "\u9fff" and letter != term[position] and other.startswith(tail, odd + 1):
                return other[found + len(before) : odd + 1 + len(tail)]
            found = other.find(head, found + 1)
    return ""


@rule(
    "K105",
    "classes.slips",
    title="用语的笔误",
    severity=ADVICE,
    basis=CONSISTENT,
    messages={
        "zh": "“{_原文}”里的“{stated}”，同一行另一格写作“{expected}”，只差一个字，可能是笔误，请核对更正。",
        "en": "“{stated}” in “{_原文}” is “{expected}” in another cell of the row, one character away: "
        "perhaps a slip; check and correct.",
    },
    settings={
        "terms": (
            "工作效率",
            "办事效率",
            "服务质量",
            "服务水平",
            "服务能力",
            "服务对象",
            "服务效率",
            "管理水平",
            "管理制度",
            "规章制度",
            "长效机制",
            "工作质量",
            "工作经费",
            "公用经费",
            "人员经费",
            "专项资金",
            "财政资金",
            "项目资金",
            "补助资金",
            "资金使用",
            "资金拨付",
            "资金支付",
            "预算执行",
            "绩效目标",
            "政府采购",
            "验收合格",
            "经济效益",
            "社会效益",
            "生态效益",
            "营商环境",
            "人居环境",
            "基础设施",
            "公共服务",
            "信息公开",
            "办公设备",
            "办公用品",
            "干部职工",
            "人民群众",
            "临聘人员",
            "聘用人员",
            "困难群众",
            "受益群众",
            "满意度",
            "合格率",
            "及时率",
            "覆盖率",
            "知晓率",
        ),
    },
)
def slips(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare target and result of each row for a listed term that one of them has with one letter changed."""
    rows = [one for one in results(form) if one[1].value is None and one[2].value is None]
    known = settings.words("terms")
    terms = standing(known, (squeeze(entry.raw) for _, *entries in rows for entry in entries))
    for row, target, actual in rows if terms else ():
        for right, other in ((target, actual), (actual, target)):
            one, two = squeeze(right.raw), squeeze(other.raw)
            for term in [term for term in terms if term in one and term not in two]:
                odd = _variant(term, one, two)
                if odd and odd not in known:
                    shown, related = other.raw.strip(), (Related(right.place, right.raw),)
                    yield Fault(other.place, odd, term, {"_原文": shown}, related, subject=row.called)
