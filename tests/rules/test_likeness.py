"""Names that are nearly spelled alike are found, and names that are rightly spelled or of other things are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.rules.likeness import alike, coverage, kernel, letters, misspelled, timeless

WORDS = st.text("建设管理维护保障农村公路水利教育2023年（）、 ", max_size=14)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("2024年派驻纪检组工作经费", "派驻纪检组"),
        ("渠道维修专项资金", "渠道维修"),
        ("区合中心 专项工作经费", "区合中心"),
        ("经费", "经费"),
        ("路灯亮化项目（二期）", "路灯亮化项目二期"),
    ],
)
def test_a_project_is_about_its_name_without_year_and_ending(name, about):
    assert kernel(name) == about


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("运行运转保障经费", "运转运行保障经费控制在200万元以内", "运转运行保障经费"),
        ("社区健身点提升行动", "推进社区健身场提升行动", "社区健身场提升行动"),
        ("2023年场馆免费开放", "场馆免费开放60万元", ""),
        ("第一小学改造", "第二小学改造", ""),
        ("县城绿化养护", "市城绿化养护", ""),
        ("会议费", "会费议", ""),
        ("渠道维修经费", "道路维修", ""),
    ],
)
def test_a_name_with_letters_exchanged_or_one_off_is_found(name, text, found):
    assert misspelled(name, text) == found


def test_what_is_the_name_of_another_project_is_no_slip():
    assert misspelled("农村公路维护", "农村公路养护10公里") == "农村公路养护"
    assert not misspelled("农村公路维护", "农村公路养护10公里", ["2023年农村公路养护经费"])


@pytest.mark.parametrize(
    ("text", "plain"), [("目标1：渠道 畅通。", "渠道畅通"), ("1.渠道畅通", "渠道畅通"), ("目标明确", "目标明确")]
)
def test_prompts_and_marks_are_no_letters(text, plain):
    assert letters(text) == plain


@given(WORDS, WORDS)
def test_likeness_is_a_share_and_has_no_direction(one, other):
    assert 0 <= alike(one, other) == alike(other, one) <= 1
    assert 0 <= coverage(one, other) <= 1


@given(WORDS, WORDS, WORDS)
def test_a_name_that_stands_in_a_text_is_never_misspelled(name, before, behind):
    assert misspelled(name, f"{before}{timeless(name)}{behind}") == ""
