"""What a house lays down for its checks: the file xlplugin.toml in the folder of a workbook or in one above it."""

from __future__ import annotations

import os

from xlplugin.model import Policy
from xlplugin.record import replace

__all__ = ["FILE", "found", "policy_for"]

FILE = "xlplugin.toml"
"""The name of the settings file."""


def policy_for(path: str, profile: str | None = None, preview: bool = False) -> Policy:
    """The policy that holds for a workbook: that of the nearest settings file; a ``profile`` given here wins.

    UsageError with every fault of that file at once.
    """
    source = found(path)
    if source is None:
        return Policy(profile, preview=preview)
    from xlplugin.settings.file import laid_down  # noqa: PLC0415  loads tomllib, needed only where a file was found

    policy = laid_down(source)
    return replace(policy, profile=profile or policy.profile, preview=preview)


def found(path: str) -> str | None:
    """The settings file that holds for a workbook: the nearest on the way up to the root of the file system.

    Looked for anew each time, a few microseconds, so that programs that run for days see new settings.
    """
    folder = os.path.dirname(os.path.abspath(path))
    while True:
        candidate = os.path.join(folder, FILE)
        if os.path.isfile(candidate):
            return candidate
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
