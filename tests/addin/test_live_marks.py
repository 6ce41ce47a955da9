"""Marks in the open book: what they look like, and that clearing them leaves no trace."""

from __future__ import annotations

import pytest
from engine.opened import SPECIMENS, alerts, contents, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.styles.colors import Color

from xlplugin.addin import buttons
from xlplugin.excel import live_marks, live_state
from xlplugin.excel.styles import TINTS
from xlplugin.excel.wording import WORDS
from xlplugin.grid import Grid
from xlplugin.grid import Workbook as Sheets
from xlplugin.model import SEVERITIES, Basis, FileRun, Finding
from xlplugin.place import Area, Place

BASIS = Basis("财预〔2020〕10号")


def finding(sheet, row, column, severity="error", message="不一致"):
    return Finding(
        f"{sheet}{row}{column}{message}", "W101", "n", severity, Place(sheet, row, column), message, "1", "2", BASIS
    )


def workbook(*names, merges=()):
    return Sheets(tuple(Grid(name, merges=tuple(merges)) for name in names))


def mark(book, found, merges=(), receipts=None):
    names = [sheet.name for sheet in book.sheets]
    live_marks.mark(
        book, workbook(*names, merges=merges), FileRun("表.xlsx", "", findings=tuple(found)), receipts or {}
    )


def tints(book, sheet):
    return {
        str(area.sqref): rule.dxf.fill.bgColor.rgb
        for area in book.impl.file[sheet].conditional_formatting
        for rule in area.rules
        if rule.formula == ['"xlplugin"="xlplugin"']
    }


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "自评表.xlsx"
    file = Workbook()
    file.active.title = "计分表's"
    file.active["B2"], file.active["E5"] = "指标", 10
    file.active.merge_cells("C3:D4")
    file.create_sheet("其他")["A1"] = "说明"
    file.save(path)
    return path


def test_each_cell_gets_the_tint_of_its_gravest_finding_and_a_note_with_all_of_them(form):
    found = [
        finding("计分表's", 2, 2, "advice", "甲"),
        finding("计分表's", 2, 2, "error", "乙"),
        finding("其他", 1, 1, "explain"),
    ]
    with opened(form) as book:
        mark(book, found, receipts={Place("计分表's", 2, 2): "计分：10"})
        assert tints(book, "计分表's") == {"B2": TINTS["error"]}
        assert set(tints(book, "其他").values()) == {TINTS["explain"]}
        note = book.impl.file["计分表's"]["B2"].comment.text
        assert note.startswith(live_marks.HEAD)
        assert all(part in note for part in ("【提示】甲", "【必须改正】乙", "计分：10", "财预〔2020〕10号", "第 2 条"))


def test_a_finding_inside_a_merged_area_marks_all_of_it(form):
    with opened(form) as book:
        mark(book, [finding("计分表's", 4, 4)], merges=[Area(3, 3, 4, 4)])
        assert set(tints(book, "计分表's")) == {"C3:D4"}
        assert book.impl.file["计分表's"]["C3"].comment


def test_the_results_sheet_lists_every_finding_with_a_link_to_its_cell(form):
    with opened(form) as book:
        mark(book, [finding("计分表's", 2, 2), finding("其他", 1, 1, "explain", "=1+1")])
        sheet = book.impl.file["审核结果"]
        assert [cell.value for cell in sheet[4]] == WORDS["zh"]["columns"].split()
        assert [cell.value for cell in sheet[6]][:7] == [2, "需要说明", "其他", "A1", "=1+1", "1", "2"]
        assert sheet["E6"].data_type == "s"
        assert sheet["D5"].hyperlink.location == "'计分表''s'!B2"
        assert book.impl.file.active is sheet


