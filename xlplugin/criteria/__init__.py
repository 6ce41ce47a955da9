"""The scoring sentences of official forms (评分标准), compiled: 每低于1个百分点扣0.5分，扣完为止 is a step.

understand(text, weight, name)       a sentence as an Expression, or NotUnderstood with the part and the reason
needs(expression)                    which figures and facts it asks for
evaluate(expression, inputs, weight) the points, how they came about, and the other known readings
fits(expression, weight)             whether its parts can give the printed weight; gaps: the cases it forgets
say, notation, parse_notation        the rule in words and in one line, both readable again
"""

from xlplugin.criteria.evaluation import CEILING, GAP, LINEAR, PRORATED, READINGS, evaluate
from xlplugin.criteria.expression import (
    OTHERWISE,
    Average,
    Band,
    Bonus,
    Cases,
    Expression,
    Fixed,
    Grade,
    Holds,
    Less,
    Manual,
    Measure,
    NotUnderstood,
    PerItem,
    Quarters,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)
from xlplugin.criteria.figures import graded
from xlplugin.criteria.fit import Gap, Misfit, fits, gaps, maximum, open_ended
from xlplugin.criteria.needs import Need, needs
from xlplugin.criteria.points import Points

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.criteria.compiler import understand
    from xlplugin.criteria.notation_reader import parse_notation
    from xlplugin.criteria.notation_writer import notation
    from xlplugin.criteria.speech import say

__all__ = [
    "CEILING",
    "GAP",
    "LINEAR",
    "OTHERWISE",
    "PRORATED",
    "READINGS",
    "Average",
    "Band",
    "Bonus",
    "Cases",
    "Expression",
    "Fixed",
    "Gap",
    "Grade",
    "Holds",
    "Less",
    "Manual",
    "Measure",
    "Misfit",
    "Need",
    "NotUnderstood",
    "PerItem",
    "Points",
    "Quarters",
    "Ratio",
    "Step",
    "Sum",
    "Veto",
    "Within",
    "evaluate",
    "fits",
    "gaps",
    "graded",
    "maximum",
    "needs",
    "notation",
    "open_ended",
    "parse_notation",
    "say",
    "understand",
]

_LATER = {"notation": "notation_writer", "parse_notation": "notation_reader", "say": "speech", "understand": "compiler"}


def __getattr__(name: str) -> object:
    """Load compiler and printing only where they are wanted: rules kept as notation do without."""
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415  costs nothing to a check

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
