"""Stale results are told, with their engines; everything else is fine, filled in, or said to be undecided."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from xlplugin.excel.read import read_workbook
from xlplugin.excel.recalculation import filled, recomputed
from xlplugin.excel.recalculation.engines import ENGINES, Engine
from xlplugin.excel.recalculation.process import EngineError
from xlplugin.excel.recalculation.source import read_source
from xlplugin.grid import ErrorValue
from xlplugin.model.recomputed import Recomputed
from xlplugin.place import Place, parse_a1

IRONCALC = ENGINES[:1]
needs_ironcalc = pytest.mark.skipif(not ENGINES[0].present(), reason="IronCalc is not installed")


def at(cell, sheet="表"):
    return Place(sheet, *parse_a1(cell))


def engine(name, answer, present=True):
    """An engine that gives one answer to everything, or raises it."""

    def answers(made):
        if isinstance(answer, Exception):
            raise answer
        return [answer for _ in made.answers]

    return Engine(name, lambda: present, answers)


def differing(book, cells, engines=IRONCALC, **more):
    data, workbook = book(表=cells, **more)
    return recomputed(data, workbook, engines=engines)


FIGURES = {"A1": 60, "A2": 30, "A3": -9.1}


@needs_ironcalc
def test_a_result_that_its_formula_does_not_give_is_told(book):
    stale = [
        ("=SUM(A1:A3)", 88.8, "80.9"),
        ("=A1/A2", 0.5, "2"),
        ('=IF(A1>=60,"良","中")', "中", "良"),
        ("=A1>A2", False, "TRUE"),
        ("=A4", "完成", "0"),
        ('=IF(A4="","",1)', 1, ""),
        ("=A1/A4", 5, "#DIV/0!"),
        ("=MATCH(7,A1:A3,0)", 1, "#N/A"),
        ("=ROUND(1.005,2)", 1, "1.01"),
        ('="得分："&A1', "得分：61", "得分：60"),
        ("{=SUM(A1:A3*A1:A3)}", 1, "4582.81"),
        ("=SUM(预算数)", 1, "90"),
    ]
    cells = {f"C{row}": (formula, stored) for row, (formula, stored, _) in enumerate(stale, 1)}
    found = differing(book, FIGURES | cells, names={"预算数": "=表!$A$1:$A$2"}).differences
    assert list(found) == [
        # an error may be the engine's own, and needs a second one
        Recomputed(
            at(f"C{row}"), formula.strip("{}="), str(stored).upper(), told, ("IronCalc",), not told.startswith("#")
        )
        for row, (formula, stored, told) in enumerate(stale, 1)
    ]


@needs_ironcalc
def test_a_result_that_excel_would_show_is_fine(book):
    right = [
        ("=SUM(A1:A3)", 80.9),
        ("=SUM(A1:A2,A3)", 80.90000000000001),
        ("=0.5-0.4-0.1", 0),
        ("=1/3", 0.333333333333333),
        ('=1/3&"分"', "0.333333333333333分"),
        ("=A4", 0),
        ('=A4&""', ""),
        ("=A1>A2", True),
        ("=-A4", 0),
        ('=-A4&"分"', "0分"),
        ("=DATE(2024,1,15)", 45306),
        ('="甲"&CHAR(10)&"乙"', "甲\n乙"),
    ]
    found = differing(book, FIGURES | {f"C{row}": pair for row, pair in enumerate(right, 1)})
    assert found.differences == ()
    assert found.not_checked == ()


@needs_ironcalc
def test_only_the_stale_cell_is_told_not_what_uses_it(book):
    cells = {"A1": 1, "A2": 2, "B1": ("=A1+A2", 4), "B2": ("=B1*2", 8), "B3": ("=B2+B1", 12)}
    assert [one.place for one in differing(book, cells).differences] == [at("B1")]


@needs_ironcalc
def test_a_form_of_several_sheets_reads_each_of_them(book):
    found = differing(book, {"A1": ("='1 月'!A1+明细!A1", 3)}, **{"1 月": {"A1": 1}, "明细": {"A1": 1}})
    assert [one.computed for one in found.differences] == ["2"]


@needs_ironcalc
def test_percentages_and_dates_are_shown_as_their_cells_show_them(tmp_path):
    import xlsxwriter  # noqa: PLC0415  with formats

    path = str(tmp_path / "甲.xlsx")
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("表")
        sheet.write_formula("A1", "=9/10", made.add_format({"num_format": "0.0%"}), 0.85)
        sheet.write_formula("A2", "=DATE(2024,1,15)", made.add_format({"num_format": 'yyyy"年"m"月"d"日"'}), 45000)
    data = (tmp_path / "甲.xlsx").read_bytes()
    found = recomputed(data, read_workbook(data, path), engines=IRONCALC).differences
    assert [(one.stored, one.computed) for one in found] == [("85%", "90%"), ("2023-03-15", "2024-01-15")]


def test_a_formula_that_shows_an_error_is_left_to_others(book):
    assert differing(book, {"A1": ("=1+1", "#DIV/0!")}, [engine("IronCalc", Decimal(2))]).differences == ()


def test_a_workbook_without_formulas_starts_no_engine(book):
    found = differing(book, {"A1": 1}, [engine("IronCalc", RuntimeError())])
    assert (found.differences, found.not_checked) == ((), ())


SUM = {"A1": 1, "B1": ("=SUM(A1:A1)+A1", 9)}


def judged(book, *engines, cells=SUM):
    found = differing(book, cells, engines)
    return [(one.computed, one.engines, one.certain) for one in found.differences], [
        one.why for one in found.not_checked
    ]


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"IronCalc": 2}, ("2", ("IronCalc",), True)),
        ({"formulas": 2}, ("2", ("formulas",), False)),
        ({"LibreOffice": 2}, ("2", ("LibreOffice",), False)),
        ({"formulas": 2, "LibreOffice": 2}, ("2", ("formulas", "LibreOffice"), True)),
        ({"formulas": 2, "LibreOffice": 9}, None),
        ({"formulas": 9, "LibreOffice": 2}, None),
        ({"IronCalc": 2, "formulas": 9}, ("2", ("IronCalc",), True)),
        ({"IronCalc": None, "formulas": 2}, ("2", ("formulas",), False)),
    ],
)
def test_two_engines_or_the_proven_one_make_it_certain_and_the_stored_result_needs_but_one(book, answers, verdict):
    engines = [engine(name, Decimal(value) if value else None) for name, value in answers.items()]
    found, _ = judged(book, *engines)
    assert found == ([verdict] if verdict else [])


def test_engines_that_contradict_each_other_decide_nothing(book):
    found, notes = judged(book, engine("formulas", Decimal(2)), engine("LibreOffice", Decimal(3)))
    assert found == []
    assert any("互相矛盾" in note for note in notes)


def test_where_a_function_jumps_even_the_proven_engine_needs_another(book):
    cells = {"A1": 1, "B1": ("=ROUNDUP(A1*1.1,0)", 9)}
    assert judged(book, engine("IronCalc", Decimal(2)), cells=cells)[0] == [("2", ("IronCalc",), False)]
    agreed = judged(book, engine("IronCalc", Decimal(2)), engine("formulas", Decimal(2)), cells=cells)[0]
    assert agreed == [("2", ("IronCalc", "formulas"), True)]
    assert judged(book, engine("IronCalc", Decimal(2)), engine("formulas", Decimal(9)), cells=cells)[0] == []


@pytest.mark.parametrize("code", ["#VALUE!", "#NAME?", "#NUM!", "#ERROR!", "#N/IMPL!", "#CIRC!", "#REF!", "#NULL!"])
def test_an_error_of_the_engine_is_no_answer(book, code):
    found, notes = judged(book, engine("IronCalc", ErrorValue(code)))
    assert found == []
    assert len(notes) == 1


def test_an_engine_is_not_asked_what_it_is_known_to_get_wrong(book):
    cells = {"A1": 1, "B1": ('=TEXT(A1,"0.00")', "9.00")}
    found, notes = judged(book, engine("IronCalc", "1.00"), engine("formulas", "1.00"), cells=cells)
    assert found == []
    assert any("TEXT" in note for note in notes)


def test_an_engine_that_failed_is_named_and_the_next_one_asked(book):
    found, notes = judged(book, engine("IronCalc", EngineError("-11")), engine("formulas", Decimal(2)))
    assert found == [("2", ("formulas",), False)]
    assert any("IronCalc 没有算完" in note for note in notes)


def test_without_the_fast_engine_the_others_are_used_and_it_is_said(book):
    found, notes = judged(book, engine("IronCalc", None, present=False), engine("formulas", Decimal(2)))
    assert found == [("2", ("formulas",), False)]
    assert any("没有安装计算引擎 IronCalc" in note for note in notes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_any_engine_the_check_asked_for_was_not_made(book, lang):
    data, workbook = book(表=SUM)
    found = recomputed(data, workbook, lang, [engine("IronCalc", None, present=False)])
    (note,) = found.not_checked
    assert note.blocking
    assert "xlplugin[recalc]" in note.why


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_undecided_is_said_with_its_cells_and_blocks_nothing(book, lang):
    cells = {f"A{row}": ("=TODAY()", 45000) for row in range(1, 21)} | {"B1": ("=XIRR(C1:C3,D1:D3)", 1)}
    data, workbook = book(表=cells)
    found = recomputed(data, workbook, lang, [engine("IronCalc", Decimal(1))])
    today, function = found.not_checked
    assert {note.blocking for note in found.not_checked} == {False}
    assert "A1" in today.what
    assert "A20" not in today.what
    assert ("20" if lang == "zh" else "8 more") in today.what
    assert "TODAY" in today.why
    assert "C1:C3" in function.why


def test_a_long_piece_of_a_formula_is_shown_in_part(book):
    data, workbook = book(表={"A1": (f"='[{'预' * 100}.xlsx]表'!A1", 1)})
    (note,) = recomputed(data, workbook, engines=[engine("IronCalc", Decimal(1))]).not_checked
    assert "预" * 30 in note.why
    assert len(note.why) < 80


@needs_ironcalc
def test_results_that_the_file_lacks_are_computed_in_their_order():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    sheet.append([1, 2, "=SUM(A1:B1)", "=C1*2", "=IFERROR(D1/C1,0)", "=TODAY()", "=COUNT(F1)+1", '=IF(C1>2,"",1)'])
    target = io.BytesIO()
    made.save(target)
    data = target.getvalue()
    workbook = read_workbook(data, "甲.xlsx")
    found = recomputed(data, workbook, engines=IRONCALC)
    expected = {"C1": 3, "D1": 6, "E1": 2, "H1": ""}
    assert found.missing == {at(cell): value for cell, value in expected.items()}
    assert found.differences == ()
    values = filled(workbook, found.missing).sheets[0].values
    assert (values[1, 3], values[1, 8], (1, 7) in values) == (Decimal(3), "", False)
    assert filled(workbook, {}) is workbook


def with_setting(data, tag, attributes):
    """The workbook with attributes added to an element of its main part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/workbook.xml":
                part = part.replace(f"<{tag} ".encode(), f"<{tag} {attributes} ".encode())
            new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("tag", "attributes"),
    [("calcPr", 'fullPrecision="0"'), ("calcPr", 'iterate="1"'), ("workbookPr", 'date1904="1"')],
)
def test_a_workbook_with_a_setting_that_engines_do_not_know_is_not_recomputed(book, tag, attributes, lang):
    data = with_setting(book(表=SUM)[0], tag, attributes)
    found = recomputed(data, read_workbook(data, "甲.xlsx"), lang, [engine("IronCalc", Decimal(2))])
    assert found.differences == ()
    assert len(found.not_checked) == 1


