"""Many workbooks: which ones a command means, and each of them read, checked and marked on its own.

Whatever goes wrong with one workbook is said in its own result and does not touch the others.
"""

from __future__ import annotations

import os

from xlplugin.errors import UnreadableError, XlpluginError
from xlplugin.model import STANDARD, FileRun, NotChecked
from xlplugin.record import replace
from xlplugin.reports.order import ordered
from xlplugin.usage import existing_file, no_workbook, overwritten_file, unmakeable_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from xlplugin.grid import Workbook
    from xlplugin.model import Policy

__all__ = ["SUFFIXES", "check_file", "copies", "identity", "internal_fault", "mark", "workbooks"]

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et")
"""What is looked for in a folder."""

_MANY = 10_000
"""New objects after which they are searched for garbage: a check leaves none, and has more than the usual 700."""

_WHOLE = {"zh": "整个文件", "en": "whole file"}
_COPY = {"zh": "标注副本", "en": "marked copy"}
_FORM = {"zh": "表", "en": "form"}


def workbooks(paths: Sequence[str]) -> Iterator[str]:
    """Every workbook once: files as given, folders searched without lock files and marked copies.

    A folder that cannot be opened is yielded itself, so that ``check_file`` reports it.
    UsageError where a folder holds no workbook.
    """
    seen: set[str] = set()
    for path in paths:
        for name in _search(path) if os.path.isdir(path) else (path,):
            key = os.path.realpath(name)
            if key not in seen:
                seen.add(key)
                yield name


def _search(folder: str) -> list[str]:
    closed: list[str] = []
    found = [
        os.path.join(place, name)
        for place, _, names in os.walk(folder, onerror=lambda fault: closed.append(str(fault.filename)))
        for name in names
        if name.lower().endswith(SUFFIXES) and not name.startswith(("~$", ".~")) and ".checked." not in name.lower()
    ]
    if not found and not closed:
        raise no_workbook(folder, " ".join(SUFFIXES))
    return sorted(found + closed)


def identity(path: str) -> tuple[int, int] | str:
    """What a path stands for, through links and spellings: the file itself where there is one."""
    try:
        status = os.stat(path)
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return status.st_dev, status.st_ino


def copies(paths: Sequence[str], folder: str | None, reserved: Sequence[str] = ()) -> dict[str, str]:
    """Where the marked copy of each workbook goes: beside it, or into ``folder``, which is created.

    UsageError where a copy would replace an input, a ``reserved`` file or the copy of another input.
    """
    from xlplugin.excel.delivery import copy_name  # noqa: PLC0415 - only with --annotate

    homes = _homes(paths, folder) if folder else {}
    taken = set(map(identity, (*paths, *reserved)))
    targets: dict[str, str] = {}
    for path in paths:
        target = copy_name(path, homes.get(path))
        if identity(target) in taken:
            raise overwritten_file(target)
        taken.add(identity(target))
        targets[path] = target
    for home in sorted(set(homes.values())):
        try:
            os.makedirs(home, exist_ok=True)
        except OSError as fault:
            raise unmakeable_folder(home, fault) from fault
    return targets


def _homes(paths: Sequence[str], folder: str) -> dict[str, str]:
    """The folder of each copy: ``folder``; where copies of one name would meet there, their own folders below it."""
    from xlplugin.excel.delivery import copy_name  # noqa: PLC0415 - only with --annotate

    namesakes: dict[str, list[str]] = {}
    for path in paths:
        namesakes.setdefault(os.path.normcase(copy_name(path, folder)), []).append(path)
    homes = dict.fromkeys(paths, folder)
    places = {path: os.path.dirname(os.path.abspath(path)) for path in paths}
    try:
        root = os.path.commonpath(list(places.values()))
    except ValueError:  # on two drives
        return homes
    for same in namesakes.values():
        if len(same) > 1:
            homes.update(
                (path, os.path.normpath(os.path.join(folder, os.path.relpath(places[path], root)))) for path in same
            )
    return homes


def check_file(path: str, lang: str = "zh", policy: Policy = STANDARD, *, strict: bool = False) -> FileRun:
    """Read and check one workbook, alone; never raises.

    What could not be done is a blocking ``NotChecked`` of the result; ``strict`` adds forms that no definition knows.
    """
    import gc  # noqa: PLC0415 - not needed by commands that read no workbook
    from hashlib import sha256  # noqa: PLC0415 - the same

    from xlplugin.excel.read import read_workbook  # noqa: PLC0415 - the same
    from xlplugin.pipeline import check_workbook  # noqa: PLC0415 - the same

    try:
        data = _load(path)
        workbook, digest = read_workbook(data, path), sha256(data).hexdigest()
        if policy.recalc:
            file = _recalculated(data, workbook, FileRun(path, digest), lang, policy)
        else:
            file = check_workbook(workbook, path, digest, lang, policy)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one workbook must not take the others with it
        return _failed(FileRun(path, ""), _WHOLE[lang], error, lang)
    finally:
        if not gc.isenabled():  # see __main__; what the first workbook has loaded stays
            gc.freeze()
            gc.set_threshold(_MANY)
            gc.enable()
    return _strictly(file, lang) if strict else file


