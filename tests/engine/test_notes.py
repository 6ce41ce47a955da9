"""A note between the rows of a table never ends the reading in silence: the table goes on, or it is told what is left.

注：…… stands below tables, between their rows, in their name cells; rows below it are read where they stand as rows of
the table, and blocking where figures stand in its columns and nobody can tell what they are.
"""

from __future__ import annotations

import pytest

from moved_sheets import insert_rows
from specimens import ROOT, WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel.read import load, read_workbook
from xlplugin.grid.text import workbook
from xlplugin.place import Area
from xlplugin.record import replace

NOTE = "注：以下由项目单位填写"
SIGNED = "填表人：    联系电话："
RULES = "填表说明：1.得分不超过分值。2.完成率=实际完成值/年度指标值×100%，满分10分"
HEAD = """| 项目支出绩效自评表 | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 新建公厕 | ≥6座 | 6座 | 50 | 50 |
"""
ROW = "| 效益指标 | 社会效益指标 | 群众投诉 | ≤10件 | 12件 | 50 | 99 |\n"
TOTAL = "| 总分 | < | < | < | < | 100 | 149 |\n"
CARD = """| 部门整体支出绩效自评计分表 | < | < | < |
| 评价指标 | 分值 | 评分标准 | 得分 |
| 一、过程 | | | |
| 1.预算完成率 | 40 | 每低1%扣1分 | 40 |
"""
LAYOUTS = sorted((ROOT / "tests" / "layouts").glob("*.md"))
FILLED = [
    "national/project-selfeval/2020-pass-a.xlsx",
    "sichuan/bazhou/project-selfeval/2023-seed-dianlu.xlsx",
    "sichuan/leshan-shizhong/project-selfeval/2022-seed-office.xlsx",
    "sichuan/yanjiang/project/2022-seed-waishi.xlsx",
    "yunnan/lincang/project/2022-seed-sheshan.xlsx",
]
BOOKS = {path.stem: lambda path=path: workbook(path.read_text("utf-8").partition("## 期望")[0]) for path in LAYOUTS}
BOOKS |= {name: lambda name=name: read_workbook(load(str(WORKBOOKS / name)), name) for name in FILLED}


def across(note):
    return f"| {note} | < | < | < | < | < | < |\n"


def check(text, lang="zh"):
    return pipeline.check_workbook(workbook(text), "", "", lang)


def blocking(run):
    return [note.what for note in run.not_checked if note.blocking]


def names(run):
    return [one.name for form in run.forms for one in form.indicators]


def said(entry):
    return entry and entry.raw


def read(run):
    """All that was read of the tables, without its addresses."""
    return [
        (
            [(one.name, one.level1, one.level2, *map(said, entries(one)), one.bonus) for one in form.indicators],
            [(group.name, group.members, said(group.weight), said(group.points)) for group in form.groups],
            form.total and (said(form.total.weight), said(form.total.points)),
            [(line.line, {key: said(entry) for key, entry in line.figures.items()}) for line in form.budget],
        )
        for form in run.forms
    ]


def entries(one):
    return one.target, one.actual, one.weight, one.points, one.reason, one.criteria


def starts(run, sheet):
    """The rows where a note may be put: before every row of a table, and below its last one."""
    tables = [[one.place.row for one in form.indicators if one.place.sheet == sheet] for form in run.forms]
    tables += [[line.place.row for line in form.budget if line.place.sheet == sheet] for form in run.forms]
    return sorted({row for rows in tables if rows for row in range(min(rows), max(rows) + 2)})


def with_note(grid, at, note):
    """The sheet with a note in a row of its own, over as many columns as are free there."""
    moved = insert_rows(grid, at, 1)
    right = max(column for _, column in moved.values)
    held = {
        column for area in moved.merges if area.top < at <= area.bottom for column in range(area.left, area.right + 1)
    }
    first = next(column for column in range(1, right + 2) if column not in held)
    last = next((column - 1 for column in range(first, right + 1) if column in held), max(right, first))
    merges = (*moved.merges, Area(at, first, at, last)) if last > first else moved.merges
    return replace(moved, values={**moved.values, (at, first): note}, merges=merges), first


