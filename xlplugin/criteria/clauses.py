"""One clause and what it says: gives points, takes points, limits them, defines a rate, or leaves it to a person."""

from __future__ import annotations

from xlplugin.criteria.conditions import condition, phrase, within
from xlplugin.criteria.expression import OTHERWISE, Holds, Measure, Quarters, Within
from xlplugin.criteria.formulas import definition, named_share, scored
from xlplugin.criteria.steps import read_step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from xlplugin.criteria.expression import Average, Condition, Ratio
    from xlplugin.criteria.split import Piece
    from xlplugin.criteria.steps import Stepwise
    from xlplugin.criteria.tokens import Token

__all__ = ["Clause", "read_clause"]

_SHARE_ENDS = ("比例", "率", "程度", "占比", "比重", "百分比", "度")
_SCORE_SUBJECTS = ("实际得分", "该项得分", "本项得分", "得分", "自评得分", "实际", "")
_GRADES = ("优", "良", "中", "差")
_SCALE = ("优秀", "良好", "较好", "中等", "一般", "较差", "合格", "不合格", "及格", "不及格", *_GRADES)
_LOST = frozenset("<>=≤≥≦≧≅±$\\")


class Clause:
    """What one clause says; ``kind`` decides which of the other parts it has.

    define: measure. award: when, points (None is the full mark). zero: when. step: stepwise. ratio: rules.
    proportion: when, measure, reduces. share: points (numerator, denominator). quarters: quarters.
    cap, full, most: points. manual: when, points. grade: text. floor, prose, unknown: nothing.
    """

    __slots__ = (
        "bonus", "kind", "letter", "measure", "points", "quarters", "reduces", "rules", "sentence", "share", "stepwise",
        "text", "tier", "when",
    )  # fmt: skip

    def __init__(self, kind: str, piece: Piece, when: Condition = OTHERWISE, points: Decimal | None = None) -> None:
        """Take what every kind has."""
        self.kind = kind
        self.text = piece.text
        self.letter = piece.letter
        self.sentence = piece.sentence
        self.when = when
        self.points = points
        self.measure = Measure("")
        self.rules: list[Ratio | Average] = []
        self.stepwise: Stepwise | None = None
        self.quarters: Quarters | None = None
        self.share: tuple[int, int] | None = None
        self.reduces = False
        self.bonus = False
        self.tier = False


def _before(piece: Piece, token: Token) -> tuple[str, list[Token]]:
    """The text before a token and the tokens in it."""
    return piece.text[: token.start], [other for other in piece.tokens if other.end <= token.start]


def _formula(piece: Piece) -> list[Clause] | None:
    """A definition, or a formula that gives points."""
    text = piece.text
    left, equals, right = text.partition("=")
    scoring = (
        left.endswith(("得分", "分数")) or not equals or piece.has("points") or "标准分" in right or "分值" in right
    )
    if equals and not scoring:
        return _defined(piece)
    if not any(sign in text for sign in "*×/÷"):
        return None
    body = right if equals else text
    for opening in ("即", "按照", "根据", "依据", "按"):
        body = body.removeprefix(opening)
    for ending in ("计算实际得分", "计算得分", "计分", "得分", "计算"):
        body = body.removesuffix(ending)
    if (not equals and not any(sign in body for sign in "*×")) or "," in body:
        return None
    clause = Clause("ratio", piece)
    clause.rules = scored(body)
    return [clause] if clause.rules else None


def _defined(piece: Piece) -> list[Clause] | None:
    """``名称=(分子/分母)×100%``."""
    measure = definition(piece.text)
    if measure is None:
        return None
    clause = Clause("define", piece)
    clause.measure = measure
    return [clause]


