"""Where the engine meets its content: a workbook in, a ``FileRun`` out."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from xlplugin import engine, forms, scoring
from xlplugin import rules as catalogue
from xlplugin.engine import explanations, unchecked
from xlplugin.model import STANDARD, FileRun, Outcome, Reading, SheetRun
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from xlplugin.grid import Grid, Workbook
    from xlplugin.model import (
        Basis,
        Edition,
        Explanation,
        Finding,
        Form,
        Heading,
        NotChecked,
        Policy,
        Recomputed,
        Rule,
        Template,
    )
    from xlplugin.place import Place

__all__ = ["blank_form", "check_submissions", "check_workbook", "editions", "rule_page", "rules", "score_forms"]


@record
class _Bound:
    """What was found on one sheet."""

    sheets: tuple[SheetRun, ...]
    forms: tuple[Form, ...]
    layout: engine.Layout
    regions: tuple[engine.Region, ...]
    unread: str | None = None
    explanations: tuple[Explanation, ...] = ()
    strays: tuple[Place, ...] = ()


@cache
def _vocabulary() -> engine.Vocabulary:
    return engine.Vocabulary.from_lookups(forms.vocabulary())


@cache
def _headings() -> tuple[Heading, ...]:
    return forms.headings()


@cache
def _edition(form_id: str) -> Edition:
    return forms.edition(form_id)


@cache
def _template(form_id: str) -> Template | None:
    return forms.template(form_id)


@cache
def rules() -> tuple[Rule, ...]:
    """The catalogue in the order of its codes."""
    return catalogue.discover()


def editions() -> tuple[Edition, ...]:
    """All known forms."""
    return tuple(_edition(heading.id) for heading in _headings())


def rule_page(code: str) -> str:
    """The page of one rule as Markdown; UsageError for an unknown code."""
    with open(catalogue.case_file(code), encoding="utf-8") as file:
        return file.read()


def blank_form(form_id: str) -> str:
    """A blank form as sheet text; UsageError for an unknown id."""
    return forms.blank_text(form_id)


def check_workbook(
    workbook: Workbook,
    file: str,
    digest: str,
    lang: str = "zh",
    policy: Policy = STANDARD,
    recomputed: Sequence[Recomputed] = (),
) -> FileRun:
    """Find the forms of a workbook, bind them, score them, and check them, alone: as a submission of one workbook.

    The ``policy`` may name the scoring profile for all forms; without it each edition has its own. ``recomputed`` are
    formulas of the workbook that do not give what it holds.
    """
    bound = [_bind_sheet(grid, workbook) for grid in workbook.sheets]
    found = _compared(engine.joined(form for sheet in bound for form in sheet.forms), bound)
    found = engine.with_recomputed(score_forms(found, policy.profile, lang=lang), recomputed)
    findings, crashed = engine.check(found, rules(), lang, policy)
    sheets = tuple(run for sheet in bound for run in sheet.sheets)
    unchecked_parts = (*_unchecked(workbook, found, bound, lang), *_unscored(found, findings, lang), *crashed)
    reasons = tuple(reason for sheet in bound for reason in sheet.explanations)
    file_run = FileRun(
        file, digest, sheets, found, not_checked=unchecked_parts, explanations=reasons, disabled=policy.disabled
    )
    return _with(file_run, findings)


def _with(file: FileRun, findings: Iterable[Finding]) -> FileRun:
    """The result of a workbook with these findings, in the order of its sheets and cells, explained or not."""
    order = {sheet.sheet: position for position, sheet in enumerate(file.sheets)}
    told = sorted(findings, key=lambda finding: _position(finding, order))
    return replace(file, findings=engine.explained(told, file.explanations))


def check_submissions(
    files: Sequence[FileRun], policy_of: Callable[[str], Policy], lang: str = "zh"
) -> tuple[FileRun, ...]:
    """The results of many workbooks, those of one unit also checked against each other.

    ``policy_of`` gives the policy of a file; a submission has that of its first workbook.
    """
    across = [rule for rule in rules() if rule.scope == "submission"]
    codes = {rule.code for rule in across}
    told = list(files)
    for members in engine.grouped([(file.file, file.forms) for file in files]):
        if len(members) == 1:
            continue
        forms = [replace(form, file=files[at].file) for at in members for form in files[at].forms]
        findings, crashed = engine.check(forms, across, lang, policy_of(files[members[0]].file))
        for at in members:
            own = [finding for finding in told[at].findings if finding.code not in codes]
            here = [replace(finding, file="") for finding in findings if finding.file == files[at].file]
            told[at] = _with(told[at], (*own, *here))
        first = members[0]
        told[first] = replace(told[first], not_checked=(*told[first].not_checked, *crashed))
    return tuple(told)


def _compared(found: tuple[Form, ...], bound: list[_Bound]) -> tuple[Form, ...]:
    """The forms of a workbook, continuations joined, each with its differences from the blank."""
    origins: dict[Place, tuple[engine.Layout, engine.Region]] = {
        form.place: (sheet.layout, region)
        for sheet in bound
        for form, region in zip(sheet.forms, sheet.regions, strict=True)
    }
    return tuple(_with_differences(form, *origins[form.place]) for form in found)


def _with_differences(form: Form, layout: engine.Layout, region: engine.Region) -> Form:
    told = engine.differences(layout, region, form, _template(region.form) if region.form else None)
    return replace(form, differences=told) if told else form


def score_forms(
    found: tuple[Form, ...],
    profile: str | None = None,
    given: Mapping[str, Decimal] | None = None,
    lang: str = "zh",
) -> tuple[Form, ...]:
    """The forms of one workbook with their scores; ``given`` are figures from outside by name (from a report)."""
    return tuple(_scored(form, found, profile, given or {}, lang) for form in found)


def _scored(form: Form, found: tuple[Form, ...], name: str | None, given: Mapping[str, Decimal], lang: str) -> Form:
    profile = scoring.profile_for(form.edition.id if form.edition else None, name)

    def judge(kind: str, case: scoring.Case) -> Outcome | None:
        return _outcome(profile.policy(kind), case, lang)

    def grades(score: Decimal) -> tuple[tuple[str, Basis, bool], ...]:
        return tuple((grade, grading.scale.basis, grading.confirmed) for grade, grading in profile.grades(score))

    policy = profile.policy("execution")
    terms = engine.Execution(policy.weight, policy.base) if policy else engine.Execution()
    return engine.scored(form, found, _vocabulary(), judge, grades, terms, given, lang)


def _outcome(policy: scoring.Policy | None, case: scoring.Case, lang: str) -> Outcome | None:
    """What a profile's policy gives for the figures of a row."""
    if policy is None:
        return None
    points = policy.points(case)
    words = points.words_en if lang == "en" else points.words_zh
    low = high = points.value
    if low is None or high is None:
        low = points.low if points.low is not None else Decimal(0)
        high = points.high if points.high is not None else case.weight
    return Outcome(
        points.value,
        low,
        high,
        policy.method,
        words,
        tuple([_step(step, lang) for step in points.steps]),
        tuple([_reading(reading, lang) for reading in points.other_readings]),
        why="" if points.value is not None else words,
        over=points.over,
        unsure=points.unsure,
        confirmed=policy.confirmed,
        basis=policy.basis,
        high_in=points.high_in,
    )


