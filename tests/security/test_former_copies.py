"""Marked copies upon marked copies: what somebody has filled in stays, what only the program wrote is renewed."""

import os
import shutil

import attacks
import openpyxl
import pytest

from xlplugin.batch import check_file
from xlplugin.cli import main
from xlplugin.excel.annotate import annotate
from xlplugin.excel.clear import clear
from xlplugin.excel.own_copy import untouched

COPY, SECOND = "自评表.checked.xlsx", "自评表.checked.2.xlsx"


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "自评表.xlsx"
    shutil.copy(attacks.FAULTY, path)
    return path


@pytest.fixture(scope="module")
def copy():
    return annotate(attacks.FAULTY.read_bytes(), check_file(str(attacks.FAULTY)))


def mark(form):
    return main(["check", "--annotate", str(form)])


def filled_in(path):
    """The bytes of a copy after somebody has filled in a cell and saved it."""
    book = openpyxl.load_workbook(path)
    book.worksheets[-1]["J40"] = "已说明"
    book.save(path)
    return path.read_bytes()


def test_a_copy_that_nobody_has_touched_is_renewed(form, capsys):
    assert mark(form) == 1
    shutil.copy(attacks.FORM, form)
    assert mark(form) == 0
    assert sorted(os.listdir(form.parent)) == sorted((COPY, form.name))
    assert capsys.readouterr().err == ""
    assert clear((form.parent / COPY).read_bytes()) == clear(annotate(form.read_bytes(), check_file(str(form))))


def test_a_copy_that_was_filled_in_stays_night_after_night(form, capsys):
    mark(form)
    written = (form.parent / COPY).read_bytes()
    work = filled_in(form.parent / COPY)
    capsys.readouterr()
    for _ in range(3):
        assert mark(form) == 1
        assert COPY in capsys.readouterr().err
        assert (form.parent / COPY).read_bytes() == work
        assert (form.parent / SECOND).read_bytes() == written
        assert len(os.listdir(form.parent)) == 3


def test_a_numbered_copy_is_cleared_into_a_plain_name(form):
    mark(form)
    filled_in(form.parent / COPY)
    mark(form)
    assert main(["clear", str(form.parent / SECOND)]) == 0
    assert (form.parent / "自评表.cleared.xlsx").exists()


def test_a_copy_as_it_was_written_is_untouched(copy):
    assert untouched(copy)
    twice = annotate(copy, check_file(str(attacks.FAULTY)))
    assert untouched(twice)


def test_what_somebody_has_saved_is_not(copy, tmp_path):
    path = tmp_path / COPY
    path.write_bytes(copy)
    filled_in(path)
    assert not untouched(path.read_bytes())


def members(data, tmp_path):
    path = tmp_path / "members.xlsx"
    path.write_bytes(data)
    return attacks.parts(path)


def test_a_change_in_any_part_is_somebodys_work(copy, tmp_path):
    """Even in one that bears no mark, where the memory of the copy has nothing to compare."""
    given = members(copy, tmp_path)
    for name, content in given.items():
        assert not untouched(attacks.zipped(given | {name: content + b" "})), name


@pytest.mark.parametrize("data", [b"", b"PK", b"notes of somebody", attacks.FORM.read_bytes()])
def test_what_is_no_copy_of_ours_is_somebodys_work(data):
    assert not untouched(data)


def test_a_copy_without_its_marks_is_somebodys_work(copy):
    assert not untouched(clear(copy))


def test_a_copy_cut_off_is_somebodys_work(copy):
    assert not any(untouched(copy[: len(copy) * percent // 100]) for percent in range(0, 100, 5))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("command", [("check", "--annotate"), ("explain-template",)])
def test_the_copy_of_a_private_form_is_private(form, command):
    form.chmod(0o600)
    main([*command, str(form)])
    (made,) = (path for path in form.parent.iterdir() if path != form)
    assert made.stat().st_mode & 0o777 == 0o600
    if command[0] == "check":
        assert main(["clear", str(made)]) == 0
        assert (form.parent / "自评表.cleared.xlsx").stat().st_mode & 0o777 == 0o600
