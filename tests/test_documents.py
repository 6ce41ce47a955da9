"""The documents say what the program does: its commands, rules, editions and samples as they are now."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from functools import cache

import pytest
from document_samples import KEPT, READMES, ROOT, SAMPLE, blocks, output, samples

from xlplugin import forms, pipeline, scoring

DOCUMENTS = (*READMES.values(), ROOT / "install.md", ROOT / "CHANGELOG.md")
FENCED = re.compile(r"^ *```\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
CODE = re.compile(r"\b[A-Z]\d{3}\b")
README = pytest.mark.parametrize("lang", READMES)
DOCUMENT = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def readme(lang):
    return READMES[lang].read_text("utf-8")


def rows(text, start):
    """The cells of every table row that starts so."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith(start)
    ]


def run_of(lang):
    return json.loads(output("check", SAMPLE, "--lang", lang, "--format", "json"))


@README
def test_samples_are_what_the_program_prints_now(lang):
    assert blocks(readme(lang)) == samples(lang), "run: python tests/document_samples.py"


@README
def test_the_text_around_the_sample_counts_its_findings(lang):
    total = len(run_of(lang)["inputs"][0]["findings"])
    shown = "{}, {} and {} of {}" if lang == "en" else "{3} 条中的第 {0}、{1}、{2} 条"
    assert shown.format(*KEPT, total) in readme(lang)


@README
def test_the_limit_on_scorecards_gives_the_true_figures(lang):
    form = run_of(lang)["inputs"][0]["forms"][0]
    points = [row["computed"] for row in form["indicators"]]
    words = "{} of {} rows" if lang == "en" else "{1} 行有 {0} 行"
    assert words.format(points.count(None), len(points)) in readme(lang)
    told = re.search(r"(\d\S+) (?:of|分中占) (\d\S+) (?:points\)|分）)", readme(lang))
    printed = re.search(r"(?:Total by the rules|按规定计算) +(\S+?)(?: \(of which |（其中 )(\S+) ", samples(lang)[1])
    assert sorted(told.groups()) == sorted(printed.groups())


@README
def test_every_edition_stands_in_the_table_and_no_other(lang):
    told = [(id_.strip("`"), place, title) for id_, place, title, _ in rows(readme(lang), "| `")]
    assert told == [(edition.id, edition.jurisdiction, edition.title) for edition in forms.editions()]


@README
def test_every_rule_stands_in_its_family_and_no_other(lang):
    families = {}
    for head, _, codes in rows(readme(lang), "| ["):
        letter, folder = re.match(r"\[(\w)\]\((.+?)\)", head).groups()
        families[letter] = codes.split()
        modules = {name[:4].upper() for name in os.listdir(ROOT / folder) if CODE.match(name[:4].upper())}
        assert set(families[letter]) == modules
    assert sorted(code for codes in families.values() for code in codes) == [rule.code for rule in pipeline.rules()]


def test_the_changelog_names_every_rule_and_every_profile():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert set(CODE.findall(text)) >= {rule.code for rule in pipeline.rules()}
    assert all(profile.name in text for profile in map(named, scoring.profiles()))


def named(profile):
    return scoring.profile_for(None, profile) if isinstance(profile, str) else profile


@DOCUMENT
def test_no_document_names_a_rule_that_does_not_exist(document):
    assert set(CODE.findall(document.read_text("utf-8"))) <= {rule.code for rule in pipeline.rules()}


@DOCUMENT
def test_links_lead_somewhere(document):
    for target in LINK.findall(document.read_text("utf-8")):
        assert (ROOT / target).exists(), target


@cache
def options(*command):
    """The options that the help of a command names."""
    return frozenset(re.findall(r"(?<=[ ,\[])--?[a-z][a-z-]*", output(*command, "--help")))


@cache
def commands(*above):
    """The commands that the help names."""
    return tuple(re.findall(r"^    ([a-z-]+)(?: |$)", output(*above, "--help").partition("\n命令:\n")[2], re.MULTILINE))


@README
def test_the_usage_names_every_command_and_option(lang):
    usage = next(block for block in FENCED.findall(readme(lang)) if block.startswith("xlplugin check"))
    told = defaultdict(set)
    for part in re.split(r"^xlplugin ", usage, flags=re.MULTILINE)[1:]:
        name, inner = re.match(r"([\w-]+)(?: (draft)\b)?", part).groups()
        told[(name, inner) if inner else (name,)] |= set(re.findall(r"(?<=[ \[])--?[a-z][a-z-]*", part))
    assert {name for name, *_ in told} == set(commands())
    for command, named in told.items():
        assert named <= options(*command), command
        assert options(*command) - named <= {"-h", "--help", "--output", "--lang"}, command


@DOCUMENT
def test_every_command_in_a_document_exists_with_its_options(document):
    text = document.read_text("utf-8")
    blocks_ = [line for block in FENCED.findall(text) for line in block.splitlines() if line.startswith("xlplugin ")]
    for line in re.findall(r"`(xlplugin [^`]+)`", text) + blocks_:
        words = line.split()[1:]
        if words[0].startswith("-"):
            assert words[0] in options()
            continue
        assert words[0] in commands(), line
        inner = words[1:2] if words[1:2] and words[1] in commands(words[0]) else []
        named = set(re.findall(r"(?<=[ \[])--?[a-z][a-z-]*", line))
        assert named <= options(words[0], *inner), line


@README
def test_the_test_command_can_be_read_by_ci(lang):
    after = readme(lang).split("<!-- test command -->\n", 1)[1]
    assert after.startswith("```\npython3 -m venv .venv && ")
    assert "pytest" in after.split("\n")[1]


def test_both_languages_have_the_same_sections_tables_and_samples():
    english, chinese = (readme(lang) for lang in ("en", "zh"))
    for mark in (r"^## ", r"^```", r"^\|", r"^- ", r"^\d\. "):
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, chinese, re.MULTILINE)), mark
    assert CODE.findall(english) == CODE.findall(chinese)
