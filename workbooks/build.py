"""Render every written workbook and every blank form: ``python workbooks/build.py``.

``workbooks/**/NAME.md`` becomes ``NAME.xlsx`` beside it, ``xlplugin/forms/FORM/EDITION.md`` becomes
``workbooks/FORM/EDITION-blank.xlsx``. A workbook whose content is current is left untouched.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from xlplugin.excel.render import render
from xlplugin.grid.text import parse_sheets

__all__ = ["build", "parts", "targets"]

ROOT = Path(__file__).resolve().parent
FORMS = ROOT.parent / "xlplugin" / "forms"


def targets() -> dict[Path, Path]:
    """Every workbook to be built and the text it is built from."""
    beside = {text.with_suffix(".xlsx"): text for text in sorted(ROOT.rglob("*.md"))}
    blanks = {
        ROOT / text.relative_to(FORMS).with_name(f"{text.stem}-blank.xlsx"): text
        for text in sorted(FORMS.glob("*/**/*.md"))
    }
    return beside | blanks


def parts(data: bytes) -> dict[str, bytes]:
    """The inflated parts of a package: what is compared, since compressed bytes differ between zlib versions."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def build(text: Path) -> bytes:
    """The workbook of one text."""
    return render(parse_sheets(text.read_text(encoding="utf-8")))


def main() -> None:
    """Write what is missing or out of date."""
    for workbook, text in targets().items():
        data = build(text)
        if not workbook.exists() or parts(workbook.read_bytes()) != parts(data):
            workbook.parent.mkdir(parents=True, exist_ok=True)
            workbook.write_bytes(data)


if __name__ == "__main__":
    main()
