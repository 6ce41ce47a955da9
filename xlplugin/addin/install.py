"""The add-in comes to Excel, goes again, and says how it is: per user, no administrator rights, nothing half done.

Every installation keeps its own record in the settings sheet of the installed add-in: which Python, which versions,
and which files and folders were made for it, so that ``remove`` takes away these and nothing else.
"""

from __future__ import annotations

import ntpath
import os
import re
import sys

from xlplugin.addin import install_words as words
from xlplugin.addin.conf import XLWINGS
from xlplugin.addin.install_conf import bake, baked
from xlplugin.addin.install_files import delete, read, write
from xlplugin.addin.install_platform import NAME, Places, Platform, folders, here
from xlplugin.addin.preferences import where as preferences
from xlplugin.errors import UsageError
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.addin.install_platform import Interpreter
    from xlplugin.addin.install_words import Said

__all__ = ["Report", "install", "remove", "shipped", "status"]

_PLAIN = re.compile(r"[A-Za-z0-9/._+-]+")
"""A path that the script of xlwings, which does not quote it, hands to the shell of macOS unharmed."""

_LAUNCHER = "#!/bin/sh\n# xlplugin\n"
_OWN = _PYTHON, _OWNED = "XLPLUGIN_PYTHON", "XLPLUGIN_OWNED"
"""Settings of the installation itself, beside the interpreter: the Python meant, and what was made for it."""

_VERSION, _NEEDED = "XLPLUGIN", "XLWINGS"
"""Settings that the add-in is built with: the versions that it belongs to."""


@record
class Report:
    """What happened or how things are; ``ok`` where the button is as it should be."""

    said: tuple[Said, ...]
    ok: bool

    def lines(self, lang: str) -> list[str]:
        """The sentences in ``zh`` or ``en``."""
        return [said[lang == "en"] for said in self.said]


