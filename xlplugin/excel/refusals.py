"""Why a file was not read, each reason one sentence in Chinese and English: what, where, what to do."""

from __future__ import annotations

from xlplugin.errors import RefusedError, UnreadableError

__all__ = [
    "CELLS",
    "ELEMENTS",
    "EXPANDED",
    "FILLED",
    "MARKUP",
    "MEMBERS",
    "MERGED_CELLS",
    "MERGES",
    "ROWS",
    "SHEETS",
    "STRINGS",
    "TEXTS",
    "broken_cell",
    "broken_directory",
    "broken_legacy",
    "broken_member",
    "broken_part",
    "broken_sheet",
    "doctype",
    "encrypted_member",
    "foreign",
    "large_part",
    "long_text",
    "misplaced_member",
    "missing_part",
    "no_worksheet",
    "overlapping_member",
    "password",
    "repeated_member",
    "swollen_member",
    "too_many",
    "unknown_method",
    "unreadable_path",
    "wild_formula",
]

_SAVE_ZH = "请用 Excel 或 WPS 打开（必要时修复）后另存为新的 .xlsx 再试。"
_SAVE_EN = "open it in Excel or WPS (repair it if asked), save it as a new .xlsx and try again."

_SHOWN = 20
"""Characters of a text that a sentence shows."""

MEMBERS = ("压缩包部件数", "the members of the package")
"""What there may be too many of; so are the names below."""
SHEETS = ("工作表数", "the sheets")
STRINGS = ("共享字符串数", "the shared strings")
ROWS = ("行数", "the rows")
CELLS = ("单元格数", "the cells")
ELEMENTS = ("工作表的标记数", "the tags of a sheet")
FILLED = ("有内容的单元格数", "the cells that hold something")
EXPANDED = ("共享公式展开后的字符数", "the characters of the expanded shared formulas")
MERGES = ("合并区域数", "the merged areas")
MARKUP = ("各工作表、共享字符串等部件的字节数", "the bytes of the sheets, shared strings and other parts")
TEXTS = ("单元格文字的总字符数", "the characters of the texts of all cells")
MERGED_CELLS = ("合并区域覆盖的单元格数", "the cells covered by merged areas")


def _broken(zh: str, en: str) -> UnreadableError:
    return UnreadableError(
        f"文件不完整或已损坏：{zh}；{_SAVE_ZH}", f"The file is incomplete or damaged: {en}; {_SAVE_EN}"
    )


def _refused(zh: str, en: str) -> RefusedError:
    return RefusedError(
        f"文件内部结构异常，为安全起见没有读取：{zh}；{_SAVE_ZH}",
        f"The file is built in an unusual way and was refused for safety: {en}; {_SAVE_EN}",
    )


def _large(zh: str, en: str) -> RefusedError:
    return RefusedError(
        f"表格太大，没有读取：{zh}；请删去表格下方、右侧的空行空列，或把要审核的表另存为单独的文件再试。",
        f"The sheet is too large and was not read: {en}; delete the empty rows and "
        "columns below and beside the form, or save the form to a file of its own and try again.",
    )


def broken_directory() -> UnreadableError:
    """The zip directory is missing or wrong, as in a download that was cut off."""
    return _broken("压缩包目录缺失或有误", "its zip directory is missing or wrong")


def missing_part(name: str) -> UnreadableError:
    """A part that the file refers to does not exist."""
    return _broken(f"缺少部件 {name}", f"the part {name} is missing")


def broken_member(name: str) -> UnreadableError:
    """A part does not inflate to what its directory entry states."""
    return _broken(f"部件 {name} 解压后与记录不符", f"the part {name} does not unpack to what is recorded of it")


def misplaced_member(name: str) -> UnreadableError:
    """A part is not where the directory says."""
    return _broken(f"找不到部件 {name} 的内容", f"the content of the part {name} is not where it should be")


def broken_part(name: str) -> UnreadableError:
    """A part is not well-formed XML, or holds nonsense where a number must stand."""
    return _broken(f"部件 {name} 的内容无法解析", f"the part {name} cannot be parsed")


def broken_cell(sheet: str, cell: str) -> UnreadableError:
    """A cell whose content cannot be what it is declared to be."""
    return _broken(f"工作表“{sheet}”的单元格 {cell} 无法解析", f"cell {cell} of the sheet “{sheet}” cannot be parsed")


def broken_sheet(sheet: str, what: str) -> UnreadableError:
    """A property of a sheet, quoted as written, that cannot be understood."""
    return _broken(f"工作表“{sheet}”中的 {what} 无法解析", f"{what} on the sheet “{sheet}” cannot be parsed")


def repeated_member(name: str) -> RefusedError:
    """Two members, sheets or relationships share what must be one: readers would disagree on the content."""
    return _refused(f"{name} 出现了两次", f"{name} occurs twice")


