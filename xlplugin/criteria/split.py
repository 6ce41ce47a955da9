"""A printed criterion as clauses: numbering, sentences, brackets, and the commas that do not end a thought."""

from __future__ import annotations

from xlplugin.criteria.lexicon import MARKS
from xlplugin.criteria.tokens import Token, tokenize
from xlplugin.quantity import squeeze

__all__ = ["Piece", "as_printed", "pieces"]

_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_INCLUDED = ("(含本数)", "(含)", "(包含)", "(含等于)")
_EXCLUDED = ("(不含本数)", "(不含)")
_NEAR = 14
_LIMITING = frozenset(("most", "full", "floor"))
_SCORING = ("不得分", "得分", "扣分", "计分", "扣减", "扣完", "加分", "酌情", "满分")
_OUTCOMES = frozenset(("points", "full", "zero", "floor", "manual", "score", "part"))
_LAST = frozenset("分").union(word[-1] for word, kind in MARKS.items() if kind in _OUTCOMES)
_PLAIN = _LAST | frozenset("=*×/推级次≅")
"""A sentence with none of these letters is prose: the definition of a term, an introduction."""


class Piece:
    """One clause: its text, its tokens, the number of its lettered part (0 before any) and of its sentence."""

    __slots__ = ("letter", "sentence", "text", "tokens")

    def __init__(self, text: str, letter: int, sentence: int) -> None:
        """Read the tokens of a clause."""
        self.text = text
        self.letter = letter
        self.sentence = sentence
        self.tokens = tokenize(text)

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds stands in it."""
        return any(token.kind in kinds for token in self.tokens)

    def limits(self) -> list[tuple[Token, Token]]:
        """The words that limit points, each with its points: 最高2分, 最多扣2分, 扣完5分为止."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return [(a, b) for a, b in pairs if a.kind in _LIMITING and b.kind == "points" and b.start <= a.end + 2]

    def given(self) -> list[Token]:
        """The points that are given or taken, without those of a limit."""
        limited = [points for _, points in self.limits()]
        return [token for token in self.tokens if token.kind == "points" and token not in limited]

    def first(self, *kinds: str) -> Token | None:
        """The first token of one of these kinds."""
        return next((token for token in self.tokens if token.kind in kinds), None)


def pieces(text: str) -> list[Piece]:
    """Split a criterion into clauses; commas hold a condition and its points together."""
    found: list[Piece] = []
    letter = 0
    for number, sentence in enumerate(_sentences(_unwrapped(_marked(squeeze(text))))):
        body = sentence
        if body[:1] in _NUMBERS and body:
            letter, body = letter + 1, body[1:].lstrip("、.")
        if _PLAIN.isdisjoint(body):
            continue
        found += [Piece(clause, letter, number) for clause in _clauses(body) if clause]
    return found


def as_printed(text: str) -> str:
    """A clause with its brackets as the form has them."""
    return text.replace("〔", "(").replace("〕", ")").replace("§", "(含)").replace("¶", "(不含)")


def _marked(text: str) -> str:
    """含 and 不含 in brackets become one sign each, (1) becomes ①, a leading 12. goes."""
    for words, sign in ((_EXCLUDED, "¶"), (_INCLUDED, "§")):
        for word in words:
            text = text.replace(word, sign)
    for opening, sign in (("(含", "§"), ("(不含", "¶")):
        text = _with_bound(text, opening, sign)
    text = text.replace("乘以", "*").replace("除以", "/")
    for at, numeral in enumerate(_NUMBERS, 1):
        text = text.replace(f"({at})", numeral)
    bare = text.lstrip("0123456789")
    return bare[1:] if bare != text and bare[:1] in {".", "、"} and not bare[1:2].isdigit() else text


