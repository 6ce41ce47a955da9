"""What is filled into each blank form, and what its formulas must then show."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Case:
    """Cells to fill in, cells with the figures they must show, cells that must stay blank."""

    filled: dict[str, Decimal | str]
    expected: dict[str, Decimal]
    blank: frozenset[str] = frozenset()


def half_up(figure):
    return figure.quantize(CENT, ROUND_HALF_UP)


def scores(column, rows):
    return {f"{column}{row}": Decimal("0.35") * (row % 7) for row in rows}


def scorecard(rows):
    filled = scores("F", rows)
    return Case(filled, {f"F{rows.stop}": sum(filled.values())})


def carried(top, sources, struct):
    """A budget block with carried-over amounts, and its block turned by funds."""
    filled, expected = {}, {}

    def line(plan, spent, left, rate, figures):
        expected[left] = figures[0] - figures[1]
        if figures[0]:
            expected[rate] = half_up(expected[left] / figures[0] * 100)
        expected[plan], expected[spent] = figures

    amounts = {sources[0]: (Decimal("181.87"), Decimal("180.1")), sources[1]: (Decimal("0.03"), Decimal("0.02"))}
    for row, figures in {top: tuple(map(sum, zip(*amounts.values(), strict=True))), **amounts}.items():
        line(f"C{row}", f"D{row}", f"E{row}", f"F{row}", figures)
    filled |= {
        f"{column}{row}": figure for row, pair in amounts.items() for column, figure in zip("CD", pair, strict=True)
    }
    funds = {"D": (Decimal("181.87"), Decimal("180.1")), "E": (Decimal(0), Decimal(0)), "F": (Decimal(8), Decimal(7))}
    for column, figures in {"C": tuple(map(sum, zip(*funds.values(), strict=True))), **funds}.items():
        line(f"{column}{struct}", f"{column}{struct + 1}", f"{column}{struct + 2}", f"{column}{struct + 3}", figures)
    filled |= {f"{column}{struct + step}": pair[step] for column, pair in funds.items() for step in (0, 1)}
    return Case(filled, expected, frozenset((f"E{struct + 3}", f"G{struct + 2}", f"G{struct + 3}")))


def assessment():
    sections = {
        6: (7, 12),
        14: (15, 15),
        16: (17, 23),
        24: (25, 27),
        28: (29, 39),
        40: (41, 45),
        46: (47, 51),
        52: (53, 54),
    }
    filled = scores("D", [row for first, last in sections.values() for row in range(first, last + 1)])
    expected = {
        f"D{top}": sum(filled[f"D{row}"] for row in range(first, last + 1)) for top, (first, last) in sections.items()
    }
    expected["D13"] = sum(expected[f"D{row}"] for row in (14, 16, 24, 28, 40))
    expected["D5"] = sum(expected[f"D{row}"] for row in (6, 13, 46, 52))
    return Case(filled, expected, frozenset(("G5", "G13", "G46")))


def sums(cells, **totals):
    """Plain sums: ``cells`` as written, each total with the cells it adds up."""
    filled = {cell: Decimal(figure) for cell, figure in cells.items()}
    return Case(filled, {total: sum(filled[part] for part in parts.split()) for total, parts in totals.items()})


def bazhou():
    """Every sign of 指标性质 with what it earns; 98% against 100 with the unit % earns nothing by itself."""
    rows = (
        ("≥", 95, "%", 90, 10, "9.47"),
        ("＝", 4, "部", 3, 10, "7.5"),
        ("=", 100, "%", "0.98", 5, None),
        ("≤", 60, "万元", 66, 10, "9.09"),
        ("≤", 100, "万元", 80, 10, "10"),
        ("≥", 50, "次", 70, "22.5", "22.5"),
        ("定性", "优良中低差", "其他", "优", "2.5", None),
        ("≥", 0, "次", 3, 5, None),
        ("≧", "0.1", "%", "0.01", 5, "0.5"),
        ("≥", 90, "分", -5, 5, "0"),
        ("≦", 10, "次", 0, 5, "5"),
    )
    filled = {
        "D9": "100", "D10": "0.2", "E9": "110.5", "E10": "0", "E11": "0.3", "G9": "99.5", "G10": "0", "G11": "0.1",
    }  # fmt: skip
    expected = {
        "D8": "100.2", "E8": "110.8", "G8": "99.6", "H8": "89.89", "H9": "90.05", "H11": "33.33", "J8": "8.99",
    }  # fmt: skip
    for row, (*entries, points) in enumerate(rows, 14):
        filled |= {f"{column}{row}": entry for column, entry in zip("EFGHI", entries, strict=True)}
        if points is not None:
            expected[f"J{row}"] = points
    expected |= {"I25": "100", "J25": "73.05"}
    blank = frozenset(("H10", "H12", *(f"J{row}" for row, entry in enumerate(rows, 14) if entry[-1] is None)))
    return Case(filled, {cell: Decimal(figure) for cell, figure in expected.items()}, blank)


def selfeval(parts, rate, points, base, spent, rows):
    """A project form: ``parts`` add up above them, execution is ``spent`` of ``base``, ``rows`` hold the points."""
    first, last = parts
    top = first - 1
    figures = {base: ("310.2", "20.4"), spent: ("300.1", "0.15")}
    filled = {
        f"{column}{row}": Decimal(figure)
        for column, pair in figures.items()
        for row, figure in zip((first, last), pair, strict=True)
    }
    expected = {f"{column}{top}": sum(map(Decimal, pair)) for column, pair in figures.items()}
    share = expected[f"{spent}{top}"] / expected[f"{base}{top}"]
    expected |= {rate: half_up(share * 100), points: half_up(share * 10)}
    earned = scores(*rows)
    return filled | earned, expected, expected[points] + sum(earned.values())


def lincang_project():
    filled, expected, total = selfeval((8, 10), "G7", "H7", "E", "F", ("H", range(14, 41, 3)))
    return Case(filled, {**expected, "H41": total, "B4": total}, frozenset(("D7",)))


def national(last):
    filled, expected, total = selfeval((7, 9), "H6", "I6", "E", "F", ("H", range(13, last + 1, 3)))
    weights = {f"G{row}": Decimal(90) / 3 for row in (13, 14, last)}
    totals = {f"H{last + 1}": total, f"G{last + 1}": Decimal(100)}
    return Case(filled | weights, {**expected, **totals}, frozenset(("D6",)))


def lincang_department():
    cells = {"E6": "1859.48", "E8": "600.2", "E9": "60", "G6": "2028.45", "G9": "1182.68", "H6": "2028.45", "H8": "900"}
    filled = {cell: Decimal(figure) for cell, figure in cells.items()} | scores("J", range(11, 39))
    total = sum(figure for cell, figure in filled.items() if cell.startswith("J"))
    expected = {"E7": "660.2", "E5": "2519.68", "G7": "1182.68", "G5": "3211.13", "H7": "900", "H5": "2928.45"}
    rates = {"I5": "91.2", "I6": "100", "I7": "76.1"}
    known = {cell: Decimal(figure) for cell, figure in (expected | rates).items()}
    return Case(filled, {**known, "J39": total, "F3": total}, frozenset(("F5", "F7")))


CASES = {
    "sichuan/yanjiang/department-scorecard/2022": scorecard(range(5, 33)),
    "sichuan/yanjiang/department-targets/2022": carried(5, (6, 7), 9),
    "sichuan/yanjiang/project-scorecard/2022": scorecard(range(6, 26)),
    "sichuan/yanjiang/project-targets/2022": carried(8, (9, 10), 12),
    "sichuan/yanjiang/work-assessment/2022": assessment(),
    "sichuan/quxian/department-targets/2024": sums({"E6": "2289.41", "H6": "0.3"}, B6="E6 H6"),
    "sichuan/quxian/project-targets/2024": sums({"E13": "665.97", "E14": "0.02"}, E12="E13 E14"),
    "sichuan/bazhou/project-selfeval/2023": bazhou(),
    "yunnan/lincang/department-selfeval/2022": lincang_department(),
    "yunnan/lincang/project-selfeval/2022": lincang_project(),
    "yunnan/lincang/project-funds/2022": sums(
        {"D5": "35", "D7": "219.47", "E5": "35", "F9": "0.1", "G6": "1", "H8": "2", "I5": "3", "J5": "4"},
        D10="D5 D7", E10="E5", F10="F9", G10="G6", H10="H8", I10="I5", J10="J5",
    ),
    "national/project-selfeval/2020": national(39),
    "national/project-selfeval-cost/2021": national(45),
}  # fmt: skip

WITHOUT_FORMULAS = ("yunnan/lincang/department-targets/2022",)
"""Forms with nothing to compute."""

PRINTED_NUMBERS = {
    "sichuan/yanjiang/work-assessment/2022": "B",
    "sichuan/bazhou/project-selfeval/2023": "I",
    "yunnan/lincang/department-selfeval/2022": "D",
    "national/project-selfeval/2020": "G",
    "national/project-selfeval-cost/2021": "G",
}
"""The column in which a form prints full marks for everybody."""
