"""A marked copy holds its source: other parts untouched, inside changed parts nothing but what marking splices."""

import difflib
import os
import re
import shutil
import subprocess
import warnings

import annotate_books as books
import pytest
import torture_parts
from annotate_books import SHEET, by_hand, finding, worksheet
from openxml_audit import OpenXmlValidator, ValidationSeverity

from xlplugin.errors import UnreadableError
from xlplugin.excel.annotate import annotate
from xlplugin.excel.clear import clear

CHANGED = {
    r"\[Content_Types\]\.xml": r"<(Types|/Types)\b.*",
    r"(xl/_rels/workbook\.xml|xl/worksheets/_rels/sheet[123]\.xml)\.rels": r"</?Relationships\b.*",
    r"xl/workbook\.xml": r"<(workbookView|definedName)\b.*",
    r"xl/styles\.xml": r"<(fonts|fills|borders|cellXfs)\b.*",
    r"xl/worksheets/sheet[123]\.xml": r"<(c|row|sheetView)\b.*",
    r"xl/comments\d?\.xml|xl/comments/comment\d\.xml": r"<t\b.*|</t>",
    r"xl/drawings/\w+\.vml": r"<o:idmap\b.*|[\d, ]+",
}
"""What marking may touch: parts, and within each the tags and texts that it may write anew. All else is only added."""


def _pieces(text):
    return re.findall(rb"<[^>]*>|[^<]+", text)


def _touched(before, after):
    """The tags and texts of a part that are no longer there, or no longer as they were."""
    old, new = _pieces(before), _pieces(after)
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {at for block in blocks for at in range(block.a, block.a + block.size)}
    return [piece.decode() for at, piece in enumerate(old) if at not in kept]


@pytest.fixture(scope="module", params=["hand", "openpyxl", "libreoffice"])
def written_by(request):
    return request.param


@pytest.fixture(scope="module")
def source(written_by, tmp_path_factory):
    data = books.zipped(torture_parts.crowded())
    if written_by == "hand":
        return data
    if written_by == "openpyxl":
        with warnings.catch_warnings(action="ignore"):
            return books.resaved(data)
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    return books.converted(data, tmp_path_factory.mktemp("office"), soffice)


@pytest.fixture(scope="module")
def copy(source):
    return annotate(source, torture_parts.run())


def test_only_what_marking_splices_differs(source, copy, written_by, tabled):
    before, after = books.members(source), books.members(copy)
    tabled("lossless copy", f"crowded workbook written by {written_by:12} {_fate(before, after)}")
    assert list(after)[: len(before)] == list(before)
    for name, text in before.items():
        if after[name] != text:
            allowed = next((tags for parts, tags in CHANGED.items() if re.fullmatch(parts, name)), None)
            assert allowed, name
            assert [piece for piece in _touched(text, after[name]) if not re.fullmatch(allowed, piece)] == [], name


def _fate(before, after):
    """How many parts of a workbook are what in its copy."""
    same = sum(after.get(name) == text for name, text in before.items())
    lost = len(before.keys() - after.keys())
    new = len(after.keys() - before.keys())
    return f"{same:3} parts identical, {len(before) - same - lost:2} spliced, {lost} lost, {new:2} added"


def test_the_validator_finds_no_new_error(source, copy, tmp_path):
    found = []
    for name, data in (("source.xlsm", source), ("copy.xlsm", copy), ("cleared.xlsm", clear(copy))):
        (tmp_path / name).write_bytes(data)
        errors = OpenXmlValidator().validate(tmp_path / name).errors
        found.append(sorted(error.description for error in errors if error.severity == ValidationSeverity.ERROR))
    assert found[1:] == [found[0], found[0]]


def test_what_is_added_hangs_together(copy):
    parts = books.members(copy)
    kinds = parts["[Content_Types].xml"].decode()
    stated = re.findall(r'PartName="/([^"]+)"', kinds)
    assert sorted(set(stated)) == sorted(stated)
    assert set(stated) <= set(parts)
    for name, text in parts.items():
        ids = re.findall(rb'<Relationship [^>]*?Id="([^"]+)"', text) if name.endswith(".rels") else []
        assert len(ids) == len(set(ids)), name


def test_a_sheet_without_the_element_for_cells_does_not_hinder_the_others():
    """CT_Worksheet demands the element; what has no cells cannot be blamed, and nothing is put in its place."""
    bare = worksheet("", head="<dimension ref='A1'/>")
    data = by_hand(bare)
    marked = annotate(data, books.run(finding("没有这张表", "A1")))
    assert books.members(marked)["xl/worksheets/sheet1.xml"] == bare.encode()
    with pytest.raises(UnreadableError, match=r"sheet1\.xml.*请用 Excel"):
        annotate(data, books.run(finding(SHEET, "A1")))


def _pictures(path, folder):
    """The pages of a workbook as pixels, by way of LibreOffice and pdftoppm."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = folder / path.stem
    pages.mkdir()
    subprocess.run(["pdftoppm", "-r", "50", folder / f"{path.stem}.pdf", pages / "p"], check=True, timeout=120)
    return [(pages / name).read_bytes() for name in sorted(os.listdir(pages))]


def _difference(one, other):
    """The share of pixels in which two pages of one size differ by more than anti-aliasing."""
    assert one[:15] == other[:15]
    unlike = sum(abs(here - there) > 48 for here, there in zip(one[15::3], other[15::3], strict=True))
    return unlike / (len(one) // 3)


@pytest.mark.skipif("XLPLUGIN_HEAVY" not in os.environ, reason="draws pages with LibreOffice: XLPLUGIN_HEAVY=1")
@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftoppm")), reason="needs LibreOffice, pdftoppm")
def test_the_pages_look_as_before_but_for_the_tints(tmp_path):
    source = books.zipped(torture_parts.crowded())
    findings = [one for one in torture_parts.run().findings if one.place.cell != "B3"]  # a note that is always shown
    copy = annotate(source, books.run(*findings))
    drawn = []
    for name, data in (("source", source), ("copy", copy), ("cleared", clear(copy))):
        path = tmp_path / f"{name}.xlsm"
        path.write_bytes(data)
        drawn.append(_pictures(path, tmp_path))
    before, after, cleared = drawn
    assert cleared == before
    results = len(after) - len(before)
    assert results >= 1
    shares = [_difference(old, new) for old, new in zip(before, after[results:], strict=True)]
    assert max(shares) > 0, "no tint is seen on any page"
    assert max(shares) < 0.05, shares
