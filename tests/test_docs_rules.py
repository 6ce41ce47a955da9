"""The generated documents are what the catalogue and the truth tables say now."""

from __future__ import annotations

import re
import runpy

import pytest

from specimens import ROOT
from xlplugin import pipeline

DOCS = ROOT / "docs"
BUILT = runpy.run_path(str(DOCS / "build.py"))["build"]()
LINK = re.compile(r"\]\(([^)#:]*)(#[^)]*)?\)")
DOCUMENT = pytest.mark.parametrize("document", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)


@pytest.mark.parametrize("name", BUILT)
def test_a_generated_document_is_current(name):
    assert (DOCS / name).read_text("utf-8") == BUILT[name], "run: python docs/build.py"


def test_every_rule_has_its_section_in_both_languages():
    for rule in pipeline.rules():
        part = BUILT["rules.md"].split(f'<a id="{rule.code.lower()}"></a>')[1].split("<a id=")[0]
        assert f"## {rule.code} {rule.title} · " in part
        assert "English, the messages it may give:\n\n- " in part


def test_every_finding_of_the_truth_table_is_accounted_for_once():
    truth = (ROOT / "tests" / "truth" / "seed_findings.tsv").read_text("utf-8").splitlines()[1:]
    told = re.findall(r"^\| (S\d{3}-\d{3}) ", BUILT["coverage.md"], re.MULTILINE)
    assert sorted(told) == sorted(line.split("\t")[0] for line in truth)


@DOCUMENT
def test_links_lead_somewhere(document):
    text = document.read_text("utf-8")
    for target, anchor in LINK.findall(text):
        path = (DOCS / target) if target else document
        assert path.exists(), target
        if anchor and path.suffix == ".md":
            assert f'<a id="{anchor[1:]}"></a>' in path.read_text("utf-8"), anchor
