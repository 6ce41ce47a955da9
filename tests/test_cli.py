"""What the command line promises: exit codes, streams, files it never touches. The engine is stood in for here."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from types import SimpleNamespace

import pytest

from xlplugin import __version__
from xlplugin.cli import main
from xlplugin.errors import DefinitionError, RefusedError, UnreadableError, UsageError
from xlplugin.excel import delivery
from xlplugin.model import Basis, Edition, FileRun, Finding, Form, NotChecked, SheetRun
from xlplugin.place import Place
from xlplugin.record import replace

BASIS = Basis("表内算术关系")
EDITION = Edition("某省/某表/2022", "某表", "某省", "2022", "targets", (), BASIS)
KNOWN = Form("表一", "某表", Place("表一", 1, 1), EDITION)
UNKNOWN = Form("表一", "别的表", Place("表一", 1, 1))


def finding(severity):
    return Finding("P201-1", "P201", "points.total", severity, Place("表一", 1, 1), "不一致", None, None, BASIS)


@pytest.fixture
def verdicts():
    """What the engine stand-in says about a workbook, by the text in the file; an exception is raised."""
    sheets = (SheetRun("表一", EDITION.id),)

    def known(*findings, notes=()):
        return FileRun("", "", sheets, (KNOWN,), findings, notes)

    return {
        "clean": known(),
        "error": known(finding("error")),
        "explain": known(finding("explain")),
        "advice": known(finding("advice")),
        "unseen": known(notes=(NotChecked("表一", "公式", "看不到公式", blocking=False),)),
        "uncached": known(finding("error"), notes=(NotChecked("表一", "E5", "没有结果"),)),
        "unknown": FileRun("", "", (SheetRun("表一", None),), (UNKNOWN,)),
        "near": FileRun("", "", (SheetRun("表一", None, ("某省/某表/2022",)),), ()),
        "formless": FileRun("", "", not_checked=(NotChecked(None, "整个工作簿", "没有找到自评表"),)),
        "bomb": RefusedError("拒绝读取", "refused"),
        "crash": ZeroDivisionError("ours"),
        "broken": DefinitionError("a.toml", ["标题缺失"]),
        "interrupt": KeyboardInterrupt(),
    }


def _load(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as fault:
        raise UnreadableError(f"打不开：{path}", f"cannot open {path}") from fault


def _write_whole(path, data, _source=None):
    try:
        with open(path, "wb") as file:
            file.write(data)
    except OSError as fault:
        raise UsageError(f"写不了：{path}", f"cannot write {path}") from fault


def _annotate(data, file, lang, _receipts):
    if not data.startswith(b"PK"):
        raise UsageError("不能加标注", "cannot be marked")
    return data + f" {len(file.findings)} {lang}".encode()


def _rule_page(code):
    if code != "W101":
        raise UsageError(f"没有规则 {code}，相近的有 W101", f"no rule {code}, nearest: W101")
    return "# W101\n"


@pytest.fixture(autouse=True)
def engine(monkeypatch, verdicts):
    """Readers, writer and engine as stand-ins, so that only the command line is under test."""

    def check_workbook(workbook, file, digest, _lang, _policy):
        verdict = verdicts[workbook]
        if isinstance(verdict, BaseException):
            raise verdict
        return replace(verdict, file=file, digest=digest)

    parts = {
        "excel.read": {"load": _load, "read_workbook": lambda data, _: data.decode().removeprefix("PK ")},
        "excel.annotate": {
            "annotate": _annotate,
        },
        "excel.delivery": {**vars(delivery), "write_whole": _write_whole},
        "excel.render": {"render": lambda sheets: sheets[0].rows[0][0].encode()},
        "pipeline": {
            "check_workbook": check_workbook,
            "check_submissions": lambda files, _policy_of, _lang: files,
            "rule_page": _rule_page,
            "rules": lambda: (),
            "editions": lambda: (EDITION,),
            "blank_form": lambda form: f"| {form} |",
        },
    }
    for name, part in parts.items():
        monkeypatch.setitem(sys.modules, f"xlplugin.{name}", SimpleNamespace(**part))


@pytest.fixture
def book(tmp_path):
    """A workbook file about which the stand-in gives this verdict; .xlsx begins as a zip does."""

    def make(verdict, name=None):
        path = tmp_path / (name or f"{verdict}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(verdict if path.suffix in {".xls", ".et"} else f"PK {verdict}")
        return str(path)

    return make


@pytest.mark.parametrize(
    ("verdict", "options", "code"),
    [
        ("clean", (), 0),
        ("unseen", (), 0),
        ("error", (), 1),
        ("explain", (), 0),
        ("explain", ("--fail-on", "explain"), 1),
        ("error", ("--fail-on", "explain"), 1),
        ("advice", ("--fail-on", "explain"), 0),
        ("advice", ("--fail-on", "advice"), 1),
        ("uncached", (), 2),
        ("formless", (), 2),
        ("bomb", (), 2),
        ("crash", (), 2),
        ("broken", (), 2),
        ("interrupt", (), 2),
        ("unknown", (), 0),
        ("unknown", ("--strict",), 2),
        ("near", ("--strict",), 2),
        ("clean", ("--strict",), 0),
    ],
)
@pytest.mark.parametrize("kind", ["text", "json"])
def test_exit_codes_are_those_of_the_contract(book, verdict, options, code, kind):
    assert main(["check", book(verdict), "--format", kind, *options]) == code


def test_not_checked_wins_over_found_whatever_the_order(book):
    assert main(["check", book("error"), book("bomb")]) == 2
    assert main(["check", book("bomb"), book("error")]) == 2


def test_a_missing_file_is_never_clean_and_the_others_are_still_checked(book, tmp_path, capsys):
    missing = str(tmp_path / "没有.xlsx")
    assert main(["check", missing, book("error"), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    first, second = json.loads(out)["inputs"]
    assert first["file"] == missing
    assert first["sha256"] is None
    assert first["not_checked"] == [{"sheet": None, "what": "整个文件", "why": f"打不开：{missing}"}]
    assert [one["code"] for one in second["findings"]] == ["P201"]
    assert err == f"未审核: {missing} 整个文件: 打不开：{missing}\n"


def test_a_fault_of_ours_is_called_ours_and_names_its_line(book, capsys):
    main(["check", book("crash"), "--lang", "en"])
    assert re.search(
        r"An internal error, not a fault of the form \(ZeroDivisionError.*test_cli\.py:\d+", capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [("unknown", "没有“别的表”的版本定义（--strict）"), ("near", "只是与 某省/某表/2022 相近，没有认定（--strict）")],
)
def test_strict_says_in_both_places_what_it_objects_to(book, capsys, verdict, reason):
    main(["check", book(verdict), "--strict", "--format", "json"])
    out, err = capsys.readouterr()
    assert json.loads(out)["inputs"][0]["not_checked"] == [{"sheet": "表一", "what": "表", "why": reason}]
    assert reason in err


def test_only_the_report_goes_to_standard_output(book, capsys):
    main(["check", book("clean"), "--annotate"])
    out, err = capsys.readouterr()
    assert out.startswith("文件：")
    assert out.endswith("未审核 0 项。\n")
    assert err == ""


def test_a_folder_is_searched_for_workbooks_and_not_for_locks_and_copies(book, tmp_path, capsys):
    for name in (
        "b/二.XLSX",
        "a.xlsm",
        "c.et",
        "d.xls",
        "~$a.xlsx",
        ".~a.xlsx",
        "a.checked.xlsm",
        "a.checked.2.xlsm",
        "a.csv",
        "b/a.xlsx.txt",
    ):
        book("clean", name)
    assert main(["check", str(tmp_path), "--format", "json"]) == 0
    files = [os.path.relpath(one["file"], tmp_path) for one in json.loads(capsys.readouterr().out)["inputs"]]
    assert files == ["a.xlsm", os.path.join("b", "二.XLSX"), "c.et", "d.xls"]


def test_a_file_named_twice_is_checked_once(book, tmp_path, capsys):
    path = book("clean")
    main(["check", path, str(tmp_path), os.path.join(str(tmp_path), ".", "clean.xlsx"), "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)["inputs"]) == 1


def test_a_folder_without_workbooks_is_bad_usage(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 2
    assert "文件夹里没有工作簿" in capsys.readouterr().err


def test_a_folder_that_cannot_be_opened_is_reported_and_not_passed_over(book, tmp_path, monkeypatch, capsys):
    book("clean", "open/a.xlsx")
    closed = tmp_path / "closed"
    closed.mkdir()
    scan = os.scandir

    def guarded(path):
        if str(path) == str(closed):
            raise PermissionError(13, "denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert main(["check", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert f"未审核: {closed} 整个文件: 文件夹打不开" in err
    assert "a.xlsx" in out


def test_the_marked_copy_stands_beside_the_source_or_in_the_folder_given(book, tmp_path):
    source, folder = book("error"), tmp_path / "新" / "副本"
    main(["check", source, "--annotate"])
    main(["check", source, "--annotate", "--out-dir", str(folder), "--lang", "en"])
    assert (tmp_path / "error.checked.xlsx").read_text() == "PK error 1 zh"
    assert (folder / "error.checked.xlsx").read_text() == "PK error 1 en"
    assert (tmp_path / "error.xlsx").read_text() == "PK error"


def test_a_copy_in_which_somebody_has_worked_stays_and_the_new_one_is_numbered(book, tmp_path, capsys):
    source, former = book("error"), tmp_path / "error.checked.xlsx"
    former.write_text("filled in")
    assert main(["check", source, "--annotate"]) == 1
    out, err = capsys.readouterr()
    assert "(P201)" in out
    assert err == f"已保留: {former}，其中可能有人填写过；新的标注副本: {tmp_path / 'error.checked.2.xlsx'}\n"
    assert former.read_text() == "filled in"
    assert (tmp_path / "error.checked.2.xlsx").read_text() == "PK error 1 zh"


def test_no_copy_takes_the_place_of_an_input_when_it_is_numbered(book, tmp_path):
    book("clean", "error.checked.xlsx")
    other = book("clean", "error.checked.2.xlsx")
    assert main(["check", book("error"), other, "--annotate", "--lang", "en"]) == 1
    assert (tmp_path / "error.checked.2.xlsx").read_text() == "PK clean"
    assert (tmp_path / "error.checked.3.xlsx").read_text() == "PK error 1 en"


@pytest.mark.parametrize("name", ["旧.xls", "旧.et"])
def test_an_old_format_is_checked_but_a_copy_asked_for_and_not_made_is_no_success(book, tmp_path, capsys, name):
    assert main(["check", book("clean", name), "--annotate"]) == 2
    out, err = capsys.readouterr()
    assert "已审核的部分没有发现问题" in out
    assert "标注副本: 不能加标注" in err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_copy_that_cannot_be_written_is_no_success_and_the_findings_stay(book, tmp_path, capsys):
    (tmp_path / "error.checked.xlsx").mkdir()
    assert main(["check", book("error"), "--annotate"]) == 2
    out, err = capsys.readouterr()
    assert "(P201)" in out
    assert "标注副本: 写不了" in err


def test_copies_of_one_name_keep_the_folders_of_their_workbooks(book, tmp_path):
    folder = tmp_path / "out"
    books = book("clean", "单位/甲/表.xlsx"), book("error", "单位/乙/表.xlsx"), book("clean", "单位/另一张.xlsx")
    assert main(["check", *books, "--annotate", "--out-dir", str(folder)]) == 1
    copies = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))
    assert copies == ["乙/表.checked.xlsx", "另一张.checked.xlsx", "甲/表.checked.xlsx"]


def test_two_copies_of_one_name_in_one_folder_are_refused_before_anything_is_written(book, tmp_path, capsys):
    folder = tmp_path / "out"
    books = book("clean", "a/表.xlsx"), book("error", "a/表.xls")
    assert main(["check", *books, "--annotate", "--out-dir", str(folder)]) == 2
    assert "标注副本会覆盖" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name")
def test_a_report_written_to_a_device_or_a_pipe_does_not_replace_it(book, tmp_path, capfd):
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["check", book("clean"), "-o", str(pipe)]) == 0
        assert "合计：1 个文件" in os.read(reader, 10_000).decode()
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert main(["check", book("clean"), "-o", "/dev/stdout"]) == 0
    assert "合计：1 个文件" in capfd.readouterr().out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the disk that is always full")
def test_a_device_that_takes_no_report_is_no_success(book, capsys):
    assert main(["check", book("clean"), "-o", "/dev/full"]) == 2
    assert "无法写入 /dev/full" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-2", "两个", "1.5", ""])
def test_a_number_of_processes_below_one_is_bad_usage(book, capsys, jobs):
    assert main(["check", book("clean"), f"--jobs={jobs}"]) == 2
    assert "参数 --jobs: 应为不小于1的整数：" in capsys.readouterr().err


def test_a_copy_never_replaces_an_input_nor_the_report(book, tmp_path):
    copy = book("error", "clean.checked.xlsx")
    assert main(["check", book("clean"), copy, "--annotate"]) == 2
    assert (tmp_path / "clean.checked.xlsx").read_text() == "PK error"


def test_out_dir_without_annotate_is_bad_usage(book, tmp_path):
    assert main(["check", book("clean"), "--out-dir", str(tmp_path / "x")]) == 2
    assert not (tmp_path / "x").exists()


def test_out_dir_that_cannot_be_made_is_bad_usage(book, capsys):
    path = book("clean")
    assert main(["check", path, "--annotate", "--out-dir", os.path.join(path, "x")]) == 2
    assert "建不了文件夹" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["in.dat", "link.txt", "other.xlsx"])
def test_the_report_never_replaces_a_workbook(book, tmp_path, output):
    source = book("clean", "in.dat")
    book("clean", "other.xlsx")
    os.link(source, tmp_path / "link.txt")
    assert main(["check", source, "-o", str(tmp_path / output)]) == 2
    assert (tmp_path / output).read_text() == "PK clean"


def test_the_report_can_go_to_a_file(book, tmp_path, capsys):
    assert main(["check", book("error"), "--format", "json", "-o", str(tmp_path / "报告.json")]) == 1
    assert json.loads((tmp_path / "报告.json").read_text(encoding="utf-8"))["summary"]["error"] == 1
    assert capsys.readouterr().out == ""


def test_a_report_that_cannot_be_written_is_no_success(book, tmp_path, capsys):
    assert main(["check", book("clean"), "-o", str(tmp_path / "没有" / "报告.txt")]) == 2
    assert "写不了" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ((), "缺少 命令"),
        (("check",), "缺少 路径"),
        (("check", "a.xlsx", "--formatt", "json"), "不认识 --formatt"),
        (("check", "a.xlsx", "--format", "pdf"), "参数 --format: 没有这个选择 'pdf' (可选 "),
        (("check", "a.xlsx", "-o"), "参数 -o/--output: 后面要有一个值"),
        (("batch", "a.xlsx"), "参数 命令: 没有这个选择 'batch'"),
        (("score",), "缺少 路径"),
        (("score", "a.xlsx", "--format", "sarif"), "参数 --format: 没有这个选择 'sarif' (可选 "),
        (("new", "x"), "缺少 -o/--output"),
    ],
)
def test_bad_usage_is_said_in_chinese_first_and_is_never_clean(capsys, command, sentence):
    assert main(command) == 2
    chinese, english = capsys.readouterr().err.splitlines()
    assert chinese.startswith(f"xlplugin: 命令写法不对：{sentence}")
    assert english.startswith("xlplugin: Bad usage: ")


@pytest.mark.parametrize("command", [("--help",), ("check", "--help"), ("--version",)])
def test_help_and_version_are_answers_and_no_errors(capsys, command):
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert ("用法：xlplugin" if "--help" in command else f"xlplugin {__version__}") in out
    assert err == ""


def test_explain_shows_the_page_and_names_the_nearest_rule(capsys):
    assert main(["explain", "W101"]) == 0
    assert capsys.readouterr().out == "# W101\n"
    assert main(["explain", "W110"]) == 2
    assert capsys.readouterr().err == "xlplugin: 没有规则 W110，相近的有 W101\n"


@pytest.mark.parametrize("command", ["rules", "forms"])
def test_the_catalogues_come_as_text_and_as_json(capsys, command):
    assert main([command]) == 0
    assert "编号" in capsys.readouterr().out
    assert main([command, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == f"xlplugin/{command}/1"


def test_new_writes_a_blank_form_and_never_over_a_filled_one(tmp_path, capsys):
    path = str(tmp_path / "表.xlsx")
    assert main(["new", "某省/某表/2022", "-o", path]) == 0
    with open(path, "w", encoding="utf-8") as file:
        file.write("filled in")
    assert main(["new", "某省/某表/2022", "-o", path]) == 2
    assert "文件已存在" in capsys.readouterr().err
    assert (tmp_path / "表.xlsx").read_text() == "filled in"
    assert main(["new", "某省/某表/2022", "-o", str(tmp_path / "表.xls")]) == 2


class _Console(io.TextIOWrapper):
    def __init__(self, fault=None):
        super().__init__(io.BytesIO(), encoding="gbk", errors="strict")
        self.fault = fault

    def write(self, text):
        if self.fault:
            raise self.fault
        return super().write(text)

    def fileno(self):
        return self.devnull


def test_a_console_of_another_encoding_gets_utf8(book, monkeypatch):
    console = _Console()
    monkeypatch.setattr(sys, "stdout", console)
    assert main(["check", book("error", "é–坏.xlsx")]) == 1
    console.flush()
    assert "é–坏.xlsx" in console.buffer.getvalue().decode("utf-8")


def test_a_reader_that_stops_reading_does_not_change_the_verdict(book, monkeypatch, tmp_path):
    with open(tmp_path / "pipe", "wb") as pipe:
        console = _Console(BrokenPipeError())
        console.devnull = pipe.fileno()
        monkeypatch.setattr(sys, "stdout", console)
        assert main(["check", book("error")]) == 1


def test_a_report_that_the_disk_behind_standard_output_does_not_take_is_no_success(book, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", _Console(OSError(28, "No space left on device")))
    assert main(["check", book("clean")]) == 2
    assert "报告没能全部输出（No space left on device）" in capsys.readouterr().err


class _Full(io.StringIO):
    def write(self, _text):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("stream", [None, _Full()], ids=["closed", "full"])
def test_whether_anybody_hears_why_does_not_change_the_verdict(book, monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    assert main(["check", book("bomb")]) == 2
    assert main(["check", "不存在.xlsx"]) == 2
    assert main(["nonsense"]) == 2
    assert main(["check", book("error")]) == 1


def test_a_report_for_which_there_is_no_standard_output_is_no_success(book, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["check", book("clean")]) == 2
    assert "报告没能全部输出" in capsys.readouterr().err


def test_a_crash_of_a_command_is_not_taken_for_findings(monkeypatch, capsys):
    monkeypatch.setattr(sys.modules["xlplugin.pipeline"], "rules", lambda: 1 / 0)
    assert main(["rules"]) == 2
    assert "程序内部错误" in capsys.readouterr().err
