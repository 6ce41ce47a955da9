"""Which workbooks belong together: all that one unit hands in for one year."""

from __future__ import annotations

from itertools import combinations

from xlplugin.quantity import squeeze
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from xlplugin.model import Form

__all__ = ["grouped"]

_ORDINALS = frozenset("0123456789一二三四五六七八九十东南西北中上下甲乙丙丁")
"""Units that differ only in one of these are two units: 第一中学 and 第二中学."""

_CODE = "0123456789[]()【】-—_"
"""What codes in front of names are made of."""

_SHORTEST = 6
"""Shorter names that differ by one character are as likely two units."""

_FEW = 3
"""A folder with more units than this collects submissions: a name like another there is no slip."""

_SHARED = 9
"""A code stated under more names than this is a placeholder."""

_ENOUGH = 3
"""A submission with the department's form and two of its projects is one."""


@record
class _Book:
    """What a workbook says about whose it is; ``names`` (of its unit), ``departments`` and ``codes`` as keys."""

    folder: str
    names: frozenset[str]
    departments: frozenset[str]
    codes: frozenset[str]
    years: frozenset[str]
    whole: bool
    projects: bool


@record(frozen=False)
class _Unit:
    """The workbooks known to be of one unit."""

    members: list[int] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def take(self, at: int, book: _Book) -> None:
        self.members.append(at)
        self.names |= book.names
        self.codes |= book.codes


def grouped(books: Sequence[tuple[str, tuple[Form, ...]]]) -> tuple[tuple[int, ...], ...]:
    """Positions of the workbooks that belong together, each position once, in the order of the first of each group.

    ``books`` are files with their forms. Together are workbooks of one unit and year: of the same name, of the same
    code with a name that agrees, with a slip in the name, of units under a department whose own form lies in the same
    folder, or stray in the folder of the only submission there.
    """
    read = [_book(file, forms) for file, forms in books]
    units = _named(read)
    alone = [at for at, book in enumerate(read) if not book.names]
    folders: dict[str, list[_Unit]] = {}
    for unit in units:
        for folder in {read[at].folder for at in unit.members}:
            folders.setdefault(folder, []).append(unit)
    for folder, inside in folders.items():
        for unit, main in _subordinate(read, folder, inside):
            _give(read, unit, main)
        lost = [at for at in alone if read[at].folder == folder and read[at].projects]
        _joined(read, folder, inside, lost)
    known = {at for unit in units for at in unit.members}
    groups = [part for unit in units if unit.members for part in _submissions(read, sorted(unit.members))]
    groups += [[at] for at in range(len(read)) if at not in known]
    return tuple(sorted(map(tuple, groups)))


def _book(file: str, forms: Iterable[Form]) -> _Book:
    folder = file.replace("\\", "/").rpartition("/")[0]
    forms = tuple(forms)
    return _Book(
        folder,
        _names(forms),
        frozenset(name.lstrip(_CODE) for name in _stated(forms, "department")),
        frozenset(_stated(forms, "code")),
        frozenset(form.year for form in forms if form.year),
        any(form.is_whole for form in forms),
        bool(_stated(forms, "project")),
    )


def _stated(forms: Iterable[Form], what: str) -> list[str]:
    entries = (form.identity.get(what) for form in forms)
    keys = [squeeze(entry.raw) for entry in entries if entry is not None and not entry.is_blank]
    return [key for key in keys if key]


def _names(forms: Sequence[Form]) -> frozenset[str]:
    """What a workbook calls its unit: the usual name and those that agree with it; others are other units.

    A form that names no unit is its department's own. A code in front (301001-水务局) is no part of a name.
    """
    stated = _stated(forms, "unit") or _stated(forms, "department")
    names = [name.lstrip(_CODE) or name for name in stated]
    usual = max(names, key=names.count, default="")
    return frozenset(name for name in names if _agree(name, usual))


def _named(books: Sequence[_Book]) -> list[_Unit]:
    """Workbooks put together by equal names, then by equal codes under names that agree."""
    by_name: dict[str, _Unit] = {}
    for at, book in enumerate(books):
        found = _distinct(by_name[name] for name in sorted(book.names) if name in by_name)
        if not book.names:
            continue
        unit = _merged(found, by_name) if found else _Unit()
        unit.take(at, book)
        by_name.update(dict.fromkeys(book.names, unit))
    for name, other in _of_one_code(_distinct(by_name.values())):
        if by_name[name] is not by_name[other]:
            _merged([by_name[name], by_name[other]], by_name)
    return _distinct(by_name.values())


def _of_one_code(units: Iterable[_Unit]) -> list[tuple[str, str]]:
    """Pairs of names that agree and stand under one code; a code that many units state is none of theirs."""
    by_code: dict[str, list[_Unit]] = {}
    for unit in units:
        for code in unit.codes:
            by_code.setdefault(code, []).append(unit)
    pairs = [pair for same in by_code.values() if len(same) <= _SHARED for pair in combinations(same, 2)]
    return [(min(one.names), min(two.names)) for one, two in pairs if _any_agree(one.names, two.names)]


