"""What a row earns, as Excel formulas written from the texts of the forms, and computed by the ``formulas`` package.

A formula reads named columns; the same text is computed for all rows at once by the package and stands, with cells
for names, in a workbook for LibreOffice. So it has no AND, OR, MIN or MAX, which do not go row by row, and no ROUND.
Where nothing can be said it shows "".

A is the target, B the result, w the weight. Sources: 财预〔2020〕10号 (w·B/A; levels 100-80-60-0), 财预〔2021〕101号
(pass line of 60 %; tiers), note 2 of the Hubei form (w·A/B for ≤), 510000_0013zp (执行数÷调整后预算数), note 1 of 临沧.
"""

from __future__ import annotations

import warnings
from decimal import Decimal
from functools import cache

from calculator import figure
from xlplugin.quantity import half_up

FINE = Decimal("0.0000000001")
"""Results of binary arithmetic are exact to this; a half must not fall for want of its last digit."""

MONEY, LENGTH = ("元", "万元", "亿元"), ("米", "公里")
SCALE = 'IF({0}="亿元",100000000,IF({0}="万元",10000,IF({0}="公里",1000,1)))'
MEASURE = 'IF(({0}="元")+({0}="万元")+({0}="亿元"),"money",IF(({0}="米")+({0}="公里"),"length",{0}))'

COMMON = {
    "SAME": f"=IF({MEASURE.format('TARGETUNIT')}={MEASURE.format('RESULTUNIT')},1,0)",
    "FACTOR": f"={SCALE.format('RESULTUNIT')}/{SCALE.format('TARGETUNIT')}",
    # A bare 98 against 95 % is 98 %; a bare 0.98 may be 0.98 % or 98 %, and where the unit has a column of its own, the
    # form asks for the number of per cent and leaves the points blank at 1 or less. Money is no number of times.
    "BARE": '=IF(UNITCOLUMN=1,IF((TARGET>1)*(RESULT<=1)*(RESULT<>0),"",RESULT),IF((RESULT>2)+(RESULT=0),RESULT,""))',
    "REACHED": '=IF((TARGET="")+(RESULT=""),"",IF(SAME=1,RESULT*FACTOR,IF(RESULTUNIT<>"","",'
    'IF(TARGETUNIT<>"%",RESULT,BARE))))',
    "LIMIT": '=IF((SIGN="≤")+(SIGN="<")+(SIGN="")*(CLASS="成本"),1,0)',
}
"""The result in the unit of the target, and whether the target is a ceiling, as a cost without a sign is."""

LIMITED = "IF(REACHED<=TARGET,WEIGHT,WEIGHT*TARGET/REACHED)"
NONE_WANTED = "IF(REACHED<=0,WEIGHT,0)"
PROPORTION = "IF(REACHED<0,0,WEIGHT*REACHED/TARGET)"
ABOVE_LINE = "IF(REACHED*100<=TARGET*60,0,WEIGHT*(REACHED*100-TARGET*60)/(TARGET*40))"
TIERS = "IF(REACHED>=90,WEIGHT,IF(REACHED>=80,WEIGHT*8/10,IF(REACHED>=60,WEIGHT*5/10,0)))"
UNKNOWN = '(WEIGHT="")+(REACHED="")'


def _points(unmet, satisfaction):
    """Met earns everything, unmet a part; ＝0 is met by nothing only."""
    plain = f'IF((SIGN="＝")*(TARGET=0),{NONE_WANTED},IF(REACHED>=TARGET,WEIGHT,{unmet}))'
    rate = f'IF((CLASS="满意")*(TARGETUNIT="%"),{satisfaction},{plain})' if satisfaction else plain
    return f'=IF({UNKNOWN},"",IF(LIMIT=1,{LIMITED},{rate}))'


BOUNDS = {
    "LOW": '=IF(POINTS<>"",POINTS,IF(LEVEL="达成",WEIGHT*0.8,IF(LEVEL="部分达成",WEIGHT*0.6,0)))',
    "HIGH": '=IF(POINTS<>"",POINTS,IF(LEVEL="部分达成",WEIGHT*0.8,IF(LEVEL="未达成",WEIGHT*0.6,WEIGHT)))',
    # A level below the best ends before its upper bound.
    "ROOM": '=IF((LEVEL="部分达成")+(LEVEL="未达成"),(STATED<ROUND(HIGH,2))*1,(STATED<=ROUND(HIGH,2))*1)',
    "COUNTED": '=IF(POINTS<>"",POINTS,IF((WEIGHT="")+(STATED=""),"",IF((STATED>=ROUND(LOW,2))*(ROOM=1),STATED,"")))',
}
"""What a level leaves to a person, and the points that count: by the rule, else as stated within these bounds."""

RATIO = "IF(EXECUTED>=BUDGET,WEIGHT,IF(EXECUTED<0,0,WEIGHT*EXECUTED/BUDGET))"
STEPPED = "IF(EXECUTED>=BUDGET,WEIGHT,IF(EXECUTED>=BUDGET*0.8,WEIGHT*0.7,IF(EXECUTED>=BUDGET*0.6,WEIGHT*0.5,0)))"


def _executed(share):
    return f'=IF((WEIGHT="")+(BUDGET="")+(EXECUTED=""),"",IF(BUDGET<=0,"",{share}))'


ROWS = {
    "2020": COMMON | {"POINTS": _points(PROPORTION, "")} | BOUNDS,
    "2021": COMMON | {"POINTS": _points(ABOVE_LINE, TIERS)} | BOUNDS,
}
EXECUTION = {"2020": {"POINTS": _executed(RATIO)}, "2021": {"POINTS": _executed(STEPPED)}}
TOTAL = '=IF(COUNT(COUNTED)<COUNT(NEEDED),"",SUM(COUNTED))'


@cache
def formula(text):
    """A formula as the package understands it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own dependencies
        import formulas  # noqa: PLC0415  slow to load, needed here only

        return formulas.Parser().ast(text)[1].compile()


def computed(formulas, columns):
    """The columns of entries with those of the formulas, all rows at once."""
    import numpy  # noqa: ICN001, PLC0415  slow to load, needed here only

    known = {name: numpy.array([[plain(one)] for one in column], dtype=object) for name, column in columns.items()}
    for name, text in formulas.items():
        function = formula(text)
        with warnings.catch_warnings(), numpy.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # of branches that are not taken
            known[name] = numpy.asarray(function(*(known[one] for one in function.inputs)), dtype=object)
    return {name: [shown(one) for one in known[name][:, 0]] for name in formulas}


def plain(entry):
    """An entry as Excel holds it: binary figures, words, nothing."""
    return float(entry) if isinstance(entry, Decimal) else entry or ""


def shown(result):
    """A result without the noise of binary arithmetic; None where the formula shows nothing."""
    known = figure(getattr(result, "item", lambda: result)())
    return known.quantize(FINE) if isinstance(known, Decimal) else known


def rounded(result):
    return half_up(result) if isinstance(result, Decimal) else None


def total(counted):
    """The sum of the rows' points, each rounded to two decimals; None where a row has none."""
    import numpy  # noqa: ICN001, PLC0415  slow to load, needed here only

    points = numpy.array([[plain(rounded(one))] for one in counted], dtype=object)
    function = formula(TOTAL)
    given = {"COUNTED": points, "NEEDED": numpy.ones(points.shape, dtype=object)}
    return rounded(shown(function(*(given[name] for name in function.inputs))))
