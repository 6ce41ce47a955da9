"""The command line: check, score, explain, rules, forms, new, addin.

``score`` reports and does not judge: its exit code is 0 or 2, never 1.

Exit codes: 0 all checked and nothing found at or above ``--fail-on``, 1 something found, 2 something could not be
checked or done. The report goes to standard output, everything else to standard error; a source is only read.
"""

from __future__ import annotations

import argparse
import io
import os
import sys

from xlplugin import __version__
from xlplugin.arguments import Layout, Parser
from xlplugin.batch import SUFFIXES, check_file, copies, identity, internal_fault, workbooks
from xlplugin.errors import XlpluginError
from xlplugin.model import SEVERITIES, Run
from xlplugin.reports.terminal import one_line
from xlplugin.usage import (
    existing_file,
    lone_out_dir,
    not_a_workbook_name,
    overwritten_workbook,
    undelivered_report,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    _Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse names it nowhere else

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code; never raises, for a traceback exits with 1, "found"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = ""
    try:
        options = _parser("addin" in (argv or sys.argv)).parse_args(argv)
        lang = options.lang
        return int(options.run(options))
    except SystemExit as stop:  # --help and --version
        return int(stop.code or 0)
    except KeyboardInterrupt:
        _say(XlpluginError("已中断，没有完成。", "Interrupted before the end."), lang)
    except XlpluginError as error:
        _say(error, lang)
    except Exception as error:  # noqa: BLE001 - see the docstring
        _say(internal_fault(error), lang)
    return 2


def _say(error: XlpluginError, lang: str) -> None:
    """Say a sentence on standard error; in both languages where none has been chosen yet."""
    for sentence in (error.said(lang),) if lang else (error.zh, error.en):
        _log(f"xlplugin: {sentence}")


def _log(line: str) -> None:
    sys.stderr.write(one_line(line) + "\n")


def _paths(options: argparse.Namespace) -> tuple[str, ...]:
    """The workbooks that a command means; UsageError for an unknown profile or a report that would replace one."""
    if options.profile:
        from xlplugin.scoring import profile_for  # noqa: PLC0415 - only with --profile

        profile_for(None, options.profile)
    paths, output = tuple(workbooks(options.paths)), options.output
    taken = output and output.lower().endswith(SUFFIXES) and options.format != "xlsx"
    if output and (taken or identity(output) in map(identity, paths)):
        raise overwritten_workbook(output)
    return paths


def _check(options: argparse.Namespace) -> int:
    lang, output, profile = options.lang, options.output, options.profile
    if options.out_dir and not options.annotate:
        raise lone_out_dir()
    paths = _paths(options)
    targets = copies(paths, options.out_dir, (output,) if output else ()) if options.annotate else {}
    run = Run(tuple(check_file(path, lang, profile, strict=options.strict, copy=targets.get(path)) for path in paths))
    _publish(_report(run, options.format, lang), output)
    if _blocked(run, lang):
        return 2
    return int(any(map(run.count, SEVERITIES[: SEVERITIES.index(options.fail_on) + 1])))


def _blocked(run: Run, lang: str) -> bool:
    """Say on standard error what could not be checked; whether there was anything."""
    for file in run.files:
        for note in (note for note in file.not_checked if note.blocking):
            where = " ".join(part for part in (file.file, note.sheet, note.what) if part)
            _log(f"{'not checked' if lang == 'en' else '未审核'}: {where}: {note.why}")
    return run.blocked


def _score(options: argparse.Namespace) -> int:
    from xlplugin import receipts  # noqa: PLC0415 - one command per run is loaded

    paths = _paths(options)
    if options.format == "xlsx":
        receipts.check_target(options.output)
    run = receipts.scored(paths, options.lang, options.profile)
    if options.format != "xlsx":
        _publish(receipts.report(run, options.format, options.lang), options.output)
    else:
        receipts.save(run, options.output, options.lang)
    return 2 if _blocked(run, options.lang) else 0


def _report(run: Run, kind: str, lang: str) -> str:
    if kind == "json":
        from xlplugin.reports import json  # noqa: PLC0415 - only the format asked for is loaded

        return json.render(run, lang)
    from xlplugin.reports import text  # noqa: PLC0415 - only the format asked for is loaded

    return text.render(run, lang)


def _publish(report: str, output: str | None = None) -> None:
    """Write a report to a file or to standard output; a reader that stops reading is no fault."""
    if output:
        from xlplugin.excel.delivery import write_whole  # noqa: PLC0415 - only with -o

        write_whole(output, report.encode("utf-8", "backslashreplace"))
        return
    try:
        sys.stdout.write(report)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        raise undelivered_report(fault) from fault


def _explain(options: argparse.Namespace) -> int:
    from xlplugin.pipeline import rule_page  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.reports.catalogue import page  # noqa: PLC0415 - the same

    _publish(page(rule_page(options.code)))
    return 0


def _rules(options: argparse.Namespace) -> int:
    from xlplugin.pipeline import rules  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.reports.catalogue import rules_json, rules_text  # noqa: PLC0415 - the same

    _publish(rules_json(rules()) if options.format == "json" else rules_text(rules(), options.lang))
    return 0


def _forms(options: argparse.Namespace) -> int:
    from xlplugin.pipeline import editions  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.reports.catalogue import forms_json, forms_text  # noqa: PLC0415 - the same

    _publish(forms_json(editions()) if options.format == "json" else forms_text(editions(), options.lang))
    return 0


def _draft(options: argparse.Namespace) -> int:
    from xlplugin.drafting import deliver, documents, text  # noqa: PLC0415 - one command per run is loaded

    drafted = documents(options.file, options.lang)
    if options.output:
        for target in deliver(drafted, options.output):
            _log(f"{'written' if options.lang == 'en' else '已写入'}: {target}")
    else:
        _publish(text(drafted))
    return 0


def _new(options: argparse.Namespace) -> int:
    from xlplugin.excel.delivery import write_whole  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.excel.render import render  # noqa: PLC0415 - the same
    from xlplugin.grid.text import parse_sheets  # noqa: PLC0415 - the same
    from xlplugin.pipeline import blank_form  # noqa: PLC0415 - the same

    output = options.output
    if not output.lower().endswith(".xlsx"):
        raise not_a_workbook_name(output)
    if os.path.lexists(output):
        raise existing_file(output)
    write_whole(output, render(parse_sheets(blank_form(options.form))))
    return 0


def _parser(addin_meant: bool) -> argparse.ArgumentParser:
    """The commands of this release. ``prog`` is given everywhere: to derive it argparse would load shutil."""
    parser = Parser(
        "xlplugin",
        description="审核预算绩效自评表 (checks budget-performance self-evaluation forms)",
        add_help=False,
        formatter_class=Layout,
        allow_abbrev=False,
        epilog="退出码：0 通过；1 有问题；2 有内容未能审核或命令不对。",
    )
    parser.add_argument("-h", "--help", action="help", help="显示说明")
    parser.add_argument("--version", action="version", version=f"xlplugin {__version__}", help="显示版本号")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, prog="xlplugin")

    def command(name: str, run: object, about: str, under: _Commands = commands) -> Parser:
        entry = under.add_parser(
            name, help=about, description=about, add_help=False, formatter_class=Layout, allow_abbrev=False
        )
        entry.add_argument("-h", "--help", action="help", help="显示说明")
        lang = "zh" if under is commands else argparse.SUPPRESS  # what stands before the inner command holds
        entry.add_argument("--lang", choices=("zh", "en"), default=lang, help="语言：zh 中文（默认），en 英文")
        entry.set_defaults(run=run)
        return entry

    check = command("check", _check, "审核工作簿或整个文件夹 (check workbooks)")
    score = command("score", _score, "计分底稿：逐行重算得分 (score receipts)；退出码只有 0 和 2，得分不符不算")
    told = "报告写入文件，不显示在屏幕上"
    formats = (check, ("text", "json"), told), (score, ("text", "json", "xlsx"), f"{told}；xlsx 必须给出")
    for entry, kinds, where in formats:
        entry.add_argument("paths", nargs="+", metavar="路径", help="工作簿（.xlsx .xlsm .xls .et）或文件夹")
        entry.add_argument("--format", choices=kinds, default="text", help="报告格式（默认 text）")
        entry.add_argument("-o", "--output", metavar="文件", help=where)
        entry.add_argument("--profile", metavar="名称", help="所有表都用这一套计分规则（默认按各表的版本）")
    check.add_argument("--annotate", action="store_true", help="另存一份加了标注的副本：名称.checked.xlsx")
    check.add_argument("--out-dir", metavar="文件夹", help="标注副本放在哪里（默认与原文件同一文件夹）")
    check.add_argument("--fail-on", choices=SEVERITIES, default="error", help="从哪一级起退出码为 1（默认 error）")
    check.add_argument("--strict", action="store_true", help="没有版本定义的表也算未审核（退出码 2）")
    explain = command("explain", _explain, "一条规则的说明：查什么、为什么、依据、例子 (one rule)")
    explain.add_argument("code", metavar="编号", help="规则编号，如 W101")
    rules, forms = command("rules", _rules, "规则目录 (all rules)"), command("forms", _forms, "已知的表 (known forms)")
    for catalogue in (rules, forms):
        catalogue.add_argument("--format", choices=("text", "json"), default="text", help="格式（默认 text）")
    inner = forms.add_subparsers(title="命令", metavar="[命令]", prog="xlplugin forms")
    draft = command("draft", _draft, "从未知版本的工作簿起草表样定义 (drafts a definition)", inner)
    draft.add_argument("file", metavar="工作簿", help="填好的或空白的表")
    draft.add_argument("-o", "--output", metavar="文件.toml", help="存到哪里，几张表时给文件夹；不覆盖已有的文件")
    new = command("new", _new, "生成带公式的空白表 (a blank form)")
    new.add_argument("form", metavar="表编号", help="见 xlplugin forms")
    new.add_argument("-o", "--output", metavar="文件.xlsx", required=True, help="存到哪里，已有的文件不会被覆盖")
    addin = command("addin", None, "Excel 里的按钮：生成、核对、安装、卸载、状态 (the button inside Excel)")
    if addin_meant:
        from xlplugin.addin.command import commands as fill  # noqa: PLC0415 - one command per run is loaded

        fill(addin, command)
    return parser
