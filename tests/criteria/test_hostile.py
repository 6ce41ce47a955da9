"""Whatever a cell holds, the compiler answers: a rule that reads back, or what was not understood."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.criteria import Average, NotUnderstood, evaluate, notation, parse_notation, say, understand

SCRAPS = (
    "得",
    "扣",
    "加",
    "减",
    "每",
    "按",
    "分",
    "1分",
    "2分",
    "0.5分",
    "0分",
    "满分",
    "不得分",
    "扣完为止",
    "最高",
    "最多",
    "5%",
    "100%",
    "90%",
    "1个百分点",
    "一项",
    "两天",
    "十项",
    "三分之一",
    "≥",
    "≤",
    "<",
    ">",
    "=",
    "低于",
    "超过",
    "达到",
    "以上",
    "以下",
    "以内",
    "(含)",
    "(不含)",
    "-",
    "至",
    "否则",
    "酌情",
    "按比例",
    "扣分",
    "计分",
    "得分=",
    "完成率",
    "变动率",
    "×",
    "/",
    "（",
    "）",
    "，",
    "；",
    "。",
    "、",
    "：",
    "①",
    "②",
    "(1)",
    "凡",
    "发生",
    "一票否决",
    "季度",
    "各得",
    "分别",
    "制度健全",
    "逾期",
    "优",
    "为",
    "档",
    "以此类推",
    "下降的",
    "增加的",
    "没有",
    "1.",
    "〔",
    "]",
    "…",
    "%",
    "\n",
    " ",
)
texts = st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join) | st.text(max_size=30)
WEIGHT = Decimal(5)


@given(texts)
def test_any_text_compiles_or_is_refused_and_never_fails(text):
    meaning = understand(text, WEIGHT)
    if isinstance(meaning, NotUnderstood):
        assert meaning.why
        return
    assert parse_notation(notation(meaning)) == meaning
    assert say(meaning)
    assert say(meaning, "en")
    found = evaluate(meaning, {}, WEIGHT)
    assert Decimal(0) <= found.low <= found.high


@given(texts)
def test_a_text_without_points_is_no_rule(text):
    words = "".join(letter for letter in text if letter not in "分0123456789一二两三四五六七八九十档级优良差")
    if not any(
        word in words
        for word in (
            "评",
            "合理",
            "适当",
            "视情",
            "计",
            "得",
            "扣",
            "决",
            "酌情",
            "比例",
            "×",
            "*",
            "/",
            "=",
            "加",
            "减",
        )
    ):
        assert isinstance(understand(words), NotUnderstood)


@pytest.mark.parametrize("term", ["×100%", "（1+", "-", "1+", "÷2", "/b", "+b", "[", "（"])
@pytest.mark.parametrize("head", ["资金到位率=实际到位资金", "得分=完成率"])
def test_a_formula_without_end_is_not_understood(head, term):
    for count in (61, 900):
        assert isinstance(understand(f"{head}{term * count}1"), NotUnderstood)


def test_a_long_formula_that_is_one_is_understood():
    assert isinstance(understand("得分=(" + "+".join(f"{kind}级个数*2" for kind in "甲乙丙丁") + ")/总个数"), Average)


def test_what_is_longer_than_any_criterion_is_not_compiled():
    text = "每低于1个百分点扣0.5分，扣完为止。" * 200
    found = understand(text)
    assert isinstance(found, NotUnderstood)
    assert len(found.where) < 50
    assert found.why == "文字超过 3,000 个字符，不像是评分标准"


@pytest.mark.parametrize("digit", "三9十")
def test_a_number_without_end_is_read_in_pieces(digit):
    assert understand(f"达到{digit * 2_000}件得5分")
