"""Records are what frozen dataclasses are: the standard library is the oracle."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from dataclasses import replace as dataclass_replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.record import field, record, replace


@record
class Point:
    """A record of the simplest kind."""

    x: int
    y: int = 0


@record
class Labelled(Point):
    """A record that extends another."""

    label: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """Methods stay."""
        return f"{self.label} {self.x}"


@dataclass(frozen=True, slots=True)
class PlainPoint:
    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class PlainLabelled(PlainPoint):
    label: str = ""
    notes: list[str] = dataclass_field(default_factory=list)


@record(eq=False)
class Same:
    x: int


@record(frozen=False)
class Draft:
    x: int
    lines: list[int] = field(default_factory=list)


@record
class Empty:
    pass


numbers = st.integers(-3, 3)


@given(numbers, numbers, numbers, numbers)
def test_equality_hash_and_repr_are_those_of_a_dataclass(x, y, other_x, other_y):
    one, other = Point(x, y), Point(other_x, other_y)
    plain, plain_other = PlainPoint(x, y), PlainPoint(other_x, other_y)
    assert (one == other) == (plain == plain_other)
    assert (hash(one) == hash(other)) or one != other
    assert repr(one) == repr(plain).replace("PlainPoint", "Point")
    assert one != plain
    changed = dataclass_replace(plain, y=other_y)
    assert repr(replace(one, y=other_y)) == repr(changed).replace("PlainPoint", "Point")


def test_fields_of_the_base_come_first_and_defaults_are_fresh():
    assert Labelled.__match_args__ == PlainLabelled.__match_args__ == ("x", "y", "label", "notes")
    first, second = Labelled(1), Labelled(2, label="a")
    first.notes.append("n")
    assert second.notes == []
    assert second.shown == "a 2"
    assert Labelled(1, 2) != Point(1, 2)


def test_nothing_of_a_record_changes():
    point = Point(1)
    with pytest.raises(AttributeError, match="'x' of the frozen Point"):
        point.x = 2
    with pytest.raises(AttributeError, match="'x' of the frozen Point"):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 2
    assert point == Point(1)


@pytest.mark.parametrize("made", [Point(1, 2), Labelled(1, label="a", notes=["b"]), Empty()])
def test_copies_and_pickles_are_equal(made):
    assert copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301  its own


def test_identity_and_assignment_can_be_kept():
    same = Same(1)
    assert same == same  # noqa: PLR0124  that is the point
    assert same != Same(1)
    assert len({same, Same(1)}) == 2
    draft = Draft(1)
    draft.x = 5
    draft.lines.append(1)
    assert draft == Draft(5, [1])
    with pytest.raises(TypeError, match="unhashable"):
        hash(draft)


def test_wrong_arguments_and_orders_are_refused():
    with pytest.raises(TypeError):
        Point()
    with pytest.raises(TypeError):
        replace(Point(1), z=1)
    with pytest.raises(SyntaxError):

        @record
        class _Late:
            x: int = 0
            y: int


def test_patterns_match_by_position():
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