def _with_bound(text: str, opening: str, sign: str) -> str:
    """(含90%) repeats the bound that it includes: 90%-95%(含90%) is 90%(含)-95%."""
    at = text.find(opening)
    while at >= 0:
        end = text.find(")", at)
        if end < 0:
            break
        inner = text[at + len(opening) : end]
        if inner[:1].isdigit() and inner.rstrip("%分天日").replace(".", "", 1).isdigit():
            named = text.rfind(inner, max(0, at - _NEAR), at)
            stand = named + len(inner) if named >= 0 else at
            text = text[:stand] + sign + text[stand:at] + text[end + 1 :]
        at = text.find(opening, at + 1)
    return text


def _unwrapped(text: str) -> str:
    """Open the brackets that score and keep the others: as 〔〕, which nothing below splits."""
    while ")" in text:
        end = text.index(")")
        start = text.rfind("(", 0, end)
        inner = text[start + 1 : end]
        before, after = text[: max(start, 0)], text[end + 1 :]
        if start < 0:
            text = text[:end] + after
        elif _bare_points(inner):
            text = _with_points(before, inner.removeprefix("满分"), after)
        elif any(word in inner for word in _SCORING) or _holds_points(inner):
            text = f"{before};{inner};{after}"
        else:
            text = f"{before}〔{inner}〕{after}"
    return text.replace("(", "")


def _holds_points(inner: str) -> bool:
    return "分" in inner and any(token.kind == "points" for token in tokenize(inner))


def _bare_points(inner: str) -> bool:
    """Whether a bracket holds points and nothing else: (1分), (满分10分)."""
    figure = inner.removeprefix("满分").removesuffix("分")
    return figure != inner.removeprefix("满分") and figure.replace(".", "", 1).isdigit()


def _with_points(before: str, points: str, after: str) -> str:
    """Points in brackets close their condition, or name the 标准分值 of a product."""
    if after.startswith(":"):
        return before + after
    if before.endswith(("*", "×", "分值", "标准分")):
        return f"{before}{points}{after}"
    stem = before.rstrip(";。,")
    stem = stem if stem.endswith("得") else stem + "得"
    return f"{stem}{points};{after.lstrip(';。,')}"


def _sentences(text: str) -> list[str]:
    """Split at 。 and ; and before a lettered part, outside of brackets."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "〔[") - (letter in "〕]")
        if depth > 0:
            continue
        stop = letter in "。;!" or (letter == "." and not text[at + 1 : at + 2].isdigit())
        if stop or (letter in _NUMBERS and at > start):
            found.append(text[start:at])
            start = at + 1 if stop else at
        elif letter == "、" and _ends_in_points(text[start:at]):
            found.append(text[start:at])
            start = at + 1
    return [*found, text[start:]]


def _ends_in_points(part: str) -> bool:
    """有A得1分、有B得1分 are two thoughts; 分别0.1分、0.2分 and 程度*5分、程度*5分 are one."""
    return part.endswith("分") and part[-2:-1].isdigit() and "*" not in part and "分别" not in part


def _clauses(sentence: str) -> list[str]:
    """Join the parts between commas until one of them gives, takes or limits points."""
    found: list[str] = []
    held = ""
    for part in _parts(sentence):
        joined = f"{held},{part}" if held else part
        scores = "=" in part or "≅" in part or _decides(part)
        if scores and not _only_asks(part):
            found.append(joined)
            held = ""
        else:
            held = joined
    return [*found, held]


def _decides(part: str) -> bool:
    """Whether points are given, taken or limited; a part without any last letter of such a word is not read."""
    return not _LAST.isdisjoint(part) and any(token.kind in _OUTCOMES for token in tokenize(part))


def _only_asks(part: str) -> bool:
    """A comparison with = is still a condition: 预算控制率=0."""
    tail = part.rpartition("=")[2]
    return (
        "=" in part and "≅" not in part and tail.rstrip("%§时的").replace(".", "", 1).isdigit() and "得分" not in part
    )


def _parts(sentence: str) -> list[str]:
    """Split at commas and colons outside of brackets."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(sentence):
        depth += (letter in "〔[") - (letter in "〕]")
        if depth <= 0 and letter in ",:":
            found.append(sentence[start:at])
            start = at + 1
    return [part for part in (*found, sentence[start:]) if part]
