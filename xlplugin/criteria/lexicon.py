"""The words of scoring sentences, by what they do, longest first. Data only."""

from __future__ import annotations

__all__ = ["CAPPED", "COMPARISONS", "MARKS", "NUMERALS", "SIDES", "TIME_UNITS", "UNITS", "VERBS"]

COMPARISONS = {
    **dict.fromkeys(
        ("大于或等于", "大于等于", "不低于", "不少于", "不小于", "达到了", "达到", "至少", ">=", "≥", "≧", "达"), ">="
    ),
    **dict.fromkeys(
        ("小于或等于", "小于等于", "不得超过", "不超过", "不高于", "不大于", "未超过", "控制在", "<=", "≤", "≦"), "<="
    ),
    **dict.fromkeys(("超过", "大于", "高于", "超出", ">"), ">"),
    **dict.fromkeys(("未达到", "达不到", "未达", "低于", "小于", "少于", "不足", "不到", "<"), "<"),
    **dict.fromkeys(("等于", "为", "是", "="), "="),
}
"""Words of comparison; they count as such only right before a number."""

CAPPED = ("得分", "加分", "扣分", "累计", "合计", "总分", "本项", "该项", "此项", "分值")
"""Words before 不超过 that make it a limit on the points (累计得分不超过3分)."""

UNITS = (
    "个百分点", "百分点", "%", "个工作日", "工作日", "天", "日", "个月", "月", "周", "小时", "分钟",
    "人次", "户次", "万元", "元", "公里", "平方米", "亩", "吨", "个季度", "季度", "年",
    "项", "次", "个", "套", "起", "篇", "条", "件", "人", "户", "处", "家", "例", "份", "期", "场", "宗",
    "名", "台", "辆", "部", "字", "批", "座", "间", "台次", "本", "类", "门", "册", "所", "位", "张", "笔",
)  # fmt: skip
"""What is counted or measured in. 分 is not here: a number before 分 is points unless it is compared."""

TIME_UNITS = frozenset(("天", "日", "个工作日", "工作日", "个月", "月", "周", "小时", "分钟"))

NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}

MARKS = {
    **dict.fromkeys(
        (
            "不得分",
            "不计分",
            "不给分",
            "不予计分",
            "不记分",
            "得零分",
            "计零分",
            "记零分",
            "为零分",
            "为0分",
            "全扣",
            "一票否决",
        ),
        "zero",
    ),
    **dict.fromkeys(
        (
            "扣完为止",
            "直至扣完",
            "减完为止",
            "扣完",
            "扣至零分为止",
            "最低为零分",
            "不计负分",
            "不倒扣",
            "满分为止",
            "扣光为止",
            "不得突破权重总额",
        ),
        "floor",
    ),
    **dict.fromkeys(("基本分", "满分", "全分"), "full"),
    **dict.fromkeys(
        (
            "最高不超过",
            "最多不超过",
            "最高",
            "最多",
            "上限为",
            "上限",
            "封顶",
            "共计",
            "总计",
            "合计",
            "共",
            "累计最高",
            "扣满",
            "加满",
        ),
        "most",
    ),
    **dict.fromkeys(
        (
            "酌情",
            "相应扣分",
            "相应扣减",
            "视情况扣",
            "视情扣",
            "视情节扣",
            "合理确定",
            "综合评定",
            "综合评分",
            "适当扣分",
        ),
        "manual",
    ),
    **dict.fromkeys(
        (
            "计算得分",
            "计算实际得分",
            "计算",
            "计分",
            "得分",
            "扣减",
            "扣分",
            "减分",
            "扣除",
            "给分",
            "折算",
            "赋分",
            "记分",
        ),
        "score",
    ),
    **dict.fromkeys(("否则", "反之", "其余的", "其余情况", "其他情况", "其余", "其他的"), "else"),
    **dict.fromkeys(("及以上", "(含)以上", "以上", "或以上"), "up"),
    **dict.fromkeys(("及以下", "以下", "以内", "之内", "及以内", "或以下"), "down"),
    **dict.fromkeys(("每", "按"), "each"),
    **dict.fromkeys(("-", "~", "至", "到", "—", "–"), "dash"),
    **dict.fromkeys(("一半分值", "一半的分", "一半分", "分值的", "半数分"), "part"),
    "§": "incl",
    "¶": "excl",
}
"""Words that carry a scoring sentence, other than numbers and comparisons."""

VERBS = (
    ("各得", "each"), ("各计", "each"), ("各加", "each"), ("各", "each"),
    ("分别得", "list"), ("分别计", "list"), ("分别加", "list"), ("分别扣", "list"), ("分别", "list"),
    ("扣减", "deduct"), ("扣除", "deduct"), ("扣掉", "deduct"), ("减去", "deduct"), ("扣", "deduct"), ("减", "deduct"),
    ("得加", "add"), ("加计", "add"), ("加", "add"), ("奖励", "add"),
    ("可得", "award"), ("只得", "award"), ("仅得", "award"), ("得", "award"), ("计", "award"), ("记", "award"),
    ("给", "award"), ("赋", "award"), ("评", "award"),
)  # fmt: skip
"""What stands right before points, and what it does with them."""

SIDES = (
    ("past", ("逾期", "迟", "延", "推后", "推迟", "晚", "超期", "超时", "超过规定", "拖")),
    ("apart", ("相差", "偏离", "偏差", "误差", "±")),
    ("above", ("超", "高于", "高出", "上升", "增加", "增长", "提高", "多于")),
    ("below", ("低", "少", "降", "缺", "不足", "未达", "短", "减少", "差", "未完成", "落后", "滞后")),
)
"""Which way a step counts, by a word between 每 and the step; the first that is found decides."""