def test_the_state_sheet_cannot_be_unhidden_from_the_menu_and_refers_to_cells_by_formulas(form):
    with opened(form) as book:
        mark(book, [finding("计分表's", 2, 2)])
        sheet = book.impl.file[live_state.NAME]
        assert sheet.sheet_state == "veryHidden"
        assert sheet["A2"].value == "='计分表''s'!$B$2"
        assert live_state.find(book).findings[0][0] == Place("计分表's", 2, 2)


def test_a_sheet_of_the_user_that_has_our_name_is_neither_used_nor_deleted(form):
    file = load_workbook(form)
    for name in ("审核结果", "_xlplugin"):
        file.create_sheet(name)["A1"] = "我的"
    file.save(form)
    with opened(form) as book:
        before = contents(book)
        mark(book, [finding("计分表's", 2, 2)])
        assert {"审核结果(2)", "_xlplugin(2)"} < set(book.impl.file.sheetnames)
        assert live_marks.clear(book)
        assert contents(book)[0] == before[0]


def test_a_row_deleted_since_is_no_obstacle_to_clearing(form):
    with opened(form) as book:
        mark(book, [finding("计分表's", 2, 2), finding("其他", 1, 1)])
        book.impl.file["_xlplugin"]["A2"] = "='计分表''s'!#REF!"
        assert live_state.find(book).findings[0][0] is None
        del book.impl.file["审核结果"]
        book.impl.file["_xlplugin"]["B1"] = "=#REF!$A$1"
        assert live_marks.clear(book)
        assert book.impl.file.sheetnames == ["计分表's", "其他"]


@pytest.mark.parametrize("sheet", ["计分表's", "其他"])
def test_a_protected_sheet_is_named_and_no_other_sheet_is_marked(form, sheet):
    with opened(form) as book:
        before = contents(book)
        book.impl.file[sheet].protection.sheet = True
        with pytest.raises(live_marks.UsageError, match=sheet) as refusal:
            mark(book, [finding("计分表's", 2, 2), finding("其他", 1, 1)])
        assert "撤消工作表保护" in str(refusal.value)
        assert contents(book) == before


def test_a_shared_workbook_refuses_at_its_first_cell_with_no_sheet_added(form, monkeypatch):
    with opened(form) as book:
        before = contents(book)
        rules = type(book.sheets[0].range("A1").conditional_formats.impl)
        monkeypatch.setattr(rules, "add_custom", lambda *_: 1 / 0)
        with pytest.raises(live_marks.UsageError, match="取消共享"):
            mark(book, [finding("计分表's", 2, 2)])
        assert contents(book) == before


def test_a_protected_structure_refuses_with_nothing_half_done(form):
    with opened(form) as book:
        before = contents(book)
        book.impl.lock()
        with pytest.raises(live_marks.UsageError, match="结构可能受保护"):
            mark(book, [finding("计分表's", 2, 2)])
        assert contents(book) == before


@pytest.mark.parametrize("locked", ["structure", "sheet"])
def test_what_was_protected_after_marking_is_cleared_wholly_or_not_at_all(form, locked):
    with opened(form) as book:
        mark(book, [finding("计分表's", 2, 2), finding("其他", 1, 1)])
        if locked == "structure":
            book.impl.lock()
        else:
            book.impl.file["其他"].protection.sheet = True
        marked = contents(book)
        with pytest.raises(live_marks.UsageError, match="没有做任何改动"):
            live_marks.clear(book)
        assert contents(book) == marked


FILLS = st.one_of(
    st.none(),
    st.builds(lambda rgb: PatternFill("solid", fgColor=f"FF{rgb:06X}"), st.integers(0, 0xFFFFFF)),
    st.builds(
        lambda theme, tint: PatternFill("solid", fgColor=Color(theme=theme, tint=tint)),
        st.integers(0, 9),
        st.floats(-1, 1),
    ),
    st.sampled_from([PatternFill("gray125"), PatternFill("darkGrid", fgColor="FF00FF00", bgColor="FFFF0000")]),
    st.builds(lambda: GradientFill(stop=("FFFFFFFF", "FF000000"))),
)
NOTES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=230),
    st.just(""),
    st.just("财政局：\n请核实\n\n"),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(FILLS, NOTES, st.booleans()), min_size=1, max_size=6), again=st.booleans())
