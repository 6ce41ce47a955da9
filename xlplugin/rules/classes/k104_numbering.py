"""K104: numbered indicators of a class begin at 1 and follow one another."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model import ADVICE, CUSTOM, Fault, Related, rule
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings

    Numbered = list[tuple[int | None, Indicator]]

__all__ = ["numbered"]

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_MARKS = (".", "、", ")", ":")


@lru_cache(maxsize=4096)
def _number(name: str) -> int | None:
    """The running number that a name begins with (指标2:, 2., （2）, ②), None where it has none."""
    plain = squeeze(name).lstrip("(")
    if plain[:1] in _CIRCLED and plain:
        return _CIRCLED.index(plain[0]) + 1
    worded = plain.startswith("指标")
    plain = plain.removeprefix("指标")
    digits = plain[: len(plain) - len(plain.lstrip("0123456789"))]
    rest = plain[len(digits) :]
    marked = rest.startswith(_MARKS) and not rest[1:2].isdigit()
    return int(digits) if digits and len(digits) < 3 and (marked or worded) else None  # noqa: PLR2004  no year


def _by_class(form: Form) -> dict[tuple[str, str], Numbered]:
    """The rows of each class with their numbers; a name merged over several rows counts once."""
    found: dict[tuple[str, str], Numbered] = {}
    seen = set()
    for row in form.indicators:
        place = row.place.sheet, row.place.row, row.place.column
        if row.target is not None and place not in seen:
            seen.add(place)
            found.setdefault((row.level1, row.level2), []).append((_number(row.name), row))
    return found


def _first_fault(rows: Numbered) -> tuple[int, int, str] | None:
    """The first row whose number does not follow: its position, the number expected there, and the variant.

    Rows without a number (……) may count or not.
    """
    earlier: list[int] = []
    for position, (number, _) in enumerate(rows):
        if number is None:
            continue
        expected = len(earlier) + 1
        if number not in {expected, position + 1}:
            return position, expected, "" if not earlier else "twice" if number in earlier else "gap"
        earlier.append(number)
    return None


@rule(
    "K104",
    "classes.numbering",
    title="指标编号",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "“{_类别}”的第1个指标编号是{stated}，应从{expected}起编。请核对是编号写错，还是漏了前面的指标。",
        "en": "The first indicator of “{_类别}” is numbered {stated} instead of {expected}. "
        "Check whether the number is wrong or an indicator is missing above it.",
        "zh.gap": "“{_类别}”的第{expected}个指标编号是{stated}，编号不连续。请核对是编号写错，还是漏了指标。",
        "en.gap": "Indicator {expected} of “{_类别}” is numbered {stated}. "
        "Check whether the number is wrong or an indicator is missing.",
        "zh.twice": "“{_类别}”的第{expected}个指标编号也是{stated}，与前面的重复。请改正编号。",
        "en.twice": "Indicator {expected} of “{_类别}” is numbered {stated} again. Correct the number.",
    },
)
def numbered(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Advise on the first indicator of a class whose number does not follow.

    One run of numbers through a first-level class or through the whole form is right too.
    """
    if all(_number(row.name) is None for row in form.indicators):
        return
    classes = _by_class(form)
    runs: dict[str, Numbered] = {}
    for (level1, _), rows in classes.items():
        runs.setdefault(level1, []).extend(rows)
    if _first_fault([one for rows in runs.values() for one in rows]) is None:
        return
    for (level1, level2), rows in classes.items():
        fault = _first_fault(rows)
        if fault is not None and _first_fault(runs[level1]) is not None:
            position, expected, variant = fault
            number, row = rows[position]
            previous = rows[position - 1][1] if position else None
            related = (Related(previous.place, previous.name),) if previous else ()
            subject = f"{level1}|{level2}|{row.called}"
            values = {"_类别": level2 or level1}
            yield Fault(row.place, str(number), str(expected), values, related, variant=variant, subject=subject)