def _quarters(piece: Piece) -> list[Clause] | None:
    """``1--4季度各得1.5分``, ``每季度得1分``."""
    points = next((token for token in piece.tokens if token.kind == "points"), None)
    at = next((at for at, token in enumerate(piece.tokens) if token.unit in {"季度", "个季度"}), None)
    if points is None or at is None or points.word == "deduct" or piece.has("cmp"):
        return None
    number = piece.tokens[at]
    before = piece.tokens[at - 1] if at else None
    count = int(number.value)
    if before is not None and before.kind == "dash" and at > 1:
        count = int(number.value - piece.tokens[at - 2].value) + 1
    elif before is not None and before.kind == "each":
        count = 4
    elif points.word != "each":
        return None
    clause = Clause("quarters", piece)
    clause.quarters = Quarters(count, points.value)
    return [clause]


def _limit(piece: Piece) -> list[Clause] | None:
    """``最高2分``, ``最多扣2分``, ``扣满15分为止``, ``最高加3分``, ``满分90分``, ``扣完为止``."""
    for mark, points in piece.limits()[-1:]:
        text, tokens = _before(piece, mark)
        kind = "most" if points.word == "deduct" or (text.endswith("扣分")) else "cap"
        kind = "full" if piece.text[mark.start : mark.end] in {"扣满", "扣完", "满分"} else kind
        clause = Clause(kind, piece, condition(text, tokens), points.value)
        clause.bonus = points.word == "add"
        return [clause]
    if "类推" in piece.text and not piece.has("points"):
        return [Clause("alike", piece)]
    if piece.text.endswith(("按100%计算", "按100%计")):
        return [Clause("floor", piece)]
    if piece.has("floor") and not piece.has("points"):
        return [Clause("floor", piece)]
    return None


def _steps(piece: Piece) -> list[Clause] | None:
    """每超过1个百分点扣0.5分, 每篇0.2分, 逾期一天扣0.5分; a limit may follow without a comma (最多扣3分)."""
    found = read_step(piece)
    clauses = []
    for stepwise in found:
        clause = Clause("step", piece)
        clause.stepwise = stepwise
        clauses.append(clause)
    return [*clauses, *(_limit(piece) or ())] if clauses else None


def _listed(piece: Piece) -> list[Clause] | None:
    """``一、二、三等奖分别得3分、2分、1分``: a level each."""
    points = [token for token in piece.tokens if token.kind == "points"]
    if len(points) == 1 and "分别" in piece.text and "、" in piece.text.partition("分别")[2]:
        return [Clause("unknown", piece)]  # 分别计20、17、12、6分: whose the one figure with 分 is, is not said
    if len(points) < 2 or points[0].word != "list":  # noqa: PLR2004  a list has two
        return None
    names = phrase(piece.text[: points[0].start]).rpartition(",")[2].split("、")
    if len(names) != len(points) or piece.has("each"):
        return [Clause("unknown", piece)]
    clauses = [Clause("award", piece, Holds(name), token.value) for name, token in zip(names, points, strict=True)]
    for clause in clauses:
        clause.tier = True
    return clauses


def _zero(piece: Piece) -> list[Clause] | None:
    """``低于60%不得分``, ``未整改的,得0分``."""
    nothing = [
        token for token in piece.tokens if token.kind == "points" and token.value == 0 and token.word != "deduct"
    ]
    mark = next((token for token in reversed(piece.tokens) if token.kind == "zero"), None)
    mark = mark or next(iter(nothing), None)
    if mark is None:
        return None
    text, tokens = _before(piece, mark)
    if text in {"", "实行"} and mark.word == "一票否决":
        return [Clause("floor", piece)]
    for word in ("得分", "该项工作", "整体", "此项", "该项", "本项", "一律", "均"):
        text = text.removesuffix(word)
    return [Clause("zero", piece, condition(text, tokens))]


def _manual(piece: Piece) -> list[Clause] | None:
    """``整改不到位的酌情扣分``."""
    mark = piece.first("manual")
    if mark is None:
        return None
    text, tokens = _before(piece, mark)
    points = piece.first("points")
    return [Clause("manual", piece, condition(text, tokens), points.value if points else None)]


