"""What a form means: frozen values, Decimal figures, each traced to its cell."""

from xlplugin.model.basis import Basis
from xlplugin.model.derived import Checked, derived
from xlplugin.model.difference import Difference
from xlplugin.model.edition import Edition, Heading, Item, Scale
from xlplugin.model.explanation import LAPSED, VALID, Explanation
from xlplugin.model.finding import ADVICE, ERROR, EXPLAIN, SEVERITIES, Finding, Related
from xlplugin.model.form import BudgetLine, Choice, Form, Group, Indicator, Option, Passage, UnitLabel
from xlplugin.model.policy import STANDARD, Policy, Weighed
from xlplugin.model.recomputed import Recomputed
from xlplugin.model.rule import ARITHMETIC, CONSISTENT, CUSTOM, PRINTED, Fault, Rule, Settings, rule
from xlplugin.model.run import FileRun, NotChecked, Run, SheetRun
from xlplugin.model.score import Figure, Outcome, Reading, Receipt, Score
from xlplugin.model.template import Template
from xlplugin.model.traced import Traced

__all__ = [
    "ADVICE",
    "ARITHMETIC",
    "CONSISTENT",
    "CUSTOM",
    "ERROR",
    "EXPLAIN",
    "LAPSED",
    "PRINTED",
    "SEVERITIES",
    "STANDARD",
    "VALID",
    "Basis",
    "BudgetLine",
    "Checked",
    "Choice",
    "Difference",
    "Edition",
    "Explanation",
    "Fault",
    "Figure",
    "FileRun",
    "Finding",
    "Form",
    "Group",
    "Heading",
    "Indicator",
    "Item",
    "NotChecked",
    "Option",
    "Outcome",
    "Passage",
    "Policy",
    "Reading",
    "Receipt",
    "Recomputed",
    "Related",
    "Rule",
    "Run",
    "Scale",
    "Score",
    "Settings",
    "SheetRun",
    "Template",
    "Traced",
    "UnitLabel",
    "Weighed",
    "derived",
    "rule",
]
