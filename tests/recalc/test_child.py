"""What a child process does, in this process: feeding an engine, reading its results, limiting itself."""

from __future__ import annotations

import io
import json
import os
import sys
from decimal import Decimal

import pytest

from xlplugin.excel.recalculation import child, libreoffice
from xlplugin.excel.recalculation.engines import ENGINES
from xlplugin.excel.recalculation.process import EngineError
from xlplugin.excel.recalculation.replica import Replica, write

DATA = [(1, 1, "number", 2.5), (2, 1, "text", "甲"), (3, 1, "truth", True), (4, 1, "formula", "#N/A")]
FORMULAS = {
    "Data_1!A1*2": 5.0,
    'Data_1!A2&"乙"': "甲乙",
    "Data_1!A3": True,
    "Data_1!A4": {"error": "#N/A"},
    "Data_1!A9+0": 0.0,
    "SUM(": None,
}
REPLICA = Replica(
    {
        "Data_1": DATA,
        "Calc_1": [
            *((row, 1, "formula", formula) for row, formula in enumerate(FORMULAS, 1)),
            (9, 1, "array", "SUM(Data_1!A1:A1*2)"),
        ],
    },
    [*(("Calc_1", row, 1) for row in range(1, len(FORMULAS) + 1)), ("Calc_1", 9, 1)],
)


def test_ironcalc_is_fed_and_read():
    pytest.importorskip("ironcalc")
    *results, array = child._ironcalc({"sheets": REPLICA.sheets, "answers": REPLICA.answers})
    broken = results.pop()
    assert results == list(FORMULAS.values())[:-1]
    assert broken is None or broken == {"error": "#ERROR!"}
    assert array == 5.0


def answers(monkeypatch, capsys, formulas):
    """What the program writes for these formulas."""
    pytest.importorskip("ironcalc")
    made = {"Calc_1": [(row, 1, "formula", formula) for row, formula in enumerate(formulas, 1)]}
    asked = {"sheets": made, "answers": [("Calc_1", row, 1) for row in range(1, len(formulas) + 1)]}
    monkeypatch.setattr(child, "_limit", lambda *_: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(asked)))
    child.main(["64", "5", "ironcalc"])
    return json.loads(capsys.readouterr().out)


def test_a_result_longer_than_a_cell_is_none(monkeypatch, capsys):
    assert answers(monkeypatch, capsys, ['REPT("x",30000)&REPT("x",30000)', '"y"']) == [None, "y"]


def test_the_texts_of_all_results_are_limited(monkeypatch, capsys):
    results = answers(monkeypatch, capsys, ['REPT("x",30000)'] * 40 + ["1+1", '"y"'])
    assert [len(result) for result in results[:33]] == [30_000] * 33
    assert results[33:] == [None] * 7 + [2.0, "y"]


def test_formulas_reads_the_replica_in_a_file(tmp_path):
    pytest.importorskip("formulas")
    path = str(tmp_path / "replica.xlsx")
    write(REPLICA, path)
    results = child._formulas({"path": path, "answers": [("Calc_1", row, 1) for row in (1, 2, 4)]})
    assert results == [5.0, "甲乙", {"error": "#N/A"}]


def test_the_program_reads_a_replica_and_writes_its_results(monkeypatch, capsys):
    pytest.importorskip("ironcalc")
    limits = []
    monkeypatch.setattr(child, "_limit", lambda *given: limits.append(given))
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"sheets": REPLICA.sheets, "answers": REPLICA.answers})))
    child.main(["64", "5", "ironcalc"])
    assert json.loads(capsys.readouterr().out)[0] == 5.0
    assert limits == [(64 << 20, 5)]


def test_the_program_becomes_another_one_without_our_path(monkeypatch):
    became = []
    monkeypatch.setattr(child, "_limit", lambda *_: None)
    monkeypatch.setattr(os, "execve", lambda *given: became.append(given))
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setattr(sys, "stdin", io.StringIO("null"))
    monkeypatch.setattr(child, "_formulas", lambda _: [])
    child.main(["64", "5", "/usr/bin/soffice", "--headless"])
    (program, arguments, environment) = became[0]
    assert (program, arguments) == ("/usr/bin/soffice", ["/usr/bin/soffice", "--headless"])
    assert "PYTHONPATH" not in environment


def test_limits_never_exceed_those_that_hold_already(monkeypatch):
    resource = pytest.importorskip("resource")
    taken = {}
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (0, 1000 if kind == resource.RLIMIT_AS else -1))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, pair: taken.update({kind: pair}))
    child._limit(1 << 20, 7)
    assert taken[resource.RLIMIT_AS] == (1000, 1000)
    assert taken[resource.RLIMIT_CPU] == (7, 7)
    assert taken[resource.RLIMIT_CORE] == (0, 0)


def test_a_system_without_limits_is_left_to_the_clock(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    child._limit(1 << 20, 7)


@pytest.mark.parametrize("content", [None, b"no workbook"])
def test_a_conversion_that_gives_no_workbook_is_an_error_of_the_engine(monkeypatch, content):
    def converts(arguments, *_):
        folder = arguments[arguments.index("--outdir") + 1]
        os.makedirs(folder)
        if content is not None:
            with open(os.path.join(folder, "replica.xlsx"), "wb") as file:
                file.write(content)

    monkeypatch.setattr(libreoffice, "run", converts)
    with pytest.raises(EngineError):
        libreoffice.convert(REPLICA)


def test_a_conversion_has_a_profile_of_its_own_and_its_results_are_read(monkeypatch):
    def converts(arguments, *_):
        folder = arguments[arguments.index("--outdir") + 1]
        assert arguments[1].startswith("-env:UserInstallation=file:")
        os.makedirs(folder)
        write(Replica({"Calc_1": [(1, 1, "number", 7.0)]}, []), os.path.join(folder, "replica.xlsx"))

    monkeypatch.setattr(libreoffice, "run", converts)
    assert libreoffice.convert(Replica({"Calc_1": []}, [("Calc_1", 1, 1), ("Calc_2", 1, 1)])) == [Decimal(7), None]


def test_libreoffice_is_looked_for_where_it_is_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_PLACES", (str(tmp_path / "soffice"),))
    assert libreoffice.program() is None
    assert not ENGINES[2].present()
    (tmp_path / "soffice").write_text("")
    assert libreoffice.program() == str(tmp_path / "soffice")
