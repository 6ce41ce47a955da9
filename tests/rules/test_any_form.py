"""No form, however filled in, makes a rule crash or leaves a gap in its message."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from xlplugin import engine, rules
from xlplugin.model import BudgetLine, Choice, Form, Group, Indicator, Option, Traced, UnitLabel
from xlplugin.place import Place
from xlplugin.quantity import read

RULES = rules.discover()
PLACES = st.builds(Place, st.just("表"), st.integers(1, 60), st.integers(1, 12))
NUMBERS = st.sampled_from(["0", "0.35", "2", "10", "33.33", "90", "100", "-5", "1E+2"]).map(Decimal)
WORDS = st.sampled_from(
    ["", "全面完成", "未支付", "≤80万元", "补助5万元", "约3万元", "优", "良好", "经费2万元", "——", "{未知}"]
)
MEASURES = ("initial", "adjusted", "received", "executed", "rate", "carried", "carried_rate", "weight", "points")


def figure(place, value):
    return Traced(place, str(value), value, "number")


def words(place, text):
    return Traced(place, text, None, "text" if text else "blank", quantity=read(text))


def odd(place, state):
    return Traced(
        place, "#DIV/0!" if state == "error" else "7,00.0", None, state, "A1/B1" if state == "error" else None
    )


ENTRIES = st.one_of(
    st.builds(figure, PLACES, NUMBERS),
    st.builds(words, PLACES, WORDS),
    st.builds(odd, PLACES, st.sampled_from(["error", "uncached", "unreadable", "digits"])),
)
MAYBE = st.none() | ENTRIES
INDICATORS = st.builds(
    Indicator,
    PLACES,
    st.sampled_from(["指标1", "实际完成率", ""]),
    st.sampled_from(["产出", ""]),
    st.sampled_from(["成本指标", "数量指标"]),
    MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE,
    st.booleans(),
)  # fmt: skip
LINES = st.builds(
    BudgetLine,
    PLACES,
    st.sampled_from(["合计", "其中：财政拨款", "其他资金"]),
    st.sampled_from(["total", "fiscal", "other", "general"]),
    st.sampled_from(["预算执行情况", "财政拨款结构", ""]),
    st.sampled_from(["万元", "百元", "元元", ""]),
    st.dictionaries(st.sampled_from(MEASURES), ENTRIES, max_size=9),
    st.booleans(),
)
UNITS = st.builds(
    UnitLabel, PLACES, st.just("预算额"), st.sampled_from(["万元", "百元", "元元"]), st.just("预算执行情况")
)
OPTIONS = st.builds(Option, st.sampled_from(["产业发展", "行政运行"]), PLACES, st.booleans())
CHOICES = st.builds(Choice, PLACES, st.just("项目类型"), st.lists(OPTIONS, max_size=4).map(tuple))


@st.composite
def forms(draw):
    rows = tuple(draw(st.lists(INDICATORS, max_size=6)))
    members = st.lists(st.integers(0, len(rows) - 1), max_size=6).map(tuple) if rows else st.just(())
    groups = st.builds(Group, PLACES, st.sampled_from(["投入", "小计"]), st.integers(1, 3), members, MAYBE, MAYBE)
    total = st.builds(Group, PLACES, st.just("合计"), st.just(0), st.just(tuple(range(len(rows)))), MAYBE, MAYBE)
    return Form(
        sheet="表",
        title=draw(st.sampled_from(["自评计分表", "目标完成情况表"])),
        place=draw(PLACES),
        identity=draw(st.dictionaries(st.sampled_from(["unit", "project", "grade"]), ENTRIES)),
        indicators=rows,
        groups=tuple(draw(st.lists(groups, max_size=4))),
        total=draw(st.none() | total),
        budget=tuple(draw(st.lists(LINES, max_size=5))),
        choices=tuple(draw(st.lists(CHOICES, max_size=2))),
        units=tuple(draw(st.lists(UNITS, max_size=4))),
        columns=draw(st.dictionaries(st.sampled_from(["weight", "points", "reason", "actual"]), PLACES)),
        faulty=tuple(draw(st.lists(ENTRIES, max_size=2))),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(forms(), min_size=1, max_size=3), st.sampled_from(["zh", "en"]))
def test_every_rule_survives_every_form_and_words_what_it_finds(found, lang):
    findings, crashed = engine.check(found, RULES, lang)
    assert not crashed
    assert all(finding.message for finding in findings)


@settings(max_examples=20, deadline=None)
@given(st.lists(forms(), min_size=1, max_size=3))
def test_the_same_form_gives_the_same_findings(found):
    assert engine.check(found, RULES) == engine.check(found, RULES)
