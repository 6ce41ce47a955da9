"""The command line in a process of its own, under limits, with what it took."""

import os
import subprocess
import sys

from specimens import ROOT
from xlplugin.record import record

_CHILD = """
import sys, time
from xlplugin.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
peak = 0
try:
    with open("/proc/self/status") as status:  # getrusage would tell the peak of the parent
        peak = next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmHWM"))
except OSError:
    pass
print(f"@@ {code} {time.process_time():.3f} {peak} {int('socket' in sys.modules)}", file=sys.stderr)
"""
MEMORY, SECONDS = 1 << 30, 60


@record
class Outcome:
    """What became of a run: exit code, sentences, report, CPU seconds, peak MiB, whether a network was in reach."""

    code: int
    said: str
    report: str
    seconds: float
    peak: int
    sockets: bool


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def guarded(*arguments, file_size=None):
    """Run the command line; AssertionError where the process died instead of answering."""

    def limit():
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        preexec_fn=limit,
        timeout=2 * SECONDS,
        check=False,
    )
    said, found, told = done.stderr.rpartition("@@ ")
    assert found, f"the process died with {done.returncode}: {done.stderr[-500:]}"
    assert done.returncode == 0
    code, seconds, peak, sockets = told.split()
    return Outcome(int(code), said, done.stdout, float(seconds), int(peak), sockets == "1")
