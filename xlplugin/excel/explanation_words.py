"""What stands on the sheets 审核说明 and 校验及解释说明表, in both languages."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS = {
    "zh": {
        "sheet": "审核说明",
        "print_sheet": "校验及解释说明表",
        "title": "审核说明",
        "file": "文件：{}",
        "how": "请在黄色栏写明原因和依据，并填写填写人、日期；只写“无”“同意”不算说明。"
        "表中数据再有改动，原来的说明即失效。“编号”用来对应问题，请勿改动；行可以排序、插入，本表可以改名。",
        "signed": "原文件有数字签名，本副本未签名：签名只对原文件有效。",
        "apart": "原工作簿不是 .xlsx 或 .xlsm，本文件只有说明表，不能单独审核：请把原工作簿另存为 .xlsx，"
        "再把这两张表移到其中，或另存后重新生成。",
        "columns": "编号|规则|工作表|单元格|问题|涉及数据|说明|填写人|日期",
        "former": "原说明（数据已变，已失效）",
        "previous": "上年说明（供参考）",
        "gone": "（这个问题已不存在，说明留作记录）",
        "text_tip": "写明原因和依据，例如文号、时间、数量。",
        "date_tip": "例如 2023-03-15。",
        "date_wrong": "这里应填日期，例如 2023-03-15。仍要保留所填内容吗？",
        "print_title": "校验及解释说明表",
        "unit": "填报单位：{}",
        "forms": "涉及报表：{}",
        "count": "需要说明的事项：{} 项",
        "print_columns": "序号|工作表|单元格|核实事项|解释说明|说明人",
        "signatures": "填报人：|审核人：|单位负责人：　　　　　　（盖章）　　　日期：　　　年　　月　　日",
        "comma": "、",
        "page": "&C第 &P 页，共 &N 页",
    },
    "en": {
        "sheet": "Explanations",
        "print_sheet": "Checks and explanations",
        "title": "Explanations",
        "file": "File: {}",
        "how": "State the reason and the evidence in the yellow cells, with your name and the date; “none” or “agreed” "
        "does not count. An explanation lapses when its figures change. The ID ties a row to its finding, do not "
        "change it; rows may be sorted and inserted, the sheet may be renamed.",
        "signed": "The source file is digitally signed, this copy is not: the signature is valid for the source only.",
        "apart": "The workbook is no .xlsx or .xlsm, so this file holds the explanations only and cannot be checked: "
        "save the workbook as .xlsx and move both sheets into it, or make them anew from it.",
        "columns": "ID|Rule|Sheet|Cell|Finding|Figures|Explanation|Written by|Date",
        "former": "Former explanation (lapsed, figures have changed)",
        "previous": "Last year's explanation (for reference)",
        "gone": "(This finding is gone; kept for the record) ",
        "text_tip": "State the reason and the evidence: documents, dates, numbers.",
        "date_tip": "Such as 2023-03-15.",
        "date_wrong": "A date belongs here, such as 2023-03-15. Keep what you typed?",
        "print_title": "Checks and explanations",
        "unit": "Unit: {}",
        "forms": "Forms: {}",
        "count": "Matters to be explained: {}",
        "print_columns": "No.|Sheet|Cell|Matter|Reason given|Written by",
        "signatures": "Prepared by:|Reviewed by:|Head of unit:                    (seal)          Date:",
        "comma": ", ",
        "page": "&CPage &P of &N",
    },
}
"""Sentences by language and key; columns and signatures are parted by bars."""
