"""What installing, removing and looking say, in Chinese and English: what, where, what to do."""

from __future__ import annotations

from xlplugin.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.addin.install_platform import Interpreter

__all__ = [
    "Said",
    "absent",
    "altered",
    "facts",
    "foreign",
    "locked",
    "missing_file",
    "no_library",
    "no_python",
    "no_xlplugin",
    "other_version",
    "other_xlwings",
    "percent",
    "ready",
    "relative",
    "removed",
    "store_python",
    "unbuilt",
    "unplain_home",
]

Said = tuple[str, str]
"""A sentence in Chinese and in English."""

_AGAIN_ZH, _AGAIN_EN = "请退出 Excel 后运行 xlplugin addin install。", "quit Excel and run xlplugin addin install."


def no_python(python: str) -> Said:
    """The interpreter does not start."""
    return (
        f"启动不了 {python}，或者它低于 3.11；请重建 Python 环境，再在其中运行 xlplugin addin install。",
        (
            f"{python} does not start or is older than 3.11; make the environment again and run "
            "xlplugin addin install in it."
        ),
    )


def store_python(base: str) -> Said:
    """A Python of the Microsoft Store, whose writes to the profile end up in a private copy (Python docs, 4.2)."""
    return (
        f"这是微软商店版的 Python（{base}），它写入的加载项 Excel 看不到；请改用 python.org 的 Python。",
        (
            f"This is the Python of the Microsoft Store ({base}); Excel would not see what it writes. "
            "Use a Python from python.org."
        ),
    )


def percent(python: str) -> Said:
    """A path in which Windows would look for variables."""
    return (
        f"路径里有百分号：{python}；请把 Python 环境建在别的文件夹里。",
        f"There is a percent sign in the path: {python}; make the environment in another folder.",
    )


def unplain_home(home: str) -> Said:
    """A home folder on macOS that the script of xlwings would not quote."""
    return (
        f"用户文件夹的路径里有空格或特殊字符：{home}；按钮在这样的路径下启动不了，请用命令行。",
        (
            f"There are spaces or special characters in the path of the home folder: {home}; the button cannot start "
            "from there, use the command line."
        ),
    )


def no_xlplugin(python: str) -> Said:
    """An interpreter without xlplugin."""
    return (
        f"{python} 里没有安装 xlplugin；请在装有 xlplugin 的环境中运行 xlplugin addin install。",
        f"xlplugin is not installed for {python}; run xlplugin addin install in the environment that has it.",
    )


def other_xlwings(python: str, found: str, wanted: str) -> Said:
    """An interpreter whose xlwings is missing or does not fit the add-in."""
    remedy = f'"{python}" -m pip install xlwings=={wanted}'
    return (
        f"加载项要用 xlwings {wanted}，现在是 {found or '没有安装'}；请运行：{remedy}",
        f"The add-in needs xlwings {wanted}, found: {found or 'none'}; run: {remedy}",
    )


def no_library(name: str, folders: str) -> Said:
    """The library of xlwings does not lie where Excel looks: after pip install --user, or without a venv."""
    return (
        (
            f"{folders} 里没有 {name}（用 pip install --user 安装时会这样）；"
            "请用 py -m venv 建一个独立环境，在其中安装 xlplugin。"
        ),
        (
            f"{name} is missing from {folders}, as it is after pip install --user; make an environment with py -m venv "
            "and install xlplugin in it."
        ),
    )


def other_version(found: str, baked: str) -> Said:
    """Only the program was updated, the add-in was not."""
    return (
        f"加载项由 xlplugin {baked} 安装，现在的 xlplugin 是 {found}；{_AGAIN_ZH}",
        f"The add-in was installed by xlplugin {baked}, xlplugin is now {found}; {_AGAIN_EN}",
    )


def altered(path: str) -> Said:
    """The installed add-in is not what this version would install."""
    return (
        f"{path} 与这个版本带的加载项不同（旧版本，或被改动过）；{_AGAIN_ZH}",
        f"{path} is not the add-in of this version (it is older, or was changed); {_AGAIN_EN}",
    )


def missing_file(path: str) -> Said:
    """A file beside the add-in is gone or was changed."""
    return f"缺少 {path}，或被改动过；{_AGAIN_ZH}", f"{path} is missing or was changed; {_AGAIN_EN}"


def absent(path: str) -> Said:
    """Nothing is installed."""
    return (
        f"没有安装 Excel 按钮（{path} 不存在）；要安装，请运行 xlplugin addin install。",
        f"The button is not installed ({path} does not exist); to install it, run xlplugin addin install.",
    )


def facts(path: str, python: str, versions: Interpreter | None, baked: tuple[str, str], digest: str) -> list[Said]:
    """What is installed, which Python it starts, which versions.

    ``baked`` are xlplugin and xlwings of the add-in, ``digest`` is that of the add-in before an interpreter is set.
    """
    own, xlwings = (versions.xlplugin or "-", versions.xlwings or "-") if versions else ("?", "?")
    return [
        (f"加载项：{path}", f"Add-in: {path}"),
        (f"Python：{python}", f"Python: {python}"),
        (
            f"版本：xlplugin {own}，xlwings {xlwings}；加载项：xlplugin {baked[0]}，xlwings {baked[1]}",
            f"Versions: xlplugin {own}, xlwings {xlwings}; add-in: xlplugin {baked[0]}, xlwings {baked[1]}",
        ),
        (f"安装包内加载项的 SHA-256：{digest}", f"SHA-256 of the add-in in the package: {digest}"),
    ]


def ready() -> Said:
    """All is well."""
    return (
        "一切正常：重新打开 Excel，功能区里有“绩效自评”。",
        "All is well: restart Excel, the ribbon has the tab 绩效自评.",
    )


def removed(paths: list[str]) -> list[Said]:
    """What was removed, if anything was."""
    if not paths:
        return [("没有安装 Excel 按钮，没有要卸载的。", "The button is not installed; there was nothing to remove.")]
    gone = [(f"已删除：{path}", f"Removed: {path}") for path in paths]
    return [*gone, ("Excel 按钮已卸载，没有留下文件。", "The button is removed; no file of it is left.")]


def relative(python: str) -> UsageError:
    """An interpreter named in a way that Excel, which starts elsewhere, would not find."""
    return UsageError(
        f"要写 Python 的完整路径，不能是 {python}。", f"Give the full path of the Python instead of {python}."
    )


def foreign(path: str) -> UsageError:
    """A file that is not ours stands where ours belongs."""
    return UsageError(
        f"{path} 不是 xlplugin 的文件，没有改动；请先把它移到别处，再重试。",
        f"{path} is no file of xlplugin and was left alone; move it elsewhere and try again.",
    )


def locked(path: str, fault: BaseException) -> UsageError:
    """A file that cannot be read, written or removed, most often because Excel is running."""
    reason = getattr(fault, "strerror", None) or str(fault)
    return UsageError(
        f"动不了 {path}（{reason}）；请退出所有 Excel 窗口后重试，还不行就检查该文件夹的权限。",
        f"{path} cannot be changed ({reason}); quit every Excel window and try again, then check the permissions of "
        "the folder.",
    )


def unbuilt(path: str) -> UsageError:
    """The package comes without its add-in, as a clone does before the build."""
    return UsageError(
        f"找不到 {path}；请重新安装 xlplugin，或先运行 xlplugin addin build。",
        f"{path} is missing; reinstall xlplugin, or run xlplugin addin build first.",
    )
