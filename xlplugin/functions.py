"""The worksheet functions PF_…: the arithmetic of the scoring engine for a cell of one's own.

They take and give what Excel does: floats, texts, booleans, blanks and error values; inside, every figure is a
Decimal of at most 15 digits. A blank or empty argument gives ``""``, so that a row not yet filled in stays blank;
an error among the arguments is handed on; a text that is no number gives ``#VALUE!``, a base of zero ``#DIV/0!``,
a figure for which the rule has no result ``#NUM!``, a question that the texts leave open ``#N/A``.
Rates are Excel percentages: 98.4% is 0.984.
"""

from __future__ import annotations

from decimal import Decimal
from functools import wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlplugin.criteria import Need
    from xlplugin.scoring import Grading

__all__ = [
    "DIV0",
    "ERRORS",
    "FUNCTIONS",
    "NA",
    "NUM",
    "PF_COMPLETION",
    "PF_EXEC_RATE",
    "PF_GRADE",
    "PF_POINTS",
    "PF_POINTS_BY_TEXT",
    "PF_WEIGHTED_TOTAL",
    "VALUE",
    "ExcelError",
]


class ExcelError(str):
    """An Excel error value as its code, ``#DIV/0!``."""

    __slots__ = ()


DIV0, VALUE, NUM, NA = ExcelError("#DIV/0!"), ExcelError("#VALUE!"), ExcelError("#NUM!"), ExcelError("#N/A")

ERRORS = frozenset((DIV0, VALUE, NUM, NA, "#NAME?", "#NULL!", "#REF!", "#GETTING_DATA", "#SPILL!", "#CALC!"))
"""The codes under which an error value may come in."""

FUNCTIONS: dict[str, Callable[..., object]] = {}
"""Every worksheet function by the name that a formula calls it by."""

_BLANK = ""
_DIGITS = 15
"""Significant digits of a number in Excel (Microsoft, "Excel specifications and limits")."""

_FARTHEST_RATE = 10
"""A rate above 1000% was surely given in per cent: 98.4 for 98.4%."""

_OPERATORS = {
    sign: operator
    for operator, signs in {">=": "≥ ≧ >= =>", "<=": "≤ ≦ <= =<", ">": ">", "<": "<", "=": "= 等于"}.items()
    for sign in signs.split()
}
_GRADES = "优良中差"
_YES = frozenset(("是", "有", "符合", "达到", "√", "Y", "YES", "TRUE"))
_NO = frozenset(("否", "无", "不符合", "未达到", "×", "N", "NO", "FALSE"))


class _Ended(Exception):  # noqa: N818  a result that is found early, no fault
    """Ends a computation with what the cell is to show."""

    def __init__(self, shown: str) -> None:
        super().__init__(shown)
        self.shown = shown


def _cells(value: object) -> Iterator[object]:
    """Every cell of a range, row by row, or the value itself."""
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _cells(part)
    else:
        yield value


def _shape(value: object) -> tuple[int, ...]:
    """The lengths of a range, outer one first; () for one value."""
    return (len(value), *_shape(value[0] if value else None)) if isinstance(value, (list, tuple)) else ()


def _propagated(values: Sequence[object]) -> None:
    """End with the first error among the arguments."""
    for cell in _cells(values):
        if isinstance(cell, str) and cell in ERRORS:
            raise _Ended(ExcelError(cell))


def _single(value: object) -> object:
    """The one value of an argument; a range of several is none."""
    found = list(_cells(value))
    if len(found) != 1:
        raise _Ended(VALUE)
    return found[0]


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _number(value: object) -> Decimal:
    """A number as Excel's arithmetic takes it: 90, TRUE, "90", "1,200", "90%"."""
    if isinstance(value, (int, float)):
        return _decimal(value)
    if isinstance(value, str):
        from xlplugin.quantity import fold, parse_number  # noqa: PLC0415  only a text needs it

        plain = fold(value).strip()
        number = parse_number(plain.removesuffix("%"))
        if number is not None:
            return number / 100 if plain.endswith("%") else number
    raise _Ended(VALUE)


def _decimal(value: float) -> Decimal:
    """A float by the digits that Excel keeps of it."""
    number = Decimal(format(float(value), f".{_DIGITS}g"))
    if not number.is_finite():
        raise _Ended(NUM)
    return number


