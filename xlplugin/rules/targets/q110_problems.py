"""Q110: problems that a form admits show in its points."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import same
from xlplugin.rules.texts import bare, listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Passage, Settings

__all__ = ["problems"]


def _admitted(form: Form, settings: Settings) -> Passage | None:
    """The first passage that names a problem: neither blank nor 无, 未发现问题."""
    for passage in form.texts:
        if passage.concept != "problem" or passage.entry.state != "text":
            continue
        text = bare(passage.entry.raw)
        if len(text) >= settings.decimal("least") and not text.startswith(settings.words("none")):
            return passage
    return None


def _is_full(row: Indicator) -> bool:
    """Whether a row states its full points."""
    weight, points = (entry.value if entry else None for entry in (row.weight, row.points))
    return weight is not None and points is not None and same(points, weight)


def _per_problem(row: Indicator, settings: Settings) -> bool:
    """Whether a scoring sentence deducts for each problem found."""
    text = squeeze(row.criteria.raw) if row.criteria else ""
    return "扣" in text and any(word in text for word in settings.words("each"))


@rule(
    "Q110",
    "targets.problems",
    title="有问题而不扣分",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{_栏}”写着“{_问题}”，而按发现的问题扣分的项目（{_项目}）全部得满分。请说明这些问题为何不扣分，"
        "或相应扣分。",
        "en": "“{_栏}” names problems (“{_问题}”), yet what deducts per problem ({_项目}) has its full points "
        "throughout. Say why they cost nothing, or deduct.",
        "zh.all": "“{_栏}”写着“{_问题}”，而{行数}项指标全部得满分。请核对这些问题是否影响指标完成，"
        "影响的应说明并扣分。",
        "en.all": "“{_栏}” names problems (“{_问题}”), yet all {行数} indicators have their full points. Check "
        "whether the problems touch an indicator; where they do, say so and deduct.",
    },
    settings={
        "least": "6",
        "rows": "3",
        "none": listed("无 没有 暂无 未发现 未出现 不存在 尚无 不涉及 均已 已整改 已全部整改"),
        "each": listed(
            "每发现一项 每发现一个 每发现一处 每发现1 每出现一项 每出现一次 每存在一项 发现一项问题 每有一项"
        ),
    },
)
def problems(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the admitted problems with the points: of the rows that deduct per problem, else of all rows."""
    admitted = _admitted(form, settings) if form.texts else None
    if admitted is None:
        return
    entry = admitted.entry
    values = {"_栏": squeeze(admitted.label), "_问题": shown(entry.raw)}
    counted = [row for row in form.indicators if row.points is not None and _per_problem(row, settings)]
    if counted:
        if all(map(_is_full, counted)):
            values["_项目"] = "、".join(row.name for row in counted)
            related = tuple(Related(row.points.place, row.points.raw) for row in counted if row.points)
            yield Fault(entry.place, None, None, values, related, subject="problem")
        return
    rows = [row for row in form.indicators if not row.bonus and row.points is not None and not row.points.is_blank]
    if len(rows) >= settings.decimal("rows") and all(map(_is_full, rows)):
        values["行数"] = str(len(rows))
        yield Fault(entry.place, None, None, values, variant="all", severity=ADVICE, subject="problem")
