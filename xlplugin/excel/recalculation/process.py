"""A child process that may fail: limited in time and memory, and ended with all that it has started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EngineError", "run"]

_ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
"""Where the package stands; the child must not look for it in the folder that it is started in."""


_MOST = 16 << 20
"""Bytes that a child may answer; a million characters and 20,000 numbers take under 7 MB."""


class EngineError(Exception):
    """An engine that crashed, ran out of memory or time, or answered what is no answer."""


def run(arguments: Sequence[str], megabytes: int, seconds: int, given: object = None) -> bytes:
    """Run a child (see ``child``) and give its output; EngineError where it fails, however."""
    command = [sys.executable, "-P", "-m", "xlplugin.excel.recalculation.child", str(megabytes), str(seconds)]
    paths = os.pathsep.join([_ROOT, *filter(os.path.isabs, os.environ.get("PYTHONPATH", "").split(os.pathsep))])
    try:
        with (
            TemporaryFile() as told,  # no pipe: what a child writes takes no memory here, and its own limit holds
            subprocess.Popen(  # noqa: S603 - our own program
                [*command, *arguments],
                stdin=subprocess.PIPE,
                stdout=told,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
                start_new_session=True,
            ) as process,
        ):
            try:
                process.communicate(json.dumps(given).encode(), timeout=seconds)
            finally:
                _end(process)
            told.seek(0)
            answer = told.read(_MOST + 1)
    except (subprocess.TimeoutExpired, OSError) as fault:
        raise EngineError(type(fault).__name__) from fault
    if process.returncode or len(answer) > _MOST:
        raise EngineError(str(process.returncode))
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a child that still runs, with all that it has started."""
    if process.poll() is not None:
        return
    if sys.platform != "win32":
        from signal import SIGKILL  # noqa: PLC0415 - not on Windows

        with suppress(ProcessLookupError):
            os.killpg(process.pid, SIGKILL)
    process.kill()
