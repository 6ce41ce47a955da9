"""The commands of the command line and their options, as argparse knows them."""

from __future__ import annotations

import argparse

from xlplugin import __version__
from xlplugin.arguments import Layout, Parser, count
from xlplugin.model import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol

    _Commands = argparse._SubParsersAction[Parser]  # noqa: SLF001 - argparse names it nowhere else

    class _Adder(Protocol):
        """Adds a command to a group of commands."""

        def __call__(self, name: str, run: object, about: str, under: _Commands = ...) -> Parser:
            """The parser of the new command."""


__all__ = ["parser"]

_FORMATS = ("text", "json", "sarif", "junit", "github", "html")


def parser(runs: Mapping[str, Callable[[argparse.Namespace], int]], addin_meant: bool) -> argparse.ArgumentParser:
    """The commands of this release; ``runs`` maps each to what it does.

    ``prog`` is given everywhere: to derive it argparse would load shutil. The commands of ``addin`` are loaded only
    where they are meant.
    """
    top = Parser(
        "xlplugin",
        description="审核预算绩效自评表 (checks budget-performance self-evaluation forms)",
        add_help=False,
        formatter_class=Layout,
        allow_abbrev=False,
        epilog="退出码：0 通过；1 有问题；2 有内容未能审核或命令不对。",
    )
    top.add_argument("-h", "--help", action="help", help="显示说明")
    top.add_argument("--version", action="version", version=f"xlplugin {__version__}", help="显示版本号")
    commands = top.add_subparsers(title="命令", metavar="命令", required=True, prog="xlplugin")

    def command(name: str, run: object, about: str, under: _Commands = commands) -> Parser:
        entry = under.add_parser(
            name, help=about, description=about, add_help=False, formatter_class=Layout, allow_abbrev=False
        )
        entry.add_argument("-h", "--help", action="help", help="显示说明")
        lang = "zh" if under is commands else argparse.SUPPRESS  # what stands before the inner command holds
        entry.add_argument("--lang", choices=("zh", "en"), default=lang, help="语言：zh 中文（默认），en 英文")
        entry.set_defaults(run=run)
        return entry

    _checks(command("check", runs["check"], "审核工作簿或整个文件夹 (check workbooks)"))
    score = command("score", runs["score"], "计分底稿：逐行重算得分 (score receipts)；退出码只有 0 和 2，得分不符不算")
    _takes_workbooks(score, ("text", "json", "xlsx"), "报告写入文件，不显示在屏幕上；xlsx 必须给出")
    explain = command("explain", runs["explain"], "一条规则的说明：查什么、为什么、依据、例子 (one rule)")
    explain.add_argument("code", metavar="编号", help="规则编号，如 W101")
    template = command("explain-template", runs["explain-template"], "另存一份带审核说明表的副本 (a sheet to explain)")
    _explains(template)
    clear = command("clear", runs["clear"], "去掉标注副本里的标注，另存一份 (takes the marks away)")
    clear.add_argument("file", metavar="副本", help="审核时另存的标注副本，填写过的也可以")
    clear.add_argument("-o", "--output", metavar="文件.xlsx", help="存到哪里，已有的文件不会被覆盖")
    _lists(command, runs)
    impact = command("impact", runs["impact"], "一条规则会多退回哪些工作簿 (what a rule would reject)")
    impact.add_argument("--rule", metavar="编号", required=True, help="规则编号，如 W101")
    _takes_workbooks(impact, ("text", "json"), "报告写入文件，不显示在屏幕上")
    _fails(impact)
    new = command("new", runs["new"], "生成带公式的空白表 (a blank form)")
    new.add_argument("form", metavar="表编号", help="见 xlplugin forms")
    new.add_argument("-o", "--output", metavar="文件.xlsx", required=True, help="存到哪里，已有的文件不会被覆盖")
    addin = command("addin", None, "Excel 里的按钮：生成、核对、安装、卸载、状态 (the button inside Excel)")
    if addin_meant:
        from xlplugin.addin.command import commands as fill  # noqa: PLC0415 - one command per run is loaded

        fill(addin, command)
    return top


def _takes_workbooks(entry: Parser, kinds: tuple[str, ...], where: str) -> None:
    entry.add_argument("paths", nargs="+", metavar="路径", help="工作簿（.xlsx .xlsm .xls .et）或文件夹")
    entry.add_argument("--format", choices=kinds, default="text", help="报告格式（默认 text）")
    entry.add_argument("-o", "--output", metavar="文件", help=where)
    entry.add_argument("--profile", metavar="名称", help="所有表都用这一套计分规则（默认按各表的版本）")


def _fails(entry: Parser) -> None:
    entry.add_argument("--fail-on", choices=SEVERITIES, default="error", help="从哪一级起算不通过（默认 error）")


def _checks(check: Parser) -> None:
    _takes_workbooks(check, _FORMATS, "报告写入文件，不显示在屏幕上")
    check.add_argument("--annotate", action="store_true", help="另存一份加了标注的副本：名称.checked.xlsx")
    check.add_argument("--out-dir", metavar="文件夹", help="标注副本放在哪里（默认与原文件同一文件夹）")
    _fails(check)
    check.add_argument("--strict", action="store_true", help="没有版本定义的表也算未审核（退出码 2）")
    check.add_argument("--jobs", type=count, default=1, metavar="个数", help="同时用几个进程审核（默认 1）")
    check.add_argument("--baseline", metavar="文件", help="以前的 JSON 报告：其中已有的问题不再列出")
    check.add_argument("--preview", action="store_true", help="试行的规则也参加审核，只作提示")
    check.add_argument("--recalc", action="store_true", help="重算表中的公式，与保存的结果核对（需要计算引擎）")


def _explains(template: Parser) -> None:
    template.add_argument("file", metavar="工作簿", help="填好的表")
    template.add_argument("-o", "--output", metavar="文件.xlsx", help="存到哪里，已有的文件不会被覆盖")
    template.add_argument("--among", metavar="文件夹", help="本单位的其他工作簿，之间的问题也列入")
    template.add_argument("--previous", metavar="文件", help="上年写好说明的工作簿，其中的说明列出供参考")
    template.add_argument("--profile", metavar="名称", help="所有表都用这一套计分规则（默认按各表的版本）")


def _lists(command: _Adder, runs: Mapping[str, Callable[[argparse.Namespace], int]]) -> None:
    rules, forms = (
        command("rules", runs["rules"], "规则目录 (all rules)"),
        command("forms", runs["forms"], "已知的表 (known forms)"),
    )
    for catalogue in (rules, forms):
        catalogue.add_argument("--format", choices=("text", "json"), default="text", help="格式（默认 text）")
    inner = forms.add_subparsers(title="命令", metavar="[命令]", prog="xlplugin forms")
    draft = command("draft", runs["draft"], "从未知版本的工作簿起草表样定义 (drafts a definition)", inner)
    draft.add_argument("file", metavar="工作簿", help="填好的或空白的表")
    draft.add_argument("-o", "--output", metavar="文件.toml", help="存到哪里，几张表时给文件夹；不覆盖已有的文件")