@pytest.mark.parametrize("name", BOOKS)
def test_wherever_a_note_stands_between_its_rows_a_table_is_read_as_without_it(name):
    book = BOOKS[name]()
    plain = pipeline.check_workbook(book, "", "")
    told = []
    for position, grid in enumerate(book.sheets):
        names = max((form.columns["name"].column for form in plain.forms if "name" in form.columns), default=1)
        for at in starts(plain, grid.name):
            changed, first = with_note(grid, at, (NOTE, SIGNED, RULES)[at % 3])
            if first > names:
                continue  # it stands beside the names, as an entry
            sheets = tuple(changed if at == position else one for at, one in enumerate(book.sheets))
            run = pipeline.check_workbook(replace(book, sheets=sheets), "", "")
            if read(run) != read(plain) or blocking(run) != blocking(plain):
                told.append((grid.name, at))
    assert told == []


@pytest.mark.parametrize("note", [NOTE, "备注", "说明", "附件1", "1/2", "存在问题：无", "填表人："])
def test_a_row_whose_label_was_written_over_is_read_all_the_same_or_told(note):
    book = BOOKS[FILLED[0]]()
    plain, grid = pipeline.check_workbook(book, "", ""), book.sheets[0]
    for one in plain.forms[0].indicators:
        for column in range(1, one.place.column + 1):
            if (one.place.row, column) in grid.values:
                values = {**grid.values, (one.place.row, column): note}
                run = pipeline.check_workbook(replace(book, sheets=(replace(grid, values=values),)), "", "")
                assert len(names(run)) == len(names(plain)) or blocking(run), (one.place.row, column)


def test_a_note_in_a_name_cell_is_the_name_of_its_row():
    assert names(check(HEAD.replace("新建公厕", "注：以上为主要产出") + ROW)) == ["注：以上为主要产出", "群众投诉"]


@pytest.mark.parametrize("note", [NOTE, SIGNED, RULES, "备注"])
@pytest.mark.parametrize("below", [ROW, ROW + TOTAL, across(NOTE) + ROW, across("2.定性指标分三档，80%–100%") + ROW])
def test_rows_below_a_note_are_read_and_judged(note, below):
    run = check(HEAD + across(note) + below)
    assert names(run) == ["新建公厕", "群众投诉"]
    assert ("P203", "G") in {(one.code, one.place.cell[0]) for one in run.findings}
    assert blocking(run) == []


def test_a_row_below_a_note_may_hold_a_target_and_a_result_alone():
    assert names(check(HEAD + across(NOTE) + "| | | 群众投诉 | ≤10件 | 12件 | | |\n")) == ["新建公厕", "群众投诉"]


def test_a_row_below_a_note_may_print_its_full_mark_in_its_name():
    text = """| 项目支出绩效自评表 | < | < | < | < |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标 | 新建公厕（50分） | ≥6座 | 6座 | 50 |
| 注：以下由项目单位填写 | < | < | < | < |
| | 群众投诉（50分） | ≤10件 | 12件 | 99 |
"""
    assert names(check(text)) == ["新建公厕", "群众投诉"]


def test_a_note_right_below_the_header_hides_nothing():
    run = check(HEAD.replace("| 产出", across(NOTE) + "| 产出"))
    assert names(run) == ["新建公厕"]


@pytest.mark.parametrize(
    "below",
    [
        "| 评价结论 | 自评得分50分 | < | < | < | < | < |\n| 存在问题 | 无 | < | < | < | < | < |\n",
        f"{across(RULES)}| | 2.定量指标完成的，记全部分值。 | < | < | < | 10 | |\n",
        "| 填表人： | | 审核人： | | 填报日期： | 2024年2月 | |\n",
        "| 联系人 | 某某 | 联系电话 | 6220000 | 填报日期 | 2023年4月10日 | |\n",
        f"{across(NOTE)}| 单位地址： | 人民路1号 | < | < | 邮编： | 641300 | |\n",
        "| 评价结论 | 97.5 | < | < | < | < | < |\n",
        f"{across('备注：金额单位为万元')}{across('1.得分不超过分值')}{across('2. 完成率=实际/计划')}",
    ],
)
def test_what_closes_a_form_is_no_row_and_nothing_is_told(below):
    run = check(HEAD + below)
    assert names(run) == ["新建公厕"]
    assert blocking(run) == []


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        (TOTAL + across(NOTE) + ROW + ROW, "第6–7行"),
        (across("附件2") + ROW, "第5行"),
        (across("项目支出绩效自评表（效益部分）") + ROW + ROW, "第5–6行"),
        ("| 资金来源 | 预算数 | 执行数 | | | | |\n| 资金总额 | 30 | 27 | | | | |\n" + ROW, "第6行"),
        (
            "| 资金来源 | 预算数 | 执行数 | | | | |\n| 资金总额 | 30 | 27 | | | | |\n"
            + HEAD.splitlines(keepends=True)[1]
            + ROW,
            "第7行",
        ),
        (across(NOTE) + "| | | | | | | 99 |\n", "第5行"),
        (across(NOTE) + "| | | 群众投诉 | 10 | 12 | | |\n", "第5行"),
        (
            across(NOTE) + "| 指标名称 | 分值 | 评分标准 | 得分 | | | |\n| 群众投诉 | 50 | 每件扣1分 | 99 | | | |\n",
            "第6行",
        ),
    ],
    ids=[
        "below the total",
        "of another annex",
        "under a title alone",
        "below a budget",
        "below a budget and a header",
        "without a name",
        "of bare numbers",
        "of another table",
    ],
)
def test_figures_that_belong_to_no_row_of_the_table_are_told(below, rows):
    assert blocking(check(HEAD + below)) == [rows]