def _step(step: scoring.Step, lang: str) -> str:
    said = f"{step.en}: " if lang == "en" else f"{step.zh}："
    return f"{said}{step.written}={scoring.plain(step.value)}"


def _reading(reading: scoring.Reading, lang: str) -> Reading:
    method = scoring.named(reading.method)
    return Reading(method.name, method.en if lang == "en" else method.zh, reading.value)


def _position(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    place = finding.place
    return order.get(place.sheet, 0), place.row, place.column, finding.code


def _bind_sheet(grid: Grid, workbook: Workbook) -> _Bound:
    layout = engine.Layout.of(grid, workbook)
    vocabulary = _vocabulary()
    regions = engine.regions(layout, vocabulary, _headings())
    bound = [
        engine.bind(layout, vocabulary, region, _edition(region.form) if region.form else None) for region in regions
    ]
    if bound and sum(len(region.rows) for region in regions) < len(layout.rows):
        others = engine.left_over(layout, vocabulary, regions)
        bound[-1] = replace(bound[-1], unread=(*bound[-1].unread, *others))
    sheets = tuple(SheetRun(grid.name, region.form, region.near_misses) for region in regions)
    if sheets or grid.visibility == "veryHidden":  # only programs hide so deep: the settings of the buttons
        return _Bound(sheets, tuple(bound), layout, regions)
    if explanations.is_own(grid):
        return _Bound((), (), layout, (), explanations=explanations.read(grid), strays=explanations.strays(grid))
    unread = engine.unread_title(layout, vocabulary, _headings())
    return _Bound((SheetRun(grid.name, None),), (), layout, (), unread)


def _unscored(found: tuple[Form, ...], findings: Iterable[Finding], lang: str) -> Iterator[NotChecked]:
    """The rows whose points nobody could judge, and of which no finding tells."""
    told = {finding.place for finding in findings}
    for form in found:
        yield from unchecked.unscored_rows(form, told, lang)


def _unchecked(workbook: Workbook, found: tuple[Form, ...], bound: list[_Bound], lang: str) -> Iterator[NotChecked]:
    """What of a workbook could not be judged."""
    near = {sheet.sheet: sheet.near_misses for one in bound for sheet in one.sheets}
    blind = {grid.name for grid in workbook.sheets if grid.formulas is None}
    if not found:
        yield unchecked.no_form(lang)
    for one in bound:
        yield from (unchecked.stray_reason(place, lang) for place in one.strays)
        if one.unread:
            yield unchecked.unread_form(one.layout.grid.name, one.unread, lang)
    empty = [form for form in found if not (form.indicators or form.budget or form.total)]
    for form in empty:
        yield unchecked.nothing_read(form, lang, blocking=form.edition is None or len(empty) == len(found))
    for form in found:
        yield from unchecked.unread_rows(form, lang)
        if form.edition is None:
            yield unchecked.unknown_edition(form, near[form.sheet], rules(), lang)
        yield from unchecked.uncached_formulas(form, lang)
        if form.sheet in blind:
            yield unchecked.unseen_formulas(form.sheet, lang)
    yield from unchecked.other_sheets(workbook.other_sheets, lang)
