"""S512: an equation written into a cell is right."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from xlplugin.model import ADVICE, ARITHMETIC, ERROR, Fault, rule
from xlplugin.quantity import half_up, squeeze
from xlplugin.rules.figures import agreement, plain
from xlplugin.rules.reasons import beside_funds
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced

__all__ = ["equations"]

_UNITS = "亿元|万元|元|人次|人|户|个|件|次|项|套|台|亩|公里|米|吨|家|所|处|分|%"
_TIMES, _OVER = "×*xX", "÷/"
_SIGNS = frozenset("+-" + _TIMES + _OVER)


@cache
def _equation() -> re.Pattern[str]:
    """Figures with one unit or none, joined by signs, and what they are said to make: 45人/50人×100%=90%."""
    figure = rf"[0-9]+(?:\.[0-9]+)?(?:{_UNITS})?"
    return re.compile(
        rf"(?<![0-9.%/+×*÷~—-])(?P<left>{figure}(?:[-+{_TIMES}{_OVER}]{figure}){{1,11}})=(?P<right>{figure})(?![0-9./+×*÷-])"
    )


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"([-+{_TIMES}{_OVER}])?([0-9]+(?:\.[0-9]+)?)({_UNITS})?")


def _worked(tokens: list[tuple[str, str, str]]) -> Decimal | None:
    """What the figures make, products before sums; None where nothing can be divided."""
    total, product = Decimal(0), Decimal(0)
    for sign, digits, _ in tokens:
        value = Decimal(digits)
        if sign in _OVER and sign:
            if value == 0:
                return None
            product /= value
        elif sign in _TIMES and sign:
            product *= value
        else:
            total, product = total + product, -value if sign == "-" else value
    return total + product


def _exact(left: str, right: str) -> tuple[Decimal, Decimal] | None:
    """The stated and the exact result in the unit of the stated one; None where the units leave that open."""
    tokens = [found.groups("") for found in _token().finditer(left)]
    ((_, digits, unit),) = [found.groups("") for found in _token().finditer(right)]
    ratio = unit == "%" and any(sign and sign in _OVER for sign, _, _ in tokens)
    whole = tokens[-1] if tokens[-1][0] and tokens[-1][0] in _TIMES and tokens[-1][1:] == ("100", "%") else None
    tokens = tokens[:-1] if ratio and whole else tokens
    units = {one for _, _, one in tokens if one}
    if len(units) > 1 or "%" in units or (not ratio and units | ({unit} if unit else set()) != units and units):
        return None
    exact = _worked([(str(sign), str(number), "") for sign, number, _ in tokens])
    return None if exact is None else (Decimal(digits), exact * 100 if ratio else exact)


def _rounded(stated: Decimal, exact: Decimal) -> bool:
    """Whether a result is rounded to the decimals that it shows: 97% for 97.01%."""
    exponent = stated.as_tuple().exponent
    return isinstance(exponent, int) and stated == half_up(exact, -exponent)


def _equates(text: str) -> bool:
    """Whether a text may hold an equation: cheaper than to look for one."""
    return ("=" in text or "＝" in text) and not _SIGNS.isdisjoint(squeeze(text))


def _entries(form: Form) -> Iterator[tuple[str, str, Traced]]:
    """Every entry with an equals sign among the words of a form, with what it belongs to and what that is called."""
    for row in form.indicators:
        for role, entry in (("actual", row.actual), ("reason", row.reason), ("target", row.target)):
            if entry is not None and _equates(entry.raw):
                yield f"{of_row(form, row)}|{role}", row.called, entry
    yield from ((one.concept, one.label, one.entry) for one in form.texts if _equates(one.entry.raw))
    yield from (("funds", "原因", entry) for entry in beside_funds(form) if _equates(entry.raw))


@rule(
    "S512",
    "scoring.equations",
    title="文字中的算式",
    severity=ERROR,
    basis=ARITHMETIC,
    messages={
        "zh": "“{_栏目}”写的算式“{_算式}”不成立，应为{expected}。请更正算式中的数。",
        "en": "The equation “{_算式}” at “{_栏目}” is wrong; it makes {expected}. Correct its figures.",
        "zh.rounding": "“{_栏目}”写的算式“{_算式}”截去或少保留了尾数，四舍五入保留两位小数应为{expected}。",
        "en.rounding": "The equation “{_算式}” at “{_栏目}” cuts decimals off; rounded half-up it is {expected}.",
    },
    settings={"tolerance": "0.01"},
)
def equations(form: Form, settings: Settings) -> Iterator[Fault]:
    """Work out every equation whose figures share one unit."""
    tolerance = settings.decimal("tolerance")
    for subject, name, entry in _entries(form):
        for found in _equation().finditer(squeeze(entry.raw)):
            compared = _exact(found["left"], found["right"])
            if not compared or _rounded(*compared):
                continue
            stated, exact = compared
            standing = agreement(stated, exact, tolerance)
            if not standing:
                continue
            severity, variant = (None, "") if standing == "wrong" else (ADVICE, "rounding")
            unit = found["right"].lstrip("0123456789.")
            values = {"_栏目": name, "_算式": found.group()}
            expected = plain(half_up(exact))
            said, right = f"{plain(stated)}{unit}", f"{expected}{unit}"
            yield Fault(entry.place, said, right, values, (), severity, variant, f"{subject}|{found['left']}")
