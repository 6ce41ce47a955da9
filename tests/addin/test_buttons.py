"""Every button on real forms, and what it says when Excel does not let it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import xlwings
from engine.opened import SPECIMENS, alerts, contents, opened
from openpyxl import Workbook, load_workbook

import xlplugin.addin
from specimens import WORKBOOKS
from xlplugin import __version__
from xlplugin.addin import buttons, tasks
from xlplugin.batch import check_file
from xlplugin.reports.order import ordered

ONE_PER_KIND = tuple({path.parent: path for path in SPECIMENS}.values())
PRESSES = ("check", "score", "previous", "next_", "explain", "clear", "export", "settings", "about")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    place = tmp_path / "张三"
    place.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(place))
    return place


@pytest.fixture
def copied(tmp_path):
    """A specimen that may be written beside."""

    def copy(path):
        target = tmp_path / f"{path.parent.name}-{path.name}"
        target.write_bytes(path.read_bytes())
        return target

    return copy


def id_of(path):
    return "-".join((*path.parent.parts[-2:], path.stem))


def scored():
    return next(path for path in SPECIMENS if path.stem == "2022-seed-office" and path.parent.name == "department")


def test_the_forms_pressed_are_of_at_least_five_kinds():
    assert len({path.parent.name for path in ONE_PER_KIND} | {path.parent.parent.name for path in ONE_PER_KIND}) > 5
    assert len(ONE_PER_KIND) >= 5


@pytest.mark.parametrize("path", ONE_PER_KIND, ids=id_of)
def test_every_button_works_on_every_kind_of_form_and_leaves_no_trace(path, copied):
    copy = copied(path)
    expected = check_file(str(path))
    with opened(copy) as book:
        before = contents(book)
        buttons.check()
        buttons.next_()
        buttons.next_()
        buttons.previous()
        if expected.findings:
            first = ordered(expected)[0].place
            sheet, row, column = book.app.impl.selected
            assert sheet == first.sheet
            assert row <= first.row
            assert column <= first.column
            assert book.app.impl.status_bar.startswith(f"第 1/{len(expected.findings)} 条")
        buttons.export()
        buttons.clear()
        assert contents(book)[0] == before[0]
        buttons.score()
        buttons.settings()
        buttons.about()
        said = alerts(book)
    assert not [text for text in said if "程序内部错误" in text]
    assert ("必须改正" in said[0]) == bool(expected.findings)
    assert (copy.parent / f"{copy.stem}.审核报告.txt").read_text("utf-8-sig").startswith("文件：")


@pytest.mark.parametrize("press", PRESSES)
def test_without_an_open_book_every_button_says_so(press):
    with opened(SPECIMENS[0]) as book:
        app = book.app
        book.close()
        getattr(xlplugin.addin, press)()
        assert "没有打开的工作簿" in app.impl.alerts[-1]


@pytest.mark.parametrize("press", PRESSES)
def test_without_excel_every_button_says_so_on_standard_error(press, capsys):
    getattr(buttons, press)()
    assert "请" in capsys.readouterr().err


def test_the_calling_book_comes_before_the_active_one(copied):
    with opened(SPECIMENS[0]) as book:
        other = book.app.books.open(str(copied(SPECIMENS[1])))
        book.set_mock_caller()
        try:
            buttons.check()
        finally:
            del xlwings.Book._mock_caller
        assert "审核结果" in book.impl.file.sheetnames
        assert "审核结果" not in other.impl.file.sheetnames


def test_next_goes_round_and_says_when_the_cell_is_hidden_or_gone():
    with opened(SPECIMENS[0]) as book:
        buttons.check()
        state = book.impl.file["_xlplugin"]
        count = state.max_row - 1
        seen = []
        for _ in range(count + 1):
            buttons.next_()
            seen.append(book.app.impl.status_bar)
        assert seen[0] == seen[-1]
        assert len(set(seen)) == count
        buttons.previous()
        assert book.app.impl.status_bar == seen[-2]
        book.impl.file.worksheets[0].sheet_state = "hidden"
        buttons.next_()
        assert "请先取消隐藏" in alerts(book)[-1]
        state["A3"] = "=#REF!$A$1"
        buttons.next_()
        assert "已被删除" in alerts(book)[-1]


def test_next_says_when_the_row_is_filtered_out():
    with opened(SPECIMENS[0]) as book:
        buttons.check()
        buttons.next_()
        sheet, row, _ = book.app.impl.selected
        buttons.previous()
        book.impl.file[sheet].row_dimensions[row].hidden = True
        said = len(alerts(book))
        buttons.next_()
        assert len(alerts(book)) == said + 1
        assert "筛选" in alerts(book)[-1]


def test_next_before_any_check_says_what_to_press():
    with opened(SPECIMENS[0]) as book:
        buttons.next_()
        buttons.clear()
        assert alerts(book) == ["这个工作簿里没有审核标记。请先按“审核”。"] * 2


def test_a_form_with_nothing_to_say_gets_no_sheet_and_one_with_something_unchecked_a_list(copied, monkeypatch):
    clean = next(path for path in sorted(WORKBOOKS.rglob("*-pass-*.xlsx")) if not check_file(str(path)).findings)
    with opened(copied(clean)) as book:
        buttons.check()
        assert alerts(book)[-1] == "审核完成，没有发现问题。"
        assert len(book.sheets) == len(load_workbook(clean).sheetnames)
        monkeypatch.setattr(tasks, "ordered", lambda _: ())
        note = tasks.live.NotChecked(None, "隐藏的行", "太多", blocking=False)
        reading = tasks.live.read(book)
        monkeypatch.setattr(tasks.live, "read", lambda *_: tasks.live.Reading(reading.workbook, (note,)))
        buttons.check()
        assert "另有 1 项没有审核" in alerts(book)[-1]
        assert "审核结果" in book.impl.file.sheetnames


def test_an_active_chart_sheet_is_no_obstacle(copied):
    with opened(copied(SPECIMENS[0])) as book:
        file = book.impl.file
        file.create_chartsheet("图表")
        file.active = len(file._sheets) - 1
        buttons.check()
        assert "审核完成" in alerts(book)[-1]
        buttons.next_()
        buttons.clear()
        assert "全部清除" in alerts(book)[-1]


def test_a_protected_form_is_refused_unchanged_and_can_still_be_exported(copied):
    with opened(copied(SPECIMENS[0])) as book:
        before = contents(book)
        book.impl.file.worksheets[0].protection.sheet = True
        buttons.check()
        assert "撤消工作表保护" in alerts(book)[-1]
        assert contents(book) == before
        buttons.export()
        assert "审核报告已保存" in alerts(book)[-1]


def test_a_book_without_a_form_is_no_pass(tmp_path):
    path = tmp_path / "名单.xlsx"
    file = Workbook()
    file.active["A1"] = "姓名"
    file.save(path)
    with opened(path) as book:
        buttons.check()
        assert "不能算审核通过" in alerts(book)[-1]
        assert "审核结果" in book.impl.file.sheetnames
        buttons.clear()
        buttons.score()
        assert "没有可以计算的得分" in alerts(book)[-1]


def _points(path):
    """The plan for a specimen: what the button would write."""
    with opened(path) as book:
        return tasks.live_points.plan(tasks._checked(book, tasks.preferences.Preferences()).file)


def test_score_fills_blank_points_and_keeps_stated_ones_where_the_user_says_no(copied):
    copy = copied(scored())
    plan = _points(copy)
    stated = [entry for entry in plan.differing if not entry.name.startswith("合计")]
    assert stated
    assert plan.agreed
    with opened(copy) as book:
        before = contents(book)
        buttons.score()
        question = alerts(book)[0]
        assert all(part in question for part in (str(stated[0].place), stated[0].stated, "选“否”则保留"))
        if not plan.blank:
            assert contents(book) == before
        for entry in stated:
            cell = book.impl.file[entry.place.sheet].cell(entry.place.row, entry.place.column)
            assert str(cell.value) == entry.stated


def test_score_replaces_stated_points_only_after_a_yes(copied):
    copy = copied(scored())
    plan = _points(copy)
    with opened(copy) as book:
        book.app.impl.answers.append("yes")
        buttons.score()
        for entry in (*plan.blank, *plan.differing):
            cell = book.impl.file[entry.place.sheet].cell(entry.place.row, entry.place.column)
            assert cell.value == float(entry.points)
        for entry in plan.computed:
            assert book.impl.file[entry.place.sheet][entry.place.cell].data_type == "f"
        assert f"已写入 {len(plan.blank) + len(plan.differing)} 处得分" in alerts(book)[-1]


def test_points_taken_out_of_a_form_are_put_back_by_score(copied):
    copy = copied(scored())
    agreed = [
        (form.sheet, receipt.stated.place.cell, receipt.stated.value)
        for form in check_file(str(copy)).forms
        for receipt in (form.score.receipts if form.score else ())
        if receipt.stated and receipt.outcome.value == receipt.stated.value and not receipt.stated.formula
    ]
    assert agreed
    file = load_workbook(copy)
    for sheet, cell, _ in agreed:
        file[sheet][cell] = None
    file.save(copy)
    with opened(copy) as book:
        buttons.score()
        written = {(sheet, cell): book.impl.file[sheet][cell].value for sheet, cell, _ in agreed}
    assert written == {(sheet, cell): float(value) for sheet, cell, value in agreed}


def test_score_writes_all_points_or_none(copied, monkeypatch):
    copy = copied(scored())
    with opened(copy) as book:
        before = contents(book)
        book.app.impl.answers.append("yes")
        cells = type(book.sheets[0].range("A1").impl)
        write, done = cells._write, []

        def failing(cell, value):
            if len(done) == 2:
                book.impl.file[cell.parent.title].protection.sheet = False
                done.append(cell)
                raise OSError
            done.append(cell)
            write(cell, value)

        monkeypatch.setattr(cells, "_write", staticmethod(failing))
        buttons.score()
        assert "没有写入任何得分" in alerts(book)[-1]
        after = contents(book)
        assert {key: [cell[0] for cell in sheet[0].values()] for key, sheet in after[0].items()} == {
            key: [cell[0] for cell in sheet[0].values()] for key, sheet in before[0].items()
        }


def test_export_never_replaces_a_file_and_goes_home_where_the_folder_is_closed(copied, home, monkeypatch):
    copy = copied(SPECIMENS[0])
    with opened(copy) as book:
        buttons.export()
        buttons.export()
        assert sorted(path.name for path in copy.parent.glob("*.txt")) == [
            f"{copy.stem}.审核报告(2).txt", f"{copy.stem}.审核报告.txt"
        ]  # fmt: skip
        write = tasks.write_whole

        def refuse(path, data):
            if Path(path).parent != home:
                raise tasks.UsageError("无法写入")
            write(path, data)

        monkeypatch.setattr(tasks, "write_whole", refuse)
        buttons.export()
        assert (home / f"{copy.stem}.审核报告.txt").is_file()
        monkeypatch.setattr(type(book.impl), "fullname", "https://d.docs.live.net/自评表.xlsx")
        buttons.export()
        assert (home / f"{copy.stem}.审核报告(2).txt").is_file()


def test_settings_switch_the_language_only_after_a_yes(home):
    with opened(SPECIMENS[0]) as book:
        buttons.settings()
        assert not (home / ".xlplugin").exists()
        book.app.impl.answers.append("yes")
        buttons.settings()
        assert alerts(book)[-1] == "English from now on."
        buttons.check()
        assert alerts(book)[-1].startswith("Checked")
        assert "Check results" in book.impl.file.sheetnames
        buttons.clear()
        assert "Check results" not in book.impl.file.sheetnames


def test_a_broken_settings_file_is_named_with_its_line(home):
    (home / ".xlplugin").mkdir()
    (home / ".xlplugin" / "buttons.txt").write_text("language = 法语\n", "utf-8")
    with opened(SPECIMENS[0]) as book:
        buttons.check()
        assert "language = 法语" in alerts(book)[-1]
        (home / ".xlplugin" / "buttons.txt").write_text("profile = 没有\n", "utf-8")
        buttons.check()
        assert "没有" in alerts(book)[-1]
        assert "程序内部错误" not in alerts(book)[-1]


def test_settings_that_cannot_be_kept_are_said_so(home):
    (home / ".xlplugin").write_text("", "utf-8")
    with opened(SPECIMENS[0]) as book:
        book.app.impl.answers.append("yes")
        buttons.settings()
        assert str(home / ".xlplugin" / "buttons.txt") in alerts(book)[-1]
        assert "程序内部错误" not in alerts(book)[-1]


def test_in_english_differences_and_formulas_are_named_in_english(home, copied):
    (home / ".xlplugin").mkdir()
    (home / ".xlplugin" / "buttons.txt").write_text("language = en\n", "utf-8")
    with opened(copied(scored())) as book:
        buttons.score()
        assert "recomputed" in alerts(book)[0]
        assert "Points written: 0" in alerts(book)[-1]


def test_about_names_the_versions_and_the_python_at_work():
    with opened(SPECIMENS[0]) as book:
        buttons.about()
        said = alerts(book)[-1]
    assert all(part in said for part in (__version__, xlwings.__version__, sys.executable))


def test_a_fault_of_ours_is_a_sentence_and_the_screen_is_live_again(monkeypatch):
    monkeypatch.setattr(tasks.live, "read", lambda *_: 1 / 0)
    with opened(SPECIMENS[0]) as book:
        buttons.check()
        assert "程序内部错误" in alerts(book)[-1]
        assert book.app.impl.screen_updating is True


def test_an_excel_that_does_not_answer_is_no_fault_of_ours(monkeypatch):
    refusal = type("com_error", (Exception,), {})
    monkeypatch.setattr(tasks.live, "read", lambda *_: (_ for _ in ()).throw(refusal("被呼叫方拒绝接收呼叫")))
    with opened(SPECIMENS[0]) as book:
        buttons.check()
        assert "请按 Esc" in alerts(book)[-1]
        assert "程序内部错误" not in alerts(book)[-1]


def test_importing_the_add_in_loads_nothing_heavy():
    heavy = "pandas", "matplotlib", "formulas", "numpy", "openpyxl", "xlwings"
    code = f"import sys, xlplugin.addin; xlplugin.addin.check; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_press_spares_what_xlwings_loads_for_arrays_and_pictures_and_hides_it_from_nobody():
    code = (
        "import sys; from xlplugin.excel.live_app import load_xlwings; load_xlwings(); "
        "print([n for n in ('pandas', 'matplotlib', 'numpy', 'formulas') if n in sys.modules]); import pandas"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_xlwings_a_press_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "xlwings", None)
    buttons.check()
    assert "pip install xlplugin[excel]" in capsys.readouterr().err


@pytest.mark.parametrize("path", ONE_PER_KIND, ids=id_of)
def test_marking_costs_calls_by_the_finding_not_by_the_cell(path):
    with opened(path) as book:
        tasks.live.read(book)
        meter = book.app.impl.meter
        reading, meter.calls = meter.calls, 0
        buttons.check()
        found = len(check_file(str(path)).findings)
        assert meter.calls - reading < 120 + 20 * found + 20 * len(book.sheets)