def test_the_source_names_array_formulas_and_names(book):
    data, _ = book(表={"A1": ("{=SUM(B1:B2*C1:C2)}", 1)}, names={"预算数": "=表!$A$1", "表!本页": "=表!$A$2"})
    source = read_source(data)
    assert source.arrays == {("表", "A1"): "A1"}
    assert source.names == {(None, "预算数"): "表!$A$1", ("表", "本页"): "表!$A$2"}
    assert source.setting == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_of_too_many_formulas_is_not_recomputed(book, monkeypatch, lang):
    monkeypatch.setattr("xlplugin.excel.recalculation.MAX_FORMULAS", 1)
    data, workbook = book(表={"A1": ("=1+1", 3), "A2": ("=1+1", 3)})
    found = recomputed(data, workbook, lang, [engine("IronCalc", Decimal(2))])
    assert found.differences == ()
    assert "2" in found.not_checked[0].why


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_of_too_long_formulas_is_not_recomputed(book, monkeypatch, lang):
    monkeypatch.setattr("xlplugin.excel.recalculation.MAX_LETTERS", 5)
    data, workbook = book(表={"A1": ("=1+1", 3), "A2": ("=1+2", 3)})
    found = recomputed(data, workbook, lang, [engine("IronCalc", Decimal(2))])
    assert found.differences == ()
    assert "6" in found.not_checked[0].why


def test_long_results_are_cut_where_they_are_told(book):
    found = differing(book, {"A1": ('=REPT("x",32767)', "x")}, [engine("IronCalc", "x" * 32_767)])
    assert found.differences[0].computed == "x" * 200 + "…"


def test_an_array_formula_is_found_in_any_encoding(book):
    data, _ = book(表={"A1": ("{=SUM(B1:B2*C1:C2)}", 1)})
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
            new.writestr(name, part)
    assert read_source(target.getvalue()).arrays == {("表", "A1"): "A1"}
