"""Files made to harm: each is refused in words or finished soon and in little memory; none ends the process.

A table of what each took is printed after the run. All attacks run with XLPLUGIN_HEAVY=1, otherwise the quick.
"""

import json
import os
import sys
from contextlib import suppress

import attacks
import pytest
from attacks import ATTACKS
from guarded import guarded

from xlplugin.errors import UnreadableError
from xlplugin.excel.read import read_workbook

HEAVY = "XLPLUGIN_HEAVY" in os.environ
SLOW = (
    "1,000,000",
    "200,000",
    "400,000",
    "a million shared",
    "a million empty",
    "100,000 texts",
    "20,000 texts",
    "2,000 rows",
    "10,000 rows",
    "20,000 rows",
    "50 sheets",
    "300 sheets",
    "400 sheets",
    "1,001 sheets",
    "64 MiB",
)
"""What takes long to build or, being honest content, long to check; beyond the bars below only for its sheer amount."""
SECONDS, MEBIBYTES = 1, 256
SHARED = 8
"""How much slower a machine may be that others use too."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are those of Linux")


def chosen():
    return [name for name in ATTACKS if HEAVY or not name.startswith(SLOW)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "form.xlsx"
    path.write_bytes(attacks.FORM.read_bytes())
    done = guarded("check", "--format", "json", path)
    assert done.code == 0
    return content(done)


def content(done):
    """What was read of the first form: its indicators."""
    return json.loads(done.report)["inputs"][0]["forms"][0]["indicators"]


@pytest.mark.parametrize("name", chosen())
def test_an_attack_is_refused_or_finished_soon(name, tmp_path, sound, tabled):
    build, expected = ATTACKS[name]
    path = tmp_path / "form.xlsx"
    path.write_bytes(build())
    done = guarded("check", "--format", "json", "--annotate", path)
    over = "  over the bar" if done.seconds > SECONDS or done.peak > MEBIBYTES else ""
    tabled("hostile input", f"{name:48} exit {done.code} {done.seconds:7.2f} s {done.peak:5} MiB{over}")
    assert not done.sockets
    assert "内部错误" not in done.said + done.report
    if expected == "refused" or (done.code == 2 and expected == "any"):
        assert done.code == 2, "what must be refused was not"
        assert done.said.startswith("未审核: ")
        assert "请" in done.said
        assert os.listdir(tmp_path) == ["form.xlsx"]
    elif expected == "marked":
        assert done.code == 1
        assert sorted(os.listdir(tmp_path)) == ["form.checked.xlsx", "form.xlsx"]
    elif expected == "answered":
        assert content(done)
    else:
        assert content(done)[: len(sound)] == sound
        assert expected == "any" or (done.code, len(content(done))) == (0, len(sound))
    assert done.seconds <= SECONDS * SHARED
    assert done.peak <= MEBIBYTES


SOUND = attacks.FORM.read_bytes()


@pytest.mark.parametrize("percent", range(0, 100, 5))
def test_a_form_cut_off_anywhere_is_unreadable(percent):
    with pytest.raises(UnreadableError):
        read_workbook(SOUND[: len(SOUND) * percent // 100], "a.xlsx")


@pytest.mark.parametrize("times", [1, 5, 50])
def test_flipped_bytes_are_noticed_or_change_nothing(times):
    """Whatever is read in spite of damage is what the form holds: the checksums of the parts see to that."""
    whole = read_workbook(SOUND, "a.xlsx")
    for seed in range(150):
        with suppress(UnreadableError):
            assert read_workbook(attacks.flipped(seed, times), "a.xlsx").sheets == whole.sheets
