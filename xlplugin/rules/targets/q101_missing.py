"""Q101: every indicator that is reported on has a target."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import names_nothing, read_all, squeeze
from xlplugin.rules.scores import header
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import figures, listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["missing"]

_NOUNS = tuple("率性度")
"""有效率 is a name, 有效提高 is not."""

_LONGEST = 40
"""A name is shorter than this; what is longer tells what shall be done."""


def _reported(row: Indicator) -> bool:
    """Whether a row is filled in beside its target: a result, points, or a weight for an indicator with a name."""
    if (row.actual is not None and not row.actual.is_blank) or (row.points is not None and not row.points.is_blank):
        return True
    weighed = row.weight is not None and bool(row.weight.value) and row.weight.place != row.place
    return weighed and not names_nothing(row.name)


def _only_named(target: Traced, settings: Settings) -> bool:
    """Whether a target is nothing but the name of what is measured: 文件出错率, 确保年内召开会议数量."""
    if read_all(target.raw):
        return False
    text = squeeze(target.raw).strip("。.;,:、《》")
    measured = text.endswith(settings.words("measures"))
    if len(text) > _LONGEST or not (measured or text.endswith(settings.words("things"))):
        return False
    if any(word in text for word in settings.words("compared")):
        return False
    changed = settings.words("changed")
    starts = [clause.removeprefix("进一步") for clause in text.replace(";", ",").split(",")]
    if any(start.startswith(word) and not start.startswith(_NOUNS, len(word)) for start in starts for word in changed):
        return False
    if text.endswith(settings.words("no_measure")):
        return False
    return measured or not starts[0].startswith(settings.words("kept"))


def _result(row: Indicator) -> str:
    return shown(row.actual.raw) if row.actual and not row.actual.is_blank else ""


def _fault(form: Form, row: Indicator, target: Traced) -> Fault:
    result = _result(row)
    values = {"_指标": shown(row.called if target.is_blank else row.name), "_完成值": result}
    related = (Related(row.actual.place, result),) if row.actual and result else ()
    stated = None if target.is_blank else target.raw.strip()
    variant = ("result" if result else "") if target.is_blank else ("named" if result else "unanswered")
    return Fault(target.place, stated, None, values, related, variant=variant, subject=of_row(form, row))


@rule(
    "Q101",
    "targets.missing",
    title="没有指标值",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”已列入评分，指标值却是空白，无从判断是否完成。请补填年度指标值（数值，或应达到的程度）。",
        "en": "“{_指标}” is scored but has no target, so nobody can tell whether it was met. Fill in its target: a "
        "figure, or the level to be reached.",
        "zh.result": "“{_指标}”的指标值是空白，完成值却填了“{_完成值}”，无从判断是否完成。请补填年度指标值（数值，"
        "或应达到的程度）。",
        "en.result": "“{_指标}” has no target, yet its result reads “{_完成值}”: nobody can tell whether it was met. "
        "Fill in its target: a figure, or the level to be reached.",
        "zh.named": "指标值“{stated}”只写了考核什么，没有写要达到多少（完成值是“{_完成值}”）。"
        "请写明目标数值或应达到的程度。",
        "en.named": "The target “{stated}” names what is measured but not how much is to be reached (the result is "
        "“{_完成值}”). State the figure or the level.",
        "zh.unanswered": "指标值“{stated}”只写了考核什么，没有写要达到多少。请写明目标数值或应达到的程度。",
        "en.unanswered": "The target “{stated}” names what is measured but not how much is to be reached. State the "
        "figure or the level.",
        "zh.all": "“{_栏}”一列全部空白，已填报的{行数}项指标都没有目标，无从判断是否完成。请逐项补填年度指标值。",
        "en.all": "The whole column of targets is blank: {行数} indicators are reported on without one. Fill in the "
        "target of each.",
    },
    settings={
        "measures": listed(
            "率 数量 次数 人数 个数 件数 户数 场次 人次 天数 总数 数 比例 占比 比重 面积 里程 长度 额 满意度 知晓度"
        ),
        "things": listed("性 度 量 水平 程度 时效 时限 时间 成本 办法 制度 机制 方案 规定 细则"),
        "no_measure": listed("年度 季度 力度 态度 多数 一定程度"),
        "kept": listed(
            "确保 保证 保障 维护 体现 按照 严格 执行 落实 完成 实现 达到 符合 满足 开展 做好 实施 推行 遵守 "
            "切实 全面 积极 按 在 为"
        ),
        "changed": listed(
            "提高 提升 增强 加强 加大 加快 扩大 降低 减少 减轻 缩短 增加 改善 优化 稳定 保持 控制 压减 压缩 "
            "不断 逐步 有效 持续 明显 显著 大力 推动 推进 促进 健全 完善 建立 建成 形成 制定 修订 出台 规范 "
            "探索 创新 深化 拓展 延长 杜绝"
        ),
        "compared": listed(
            "高于 低于 不低 不高 不超 不少 大于 小于 多于 少于 超过 达到上年 持平 同比 以上 以下 以内 为零 全部 全覆盖"
        ),
    },
)
def missing(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame blank targets of reported rows and targets that only name something; the header where all are blank."""
    rows = [(row, row.target) for row in form.indicators if row.target is not None and _reported(row)]
    blank = [(row, target) for row, target in rows if target.is_blank and not figures(row.name)]
    if len(rows) > 1 and len(blank) == len(rows):
        values = {"_栏": form.headers.get("target", "指标值"), "行数": str(len(rows))}
        yield Fault(header(form, "target"), None, None, values, variant="all", subject="target")
        return
    for row, target in rows:
        named = not target.is_blank and target.state == "text" and _only_named(target, settings)
        if (named or target.is_blank) and not figures(row.name) and not _is_execution(row):
            yield _fault(form, row, target)


def _is_execution(row: Indicator) -> bool:
    """Whether a row is that of the budget execution, whose figures stand in the table of funds."""
    name = squeeze(row.name + row.level1)
    return "执行率" in name or "预算执行" in name
