"""Classes, blanks, texts and units, case by case: what samples of mutants found that no page of a rule holds fast."""

from __future__ import annotations

import pytest
from figure_sheets import FUNDS, RULES, said, table

import rule_cases
from xlplugin.model import Recomputed, Settings
from xlplugin.record import replace

CLASSES = "一级指标 二级指标 三级指标 年度指标值 实际完成值"
SCORED = "一级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
SIGNED = "一级指标 三级指标 指标性质 指标值 度量单位 完成值"
OUTPUT = "产出指标 数量指标 道路 ≥9公里 9公里"
BENEFIT = "效益指标 社会效益指标 农户 ≥9户 9户"
LATE = "由于招标推迟，"


def messages(code, *rows):
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{table(*rows)}\n")
    return [one.message for one in rule_cases.findings(case, RULES[code])]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("信访群众 ≥90% 95%", ""),
        ("信访群众 ≥90 95", "写的却是“信访”"),
        ("信访率、办结率 3 4", "写的却是“信访率”"),
        ("率 90% 95%", "写的却是“率”"),
        ("公众知晓 3 4", "写的却是“知晓”"),
        ("群众 ≥90% 95%", ""),
        ("群众 好 好", "没有写满意率"),
        ("群众 _ _", ""),
        ("群众满意 好 95%", ""),
        ("群众满意 ≥90% 好", ""),
        ("群众满意 好 好", "都不是数字"),
        ("群众满意 _ 好", ""),
    ],
)
def test_what_stands_under_satisfaction_measures_it(row, found):
    told = messages("K101", CLASSES, f"满意度指标 服务对象满意度指标 {row}")
    assert [found in one for one in told] == [True] * bool(found)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("加分项 其他 群众满意度 ≥90% 95%", "产出指标 质量指标 群众满意度 ≥90% 95%"), ["C4 explain 群众满意度 -"]),
        (("产出指标 质量指标 群众满意度 ≥90% 95%", "过程 质量指标 群众满意度 ≥90% 95%"), []),
        (("加分项 其他 群众满意度 ≥90% 95%",), []),
    ],
)
def test_satisfaction_is_asked_about_under_the_usual_classes_alone(rows, found):
    assert said("K102", CLASSES, *rows) == found


@pytest.mark.parametrize(
    ("first", "second", "usual"),
    [
        ("产出指标", "（一）数量指标（20分）", ""),
        ("产出指标", "成本指标", ""),
        ("产出指标", "其他指标", ""),
        ("产出指标", "生态环境效益指标", ""),
        ("产出指标", "经济效益指标", "效益指标"),
        ("产出指标", "管理指标", "数量指标、质量指标、时效指标、成本指标"),
        ("产出指标", "持续指标", "数量指标、质量指标、时效指标、成本指标"),
        ("产出指标", "进度指标", "时效指标"),
        ("产出指标", "满意情况指标", "服务对象满意度指标"),
        ("满意度指标", "评价指标", "服务对象满意度指标"),
        ("满意度指标", "其他指标", "服务对象满意度指标"),
        ("满意度指标", "社会公众评价指标", ""),
        ("群众满意情况", "服务对象满意度指标", ""),
        ("持续指标", "服务对象满意度指标", "可持续影响指标"),
        ("别的指标", "服务对象满意度指标", "产出指标、效益指标、满意度指标、成本指标"),
    ],
)
def test_classes_have_their_usual_names(first, second, usual):
    told = messages("K103", CLASSES, BENEFIT, OUTPUT, f"{first} {second} 群众满意度 ≥90% 95%")
    assert [usual in one for one in told] == [True] * bool(usual)


def test_every_class_of_a_form_is_looked_at():
    rows = ("产出指标 甲指标 道路 ≥9公里 9公里", OUTPUT, "效益指标 乙指标 农户 ≥9户 9户")
    assert [one.split()[0] for one in said("K103", CLASSES, *rows)] == ["B3", "B5"]


@pytest.mark.parametrize(
    ("code", "rows", "found"),
    [
        ("R706", ("甲 5公里 _ 10 10 _", "乙 5公里 _ 10 10 _"), ["D2 error - -"]),
        ("R706", ("完成率100% _ _ 10 10 _", "乙 5公里 5公里 10 10 _"), ["D3 explain - -"]),
        ("R706", ("完成率100% _ _ 10 0 _", "乙 5公里 5公里 10 10 _"), []),
        ("R706", ("完成率 _ _ 10 10 _", "乙 5公里 5公里 10 10 _"), []),
        ("R706", ("第100批 _ _ 10 10 _", "乙 5公里 5公里 10 10 _"), []),
        (
            "R708",
            ("甲 5公里 未完成 10 0 资金未到位", "乙 5公里 _ 10 _ _", "丙 5公里 尚未完工 10 10 _"),
            ["D5 explain 尚未完工 -"],
        ),
        (
            "R716",
            ("甲 1 1 5 5 不涉及。", "乙 1 1 5 0 不涉及", "丙 1 1 5 5 不适用", "丁 1 1 5 0 正常", "戊 1 1 0 0 不适用"),
            ["F4 explain 0 -"],
        ),
    ],
)
def test_what_is_left_blank_or_undone(code, rows, found):
    assert said(code, SCORED, *(f"产出指标 {row}" for row in rows)) == found


