"""A blank form from ``xlplugin new``, filled in as a careful clerk would, has nothing to be found."""

from __future__ import annotations

import pytest

from calculator import calculated
from xlplugin import pipeline
from xlplugin.cli import main
from xlplugin.excel import read, render
from xlplugin.forms import blank_text, edition
from xlplugin.grid.text import SheetText, parse_sheets
from xlplugin.place import a1
from xlplugin.record import replace

UNIT = "资阳市雁江区城乡绿化服务中心"
PROJECT = "城区行道树养护"


def scorecard(form_id: str, first: int, identity: dict[str, str]) -> dict[str, str]:
    items = edition(form_id).items
    marks = {f"F{row}": str(item.weight) for row, item in enumerate(items, first)}
    return identity | marks | {f"G{row}": "依据资料齐全，达到标准" for row in range(first, first + len(items))}


def targets(indicators: dict[int, tuple[str, str]], budget: dict[str, str], identity: dict[str, str]) -> dict[str, str]:
    rows = {f"E{row}": target for row, (target, _) in indicators.items()}
    rows |= {f"F{row}": actual for row, (_, actual) in indicators.items()}
    return identity | budget | rows


def assessment() -> dict[str, str]:
    form_id = "sichuan/yanjiang/work-assessment/2022"
    (sheet,) = parse_sheets(blank_text(form_id))
    rows = [row for row, tokens in enumerate(sheet.rows, 1) if row > 5 and tokens[3].strip("\u3000")]
    items = edition(form_id).items
    assert len(rows) == len(items) == 40
    marks = {f"D{row}": str(item.weight) for row, item in zip(rows, items, strict=True)}
    return {"A2": f"单位名称：{UNIT}"} | marks | {f"E{row}": "有文件和记录" for row in rows}


HEAD = f"部门（单位）名称：{UNIT}     预算单位编码：205003     自评等级：优"
PROJECT_TARGETS = {
    24: ("养护行道树≥12000株", "12100株"),
    27: ("行道树成活率≥95%", "97%"),
    30: ("养护任务按期完成率≥100%", "100%"),
    33: ("全年养护经费不超过36.5万元", "36.2万元"),
    40: ("城区绿化投诉下降率≥5%", "6%"),
    50: ("市民满意度≥90%", "93%"),
}
DEPARTMENT_TARGETS = {
    18: ("开展绿化养护≥12次", "12次"),
    21: ("绿地养护达标率≥95%", "96%"),
    24: ("任务按期完成率=100%", "100%"),
    27: ("全年支出不超过420万元", "415.3万元"),
    34: ("绿化投诉下降率≥5%", "6%"),
    44: ("市民满意度≥90%", "92%"),
}
FILLED = {
    "project-scorecard": scorecard("sichuan/yanjiang/project-scorecard/2022", 6, {"A3": f"（{PROJECT}）", "A4": HEAD}),
    "department-scorecard": scorecard("sichuan/yanjiang/department-scorecard/2022", 5, {"A3": HEAD}),
    "project-targets": targets(
        PROJECT_TARGETS,
        {"C9": "36.50", "D9": "36.20", "D12": "36.50", "D13": "36.20"},
        {"B3": PROJECT, "B6": UNIT, "F6": "'205003", "F5": "☑", "B18": "目标1：行道树养护到位", "F18": "全部养护到位"},
    ),
    "department-targets": targets(
        DEPARTMENT_TARGETS,
        {"C6": "320.00", "D6": "318.30", "C7": "100.00", "D7": "97.00", "D9": "420.00", "D10": "415.30"},
        {"B3": UNIT, "F3": "'205003", "B15": "目标1：城区绿化水平提高", "F15": "城区绿化水平提高"},
    ),
    "work-assessment": assessment(),
}


def written(sheet: SheetText, cells: dict[str, str]) -> SheetText:
    """The sheet with these cells filled in; the first token of a row is its kind."""
    rows = [
        tuple(cells.get(a1(row, column), token) if column else token for column, token in enumerate(tokens))
        for row, tokens in enumerate(sheet.rows, 1)
    ]
    return replace(sheet, rows=tuple(rows))


def with_results(sheet: SheetText, results: dict[str, object]) -> SheetText:
    """The sheet as Excel would save it: every formula with its result."""

    def token(row: int, column: int, text: str) -> str:
        if not column or not text.startswith("="):
            return text
        result = results[a1(row, column)]
        shown = "'" if result == "" else format(float(result), ".12g")
        return f"{text.partition(' → ')[0]} → {shown}"

    rows = (
        tuple(token(row, column, text) for column, text in enumerate(line)) for row, line in enumerate(sheet.rows, 1)
    )
    return replace(sheet, rows=tuple(rows))


STANDARDS_THAT_CANNOT_GIVE_THEIR_WEIGHT = {
    "department-scorecard": [("S504", "E13"), ("S504", "E17"), ("S509", "F33")],
    "work-assessment": [("S509", "D5"), ("S504", "C22")],
}
"""What the printed blanks themselves contradict; no clerk can fill these rows without being asked."""


@pytest.fixture(params=sorted(FILLED))
def filled(request, tmp_path):
    (blank,) = parse_sheets(blank_text(f"sichuan/yanjiang/{request.param}/2022"))
    sheet = written(blank, FILLED[request.param])
    path = tmp_path / f"{request.param}.xlsx"
    path.write_bytes(render.render([sheet]))
    path.write_bytes(render.render([with_results(sheet, calculated(path))]))
    return path


def test_nothing_is_found_and_the_program_says_so(filled, capsys):
    assert main(["check", str(filled)]) == 0
    data = read.load(str(filled))
    run = pipeline.check_workbook(read.read_workbook(data, filled.name), filled.name, "")
    found = [(finding.code, a1(finding.place.row, finding.place.column)) for finding in run.findings]
    assert found == STANDARDS_THAT_CANNOT_GIVE_THEIR_WEIGHT.get(filled.stem, [])
    assert run.not_checked == ()
    (sheet,) = run.sheets
    assert sheet.form == f"sichuan/yanjiang/{filled.stem}/2022"
    assert capsys.readouterr().err == ""


def test_a_blank_form_is_not_called_clean(tmp_path):
    path = tmp_path / "blank.xlsx"
    assert main(["new", "sichuan/yanjiang/project-scorecard/2022", "-o", str(path)]) == 0
    assert main(["check", str(path)]) == 1
