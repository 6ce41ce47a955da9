"""The command line: what each command does, what it prints, and its exit code.

``score`` reports and does not judge: its exit code is 0 or 2, never 1.

Exit codes: 0 all checked and nothing found at or above ``--fail-on``, 1 something found, 2 something could not be
checked or done. The report goes to standard output, everything else to standard error; a source is only read.
"""

from __future__ import annotations

import errno
import io
import os
import sys

from xlplugin.batch import SUFFIXES, copies, identity, internal_fault, workbooks
from xlplugin.commands import parser
from xlplugin.errors import XlpluginError
from xlplugin.model import SEVERITIES, Run
from xlplugin.reports.terminal import one_line
from xlplugin.usage import (
    existing_file,
    lone_out_dir,
    not_a_workbook_name,
    overwritten_workbook,
    undelivered_report,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code; never raises, for a traceback exits with 1, "found"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = ""
    try:
        options = parser(_COMMANDS).parse_args(argv)
        lang = options.lang
        return int(options.run(options))
    except SystemExit as stop:  # --help and --version
        return int(stop.code or 0)
    except KeyboardInterrupt:
        _say(XlpluginError("已中断，没有完成。", "Interrupted before the end."), lang)
    except XlpluginError as error:
        _say(error, lang)
    except Exception as error:  # noqa: BLE001 - see the docstring
        _say(internal_fault(error), lang)
    return 2


def _say(error: XlpluginError, lang: str) -> None:
    """Say a sentence on standard error; in both languages where none has been chosen yet."""
    for sentence in (error.said(lang),) if lang else (error.zh, error.en):
        _log(f"xlplugin: {sentence}")


def _log(line: str) -> None:
    """Write a line to standard error; where that is closed or full, the exit code has to say it alone."""
    try:
        sys.stderr.write(one_line(line) + "\n")
    except (OSError, AttributeError):  # closed from the start, it is None
        return


def _paths(options: argparse.Namespace) -> tuple[str, ...]:
    """The workbooks that a command means; UsageError for an unknown profile or a report that would replace one."""
    if options.profile:
        from xlplugin.scoring import profile_for  # noqa: PLC0415 - only with --profile

        profile_for(None, options.profile)
    paths, output = tuple(workbooks(options.paths)), options.output
    taken = output and output.lower().endswith(SUFFIXES) and options.format != "xlsx"
    if output and (taken or identity(output) in map(identity, paths)):
        raise overwritten_workbook(output)
    return paths


def _check(options: argparse.Namespace) -> int:
    from xlplugin import checking  # noqa: PLC0415 - one command per run is loaded

    lang, output = options.lang, options.output
    if options.out_dir and not options.annotate:
        raise lone_out_dir()
    paths = _paths(options)
    targets = copies(paths, options.out_dir, (output,) if output else ()) if options.annotate else {}
    since = checking.baseline(options.baseline, output)
    run = checking.checked(
        paths,
        lang,
        options.profile,
        strict=options.strict,
        preview=options.preview,
        jobs=options.jobs,
        recalc=options.recalc,
    )
    run, kept = checking.marked(since(run), targets, lang)
    for told in kept:
        _log(told)
    _publish(checking.report(run, options.format, lang, options.fail_on), output)
    if _blocked(run, lang):
        return 2
    return int(any(map(run.count, SEVERITIES[: SEVERITIES.index(options.fail_on) + 1])))


def _blocked(run: Run, lang: str) -> bool:
    """Say on standard error what could not be checked; whether there was anything."""
    for file in run.files:
        for note in (note for note in file.not_checked if note.blocking):
            where = " ".join(part for part in (file.file, note.sheet, note.what) if part)
            _log(f"{'not checked' if lang == 'en' else '未审核'}: {where}: {note.why}")
    return run.blocked


def _score(options: argparse.Namespace) -> int:
    from xlplugin import receipts  # noqa: PLC0415 - one command per run is loaded

    paths = _paths(options)
    if options.format == "xlsx":
        receipts.check_target(options.output)
    run = receipts.scored(paths, options.lang, options.profile)
    if options.format != "xlsx":
        _publish(receipts.report(run, options.format, options.lang), options.output)
    else:
        receipts.save(run, options.output, options.lang)
    return 2 if _blocked(run, options.lang) else 0


def _publish(report: str, output: str | None = None) -> None:
    """Write a report to a file or to standard output; a reader that stops reading is no fault."""
    if output:
        from xlplugin.excel.delivery import is_stream, write_stream, write_whole  # noqa: PLC0415 - only with -o

        deliver = write_stream if is_stream(output) else write_whole
        deliver(output, report.encode("utf-8", "backslashreplace"))
        return
    if sys.stdout is None:  # closed from the start
        raise undelivered_report(OSError(errno.EBADF, os.strerror(errno.EBADF)))
    try:
        sys.stdout.write(report)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        raise undelivered_report(fault) from fault


def _explain(options: argparse.Namespace) -> int:
    from xlplugin.pipeline import rule_page  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.reports.catalogue import page  # noqa: PLC0415 - the same

    _publish(page(rule_page(options.code)))
    return 0


def _rules(options: argparse.Namespace) -> int:
    from xlplugin.pipeline import rules  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.reports.catalogue import rules_json, rules_text  # noqa: PLC0415 - the same

    _publish(rules_json(rules()) if options.format == "json" else rules_text(rules(), options.lang))
    return 0


def _forms(options: argparse.Namespace) -> int:
    from xlplugin.pipeline import editions  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.reports.catalogue import forms_json, forms_text  # noqa: PLC0415 - the same

    _publish(forms_json(editions()) if options.format == "json" else forms_text(editions(), options.lang))
    return 0


def _draft(options: argparse.Namespace) -> int:
    from xlplugin.drafting import deliver, documents, text  # noqa: PLC0415 - one command per run is loaded

    drafted = documents(options.file, options.lang)
    if options.output:
        for target in deliver(drafted, options.output):
            _log(f"{'written' if options.lang == 'en' else '已写入'}: {target}")
    else:
        _publish(text(drafted))
    return 0


def _new(options: argparse.Namespace) -> int:
    from xlplugin.excel.delivery import write_new  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.excel.render import render  # noqa: PLC0415 - the same
    from xlplugin.grid.text import parse_sheets  # noqa: PLC0415 - the same
    from xlplugin.pipeline import blank_form  # noqa: PLC0415 - the same

    output = options.output
    if not output.lower().endswith(".xlsx"):
        raise not_a_workbook_name(output)
    if os.path.lexists(output):
        raise existing_file(output)
    if not write_new(output, render(parse_sheets(blank_form(options.form)))):
        raise existing_file(output)
    return 0


def _explain_template(options: argparse.Namespace) -> int:
    from xlplugin import explaining  # noqa: PLC0415 - one command per run is loaded

    target = explaining.template(
        options.file, options.output, options.previous, options.lang, options.profile, options.among
    )
    _log(f"{'written' if options.lang == 'en' else '已写入'}: {target}")
    return 0


def _clear(options: argparse.Namespace) -> int:
    from xlplugin.clearing import cleared  # noqa: PLC0415 - one command per run is loaded

    target = cleared(options.file, options.output)
    _log(f"{'written' if options.lang == 'en' else '已写入'}: {target}")
    return 0


def _impact(options: argparse.Namespace) -> int:
    from xlplugin import impact  # noqa: PLC0415 - one command per run is loaded

    told, run = impact.report(
        _paths(options), options.rule, options.format, options.lang, options.profile, options.fail_on
    )
    _publish(told, options.output)
    return 2 if _blocked(run, options.lang) else 0


_COMMANDS = {
    "check": _check,
    "score": _score,
    "clear": _clear,
    "explain": _explain,
    "explain-template": _explain_template,
    "rules": _rules,
    "forms": _forms,
    "draft": _draft,
    "impact": _impact,
    "new": _new,
}
"""What each command does."""
