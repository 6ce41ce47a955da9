"""Self-evaluation forms filled at random: what stands in their cells, and the same as plain columns for formulas."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from random import Random

from transfer import blank, named, pencilled, row_of, written

from xlplugin import pipeline
from xlplugin.grid import Workbook
from xlplugin.grid.text import to_grid
from xlplugin.quantity import half_up

EDITIONS = {
    "national/project-selfeval/2020": ("2020", "adjusted"),
    "national/project-selfeval-cost/2021": ("2021", "adjusted"),
    "sichuan/bazhou/project-selfeval/2023": ("2020", "adjusted"),
    "sichuan/quxian/project-targets/2024": ("2020", "adjusted"),
    "yunnan/lincang/project-selfeval/2022": ("2020", "received"),
}
"""By which text a form is scored, and of which budget its execution rate is."""
FORMS = 170
"""How many of each edition are drawn."""
LEVELS = {
    "达成": "达成年度指标",
    "部分达成": "部分达成年度指标并具有一定效果",
    "未达成": "未达成年度指标且效果较差",
}
WORDS = {"≥": ("≥", "≧", "不低于", "不少于"), "≤": ("≤", "≦", "不超过"), "＝": ("＝", "'="), ">": (">",), "<": ("'<",)}
SIGNS = ("≥", "≥", "≥", "≤", "＝", ">", "<")
PAIRS = (
    *(("%", "%"), ("%", "%"), ("%", ""), ("个", "个"), ("次", "次"), ("个", ""), ("", "")),
    *(("万元", "万元"), ("万元", "元"), ("亿元", "万元"), ("元", "万元"), ("公里", "米")),
    *(("万元", "次"), ("个", "万元")),
)
"""Units of target and result; the last two are not the same thing."""
FACTORS = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000), "公里": Decimal(1_000)}
ONCE = Decimal(1)


@dataclass(frozen=True)
class Row:
    """The entries of one row, a blank as ""; ``kind`` is 成本 or 满意 or nothing."""

    kind: str
    weight: Decimal | str
    stated: Decimal | str
    sign: str = ""
    target: Decimal | str = ""
    target_unit: str = ""
    result: Decimal | str = ""
    result_unit: str = ""
    level: str = ""


@dataclass(frozen=True)
class Entries:
    """One filled form: its sheet, its rows by their line on the sheet, and the money of its total line."""

    form_id: str
    sheet: object
    rows: dict
    money: dict
    told: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """A blank form: where what stands."""

    sheet: object
    columns: dict
    kinds: dict
    money: dict


@cache
def shape(form_id):
    sheet = named(blank(form_id))
    form = pencilled(sheet)
    line = next(one for one in form.budget if one.source == "total")
    return Shape(
        sheet,
        {concept: place.column for concept, place in form.columns.items()},
        {row_of(one): kind(one.level1 + one.level2) for one in form.indicators},
        {what: (entry.place.row, entry.place.column) for what, entry in line.figures.items()},
    )


def kind(classes):
    return next((one for one in ("成本", "满意") if one in classes), "")


def amount(random, most=5):
    """A figure above nothing of up to ``most`` digits, up to two of them decimals."""
    return Decimal(random.randrange(1, 10 ** random.randint(1, most))).scaleb(-random.randint(0, 2))


def reached(random, target, unit):
    """A result beside a target: on it, short of it, or beyond; in a few cases nothing or less than nothing."""
    turn = random.random()
    if turn < 0.2 or not target:
        return target if turn < 0.1 else amount(random, 2)
    if turn < 0.25:
        return Decimal(0)
    if turn < 0.28 and unit != "%":
        return -amount(random, 3)
    share = Decimal(random.randint(1, 400) if turn < 0.6 else random.randint(50, 110)).scaleb(-2)
    return half_up(target * share) or target


def measured(random, one):
    """Sign, target and result of a row with figures."""
    sign, (unit, other) = random.choice(SIGNS), random.choice(PAIRS)
    target = Decimal(random.randint(1, 10_000)).scaleb(-2) if unit == "%" else amount(random)
    target = Decimal(0) if random.random() < 0.04 else target
    if one == "满意":
        sign, unit, other = random.choice("≥＝>"), "%", random.choice(("%", ""))
    if one == "成本" and random.random() < 0.4:
        sign = ""
    result = reached(random, target, unit)
    if one == "满意":
        result = min(result, Decimal(100))
    if unit == "%" and not other and 1 < result < 3:  # whether 1.5 beside 95% is a share is nobody's rule
        result = Decimal(98)
    if {unit, other} <= FACTORS.keys() | {"元", "米"}:
        result *= FACTORS.get(unit, ONCE) / FACTORS.get(other, ONCE)
    return {"sign": sign, "target": target, "target_unit": unit, "result": result, "result_unit": other}


def row(random, one, weight, form):
    """A row of any kind; blanks are rare."""
    stated = half_up(weight * random.choice((*map(Decimal, ("1", "0.8", "0.6", "0")), Decimal(random.random()))))
    stated = "" if random.random() < 0.02 or "points" not in form.columns else stated
    if random.random() < 0.15:
        return Row(one, weight, stated, level=random.choice(list(LEVELS)))
    entries = measured(random, one)
    if "unit" in form.columns and entries["result_unit"] == entries["target_unit"] and random.random() < 0.7:
        entries["result_unit"] = ""  # the unit stands in a column of its own
    blank = random.choice(("target", "result")) if random.random() < 0.03 else ""
    return Row(one, weight, stated, **(entries | ({blank: "", f"{blank}_unit": ""} if blank else {})))


def weights(random, count, whole):
    """Weights of up to two decimals that add up to ``whole``."""
    unit = random.choice((1, 50, 100))
    cuts = sorted(random.sample(range(1, whole * 100 // unit), count - 1)) if count > 1 else []
    edges = [0, *cuts, whole * 100 // unit]
    return [Decimal((after - before) * unit).scaleb(-2) for before, after in pairwise(edges)]


def spelled(number, unit=""):
    return "" if number == "" else f"{number:f}{unit}"


def words(random, one, columns):
    """The tokens of a row by column; sign and unit stand in columns of their own where the form has them."""
    tokens = {"weight": spelled(one.weight), "points": spelled(one.stated)}
    if one.level:
        tokens |= {"nature": "定性", "target": "达成年度绩效目标", "actual": LEVELS[one.level]}
    elif "nature" in columns:
        tokens |= {"nature": f"'{one.sign}", "target": spelled(one.target), "unit": one.target_unit}
        tokens |= {"actual": "'" * bool(one.result_unit) + spelled(one.result, one.result_unit)}
    else:
        sign = random.choice(WORDS.get(one.sign, ("",))) if one.target != "" else ""
        tokens |= {"target": sign + spelled(one.target, one.target_unit)}
        tokens |= {"actual": spelled(one.result, one.result_unit)}
    return {concept: token for concept, token in tokens.items() if token and concept in columns}


def money(random, form):
    """Year-start budget, adjusted or received budget, and outturn of the total line."""
    base = amount(random, 7)
    share = Decimal(random.randint(1, 13_000)).scaleb(-4) if random.random() < 0.7 else ONCE
    given = {"initial": amount(random, 7), "adjusted": base, "received": base, "executed": half_up(base * share)}
    turn = random.random()
    if turn < 0.03:
        given |= {"adjusted": Decimal(0), "received": Decimal(0)}
    if 0.03 < turn < 0.06:
        del given["executed"]
    if 0.06 < turn < 0.09:
        del given["adjusted"], given["received"], given["initial"]
    return {what: figure for what, figure in given.items() if what in form.money}


def filled(form_id, seed):
    """A form filled in at random, the same for the same seed."""
    random, form = Random(f"{form_id} {seed}"), shape(form_id)  # noqa: S311  a draw that can be repeated, no secret
    used = sorted(random.sample(sorted(form.kinds), random.randint(2, min(10, len(form.kinds)))))
    shares = weights(random, len(used), random.choice((90, 90, 90, 80, 100)))
    rows = {line: row(random, form.kinds[line], weight, form) for line, weight in zip(used, shares, strict=True)}
    amounts = money(random, form)
    tokens = {form.money[what]: spelled(figure) for what, figure in amounts.items()}
    for line, one in rows.items():
        tokens |= {(line, form.columns[what]): token for what, token in words(random, one, form.columns).items()}
    told = {"执行数": amount(random, 6)} if "executed" not in form.money and random.random() < 0.8 else {}
    return Entries(form_id, written(form.sheet, tokens), rows, amounts, told)


def scored(sheets, told):
    """The first form of a workbook as the engine reads and scores it; ``told`` are figures from outside."""
    formats = ["General"]
    grids = (to_grid(f"表{at}", [row[1:] for row in sheet.rows], formats) for at, sheet in enumerate(sheets))
    workbook = Workbook(tuple(grids), tuple(formats))
    found = tuple(form for grid in workbook.sheets for form in pipeline._bind_sheet(grid, workbook).forms)
    return pipeline.score_forms(found, given=told)[0]
