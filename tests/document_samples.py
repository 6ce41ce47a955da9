"""The samples in the README files: ``python tests/document_samples.py`` puts the program's present output into them."""

from __future__ import annotations

import io
import os
import re
from contextlib import redirect_stdout
from pathlib import Path

from xlplugin.cli import main

ROOT = Path(__file__).resolve().parent.parent

SAMPLE = "workbooks/sichuan/yanjiang/project/2022-seed-waishi.xlsx"
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
KEPT = ("1", "7", "8")
"""The findings that are shown; the text around the sample names them."""

_BLOCK = re.compile(r"^```\n(?=File: |文件：)(.*?)^```$", re.MULTILINE | re.DOTALL)
_FINDING = re.compile(r" +(\d+)\. ")
_ROW = re.compile(r"    ([A-Z]+\d+) ")


def output(*argv: str) -> str:
    """What a command prints, run at the root of the repository."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with redirect_stdout(io.StringIO()) as printed:
            main(argv)
    finally:
        os.chdir(before)
    return printed.getvalue()


def check_sample(lang: str) -> str:
    """The report of the sample with only the findings kept."""
    kept, on = [], True
    for line in output("check", SAMPLE, "--lang", lang).splitlines():
        number = _FINDING.match(line)
        if number:
            on = number[1] in KEPT
        elif not line.startswith("     "):
            on = True
        if on:
            kept.append(line)
    return "\n".join(kept) + "\n"


def score_sample(lang: str) -> str:
    """The receipts of the sample with one row and the total of its first form."""
    lines = output("score", SAMPLE, "--lang", lang).splitlines()
    first = next(number for number, line in enumerate(lines) if _ROW.match(line))
    row = next(number for number, line in enumerate(lines) if line.startswith("    F17 "))
    after = next(number for number in range(row + 1, len(lines)) if _ROW.match(lines[number]))
    total = next(number for number, line in enumerate(lines) if line in {"    Total", "    合计"})
    end = next(
        number for number in range(total, len(lines)) if lines[number].startswith("  [" if lang == "en" else "  【")
    )
    head = [line for line in lines[:first] if not line.startswith(("    投入", "      项目立项"))]
    return "\n".join((*head, *lines[row:after], *lines[total:end])) + "\n"


def blocks(text: str) -> list[str]:
    """The samples of a README as they stand."""
    return [found[1] for found in _BLOCK.finditer(text)]


def samples(lang: str) -> list[str]:
    """The samples as they should be, in the order of the README."""
    return [check_sample(lang), score_sample(lang)]


if __name__ == "__main__":
    for language, readme in READMES.items():
        current = iter(samples(language))
        told = _BLOCK.sub(lambda _: f"```\n{next(current)}```", readme.read_text("utf-8"))  # noqa: B023  used at once
        readme.write_text(told, "utf-8")
