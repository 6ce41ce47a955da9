"""How a grid becomes forms and forms become findings; pure, with all content received as arguments."""

from xlplugin.engine.bind import bind
from xlplugin.engine.check import check
from xlplugin.engine.continued import joined
from xlplugin.engine.layout import Layout
from xlplugin.engine.recognise import Region, regions
from xlplugin.engine.vocabulary import Vocabulary

__all__ = ["Layout", "Region", "Vocabulary", "bind", "check", "joined", "regions"]
