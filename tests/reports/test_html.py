"""The page for reading and filing: complete, harmless, whole in itself, causes before what follows from them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hand_made import finding
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplugin.model import LAPSED, Basis, Explanation, FileRun, Run
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.html import render

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The tags of a page, its links and its text; asserts that tags close in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.ids, self.told = [], [], [], [], ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        named = dict(attrs)
        assert not [name for name in named if name.startswith("on") or name == "src"]
        self.links += [named["href"]] if "href" in named else []
        self.ids += [named["id"]] if "id" in named else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.told += data if "style" not in self.open else ""


def lone(**changes):
    return Run((FileRun("自评表.xlsx", "", findings=(replace(finding("P201", "explain", 26, 6), **changes),)),))


def reason(**changes):
    given_ = {"id": "x", "text": "设备已退回", "by": "经办人", "date": "2024-03-01", "place": Place("审核说明", 2, 7)}
    return Explanation(**given_ | changes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_but_itself(run, lang):
    text = render(run, lang)
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    assert "default-src 'none'" in text
    assert "@import" not in text
    assert "url(" not in text
    assert text.startswith("<!DOCTYPE html>\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_links_within_the_page_lead_somewhere(run, lang):
    page = Page(render(run, lang))
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert [link for link in page.links if not link.startswith("#")] == ["https://example.org"]


def test_everything_that_was_found_is_told(run):
    told = Page(render(run)).told
    for words in (
        *(
            "2022年度区本级项目支出绩效自评计分表",
            "四川省资阳市雁江区 2022",
            "未定义版本",
            "未识别出绩效表，与 a/b/2022 相近",
        ),
        *("得分合计80与各行之和90不一致", "合计 80；各行之和 90", "E5：4.50", "另一本.xlsx 目标表!A9：90"),
        *("由第 2 条引起", "某办法 第三条", "看不到公式", "文件有打开密码"),
    ):
        assert words in told


def test_a_consequence_stands_below_its_cause_and_further_right(run):
    text = render(run)
    cause, consequence = text.index('id="f1-2"'), text.index('id="f1-3"')
    assert cause < consequence
    assert re.search(r'<article class="finding explain follows" id="f1-3" style="margin-left: \d+px">', text)


def test_a_cell_that_should_be_blank_is_told_so():
    assert "应为 （空白）" in Page(render(lone(stated="77", expected=""))).told


def test_an_answer_is_shown_with_who_gave_it_and_whether_it_still_holds():
    text = render(lone(explanation=reason()))
    assert "finding answered" in text
    assert "已说明：设备已退回（经办人，2024-03-01）" in Page(text).told
    assert '<li class="answered"><b>1</b>已说明</li>' in text
    lapsed = render(lone(explanation=reason(state=LAPSED)))
    assert "finding explain" in lapsed
    assert '<li class="answered">' not in lapsed
    assert "已失效" in Page(lapsed).told


def test_a_clean_form_is_called_clean_only_where_all_was_checked(run):
    file = replace(run.files[0], findings=())
    assert "已审核的部分没有发现问题" in Page(render(Run((file,)))).told
    assert "没有发现问题。" in Page(render(Run((replace(file, not_checked=()),)))).told
    assert "没有发现问题" not in Page(render(Run((run.files[1],)))).told


def test_what_settings_and_baseline_leave_out_is_said(run):
    file = replace(run.files[0], disabled={"W101": "市里另有规定"}, known=3)
    told = Page(render(Run((file,)))).told
    assert "W101 市里另有规定" in told
    assert "另有 3 条" in told


def test_only_web_addresses_become_links():
    page = Page(render(lone(basis=Basis("某办法", None, "javascript:alert(1)"))))
    assert "某办法" in page.told
    assert not [link for link in page.links if not link.startswith("#")]


@settings(max_examples=50)
@given(st.text())
def test_whatever_stands_in_a_cell_stays_text(text):
    changes = {"message": text, "stated": text, "operands": {text: text}, "basis": Basis(text or "某办法")}
    page = Page(render(lone(**changes)))
    plain = Page(render(lone(message="x", stated="x", operands={"x": "x"}, basis=Basis("x"))))
    assert page.tags == plain.tags
