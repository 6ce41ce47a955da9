"""A drafted definition says what the form prints and asks for the rest; filled in, it is the definition of the form."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specimens import ROOT, WORKBOOKS, specimen
from xlplugin import drafting, forms, pipeline
from xlplugin.cli import main
from xlplugin.engine.draft import Draft
from xlplugin.excel.render import render
from xlplugin.forms import content
from xlplugin.forms.definition import edition_from
from xlplugin.grid.text import parse_sheets, workbook
from xlplugin.model import Item
from xlplugin.quantity import squeeze
from xlplugin.reports.draft import toml

LAYOUTS = sorted((ROOT / "tests" / "layouts").glob("*.md"))
KNOWN = [edition.id for edition in forms.editions()]
FILLINGS = {
    "jurisdiction": "河南省洛河市禾县",
    "document": "禾县自评表（某单位公开件）",
    "title": "禾县自评表",
    "year": "2025",
}
SCALE = "得分90（含）—100分为优，80（含）—90分为良，60（含）—80分为中，60分以下为差"
UNKNOWN = """
| 禾县2025年度惠农项目绩效自评表 | < | < | < | < | < | < | < |
| 项目名称 | | < | < | 实施单位 | | < | < |
| 项目资金<br>（万元） | 资金来源 | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 拨付批次 |
| ^ | 年度资金总额 | < | 10 | 10 | 9 | 90% | 2 |
| 一级指标 | 二级指标 | 三级指标 | 年初绩效目标值 | 实际完成值 | 分值 | 自评得分 | 牵头科室 |
| 产出指标<br>（60分） | 数量指标 | 发放户数 | ≥50户 | 52户 | 60 | 60 | 农业科 |
| 效益指标<br>（30分） | 社会效益指标 | 增收 | ≥5% | 6% | 30 | 30 | 农业科 |
| 合计 | < | < | < | < | 90 | 90 | |
| 说明：SCALE。 | < | < | < | < | < | < | < |
""".replace("SCALE", SCALE)


def layout(path):
    """The sheets of an exam layout, without what it expects of the binder."""
    return workbook(path.read_text("utf-8").partition("## 期望")[0])


def filled(document):
    """The draft as a clerk completes it: every blank that is marked, and nothing else."""

    def fill(match):
        return f'{match[1]}{match[2]} = "{FILLINGS[match[2]]}"'

    return re.sub(r'^((?:basis\.)?)(\w+) = ""(?=  # 请填写)', fill, document, flags=re.MULTILINE)


def drafted(book, name="某表.xlsx"):
    return [tomllib.loads(document) for _, document in drafting.drafts(book, name)]


def forget():
    """Let the pipeline read all content anew; the rules stay."""
    content._shelf.clear()
    for cached in (one for name, one in vars(pipeline).items() if name != "rules"):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """Content folders of one's own; what the pipeline has read before and reads meanwhile is forgotten."""

    def use(folder):
        monkeypatch.setattr(content, "ROOT", str(folder))
        monkeypatch.setattr(content, "CACHE", str(folder / "cache.jsonl"))
        monkeypatch.setattr(content, "_shelf", [])
        forget()

    real = content.ROOT

    def fresh(*, with_known_forms=False):
        folder = tmp_path / "forms"
        if with_known_forms:
            shutil.copytree(real, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
        else:
            folder.mkdir()
            shutil.copy(f"{real}/vocabulary.toml", folder)
        (folder / "henan" / "he" / "selfeval").mkdir(parents=True)
        use(folder)
        return folder / "henan" / "he" / "selfeval" / "2025.toml"

    yield fresh
    forget()


def missing(form):
    """Fixed rows of the edition that the form does not show, by name or by scoring sentence."""
    names = Counter(squeeze(row.name) for row in form.indicators)
    sentences = {squeeze(row.criteria.raw) for row in form.indicators if row.criteria}
    items = form.edition.items if form.edition else ()
    lost = Counter(squeeze(item.name) for item in items if squeeze(item.criteria) not in sentences) - names
    return sorted(lost)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_completed_draft_is_recognised_as_the_edition_of_its_form(path, shelf):
    book = layout(path)
    documents = [document for _, document in drafting.drafts(book, path.name)]
    assert len(documents) == len(pipeline.check_workbook(book, "", "").forms)
    target = shelf()
    for position, document in enumerate(documents):
        target.write_text(filled(document), "utf-8")
        forget()
        edition = forms.edition("henan/he/selfeval/2025")
        form = pipeline.check_workbook(book, "", "").forms[position]
        assert (form.edition == edition) is bool(form.title), form.title
        assert not missing(form)


def test_a_draft_without_its_blanks_filled_in_is_no_definition():
    (data,) = drafted(workbook(UNKNOWN))
    with pytest.raises(Exception, match="jurisdiction 缺失"):
        edition_from("a/b/2025", data)


def test_an_unknown_form_is_drafted_with_all_that_it_prints():
    (data,) = drafted(workbook(UNKNOWN))
    assert data["title"] == "禾县2025年度惠农项目绩效自评表"
    assert data["titles"] == ["禾县{year}年度惠农项目绩效自评表"]
    assert (data["year"], data["kind"], data["full"]) == ("2025", "selfeval", "90")
    assert data["requires"] == ["project", "unit"]
    assert data["signature"][-8:] == [
        "一级指标", "二级指标", "三级指标", "年初绩效目标值", "实际完成值", "分值", "自评得分", "牵头科室",
    ]  # fmt: skip
    assert data["classes"] == [
        {"level1": "产出指标", "level2": "数量指标"},
        {"level1": "效益指标", "level2": "社会效益指标"},
    ]
    assert [(group["name"], group["weight"], group["level"]) for group in data["groups"]] == [
        ("产出指标", "60", 1),
        ("效益指标", "30", 1),
    ]
    assert data["scale"]["bounds"] == {"优": "90", "良": "80", "中": "60", "差": "0"}
    assert (data["jurisdiction"], data["basis"]["document"], data["scale"]["basis"]["document"]) == ("", "", "")
    assert data["columns"] == {}


def test_what_the_vocabulary_does_not_know_is_a_question_with_its_cell():
    ((_, document),) = drafting.drafts(workbook(UNKNOWN), "某表.xlsx")
    assert '# "年初绩效目标值" = "target"  # D5' in document
    assert '# "牵头科室" = ""  # H5' in document
    assert "请确认：预算表栏目“拨付批次”（H3）" in document
    assert "请确认：读自 A9" in document


def test_a_completed_draft_beside_all_known_forms_wins_its_form_and_takes_none_from_them(shelf):
    book = workbook(UNKNOWN)
    ((_, document),) = drafting.drafts(book, "某表.xlsx")
    target = shelf(with_known_forms=True)
    target.write_text(filled(document), "utf-8")
    assert [form.edition.id for form in pipeline.check_workbook(book, "", "").forms] == ["henan/he/selfeval/2025"]
    for known in KNOWN:
        (sheet,) = pipeline.check_workbook(workbook(forms.blank_text(known)), "", "").sheets
        assert sheet.form in {known, None}


@pytest.mark.parametrize("known", KNOWN)
def test_the_draft_of_a_known_blank_form_agrees_with_its_definition(known):
    edition, (data,) = forms.edition(known), drafted(workbook(without_kinds(forms.blank_text(known))))
    with open(f"{content.ROOT}/{known}.toml", "rb") as file:
        defined = tomllib.load(file)
    assert edition_from("a/b/2025", data | {"jurisdiction": "某地", "year": edition.year}).kind == edition.kind
    assert [rows(item) for item in data.get("items", ())] == [rows(item) for item in defined.get("items", ())]
    assert {tuple(pair.values()) for pair in data.get("classes", ())} == {
        tuple(pair.values()) for pair in defined.get("classes", ())
    }
    assert set(data["requires"]) >= set(edition.requires)
    assert data.get("full") in {None, defined.get("full")}
    if all("status" not in group or group["status"] == "F" for group in defined.get("groups", ())):
        points = ("name", "weight", "level")
        assert [[group[key] for key in points] for group in data.get("groups", ())] == [
            [group[key] for key in points] for group in defined.get("groups", ())
        ]


def rows(item):
    """A fixed row without the blanks and line breaks in which definitions may differ."""
    return {key: squeeze(str(value)) for key, value in item.items()}


def without_kinds(text):
    """A blank form as a sheet: the first cell of a row is its kind."""
    return re.sub(r"^\| [题副注头行尾] (?=\|)", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["2022-seed-yunxing", "2022-seed-waishi"])
def test_a_scorecard_filled_in_by_a_unit_gives_the_same_rows_as_the_blank_one(name):
    (path,) = WORKBOOKS.rglob(f"{name}.md")
    scorecard = drafted(specimen(path))[0]
    blank = drafted(workbook(without_kinds(forms.blank_text("sichuan/yanjiang/project-scorecard/2022"))))[0]
    keys = ("name", "weight", "level1")
    assert [[item[key] for key in keys] for item in scorecard["items"]] == [
        [item[key] for key in keys] for item in blank["items"]
    ]
    assert scorecard["groups"] == blank["groups"]


@pytest.mark.parametrize(
    ("printed", "bounds"),
    [
        ("优≥90分，良≥80分，中≥60分，差＜60分", ("90", "80", "60", "0")),
        ("100≥优≥90>良≥80>中≥60>差", ("90", "80", "60", "0")),
        ("优（95-100分）、良（85-95分）、中（60-85分）、差（60分以下）", ("95", "85", "60", "0")),
        (
            "2、评价得分≥90 分，等级为“优”；80 分≤评价得分<90 分，等级为“良”；60≤得分<80为“中”；<60为“差”",
            ("90", "80", "60", "0"),
        ),
        ("90（含）-100分为优秀、80（含）-90分为良好、60（含）-80分为中等、60分以下为较差", ("90", "80", "60", "0")),
        ("☑优 □良 □中 □差", None),
        ("优化结构，完成率60%，其中良种补贴80万元，误差90", None),
        ("优≥60，良≥80，中≥90，差", None),
    ],
)
def test_a_printed_grade_scale_is_read_and_nothing_else_is_taken_for_one(printed, bounds):
    (data,) = drafted(workbook(UNKNOWN.replace(SCALE, printed)))
    assert (tuple(data["scale"]["bounds"].values()) if "scale" in data else None) == bounds


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_whatever_a_cell_holds_the_draft_stays_toml_and_says_it_back(one, two, three):
    printed = ()
    item = Item(one, two, three, None, f"{two}\n{three}")
    data = tomllib.loads(
        toml(
            Draft(one, two, (three,), "", None, (one,), "scorecard", None, printed, (one, three), printed, printed,
                  ((one, two),), (), (item,), (), ""),
            one,
        )
    )  # fmt: skip
    assert (data["title"], data["titles"], data["signature"]) == (two, [three], [one, three])
    (row,) = data["items"]
    assert (row["name"], row["criteria"]) == (one, f"{two}\n{three}")


def test_no_line_of_a_printed_draft_is_a_command_to_the_runner_of_a_job():
    word = "第一行\n::error ::x\n \u3000::notice ::y\n##[group]"
    item = Item("::a", "##[b]", word, None, word)
    none = ()
    text = toml(
        Draft("##[c]", "::d", none, "", None, none, "scorecard", None, none, none, none, none, none, none, (item,),
              none, ""),
        "##vso[e].xlsx",
    )  # fmt: skip
    assert not [line for line in text.split("\n") if line.strip().startswith("::") or re.search(r"##\w*\[", line)]
    assert tomllib.loads(text)["items"][0]["criteria"] == word


@pytest.fixture
def book(tmp_path):
    """Write texts of sheets as a workbook and give its path."""

    def write(*texts, name="某表.xlsx"):
        path = tmp_path / name
        kinds = [re.sub(r"^\|", "| 行 |", text, flags=re.MULTILINE) for text in texts]
        path.write_bytes(render([sheet for text in kinds for sheet in parse_sheets(text)]))
        return str(path)

    return write


SECOND = "表：第二张\n" + UNKNOWN.replace("惠农", "修路")
FIRST = "表：第一张\n" + UNKNOWN


def test_the_command_prints_every_draft_and_keeps_them_apart(book, capsys):
    assert main(["forms", "draft", book(FIRST, SECOND)]) == 0
    documents = re.split(r"^# =+$", capsys.readouterr().out, flags=re.MULTILINE)
    assert [tomllib.loads(text)["title"] for text in documents] == [
        "禾县2025年度惠农项目绩效自评表",
        "禾县2025年度修路项目绩效自评表",
    ]


def test_a_draft_is_written_once_and_never_over_a_file(book, tmp_path, capsys):
    path, target = book(UNKNOWN), tmp_path / "新.toml"
    assert main(["forms", "draft", path, "-o", str(target)]) == 0
    before = target.read_bytes()
    assert tomllib.loads(before.decode())["year"] == "2025"
    assert str(target) in capsys.readouterr().err
    assert main(["forms", "draft", path, "-o", str(target)]) == 2
    assert target.read_bytes() == before


def test_several_drafts_go_into_a_folder_one_file_each_or_nowhere(book, tmp_path):
    path, folder = book(FIRST, SECOND), tmp_path / "草稿"
    assert main(["forms", "draft", path, "-o", str(tmp_path / "两张.toml")]) == 2
    assert not (tmp_path / "两张.toml").exists()
    folder.mkdir()
    (folder / "第二张.toml").write_text("mine", "utf-8")
    assert main(["forms", "draft", path, "-o", str(folder)]) == 2
    assert not (folder / "第一张.toml").exists()
    (folder / "第二张.toml").unlink()
    assert main(["forms", "draft", path, "-o", str(folder)]) == 0
    assert sorted(file.name for file in folder.iterdir()) == ["第一张.toml", "第二张.toml"]


def test_two_forms_of_one_sheet_get_two_names(tmp_path):
    targets = drafting.deliver([("表/一", "a = 1\n"), ("表/一", "b = 1\n"), ("表_一-2", "c = 1\n")], str(tmp_path))
    assert [target.removeprefix(f"{tmp_path}/") for target in targets] == [
        "表_一.toml",
        "表_一-2.toml",
        "表_一-2-2.toml",
    ]


@pytest.mark.parametrize("output", ["x.xlsx", "x", "没有/x.toml"])
def test_a_draft_is_only_ever_a_toml_file_in_a_folder_that_exists(book, tmp_path, output, capsys):
    assert main(["forms", "draft", book(UNKNOWN), "-o", str(tmp_path / output)]) == 2
    assert "内部错误" not in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["某表.xlsx"]


def test_a_workbook_without_a_form_gives_no_draft_but_the_next_step(book, capsys):
    path = book("| 食堂菜单 | |\n| 星期一 | 白菜 |\n")
    assert main(["forms", "draft", path]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "vocabulary.toml" in shown.err


def test_english_comments_ask_the_same_questions(book, capsys):
    path = book(UNKNOWN)
    main(["forms", "draft", path])
    chinese = capsys.readouterr().out
    main(["forms", "--lang", "en", "draft", path])
    english = capsys.readouterr().out
    assert tomllib.loads(english) == tomllib.loads(chinese)
    assert english.count("CONFIRM:") + english.count("FILL IN:") == chinese.count("请确认：") + chinese.count(
        "请填写："
    )
