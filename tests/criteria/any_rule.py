"""Rules of every kind, as Hypothesis strategies."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from xlplugin.criteria import (
    OTHERWISE,
    Average,
    Band,
    Bonus,
    Cases,
    Fixed,
    Grade,
    Holds,
    Less,
    Manual,
    Measure,
    PerItem,
    Quarters,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)

NAMES = ("预算执行率", "项目完成率", "群众满意度", "资产利用率", "资金到位率", "政府采购执行率")
WORDS = (
    "制度健全", "程序规范", "资料齐全并及时归档", "按规定公开", "职责(分工)明确", "依据充分、数据详实",
    "目标清晰,与职能相符", "验收合格", "主要领导担任组长",
)  # fmt: skip
EVENTS = ("发生安全事故", "出现重大舆情", "发生廉政问题", "存在截留挪用")
COUNTED = ("发现问题", "缺少资料", "受到通报", "投诉属实")
UNITS = ("项", "次", "件", "起", "人次")

points = st.decimals("0.1", "20", places=1)
worth = st.none() | points
rates = st.sampled_from([Measure(name) for name in NAMES])
defined = st.sampled_from([Measure(name, "%", f"{name}分子", "", f"{name}分母") for name in NAMES])
measures = rates | defined
binary = st.builds(lambda text, p: Cases(((Holds(text), Fixed(p)),)), st.sampled_from(WORDS), worth)
ratios = st.builds(Ratio, worth, measures, st.sampled_from(("rate", "decrease", "over")))
shares = st.builds(
    lambda p, m, n: Ratio(p, m, least=(1, n)), worth, rates, st.integers(2, 9)
)  # an unnamed definition would not be printed
quarters = st.builds(Quarters, st.integers(2, 4), points)
averages = st.builds(lambda one, two: Average((("优秀个数", one), ("良好个数", two)), "总个数"), points, points)
manual = st.builds(Manual, worth)


@st.composite
def steps(draw, full=worth):
    side = draw(st.sampled_from(("above", "below", "apart")))
    mark = draw(st.none() | st.decimals("0", "100", places=0))
    measure = draw(measures)
    target = "" if mark is not None else draw(st.sampled_from(("", "序时进度"))) if side != "apart" else ""
    most = draw(st.none() | points)
    per = draw(st.sampled_from((Decimal("0.5"), Decimal(1), Decimal(5))))
    return Step(draw(points), per, measure, side, mark, draw(full), most, target)


@st.composite
def delays(draw, full=worth):
    unit = draw(st.sampled_from(("天", "日", "个工作日", "个月")))
    most = draw(st.none() | points)
    per = draw(st.integers(1, 10).map(Decimal))
    return Step(draw(points), per, Measure("逾期", unit), "past", None, draw(full), most)


@st.composite
def items(draw, full=worth):
    measure = Measure(draw(st.sampled_from(COUNTED)), draw(st.sampled_from(UNITS)))
    per = draw(st.integers(1, 3).map(Decimal))
    if draw(st.booleans()):
        return PerItem(True, draw(points), per, measure, draw(full))
    return PerItem(False, draw(points), per, measure, draw(full), draw(st.none() | points))


@st.composite
def tiers(draw):
    """Neighbouring intervals from the top down, each worth less than the one before."""
    measure = draw(measures)
    marks = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=4)), reverse=True)
    gained = sorted(draw(st.sets(points, min_size=len(marks), max_size=len(marks))), reverse=True)
    closed = [draw(st.booleans()) for _ in marks]
    arms = [(Within(measure, Decimal(marks[0]), closed[0]), Fixed(gained[0]))]
    for at in range(1, len(marks)):
        low, high = Decimal(marks[at]), Decimal(marks[at - 1])
        arms.append((Within(measure, low, closed[at], high, not closed[at - 1]), Fixed(gained[at])))
    arms.append((Within(measure, None, False, Decimal(marks[-1]), not closed[-1]), Fixed(Decimal(0))))
    return Cases(tuple(arms))


@st.composite
def levels(draw):
    """Levels in words; the last earns nothing."""
    texts = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True))
    gained = sorted(draw(st.sets(points, min_size=len(texts) - 1, max_size=len(texts) - 1)), reverse=True)
    return Cases(tuple((Holds(text), Fixed(p)) for text, p in zip(texts, [*gained, Decimal(0)], strict=True)))


@st.composite
def floored(draw):
    """A step that ends in nothing below a bound."""
    measure, low = draw(measures), draw(st.integers(10, 80).map(Decimal))
    step = Step(draw(points), Decimal(1), measure, "below", low + 10, draw(worth))
    return Cases(((Within(measure, None, False, low), Fixed(Decimal(0))), (OTHERWISE, step)))


givers = binary | items(points) | delays(points) | quarters | tiers()


@st.composite
def sums(draw):
    parts = draw(st.lists(binary | items(points) | delays(points), min_size=2, max_size=4, unique_by=repr))
    texts = [part for part in parts if isinstance(part, Cases)]
    cap = draw(st.none() | points) if all(part.arms[0][1].points is not None for part in texts) else None
    total = sum(
        part.arms[0][1].points or 0
        if isinstance(part, Cases)
        else part.limit
        if isinstance(part, PerItem)
        else part.full
        for part in parts
    )
    return Sum(tuple(parts), cap if cap != total else None)


@st.composite
def losses(draw):
    """Two deductions from one full mark."""
    full, most = draw(worth), draw(st.none() | points)
    item = PerItem(False, draw(points), Decimal(1), Measure(draw(st.sampled_from(COUNTED)), "项"), full, most)
    return Less((item, Step(draw(points), Decimal(1), Measure("逾期", "天"), "past", None, full, most)))


vetoes = st.builds(Veto, binary | items(points) | sums(), st.sampled_from(EVENTS), st.sampled_from(("", "优", "良")))
bands = st.just(
    Band(
        (
            ("达成", Decimal(80), Decimal(100)),
            ("部分达成", Decimal(60), Decimal(80)),
            ("未达成", Decimal(0), Decimal(60)),
        )
    )
)
_SCORE = Measure("评分", "分")
scales = st.builds(
    lambda top: Grade(
        (
            (Within(_SCORE, Decimal(top), True), "优"),
            (Within(_SCORE, Decimal(60), True, Decimal(top), False), "良"),
            (Within(_SCORE, None, False, Decimal(60), False), "差"),
        )
    ),
    st.integers(61, 99),
)
scored = (
    binary | ratios | shares | steps() | delays() | items() | quarters | averages | tiers() | levels() | floored()
    | sums() | losses() | vetoes | manual | bands
)  # fmt: skip
rules = scored | scales | st.builds(Bonus, binary | items(points) | manual)
