"""Try a seeded random sample of the mutants of a module; see docs/mutation-testing.md.

``python tests/mutation/sampled.py MODULE.py --tests "tests/criteria" [--mutants 60] [--seed 7]`` in an environment
with mutmut. The mutants are those of mutmut, with ``not`` before a condition as cosmic-ray has it, in decorated
functions and in tables too. No file is changed: a mutated function gets its body in a forked process whose caches are
emptied; what a module does while it is imported is tried in a new interpreter.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import importlib.machinery
import inspect
import os
import random
import shlex
import signal
import sys
import time
from collections import Counter
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

import hypothesis
import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_BEHAVIOUR = ("__all__", "TYPE_CHECKING")
"""Module variables that say nothing about what a module does."""


def negated(node: cst.If | cst.While | cst.CompIf | cst.IfExp) -> list[cst.CSTNode]:
    """The condition turned round."""
    test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return [node.with_changes(test=cst.UnaryOperation(cst.Not(), test))]


OPERATORS = [*mutation_operators, *((kind, negated) for kind in (cst.If, cst.While, cst.CompIf, cst.IfExp))]


class Everywhere(MutationVisitor):
    """All mutants of a module, the decorated functions included."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            return False
        if isinstance(node, cst.Assign | cst.AnnAssign):
            targets = node.targets if isinstance(node, cst.Assign) else [node]
            if any(getattr(target.target, "value", None) in NO_BEHAVIOUR for target in targets):
                return True
        if isinstance(node, cst.If) and getattr(node.test, "value", None) in NO_BEHAVIOUR:
            return True
        return bool(super()._skip_node_and_children(node))


def mutants(path: str, code: str, count: int, seed: int) -> tuple[int, list[str]]:
    """How many mutants a module has, and the texts of some of them, drawn by a seed, from its first line on."""
    wrapper = MetadataWrapper(cst.parse_module(code))
    visitor = Everywhere(OPERATORS, get_ignored_lines(path, code, wrapper, None))
    module = wrapper.visit(visitor)
    found = list(visitor.mutations)
    random.Random(seed).shuffle(found)  # noqa: S311  no secret
    drawn: dict[str, None] = {}
    for mutation in found:
        if len(drawn) == count:
            break
        text = written(module, mutation)
        if text != code:
            drawn[text] = None
    return len(found), sorted(drawn, key=lambda mutant: first_line(code, mutant))


def written(module: cst.Module, mutation: Mutation) -> str:
    """The module with one node exchanged; the module itself where the result is no Python."""
    text = module.deep_replace(mutation.original_node, mutation.mutated_node).code
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return str(module.code)
    return text


def difference(code: str, mutant: str) -> list[str]:
    """The changed lines, with the number of the first."""
    lines = list(difflib.unified_diff(code.splitlines(), mutant.splitlines(), lineterm="", n=0))[2:]
    return [line for line in lines if line.strip("+-")]


def first_line(code: str, mutant: str) -> int:
    """The number of the first changed line."""
    pairs = zip(code.splitlines(), mutant.splitlines(), strict=False)
    return next((at for at, (old, new) in enumerate(pairs, 1) if old != new), 0)


def walked(code: CodeType, *, outside: bool = False) -> Iterator[CodeType]:
    """A code object and all inside it; ``outside`` leaves out the bodies of functions, which run only when called."""
    yield code
    for one in code.co_consts:
        called = isinstance(one, CodeType) and one.co_flags & inspect.CO_OPTIMIZED and not one.co_name.endswith("comp>")
        if isinstance(one, CodeType) and not (outside and called and one.co_name != "<genexpr>"):
            yield from walked(one, outside=outside)


def at_import(code: CodeType) -> list[object]:
    """What a module does while it is imported: tables, defaults, decorators."""
    return [
        (one.co_name, one.co_code, one.co_names, [const for const in one.co_consts if not isinstance(const, CodeType)])
        for one in walked(code, outside=True)
    ]