def test_any_fill_and_note_of_the_user_comes_back_exactly(tmp_path, cells, again):
    path = tmp_path / "styles.xlsx"
    file = Workbook()
    file.active.title = "表"
    for row, (fill, note, bold) in enumerate(cells, 1):
        cell = file.active.cell(row, 1, row)
        cell.fill = fill or PatternFill()
        cell.font = Font(b=bold)
        cell.comment = Comment(note, "张科长") if note is not None else None
    file.active.conditional_formatting.add("A1:A9", CellIsRule(operator="lessThan", formula=["3"]))
    file.save(path)
    with opened(path) as book:
        before = contents(book)
        found = [finding("表", row, 1, SEVERITIES[row % 3]) for row in range(1, len(cells) + 1)]
        mark(book, found)
        if again:
            live_marks.clear(book)
            mark(book, found)
        texts = [book.impl.file["表"].cell(row, 1).comment.text for row in range(1, len(cells) + 1)]
        assert all(
            live_marks.HEAD in text and text.startswith(note or "")
            for text, (_, note, _) in zip(texts, cells, strict=True)
        )
        assert live_marks.clear(book)
        assert contents(book) == before


def test_a_long_note_of_the_user_is_never_cut(form):
    file = load_workbook(form)
    file["其他"]["A1"].comment = Comment("长" * 251, "张科长")
    file.save(form)
    with opened(form) as book:
        mark(book, [finding("其他", 1, 1)])
        assert book.impl.file["其他"]["A1"].comment.text == "长" * 251
        assert tints(book, "其他")


def test_where_excel_cuts_long_notes_off_the_users_own_comes_back_whole(form, monkeypatch):
    file = load_workbook(form)
    file["其他"]["A1"].comment = Comment("短" * 200, "张科长")
    file.save(form)
    with opened(form) as book:
        before = contents(book)
        note, cells = type(book.sheets["其他"].range("A1").note.impl), type(book.sheets["其他"].range("A1").impl)
        whole, add = note.text, cells.add_note

        def refuse(cell, text):
            if len(text) > 255:
                raise OSError
            return add(cell, text)

        monkeypatch.setattr(note, "text", property(whole.fget, lambda self, text: whole.fset(self, text[:203])))
        monkeypatch.setattr(cells, "add_note", refuse)
        mark(book, [finding("其他", 1, 1, message="长" * 300), finding("计分表's", 2, 2, message="长" * 300)])
        assert book.impl.file["其他"]["A1"].comment.text == "短" * 200
        assert len(book.impl.file["计分表's"]["B2"].comment.text) == 250
        live_marks.clear(book)
        assert contents(book) == before


def test_a_threaded_comment_of_the_user_is_left_alone(form, monkeypatch):
    with opened(form) as book:
        cells = type(book.sheets[0].range("A1").impl)
        monkeypatch.setattr(cells, "comment", property(lambda _: object()))
        mark(book, [finding("其他", 1, 1)])
        assert book.impl.file["其他"]["A1"].comment is None
        assert tints(book, "其他")


def test_marks_left_by_an_interrupted_check_are_cleared_too(form):
    with opened(form) as book:
        before = contents(book)
        mark(book, [finding("计分表's", 2, 2)])
        for name in ("审核结果", "_xlplugin"):
            book.sheets[name].delete()
        assert live_marks.clear(book)
        assert contents(book) == before
        assert not live_marks.clear(book)


@pytest.mark.parametrize("path", SPECIMENS[::4], ids=lambda path: path.stem)
def test_checking_twice_gives_what_checking_once_gives(path):
    with opened(path) as book:
        buttons.check()
        once = contents(book)
        buttons.check()
        assert contents(book) == once
        assert alerts(book)[0] == alerts(book)[1]