def shipped() -> bytes:
    """The add-in of this package; UsageError where it has not been built."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), NAME)
    data = read(path)
    if data is None:
        raise words.unbuilt(path)
    return data


def install(where: Platform | None = None, addin: bytes | None = None, interpreter: str | None = None) -> Report:
    """Put the add-in where Excel starts it, with this Python in it; an older one of ours is replaced.

    Without arguments: this machine, the add-in of the package, the running Python. UsageError, and nothing changed,
    where there is no Excel, the Python would not do, a file of somebody else is in the way, or Excel is running.
    """
    where, python = where or here(), interpreter or sys.executable
    if not (os.path.isabs(python) or ntpath.isabs(python)):
        raise words.relative(python)
    places, blank = where.places(XLWINGS), shipped() if addin is None else addin
    versions = where.asked(python)
    faults = _faults(where, python, versions)
    if faults or not versions:
        raise UsageError(*map("\n".join, zip(*faults, strict=True)))
    old = _installed(places)
    before = _owned(where, old)
    files = _companions(places, python, versions)
    for path, data in files.items():
        if path not in before and read(path) not in (None, data):
            raise words.foreign(path)
    within = folders((*files, places.addin))
    missing = {path for path in (*files, places.addin, *within) if not os.path.lexists(path)}
    stale = before - {*files, *within, places.addin}
    conf = {
        f"INTERPRETER_{'WIN' if where.windows else 'MAC'}": places.launcher if _wrapped(places, python) else python,
        _PYTHON: python,
        _OWNED: "|".join(sorted((before - stale) | missing)),
    }
    made = [folder for folder in within if folder in missing]
    write(files | {places.addin: bake(blank, conf)}, made, places.launcher)
    delete(stale)
    return status(where, blank)


def remove(where: Platform | None = None) -> Report:
    """Take away what ``install`` and the button 设置 made, and only that; UsageError where a file cannot be removed."""
    where = where or here()
    places = where.places(XLWINGS)
    chosen = preferences(where.home)
    owned = _owned(where, _installed(places)) | {places.launcher, chosen, os.path.dirname(chosen)}
    return Report(tuple(words.removed(delete(owned))), ok=True)


def status(where: Platform | None = None, addin: bytes | None = None) -> Report:
    """What is installed, which Python, which versions, whether they match, and what to do where they do not."""
    from hashlib import sha256  # noqa: PLC0415 - only here

    where = where or here()
    places = where.places(XLWINGS)
    conf = _installed(places)
    if conf is None:
        return Report((words.absent(places.addin),), ok=False)
    blank = shipped() if addin is None else addin
    python = conf.get(_PYTHON) or "python"  # what the VBA starts where an add-in was copied by hand
    versions = where.asked(python)
    faults = _faults(where, python, versions)
    own = {key: value for key, value in conf.items() if key.startswith("INTERPRETER_") or key in _OWN}
    if versions and versions.xlplugin and versions.xlplugin != conf.get(_VERSION):
        faults.append(words.other_version(versions.xlplugin, conf.get(_VERSION, "-")))
    elif bake(blank, own) != read(places.addin):
        faults.append(words.altered(places.addin))
    if versions and not faults:
        companions = _companions(places, python, versions).items()
        faults += [words.missing_file(path) for path, data in companions if read(path) != data]
    stated = conf.get(_VERSION, "-"), conf.get(_NEEDED, "-")
    told = words.facts(places.addin, python, versions, stated, sha256(blank).hexdigest())
    return Report((*told, *(faults or [words.ready()])), ok=not faults)


def _installed(places: Places) -> dict[str, str] | None:
    """The settings of the installed add-in, None where there is none; UsageError for a file of somebody else."""
    data = read(places.addin)
    if data is None:
        return None
    conf = baked(data)
    if conf is None:
        raise words.foreign(places.addin)
    return conf


def _owned(where: Platform, conf: Mapping[str, str] | None) -> set[str]:
    """What an earlier installation made, as far as it is a place of ours: a forged record deletes nothing else."""
    if conf is None:
        return set()
    places = where.places(conf.get(_NEEDED, XLWINGS))
    ours = {*places.files, *folders(places.files)}
    return ours.intersection(conf.get(_OWNED, "").split("|")) | {places.addin}


def _wrapped(places: Places, python: str) -> bool:
    """Whether the Python is started by way of the launcher, whose path is plain."""
    return bool(places.launcher) and not _PLAIN.fullmatch(python)


def _companions(places: Places, python: str, versions: Interpreter) -> dict[str, bytes]:
    """The files beside the add-in on macOS: the script of xlwings, and a launcher for a path that is not plain."""
    if not places.script:
        return {}
    source = os.path.join(versions.folder, os.path.basename(places.script))
    files = {places.script: read(source) or b""}
    if not files[places.script]:
        raise UsageError(*words.missing_file(source))
    if _wrapped(places, python):
        quoted = python.replace("'", "'\\''")
        files[places.launcher] = f"{_LAUNCHER}exec '{quoted}' \"$@\"\n".encode()
    return files


def _faults(where: Platform, python: str, versions: Interpreter | None) -> list[Said]:
    """Why the button could not start this Python, or would start one that does not fit."""
    if versions is None:
        return [words.no_python(python)]
    faults = []
    if where.windows:
        if "windowsapps" in versions.base.lower():
            faults.append(words.store_python(versions.base))
        if "%" in python:
            faults.append(words.percent(python))
    elif not _PLAIN.fullmatch(python) and not _PLAIN.fullmatch(where.home):
        faults.append(words.unplain_home(where.home))
    if not versions.xlplugin:
        faults.append(words.no_xlplugin(python))
    if versions.xlwings != XLWINGS:
        faults.append(words.other_xlwings(python, versions.xlwings, XLWINGS))
    elif where.windows and not faults:
        name, beside = f"xlwings64-{XLWINGS}.dll", ntpath.dirname(python)
        folders = beside, ntpath.dirname(beside)
        if not any(os.path.isfile(f"{folder}{os.sep}{name}") for folder in folders):
            faults.append(words.no_library(name, "、".join(folders)))
    return faults