def _worksheet(compute: Callable[..., Decimal | str]) -> Callable[..., float | str]:
    """Make a worksheet function of an arithmetic one, under its own name.

    Errors among the arguments come first, then blanks of those that must be given; a float leaves.
    """
    required = compute.__code__.co_argcount - len(compute.__defaults__ or ())

    @wraps(compute)
    def function(*values: object) -> float | str:
        try:
            _propagated(values)
            if any(map(_is_empty, values[:required])):
                return _BLANK
            result = compute(*values)
        except _Ended as ended:
            return ended.shown
        except ArithmeticError:
            return NUM
        return result if isinstance(result, str) else float(result)

    FUNCTIONS[compute.__name__] = function
    return function


def _is_empty(value: object) -> bool:
    """Whether an argument is a blank; a range of several cells is none, whatever they hold."""
    cells = list(_cells(value))
    return len(cells) == 1 and _is_blank(cells[0])


@_worksheet
def PF_EXEC_RATE(budget: object, executed: object) -> Decimal:  # noqa: N802  the name in a formula
    """预算执行率 = 全年执行数 ÷ 全年预算数, a fraction (0.9003 for 90.03%), not rounded.

    ``#DIV/0!`` for a budget of 0: nothing of nothing is no rate.
    """
    base = _number(_single(budget))
    spent = _number(_single(executed))
    if not base:
        raise _Ended(DIV0)
    return spent / base


@_worksheet
def PF_POINTS(  # noqa: N802  the name in a formula
    operator: object, target: object, actual: object, weight: object, method: object = None
) -> Decimal:
    """The points of a quantitative row, rounded half-up to 0.01.

    ``operator`` is ≥ ≤ ＝ > <; ``method`` a scoring method such as ``inverse``, ``linear``, ``strict``,
    ``proportional``, ``pass-line``, else the national rule of 2020 decides (docs: ``xlplugin.scoring``).
    """
    from xlplugin.errors import UsageError  # noqa: PLC0415  paid when a cell is computed
    from xlplugin.quantity import half_up  # noqa: PLC0415  the same
    from xlplugin.scoring import Case, named, profile_for  # noqa: PLC0415  the same
    from xlplugin.scoring.profile import kind_of  # noqa: PLC0415  the same

    sign = _operator(_single(operator))
    aim, result, full = (_number(_single(value)) for value in (target, actual, weight))
    policy = profile_for().policies[kind_of(sign)]
    wanted = "" if _is_blank(method) else str(_single(method)).strip()
    name = wanted if "." in wanted else f"quantitative.{wanted}" if wanted else policy.method
    try:
        points = named(name).points(Case(full, aim, result, sign), profile_for().policies["at_least"].settings)
    except (UsageError, KeyError):
        raise _Ended(VALUE) from None
    if points.value is None:
        raise _Ended(NUM)
    return half_up(points.value)


def _operator(value: object) -> str:
    """The operator of a target as a sign of ASCII letters."""
    from xlplugin.quantity import squeeze  # noqa: PLC0415  paid when a cell is computed

    sign = _OPERATORS.get(squeeze(str(value)))
    if sign is None:
        raise _Ended(VALUE)
    return sign


@_worksheet
def PF_POINTS_BY_TEXT(sentence: object, weight: object, *values: object) -> Decimal:  # noqa: N802  as in a formula
    """The points of a row by its printed scoring sentence, rounded half-up to 0.01.

    The values answer what the sentence asks for, in its order (``criteria.needs``): rates as percentages, counts,
    是 or 否 for a condition, the name of a level, points that a person gave.
    ``#N/A`` where the sentence is not understood or asks for more.
    """
    from xlplugin.criteria import NotUnderstood, evaluate, needs, understand  # noqa: PLC0415  paid when computed
    from xlplugin.quantity import half_up  # noqa: PLC0415  the same

    full = _number(_single(weight))
    rule = understand(str(_single(sentence)), full)
    if isinstance(rule, NotUnderstood):
        raise _Ended(NA)
    wanted = needs(rule)
    given = [_single(value) for value in values]
    if len(given) > len(wanted):
        raise _Ended(VALUE)
    inputs = {
        need.name: _input(need, value) for need, value in zip(wanted, given, strict=False) if not _is_blank(value)
    }
    points = evaluate(rule, inputs, full)
    if points.value is None:
        raise _Ended(_BLANK if any(map(_is_blank, given)) else NA)
    return half_up(points.value)