def mark(file: FileRun, target: str, lang: str = "zh", taken: Collection[object] = ()) -> tuple[FileRun, str]:
    """Write the marked copy of a checked workbook, and give the result and where the copy went; never raises.

    That is ``target``; where somebody has worked in the copy that stands there, it stays, and the new one is numbered,
    passing over what is ``taken`` (see ``identity``). A workbook that could not be checked gets none. Where writing
    fails, the result says so, blocking.
    """
    if not file.digest:
        return file, target
    try:
        return file, _deliver(_marked(_same(file), file, lang), file.file, target, taken)
    except Exception as error:  # noqa: BLE001 - see check_file
        return _failed(file, _COPY[lang], error, lang), target


def _recalculated(data: bytes, workbook: Workbook, file: FileRun, lang: str, policy: Policy) -> FileRun:
    """Check a workbook with its formulas computed anew: results that it lacks are filled in, wrong ones are told."""
    from xlplugin.excel.recalculation import filled, recomputed  # noqa: PLC0415 - only with --recalc
    from xlplugin.pipeline import check_workbook  # noqa: PLC0415 - see check_file

    anew = recomputed(data, workbook, lang)
    workbook = filled(workbook, anew.missing)
    checked = check_workbook(workbook, file.file, file.digest, lang, policy, anew.differences)
    occupied = {None, *(sheet.sheet for sheet in checked.sheets if sheet.form or sheet.near_misses)}
    occupied |= {form.sheet for form in checked.forms}
    notes = (note for note in anew.not_checked if note.sheet in occupied)
    return replace(checked, not_checked=(*checked.not_checked, *notes))


def _same(file: FileRun) -> bytes:
    """The bytes that were checked; UnreadableError where the file has changed since."""
    from hashlib import sha256  # noqa: PLC0415 - see check_file

    data = _load(file.file)
    if sha256(data).hexdigest() != file.digest:
        zh, en = "审核期间文件被改动，请保存后重新审核。", "The file changed while it was checked; check it again."
        raise UnreadableError(zh, en)
    return data


def _failed(file: FileRun, what: str, error: Exception, lang: str) -> FileRun:
    said = error if isinstance(error, XlpluginError) else internal_fault(error)
    return _blocked(file, None, what, said.said(lang))


def _load(path: str) -> bytes:
    from xlplugin.excel.read import load  # noqa: PLC0415 - not needed by commands that read no workbook

    if os.path.isdir(path):
        zh, en = "文件夹打不开，请检查权限。", "The folder cannot be opened; check its permissions."
        raise UnreadableError(zh, en)
    return load(path)


def _blocked(file: FileRun, sheet: str | None, what: str, why: str) -> FileRun:
    return replace(file, not_checked=(*file.not_checked, NotChecked(sheet, what, why)))


def _strictly(file: FileRun, lang: str) -> FileRun:
    for form in file.forms:
        if form.edition is None:
            zh, en = f"没有“{form.title}”的版本定义（--strict）", f"no definition knows “{form.title}” (--strict)"
            file = _blocked(file, form.sheet, _FORM[lang], en if lang == "en" else zh)
    occupied = {form.sheet for form in file.forms}
    for sheet in file.sheets:
        if sheet.form is None and sheet.near_misses and sheet.sheet not in occupied:
            near = "、".join(sheet.near_misses)
            zh, en = f"只是与 {near} 相近，没有认定（--strict）", f"only resembles {near} (--strict)"
            file = _blocked(file, sheet.sheet, _FORM[lang], en if lang == "en" else zh)
    return file


def _marked(data: bytes, file: FileRun, lang: str) -> bytes:
    from xlplugin.excel.annotate import annotate  # noqa: PLC0415 - loads the writer, needed only for marking
    from xlplugin.reports.receipt_note import notes  # noqa: PLC0415 - the same

    # The copy numbers its findings as they come: in the order of the reports, so that no. 3 is no. 3 everywhere.
    numbered = replace(file, findings=ordered(file))
    return annotate(data, numbered, lang, notes(file, lang))


def _deliver(data: bytes, source: str, target: str, taken: Collection[object]) -> str:
    """Write a marked copy under the first name that is free or bears a copy that nobody has touched; the name."""
    from xlplugin.excel.delivery import numbered, write_new, write_whole  # noqa: PLC0415 - only for marking

    for name in numbered(target, "."):
        if name != target and identity(name) in taken:
            continue
        if not os.path.lexists(name) and write_new(name, data, source):
            return name
        if os.path.isdir(name) or _is_ours(name):
            write_whole(name, data, source)
            return name
    raise existing_file(target)


def _is_ours(path: str) -> bool:
    from xlplugin.excel.own_copy import untouched  # noqa: PLC0415 - only where there is a former copy

    try:
        return untouched(_load(path))
    except UnreadableError:
        return False


def internal_fault(error: Exception) -> XlpluginError:
    """A fault of this program worded for a report to us: the kind of error and the line it came from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    what = f"{type(error).__name__}，{line}，{error}"
    return XlpluginError(
        f"程序内部错误，不是表格的问题（{what}）；请把这一行报告给维护者。",
        f"An internal error, not a fault of the form ({what}); please report this line.",
    )
