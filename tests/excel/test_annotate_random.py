import io

import openpyxl
import xlsxwriter
from annotate_books import finding, run
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplugin.excel.annotate import annotate
from xlplugin.excel.ooxml import read
from xlplugin.excel.styles import TINTS
from xlplugin.model import SEVERITIES
from xlplugin.place import Area, a1

CELLS = st.tuples(st.integers(1, 12), st.integers(1, 8))
MERGES = st.lists(st.tuples(CELLS, st.integers(0, 3), st.integers(0, 3)), max_size=5)
FOUND = st.dictionaries(CELLS, st.sampled_from(SEVERITIES), max_size=12)


def written(cells, areas):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("表")
    percent = book.add_format({"num_format": "0.0%", "bold": True})
    for row, column in sorted(cells):
        sheet.write_number(row - 1, column - 1, row * 100 + column, percent)
    for area in areas:
        sheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "合并", percent)
    book.close()
    return target.getvalue()


def disjoint(drawn):
    areas = []
    taken = set()
    for (top, left), high, wide in drawn:
        area = Area(top, left, top + high, left + wide)
        inside = {(row, column) for row in range(top, area.bottom + 1) for column in range(left, area.right + 1)}
        if len(inside) > 1 and not inside & taken:
            areas.append(area)
            taken |= inside
    return areas, taken


def shows(cell, areas):
    for area in areas:
        if area.top <= cell[0] <= area.bottom and area.left <= cell[1] <= area.right:
            return area.top, area.left
    return cell


@settings(max_examples=60, deadline=None)
@given(cells=st.sets(CELLS, max_size=20), merges=MERGES, found=FOUND)
def test_marks_stand_exactly_where_the_findings_show(cells, merges, found):
    areas, merged = disjoint(merges)
    source = written(cells - merged, areas)
    findings = [finding("表", a1(*cell), severity) for cell, severity in found.items()]
    data = annotate(source, run(*findings))
    expected = {}
    for cell, severity in found.items():
        expected.setdefault(a1(*shows(cell, areas)), []).append(severity)

    before, after = read(source).sheets[0], read(data).sheets[1]
    assert (before.values, before.merges) == (after.values, after.merges)
    assert list(after.styles) == sorted(after.styles)

    old, new = (openpyxl.load_workbook(io.BytesIO(content))["表"] for content in (source, data))
    colours = {cell.coordinate: cell.fill.fgColor.rgb for row in new.iter_rows() for cell in row}
    tinted = {name: colour for name, colour in colours.items() if colour in TINTS.values()}
    assert tinted == {name: TINTS[min(severities, key=SEVERITIES.index)] for name, severities in expected.items()}
    for name, severities in expected.items():
        assert new[name].comment.text.count("编号：") == len(severities)
        assert new[name].hyperlink.location.startswith("'审核结果'!A")
        assert (new[name].number_format, new[name].font.b) == (old[name].number_format, old[name].font.b)
