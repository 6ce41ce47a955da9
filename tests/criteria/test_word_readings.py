"""Every word that carries a scoring sentence: in the place of ``{}`` it gives the notation of its line.

``两→2`` is a word that the notation writes otherwise; ``{}`` in the notation is the word itself.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from worked import rows

from xlplugin.criteria import notation, parse_notation, understand

WORDS = [
    pytest.param(row["sentence"].replace("{}", word), row["notation"].replace("{}", written or word), id=word)
    for row in rows("words.tsv")
    for word, _, written in (one.partition("→") for one in row["words"].split(" "))
]


@pytest.mark.parametrize(("sentence", "meaning"), WORDS)
def test_a_word_means_what_its_line_says(sentence, meaning):
    expression = understand(sentence, Decimal(10))
    assert notation(expression) == meaning
    assert parse_notation(meaning) == expression


LEVELS = "全部 部分 未 基本 完全 没有 没 优 良 中 差 合格 较 一般 一等 二等 三等 国家级 省级 市级 县级 达到 不"


@pytest.mark.parametrize("word", LEVELS.split(" "))
def test_awards_that_all_begin_with_a_level_are_levels_where_no_weight_is_known(word):
    levels = understand(f"全部完成的得3分，{word}完成的得1分。")
    assert notation(levels) == f"tiers(「全部完成」: 3, 「{word}完成」: 1)"
    parts = understand(f"全面完成的得3分，{word}完成的得1分。")
    assert notation(parts) == f"sum_of_parts([binary(3; 「全面完成」), binary(1; 「{word}完成」)])"