@pytest.mark.parametrize(
    ("code", "head", "row", "named"),
    [
        ("R705", "一级指标 三级指标 年度指标值 实际完成值 分值 自评得分", "甲 5公里 5公里 10 _", "“自评得分”一列"),
        ("R706", "一级指标 三级指标 年度指标值 全年完成值 分值 得分", "甲 5公里 _ 10 10", "“全年完成值”一列"),
        ("R702", "一级指标 三级指标 评分标准 分值 得分 评分依据", "甲 完成得10分 10 10 _", "“评分依据”"),
        ("R718", "一级指标 三级指标 指标性质 指标值 计量单位 完成值", "甲 ≥ 18 _ 18", "“计量单位”一栏"),
        ("R718", "一级指标 三级指标 指标性质 指标值 单位 完成值", "甲 ≥ 18 _ 18", "“单位”一栏"),
    ],
)
def test_a_column_is_called_as_it_is_printed(code, head, row, named):
    told = messages(code, head, *[f"产出指标 {row}"] * 3)
    assert told
    assert all(named in one for one in told)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("机耕道 ≥ 18 _ 18.6", ["D3 explain - -"]),
        ("机耕道 _ 18 公里 18.6", ["C3 explain - -"]),
        ("完好率 ≥ 18 _ 18.6", []),
        ("率先修通 ≥ 18 _ 18.6", ["D3 explain - -"]),
    ],
)
def test_a_figure_wants_its_sign_and_unit(row, found):
    assert said("R718", SIGNED, f"产出指标 {row}") == found


@pytest.mark.parametrize("label", ["限20字", "20字以内", "不超过20个字", "20个汉字之内", "不多于20汉字", "20个"])
def test_a_text_is_as_long_as_its_label_lets_it(label):
    for length in (20, 21):
        found = said("R714", CLASSES, OUTPUT, f"存在问题（{label}） {'未' * length}")
        assert found == (["B4 advice 21 20"] if length > 20 and "字" in label else [])


@pytest.mark.parametrize(("length", "found"), [(100, []), (101, ["G3 advice 101 100"])])
def test_a_reason_beside_the_funds_is_as_long_as_the_edition_lets_it(length, found):
    rows = (f"{FUNDS} 原因", f"合计 50 50 50 20 40% {LATE.ljust(length, '未')}", SCORED, "产出指标 甲 1 1 5 5 _")
    assert said("R714", *rows, edition="sichuan/bazhou/project-selfeval/2023") == found


@pytest.mark.parametrize(
    ("funds", "line", "found"),
    [
        ("全年预算数 执行数", "50 20", ["C3 explain 40% -"]),
        ("全年预算数 执行数", "50 45", []),
        ("全年预算数 执行数", "0 20", []),
        ("全年预算数 执行数", "50 _", []),
        ("执行数 执行率", "20 40%", []),
    ],
)
def test_a_low_rate_is_worked_out_where_both_amounts_stand(funds, line, found):
    assert said("R710", f"项目资金（万元） {funds}", f"合计 {line}") == found


@pytest.mark.parametrize(
    ("unit", "wrong"),
    [
        ("万", True),
        ("百万", True),
        ("十万元", True),
        ("万元", False),
        ("元/人", False),
        ("美元", False),
        ("千元", False),
    ],
)
def test_a_unit_of_money_is_one_that_is_used(unit, wrong):
    assert bool(said("U602", f"项目资金（{unit}） 年初预算数 全年预算数 执行数", "合计 50 50 50")) == wrong


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        ("≥ >= ＞= ≥", ["D4 advice >=、＞= ≥"]),
        ("≥ ≤ ≤ ≥", []),
        (">= >= ≥ ≤", ["D5 advice ≥ >="]),
        ("≥ ≥ >= <=", ["D5 advice >= ≥"]),
    ],
)
def test_one_sign_stands_for_one_comparison(signs, found):
    assert said("U603", CLASSES, *(f"产出指标 数量指标 道路 {sign}9公里 9公里" for sign in signs.split())) == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("财预〔2023〕5号", True),
        ("（维修），财预〔2023〕5号", True),
        ("《维修费》（财预〔2023〕5号）", False),
        ("《维修办法》", False),
        ("维修", False),
        ("关于下达预算的通知", True),
        ("关于下达预算管理办法的通知", False),
    ],
)
def test_a_regulation_has_a_name(entry, found):
    assert bool(said("D102", f"资金管理办法 {entry}", CLASSES, OUTPUT)) == found


