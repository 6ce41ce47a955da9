"""Q111: one output answers one indicator."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import bare, figures, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["twice"]


def _sentences(actual: Traced, least: int) -> Iterator[str]:
    """The clauses of a result that tell an output: long enough, with a figure; the whole result even without one."""
    whole = bare(actual.raw)
    if len(whole) >= 2 * least:
        yield whole
    if len(whole) < least:
        return
    for clause in squeeze(actual.raw).replace("。", ",").replace(";", ",").split(","):
        plain = bare(clause)
        if len(plain) >= least and plain != whole and figures(clause):
            yield plain
    if len(whole) < 2 * least and figures(actual.raw):
        yield whole


@rule(
    "Q111",
    "targets.twice",
    title="同一成果用于两项指标",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "此处的完成情况“{_原文}”与“{_另一项}”一项的完成情况重复，同一成果算了两次。请各填各的完成情况。",
        "en": "“{_原文}” is also the result of “{_另一项}”: one output is counted twice. State what each indicator "
        "achieved.",
    },
    settings={"least": "9"},
)
def twice(form: Form, settings: Settings) -> Iterator[Fault]:
    """Advise on results that repeat a clause with a figure, or a whole sentence, of an earlier row."""
    least = int(str(settings.values["least"]))
    told: dict[str, tuple[Indicator, Traced]] = {}
    for row in form.indicators:
        actual = row.actual
        if actual is None or len(actual.raw) < least or actual.state != "text":
            continue
        sentences = list(_sentences(actual, least))
        known = next((sentence for sentence in sentences if sentence in told), None)
        for sentence in sentences:
            told.setdefault(sentence, (row, actual))
        if known is None or told[known][1].place == actual.place:
            continue
        earlier, result = told[known]
        values = {"_原文": shown(known), "_另一项": shown(earlier.called)}
        related = (Related(result.place, shown(result.raw)),)
        yield Fault(actual.place, None, None, values, related, subject=f"{of_row(form, row)}|{known}")
