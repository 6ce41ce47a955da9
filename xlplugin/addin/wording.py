"""What the buttons say, in both languages."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES = {
    "zh": {
        "title": "绩效自评",
        "busy": "Excel 没有响应，没有完成（{}）。可能正在编辑单元格或开着对话框：请按 Esc、关闭对话框后再按一次按钮。",
        "found": "审核完成：必须改正 {} 条，需要说明 {} 条，提示 {} 条，未审核 {} 项。\n"
        "问题已在单元格中标出，汇总见“审核结果”；按“下一条”逐条查看，改完后按“清除标记”。",
        "clean": "审核完成，没有发现问题。",
        "partly": "审核完成，没有发现问题；另有 {3} 项没有审核，见“审核结果”。",
        "blocked": "有内容未能审核，不能算审核通过：必须改正 {} 条，需要说明 {} 条，提示 {} 条，未审核 {} 项。\n"
        "未审核的内容和原因见“审核结果”。",
        "unmarked": "这个工作簿里没有审核标记。请先按“审核”。",
        "cleared": "标记已全部清除，填充色和批注恢复原样。",
        "at": "第 {}/{} 条：{}",
        "gone": "{}\n这一条的单元格或工作表已被删除；请重新按“审核”。",
        "hidden": "{}\n它在隐藏的工作表上（{}），请先取消隐藏。",
        "filtered": "{}\n它所在的行或列被隐藏或筛选掉了（{}），请先取消隐藏或清除筛选。",
        "answered": "\n另有 {} 条已写明原因，不再计入。",
        "unasked": "没有需要说明的问题。",
        "unasked_blocked": "已审核的部分没有需要说明的问题；有内容未能审核，请按“审核”查看原因。",
        "explain": "“审核说明”表列出了 {} 条需要说明的问题，{} 条还没有说明，已转到第一条。\n"
        "请在黄色栏写明原因、填写人和日期，再按“审核”。先选中有问题的单元格再按“说明”，就转到那一条。",
        "unscored": "没有可以计算的得分：没有识别出带得分栏的绩效表。请检查表头是否完整，或先按“审核”查看原因。",
        "replace": "以下 {} 处得分与重算不一致：\n{}\n\n要用重算的得分改写吗？选“否”则保留表中的得分，只填写空白处。",
        "scored": "已写入 {} 处得分；{} 处与重算一致，{} 处须由人评定或缺少数据，没有写入。",
        "formulas": "以下 {} 处是公式，与重算不一致，没有改动：\n{}",
        "report": "审核报告",
        "exported": "审核报告已保存：{}",
        "edition": "按各表的版本",
        "settings": "语言：中文\n计分规则：{}\n设置文件：{}（可用记事本修改）\n\n要改用英文（English）吗？",
        "changed": "已改用中文。",
        "about": "xlplugin {}（预算绩效自评表审核）\nxlwings {}\nPython：{}",
    },
    "en": {
        "title": "Performance",
        "busy": "Excel does not answer, nothing was completed ({}). A cell may be in editing or a dialog open: press "
        "Esc, close the dialog and press the button again.",
        "found": "Checked: must be corrected {}, needs a reason {}, advice {}, not checked {}.\n"
        "The cells are marked and listed on “Check results”; “Next” goes through them, “Clear marks” removes them.",
        "clean": "Checked, nothing was found.",
        "partly": "Checked, nothing was found; {3} things were not checked, see “Check results”.",
        "blocked": "Something could not be checked, so this is no pass: must be corrected {}, needs a reason {}, "
        "advice {}, not checked {}.\nWhat and why stands on “Check results”.",
        "unmarked": "This workbook carries no marks. Press “Check” first.",
        "cleared": "All marks are gone; fills and notes are as before.",
        "at": "No. {}/{}: {}",
        "gone": "{}\nIts cell or sheet was deleted; press “Check” again.",
        "hidden": "{}\nIt is on a hidden sheet ({}); unhide that first.",
        "filtered": "{}\nIts row or column is hidden or filtered out ({}); unhide it or clear the filter first.",
        "answered": "\nAnother {} have been explained and no longer count.",
        "unasked": "Nothing needs an explanation.",
        "unasked_blocked": "Nothing that was checked needs an explanation; something could not be checked, press "
        "“Check” for the reason.",
        "explain": "The sheet “Explanations” lists {} findings that need a reason, {} of them still open; the first is "
        "selected.\nWrite the reason, your name and the date into the yellow cells and press “Check”. Select a "
        "cell with a finding before you press “Explain” to go to its row.",
        "unscored": "There are no points to compute: no form with a column of points was recognised. Look whether its "
        "header is complete, or press “Check” for the reason.",
        "replace": "Points in {} places differ from the recomputed ones:\n{}\n\nReplace them? “No” keeps what is "
        "stated and fills in blanks only.",
        "scored": "Points written: {}; as recomputed already: {}; left to a person or lacking data: {}.",
        "formulas": "{} places hold formulas that differ and were left alone:\n{}",
        "report": "check-report",
        "exported": "The report was saved: {}",
        "edition": "that of each edition",
        "settings": "Language: English\nScoring profile: {}\nSettings file: {} (edit it as text)\n\nSwitch to Chinese "
        "（中文）?",
        "changed": "English from now on.",
        "about": "xlplugin {} (checks performance self-evaluation forms)\nxlwings {}\nPython: {}",
    },
}
"""Sentences by language and key."""
