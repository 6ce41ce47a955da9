"""What earns how many points: methods are the arithmetic, profiles say which place uses which, and by what basis."""

from xlplugin.scoring.content import profile_for, profiles
from xlplugin.scoring.method import Method, discover, named
from xlplugin.scoring.points import Case, Points, Reading, Step, plain
from xlplugin.scoring.profile import Grading, Policy, Profile

__all__ = [
    "Case",
    "Grading",
    "Method",
    "Points",
    "Policy",
    "Profile",
    "Reading",
    "Step",
    "discover",
    "named",
    "plain",
    "profile_for",
    "profiles",
]
