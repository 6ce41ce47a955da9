"""The settings of a house: found upward, read strictly, every fault told at once, and obeyed."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies
from settings_books import write

from xlplugin import engine
from xlplugin.batch import check_file
from xlplugin.cli import main
from xlplugin.errors import UsageError
from xlplugin.model import Basis, Fault, Form, Policy, Rule, Weighed
from xlplugin.place import Place
from xlplugin.settings import FILE, found, policy_for
from xlplugin.settings.file import laid_down as read

WHOLE = """
[xlplugin]
profile = "national/2021"
tolerance = "0.05"

[disabled]
W101 = "本县指标合计另有规定（县财政局通知）"

[severity.S507]
to = "error"
document = "某县财绩〔2025〕3号"
clause = "第六条"
url = "https://example.org/3"
"""


def laid_down(folder, text, encoding="utf-8"):
    (folder / FILE).write_text(text, encoding)
    return str(folder / "表.xlsx")


def told(folder, text):
    with pytest.raises(UsageError) as refused:
        policy_for(laid_down(folder, text))
    return refused.value


def test_everything_that_can_be_laid_down_is_read(tmp_path):
    assert policy_for(laid_down(tmp_path, WHOLE)) == Policy(
        "national/2021",
        {"W101": "本县指标合计另有规定（县财政局通知）"},
        {"S507": Weighed("error", Basis("某县财绩〔2025〕3号", "第六条", "https://example.org/3"))},
        Decimal("0.05"),
    )


def test_without_a_file_the_program_has_its_own_settings_only(tmp_path):
    assert found(str(tmp_path / "表.xlsx")) is None
    assert policy_for(str(tmp_path / "表.xlsx")) == Policy()
    assert policy_for(str(tmp_path / "表.xlsx"), "national/2020", True) == Policy("national/2020", preview=True)


def test_the_command_line_wins_over_the_file(tmp_path):
    policy = policy_for(laid_down(tmp_path, WHOLE), "hunan/2015", True)
    assert (policy.profile, policy.preview, policy.tolerance) == ("hunan/2015", True, Decimal("0.05"))


@pytest.mark.parametrize("text", ["", "# 暂无\n", "[xlplugin]\n[disabled]\n[severity]\n"])
def test_an_empty_file_lays_nothing_down(tmp_path, text):
    assert policy_for(laid_down(tmp_path, text)) == Policy()


def test_the_encodings_of_windows_editors_are_read(tmp_path):
    assert policy_for(laid_down(tmp_path, WHOLE.replace("\n", "\r\n"), "utf-8-sig")).tolerance == Decimal("0.05")


@pytest.mark.parametrize("value", ['"0.1"', "0.1", "1", '"2"', '".5"'])
def test_a_tolerance_may_be_text_or_number_and_is_never_a_float(tmp_path, value):
    tolerance = policy_for(laid_down(tmp_path, f"[xlplugin]\ntolerance = {value}\n")).tolerance
    assert tolerance == Decimal(value.strip('"'))


FAULTS = {
    "not toml": ("[xlplugin]\nprofile = “national/2020”\n", "第2行：不合 TOML 的写法", "line 2: is not TOML"),
    "cut off": ("[disabled]\nW101 = [", "第2行：不合 TOML 的写法", "line 2: is not TOML"),
    "nested without end": ("a = " + "[" * 20000, "不合 TOML 的写法", "is not TOML"),
    "unknown code": (
        '[disabled]\nW1O1 = "停用"\n',
        "第2行：没有编号为 W1O1 的规则（是不是 W101？）",
        "did you mean W101?",
    ),
    "small letters": ('[disabled]\nw101 = "停用"\n', "没有编号为 w101 的规则（是不是 W101？）", "did you mean W101?"),
    "full width": ('[disabled]\n"Ｗ１０１" = "停用"\n', "（是不是 W101？）", "did you mean W101?"),
    "a name": ('[disabled]\n"weights.total" = "停用"\n', "（是不是 W101？）", "did you mean W101?"),
    "nothing like it": (
        '[disabled]\n乱 = "停用"\n'.replace("乱", "zzz"),
        "全部编号见 xlplugin rules",
        "lists them all",
    ),
    "no reason": ('[disabled]\nW101 = ""\n', "第2行：停用 W101 要写明理由", "line 2: W101 is left out without"),
    "a blank reason": ('[disabled]\nW101 = " 　"\n', "停用 W101 要写明理由", "without a written reason"),
    "a placeholder": ('[disabled]\nW101 = "……"\n', "停用 W101 要写明理由", "without a written reason"),
    "a reason in figures": ("[disabled]\nW101 = true\n", "停用 W101 要写明理由", "without a written reason"),
    "no table": (
        'disabled = "W101"\n',
        "第1行：disabled 应为一节，写成 [disabled]",
        "line 1: disabled must be a table",
    ),
    "unknown severity": (
        '[severity.S507]\ndocument = "某办法"\nto = "must"\n',
        "第3行：S507 的 to 应为 error、explain、advice 之一",
        "line 3: S507: to must be one of error, explain, advice",
    ),
    "no severity": ('[severity.S507]\ndocument = "某办法"\n', "第1行：S507 的 to 应为", "line 1: S507: to must be"),
    "no basis": ('[severity.S507]\nto = "error"\n', "第1行：改变 S507 的性质要写明依据", "line 1: S507 is weighed"),
    "a blank basis": ('[severity.S507]\nto = "error"\ndocument = ""\n', "第3行：改变 S507 的性质", "line 3: S507 is"),
    "only a word": ('[severity]\nS507 = "error"\n', "第2行：改变 S507 的性质要写明依据", "line 2: S507 is weighed"),
    "an unsafe address": (
        '[severity.S507]\nto = "error"\ndocument = "某办法"\nurl = "javascript:alert(1)"\n',
        "第4行：S507 的 url 应以 https:// 开头",
        "line 4: S507: url must start",
    ),
    "a clause in figures": (
        '[severity.S507]\nto = "error"\ndocument = "某办法"\nclause = 6\n',
        "第4行：S507 的 clause 应为文字",
        "line 4: S507: clause must be text",
    ),
    "out and weighed": (
        '[disabled]\nS507 = "不用"\n[severity.S507]\nto = "error"\ndocument = "某办法"\n',
        "第3行：S507 已停用，不能再改性质",
        "line 3: S507 is left out",
    ),
    "a preview rule": (
        '[severity.W110]\nto = "error"\ndocument = "某办法"\n',
        "第1行：W110 是试行规则，只作提示",
        "line 1: W110 is a preview rule",
    ),
    "unknown profile": (
        '[xlplugin]\nprofile = "national/2022"\n',
        "第2行：没有名为 national/2022 的计分规则（是不是 national/202",
        "line 2: no scoring profile national/2022 (did you mean national/202",
    ),
    "nothing like that profile": (
        "[xlplugin]\nprofile = 7\n",
        "没有名为 7 的计分规则（可用：hubei/2020",
        "(known: hubei",
    ),
    "unknown key": (
        '[xlplugin]\ntolerence = "0.1"\n',
        "第2行：不认识的键 tolerence（是不是 tolerance？）",
        "line 2: unknown key tolerence (did you mean tolerance?)",
    ),
    "unknown table": ("[disable]\n", "第1行：不认识的键 disable（是不是 disabled？）", "line 1: unknown key disable"),
    "unknown key of a rule": (
        '[severity.S507]\nto = "error"\ndocument = "某办法"\nparagraph = "六"\n',
        "第4行：不认识的键 paragraph",
        "line 4: unknown key paragraph",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line_in_both_languages(tmp_path, name):
    text, zh, en = FAULTS[name]
    error = told(tmp_path, text)
    assert zh in error.zh
    assert en in error.en
    assert str(tmp_path / FILE) in error.zh
    assert "\n" not in error.zh
    assert "有 1 处要改" in error.zh


@pytest.mark.parametrize(
    "value", ['"0"', '"-0.1"', '"五分"', '"1e-2"', '"0,05"', '"０.１"', "0", "-1", "inf", "nan", "true", "[]"]
)
def test_a_tolerance_is_a_plain_decimal_above_zero(tmp_path, value):
    assert "tolerance 应为大于0的小数" in told(tmp_path, f"[xlplugin]\ntolerance = {value}\n").zh


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path):
    text = (
        '[severity.S507]\nto = "eror"\n[disabled]\nW999 = "x"\nW102 = ""\n[xlplugin]\nprofil = "x"\ntolerance = "-1"\n'
    )
    zh = told(tmp_path, text).zh
    assert "有 6 处要改" in zh
    lines = [part.partition("行")[0] for part in zh.split("第")[1:]]
    assert lines == ["1", "2", "4", "5", "7", "8"]


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / FILE).write_bytes("[disabled]\nW101 = '理由'\n".encode("gbk"))
    with pytest.raises(UsageError, match="请另存为 UTF-8"):
        policy_for(str(tmp_path / "表.xlsx"))
    (tmp_path / FILE).write_bytes(b"#" * 70_000)
    with pytest.raises(UsageError, match="超过64KB"):
        policy_for(str(tmp_path / "表.xlsx"))


@pytest.mark.parametrize("call", ["os.stat", "builtins.open"])
def test_a_file_that_cannot_be_opened_is_told(tmp_path, monkeypatch, call):
    laid_down(tmp_path, WHOLE)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(call, refuse)
    with pytest.raises(UsageError, match="打不开（Permission denied）"):
        read(str(tmp_path / FILE))


def test_a_changed_file_holds_at_once(tmp_path):
    path = laid_down(tmp_path, '[disabled]\nW101 = "甲"\n')
    assert policy_for(path).disabled == {"W101": "甲"}
    laid_down(tmp_path, '[disabled]\nW101 = "另有规定"\n')
    assert policy_for(path).disabled == {"W101": "另有规定"}
    (tmp_path / FILE).unlink()
    assert policy_for(path) == Policy()


@settings(max_examples=30, deadline=None)
@given(strategies.lists(strategies.booleans(), min_size=1, max_size=6))
def test_the_nearest_file_on_the_way_up_holds(levels):
    with tempfile.TemporaryDirectory() as root:
        folder, nearest = Path(root), None
        for depth, has_file in enumerate(levels):
            folder /= f"级{depth}"
            folder.mkdir()
            if has_file:
                nearest = folder / FILE
                nearest.write_text(f'[xlplugin]\ntolerance = "{depth + 1}"\n')
            (folder / f"旁{depth}").mkdir()
            (folder / f"旁{depth}" / FILE).write_text("不是 TOML")
        book = str(folder / "表.xlsx")
        assert found(book) == (str(nearest) if nearest else None)
        if nearest:
            assert policy_for(book).tolerance == max(depth + 1 for depth, has in enumerate(levels) if has)


def test_a_folder_of_that_name_is_no_settings_file(tmp_path):
    (tmp_path / "内" / FILE).mkdir(parents=True)
    laid_down(tmp_path, WHOLE)
    assert found(str(tmp_path / "内" / "表.xlsx")) == str(tmp_path / FILE)


def sums(form, allowed):
    if Decimal("0.03") > allowed.decimal("tolerance"):
        yield Fault(form.place, "1", "1.03")


def test_the_tolerance_replaces_that_of_rules_which_declare_one(tmp_path):
    rule = Rule("Z101", "z.sums", "和", "error", "form", sums, {"zh": "差"}, settings={"tolerance": "0.01"})
    form = Form("表", "表", Place("表", 1, 1))
    loose = policy_for(laid_down(tmp_path, '[xlplugin]\ntolerance = "0.05"\n'))
    assert [len(engine.check([form], [rule], policy=policy)[0]) for policy in (Policy(), loose)] == [1, 0]


def test_another_severity_shows_the_document_that_says_so(tmp_path, capsys):
    book = str(write(tmp_path / "表.xlsx", total=80))
    assert main(["check", book]) == 1
    laid_down(tmp_path, '[severity.P201]\nto = "advice"\ndocument = "某县财绩〔2025〕3号"\nclause = "第六条"\n')
    capsys.readouterr()
    assert main(["check", book]) == 0
    assert "某县财绩〔2025〕3号 第六条" in capsys.readouterr().out


def test_a_rule_left_out_is_silent_and_its_reason_stands_in_the_result(tmp_path):
    book = str(write(tmp_path / "表.xlsx", total=80))
    laid_down(tmp_path, '[disabled]\nP201 = "合计由系统另算"\n')
    file = check_file(book, policy=policy_for(book))
    assert "P201" not in {finding.code for finding in file.findings}
    assert file.disabled == {"P201": "合计由系统另算"}


def test_faulty_settings_check_nothing_and_exit_with_2(tmp_path, capsys):
    book = str(write(tmp_path / "表.xlsx"))
    laid_down(tmp_path, '[disabled]\nW999 = ""\n')
    assert main(["check", book, "--lang", "en"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no rule W999" in printed.err


@pytest.mark.parametrize("name", ["settings.md", "settings.zh-CN.md"])
def test_the_example_of_the_document_is_valid(tmp_path, root, name):
    text = (root / "docs" / name).read_text("utf-8")
    example = text.split("```toml\n")[1].partition("```")[0]
    policy = policy_for(laid_down(tmp_path, example))
    assert (policy.profile, policy.tolerance) == ("sichuan/project", Decimal("0.05"))
    assert (list(policy.disabled), list(policy.severities)) == (["W101"], ["S507"])
