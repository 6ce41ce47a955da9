"""A package of parts (ECMA-376, part 2) taken apart and put together again: same parts, same bytes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["packed", "replaced", "unpacked"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file knows."""

_UNIX = 3


def unpacked(package: bytes) -> dict[str, bytes]:
    """The parts by name, in the order of the package."""
    from io import BytesIO  # noqa: PLC0415  only a build needs it
    from zipfile import ZipFile  # noqa: PLC0415  the same

    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """One file of these parts, stored: what deflate makes of them depends on the zlib of the machine."""
    from io import BytesIO  # noqa: PLC0415  only a build needs it
    from zipfile import ZipFile, ZipInfo  # noqa: PLC0415  the same

    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX  # else it tells on which system it was made
            archive.writestr(entry, content)
    return buffer.getvalue()


def replaced(content: bytes, old: str, new: str) -> bytes:
    """A part with its one ``old`` changed to ``new``; ValueError where the template has none or several."""
    text = content.decode()
    if text.count(old) != 1:
        message = f"expected once, found {text.count(old)} times: {old}"
        raise ValueError(message)
    return text.replace(old, new).encode()