def _any_agree(names: Iterable[str], others: Collection[str]) -> bool:
    return any(_agree(name, other) for name in names for other in others)


def _distinct(units: Iterable[_Unit]) -> list[_Unit]:
    return list({id(unit): unit for unit in units}.values())


def _merged(units: Sequence[_Unit], by_name: dict[str, _Unit]) -> _Unit:
    """One unit out of several, under all their names."""
    first, *others = units
    for other in others:
        first.members += other.members
        first.names |= other.names
        first.codes |= other.codes
        by_name.update(dict.fromkeys(other.names, first))
    return first


def _agree(name: str, other: str) -> bool:
    """Whether two names under one code are one unit: one within the other, or one character apart."""
    return name in other or other in name or _differ(name, other) is not None


def _differ(name: str, other: str) -> tuple[str, str] | None:
    """The two characters where names of equal length differ; None unless it is exactly one."""
    if len(name) != len(other):
        return None
    pairs = [(one, two) for one, two in zip(name, other, strict=True) if one != two]
    return pairs[0] if len(pairs) == 1 else None


def _slip(name: str, other: str) -> bool:
    """Whether one name is the other with one character mistyped, by the names alone."""
    found = _differ(name, other)
    return found is not None and len(name) >= _SHORTEST and not _ORDINALS & set(found)


def _subordinate(books: Sequence[_Book], folder: str, inside: Sequence[_Unit]) -> list[tuple[_Unit, _Unit]]:
    """The units without a form of the department whose workbooks all name one that has it there, with that one."""
    mains = {name: unit for unit in inside if _has_form(books, unit, folder) for name in unit.names}
    found = []
    for unit in inside:
        if not unit.members or any(books[at].whole or books[at].folder != folder for at in unit.members):
            continue
        named = [{id(mains[name]) for name in books[at].departments if name in mains} for at in unit.members]
        if all(len(one) == 1 for one in named) and len(set.union(*named)) == 1:
            main = next(main for main in mains.values() if id(main) in named[0])
            found.append((unit, main))
    return found


def _has_form(books: Sequence[_Book], unit: _Unit, folder: str) -> bool:
    return any(books[at].whole and books[at].folder == folder for at in unit.members)


def _joined(books: Sequence[_Book], folder: str, inside: list[_Unit], nameless: list[int]) -> None:
    """Give the workbooks in a folder that name another unit, or none, to the only submission there.

    A slip joins the unit it resembles; a stray one joins where one unit alone has the department's form and at least
    two projects, and has at least twice as many workbooks as all that stray there.
    """
    main = [unit for unit in inside if _has_form(books, unit, folder)]
    own = [at for at in main[0].members if books[at].folder == folder] if len(main) == 1 else []
    strays = [unit for unit in inside if unit.members and unit not in main and not unit.codes]
    strays = [unit for unit in strays if all(books[at].folder == folder for at in unit.members)]
    lost = [at for unit in strays for at in unit.members] + nameless
    projects = [at for at in own if books[at].projects]
    if own and len(own) >= _ENOUGH and len(projects) >= _ENOUGH - 1 and 2 * len(lost) <= len(own):
        for unit in strays:
            _give(books, unit, main[0])
        for at in nameless:
            main[0].take(at, books[at])
    elif len(inside) <= _FEW:
        for unit in strays:
            like = [other for other in inside if len(other.members) > 1 and _one_slip(unit, other)]
            if len(unit.members) == 1 and len(like) == 1:
                _give(books, unit, like[0])


def _one_slip(unit: _Unit, other: _Unit) -> bool:
    return unit is not other and any(_slip(name, known) for name in unit.names for known in other.names)


def _give(books: Sequence[_Book], unit: _Unit, other: _Unit) -> None:
    for at in unit.members:
        other.take(at, books[at])
    unit.members.clear()


def _submissions(books: Sequence[_Book], members: list[int]) -> Iterator[list[int]]:
    """The submissions of one unit: one per year, and one per folder where several hold the department's form.

    A single workbook of another year stays with the others: its year may be the fault.
    """
    years = _parts(members, lambda at: max(books[at].years, default=""))

    def has_form(part: list[int]) -> bool:
        return any(books[at].whole for at in part)

    for one in _told_apart(members, {year: own for year, own in years.items() if year and (own[1:] or has_form(own))}):
        folders = _parts(one, lambda at: books[at].folder)
        yield from _told_apart(one, {folder: own for folder, own in folders.items() if has_form(own)})


def _parts(members: Iterable[int], key: Callable[[int], str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at in members:
        found.setdefault(key(at), []).append(at)
    return found


def _told_apart(members: list[int], parts: Mapping[str, list[int]]) -> list[list[int]]:
    """The parts, what is in none of them with the largest; all in one where there are not several parts."""
    if len(parts) < 2:  # noqa: PLR2004  nothing to be told apart
        return [members]
    largest = max(parts, key=lambda key: (len(parts[key]), key))
    rest = set(members).difference(*parts.values())
    return [sorted((*part, *rest)) if key == largest else part for key, part in parts.items()]
