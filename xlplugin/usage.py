"""Why a command was not carried out, each reason one sentence in Chinese and English: what, where, what to do."""

from __future__ import annotations

from xlplugin.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "bad_usage",
    "existing_file",
    "faulty_settings",
    "foreign_baseline",
    "lone_out_dir",
    "missing_target",
    "no_workbook",
    "not_a_workbook_name",
    "overwritten_baseline",
    "overwritten_file",
    "overwritten_workbook",
    "undelivered_report",
    "unmakeable_folder",
    "unread_baseline",
]


def bad_usage(zh: str, en: str, program: str) -> UsageError:
    """A command line that cannot be understood."""
    return UsageError(f"命令写法不对：{zh}；说明见 {program} --help", f"Bad usage: {en}; see {program} --help")


def lone_out_dir() -> UsageError:
    """A folder for marked copies where none are asked for."""
    return UsageError("--out-dir 要和 --annotate 一起用。", "--out-dir goes with --annotate.")


def missing_target() -> UsageError:
    """Receipts asked for as a workbook without saying where."""
    return UsageError(
        "--format xlsx 要用 -o 指明存到哪里，如 -o 计分底稿.xlsx。",
        "--format xlsx needs -o to say where, such as -o receipt.xlsx.",
    )


def no_workbook(folder: str, kinds: str) -> UsageError:
    """A folder without anything to check."""
    return UsageError(
        f"文件夹里没有工作簿（{kinds}）：{folder}；请核对路径。",
        f"No workbook ({kinds}) in the folder: {folder}; check the path.",
    )


def overwritten_workbook(output: str) -> UsageError:
    """A report that would replace a workbook."""
    return UsageError(
        f"报告不能写到工作簿上：{output}；请给 -o 另一个文件名，如 report.txt。",
        f"The report must not replace a workbook: {output}; give -o another name, such as report.txt.",
    )


def overwritten_file(target: str) -> UsageError:
    """A marked copy that would replace an input, the report or the copy of another input."""
    return UsageError(
        f"标注副本会覆盖本次的另一个文件：{target}；请分次审核，或用 --out-dir 换一个文件夹。",
        f"The marked copy would replace another file of this run: {target}; "
        "check them separately or choose another --out-dir.",
    )


def undelivered_report(fault: OSError) -> UsageError:
    """A report that standard output does not take: a full disk behind a redirection."""
    reason = fault.strerror or str(fault)
    return UsageError(
        f"报告没能全部输出（{reason}）；请换一个位置，或用 -o 写入文件。",
        f"The report could not be printed in full ({reason}); choose another place or write it to a file with -o.",
    )


def unmakeable_folder(folder: str, fault: OSError) -> UsageError:
    """A folder that cannot be created."""
    reason = fault.strerror or str(fault)
    return UsageError(
        f"建不了文件夹：{folder}（{reason}）；请换一个位置。",
        f"The folder cannot be made: {folder} ({reason}); choose another place.",
    )


def not_a_workbook_name(output: str) -> UsageError:
    """A workbook to be saved under a name that Excel would not open."""
    return UsageError(
        f"工作簿要存为 .xlsx：{output}；请改文件名。", f"A workbook is saved as .xlsx: {output}; change the name."
    )


def existing_file(output: str) -> UsageError:
    """A workbook that would replace a file, perhaps one that somebody has filled in."""
    return UsageError(
        f"文件已存在，没有覆盖：{output}；请换一个文件名。",
        f"The file exists and was left alone: {output}; choose another name.",
    )


def faulty_settings(source: str, faults: Sequence[tuple[int, str, str]]) -> UsageError:
    """A settings file with its faults, each with its line (0 where it has none), in Chinese and in English."""
    zh = "；".join(f"第{line}行：{told}" if line else told for line, told, _ in faults)
    en = "; ".join(f"line {line}: {told}" if line else told for line, _, told in faults)
    return UsageError(
        f"设置文件 {source} 有 {len(faults)} 处要改：{zh}。改好后再审核。",
        f"The settings file {source} has {len(faults)} fault(s): {en}. Correct it and check again.",
    )


def unread_baseline(path: str, fault: OSError) -> UsageError:
    """A former report that cannot be opened."""
    reason = fault.strerror or str(fault)
    return UsageError(
        f"基线打不开：{path}（{reason}）；请核对 --baseline 后的文件名。",
        f"The baseline cannot be opened: {path} ({reason}); check the name after --baseline.",
    )


def foreign_baseline(path: str, zh: str, en: str) -> UsageError:
    """A file that cannot serve as baseline."""
    return UsageError(
        f"{path} 不能作基线：{zh}；基线是不带 --baseline 时用 --format json -o 存下的报告。",
        f"{path} is no baseline: {en}; a baseline is a report saved with --format json -o and without --baseline.",
    )


def overwritten_baseline(output: str) -> UsageError:
    """A report that would replace the baseline it is compared with: only what is new would be left in it."""
    return UsageError(
        f"报告会覆盖基线：{output}；其中只剩新问题，请给 -o 另一个文件名。",
        f"The report would replace its baseline: {output}, and hold new findings only; give -o another name.",
    )
