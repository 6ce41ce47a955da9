import shutil

import openpyxl
import pytest
from building import YANJIANG, build

from xlplugin.grid import ErrorValue
from xlplugin.grid.text import parse_sheets, to_grid

TARGETS = build.targets()


def test_committed_workbooks_are_current():
    targets = build.targets()
    assert len(targets) >= 14
    for workbook, text in targets.items():
        assert build.parts(workbook.read_bytes()) == build.parts(build.build(text)), (
            f"{workbook.name}：请重新运行 workbooks/build.py"
        )


def test_no_workbook_stands_without_its_text():
    targets = build.targets()
    assert set(build.ROOT.rglob("*.xlsx")) <= set(targets)


def test_the_same_text_gives_the_same_bytes():
    text = next(iter(build.targets().values()))
    assert build.build(text) == build.build(text)


def test_building_again_touches_nothing(tmp_path, monkeypatch):
    source = next(iter(build.targets().values()))
    shutil.copy(source, tmp_path / "one.md")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "FORMS", tmp_path / "none")
    build.main()
    written = tmp_path / "one.xlsx"
    stamp = written.stat().st_mtime_ns
    build.main()
    assert written.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("name", ["2022-seed-yunxing", "2022-seed-waishi"])
def test_a_workbook_lies_beside_its_text(name):
    assert build.targets()[YANJIANG / "project" / f"{name}.xlsx"] == YANJIANG / "project" / f"{name}.md"


@pytest.mark.parametrize("workbook", sorted(TARGETS), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_workbook_holds_what_its_text_says(workbook):
    """Values, stored results, formulas, merges and number formats, read back by another library."""
    results, formulas = openpyxl.load_workbook(workbook, data_only=True), openpyxl.load_workbook(workbook)
    for written in parse_sheets(TARGETS[workbook].read_text("utf-8")):
        formats = ["General"]
        grid = to_grid(written.name, [row[1:] for row in written.rows], formats)
        values = {
            (cell.row, cell.column): cell.value
            for row in results[written.name].iter_rows()
            for cell in row
            if cell.value is not None
        }
        kept = {place: value for place, value in grid.values.items() if value != ""}
        assert values.keys() == kept.keys()
        for place, value in kept.items():
            assert values[place] == (str(value) if isinstance(value, (str, ErrorValue)) else float(value)), place
        stored = {
            (cell.row, cell.column): cell.value[1:]
            for row in formulas[written.name].iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        assert stored == grid.formulas
        assert {str(area) for area in formulas[written.name].merged_cells.ranges} == set(map(str, grid.merges))
