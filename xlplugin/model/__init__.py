"""What a form means: frozen values, Decimal figures, each traced to its cell."""

from xlplugin.model.basis import Basis
from xlplugin.model.edition import Edition, Heading, Item, Scale
from xlplugin.model.finding import ADVICE, ERROR, EXPLAIN, SEVERITIES, Finding, Related
from xlplugin.model.form import BudgetLine, Choice, Form, Group, Indicator, Option, UnitLabel
from xlplugin.model.rule import ARITHMETIC, CONSISTENT, CUSTOM, PRINTED, Fault, Rule, Settings, rule
from xlplugin.model.run import FileRun, NotChecked, Run, SheetRun
from xlplugin.model.traced import Traced

__all__ = [
    "ADVICE",
    "ARITHMETIC",
    "CONSISTENT",
    "CUSTOM",
    "ERROR",
    "EXPLAIN",
    "PRINTED",
    "SEVERITIES",
    "Basis",
    "BudgetLine",
    "Choice",
    "Edition",
    "Fault",
    "FileRun",
    "Finding",
    "Form",
    "Group",
    "Heading",
    "Indicator",
    "Item",
    "NotChecked",
    "Option",
    "Related",
    "Rule",
    "Run",
    "Scale",
    "Settings",
    "SheetRun",
    "Traced",
    "UnitLabel",
    "rule",
]
