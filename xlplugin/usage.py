"""Why a command was not carried out, each reason one sentence in Chinese and English: what, where, what to do."""

from __future__ import annotations

from xlplugin.errors import UsageError

__all__ = [
    "bad_usage",
    "existing_file",
    "lone_out_dir",
    "missing_target",
    "no_workbook",
    "not_a_workbook_name",
    "overwritten_file",
    "overwritten_workbook",
    "undelivered_report",
    "unmakeable_folder",
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
    return UsageError(f"文件夹里没有工作簿（{kinds}）：{folder}", f"No workbook ({kinds}) in the folder: {folder}")


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
