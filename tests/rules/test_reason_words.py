"""R701 shows what stands in the cell in the form's own words and marks."""

from __future__ import annotations

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook

FORM = """
| 某镇敬老院运转项目绩效自评表 | < | < | < | < | < | < |
|---|---|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因 |
| 产出指标 | 数量指标 | 供养老人 | ≥60人 | 55人 | 50 | 46 | {} |
"""


@pytest.mark.parametrize(
    ("written", "shown"), [("全面完成。", "全面完成。"), ("已 完成；", "已完成；"), ("达标！", "达标！")]
)
def test_the_reason_is_shown_with_its_own_marks(written, shown):
    run = pipeline.check_workbook(workbook(FORM.format(written)), "", "")
    (told,) = [one for one in run.findings if one.code == "R701"]
    assert told.stated == shown
    assert f"却只写“{shown}”" in told.message
