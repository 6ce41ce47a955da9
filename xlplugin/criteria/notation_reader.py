"""Notation read back into a rule."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import (
    OTHERWISE,
    Average,
    Band,
    Bonus,
    Cases,
    Fixed,
    Grade,
    Holds,
    Less,
    Manual,
    Measure,
    PerItem,
    Quarters,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.criteria.expression import Condition, Expression

__all__ = ["parse_notation"]

_SIGNS = ("<=", ">=", "<", ">", "=", "[", "(")


def parse_notation(text: str) -> Expression:
    """Read what ``notation`` wrote; ValueError with the place where it is none."""
    reader = _Reader(text)
    found = reader.expression()
    if reader.at != len(text):
        raise reader.fault()
    return found


class _Reader:
    """A cursor over one line."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fault(self) -> ValueError:
        """What to raise at this place."""
        return ValueError(f"not in notation at {self.at}: {self.text[self.at : self.at + 20]!r}")

    def has(self, literal: str) -> bool:
        """Pass over a literal if it stands here."""
        if not self.text.startswith(literal, self.at):
            return False
        self.at += len(literal)
        return True

    def take(self, literal: str) -> None:
        """Pass over a literal that must stand here."""
        if not self.has(literal):
            raise self.fault()

    def until(self, stops: str) -> str:
        """Everything up to one of some letters."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1
        return self.text[start : self.at]

    def quoted(self) -> str:
        """The words between 「 and 」."""
        self.take("「")
        words = self.until("」")
        self.take("」")
        return words

    def number(self) -> Decimal:
        """A plain number."""
        start = self.at
        while self.text[self.at : self.at + 1] in "-0123456789." and self.at < len(self.text):
            self.at += 1
        if start == self.at:
            raise self.fault()
        return Decimal(self.text[start : self.at])

    def worth(self) -> Decimal | None:
        """Points, or w."""
        return None if self.has("w") else self.number()

    def measure(self, unit: str = "%") -> Measure:
        """A name with its formula."""
        name = self.quoted()
        if not self.text.startswith("=「", self.at):
            return Measure(name, unit)
        self.take("=")
        top = self.quoted()
        minus = self.quoted() if self.has("-") else ""
        self.take("/")
        return Measure(name, unit, top, minus, self.quoted())

    def bound(self) -> tuple[Decimal, str]:
        """A number with its unit."""
        return self.number(), self.until(",:)];")

    def within(self) -> Within:
        """A measure and its bounds."""
        measure = self.measure()
        sign = next((sign for sign in _SIGNS if self.has(sign)), None)
        if sign is None:
            raise self.fault()
        value, unit = self.bound()
        measure = Measure(measure.name, unit, measure.top, measure.minus, measure.bottom)
        if sign in {"[", "("}:
            self.take(",")
            high, _ = self.bound()
            closed = self.has("]")
            if not closed:
                self.take(")")
            return Within(measure, value, sign == "[", high, closed)
        if sign == "=":
            return Within(measure, value, True, value, True)
        inside = sign.endswith("=")
        return Within(measure, value, inside) if sign[0] == ">" else Within(measure, None, False, value, inside)

    def condition(self) -> Condition:
        """Words, bounds or else."""
        if self.has("else"):
            return OTHERWISE
        end = self.text.find("」", self.at)
        if end > 0 and self.text.startswith("」:", end):
            return Holds(self.quoted())
        return self.within()

    def expression(self) -> Expression:
        """A node, and whether it is a bonus."""
        found = self.node()
        return Bonus(found) if self.has(" bonus") else found

    def node(self) -> Expression:
        """A node by its head; points stand alone."""
        end = self.text.find("(", self.at)
        head = self.text[self.at : end] if end > 0 else ""
        reader = _HEADS.get(head)
        if reader is None:
            return Fixed(self.worth())
        self.at = end + 1
        return reader(self, head)

    def ratio(self, head: str) -> Expression:
        """``ratio(m; least=1/3)*w``."""
        measure = self.measure()
        least = None
        if self.has("; least="):
            upper = self.number()
            self.take("/")
            least = (int(upper), int(self.number()))
        self.take(")*")
        return Ratio(self.worth(), measure, "rate" if head == "ratio" else head, least)

    def settings(self) -> dict[str, str]:
        """``name=value`` pairs up to the semicolon."""
        return dict(pair.split("=", 1) for pair in self.until(";").split(", "))

    def step(self, head: str) -> Expression:
        """``step(deduct=…, …; m)``, ``per_item(add=…, …; m)``."""
        given = self.settings()
        self.take("; ")
        per, unit = _Reader(given["per"] + ")").bound()
        measure = self.measure("%" if unit == "pp" else unit)
        self.take(")")
        most = Decimal(given["most"]) if "most" in given else None
        limit = given.get("cap", given.get("full", "w"))
        full = None if limit == "w" else Decimal(limit)
        if head == "per_item":
            return PerItem(
                "add" in given, Decimal(given.get("add", given.get("deduct", "0"))), per, measure, full, most
            )
        side = next((side for side in ("above", "below", "apart") if side in given), "past")
        mark, target = given.get(side, "target"), ""
        if mark.startswith("「"):
            mark, target = "target", mark.strip("「」")
        value = None if mark == "target" else _Reader(mark + ")").bound()[0]
        return Step(Decimal(given["deduct"]), per, measure, side, value, full, most, target)

    def quarters(self, _head: str) -> Expression:
        """``quarters(4, each=1)``."""
        count = int(self.number())
        self.take(", each=")
        each = self.number()
        self.take(")")
        return Quarters(count, each)

    def average(self, _head: str) -> Expression:
        """``average((「a」*2.5+「b」*1.5)/「n」)``."""
        self.take("(")
        parts: list[tuple[str, Decimal]] = []
        while not parts or self.has("+"):
            name = self.quoted()
            self.take("*")
            parts.append((name, self.number()))
        self.take(")/")
        total = self.quoted()
        self.take(")")
        return Average(tuple(parts), total)

    def parts(self, head: str) -> Expression:
        """``sum_of_parts([…], cap=2)``, ``less([…])``."""
        self.take("[")
        found = [self.expression()]
        while self.has(", "):
            found.append(self.expression())
        self.take("]")
        cap = self.number() if self.has(", cap=") else None
        self.take(")")
        return Sum(tuple(found), cap) if head == "sum_of_parts" else Less(tuple(found))

    def binary(self, _head: str) -> Expression:
        """``binary(2; 「…」)``."""
        points = self.worth()
        self.take("; ")
        when = OTHERWISE if self.has("else") else Holds(self.quoted())
        self.take(")")
        return Cases(((when, Fixed(points)),))

    def cases(self, _head: str) -> Expression:
        """``tiers(…: 2, …)``, ``cases(…: step(…), …)``."""
        arms: list[tuple[Condition, Expression]] = []
        while not arms or self.has(", "):
            when = self.condition()
            self.take(": ")
            arms.append((when, self.expression()))
        self.take(")")
        return Cases(tuple(arms))

    def veto(self, _head: str) -> Expression:
        """``veto(binary(…); 「…」; <优)``."""
        body = None if self.has("0;") else self.expression()
        if body is not None:
            self.take(";")
        self.take(" ")
        when = self.quoted()
        grade = self.until(")") if self.has("; <") else ""
        self.take(")")
        return Veto(body, when, grade)

    def band(self, _head: str) -> Expression:
        """``band(w; 「…」100-80 | …)``."""
        self.take("w; ")
        levels: list[tuple[str, Decimal, Decimal]] = []
        while not levels or self.has(" | "):
            name = self.quoted()
            high, _, low = self.until(" )").partition("-")
            levels.append((name, Decimal(low), Decimal(high)))
        self.take(")")
        return Band(tuple(levels))

    def grade(self, _head: str) -> Expression:
        """``grade(「…」>=90分: 「优」, …)``."""
        levels: list[tuple[Within, str]] = []
        while not levels or self.has(", "):
            when = self.within()
            self.take(": ")
            levels.append((when, self.quoted()))
        self.take(")")
        return Grade(tuple(levels))

    def manual(self, _head: str) -> Expression:
        """``manual(2)``."""
        points = self.worth()
        self.take(")")
        return Manual(points)


_HEADS = {
    **dict.fromkeys(("ratio", "decrease", "over"), _Reader.ratio),
    **dict.fromkeys(("step", "per_item"), _Reader.step),
    **dict.fromkeys(("sum_of_parts", "less"), _Reader.parts),
    **dict.fromkeys(("tiers", "cases"), _Reader.cases),
    "quarters": _Reader.quarters,
    "average": _Reader.average,
    "binary": _Reader.binary,
    "veto": _Reader.veto,
    "band": _Reader.band,
    "grade": _Reader.grade,
    "manual": _Reader.manual,
}
