"""How results are compared and shown."""

from __future__ import annotations

from xlplugin.excel.recalculation.values import brief, same


def test_long_results_are_shown_where_they_begin_to_differ():
    assert brief("5", "6") == ("5", "6")
    stored, computed = brief("x", "x" * 32_767)
    assert (stored, computed) == ("x", "x" * 200 + "…")
    stored, computed = brief("a" * 1_000 + "b" + "c" * 1_000, "a" * 1_000 + "d" + "c" * 1_000)
    assert stored == "…" + "a" * 100 + "b" + "c" * 99 + "…"
    assert computed == stored.replace("b", "d")


def test_digits_that_are_not_those_of_xml_are_left_alone_inside_texts():
    assert same("１.1234567890123", "１.1234567890123")
    assert not same("１.1234567890123", "1.1234567890123")
