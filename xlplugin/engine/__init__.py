"""How a grid becomes forms and forms become findings; pure, with all content received as arguments."""

from xlplugin.engine.bind import bind, left_over
from xlplugin.engine.check import check
from xlplugin.engine.continued import joined
from xlplugin.engine.explanations import explained
from xlplugin.engine.fidelity import differences
from xlplugin.engine.layout import Layout
from xlplugin.engine.recognise import Region, regions, unread_title
from xlplugin.engine.recomputed import with_recomputed
from xlplugin.engine.score import scored
from xlplugin.engine.scored_row import Execution
from xlplugin.engine.submission import grouped
from xlplugin.engine.vocabulary import Vocabulary

__all__ = [
    "Execution",
    "Layout",
    "Region",
    "Vocabulary",
    "bind",
    "check",
    "differences",
    "explained",
    "grouped",
    "joined",
    "left_over",
    "regions",
    "scored",
    "unread_title",
    "with_recomputed",
]