def _proportion(piece: Piece) -> list[Clause] | None:
    """``增加的按比例扣减``, ``按收到的服务对象的满意率计算得分``."""
    score = next((token for token in reversed(piece.tokens) if token.kind == "score"), None)
    if score is None or score.end != len(piece.text):
        return None
    head = piece.text[: score.start].removesuffix("予以").removesuffix("相应")
    at = max(head.rfind("按"), head.rfind("依"))
    name = head[at + 1 :].removeprefix("照").removeprefix("据")
    if at < 0 or not name.endswith(_SHARE_ENDS):
        return None
    tokens = [token for token in piece.tokens if token.end <= at]
    start = head[:at].rstrip(",")
    when = OTHERWISE if start in _SCORE_SUBJECTS else condition(start, tokens)
    clause = Clause("proportion", piece, when)
    clause.reduces = "扣" in score.word or "减" in score.word
    if name not in {"比例", "相应比例", "同等比例"}:
        clause.measure = named_share(name.removeprefix("收到的").removeprefix("实际"))
    return [clause]


def _award(piece: Piece) -> list[Clause] | None:
    """``达到目标值得5分``, ``≥90%的,得满分``, ``否则得1分``."""
    points = next((token for token in reversed(piece.tokens) if token.kind in {"points", "full"}), None)
    tail = piece.text[points.end :] if points else ""
    if points is None or points.word == "deduct" or tail.strip("计算得分的;,"):
        return None
    text, tokens = _before(piece, points)
    if points.kind == "full":
        for word in ("可得", "得", "计", "按", "为", "给"):
            text = text.removesuffix(word)
    share = next((token for token in tokens if token.kind == "share"), None)
    clause = Clause("award", piece, condition(text, tokens), points.value if points.kind == "points" else None)
    clause.share = (int(share.value), int(share.unit)) if share else None
    clause.bonus = points.word == "add"
    return [clause] if clause.when != OTHERWISE or piece.has("else") or not text else None


def _graded(piece: Piece) -> list[Clause] | None:
    """``90分以上为优``, or the end of a veto: 终评结果等级不能评定为优."""
    if any(word in piece.text for word in ("等级", "等次")) and any(
        word in piece.text for word in ("不能", "不得", "取消")
    ):
        return [Clause("barred", piece)] if piece.text.endswith(_GRADES) else None
    clauses = []
    for part in piece.text.split(","):
        stem, found, name = part.rpartition("为")
        stem = stem.removesuffix("评定").removesuffix("评").removesuffix("等级")
        tokens = [token for token in type(piece)(stem, 0, 0).tokens if found]
        bounds = within(stem, tokens) if tokens else None
        if not isinstance(bounds, Within) or name not in _SCALE:
            return None
        clause = Clause("grade", piece, bounds)
        clause.text = name
        clauses.append(clause)
    return clauses


_READERS: tuple[Callable[[Piece], list[Clause] | None], ...] = (
    _quarters, _steps, _listed, _limit, _formula, _manual, _zero, _proportion, _award,
)  # fmt: skip


def _readable(clause: Clause) -> bool:
    """Whether a condition came through whole: a sign left in its words, or 率Q100% for 率≤100%, is a garbled scan."""
    when = clause.when
    if isinstance(when, Holds):
        return _LOST.isdisjoint(when.text)
    last = when.measure.name[-1:]
    replaced = when.low == when.high and last.isascii() and last.isupper()
    return _LOST.isdisjoint(when.measure.name) and not replaced


def read_clause(piece: Piece) -> list[Clause]:
    """Say what a clause says; what gives or takes points and fits no reading is ``unknown``, the rest is prose."""
    if piece.has("part"):
        return [Clause("unknown", piece)]
    for reader in _READERS:
        if found := reader(piece):
            return found if all(_readable(clause) for clause in found) else [Clause("unknown", piece)]
    if found := _graded(piece):
        return found
    scoring = piece.has("points", "full", "zero", "manual", "part") or (piece.has("score") and piece.has("num"))
    scoring = scoring or piece.text.startswith("+")
    return [Clause("unknown" if scoring else "prose", piece)]
