"""Which workbooks belong to one submission, and that those of two units are never compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from specimens import WORKBOOKS
from xlplugin import pipeline
from xlplugin.engine import grouped
from xlplugin.excel import read
from xlplugin.model import STANDARD, Form, Traced
from xlplugin.place import Place

PLACE = Place("表", 1, 1)


def form(title="项目支出绩效自评表", year="2023", **identity):
    entries = {what: Traced(PLACE, text) for what, text in identity.items()}
    return Form("表", title, PLACE, year=year, identity=entries)


def whole(unit, **more):
    return form("部门整体支出绩效自评表", unit=unit, **more)


def project(unit, name="项目", **more):
    return form(unit=unit, project=name, **more)


def book(file, *forms):
    return file, forms


def test_workbooks_of_one_unit_belong_together_wherever_they_lie():
    books = [
        book("a/整体.xlsx", whole("柏溪县水务局")),
        book("b/甲.xlsx", project("柏溪县 水务局")),
        book("c/乙.xlsx", project("柏溪县林业局")),
    ]
    assert grouped(books) == ((0, 1), (2,))


def test_an_equal_code_joins_names_that_agree_and_no_others():
    books = [
        book("1.xlsx", whole("柏溪县水务局", code="301001")),
        book("2.xlsx", project("柏溪县水务局机关", code="301001")),
        book("3.xlsx", project("柏奚县水务局", code="301001")),
        book("4.xlsx", project("柏溪县档案馆", code="301001")),
    ]
    assert grouped(books) == ((0, 1, 2), (3,))


def test_a_slip_in_the_name_is_the_same_unit_where_few_share_the_folder():
    books = [book("1.xlsx", whole("柏溪县水务局")), book("2.xlsx", project("柏溪县水务局", "甲"))]
    assert grouped([*books, book("3.xlsx", project("柏溪县水物局", "乙"))]) == ((0, 1, 2),)


def test_towns_and_numbered_schools_are_not_taken_for_slips():
    towns = ["柏溪县青山镇人民政府", "柏溪县青川镇人民政府", "柏溪县青石镇人民政府", "柏溪县青云镇人民政府"]
    books = [book(f"{n}.xlsx", project(unit, f"项目{n}")) for n, unit in enumerate(towns + towns[:2])]
    assert grouped(books) == ((0, 4), (1, 5), (2,), (3,))
    schools = [book(f"{n}.xlsx", project(f"柏溪县第{one}中学校")) for n, one in enumerate("一二二")]
    assert grouped(schools) == ((0,), (1, 2))


def test_workbooks_without_a_year_stay_with_those_that_state_one():
    books = [book("整体.xlsx", whole("柏溪县水务局")), book("甲.xlsx", project("柏溪县水务局", "甲"))]
    books += [book(f"{name}.xlsx", project("柏溪县水务局", name, year="")) for name in "乙丙"]
    assert grouped(books) == ((0, 1, 2, 3),)
    books += [book(f"{name}.xlsx", project("柏溪县水务局", name, year="2022")) for name in "丁戊"]
    assert grouped(books) == ((0, 1, 2, 3), (4, 5))


def test_a_stray_workbook_joins_the_only_submission_of_its_folder():
    books = [
        book("x/整体.xlsx", whole("柏溪县水务局")),
        book("x/甲.xlsx", project("柏溪县水务局", "甲")),
        book("x/乙.xlsx", project("柏溪县水务局", "乙")),
        book("x/丙.xlsx", project("柏溪县防汛服务中心", "丙")),
        book("y/丁.xlsx", project("柏溪县防汛服务中心", "丁")),
    ]
    assert grouped(books[:4]) == ((0, 1, 2, 3),)
    assert grouped([*books[:3], books[4]]) == ((0, 1, 2), (3,)), "another folder"
    assert grouped([*books[1:4]]) == ((0, 1), (2,)), "no form of the department"
    other = book("x/防汛整体.xlsx", whole("柏溪县防汛服务中心"))
    assert grouped([*books[:4], other]) == ((0, 1, 2), (3, 4)), "a submission of its own"


def test_projects_of_subordinate_units_belong_to_the_department_that_they_name():
    under = [book(f"x/{n}.xlsx", project(f"柏溪县{n}站", f"项目{n}", department="柏溪县水务局")) for n in "甲乙丙"]
    main = book("x/整体.xlsx", whole("柏溪县水务局"))
    assert grouped([main, *under]) == ((0, 1, 2, 3),)
    own = book("x/甲站整体.xlsx", whole("柏溪县甲站"))
    assert grouped([own, main, *under]) == ((0, 2), (1, 3, 4)), "a unit with a form of its own"
    assert grouped(under) == ((0,), (1,), (2,)), "no form of the department"


def test_a_code_in_front_of_the_name_is_no_part_of_it():
    books = [book("1.xlsx", whole("301001-柏溪县水务局")), book("2.xlsx", project("[301001]柏溪县水务局"))]
    assert grouped(books) == ((0, 1),)


def test_a_flat_folder_of_many_units_is_not_merged():
    books = [book(f"{n}.xlsx", project(f"第{n}号单位甲乙丙", f"项目{n}")) for n in range(300)]
    main = [book("w.xlsx", whole("柏溪县水务局")), *(book(f"p{n}.xlsx", project("柏溪县水务局")) for n in range(3))]
    assert len(grouped([*books, *main])) == 301


def test_a_workbook_with_forms_of_many_units_joins_none_of_the_others():
    many = book("汇总.xlsx", project("甲县水务局"), project("甲县水务局"), project("乙县林业局"))
    others = [book("1.xlsx", project("乙县林业局")), book("2.xlsx", project("甲县水务局"))]
    assert grouped([many, *others]) == (
        (0, 2),
        (1,),
    )


def test_years_are_submissions_of_their_own_but_a_single_other_year_is_a_slip():
    old = [book(f"old{n}.xlsx", project("柏溪县水务局", f"旧{n}", year="2022")) for n in range(2)]
    new = [book(f"new{n}.xlsx", project("柏溪县水务局", f"新{n}")) for n in range(2)]
    assert grouped([*old, *new]) == ((0, 1), (2, 3))
    assert grouped([old[0], *new]) == ((0, 1, 2),)


def test_two_folders_with_the_form_of_the_department_are_two_versions():
    books = [
        book(f"{folder}/{name}.xlsx", made)
        for folder in ("初稿", "终稿")
        for name, made in (("整体", whole("柏溪县水务局")), ("甲", project("柏溪县水务局", "甲")))
    ]
    assert grouped(books) == ((0, 1), (2, 3))


def test_workbooks_without_a_unit_stay_alone():
    assert grouped([book("1.xlsx"), book("2.xlsx", form()), book("3.xlsx", form(project="甲"))]) == ((0,), (1,), (2,))


UNITS = ["柏溪县水务局", "柏溪县水物局", "柏溪县林业局", "青石镇人民政府", "柏溪县水务局机关", ""]
BOOKS = st.lists(
    st.tuples(
        st.sampled_from(["", "甲/", "乙/"]),
        st.lists(
            st.builds(
                form,
                title=st.sampled_from(["项目支出绩效自评表", "部门整体支出绩效自评表"]),
                year=st.sampled_from(["2022", "2023", ""]),
                unit=st.sampled_from(UNITS),
                code=st.sampled_from(["301001", "301002"]),
                department=st.sampled_from(["柏溪县水务局", "柏溪县林业局", ""]),
                project=st.sampled_from(["甲", "乙"]),
            ),
            max_size=3,
        ),
    ),
    max_size=9,
).map(lambda books: [(f"{folder}{n}.xlsx", tuple(forms)) for n, (folder, forms) in enumerate(books)])


@given(BOOKS)
def test_every_workbook_is_in_exactly_one_submission(books):
    groups = grouped(books)
    assert sorted(at for group in groups for at in group) == list(range(len(books)))
    assert list(groups) == sorted(groups)
    assert all(list(group) == sorted(group) for group in groups)


@given(BOOKS.flatmap(lambda books: st.tuples(st.just(books), st.permutations(books))))
def test_the_order_of_the_workbooks_does_not_matter(orders):
    books, shuffled = orders

    def named(order):
        return {frozenset(order[at][0] for at in group) for group in grouped(order)}

    assert named(books) == named(shuffled)


def runs():
    """The workbooks of every office as handed in: one folder each."""
    found = []
    for path in sorted(WORKBOOKS.glob("*/*/*/*-seed-*.xlsx")):
        name = f"{path.relative_to(WORKBOOKS).parts[1]}/{path.name}"
        found.append(pipeline.check_workbook(read.read_workbook(read.load(str(path)), name), name, ""))
    return found


RUNS = runs()


def test_the_filled_workbooks_of_each_office_are_one_submission():
    groups = {
        frozenset(RUNS[at].file.split("/")[0] for at in group): len(group)
        for group in grouped([(run.file, run.forms) for run in RUNS])
    }
    assert groups == {
        frozenset(["quxian"]): 7,
        frozenset(["yanjiang"]): 9,
        frozenset(["lincang"]): 7,
        frozenset(["bazhou"]): 1,
        frozenset(["leshan-shizhong"]): 1,
    }


def across(order):
    """What the comparison of workbooks finds in them: file, cell, code and severity."""
    told = pipeline.check_submissions(order, lambda _: STANDARD)
    return {
        (run.file, str(finding.place), finding.code, finding.severity)
        for run in told
        for finding in run.findings
        if finding.code.startswith("J")
    }


FOUND = {
    ("lincang/2022-seed-nongye.xlsx", "项目支出绩效单位自评表!B12", "J104", "explain"),
    ("lincang/2022-seed-office.xlsx", "部门整体支出绩效单位自评表!G7", "J101", "advice"),
    ("lincang/2022-seed-sheshan.xlsx", "项目支出绩效单位自评表!B12", "J104", "explain"),
    ("lincang/2022-seed-zhujing.xlsx", "项目支出绩效单位自评表!B12", "J104", "explain"),
    ("quxian/2024-seed-dianti.xlsx", "专项预算项目绩效目标完成情况自评表!B16", "J104", "error"),
    ("quxian/2024-seed-quhe.xlsx", "专项预算项目绩效目标完成情况自评表!B3", "J110", "advice"),
    ("quxian/2024-seed-zhuanban416.xlsx", "专项预算项目绩效目标完成情况自评表!B16", "J104", "error"),
    ("yanjiang/2022-seed-dahui.xlsx", "目标完成情况表!E24", "J111", "explain"),
    ("yanjiang/2022-seed-office.xlsx", "整体目标完成情况表!C7", "J101", "error"),
    ("yanjiang/2022-seed-office.xlsx", "整体目标完成情况表!D7", "J101", "error"),
    ("yanjiang/2022-seed-office.xlsx", "整体目标完成情况表!E29", "J102", "advice"),
    ("yanjiang/2022-seed-yunxing2021.xlsx", "目标完成情况表!F24", "J105", "advice"),
}


def test_exactly_what_contradicts_between_the_workbooks_of_an_office_is_found():
    assert across(RUNS) == FOUND


def test_the_order_of_the_workbooks_only_decides_which_of_two_equal_ones_is_blamed():
    either = {"lincang/2022-seed-sheshan.xlsx", "yanjiang/2022-seed-yunxing2021.xlsx"}
    turned = across(RUNS[::-1])
    assert {one for one in FOUND if one[0] not in either} <= turned
    assert len(turned) == len(FOUND)


def test_both_sides_of_a_contradiction_are_named():
    for run in pipeline.check_submissions(RUNS, lambda _: STANDARD):
        for finding in run.findings:
            if finding.code.startswith("J"):
                assert finding.related
                assert all(other.file != run.file for other in finding.related)
                assert any(other.file for other in finding.related)


def test_a_single_workbook_is_compared_with_nothing():
    assert not [one for run in RUNS for one in run.findings if one.code.startswith("J")]
    alone = RUNS[0]
    assert pipeline.check_submissions([alone], lambda _: STANDARD) == (alone,)


def test_a_department_is_known_behind_its_code():
    books = [
        book("a/整体.xlsx", whole("柏溪县教育局")),
        book("a/甲.xlsx", project("柏溪县第一小学", department="[301001]柏溪县教育局")),
        book("a/乙.xlsx", project("柏溪县第二小学", department="301002-柏溪县卫健局")),
    ]
    assert grouped(books) == ((0, 1), (2,))


def test_names_that_agree_under_different_codes_are_different_units():
    books = [
        book("a/1.xlsx", project("柏溪县水务局", code="301001")),
        book("b/2.xlsx", project("柏溪县水务局机关", code="301002")),
    ]
    assert grouped(books) == ((0,), (1,))
    assert grouped([books[0], book("b/2.xlsx", project("柏溪县水务局机关", code="301001"))]) == ((0, 1),)


def test_a_workbook_without_a_year_goes_with_the_year_of_most():
    def of(*years):
        return [book(f"{at}.xlsx", project("柏溪县水务局", f"项目{at}", year=year)) for at, year in enumerate(years)]

    assert grouped(of("2022", "2022", "2022", "2023", "2023", "")) == ((0, 1, 2, 5), (3, 4))
    assert grouped(of("2022", "2022", "2023", "2023", "2023", "")) == ((0, 1), (2, 3, 4, 5))
    assert grouped(of("2022", "2022", "2023", "2023", "")) == ((0, 1), (2, 3, 4))


def test_a_nameless_workbook_joins_only_in_its_folder_and_with_a_project():
    own = [book("x/整体.xlsx", whole("柏溪县水务局"))]
    own += [book(f"x/{name}.xlsx", project("柏溪县水务局", name)) for name in "甲乙"]
    assert grouped([*own, book("x/丙.xlsx", form(project="丙"))]) == ((0, 1, 2, 3),)
    assert grouped([*own, book("x/丙.xlsx", form())]) == ((0, 1, 2), (3,))
    assert grouped([*own, book("y/丙.xlsx", form(project="丙"))]) == ((0, 1, 2), (3,))


def test_strays_join_a_submission_twice_as_large_with_two_projects_only():
    own = [book("x/整体.xlsx", whole("柏溪县水务局"))]
    own += [book(f"x/{name}.xlsx", project("柏溪县水务局", name)) for name in "甲乙丙"]
    strays = [book(f"x/{name}.xlsx", project(f"柏溪县{name}中心", name)) for name in ("防汛", "灌溉", "供水")]
    assert grouped([*own, *strays[:2]]) == ((0, 1, 2, 3, 4, 5),)
    assert grouped([*own, *strays]) == ((0, 1, 2, 3), (4,), (5,), (6,))
    plain = [own[0], book("x/附表.xlsx", form(unit="柏溪县水务局")), own[1]]
    assert grouped([*plain, strays[0]]) == ((0, 1, 2), (3,))
