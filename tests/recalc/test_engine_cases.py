"""Each engine answers the cases as the table says: what it is trusted with rests on that."""

from __future__ import annotations

import pytest
from engine_cases import BOOK, CASES, QUESTIONS, verdict, verdicts

from xlplugin.excel.functions import calculated
from xlplugin.excel.recalculation.engines import ENGINES
from xlplugin.excel.recalculation.replica import replica, write
from xlplugin.excel.recalculation.trust import trusted
from xlplugin.grid import ErrorValue, number_from_xml

ENGINE = {engine.name: engine for engine in ENGINES}


def here(name):
    if not ENGINE[name].present():
        pytest.skip(f"{name} is not installed")
    return ENGINE[name]


def pinned(name, *kinds):
    """The numbers of the cases of which the table says one of these."""
    return [number for number, case in enumerate(CASES, 1) if case[name] in kinds and number in QUESTIONS]


def unlike(name, found):
    return {
        CASES[number - 1]["formula"]: (CASES[number - 1][name], told)
        for number, told in found.items()
        if told != CASES[number - 1][name]
    }


def test_ironcalc_answers_every_case_as_the_table_says():
    assert unlike("IronCalc", verdicts(here("IronCalc"), pinned("IronCalc", "right", "wrong", "undecided"))) == {}


def test_formulas_answers_the_cases_that_it_answers_as_the_table_says():
    assert unlike("formulas", verdicts(here("formulas"), pinned("formulas", "right", "wrong"))) == {}


def test_formulas_has_no_answer_where_the_table_says_so(tmp_path):
    """Of whole columns it makes arrays of a million cells each; it is not asked."""
    here("formulas")
    for number in pinned("formulas", "undecided"):
        if "whole columns" in QUESTIONS[number].uses:
            continue
        path = str(tmp_path / f"{number}.xlsx")
        made = replica(BOOK, [QUESTIONS[number]], {})
        write(made, path)
        assert verdict(CASES[number - 1], in_process(path, made)) == "undecided", CASES[number - 1]["formula"]


def in_process(path, made):
    """The answer of the package without a process for each; what it raises ends the child that has one."""
    try:
        value = calculated(path).values.get((made.answers[0][0], f"B{made.answers[0][1]}"))
    except Exception:  # noqa: BLE001  whatever the package raises
        return None
    if isinstance(value, str) and value.startswith("#"):
        return ErrorValue(value)
    return number_from_xml(repr(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def test_libreoffice_is_right_where_the_table_says_so():
    """Newer versions know more functions; that they answer more cases does no harm."""
    assert unlike("LibreOffice", verdicts(here("LibreOffice"), pinned("LibreOffice", "right"))) == {}


def test_of_each_engine_is_known_on_which_cases_it_is_right(tabled):
    for name in ENGINE:
        counts = {kind: sum(case[name] == kind for case in CASES) for kind in ("right", "undecided", "wrong")}
        assert sum(counts.values()) == len(CASES)
        tabled("engines", f"{name:12} " + ", ".join(f"{count:3} {kind}" for kind, count in counts.items()))


def test_a_case_that_no_engine_is_asked_is_undecided_for_all():
    for number, case in enumerate(CASES, 1):
        if number not in QUESTIONS:
            assert {case[name] for name in ENGINE} == {"undecided"}, case["formula"]


@pytest.mark.parametrize(
    ("engine", "distrusted"),
    [
        ("IronCalc", {"TEXT", "VLOOKUP", "XLOOKUP", "function cell by cell"}),
        (
            "formulas",
            {
                "ROUND",
                "compared sum",
                "compared product",
                "digits cell",
                "TEXT",
                "COUNTIF",
                "TRIM",
                "VALUE",
                "INDEX",
                "cell by cell",
            },
        ),
        ("LibreOffice", {"truth", "truth cell", "digits cell", "number words"}),
    ],
)
def test_an_engine_is_not_trusted_with_what_it_is_known_to_get_wrong(engine, distrusted):
    assert not trusted(engine) & distrusted


@pytest.mark.parametrize("notation", ["SUM", "ROUND", "IF", "MIN", "MAX", "COUNT", "SUMPRODUCT", "SUMIF", "<", "="])
def test_the_fast_engine_is_trusted_with_what_forms_are_made_of(notation):
    assert notation in trusted("IronCalc")
