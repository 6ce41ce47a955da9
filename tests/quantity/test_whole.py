"""No share of a whole exceeds 100 %; what grows may."""

from __future__ import annotations

import pytest

from xlplugin.quantity import beyond_whole, read


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
