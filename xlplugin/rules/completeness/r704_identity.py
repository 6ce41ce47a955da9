"""R704: the identity that the form asks for is filled in."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, PRINTED, Fault, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["identity"]

_NAMES = {
    "unit": "单位名称",
    "project": "项目名称",
    "code": "预算单位编码",
    "year": "年度",
    "grade": "自评等级",
    "department": "主管部门",
    "score": "自评得分",
}
"""What each key is called; a key that is no identity (项目类型 is a choice) belongs to another rule."""


@rule(
    "R704",
    "required.identity",
    title="基本信息必填",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_栏目}”没有填写。请补填。",
        "en": "“{_栏目}” is not filled in; complete it.",
        "zh.missing": "表中没有找到“{_栏目}”一栏。请按规定格式补上并填写。",
        "en.missing": "The form has no entry for “{_栏目}”. Add it as the official form prints it.",
    },
)
def identity(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every required identity entry that is blank or missing.

    A local form may know the unit by its 主管部门 alone: then the missing entry is asked for.
    """
    requires = form.edition.requires if form.edition else ()
    for key in requires:
        entry = form.identity.get(key)
        if key not in _NAMES or (entry is not None and not entry.is_blank):
            continue
        place, variant = (entry.place, "") if entry else (form.place, "missing")
        severity = EXPLAIN if not entry and key == "unit" and "department" in form.identity else None
        yield Fault(place, None, None, {"_栏目": _NAMES[key]}, severity=severity, variant=variant, subject=key)
