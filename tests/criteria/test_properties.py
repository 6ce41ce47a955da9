"""What holds for every rule, whatever it says."""

from __future__ import annotations

from decimal import Decimal

from any_rule import binary, items, ratios, rules, scored, steps, sums, tiers
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.criteria import evaluate, fits, gaps, maximum, needs, notation, parse_notation, say, understand

WEIGHT = Decimal(10)
FIGURES = st.decimals("-50", "150", places=1)


def drawn(data, rule, *, alone=False):
    """Inputs for a rule, some of them missing; ``alone`` keeps levels from holding side by side."""
    found = {}
    for need in needs(rule):
        if data.draw(st.integers(0, 9)) == 0:
            continue
        if need.kind in {"ok", "event"}:
            found[need.name] = data.draw(st.booleans()) and not (alone and True in found.values())
        elif need.kind == "level":
            found[need.name] = data.draw(st.sampled_from(need.options))
        else:
            found[need.name] = data.draw(FIGURES)
    return found


@given(rules)
def test_a_rule_said_in_chinese_compiles_to_itself(rule):
    assert understand(say(rule)) == rule


@given(rules)
def test_notation_reads_back(rule):
    assert parse_notation(notation(rule)) == rule


@given(rules)
def test_every_rule_can_be_said_in_english(rule):
    assert say(rule, "en").endswith(".")


@given(scored, st.data())
def test_points_lie_between_nothing_and_the_weight(rule, data):
    found = evaluate(rule, drawn(data, rule), WEIGHT)
    assert Decimal(0) <= found.low <= found.high <= WEIGHT
    assert found.value is None or found.low <= found.value <= found.high
    assert all(Decimal(0) <= value <= WEIGHT for _, value in found.other_readings)


@given(scored, st.data())
def test_a_known_value_lies_within_the_bounds_of_knowing_less(rule, data):
    given_inputs = drawn(data, rule, alone=True)
    found = evaluate(rule, given_inputs, WEIGHT)
    for name in given_inputs:
        less = evaluate(rule, {key: value for key, value in given_inputs.items() if key != name}, WEIGHT)
        assert less.low <= found.low
        assert found.high <= less.high


@given(
    ratios.filter(lambda rule: rule.mode == "rate") | tiers() | steps().filter(lambda rule: rule.side == "below"),
    st.data(),
)
def test_more_of_a_good_thing_never_earns_less(rule, data):
    low, high = sorted((data.draw(FIGURES), data.draw(FIGURES)))
    names = [need.name for need in needs(rule)]
    held = {name: Decimal(50) for name in names[1:]}
    worse, better = (evaluate(rule, {**held, names[0]: value}, WEIGHT).value for value in (low, high))
    assert worse is not None
    assert better is not None
    assert worse <= better


@given(steps() | items(), st.data())
def test_a_started_step_costs_most_and_a_whole_one_least(rule, data):
    found = evaluate(rule, {need.name: data.draw(FIGURES) for need in needs(rule)}, WEIGHT)
    readings = dict(found.other_readings)
    assert found.value is not None
    assert found.value >= readings.get("prorated", found.value) >= readings.get("ceiling", found.low - WEIGHT)


@given(binary | items() | sums())
def test_a_rule_fits_its_own_maximum_and_no_other_weight(rule):
    most = maximum(rule)
    if most:
        assert fits(rule, most) is None
        misfit = fits(rule, most + 1)
        assert misfit is not None
        assert misfit.maximum == most


@given(tiers())
def test_neighbouring_tiers_leave_no_gap(rule):
    assert gaps(rule) == ()