def encrypted_member(name: str) -> RefusedError:
    """A member is encrypted the zip way, which no spreadsheet program does."""
    return _refused(f"部件 {name} 已加密", f"the part {name} is encrypted")


def unknown_method(name: str) -> RefusedError:
    """A member is packed neither plain nor by deflate."""
    return _refused(f"部件 {name} 的压缩方式不明", f"the part {name} is packed by an unknown method")


def overlapping_member(name: str) -> RefusedError:
    """A member shares bytes with another: the classic bomb."""
    return _refused(f"部件 {name} 与其他部件重叠", f"the part {name} overlaps another")


def swollen_member(name: str) -> RefusedError:
    """A member would inflate beyond the limits."""
    return _refused(f"部件 {name} 解压后过大", f"the part {name} would inflate beyond the limit")


def large_part(name: str, limit: int) -> RefusedError:
    """A part of more bytes than can be taken apart in the memory that a check may take."""
    return _large(f"部件 {name} 过大，超过 {limit >> 20} MiB", f"the part {name} is larger than {limit >> 20} MiB")


def long_text(text: str, limit: int, sheet: str = "", cell: str = "") -> RefusedError:
    """A cell with more text than Excel allows; where the cell is not known, it is found by how its text begins."""
    head = f"{text[:_SHOWN]}…"
    known = f"工作表“{sheet}”的单元格 {cell} ", f"cell {cell} of the sheet “{sheet}”"
    zh, en = known if cell else ("有单元格", "a cell")
    return RefusedError(
        f"表格没有读取：{zh}的文字超过 Excel 允许的 {limit:,} 个字符，开头是“{head}”；请缩短后再试。",
        f"The sheet was not read: {en} holds more than the {limit:,} characters that Excel allows, "
        f"beginning with “{head}”; shorten it and try again.",
    )


def doctype(name: str) -> RefusedError:
    """A part declares a DOCTYPE, the way to entity bombs and foreign files; spreadsheet programs never do."""
    return _refused(f"部件 {name} 含有 DOCTYPE 声明", f"the part {name} declares a DOCTYPE")


def wild_formula(sheet: str, cell: str) -> RefusedError:
    """A formula longer or more deeply nested than Excel allows."""
    return _refused(
        f"工作表“{sheet}”的单元格 {cell} 中公式过长或嵌套过深",
        f"the formula in cell {cell} of the sheet “{sheet}” is too long or nested too deeply",
    )


def too_many(things: tuple[str, str], limit: int) -> RefusedError:
    """More of something than any form holds; ``things`` is one of the names above, in both languages."""
    zh, en = things
    if things in (
        CELLS,
        FILLED,
        MARKUP,
        MERGES,
        ROWS,
        TEXTS,
    ):  # ordinary forms may get there, and saving would not help
        return _large(f"{zh}超过上限 {limit:,}", f"{en} exceed the limit of {limit:,}")
    return _refused(f"{zh}超过上限 {limit:,}", f"{en} exceed the limit of {limit:,}")


def password() -> UnreadableError:
    """The file is encrypted with a password to open."""
    return UnreadableError(
        "文件有打开密码，无法读取；请在 Excel 或 WPS 中打开，取消打开密码后另存再试。",
        "The file needs a password to open and cannot be read; "
        "open it in Excel or WPS, remove the password, save it and try again.",
    )


def broken_legacy() -> UnreadableError:
    """An .xls or .et that its reader cannot make sense of."""
    return _broken("无法按 Excel 97-2003 格式解析", "it cannot be parsed as a workbook of Excel 97-2003")


def foreign(name: str, zh: str, en: str) -> UnreadableError:
    """The content is no workbook that can be read here; ``zh`` and ``en`` say what it seems to be."""
    return UnreadableError(
        f"{name} 不是可以读取的工作簿（.xlsx、.xlsm、.xls、.et）：内容看起来是{zh}；"
        "请确认文件是否选对，或用 Excel、WPS 打开后另存为 .xlsx 再试。",
        f"{name} is no workbook that can be read (.xlsx, .xlsm, .xls, .et): its content seems to be {en}; "
        "make sure this is the right file, or open it in Excel or WPS, save it as .xlsx and try again.",
    )


def no_worksheet() -> UnreadableError:
    """A workbook of chart or macro sheets only."""
    return UnreadableError(
        "工作簿中没有普通工作表，没有可以检查的表格；请确认文件是否选对。",
        "The workbook holds no worksheet, hence no form to check; make sure this is the right file.",
    )


def unreadable_path(path: str, zh: str, en: str) -> UnreadableError:
    """A path from which no bytes can be had; the other arguments are reason and remedy."""
    return UnreadableError(f"无法读取文件 {path}：{zh}。", f"The file {path} cannot be read: {en}.")
