"""The receipt says for every row what was stated, what the rule gives and why, and adds it up without a gap."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import SHEET, entry
from hypothesis import given
from hypothesis import strategies as st

from specimens import WORKBOOKS, specimen
from xlplugin.model import Basis, FileRun, Form, Group, Indicator, NotChecked, Outcome, Reading, Receipt, Run, Score
from xlplugin.pipeline import check_workbook
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.receipt import Heading, Subtotal, statement
from xlplugin.reports.receipt_note import notes
from xlplugin.reports.receipt_row import Row, row
from xlplugin.reports.receipt_text import render, wrapped
from xlplugin.reports.receipt_words import WORDS, method_name, plain, readable, signed
from xlplugin.reports.terminal import width

SEEDS = sorted((WORKBOOKS / "sichuan").glob("**/*seed*.md"))
YUNXING = WORKBOOKS / "sichuan" / "yanjiang" / "project" / "2022-seed-yunxing.md"
BAZHOU = WORKBOOKS / "sichuan" / "bazhou" / "project-selfeval" / "2023-seed-dianlu.md"
QUXIAN = WORKBOOKS / "sichuan" / "quxian" / "project-targets" / "2024-seed-qianqi.md"


def checked(path):
    return check_workbook(specimen(path), path.name, "")


def exact(value, **more):
    return Outcome(Decimal(value), Decimal(value), Decimal(value), "criteria", **more)


def unjudged(low, high, why, **more):
    return Outcome(None, Decimal(low), Decimal(high), "criteria", why=why, **more)


def receipt(number, outcome, stated="", weight="5", **more):
    points = entry(number, 6, stated, stated or None, "number" if stated else "blank")
    return Receipt(Place(SHEET, number, 6), f"指标{number}", Decimal(weight), points, outcome, **more)


def form(*receipts, groups=(), **more):
    rows = tuple(
        Indicator(Place(SHEET, one.place.row, 3), one.name, weight=entry(one.place.row, 4, "5", 5, "number"))
        for one in receipts
    )
    counted = [one.counted for one in receipts]
    computed = None if None in counted else sum(counted, Decimal(0))
    score = Score(receipts, computed=computed, highest=Decimal(10), **more)
    return Form(SHEET, "自评计分表", Place(SHEET, 1, 1), indicators=rows, groups=groups, score=score)


def text_of(*forms, lang="zh"):
    return render(Run((FileRun("一.xlsx", "", forms=forms),)), lang)


def totals(told):
    return dict(told.totals)


def test_a_row_shows_cells_figures_rule_arithmetic_and_difference():
    told = next(
        line for line in statement(checked(YUNXING).forms[0]).body if isinstance(line, Row) and line.cell == "F9"
    )
    assert (told.name, told.weight, told.stated, told.points, told.difference) == (
        "资金到位率", "5", "4.55", "5.00", "-0.45",
    )  # fmt: skip
    assert told.data == ("数据：实际到位资金 181.87（目标完成情况表!D8）；计划投入资金 181.87（目标完成情况表!C8）",)
    assert told.rule[0].startswith("规则（E9印制）：资金到位率=")
    assert "每低于1个百分点扣1分" in told.rule[0]
    assert told.rule[1].startswith("算式：资金到位率 100%")
    assert told.loss == "填报少 0.45 分：填报 4.55（F9），按规定可得 5.00"


def test_what_cannot_be_computed_says_why_and_that_it_was_taken_as_stated():
    told = row(receipt(5, unjudged(0, 5, "缺少：到位及时率"), "4.80"), None)
    assert (told.points, told.difference) == ("0～5", "—")
    assert told.notes == ("未作判断：缺少：到位及时率；可得 0 至 5 分", "按填报数 4.80 计入合计")
    assert told.loss == "失 0.20 分：填报得分 4.8（F5），满分 5，表内无从核算"


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [("", "没有填写得分，不能计入合计"), ("7", "填报数 7 不在可得分数之内，不能计入合计")],
)
def test_points_that_cannot_enter_the_total_are_never_counted_in_silence(stated, sentence):
    bad = receipt(5, unjudged(0, 5, "由人评定"), stated)
    told = statement(form(bad, receipt(6, exact(5), "5")))
    assert sentence in next(line for line in told.body if isinstance(line, Row)).notes
    assert totals(told)["按规定计算"] == "不能合计，因为：指标5（F5）没有得分可计"


def test_the_few_points_that_are_possible_are_named():
    told = row(receipt(5, unjudged(0, 3, "由人评定", choices=(Decimal(0), Decimal("1.50"), Decimal(3))), "3"), None)
    assert told.notes[0] == "未作判断：由人评定；只能得 0、1.5 或 3 分"


def test_other_readings_are_told_in_their_words_and_the_one_that_was_meant_is_marked():
    readings = (
        Reading("prorated", "不足一步的按比例扣", Decimal("4.55")),
        Reading("quantitative.strict", "未达到不得分", Decimal(0)),
    )
    told = row(receipt(5, exact("4.8", readings=readings), "4.55"), None)
    assert told.notes == ("其他读法：不足一步的按比例扣 4.55（与填报数一致）；未达到不得分 0.00",)


def test_a_method_is_called_by_its_words_and_an_unknown_one_by_its_name():
    assert method_name("quantitative.strict", "zh") == "未达到不得分"
    assert method_name("quantitative.strict", "en") == "all or nothing"
    assert method_name("nobody.knows", "zh") == "nobody.knows"


def test_every_doubt_about_a_row_is_said():
    told = row(
        receipt(
            5, exact(5, over=True, unsure=True, confirmed=False), "5",
            gap="0%时没有规定", most=Decimal("2.5"), zero=True, wanted="满意率",
        ),
        None,
    )  # fmt: skip
    words = WORDS["zh"]
    assert told.notes == (
        "0%时没有规定",
        "评分标准最多能给 2.5 分，与印制的分值 5 不符，按此不作判断",
        "表中应有而没有填写的数据：满意率",
        words["zero"],
        words["over"],
        words["unsure"],
        words["unconfirmed"],
    )


def test_a_percentage_is_shown_as_such_and_a_lost_point_names_result_and_target():
    told = statement(checked(BAZHOU).forms[0])
    assert any("完成值 90%（H17）" in line and "指标值 95（F17）" in line for line in told.losses)


def test_a_bonus_that_was_not_earned_is_no_loss():
    one = receipt(5, unjudged(0, 2, "由人评定"), "0", weight="2")
    item = Indicator(Place(SHEET, 5, 3), "创新", bonus=True)
    assert row(one, item).loss == ""
    assert row(one, replace(item, bonus=False)).loss


def test_classes_have_a_heading_above_and_a_subtotal_below_their_rows():
    groups = (
        Group(Place(SHEET, 5, 1), "投入", 1, (0, 1), entry(5, 1, "投 入\n（10分）", 10), entry(5, 7, "9", 9)),
        Group(Place(SHEET, 5, 2), "立项", 2, (0,), entry(5, 2, "立项（5分）", 5)),
        Group(Place(SHEET, 7, 1), "产出", 1, (2,)),
    )
    rows = receipt(5, exact(5), "5"), receipt(6, exact("4.555"), "4"), receipt(7, unjudged(0, 5, "由人评定"))
    body = statement(form(*rows, groups=groups)).body
    assert [type(line) for line in body] == [
        Heading, Heading, Row, Subtotal, Row, Subtotal, Heading, Row, Subtotal,
    ]  # fmt: skip
    assert body[0] == Heading("投入（10分）", 1)
    assert body[5] == Subtotal("小计：投入", "10", "9", "9.56", "-0.56")
    assert body[-1] == Subtotal("小计：产出", "5", "—", "—", "—")


def test_rows_that_share_a_cell_of_points_keep_their_own_lines():
    first = receipt(5, exact(5), "5")
    names = [line.name for line in statement(form(first, replace(first, name="另一行"))).body]
    assert names == ["指标5", "另一行"]


def test_the_totals_are_as_filled_by_the_rules_and_highest():
    told = statement(checked(YUNXING).forms[0])
    assert totals(told) == {
        "填报总分": "99.35（F26）",
        "各行填报之和": "99.35",
        "按规定计算": "99.80（其中 85.80 分表内无从核算，按填报数计入）",
        "最高可达": "100.00",
        "满分": "100",
        "填报与规定之差": "-0.45",
    }
    assert [line.partition(" ")[0] for line in told.losses] == ["F8", "F9"]


def test_a_form_without_a_total_is_still_added_up():
    told = totals(statement(checked(QUXIAN).forms[0]))
    assert (told["填报总分"], told["按规定计算"]) == ("表中没有总分", "74.23")


def test_every_known_scale_gives_its_grade_and_an_unconfirmed_one_says_so():
    grades = (("优", Basis("甲办法"), True), ("良", Basis("乙通知"), False))
    told = totals(statement(form(receipt(5, exact(5), "5"), grades=grades)))
    assert told["等级"] == "按甲办法为优，按乙通知为良（未见正式条文）"


def test_rows_in_use_that_have_no_points_are_named_and_empty_lines_are_not():
    told = form(receipt(5, exact(5), "5"))
    bare = Indicator(Place(SHEET, 8, 3), "没有分值", target=entry(8, 4, "≥5次"))
    empty = Indicator(Place(SHEET, 9, 3), "指标9：", target=entry(9, 4, "", state="blank"))
    score = replace(told.score, rows=(*told.score.rows, None, None), computed=None)
    said = statement(replace(told, indicators=(*told.indicators, bare, empty), score=score))
    assert said.unscored == "没有分值（C8）"
    assert totals(said)["按规定计算"] == "不能合计，因为：没有分值（C8）没有分值或指标值"


def test_a_form_without_a_score_says_that_there_is_nothing_to_score():
    bare = Form(SHEET, "某表", Place(SHEET, 1, 1))
    assert statement(bare) is None
    assert "没有可计分的行" in text_of(bare)


def test_what_was_not_checked_stands_in_the_receipt():
    run = Run((FileRun("一.xlsx", "", not_checked=(NotChecked(None, "整个文件", "文件有打开密码"),)),))
    assert "整个文件：文件有打开密码" in render(run)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_row_of_every_specimen_is_in_the_text_and_no_line_is_too_wide(path, lang):
    run = checked(path)
    said = render(Run((run,)), lang)
    for one in run.forms:
        for told in one.score.receipts if one.score else ():
            assert f" {told.place.cell} " in said
    bodies = [line for line in said.splitlines() if line.startswith("      ")]
    assert all(width(line) <= 102 for line in bodies if not line.lstrip().startswith("小计"))


def test_a_long_name_goes_on_below_its_beginning():
    said = text_of(form(replace(receipt(5, exact(5), "5"), name="保障" * 60)))
    assert sum(line.count("保障") for line in said.splitlines()) == 60
    assert max(map(width, said.splitlines())) <= 100


def test_a_cell_cannot_steer_the_terminal():
    outcome = unjudged(0, 5, "看\x1b[31m红")
    assert "\x1b" not in text_of(form(replace(receipt(5, outcome, "5"), name="名\x1b[2J称")))


def test_the_english_frame_keeps_the_words_of_the_form():
    said = render(Run((checked(YUNXING),)), "en")
    assert "Total by the rules" in said
    assert "99.80" in said
    assert "资金到位率" in said
    assert "填报" not in said


def test_both_languages_say_the_same_things():
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key, sentence in WORDS["zh"].items():
        assert sentence.count("{") == WORDS["en"][key].count("{"), key


@given(st.text(alphabet="甲乙，。；1234567890.abc ", max_size=300), st.integers(20, 120))
def test_breaking_a_text_loses_nothing_and_keeps_the_width(text, across):
    lines = list(wrapped(text, 2, 4, across))
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest = max((width(word) for word in text.split()), default=0)
    assert all(width(line) <= max(across + 2 * len(text), longest) for line in lines)
    if not set(text) & set("，。；"):
        assert all(width(line) <= max(across, 4 + longest) for line in lines)


def test_no_figure_is_torn_at_the_end_of_a_line():
    assert list(wrapped("资金到位率 123.4567", 0, 2, 16)) == ["资金到位率", "  123.4567"]


@pytest.mark.parametrize(
    ("number", "spelt"),
    [("5.00", "5"), ("10", "10"), ("1E+2", "100"), ("0.12345", "0.1235"), ("0", "0"), ("1E+40", "1" + "0" * 40)],
)
def test_a_figure_is_spelt_plainly(number, spelt):
    assert plain(Decimal(number)) == spelt


def test_arithmetic_is_readable_and_differences_have_signs():
    assert readable("实际完成率 71.42857142857142857142857143%×4=2.857142857") == "实际完成率 71.4286%×4=2.8571"
    assert [signed(Decimal(one)) for one in ("0.455", "-0.45", "0.001", "0")] == ["+0.46", "-0.45", "0", "0"]


def test_an_absurd_figure_is_shown_and_breaks_nothing():
    huge = Decimal("1E+40")
    told = row(receipt(5, exact(huge), str(huge), weight=str(huge)), None)
    assert told.points == told.weight == "1" + "0" * 40
    assert told.difference == "0"


def test_the_note_of_a_blamed_points_cell_carries_its_receipt():
    run = checked(YUNXING)
    carried = {place.cell: text for place, text in notes(run).items()}
    assert carried["F9"].splitlines()[0] == "计分底稿：分值 5，填报 4.55，按规定 5.00，差 -0.45"
    assert "算式：" in carried["F9"]
    assert "F10" not in carried
