"""Whatever stands in the cells of a real form, it is judged or said not to be: no rule and no report gives up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specimens import WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel.read import load, read_workbook
from xlplugin.model import Run
from xlplugin.record import replace
from xlplugin.reports import json, receipt_json, receipt_note, receipt_sheet, receipt_text, text

FORMS = [
    "sichuan/bazhou/project-selfeval/2023-seed-dianlu.xlsx",
    "sichuan/quxian/project-targets/2024-seed-zonghe.xlsx",
    "sichuan/yanjiang/department/2022-seed-office.xlsx",
    "sichuan/yanjiang/project/2022-seed-waishi.xlsx",
    "yunnan/lincang/department/2022-seed-office.xlsx",
    "yunnan/lincang/project/2022-seed-sheshan.xlsx",
]
WORKBOOK = {name: read_workbook(load(str(WORKBOOKS / name)), name) for name in FORMS}

WORDS = [
    *("-", "/", "#", "∞", "NaN", "≥", "≥%", "0%", "290%", "9800%", "约", "近20", "60余", "3-5月", "80%~90%"),
    *("完成", "未完成", "基本完成", "优", "差", "1,00,0", "≤0", "≥0", "0.98", "万元", "=1", "（）", "１２"),
    *("三十余次", "九成以上", "2022年12月31日", "100分"),
]
figures = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000),
    st.sampled_from([Decimal(0), Decimal("1E+40"), Decimal("-1E+300"), Decimal("1E-7")]),
)
entries = st.one_of(st.none(), figures, st.sampled_from(WORDS), st.text(max_size=12))


@st.composite
def filled(draw, name):
    """The workbook with some of its entries replaced, in cells that were filled."""
    sheets = []
    for grid in WORKBOOK[name].sheets:
        cells = draw(st.lists(st.sampled_from(sorted(grid.values)), max_size=20, unique=True))
        changed = {cell: draw(entries) for cell in cells}
        values = {cell: value for cell, value in (grid.values | changed).items() if value not in {None, ""}}
        sheets.append(replace(grid, values=values))
    return replace(WORKBOOK[name], sheets=tuple(sheets))


@pytest.mark.parametrize("name", FORMS)
@settings(deadline=None)
@given(data=st.data(), lang=st.sampled_from(["zh", "en"]))
def test_no_rule_and_no_report_gives_up(name, data, lang):
    run = pipeline.check_workbook(data.draw(filled(name)), name, "", lang)
    assert [finding.message for finding in run.findings if finding.code == "X000"] == []
    whole = Run((run,))
    assert text.render(whole, lang)
    assert json.render(whole, lang)
    assert receipt_text.render(whole, lang)
    assert receipt_json.render(whole, lang)
    assert all(sheet.rows for sheet in receipt_sheet.sheets(whole, lang))
    assert all(receipt_note.notes(run, lang).values())


@pytest.mark.parametrize("name", FORMS)
@settings(deadline=None)
@given(data=st.data())
def test_points_stay_within_their_bounds(name, data):
    run = pipeline.check_workbook(data.draw(filled(name)), name, "")
    for form in run.forms:
        for receipt in form.score.receipts if form.score else ():
            outcome = receipt.outcome
            assert outcome.low <= outcome.high, receipt.place
            assert outcome.value is None or outcome.low <= outcome.value <= outcome.high, receipt.place
