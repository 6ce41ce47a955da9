"""What is told about a rule: its sentence in Chinese, its messages in English, without gaps."""

from __future__ import annotations

import pytest

from xlplugin import pipeline
from xlplugin.reports.rule_pages import headline, messages, section, sentence

RULES = pytest.mark.parametrize("rule", pipeline.rules(), ids=lambda rule: rule.code)


@RULES
def test_every_page_says_in_one_sentence_what_is_found_why_and_on_what_basis(rule):
    page = pipeline.rule_page(rule.code)
    assert sentence(page)
    assert "\n" not in sentence(page)
    assert section(page, "为什么")
    assert section(page, "依据")


@RULES
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_are_told_without_braces(rule, lang):
    told = messages(rule, lang)
    assert told
    assert not [message for message in told if "{" in message or "}" in message]


@RULES
def test_an_english_headline_has_no_chinese(rule):
    assert headline(rule, "en").isascii()
    assert headline(rule) == rule.title


def test_figures_keep_their_part_and_other_blanks_stay_open():
    rule = pipeline.rules()[0]
    assert "‹stated›" in "".join(messages(rule, "en"))


def test_a_sentence_over_two_lines_is_joined():
    assert sentence("# X\n\n一句话：合计不等于\n各行之和。\n\n## 为什么\n\n因为。\n") == "合计不等于各行之和。"
    assert sentence("# X\n") == section("# X\n", "为什么") == ""
