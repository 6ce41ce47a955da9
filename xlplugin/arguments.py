"""How the command line reads its arguments and says what it does not understand: in Chinese and English."""

from __future__ import annotations

import argparse

from xlplugin.usage import bad_usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

__all__ = ["Command", "Layout", "Parser", "count"]

_ARGPARSE = {
    "the following arguments are required: ": "缺少 ",
    "unrecognized arguments: ": "不认识 ",
    "expected one argument": "后面要有一个值",
    "expected at least one argument": "后面至少要有一个值",
    "invalid choice: ": "没有这个选择 ",
    "choose from ": "可选 ",
    "argument ": "参数 ",
    "must be a whole number from 1 on: ": "应为不小于1的整数：",
}
"""The sentences of argparse, which knows no Chinese."""


def count(text: str) -> int:
    """A whole number from 1 on; ArgumentTypeError for any other text."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 on: {text!r}")
    return int(text)


class Layout(argparse.RawTextHelpFormatter):
    """Help with Chinese headings. The fixed width keeps argparse from loading shutil to ask the terminal."""

    def __init__(self, prog: str) -> None:
        """Lay out the help of ``prog``."""
        super().__init__(prog, max_help_position=26, width=100)

    def _format_usage(self, usage, actions, groups, prefix):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return super()._format_usage(usage, actions, groups, prefix or "用法：")

    def start_section(self, heading: str | None) -> None:
        """Head a section in Chinese."""
        super().start_section({"positional arguments": "参数", "options": "选项"}.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are sentences in Chinese and English."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse complains about as a UsageError."""
        zh = message
        for english, chinese in _ARGPARSE.items():
            zh = zh.replace(english, chinese)
        raise bad_usage(zh, message, self.prog)


class Command(Parser):
    """The parser of a command, made when the command is called: of a dozen, one run calls one."""

    def __init__(self, *, fill: Callable[[Parser], None] | None = None, **given: Any) -> None:  # noqa: ANN401  argparse's
        """Keep what argparse is to be given, and ``fill``, which adds the options; without it everything is there."""
        self._wanted = fill, given
        if fill is None:
            super().__init__(**given)

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """Read the arguments of the command, as argparse does."""
        fill, given = self._wanted
        if fill is not None:
            super().__init__(**given)
            fill(self)
        return super().parse_known_args(args, namespace)

    def _check_help(self, _action: argparse.Action) -> None:
        """Nothing: since 3.14 argparse asks here a parser that may not be made yet for the line about its command."""
