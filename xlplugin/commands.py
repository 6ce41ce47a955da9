"""The commands of the command line and their options, as argparse knows them."""

from __future__ import annotations

import argparse

from xlplugin import __version__
from xlplugin.arguments import Command, Layout, Parser, count
from xlplugin.model import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Commands = argparse._SubParsersAction[Command]  # noqa: SLF001 - argparse names it nowhere else
    _Run = Callable[[argparse.Namespace], int]

__all__ = ["parser"]

_FORMATS = ("text", "json", "sarif", "junit", "github", "html")


def parser(runs: Mapping[str, _Run]) -> argparse.ArgumentParser:
    """The commands of this release; ``runs`` maps each to what it does.

    ``prog`` is given everywhere: to derive it argparse would load shutil.
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
    commands = top.add_subparsers(title="命令", metavar="命令", required=True, prog="xlplugin", parser_class=Command)

    def command(name: str, about: str, fill: Callable[[Parser], None]) -> None:
        def filled(entry: Parser) -> None:
            _speaks(entry, runs.get(name), "zh")
            fill(entry)

        _add(commands, name, about, filled)

    command("check", "审核工作簿或整个文件夹 (check workbooks)", _check)
    command("score", "计分底稿：逐行重算得分 (score receipts)；退出码只有 0 和 2，得分不符不算", _score)
    command("explain", "一条规则的说明：查什么、为什么、依据、例子 (one rule)", _explain)
    command("explain-template", "另存一份带审核说明表的副本 (a sheet to explain)", _explain_template)
    command("clear", "去掉标注副本里的标注，另存一份 (takes the marks away)", _clear)
    command("rules", "规则目录 (all rules)", _lists)
    command("forms", "已知的表 (known forms)", lambda entry: _forms(entry, runs["draft"]))
    command("impact", "一条规则会多退回哪些工作簿 (what a rule would reject)", _impact)
    command("new", "生成带公式的空白表 (a blank form)", _new)
    command("addin", "Excel 里的按钮：生成、核对、安装、卸载、状态 (the button inside Excel)", _addin)
    return top


def _add(group: _Commands, name: str, about: str, fill: Callable[[Parser], None] | None = None) -> Command:
    return group.add_parser(
        name, help=about, description=about, add_help=False, formatter_class=Layout, allow_abbrev=False, fill=fill
    )


def _speaks(entry: Parser, run: object, lang: str) -> None:
    """What every command has: help, a language and what it does."""
    entry.add_argument("-h", "--help", action="help", help="显示说明")
    entry.add_argument("--lang", choices=("zh", "en"), default=lang, help="语言：zh 中文（默认），en 英文")
    entry.set_defaults(run=run)


def _inner(name: str, run: object, about: str, group: _Commands) -> Command:
    """A command within a command; the language that stands before it holds."""
    entry = _add(group, name, about)
    _speaks(entry, run, argparse.SUPPRESS)
    return entry


def _takes_workbooks(entry: Parser, kinds: tuple[str, ...], where: str) -> None:
    entry.add_argument("paths", nargs="+", metavar="路径", help="工作簿（.xlsx .xlsm .xls .et）或文件夹")
    entry.add_argument("--format", choices=kinds, default="text", help="报告格式（默认 text）")
    entry.add_argument("-o", "--output", metavar="文件", help=where)
    entry.add_argument("--profile", metavar="名称", help="所有表都用这一套计分规则（默认按各表的版本）")


def _fails(entry: Parser) -> None:
    entry.add_argument("--fail-on", choices=SEVERITIES, default="error", help="从哪一级起算不通过（默认 error）")


def _check(entry: Parser) -> None:
    _takes_workbooks(entry, _FORMATS, "报告写入文件，不显示在屏幕上")
    entry.add_argument("--annotate", action="store_true", help="另存一份加了标注的副本：名称.checked.xlsx")
    entry.add_argument("--out-dir", metavar="文件夹", help="标注副本放在哪里（默认与原文件同一文件夹）")
    _fails(entry)
    entry.add_argument("--strict", action="store_true", help="没有版本定义的表也算未审核（退出码 2）")
    entry.add_argument("--jobs", type=count, default=1, metavar="个数", help="同时用几个进程审核（默认 1）")
    entry.add_argument("--baseline", metavar="文件", help="以前的 JSON 报告：其中已有的问题不再列出")
    entry.add_argument("--preview", action="store_true", help="试行的规则也参加审核，只作提示")
    entry.add_argument("--recalc", action="store_true", help="重算表中的公式，与保存的结果核对（需要计算引擎）")


def _score(entry: Parser) -> None:
    _takes_workbooks(entry, ("text", "json", "xlsx"), "报告写入文件，不显示在屏幕上；xlsx 必须给出")


def _explain(entry: Parser) -> None:
    entry.add_argument("code", metavar="编号", help="规则编号，如 W101")


def _explain_template(entry: Parser) -> None:
    entry.add_argument("file", metavar="工作簿", help="填好的表")
    entry.add_argument("-o", "--output", metavar="文件.xlsx", help="存到哪里，已有的文件不会被覆盖")
    entry.add_argument("--among", metavar="文件夹", help="本单位的其他工作簿，之间的问题也列入")
    entry.add_argument("--previous", metavar="文件", help="上年写好说明的工作簿，其中的说明列出供参考")
    entry.add_argument("--profile", metavar="名称", help="所有表都用这一套计分规则（默认按各表的版本）")


def _clear(entry: Parser) -> None:
    entry.add_argument("file", metavar="副本", help="审核时另存的标注副本，填写过的也可以")
    entry.add_argument("-o", "--output", metavar="文件.xlsx", help="存到哪里，已有的文件不会被覆盖")


def _lists(entry: Parser) -> None:
    entry.add_argument("--format", choices=("text", "json"), default="text", help="格式（默认 text）")


def _forms(entry: Parser, draft: _Run) -> None:
    _lists(entry)
    group = entry.add_subparsers(title="命令", metavar="[命令]", prog="xlplugin forms", parser_class=Command)
    inner = _inner("draft", draft, "从未知版本的工作簿起草表样定义 (drafts a definition)", group)
    inner.add_argument("file", metavar="工作簿", help="填好的或空白的表")
    inner.add_argument("-o", "--output", metavar="文件.toml", help="存到哪里，几张表时给文件夹；不覆盖已有的文件")


def _impact(entry: Parser) -> None:
    entry.add_argument("--rule", metavar="编号", required=True, help="规则编号，如 W101")
    _takes_workbooks(entry, ("text", "json"), "报告写入文件，不显示在屏幕上")
    _fails(entry)


def _new(entry: Parser) -> None:
    entry.add_argument("form", metavar="表编号", help="见 xlplugin forms")
    entry.add_argument("-o", "--output", metavar="文件.xlsx", required=True, help="存到哪里，已有的文件不会被覆盖")


def _addin(entry: Parser) -> None:
    from xlplugin.addin.command import commands  # noqa: PLC0415 - only for these commands

    commands(entry, _inner)