YANJIANG, LINCANG = "sichuan/yanjiang/project-scorecard/2022", "yunnan/lincang/project-selfeval/2022"


@pytest.mark.parametrize(
    ("code", "grade", "total", "edition", "found"),
    [
        ("G401", "优", "100 95", "", []),
        ("G401", "良", "100 95", "", ["B2 explain 良 优"]),
        ("G401", "良", "_ 95", "", ["B2 explain 良 优"]),
        ("G401", "良", "120 95", "", []),
        ("G401", "良", "_ 95", YANJIANG, ["B2 explain 良 优"]),
        ("G401", "良", "120 95", YANJIANG, ["B2 explain 良 优"]),
        ("G401", "良", "100 _", "", []),
        ("G401", "_", "100 95", "", []),
        ("G403", "优", "100 92", LINCANG, ["B2 explain 优 -"]),
        ("G403", "优", "100 95", LINCANG, []),
        ("G403", "_", "100 92", LINCANG, []),
        ("G403", "优", "100 _", LINCANG, []),
        ("G405", "_", "100 95", "", ["B2 explain - -"]),
        ("G405", "_", "100 _", "", []),
        ("G405", "优", "100 95", "", []),
        ("G405", "_", "100 95", YANJIANG, []),
    ],
)
def test_a_grade_is_that_of_the_total(code, grade, total, edition, found):
    rows = ("一级指标 三级指标 评分标准 分值 得分", "产出指标 道路 完成得分 100 95", f"合计 < < {total}")
    assert said(code, f"自评等级 {grade}", *rows, edition=edition) == found


@pytest.mark.parametrize(
    ("grade", "standard", "points", "found"),
    [
        ("优", "未完成的不能评为优", "0", ["B2 error 优 -"]),
        ("优", "未完成的不能评为“优”", "3", ["B2 explain 优 -"]),
        ("优", "未完成的不能评为优", "5", []),
        ("优", "完成得优", "0", []),
        ("优", "未完成的不得分", "0", []),
        ("良", "未完成的不能评为优", "0", []),
    ],
)
def test_a_lost_row_may_bar_the_top_grade(grade, standard, points, found):
    rows = ("一级指标 三级指标 评分标准 分值 得分", "产出指标 桥 不得分 5 0", f"产出指标 路 {standard} 5 {points}")
    assert said("G404", f"自评等级 {grade}", *rows) == found


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("云财预〔2024〕8号", []),
        ("云财预[2024]8号", ["云财预〔2024〕8号"]),
        ("云财预〔24〕8号", ["-"]),
        ("云财预〔二〇二四〕8号", ["-"]),
        ("云财预〔20244〕8号", ["-"]),
        ("云财预〔2024〕0号", ["-"]),
        ("云财预〔2024〕第08", ["云财预〔2024〕8号"]),
    ],
)
def test_a_document_is_cited_as_it_is_written(number, found):
    told = said("D101", f"资金管理办法 {number}", CLASSES, OUTPUT)
    assert told == [f"B2 advice {number} {one}" for one in found]


@pytest.mark.parametrize(
    ("span", "blamed"),
    [
        ("2022年—2024年", False),
        ("2023年—2024年", False),
        ("2022年—2023年", False),
        ("2024年", True),
        ("2021年—2022年", True),
        ("2021年起", False),
        ("2024年起", True),
        ("长期", False),
    ],
)
def test_the_year_of_the_title_lies_in_the_span(span, blamed):
    page = table(f"项目起止年限 {span}", "年度目标 完成2020年规划的道路", CLASSES, OUTPUT)
    page = page.replace("项目支出", "2023年度项目支出")
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{page}\n")
    assert [one.place.cell for one in rule_cases.findings(case, RULES["D104"])] == ["B2"] * blamed


@pytest.mark.parametrize(
    ("amount", "severity"),
    [("300万元", "advice"), ("300元", "advice"), ("300万", "error"), ("约300万元", "error"), ("三百万元", "error")],
)
def test_a_figure_with_its_unit_is_read_by_everybody(amount, severity):
    assert said("C804", FUNDS, f"合计 50 {amount} 40 40 _") == [f"C3 {severity} {amount} -"]


