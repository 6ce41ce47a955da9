"""G401: the stated grade is the one that the score earns on the scale."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.model.basis import Basis
from xlplugin.model.edition import Scale
from xlplugin.quantity import half_up, squeeze
from xlplugin.rules.figures import plain, same
from xlplugin.rules.scores import addends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["scale"]

_BASIS = Basis(
    "财政部预算司绩效评价等级标准（优90-100、良80-89、中60-79、差0-59）",
    url="http://www.dz-gczx.com/wap/articleDetails_id_1290.html",
)
_HUNDRED = Decimal(100)


def _scale(form: Form, settings: Settings) -> tuple[Scale, str | None]:
    """The scale in force and the severity: the edition's own binds, the general one asks."""
    if form.edition and form.edition.scale:
        return form.edition.scale, ERROR
    bounds = tuple((grade, Decimal(bound)) for grade, _, bound in map(_split, settings.words("bounds")))
    return Scale(bounds, _BASIS), None


def _split(bound: str) -> tuple[str, str, str]:
    return bound.partition(">=")


def _full(form: Form) -> Decimal:
    """The full mark of the form: the definition's, else the printed one, else 100."""
    if form.edition and form.edition.full is not None:
        return form.edition.full
    weight = form.total.weight if form.total else None
    return weight.value if weight and weight.value is not None else _HUNDRED


@rule(
    "G401",
    "grade.scale",
    title="等级与得分",
    severity=EXPLAIN,
    basis=_BASIS,
    messages={
        "zh": "自评等级为“{stated}”，自评得分为{得分}，按等级标准（{等级标准}）应为“{expected}”。"
        "请更正，或说明所用标准。",
        "en": "The stated grade is “{stated}” at a score of {得分}; on the scale ({等级标准}) it is “{expected}”. "
        "Correct it, or name the scale that was used.",
    },
    follows=("P201",),
    settings={"bounds": ("优>=90", "良>=80", "中>=60", "差>=0")},
)
def scale(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the stated grade with the grade of the stated total; only scores out of 100 are graded."""
    entry = form.identity.get("grade")
    points = form.total.points if form.total else None
    if entry is None or points is None or points.value is None or _full(form) != _HUNDRED:
        return
    in_force, severity = _scale(form, settings)
    word = squeeze(entry.raw)
    stated = next((name for name, _ in in_force.bounds if word.startswith(name)), None)
    expected = in_force.grade(half_up(points.value))
    if stated is None or stated == expected:
        return
    bounds = "、".join(f"{name}≥{plain(bound)}" for name, bound in in_force.bounds)
    values = {"得分": plain(points.value), "等级标准": bounds}
    rows = [reached for reading in addends(form) if not same(reached := sum(reading, Decimal(0)), points.value)]
    if rows and in_force.grade(half_up(rows[0])) == stated:
        values["各行得分之和"] = plain(rows[0])
    related = (Related(points.place, points.raw),)
    yield Fault(entry.place, stated, expected, values, related, severity, subject="grade")
