"""J105: one output is claimed by one project."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, Fault, rule
from xlplugin.rules.facts import SENTENCE, Fact, counts, facts
from xlplugin.rules.figures import plain
from xlplugin.rules.likeness import alike, letters
from xlplugin.rules.projects import projects, related, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings
    from xlplugin.rules.projects import Project

    Claim = tuple[Form, Fact]

__all__ = ["same_output"]

_LEAST = 10
"""Smaller figures are alike by chance."""
_TELLING = 3
"""A figure of that many digits other than final zeros is hardly alike by chance."""
_WORDS = 4
"""What is counted is named in at least so many letters."""
_SAME = 0.8
_LISTED = 4


def _claims(project: Project) -> list[Claim]:
    """What a project says it did: the figures of its results, and of targets whose result states none."""
    found = []
    for form in project.forms:
        results = facts(form, "actual")
        answered = {fact.row.place for fact in results}
        planned = [
            fact
            for row in form.indicators
            if row.target and row.actual and not row.actual.is_blank and row.place not in answered
            for fact in counts(row, row.target)
        ]
        found += [(form, fact) for fact in (*results, *planned) if _weighs(fact)]
    return found


def _weighs(fact: Fact) -> bool:
    return len(fact.about) >= _WORDS and not fact.limit and (fact.value >= _LEAST or fact.unit[0] in "万亿")


def _digits(fact: Fact) -> int:
    return len(plain(fact.value).replace(".", "").strip("0"))


def _telling(shared: Sequence[tuple[Claim, Claim]]) -> bool:
    """Whether what two projects share is more than chance: a figure of many digits or in words, or several."""
    return len(shared) > 1 or any(
        _digits(fact) >= _TELLING or len(letters(fact.entry.raw)) >= SENTENCE for (_, fact), _ in shared
    )


def _shared(every: Sequence[Sequence[Claim]]) -> dict[tuple[int, int], list[tuple[Claim, Claim]]]:
    """What two projects both claim, by their positions: each claim of the later one with that of the earlier one."""
    by_figure: dict[tuple[str, str], list[tuple[int, Claim]]] = {}
    found: dict[tuple[int, int], list[tuple[Claim, Claim]]] = {}
    for later, claims in enumerate(every):
        for claim in claims:
            known = by_figure.setdefault((plain(claim[1].value), claim[1].unit), [])
            twins = {first: other for first, other in reversed(known) if first < later and _alike(other[1], claim[1])}
            for first, other in twins.items():
                found.setdefault((first, later), []).append((claim, other))
            known.append((later, claim))
    return found


def _positions(item: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return item[0]


def _alike(one: Fact, other: Fact) -> bool:
    return one.about == other.about or alike(one.about, other.about) >= _SAME


def _fault(project: Project, other: Project, shared: list[tuple[Claim, Claim]]) -> Fault:
    form, fact = shared[0][0]
    texts = [f"“{one.told}”" for (_, one), _ in shared]
    values = {
        "_本项目": project.name,
        "_另项目": other.name,
        "_另表": seen(form, shared[0][1][0]),
        "相同项数": str(len(shared)),
        "_各项": "、".join(texts[:_LISTED]) + ("等" if len(texts) > _LISTED else ""),
    }
    here = [related(form, where, one.entry) for (where, one), _ in shared[1:]]
    there = [related(form, where, one.entry) for _, (where, one) in shared]
    subject = f"{project.name}|{other.name}"
    stated = fact.entry.raw.strip()
    return Fault(fact.entry.place, stated, None, values, (*here, *there), subject=subject, file=form.file)


@rule(
    "J105",
    "submission.same-output",
    title="同一成果只计一次",
    severity=ADVICE,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "“{_本项目}”与“{_另项目}”（{_另表}）有{相同项数}项成果的数量和内容相同：{_各项}。"
        "若是同一成果，只应计入一个项目；若分属两个项目，请分别写明各自完成的数量。",
        "en": "“{_本项目}” and “{_另项目}” ({_另表}) report {相同项数} output(s) with the same figure: {_各项}. "
        "One output belongs to one project; if each did its own share, state the shares.",
    },
)
def same_output(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare what the projects of a unit say they did, two by two; the later one is blamed, once."""
    every = projects(forms)
    if len(every) < 2:  # noqa: PLR2004  nothing to be claimed twice
        return
    for (first, later), shared in sorted(_shared([_claims(project) for project in every]).items(), key=_positions):
        if _telling(shared):
            yield _fault(every[later], every[first], shared)