def test_an_error_follows_from_the_errors_that_its_formula_takes():
    cells = ("=1/0", "=F3+F4", "=SUM(F3:F4)", "=$F$3+$F$5", "=F9", "=LOG10(F4)", "='表 1'!F3")
    lines = [f"| 产出指标 | 道路{n} | 1 | 1 | 9 | {one} → #DIV/0! |" for n, one in enumerate(cells)]
    head = table("一级指标 三级指标 年度指标值 实际完成值 分值 得分")
    (case,) = rule_cases.cases("\n".join(("## 通过：一例", "", head, *lines)))
    (form,) = rule_cases.bound(case)
    taken = [" ".join(sorted(place.cell for place in one.uses)) for one in RULES["C801"].check(form, Settings({}))]
    assert taken == ["", "F3", "F3 F4", "F3 F5", "F9", "F4", ""]


@pytest.mark.parametrize(
    ("points", "found"),
    [("5 5 5", []), ("4 5 5", ["F2 explain - -"]), ("6 5 5", []), ("_ 5 5", []), ("_ 5 4", [])],
)
def test_a_column_for_losses_may_be_blank_where_nothing_is_lost(points, found):
    rows = (f"产出指标 道路 完成得分 5 {one} _" for one in points.split())
    assert said("R702", "一级指标 三级指标 评分标准 分值 得分 扣分原因", *rows) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [("0.5 0.1 _", ["D3 explain - 20%"]), ("1 0.5 _", ["D3 explain - 50%"]), ("0 0 _", []), ("0.5 0.1 20%", [])],
)
def test_a_rate_that_can_be_worked_out_is_filled_in(line, found):
    assert said("R709", "项目资金（万元） 全年预算数 执行数 执行率", f"合计 {line}") == found


@pytest.mark.parametrize(
    ("target", "actual", "odd"),
    [
        ("群众满意度", "群众满义度提高", "满义度"),
        ("满意度", "满义度", "满义度"),
        ("满意度", "X满义度", "满义度"),
        ("群众满意度", "干部满义度", ""),
        ("群众满意度", "群众满意度", ""),
        ("群众满意度", "群众满度", ""),
        ("群众满意度", "群众满X度", ""),
        ("群众好，群众满意度", "群众好，群众满义度", "满义度"),
    ],
)
def test_a_term_with_one_letter_changed_is_a_slip(target, actual, odd):
    assert [one.split()[2] for one in said("K105", CLASSES, f"产出指标 数量 甲 {target} {actual}")] == [odd] * bool(odd)


def test_a_figure_in_order_does_not_end_the_questions_about_signs():
    assert said("R718", SIGNED, "产出指标 甲 ≥ 9 米 9", "产出指标 乙 _ 9 米 9", "产出指标 丙 ≥ 好 _ 9") == [
        "C4 explain - -"
    ]


def test_of_a_loss_the_words_that_give_no_reason_are_shown():
    rows = [f"产出指标 道路 9公里 8公里 5 4 {reason}" for reason in ("_", "已完成", "招标推迟", "无")]
    assert said("R701", SCORED, *rows) == ["G3 explain - -", "G4 explain 已完成 -", "G6 explain 无 -"]


def test_a_formula_is_told_by_the_role_of_its_cell_or_by_itself_and_a_long_one_by_its_beginning():
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{table(SCORED, '产出指标 道路 9公里 8公里 5 4 _')}\n")
    (form,) = rule_cases.bound(case)
    points = form.indicators[0].points.place
    formulas = ((points, "F4*2"), (replace(points, row=99), "$F$4*2"), (replace(points, row=98), "+" * 200))
    computed = tuple(Recomputed(place, formula, "4", "5", ("IronCalc",), True) for place, formula in formulas)
    told = list(RULES["F101"].check(replace(form, recomputed=computed), Settings({})))
    assert [one.subject for one in told] == ["产出指标||道路|points", "F*", "+" * 200]
    shown = [str(one.values["_公式"]) for one in told]
    assert shown[:2] == ["F4*2", "$F$4*2"]
    assert shown[2].endswith("+…")
    assert len(shown[2]) < len("+" * 200)


@pytest.mark.parametrize(
    ("briefs", "found"),
    [("_", ["F3"]), ("_ _", ["F2"]), ("已公开 _", ["F4"]), ("_ 已公开", ["F3"]), ("已公开 已公开", [])],
)
def test_blank_briefs_are_told_at_the_header_where_all_are_blank(briefs, found):
    head = "一级指标 三级指标 评分标准 分值 得分 得分简述"
    page = table(head, *(f"产出指标 公开 公开得5分 5 5 {one}" for one in briefs.split()))
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{page}\n")
    (form,) = rule_cases.bound(case)
    assert [one.place.cell for one in RULES["R717"].check(form, Settings({}))] == found