def _input(need: Need, value: object) -> Decimal | bool | str:
    """A value as the rule takes it: a rate in per cent, a yes or no, the name of a level."""
    if need.kind in {"ok", "event"}:
        return _answer(value)
    if need.kind == "level":
        return str(value).strip()
    number = _number(value)
    if need.kind != "rate":
        return number
    if abs(number) > _FARTHEST_RATE:
        raise _Ended(NUM)
    return number * 100


def _answer(value: object) -> bool:
    """Yes or no: TRUE, 1, 是, 符合."""
    if isinstance(value, str):
        word = value.strip().upper()
        if word in _YES or word in _NO:
            return word in _YES
    return bool(_number(value))


@_worksheet
def PF_GRADE(score: object, scale: object = None) -> str:  # noqa: N802  the name in a formula
    """The grade 优 良 中 差 of a score as shown with two decimals; 90/80/60 unless ``scale`` says otherwise.

    ``scale`` is three lower bounds (``"95/85/60"``) or the name of a scoring profile, whose first scale counts.
    """
    value = _number(_single(score))
    return _scale("" if _is_blank(scale) else str(_single(scale)).strip()).grade(value)


def _scale(text: str) -> Grading:
    """The scale that a text names; ``#VALUE!`` where it names none, ``#N/A`` for a place that prints none."""
    from xlplugin.errors import UsageError  # noqa: PLC0415  paid when a cell is computed
    from xlplugin.model import Basis, Scale  # noqa: PLC0415  the same
    from xlplugin.scoring import Grading, profile_for  # noqa: PLC0415  the same

    parts = text.split("/")
    if text[:1].isdigit():
        bounds = [*map(_number, parts), Decimal(0)]
        if len(bounds) != len(_GRADES) or bounds != sorted(bounds, reverse=True):
            raise _Ended(VALUE)
        return Grading(Scale(tuple(zip(_GRADES, bounds, strict=True)), Basis(text)), "K")
    try:
        scales = profile_for(name=text or None).scales
    except UsageError:
        raise _Ended(VALUE) from None
    if not scales:
        raise _Ended(NA)
    return scales[0]


@_worksheet
def PF_WEIGHTED_TOTAL(weights: object, points: object) -> Decimal:  # noqa: N802  the name in a formula
    """Σ(weight × points) ÷ Σ weight: the total of scores on one scale (百分制), not rounded.

    Of two ranges of one shape the pairs of numbers count; blanks and texts are passed over as in SUM. The points of
    the rows of one form are already weighted: their total is SUM. ``#DIV/0!`` where the weights sum to 0.
    """
    if _shape(weights) != _shape(points):
        raise _Ended(VALUE)
    pairs = [
        (_number(weight), _number(score))
        for weight, score in zip(_cells(weights), _cells(points), strict=True)
        if _is_counted(weight) and _is_counted(score)
    ]
    if not pairs:
        raise _Ended(_BLANK)
    whole = sum((weight for weight, _ in pairs), Decimal(0))
    if not whole:
        raise _Ended(DIV0)
    return sum((weight * score for weight, score in pairs), Decimal(0)) / whole


def _is_counted(value: object) -> bool:
    """Whether SUM would count a cell of a range."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@_worksheet
def PF_COMPLETION(target_text: object, actual_text: object) -> Decimal:  # noqa: N802  the name in a formula
    """完成率 = 完成值 ÷ 指标值 read from their texts (≥90%, 1.2万亩), a fraction, not rounded; both numbers as well.

    ``#VALUE!`` where they cannot be compared, ``#DIV/0!`` for a target of 0, ``#N/A`` where the units leave it open:
    the text 0.98 against ≥95% may be 98% or 0.98%, the number 0.98 is what Excel shows as 98%.
    """
    from xlplugin.quantity import comparable, read  # noqa: PLC0415  paid when a cell is computed

    written = [_single(value) for value in (target_text, actual_text)]
    target, actual = (read(_text(value)) for value in written)
    found = comparable(target, actual)
    bare = written[1] if target.unit else written[0]
    value = found.value
    if found.how == "ambiguous":
        if isinstance(bare, str) or "%" not in {target.unit, actual.unit}:
            raise _Ended(NA)
        value = found.readings[1]
    if value is None or target.value is None:
        raise _Ended(VALUE)
    if not target.value:
        raise _Ended(DIV0)
    return value / target.value


def _text(value: object) -> str:
    """A cell as text: a number by its digits."""
    return value if isinstance(value, str) else format(_number(value), "f")
