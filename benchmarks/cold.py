"""Whole processes: what the command line costs against a Python that does nothing."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measure import Ratio, process, ratio

__all__ = ["ratios", "sentences"]

_LOADED = "from xlplugin import engine, forms; items = forms.edition('sichuan/yanjiang/work-assessment/2022').items; "
_COMPILED = "from xlplugin.criteria import understand; [understand(i.criteria, i.weight, i.name) for i in items]"


def ratios(name: str, path: str, folder: str, runs: int) -> Iterator[Ratio]:
    """A check, and a check with a marked copy into ``folder``."""
    bare, check = process(["-c", "pass"]), ["-m", "xlplugin", "check", path]
    yield ratio(f"xlplugin check, {name}", process(check), "python -c pass", bare, 10, runs, waited=True)
    annotated = [*check, "--annotate", "--out-dir", folder]
    yield ratio(f"xlplugin check --annotate, {name}", process(annotated), "python -c pass", bare, 12, runs, waited=True)


def sentences(runs: int) -> Ratio:
    """What compiling the scoring sentences of a form that nobody compiled before adds to a process: at most 10 ms."""
    whole, without = process(["-c", _LOADED + _COMPILED]), process(["-c", _LOADED])
    return ratio("40 sentences compiled, process", whole, "the same without", without, 1.3, runs, waited=True)
