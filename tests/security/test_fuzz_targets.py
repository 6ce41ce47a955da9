"""The fuzz targets hold on sound inputs, on simple damage, and on what fuzzing has found before."""

import random

import pytest

from fuzz.targets import SEEDS, TARGETS

SCRAPS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"0",
    b"-1",
    b"A0",
    b"\xff",
    b"\x00",
    b"</c>",
    b"<!--",
    b"]]>",
    b"<row/>",
    b"999999999999",
)

FOUND = [
    ("parts", b""),
    ("criteria", "完成90%（含3分".encode()),
]
"""Inputs that broke a promise once."""


@pytest.mark.parametrize("name", TARGETS)
def test_sound_inputs_keep_every_promise(name):
    for seed in SEEDS[name]():
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
def test_simple_damage_breaks_no_promise(name):
    chance = random.Random(11)  # noqa: S311 - damage that can be repeated
    seeds = list(SEEDS[name]())
    for _ in range(150):
        damaged = bytearray(chance.choice(seeds))
        for _ in range(chance.choice((1, 2, 8))):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.choice((0, 1, 5))] = chance.choice(SCRAPS)
        TARGETS[name](bytes(damaged))


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_fuzzing_has_found_stays_mended(name, data):
    TARGETS[name](data)
