"""Scorecards filled at random, and the sentences that they print as Excel formulas.

ONE and TWO are the figures that a sentence names, in its order; RATE is a rate in per cent, or a count. Every other
item is for a person to judge, also where the sentence earns at most another figure than the weight (结转结余率 1 of 2,
政府采购执行率 2 of 4). Steps are whole steps. 按比例扣减 takes the rate of change off: nothing for a change of nothing,
a case that sentences with 下降的 or 节约的 beside 增加的 forget. Who spends nothing has saved nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from random import Random

from entries import cell_of
from random_scores import amount, spelled
from transfer import blank, named, pencilled, row_of, written

from xlplugin.quantity import half_up
from xlplugin.quantity.text import squeeze

PROJECT, DEPARTMENT = "sichuan/yanjiang/project-scorecard/2022", "sichuan/yanjiang/department-scorecard/2022"
LINCANG, ASSESSMENT = "yunnan/lincang/department-selfeval/2022", "sichuan/yanjiang/work-assessment/2022"
TARGETS = {
    PROJECT: "sichuan/yanjiang/project-targets/2022",
    DEPARTMENT: "sichuan/yanjiang/department-targets/2022",
}


def share(points):
    return f'=IF(TWO=0,"",IF(ONE>=TWO,{points},{points}*ONE/TWO))'


def rate(points, whole=100):
    return f"=IF(RATE>={whole},{points},{points}*RATE/{whole})"


def steps(points, beyond, deduct, per=1):
    """Points less whole steps of what lies beyond; noise of binary arithmetic is no part of a step."""
    lost = f"{deduct}*INT(ROUND(({beyond})/{per},9))"
    return f"IF({beyond}<=0,{points},IF({lost}>={points},0,{points}-{lost}))"


def held(points, beyond, deduct, per=1):
    return f"={steps(points, beyond, deduct, per)}"


def divided(points, beyond, deduct, per=1):
    return f'=IF(TWO=0,"",{steps(points, beyond, deduct, per)})'


CARDS = 25
"""How many of each scorecard are drawn, with figures from outside and with figures of its workbook."""
PERCENT = "ONE/TWO*100"
CHANGED = "IF(ONE<=TWO,5,IF(ONE>=2*TWO,0,5*(1-(ONE-TWO)/TWO)))"
FORGETFUL = frozenset(("“三公经费”变动率", "成本节约率"))
"""Names of items whose sentence forgets a change of nothing."""
SENTENCES = {
    DEPARTMENT: {
        "在职人员控制率": ('=IF(TWO=0,"",IF(ONE<=TWO,5,5*TWO/ONE))', "在职人员数", "编制数"),
        "“三公经费”变动率": (
            f'=IF(TWO=0,"",{CHANGED})',
            "本年度“三公经费”总额",
            "上年度“三公经费”总额",
        ),
        "重点支出安排率": (share(5), "重点项目支出", "项目总支出"),
        "预算完成率": (share(4), "预算完成数", "预算数"),
        "预算调整率": ('=IF(TWO=0,"",IF(ONE>=TWO,0,2*(1-ONE/TWO)))', "预算调整数", "预算数"),
        "结转结余变动率": (
            divided(2, "(ONE-TWO)/TWO*100-15", 1, 5),
            "本年度累计结转结余资金总额",
            "上年度累计结转结余资金总额",
        ),
        "公用经费控制率": (divided(2, f"{PERCENT}-100", 0.1), "实际支出公用经费总额", "预算安排公用经费总额"),
        "“三公经费”控制率": (divided(2, f"{PERCENT}-100", 0.5), "“三公经费”实际支出数", "“三公经费”预算安排数"),
        "固定资产利用率": (divided(1, f"100-{PERCENT}", 0.1), "实际在用固定资产总额", "所有固定资产总额"),
        "实际完成率": (share(8), "实际完成工作数", "计划工作数"),
        "质量达标率": (share(8), "质量达标实际工作数", "计划工作数"),
        "重点工作办结率": (share(10), "重点工作实际完成数", "交办或下达数"),
        "经济效益": (rate(5), "经济效益实现程度"),
        "社会效益": (rate(5), "社会效益实现程度"),
        "生态效益": (rate(5), "生态效益实现程度"),
        "社会公众或服务对象满意度": (rate(5), "服务对象的满意率"),
    },
    PROJECT: {
        "资金到位率": (divided(5, f"100-{PERCENT}", 1), "实际到位资金", "计划投入资金"),
        "到位及时率": (divided(5, f"100-{PERCENT}", 1), "及时到位资金", "应到位资金"),
        "实际完成率": (share(4), "实际产出数", "计划产出数"),
        "质量达标率": (share(5), "质量达标产出数", "实际产出数"),
        "成本节约率": (
            f'=IF((TWO=0)+(ONE=0),"",{CHANGED})',
            "实际成本",
            "计划成本",
        ),
        "经济效益": (rate(5), "经济效益实现程度"),
        "社会效益": (rate(5), "社会效益实现程度"),
        "生态效益": (rate(5), "生态效益实现程度"),
        "可持续影响": (rate(5), "可持续影响程度"),
        "社会公众或服务对象满意度": (rate(10), "服务对象的满意率"),
    },
    LINCANG: {
        "重点支出保障率": (rate(3), "重点支出安排率"),
        "结转结余变动率": (held(1, "RATE", 0.5), "结转结余变动率"),
        "“三公经费”变动率": ("=IF(RATE<=0,1,0)", "“三公经费”变动率"),
        "“三公经费”控制率": (held(1, "RATE-100", 0.5), "“三公经费”控制率"),
        "政府采购执行率": (rate(1), "政府采购预算执行率"),
        "收入合规": (held(1, "100-RATE", 0.5, 0.5), "合规率"),
        "支出合规": (held(1, "100-RATE", 0.5, 0.5), "合规率"),
        "固定资产利用率": (held(1, "90-RATE", 0.5), "固定资产利用率"),
        "重点工作办结率": (rate(10), "重点工作办结率"),
        "实际完成率": (rate(10), "实际完成率"),
        "完成及时率": (rate(7), "完成及时率"),
        "质量达标率": (rate(8), "质量达标率"),
        "管理制度健全性": (held(2, "RATE", 0.5), "发现问题"),
        "落实绩效主体责任": (held(2, "RATE", 0.5), "发现问题"),
        "资产管理制度健全性": (held(1, "RATE", 0.5), "发现问题"),
        "资产管理安全性": (held(2, "RATE", 0.5), "发现问题"),
    },
    ASSESSMENT: {
        "8.": (held(2, "RATE", 0.5), "逾期"),
        "9.": (
            share(2),
            "部门（单位）年度申报绩效目标项目资金额",
            "部门（单位）申报项目预算资金额",
        ),
        "10.": (
            share(2),
            "部门（单位）年度申报整体绩效目标资金额",
            "部门（单位）申报整体预算资金额",
        ),
        "11.": (held(4, "RATE", 0.5), "缺失"),
        "18.": (held(2, "RATE", 0.5), "逾期"),
        "26.": ("=IF(RATE*3>=100,2,2*RATE*3/100)", "抽查比例"),
        "27.": ("=IF(RATE*5>=100,2,2*RATE*5/100)", "评价比例"),
        "38.": (held(2, "RATE", 0.5), "无故缺席"),
    },
}
"""The items that figures decide, by name (of the assessment: by number): formula, then the figures as printed."""
WHOLE_NUMBERS = frozenset(("发现问题", "逾期", "缺失", "无故缺席"))
CHANGES = frozenset(("结转结余变动率", "“三公经费”变动率"))


@dataclass(frozen=True)
class Card:
    """A filled scorecard: its sheets, what it states by line, what is told of it, and the figures of its items."""

    sheets: tuple
    stated: dict
    told: dict
    figures: dict = field(default_factory=dict)


@cache
def items(form_id):
    """The rows of a blank scorecard by line: the sentence, if figures decide it, and the weight."""
    form = pencilled(blank(form_id))
    known = SENTENCES[form_id]
    by = (lambda one: one.criteria.raw.partition(".")[0] + ".") if form_id == ASSESSMENT else (lambda one: one.name)
    return {row_of(one): (known.get(by(one)), one.weight.value) for one in form.indicators}


def stated(random, form_id):
    """Points of every row within its weight; in one form of eight a row is left blank."""
    lines = items(form_id)
    points = {line: half_up(weight * Decimal(random.randint(0, 100)) / 100) for line, (_, weight) in lines.items()}
    if random.random() < 0.125:
        points[random.choice(sorted(points))] = ""
    return points


def told(random, sentences):
    """A figure for every name, near the one that it is held against."""
    found = {}
    for _, *names in sentences:
        base = found.get(squeeze(names[-1])) if len(names) > 1 else Decimal(100)
        base = amount(random, 6) if base is None else base
        base = Decimal(0) if len(names) > 1 and random.random() < 0.03 else base
        share = Decimal(random.choice((random.randint(1, 25_000), random.randint(9_000, 11_000), 10_000))).scaleb(-4)
        figure = half_up(base * share) or base
        if names[0] in WHOLE_NUMBERS:
            figure = Decimal(random.randint(0, 6))
        if names[0] == "实际成本" and random.random() < 0.1:
            figure = Decimal(0)
        if names[0] in CHANGES and len(names) == 1:
            figure = half_up((share - 1) * 10)
        found |= {squeeze(names[0]): figure} | ({squeeze(names[1]): base} if len(names) > 1 else {})
    return found


def card(form_id, seed):
    """A scorecard whose figures come from outside, as from a report."""
    random = Random(f"{form_id} {seed}")  # noqa: S311  a draw that can be repeated, no secret
    points = stated(random, form_id)
    sentences = [sentence for sentence, _ in items(form_id).values() if sentence and random.random() < 0.95]
    given = told(random, sentences)
    figures = {
        line: [given.get(squeeze(name), "") for name in sentence[1:]]
        for line, (sentence, _) in items(form_id).items()
        if sentence
    }
    return Card((pointed(form_id, points),), points, given, figures)


def pointed(form_id, points):
    column = pencilled(blank(form_id)).columns["points"].column
    return written(blank(form_id), {(line, column): spelled(one) for line, one in points.items()})


DONE, MISSED = "已按计划完成", "尚未完成"


def beside(form_id, seed):
    """A scorecard beside the form of its targets, which states the money, what was completed, and one rate."""
    random = Random(f"{form_id} {seed} beside")  # noqa: S311  a draw that can be repeated, no secret
    points, base = stated(random, form_id), Decimal(0) if random.random() < 0.05 else amount(random, 6)
    spent = random.choice((Decimal(0), base, *[half_up(base * Decimal(random.randint(1, 12_000)).scaleb(-4))] * 8))
    ends = [random.choice((DONE, DONE, MISSED)) for _ in range(random.randint(1, 9))]
    content = Decimal(random.randint(5_000, 10_000)).scaleb(-2)
    known = {
        **{name: [spent, base] for name in ("资金到位率", "预算完成率", "成本节约率")},
        "实际完成率": [Decimal(len(ends) + 1 - ends.count(MISSED)), Decimal(len(ends) + 1)],
        "社会公众或服务对象满意度": [content],
    }
    figures = {
        row: next((known[name] for name in known if SENTENCES[form_id].get(name) is sentence), ["", ""])
        for row, (sentence, _) in items(form_id).items()
        if sentence
    }
    return Card((pointed(form_id, points), targets(TARGETS[form_id], base, spent, ends, content)), points, {}, figures)


def targets(form_id, base, spent, ends, content):
    """The form of the targets: the total of the money, one row for each of ``ends``, and a rate of satisfaction."""
    form = pencilled(blank(form_id))
    line, target, actual = form.budget[0].figures, form.columns["target"].column, form.columns["actual"].column
    asked = next(row_of(one) for one in form.indicators if "满意" in one.level1)
    rows = [row_of(one) for one in form.indicators if "满意" not in one.level1][: len(ends)]
    tokens = {cell_of(line["adjusted"]): spelled(base), cell_of(line["executed"]): spelled(spent)}
    tokens |= {(row, target): "完成年度任务" for row in rows}
    tokens |= {(row, actual): end for row, end in zip(rows, ends, strict=True)}
    tokens |= {(asked, target): "≥90%", (asked, actual): f"{content}%"}
    return written(named(blank(form_id)), tokens)
