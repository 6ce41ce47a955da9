"""How the page of ``reports.html`` looks: on a screen of any width, and on A4."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """\
:root { --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --page: #f6f8fa; --card: #fff;
  --error: #b3261e; --explain: #8a5300; --advice: #0b57a4; --good: #116329; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.6; font-size: 15px;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", SimSun, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 24px 48px; }
h1 { font-size: 26px; margin: 8px 0 4px; }
h2 { font-size: 19px; margin: 36px 0 8px; padding-top: 12px; border-top: 2px solid var(--ink);
  overflow-wrap: anywhere; }
h3 { font-size: 16px; margin: 24px 0 8px; }
p { margin: 4px 0; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; background: var(--card); }
th, td { border: 1px solid var(--line); padding: 5px 10px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: var(--page); font-weight: 600; white-space: nowrap; }
td.figure { text-align: right; white-space: nowrap; }
.soft { color: var(--soft); }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 10px;
  margin: 14px 0; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: 6px; background: var(--card); padding: 6px 16px; }
.counts b { display: block; font-size: 22px; line-height: 1.25; }
.error { --tone: var(--error); } .explain { --tone: var(--explain); } .advice { --tone: var(--advice); }
.unread { --tone: var(--error); } .answered { --tone: var(--good); }
.counts b, .badge { color: var(--tone, var(--ink)); }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--tone);
  border-radius: 4px; margin: 10px 0; padding: 9px 14px; break-inside: avoid; }
.follows { border-top-style: dashed; border-right-style: dashed; border-bottom-style: dashed; }
.head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.number { font-weight: 700; }
.badge { font-weight: 700; border: 1px solid; border-radius: 3px; padding: 0 7px; font-size: 13px; }
.cell { font-weight: 700; font-family: ui-monospace, Consolas, Menlo, monospace; }
.code { margin-left: auto; color: var(--soft); font-size: 13px; }
.message { margin: 5px 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 6em 1fr; gap: 1px 8px; margin: 6px 0 0; font-size: 14px; }
dt, .then { color: var(--soft); } .then { margin-left: 1.5em; } dd { margin: 0; overflow-wrap: anywhere; }
.note { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--tone, var(--line));
  border-radius: 4px; margin: 8px 0; padding: 6px 14px; break-inside: avoid; overflow-wrap: anywhere; }
.good { --tone: var(--good); }
footer { margin-top: 40px; border-top: 1px solid var(--line); padding-top: 8px; font-size: 13px; color: var(--soft); }
@media (max-width: 640px) { .counts { grid-template-columns: repeat(3, 1fr); } main { padding: 12px; } }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { background: #fff; font-size: 10.5pt; } main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; } h2 { font-size: 13pt; } h3 { font-size: 11pt; } dl, .code, .badge { font-size: 9.5pt; }
  h2, h3 { break-after: avoid; } a { text-decoration: none; }
}
"""
"""The style sheet; severities are told by words and by colour, so that a black and white print says the same."""
