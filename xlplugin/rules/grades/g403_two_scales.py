"""G403: a score that two printed scales grade differently."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import EXPLAIN, PRINTED, Basis, Fault, Related, Scale, rule
from xlplugin.quantity import half_up, squeeze
from xlplugin.rules.figures import plain, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["two_scales"]


def _scale(bounds: tuple[str, ...], document: str) -> Scale:
    pairs = (bound.partition(">=") for bound in bounds)
    return Scale(tuple((grade, Decimal(least)) for grade, _, least in pairs), Basis(document))


def _shown(scale: Scale) -> str:
    return "、".join(f"{grade}≥{plain(least)}" for grade, least in scale.bounds)


@rule(
    "G403",
    "grade.two-scales",
    title="两个等级标准",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "得分{得分}：按{_甲}（{甲标准}）是“{甲等级}”，按{_乙}（{乙标准}）是“{乙等级}”，本表填的是“{stated}”。"
        "请写明采用哪个标准。",
        "en": "A score of {得分} is “{甲等级}” by {_甲} ({甲标准}) and “{乙等级}” by {_乙} ({乙标准}); "
        "the form says “{stated}”. Say which scale was used.",
    },
    needs=("first", "second", "first_document", "second_document"),
    follows=("P201", "P206"),
)
def two_scales(form: Form, settings: Settings) -> Iterator[Fault]:
    """Grade the stated total by both scales of the edition; silent where they agree or no grade is stated."""
    entry = form.identity.get("grade")
    points = form.total.points if form.total else None
    score = value_of(points)
    if entry is None or entry.is_blank or points is None or score is None:
        return
    documents = (settings.words("first_document")[0], settings.words("second_document")[0])
    first, second = (
        _scale(settings.words(key), document) for key, document in zip(("first", "second"), documents, strict=True)
    )
    grades = first.grade(half_up(score)), second.grade(half_up(score))
    if grades[0] == grades[1]:
        return
    values = {
        "得分": plain(score),
        "_甲": documents[0],
        "甲标准": _shown(first),
        "甲等级": grades[0],
        "_乙": documents[1],
        "乙标准": _shown(second),
        "乙等级": grades[1],
    }
    related = (Related(points.place, points.raw.strip()),)
    yield Fault(entry.place, squeeze(entry.raw), None, values, related, subject="grade")