def test_the_rows_are_told_in_english_too():
    (note,) = [one for one in check(HEAD + TOTAL + across(NOTE) + ROW, "en").not_checked if one.blocking]
    assert (note.what, "below a note" in note.why) == ("rows 6", True)


def test_a_header_printed_again_below_a_note_goes_on_with_the_table():
    header = HEAD.splitlines(keepends=True)[1]
    assert names(check(HEAD + across(NOTE) + header + ROW)) == ["新建公厕", "群众投诉"]


def test_another_form_below_the_note_is_a_form_of_its_own():
    run = check(HEAD + across(NOTE) + HEAD.replace("新建公厕", "改建公厕"))
    assert [[one.name for one in form.indicators] for form in run.forms] == [["新建公厕"], ["改建公厕"]]
    assert blocking(run) == []


def test_the_heading_of_a_class_below_a_note_is_no_part_of_it():
    run = check(CARD + "| 注：以下为效益 | < | < | < |\n| 二、效益 | | | |\n| 1.群众满意度 | 60 | 每低1%扣1分 | 99 |\n")
    assert [(one.name, one.level1) for one in run.forms[0].indicators] == [
        ("1.预算完成率", "一、过程"),
        ("1.群众满意度", "二、效益"),
    ]


def test_what_stands_above_the_heading_below_a_note_is_no_heading():
    below = "| 注：以下为效益 | < | < | < |\n| 由群众代表评分 | | | |\n| 二、效益 | | | |\n"
    run = check(CARD + below + "| 1.群众满意度 | 60 | 每低1%扣1分 | 99 |\n")
    assert [(one.name, one.level1) for one in run.forms[0].indicators][-1] == ("1.群众满意度", "二、效益")


BUDGET = """| 项目支出绩效自评表 | < | < |
| 资金来源 | 预算数（万元） | 执行数（万元） |
| 资金总额 | 30 | 27 |
| 注：含上年结转 | < | < |
| 财政拨款 | 20 | 19 |
| 其他资金 | 10 | 9 |
"""


def test_a_note_between_lines_of_money_ends_nothing():
    run = check(BUDGET)
    assert [line.line for line in run.forms[0].budget] == ["资金总额", "财政拨款", "其他资金"]
    assert "B302" in {one.code for one in run.findings}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_of_which_only_the_header_was_read_is_not_called_clean(lang):
    run = check("".join(HEAD.splitlines(keepends=True)[:2]), lang)
    assert blocking(run) == [{"zh": "表中各行", "en": "the rows of the form"}[lang]]


def test_an_empty_known_form_beside_a_filled_one_blocks_nothing():
    empty = pipeline.blank_form("sichuan/quxian/project-targets/2024")
    sheets = (*workbook(HEAD).sheets, *workbook("\n".join(without_kinds(empty))).sheets)
    run = pipeline.check_workbook(replace(workbook(HEAD), sheets=sheets), "", "")
    assert blocking(run) == []
    assert [note.what for note in run.not_checked if "没有可审核" in note.why] == ["表中各行"]


def without_kinds(text):
    """A blank form as a sheet: the first cell of its rows is their kind."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return ["表：目标表", "", *("|" + line.split("|", 2)[2] for line in rows)]
