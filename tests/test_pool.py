"""Several processes: the same results as one, in the same order; a process that dies costs one workbook."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from xlplugin.batch import check_file
from xlplugin.model import STANDARD
from xlplugin.pool import check_files

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "workbooks", "sichuan", "yanjiang", "project")
BOOKS = sorted(os.path.join(FOLDER, name) for name in os.listdir(FOLDER) if name.endswith(".xlsx"))


class Deadly:
    """A policy that ends the process it travels to, as a lack of memory would."""

    def __reduce__(self):
        return os._exit, (1,)


def standard(_path):
    return STANDARD


@pytest.fixture(autouse=True)
def _nobody_is_left_behind():
    yield
    assert not multiprocessing.active_children()


def test_several_processes_give_what_one_gives_in_the_same_order():
    paths = [*BOOKS, os.path.join(FOLDER, "没有.xlsx")]
    alone = [check_file(path) for path in paths]
    assert list(check_files(paths, "zh", standard, jobs=2)) == alone


def test_one_job_needs_no_process():
    assert list(check_files(BOOKS[:2], "en", standard, strict=True)) == [
        check_file(path, "en", strict=True) for path in BOOKS[:2]
    ]


def test_a_process_that_dies_costs_only_its_workbook():
    paths = (BOOKS * 3)[:10]
    paths[4] = os.path.join(FOLDER, "致命.xlsx")
    files = list(check_files(paths, "zh", lambda path: Deadly() if "致命" in path else STANDARD, jobs=2))
    assert [file.file for file in files] == paths
    assert [note.blocking for note in files[4].not_checked] == [True]
    assert "中止" in files[4].not_checked[0].why
    assert [file for at, file in enumerate(files) if at != 4] == [
        check_file(path) for at, path in enumerate(paths) if at != 4
    ]


def test_whoever_stops_early_leaves_no_process():
    results = check_files(BOOKS * 4, "zh", standard, jobs=2)
    assert next(results) == check_file(BOOKS[0])
    results.close()


def test_a_process_killed_by_the_system_costs_no_workbook():
    paths = BOOKS * 6
    results = check_files(paths, "zh", standard, jobs=2)
    first = next(results)
    multiprocessing.active_children()[0].kill()
    assert [file.digest for file in (first, *results)] == [check_file(path).digest for path in paths]
