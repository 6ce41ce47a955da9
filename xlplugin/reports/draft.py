"""A drafted definition as TOML: what was read stands there, what was not is left blank and marked in a comment."""

from __future__ import annotations

from xlplugin.reports.terminal import disarmed, one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from xlplugin.engine.draft import Draft, Wording
    from xlplugin.model import Item

__all__ = ["toml"]

_SAID = {
    "zh": {
        "from": "由 xlplugin forms draft 据“{0}”的“{1}”表生成的草稿，不是定义。",
        "how": "标“请填写”的空白必须填好；标“请确认”的是程序推断，核对后删去。写法见 xlplugin/forms/README.md。",
        "known": "请确认：程序已认得这张表（{0}），一般不必另建。",
        "near": "请确认：与已有的 {0} 相近；只是换了年度时，以那个文件为底稿更省事。",
        "title": "请填写：表的标题，照印",
        "titles": "请填写：标题的各种写法，年度写作 {year}",
        "titles_sure": "请确认：标题里的年度写作 {year}；夹有地名、单位名或项目名时，那几个字写作 {place}",
        "jurisdiction": "请填写：从省写到县的全名，如 某省某市某县；通用版式填 全国",
        "year": "请填写：表的年度，四位数字",
        "kind": "请确认：按栏目推断；scorecard 计分表，assessment 考核评分表，targets 目标完成情况表，"
        "selfeval 自评表，funds 资金表",
        "full": "请确认：全表满分，取自合计行、类别或各行分值，另加印出的预算执行分值",
        "no_full": "请确认：表上没有读到满分；有的话去掉行首 # 填上",
        "requires": "请确认：表上有这些栏，必填的留下：{0}",
        "no_requires": "请确认：没有读到基本信息栏；可填 project、department、unit、code、score、grade、kind",
        "signature": "请确认：印好的栏目，据此认表；可再加只有本表才印的字样，删去会变的（如带年份的）",
        "classes": "请确认：表上印好的一、二级指标",
        "columns": "请确认：以下栏目词表里没有；程序按词尾推断的已写出含义，空的请按 vocabulary.toml 的含义填写，"
        "要用就去掉行首 #，不是数据栏就删去。",
        "budget": "请确认：预算表栏目“{0}”（{1}）词表里没有{2}；需要时加到 vocabulary.toml 的 [budget.…]。",
        "guessed": "，按词尾认作 {0}",
        "basis": "请填写：表样出处，如 某县2024年度项目支出绩效自评表（某单位公开件）",
        "status": "请确认：F 表上所印，C 公开件上见到，M 据转述，K 惯例",
        "scale": "请确认：读自 {0}，等级及其下限",
        "no_scale": "请确认：表上没有读到等级标准；印有的话去掉行首 #，照印填写",
        "scale_basis": "请填写：等级标准印在哪里",
        "rules": "请确认：各行分值应合计多少；表上印明的才写 F，去掉行首 #",
        "groups": "请确认：表上印的各级指标分值",
        "items": "请确认：以下各行应是表上印好的；单位自己填写的行请删去",
        "no_weight": "请确认：没有读到这一行的分值",
    },
    "en": {
        "from": "Drafted by xlplugin forms draft from the sheet “{1}” of “{0}”; not yet a definition.",
        "how": "Blanks marked FILL IN must be filled; what is marked CONFIRM was inferred: compare it with the form, "
        "then delete the comment. See xlplugin/forms/README.md.",
        "known": "CONFIRM: this form is already known ({0}); a new definition is rarely needed.",
        "near": "CONFIRM: close to {0}; where only the year differs, start from that file.",
        "title": "FILL IN: the title as printed",
        "titles": "FILL IN: the wordings of the title, with {year} for the year",
        "titles_sure": "CONFIRM: {year} stands for the year; write {place} for a place, unit or project in the title",
        "jurisdiction": "FILL IN: the full name from province to county, in Chinese; 全国 for a national layout",
        "year": "FILL IN: the year of the form, four digits",
        "kind": "CONFIRM: inferred from the columns; one of scorecard, assessment, targets, selfeval, funds",
        "full": "CONFIRM: the full mark, from the total row, the classes or the rows, with printed execution points",
        "no_full": "CONFIRM: no full mark was found; if there is one, remove the leading # and fill it in",
        "requires": "CONFIRM: the form has these entries, keep what must be filled in: {0}",
        "no_requires": "CONFIRM: no identity entry was found; project, department, unit, code, score, grade, kind",
        "signature": "CONFIRM: printed headers by which the form is known; add what only this form prints, "
        "delete what changes (such as years)",
        "classes": "CONFIRM: the first- and second-level classes as printed",
        "columns": "CONFIRM: headers that the vocabulary does not hold; meanings inferred from endings are written "
        "out, fill in the others as vocabulary.toml names them, then remove the #; delete what is no column of data.",
        "budget": "CONFIRM: budget header “{0}” ({1}) is not in the vocabulary{2}; "
        "add it to [budget.…] of vocabulary.toml where needed.",
        "guessed": ", taken for {0} by its ending",
        "basis": "FILL IN: where the form was seen, in Chinese",
        "status": "CONFIRM: F printed on the form, C seen in public, M reported, K custom",
        "scale": "CONFIRM: read from {0}, grades and their lower bounds",
        "no_scale": "CONFIRM: no grade scale was found; if one is printed, remove the leading # and copy it",
        "scale_basis": "FILL IN: where the grade scale is printed",
        "rules": "CONFIRM: what the rows must add up to; F only where the form prints it; remove the leading #",
        "groups": "CONFIRM: the points that the form prints for its classes",
        "items": "CONFIRM: these rows should be printed on the form; delete rows that a unit wrote itself",
        "no_weight": "CONFIRM: no weight was found for this row",
    },
}
_UNKNOWN = ", ".join(f'"{grade}" = ""' for grade in "优良中差")
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x20), 0x7F)} | {0x5C: "\\\\", 0x22: '\\"'}
_BREAKS = {**_ESCAPED, 0x0A: "\n"}


