"""No share of a whole exceeds 100 %; what grows may."""

from __future__ import annotations

import pytest

from xlplugin.quantity import beyond_whole, is_placeholder, read


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("105%", "服务对象满意度", "满意度"),
        ("100%", "服务对象满意度", None),
        ("100.01%", "服务对象满意度", "满意度"),
        ("105", "服务对象满意度", None),
        ("105分", "服务对象满意度", None),
        ("105%", "验收合格率", "合格率"),
        ("105%", "培训覆 盖率", "覆盖率"),
        ("105%", "任务完成率", None),
        ("105%", "满意度较上年提高", None),
        ("比上年105%", "满意度", None),
        ("任务完成率120%", "服务对象满意度", None),
        ("合格率120%", "任务完成率", "合格率"),
        ("合格人数占比例120%", "服务对象满意度", None),
        ("满意人数120%", "服务对象满意度", "满意度"),
        ("满意100%~105%", "服务对象满意度", None),
        ("全面完成", "服务对象满意度", None),
    ],
)
def test_a_share_above_the_whole_is_named(text, about, expected):
    assert beyond_whole(read(text), about) == expected


def test_a_form_may_name_its_own_shares_and_growths():
    quantity = read("105%")
    assert beyond_whole(quantity, "任务完成率", ("完成率",)) == "完成率"
    assert beyond_whole(quantity, "翻番满意度", growth=("翻番",)) is None
    assert beyond_whole(None, "服务对象满意度") is None


def test_a_growth_beside_the_figure_s_own_subject_excuses_nothing():
    assert beyond_whole(read("满意度120%"), "较上年提高") == "满意度"


@pytest.mark.parametrize(
    "text",
    [
        "（填写实际完成值）",
        "如：≥95%",
        "例如:95%",
        "XX%",
        "xx万元",
        "≥××%",
        "Xx",
        "请填写",
        "此处填写",
        "(如95%)",
        "示例：20次",
    ],
)
def test_what_a_template_prints_for_the_clerk_says_nothing(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["如期完成", "例会12次", "x", "X光机", "×", "请示3份", "此处施工", "(含税)", "填报完成", "示范点3个"]
)
def test_words_that_only_begin_like_a_prompt_say_something(text):
    assert not is_placeholder(text)
