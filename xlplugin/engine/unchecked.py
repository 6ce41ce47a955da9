"""What could not be judged, in words: nothing unread ever looks like a clean result."""

from __future__ import annotations

from xlplugin.model import NotChecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from xlplugin.model import Form, Rule
    from xlplugin.place import Place

__all__ = [
    "no_form",
    "nothing_read",
    "other_sheets",
    "stray_reason",
    "uncached_formulas",
    "unknown_edition",
    "unread_form",
    "unread_rows",
    "unscored_rows",
    "unseen_formulas",
]


def no_form(lang: str) -> NotChecked:
    """A workbook on which no form was found."""
    if lang == "en":
        why = "no self-evaluation form was found in it (no header row of an indicator or budget table)"
        return NotChecked(None, "the workbook", why)
    return NotChecked(None, "整个工作簿", "没有找到自评表（没有指标表或预算表的表头）")


def unread_form(sheet: str, title: str, lang: str) -> NotChecked:
    """A sheet with the title of a form, and a table below it of which no header was understood."""
    if lang == "en":
        why = f"its title is “{title}”, but no header row was understood (was a header changed?); it was not checked"
        return NotChecked(sheet, "the whole sheet", why)
    why = f"标题是“{title}”，但没有认出指标表或预算表的表头（表头文字可能被改动），这张表没有审核"
    return NotChecked(sheet, "整张表页", why)


def nothing_read(form: Form, lang: str, *, blocking: bool) -> NotChecked:
    """A form of which only the header was read: blank, or with its rows where no header says what they hold."""
    if lang == "en":
        why = (
            "a header row was found, but no indicator, budget line or total below it, so nothing was checked; "
            "is the form still blank, or do its rows stand elsewhere?"
        )
        return NotChecked(form.sheet, "the rows of the form", why, blocking)
    why = "认出了表头，但下面没有读到任何指标、资金行或合计行，没有可审核的内容；请核对是否没有填写，或各行不在表头下面"
    return NotChecked(form.sheet, "表中各行", why, blocking)


def unread_rows(form: Form, lang: str) -> Iterable[NotChecked]:
    """Rows with figures in the columns of a table that were not read as part of it."""
    for sheet in dict.fromkeys(place.sheet for place in form.unread):
        rows = _runs(sorted({place.row for place in form.unread if place.sheet == sheet}))
        if lang == "en":
            where = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in rows)
            why = (
                "figures stand here in columns of the table, but below a note or behind its end, so these rows were "
                "not read; move the note below the last row of the table, then check again"
            )
            yield NotChecked(sheet, f"rows {where}", why)
        else:
            where = "、".join(f"第{first}行" if first == last else f"第{first}–{last}行" for first, last in rows)
            why = (
                "这些行在表的各栏下填有数字，但位于附注下面或表已结束处，没有读作表中的行，没有审核；"
                "请把附注移到表的最后一行下面，再审核"
            )
            yield NotChecked(sheet, where, why)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Row numbers in order as runs from first to last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs


_OF_A_BLANK = "template."
_OF_ANY_FORM = "template.hidden"
_OF_ENGINES = "formulas."


def _applies(rule: Rule) -> bool:
    """Whether a rule says something of a form without an edition: it needs no settings, no blank and no engine."""
    needy = rule.name.startswith((_OF_A_BLANK, _OF_ENGINES)) and rule.name != _OF_ANY_FORM
    return not rule.needs and not needy


def unknown_edition(form: Form, near_misses: Sequence[str], rules: Iterable[Rule], lang: str) -> NotChecked:
    """A form that no definition knows: how many rules were applied all the same, and what was not checked."""
    count = sum(map(_applies, rules))
    near = "、".join(near_misses)
    if lang == "en":
        close = f"; close to: {near}" if near else ""
        why = (
            f"unknown edition{close}; checked by {count} general rules (see “xlplugin rules”); "
            "not checked: fixed rows and their full marks, local provisions"
        )
        return NotChecked(form.sheet, "edition", why, blocking=False)
    close = f"（相近的版本：{near}）" if near else ""
    general = f"已按{count}条通用规则审核（规则见 xlplugin rules）"
    why = f"没有这张表的版本定义{close}；{general}；未审核：固定行及其分值、地方规定"
    return NotChecked(form.sheet, "版本", why, blocking=False)


def uncached_formulas(form: Form, lang: str) -> Iterable[NotChecked]:
    """Formulas whose results the file does not hold: what they give was not judged."""
    cells = [entry.cell for entry in form.faulty if entry.state == "uncached"]
    if not cells:
        return
    if lang == "en":
        why = "the file holds no results for these formulas; open and save it in Excel or WPS, then check again"
        yield NotChecked(form.sheet, ", ".join(cells), why)
    else:
        why = "这些公式格没有保存计算结果；请用 Excel 或 WPS 打开、保存后再审核"
        yield NotChecked(form.sheet, "、".join(cells), why)


def unscored_rows(form: Form, told: Collection[Place], lang: str) -> Iterable[NotChecked]:
    """Rows with points whose target or result is no one figure and of which no finding has ``told``."""
    receipts = form.score.rows if form.score else (None,) * len(form.indicators)
    cells = [
        entry.cell
        for row, receipt in zip(form.indicators, receipts, strict=True)
        if row.points is not None and not row.points.is_blank and row.points.place not in told
        if receipt is None or receipt.outcome.value is None
        for entry in (row.target, row.actual)
        if entry and entry.quantity and entry.quantity.kind == "unreadable" and entry.place not in told
    ]
    if not cells:
        return
    if lang == "en":
        why = "no one figure can be read here, so the points of these rows were not recomputed; check them by hand"
        yield NotChecked(form.sheet, ", ".join(cells), why, blocking=False)
    else:
        why = "这些格里不止一个数，或数的写法认不出来，这几行的得分没有重算，请人工核对"
        yield NotChecked(form.sheet, "、".join(cells), why, blocking=False)


def stray_reason(place: Place, lang: str) -> NotChecked:
    """A written reason whose id was damaged: nobody can tell what it answers."""
    if lang == "en":
        why = "no id of a finding stands in the row of this reason, so it was not taken; make the template again"
        return NotChecked(place.sheet, place.cell, why, blocking=False)
    why = "这一行的编号缺失或被改动，不知道说明的是哪一条，没有采用；请重新生成审核说明表，把说明抄过去"
    return NotChecked(place.sheet, place.cell, why, blocking=False)


def unseen_formulas(sheet: str, lang: str) -> NotChecked:
    """A file type that shows neither formulas nor error values."""
    if lang == "en":
        why = "this file type does not show formulas and error values; save as .xlsx to have them checked"
        return NotChecked(sheet, "formulas", why, blocking=False)
    return NotChecked(sheet, "公式", "这种文件格式看不到公式和错误值；另存为 .xlsx 后可一并审核", blocking=False)


def other_sheets(names: Iterable[str], lang: str) -> Iterable[NotChecked]:
    """Sheets that are no worksheets: charts, macro sheets, dialogs."""
    for name in names:
        if lang == "en":
            yield NotChecked(name, "the sheet", "not a worksheet, nothing on it was read", blocking=False)
        else:
            yield NotChecked(name, "整张表页", "不是工作表（图表页或宏表），没有读取", blocking=False)
