"""What is wrong with a settings file: every fault with its line, said at once."""

from __future__ import annotations

from xlplugin.usage import faulty_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from xlplugin.errors import UsageError

    Where = tuple[str, ...]

__all__ = ["Faults", "near"]


class Faults:
    """Collects faults by the table and key that they are about."""

    __slots__ = ("_found", "_source", "text")

    def __init__(self, source: str, text: str = "") -> None:
        """Collect the faults of the file ``source``, which holds ``text``."""
        self._source = source
        self._found: list[tuple[int | Where, str, str]] = []
        self.text = text

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._found)

    def add(self, where: int | Where, zh: str, en: str) -> None:
        """Note one fault, at a line (0 for the whole file) or at a table and key."""
        self._found.append((where, zh, en))

    def error(self) -> UsageError:
        """All of them as one sentence, in the order of the file."""
        lines = _lines(self.text)
        told = [(_line(lines, where), zh, en) for where, zh, en in self._found]
        return faulty_settings(self._source, sorted(told, key=lambda fault: fault[0]))


def _line(lines: dict[Where, int], where: int | Where) -> int:
    """The line of a key, else that of its table, else 0."""
    if isinstance(where, int):
        return where
    return next((lines[where[:size]] for size in range(len(where), 0, -1) if where[:size] in lines), 0)


def _lines(text: str) -> dict[Where, int]:
    """The line of each table and of each key in it; keys of inline tables stand where the inline table does."""
    import re  # noqa: PLC0415  only for a faulty file

    quoted = r"(\"[^\"]*\"|'[^']*'|[^\s=.\[\]\"']+)"
    key = re.compile(rf"\s*{quoted}\s*[.=]")
    name = re.compile(quoted)
    found: dict[Where, int] = {}
    table: Where = ()
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("["):
            header = line.strip().strip("[").partition("]")[0]
            table = tuple(part.strip("\"'") for part in name.findall(header))
            found.setdefault(table, number)
        elif entry := key.match(line):
            found.setdefault((*table, entry[1].strip("\"'")), number)
    return found


def near(word: str, known: Collection[str]) -> tuple[str, str]:
    """What may have been meant by an unknown word, in parentheses, in Chinese and in English."""
    from difflib import get_close_matches  # noqa: PLC0415  only for a faulty file

    close = [word] if word in known else get_close_matches(word, known, cutoff=0.5)
    if not close:
        return "", ""
    return f"（是不是 {'、'.join(close)}？）", f" (did you mean {' or '.join(close)}?)"
