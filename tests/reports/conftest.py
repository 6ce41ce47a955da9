"""A run made by hand: a known form with faults, a form of unknown edition, a sheet without a form, an unread file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import BASIS, SHEET, entry, finding

from xlplugin.model import (
    Basis,
    BudgetLine,
    Edition,
    FileRun,
    Form,
    Group,
    Indicator,
    NotChecked,
    Related,
    Run,
    SheetRun,
)
from xlplugin.place import Place
from xlplugin.quantity import read


@pytest.fixture
def edition():
    return Edition(
        id="sichuan/yanjiang/project-scorecard/2022",
        title="2022年度区本级项目支出绩效自评计分表",
        jurisdiction="四川省资阳市雁江区",
        year="2022",
        kind="scorecard",
        titles=(),
        basis=BASIS,
        full=Decimal(100),
    )


@pytest.fixture
def known_form(edition):
    scored = Indicator(
        Place(SHEET, 5, 3),
        "项目立项规范性",
        level1="投入",
        weight=entry(5, 4, "5", 5, "number"),
        points=entry(5, 5, "4.50", "4.50", "number"),
        reason=entry(5, 6, "", state="blank"),
        criteria=entry(5, 2, "立项规范得满分"),
    )
    total = Group(Place(SHEET, 30, 1), "合计", 0, (0,), points=entry(30, 5, "80.00", "80.00", "number"))
    identity = {"unit": entry(2, 2, "资阳市雁江区人民政府办公室"), "grade": entry(2, 5, "", state="blank")}
    place = Place(SHEET, 1, 1)
    return Form(SHEET, edition.title, place, edition, "2022", identity=identity, indicators=(scored,), total=total)


@pytest.fixture
def general_form():
    sheet = "目标表"
    targets = ("≥50次", "70次"), ("全面完成", "已完成"), ("7,00.0万元", "1.2.3"), ("", "")
    indicators = tuple(
        Indicator(
            Place(sheet, row, 3),
            f"指标{row}",
            target=entry(row, 4, wanted, state="text" if wanted else "blank", quantity=read(wanted), sheet=sheet),
            actual=entry(row, 5, got, state="text" if got else "blank", quantity=read(got), sheet=sheet),
        )
        for row, (wanted, got) in enumerate(targets, 10)
    )
    figures = {
        "initial": entry(5, 2, "0", 0, "number", sheet=sheet),
        "executed": entry(5, 3, "1E+2", "1E+2", "number", sheet=sheet),
        "rate": entry(5, 4, "", state="blank", sheet=sheet),
    }
    line = BudgetLine(Place(sheet, 5, 1), "年度资金总额", "total", "预算执行情况", "万元", figures)
    return Form(sheet, "项目支出绩效自评表", Place(sheet, 1, 1), None, "", indicators=indicators, budget=(line,))


@pytest.fixture
def run(known_form, general_form):
    total = finding(
        "P201",
        "error",
        30,
        5,
        message="得分合计80与各行之和90不一致",
        stated="80",
        expected="90",
        operands={"合计": "80", "各行之和": "90"},
        related=(Related(Place(SHEET, 5, 5), "4.50"), Related(Place("目标表", 9, 1), "90", "另一本.xlsx")),
    )
    grade = finding("G401", "explain", 2, 5, caused_by=total.id, basis=Basis("某办法", "第三条", "https://example.org"))
    first = FileRun(
        "表/一.xlsx",
        "0f" * 32,
        (SheetRun("目标表", None), SheetRun(SHEET, known_form.edition.id), SheetRun("封面", None, ("a/b/2022",))),
        (general_form, known_form),
        (finding("C803", "advice", 4, 4), grade, total, finding("B301", "error", 5, 4, sheet="目标表")),
        (NotChecked("目标表", "公式", "看不到公式", blocking=False),),
    )
    second = FileRun("二.xlsx", "", not_checked=(NotChecked(None, "整个文件", "文件有打开密码"),))
    return Run((first, second))
