"""G405: a form that asks for a grade and states a total states the grade."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import plain, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["missing"]


@rule(
    "G405",
    "grade.missing",
    title="等级未填",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "自评得分{得分}分已填，自评等级没有填写（或没有勾选、勾选了几个）。请按得分填写一个等级。",
        "en": "The score of {得分} is stated but no grade (or not exactly one is ticked). State the grade it earns.",
    },
)
def missing(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame a blank grade beside a stated total; where the edition requires the grade, R704 says so already."""
    entry = form.identity.get("grade")
    points = form.total.points if form.total else None
    score = value_of(points)
    if entry is None or not entry.is_blank or points is None or score is None:
        return
    if form.edition and "grade" in form.edition.requires:
        return
    related = (Related(points.place, points.raw.strip()),)
    yield Fault(entry.place, None, None, {"得分": plain(score)}, related, subject="grade")
