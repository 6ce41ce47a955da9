"""Engines run in processes that may crash, hang or grow: the check survives, and says what was not computed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from xlplugin.excel.recalculation import process, recomputed
from xlplugin.excel.recalculation.engines import ENGINES, Engine
from xlplugin.excel.recalculation.process import EngineError, run
from xlplugin.excel.recalculation.replica import Replica

IRONCALC = ENGINES[:1]
needs_ironcalc = pytest.mark.skipif(not ENGINES[0].present(), reason="IronCalc is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="limits of memory are those of POSIX")


def python(code):
    """A program that a child becomes."""
    return [sys.executable, "-c", code]


def test_a_child_answers():
    told = run(python("print('42')"), 512, 20)
    assert told.strip() == b"42"


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(3)",
        "while True: pass",
    ],
    ids=["abort", "segfault", "exit", "hang"],
)
@posix
def test_a_child_that_crashes_or_hangs_is_an_error_of_the_engine(code):
    with pytest.raises(EngineError):
        run(python(code), 512, 1)


def test_a_child_may_not_answer_without_end(monkeypatch):
    monkeypatch.setattr(process, "_MOST", 100)
    assert run(python("print('x' * 99)"), 512, 20) == b"x" * 99 + os.linesep.encode()
    with pytest.raises(EngineError):
        run(python("print('x' * 100)"), 512, 20)


@posix
def test_what_a_child_writes_is_limited_on_disk_and_takes_no_memory_here(monkeypatch):
    monkeypatch.setattr(process, "_MOST", 0)
    with pytest.raises(EngineError):
        run(python("import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))"), 512, 20)


@posix
def test_a_child_that_outgrows_its_memory_ends():
    with pytest.raises(EngineError):
        run(python("x = bytearray(1 << 30)"), 256, 20)


@posix
def test_what_a_hanging_child_has_started_ends_with_it(tmp_path):
    mark = tmp_path / "grandchild"
    code = (
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(mark)!r}, 'w').write(str(p.pid))\n"
        "time.sleep(60)"
    )
    with pytest.raises(EngineError):
        run(python(code), 1024, 2)
    if not mark.exists():
        pytest.skip("the machine was too slow to start anything")
    state = subprocess.run(["ps", "-o", "stat=", "-p", mark.read_text()], capture_output=True, text=True, check=False)
    assert state.stdout.strip() in {"", "Z", "Zs", "ZN"}


def test_a_child_that_cannot_be_started_is_an_error_of_the_engine(monkeypatch):
    monkeypatch.setattr(process.sys, "executable", "/no/such/python")
    with pytest.raises(EngineError):
        run(["ironcalc"], 512, 5)


@pytest.mark.parametrize("answer", ["[1, 2]", "{", "[[1]]", '[{"error": 1}, 1]', "[1e999]", "null"])
def test_an_answer_that_is_none_is_an_error_of_the_engine(monkeypatch, answer):
    monkeypatch.setattr("xlplugin.excel.recalculation.engines.run", lambda *_: answer.encode())
    with pytest.raises(EngineError):
        ENGINES[0].answers(Replica({}, [("Calc_1", 1, 1)]))


@needs_ironcalc
@pytest.mark.parametrize(
    "formula",
    [
        "=" + "(" * 60 + "A1" + ")" * 60,
        "=" + "-" * 4000 + "A1",
        "=" + "+".join(["A1"] * 2000),
        "=SUM(A1:XFC1048576)",
        "=COUNTIF(A:XFC,1)",
        '=REPT("x",2000000000)',
        "=" + "IF(A1=1," * 60 + "1" + ",0)" * 60,
        "=FACT(170)*1E300",
        '="' + "甲" * 4000 + '"&A1',
    ],
    ids=["brackets", "signs", "terms", "sheet", "columns", "text", "nested", "large", "long"],
)
def test_a_wild_formula_never_becomes_a_false_finding_nor_stops_the_others(book, formula):
    data, workbook = book(表={"A1": 1, "A2": 2, "XFD1": (formula, 1), "XFD2": ("=A1+A2", 9)})
    found = recomputed(data, workbook, engines=IRONCALC)
    told = {one.place.row: one.computed for one in found.differences}
    if not any("没有算完" in note.why for note in found.not_checked):
        assert told.pop(2) == "3"
    assert all(len(computed) < 40_000 for computed in told.values())


@needs_ironcalc
@pytest.mark.parametrize("name", ["x" * 31, "it's", "1:2", "表!", "A1", "TRUE", "=1+1", "[1]"])
def test_sheets_may_be_called_anything(book, name):
    if set(name) & set("[]:*?/\\"):
        pytest.skip("no name of a sheet")
    quoted = name.replace("'", "''")
    data, workbook = book(**{name: {"A1": 1}, "合计": {"A1": (f"='{quoted}'!A1+1", 3)}})
    assert [one.computed for one in recomputed(data, workbook, engines=IRONCALC).differences] == ["2"]


def test_the_folder_that_one_works_in_is_no_place_for_modules(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('imported from the working folder')")
    monkeypatch.chdir(tmp_path)
    assert run(python("print(1)"), 512, 20).strip() == b"1"


def test_a_crash_of_all_engines_leaves_a_note_for_each(book):
    def crash(_):
        raise EngineError("-6")

    data, workbook = book(表={"A1": ("=1+1", 3)})
    engines = [Engine(name, lambda: True, crash) for name in ("IronCalc", "formulas")]
    found = recomputed(data, workbook, "en", engines)
    assert found.differences == ()
    assert [note.blocking for note in found.not_checked] == [False, False, False]
    assert "IronCalc" in found.not_checked[0].why
