"""What is shipped for CI runs as written: the action, the pre-commit hook, and the sample repository from a clone."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from specimens import ROOT

yaml = pytest.importorskip("yaml")

SAMPLE = ROOT / "docs" / "sample-repository"
CLEAN, FAULTY = ("workbooks/档案馆/项目支出绩效自评表.xlsx", "workbooks/体育中心/项目支出绩效自评表.xlsx")
INSTALL = "python -m pip install "


def loaded(path):
    return yaml.safe_load(path.read_text("utf-8"))


ACTION = loaded(ROOT / "action.yml")
HOOKS = loaded(ROOT / ".pre-commit-hooks.yaml")
WORKFLOW = loaded(SAMPLE / ".github" / "workflows" / "check.yml")
GITLAB = loaded(SAMPLE / ".gitlab-ci.yml")
HOOK = loaded(SAMPLE / ".pre-commit-config.yaml")["repos"][0]["hooks"][0]


class Machine:
    """A clone of the sample repository on a machine where xlplugin is installed."""

    def __init__(self, folder):
        self.clone = folder / "clone"
        programs = folder / "bin"
        programs.mkdir()
        (programs / "xlplugin").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xlplugin "$@"\n', "utf-8")
        (programs / "xlplugin").chmod(0o755)
        names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
        self.env = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            **dict.fromkeys(names, "ci@example.org"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        }
        origin = folder / "origin"
        shutil.copytree(SAMPLE, origin)
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "自评表"]):
            self.run(["git", *command], origin, check=True)
        self.run(["git", "clone", "--quiet", str(origin), str(self.clone)], folder, check=True)

    def run(self, command, folder, *, check=False, **env):
        return subprocess.run(
            command, cwd=folder, env=self.env | env, capture_output=True, encoding="utf-8", check=check, timeout=120
        )

    def script(self, text, **env):
        """A step as the runner of GitHub runs it."""
        return self.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text], self.clone, **env)

    def files(self):
        return self.run(["git", "ls-files", "-z"], self.clone, check=True).stdout.rstrip("\0").split("\0")


pytestmark = pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="needs git and bash")


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    return Machine(tmp_path_factory.mktemp("machine"))


@pytest.fixture
def mended(tmp_path):
    machine = Machine(tmp_path)
    (machine.clone / FAULTY).unlink()
    return machine


def steps(job):
    return {step["name"]: step["run"] for step in job["steps"] if not step.get("run", INSTALL).startswith(INSTALL)}


def test_the_sample_workbooks_are_what_their_texts_say():
    assert runpy.run_path(str(ROOT / "docs" / "build.py"))["outdated"]() == [], "run: python docs/build.py"


def test_the_workflow_fails_on_the_faulty_form_and_reports_it(machine):
    told = steps(WORKFLOW["jobs"]["check"])
    assert [*told] == ["Check", "Annotate", "Page"]
    assert machine.script(told["Check"]).returncode == 1
    log = json.loads((machine.clone / "xlplugin.sarif").read_text("utf-8"))["runs"][0]
    blamed = {
        unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for result in log["results"]
    }
    assert blamed == {FAULTY}
    assert {result["ruleId"] for result in log["results"]} == {"P201", "R701"}
    assert all((machine.clone / unquote(artifact["location"]["uri"])).exists() for artifact in log["artifacts"])
    annotated = machine.script(told["Annotate"])
    assert annotated.returncode == 0
    assert f"::error file={FAULTY},title=项目支出绩效自评表!H18 必须改正 P201::" in annotated.stdout
    assert machine.script(told["Page"]).returncode == 0
    assert "合计得分为99" in (machine.clone / "xlplugin.html").read_text("utf-8")


def test_the_workflow_uploads_even_what_failed():
    uploads = [step for step in WORKFLOW["jobs"]["check"]["steps"] if "upload" in step.get("uses", "")]
    assert len(uploads) == 2
    assert all("!cancelled()" in step["if"] for step in uploads)
    assert WORKFLOW["permissions"]["security-events"] == "write"


def test_the_settings_of_the_house_hold_in_the_clone(machine):
    machine.script(steps(WORKFLOW["jobs"]["check"])["Check"])
    log = json.loads((machine.clone / "xlplugin.sarif").read_text("utf-8"))["runs"][0]
    assert [[*artifact["properties"]["disabled"]] for artifact in log["artifacts"]] == [["C803"], ["C803"]]


def test_the_gitlab_job_fails_on_the_faulty_form_and_tells_which_tests(machine):
    job = GITLAB["自评表审核"]
    *_, page, check = job["script"]
    assert machine.script(page).returncode == 0
    assert machine.script(check).returncode == 1
    root = ET.parse(machine.clone / job["artifacts"]["reports"]["junit"]).getroot()  # noqa: S314  our own report
    failed = [case for case in root.iter("testcase") if case.find("failure") is not None]
    assert [(case.get("file"), case.get("name")) for case in failed] == [(FAULTY, "P201 得分合计")]
    assert all((machine.clone / path).exists() for path in job["artifacts"]["paths"])


def test_the_hook_of_the_sample_stops_a_commit_of_the_faulty_form(machine):
    files = [
        name for name in machine.files() if re.search(HOOK["files"], name) and not re.search(HOOK["exclude"], name)
    ]
    assert sorted(files) == sorted((CLEAN, FAULTY))
    stopped = machine.run([*HOOK["entry"].split(), *files], machine.clone)
    assert stopped.returncode == 1
    assert "P201" in stopped.stdout
    assert machine.run([*HOOK["entry"].split(), CLEAN], machine.clone).returncode == 0


def test_everything_passes_once_the_faulty_form_is_gone(mended):
    scripts = [*steps(WORKFLOW["jobs"]["check"]).values(), *GITLAB["自评表审核"]["script"][1:]]
    assert [mended.script(script).returncode for script in scripts] == [0] * len(scripts)


def action(machine, tmp_path, **inputs):
    """The check of the composite action as its script stands, with inputs as the runner fills them in."""
    (check,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
    given = {name: str(told["default"]) for name, told in ACTION["inputs"].items()} | inputs
    env = {name: given[re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", told)[1]] for name, told in check["env"].items()}
    output = tmp_path / "output"
    done = machine.script(check["run"], **env, GITHUB_OUTPUT=str(output))
    return done, output.read_text("utf-8")


def test_the_action_fails_reports_and_says_its_exit_code(machine, tmp_path):
    done, output = action(machine, tmp_path, **{"sarif-file": "action.sarif"})
    assert (done.returncode, output) == (1, "exit-code=1\n")
    assert f"::error file={FAULTY}," in done.stdout
    assert (machine.clone / "action.sarif").exists()


def test_the_action_takes_several_paths_one_per_line(machine, tmp_path):
    done, output = action(machine, tmp_path, paths=f"{CLEAN}\n\n{CLEAN}\n", strict="true", lang="en")
    assert (done.returncode, output) == (0, "exit-code=0\n")


def test_the_action_passes_on_what_could_not_be_done(machine, tmp_path):
    done, output = action(machine, tmp_path, paths="不存在.xlsx")
    assert (done.returncode, output) == (2, "exit-code=2\n")


def test_no_input_of_the_action_is_pasted_into_a_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_hook_for_others_takes_the_same_files_as_that_of_the_sample():
    (hook,) = HOOKS
    for key in ("id", "files", "exclude", "entry", "require_serial"):
        assert hook[key] == HOOK[key]
    assert hook["language"] == "python"


@pytest.mark.parametrize("name", ["自评表.xlsx", "a/b.XLSM", "a/自评表.xls", "表.et", "~/表.xlsx"])
def test_workbooks_are_taken_by_the_hook(name):
    assert re.search(HOOKS[0]["files"], name)


@pytest.mark.parametrize("name", ["a/~$自评表.xlsx", ".~自评表.xlsx", "自评表.checked.xlsx", "a/自评表.checked.xls"])
def test_lock_files_and_marked_copies_are_left_alone(name):
    assert re.search(HOOKS[0]["exclude"], name)


GUIDES = pytest.mark.parametrize("guide", ["ci.md", "ci.zh-CN.md"])


@GUIDES
def test_every_command_and_option_of_the_guide_exists(guide, machine):
    text = (ROOT / "docs" / guide).read_text("utf-8")
    told = machine.script("xlplugin check --help").stdout
    commands = re.findall(r"xlplugin check [^`\n]*", text)
    assert len(commands) == 3
    for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(commands) + " --fail-on"):
        assert option in told, option
    formats = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert re.search(r"--format \{(.*?)\}", told)[1].split(",")[1:] == sorted(
        formats, key=["json", "sarif", "junit", "github", "html"].index
    )


@GUIDES
def test_the_guide_names_every_input_of_the_action(guide):
    text = (ROOT / "docs" / guide).read_text("utf-8")
    assert {name for name in ACTION["inputs"] if f"`{name}`" not in text} == set()
    for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        assert yaml.safe_load(block)


def test_both_guides_say_the_same_in_the_same_places():
    english, chinese = ((ROOT / "docs" / name).read_text("utf-8") for name in ("ci.md", "ci.zh-CN.md"))
    fence = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    assert fence.findall(english) == fence.findall(chinese)
    for mark in (r"^## ", r"^\|", r"^- "):
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, chinese, re.MULTILINE)), mark