def toml(draft: Draft, source: str, lang: str = "zh") -> str:
    """Write a draft as a definition; ``source`` is the workbook as given."""
    said = _SAID[lang]
    parts = (
        _head(draft, source, said),
        _top(draft, said),
        _columns(draft, said),
        _basis(said),
        _scale(draft, said),
        _rules(said),
        _groups(draft, said),
        _items(draft.items, said),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _text(text: str) -> str:
    return f'"{disarmed(text.translate(_ESCAPED))}"'


def _long(text: str) -> str:
    """A text of several lines as people read it."""
    if "\n" not in text:
        return _text(text)
    lines = "\n".join(map(disarmed, text.translate(_BREAKS).split("\n")))
    return f'"""\n{lines}"""'


def _number(number: Decimal) -> str:
    return _text(format(number.normalize(), "f"))


def _list(key: str, entries: Iterable[str]) -> Iterator[str]:
    yield f"{key} = ["
    yield from (f"    {entry}," for entry in entries)
    yield "]"


def _head(draft: Draft, source: str, said: dict[str, str]) -> Iterator[str]:
    yield "# " + one_line(said["from"].format(source, draft.sheet))
    yield "# " + said["how"]
    if draft.form:
        yield "# " + one_line(said["known"].format(draft.form))
    elif draft.near:
        yield "# " + one_line(said["near"].format("、".join(draft.near)))


def _top(draft: Draft, said: dict[str, str]) -> Iterator[str]:
    yield f"title = {_text(draft.title)}" + ("" if draft.title else f"  # {said['title']}")
    titles = ", ".join(map(_text, draft.titles))
    yield f"titles = [{titles}]  # {said['titles_sure' if draft.titles else 'titles']}"
    yield f'jurisdiction = ""  # {said["jurisdiction"]}'
    yield f"year = {_text(draft.year)}" + ("" if draft.year else f"  # {said['year']}")
    yield f"kind = {_text(draft.kind)}  # {said['kind']}"
    yield (
        f'# full = ""  # {said["no_full"]}' if draft.full is None else f"full = {_number(draft.full)}  # {said['full']}"
    )
    cells = " ".join(f"{entry.concept}={entry.cell}" for entry in draft.requires)
    requires = ", ".join(_text(entry.concept) for entry in draft.requires)
    yield f"requires = [{requires}]  # " + said["requires" if requires else "no_requires"].format(cells)
    yield f"# {said['signature']}"
    yield from _list("signature", map(_text, draft.signature))
    if draft.classes:
        yield f"# {said['classes']}"
        pairs = (f"{{ level1 = {_text(one)}, level2 = {_text(two)} }}" for one, two in draft.classes)
        yield from _list("classes", pairs)


def _columns(draft: Draft, said: dict[str, str]) -> Iterator[str]:
    if draft.unseen:
        yield f"# {said['columns']}"
        yield "[columns]"
        yield from (f"# {_text(one.text)} = {_text(one.concept)}  # {one.cell}" for one in draft.unseen)
    for one in draft.unseen_budget:
        yield "# " + one_line(said["budget"].format(one.text, one.cell, _guessed(one, said)))


def _guessed(one: Wording, said: dict[str, str]) -> str:
    return said["guessed"].format(one.concept) if one.concept else ""


def _basis(said: dict[str, str]) -> Iterator[str]:
    yield "[basis]"
    yield f'document = ""  # {said["basis"]}'
    yield f'status = "F"  # {said["status"]}'


def _scale(draft: Draft, said: dict[str, str]) -> Iterator[str]:
    off = "" if draft.bounds else "# "
    bounds = ", ".join(f"{_text(grade)} = {_number(bound)}" for grade, bound in draft.bounds) or _UNKNOWN
    yield "# " + (said["scale"].format(draft.scale) if draft.bounds else said["no_scale"])
    yield f"{off}[scale]"
    yield f'{off}status = "F"'
    yield f"{off}bounds = {{ {bounds} }}"
    yield f"{off}[scale.basis]"
    yield f'{off}document = ""  # {said["scale_basis"]}'


def _rules(said: dict[str, str]) -> Iterator[str]:
    yield f"# {said['rules']}"
    yield "# [rules.W101]"
    yield '# expected = ""'
    yield '# status = "F"'
    yield '# basis = { document = "" }'


def _groups(draft: Draft, said: dict[str, str]) -> Iterator[str]:
    if draft.groups:
        yield f"# {said['groups']}"
    for position, group in enumerate(draft.groups):
        if position:
            yield ""
        yield "[[groups]]"
        yield f"name = {_text(group.name)}"
        yield f"weight = {_number(group.weight)}"
        yield f"level = {group.level}"
        yield 'status = "F"'


def _items(items: tuple[Item, ...], said: dict[str, str]) -> Iterator[str]:
    if items:
        yield f"# {said['items']}"
    for position, item in enumerate(items):
        if position:
            yield ""
        yield "[[items]]"
        for key in ("level1", "level2"):
            if getattr(item, key):
                yield f"{key} = {_text(getattr(item, key))}"
        yield f"name = {_text(item.name)}"
        yield f'# weight = ""  # {said["no_weight"]}' if item.weight is None else f"weight = {_number(item.weight)}"
        if item.criteria:
            yield f"criteria = {_long(item.criteria)}"
        if item.bonus:
            yield "bonus = true"