def numbered(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Every code object of a module by its name, and which of that name it is: lambdas have one for all."""
    found: dict[tuple[str, int], CodeType] = {}
    seen: Counter[str] = Counter()
    for one in walked(code):
        found[one.co_qualname, seen[one.co_qualname]] = one
        seen[one.co_qualname] += 1
    return found


def exchange(path: str, before: CodeType, after: CodeType) -> None:
    """Give the functions of a module their mutated bodies, and forget what was cached."""
    mutated = numbered(after)
    bodies = {old: mutated[key] for key, old in numbered(before).items() if key in mutated}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == path:
            body = bodies.get(one.__code__)
            if body is not None and body.co_freevars == one.__code__.co_freevars:
                one.__code__ = body
        elif isinstance(one, _lru_cache_wrapper) and str(one.__module__).startswith("xlplugin"):
            one.cache_clear()


def loaded_as(path: str, mutant: str) -> None:
    """Let a module that nobody has imported yet be read as this text."""
    load = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: Any, name: str) -> Any:
        if os.path.abspath(loader.path) == path:
            return compile(mutant, path, "exec")
        return load(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code


class Mutants:
    """A pytest plugin that runs the collected tests once per mutant, each time in a forked process."""

    def __init__(self, path: str, code: str, sample: list[str], tests: list[str]) -> None:
        self.path = path
        self.code = code
        self.sample = sample
        self.tests = tests
        self.answers = {"killed": 0, "timeout": 0, "SURVIVED": 0}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the module as it is, then every mutant."""
        started = time.monotonic()
        if self.tried(session, self.code, 600) != "SURVIVED":
            sys.exit("the tests fail without a mutant")
        seconds = 10 + 5 * (time.monotonic() - started)
        for mutant in self.sample:
            answer = self.tried(session, mutant, seconds)
            self.answers[answer] += 1
            if answer == "SURVIVED":
                sys.__stderr__.write("\n".join(difference(self.code, mutant)) + "\n\n")
        return True

    def tried(self, session: pytest.Session, mutant: str, seconds: float) -> str:
        """Run the tests against one mutant in a process of its own: killed, timeout or SURVIVED."""
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                failed = self.failed(session, mutant)
            finally:
                os._exit(bool(failed))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return "killed" if status else "SURVIVED"
            time.sleep(0.005)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "timeout"

    def failed(self, session: pytest.Session, mutant: str) -> int:
        """In the child: whether a test fails while the module has this text."""
        before, after = (compile(text, self.path, "exec") for text in (self.code, mutant))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        if at_import(before) != at_import(after):
            os.environ |= {"MUTANT_PATH": self.path, "MUTANT_TEXT": mutant}
            os.execv(sys.executable, [sys.executable, __file__, "--anew", *self.tests])  # noqa: S606  ourselves
        exchange(self.path, before, after)
        loaded_as(self.path, mutant)
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return 1
        return 0


def anew(tests: list[str]) -> int:
    """In a new interpreter: pytest's exit code where the module has another text from its import on."""
    loaded_as(os.environ["MUTANT_PATH"], os.environ["MUTANT_TEXT"])
    return tests_of(tests)


def tests_of(tests: list[str], *plugins: object) -> int:
    """Run pytest with Hypothesis giving the same few examples every time."""
    hypothesis.settings.register_profile("mutants", database=None, derandomize=True, max_examples=25)
    hypothesis.settings.load_profile("mutants")
    options = ["-x", "-q", "-p", "no:cacheprovider", "--capture=sys", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *tests], plugins=list(plugins)))


def main() -> int:
    """Print the survivors of a sample and, last, the figures."""
    asked = argparse.ArgumentParser()
    asked.add_argument("module")
    asked.add_argument("--tests", required=True)
    asked.add_argument("--mutants", type=int, default=60)
    asked.add_argument("--seed", type=int, default=7)
    options = asked.parse_args()
    path = os.path.abspath(options.module)
    with open(path, encoding="utf-8") as source:
        code = source.read()
    total, sample = mutants(path, code, options.mutants, options.seed)
    tests = shlex.split(options.tests)
    trial = Mutants(path, code, sample, tests)
    tests_of(tests, trial)
    figures = " ".join(f"{name.lower()} {count}" for name, count in trial.answers.items())
    sys.stderr.write(f"{options.module}: {len(sample)} of {total} mutants, {figures}\n")
    return 0


if __name__ == "__main__":
    sys.path[:1] = [os.getcwd()]
    raise SystemExit(anew(sys.argv[2:]) if sys.argv[1] == "--anew" else main())
