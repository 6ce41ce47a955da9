Attribute VB_Name = "XlpluginButtons"
Option Explicit
' ASCII only: VBA keeps its text in a code page. What users read stands in customUI.xml, in cells and in Python.
' Xp... are for buttons on a sheet and the macro dialog, OnXp... for the ribbon.

Public Sub XpCheck()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.check()"
End Sub

Public Sub XpScore()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.score()"
End Sub

Public Sub XpExplain()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.explain()"
End Sub

Public Sub XpPrevious()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.previous()"
End Sub

Public Sub XpNext()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.next_()"
End Sub

Public Sub XpClear()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.clear()"
End Sub

Public Sub XpExport()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.export()"
End Sub

Public Sub XpSettings()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.settings()"
End Sub

Public Sub XpAbout()
    If HasBook() Then RunPython "import xlplugin.addin; xlplugin.addin.about()"
End Sub

Public Sub OnXpCheck(control As IRibbonControl)
    XpCheck
End Sub

Public Sub OnXpScore(control As IRibbonControl)
    XpScore
End Sub

Public Sub OnXpExplain(control As IRibbonControl)
    XpExplain
End Sub

Public Sub OnXpPrevious(control As IRibbonControl)
    XpPrevious
End Sub

Public Sub OnXpNext(control As IRibbonControl)
    XpNext
End Sub

Public Sub OnXpClear(control As IRibbonControl)
    XpClear
End Sub

Public Sub OnXpExport(control As IRibbonControl)
    XpExport
End Sub

Public Sub OnXpSettings(control As IRibbonControl)
    XpSettings
End Sub

Public Sub OnXpAbout(control As IRibbonControl)
    XpAbout
End Sub

' RunPython stops with error 91 where no book is open or the only one is in Protected View.
Private Function HasBook() As Boolean
    HasBook = Not ActiveWorkbook Is Nothing
    If Not HasBook Then MsgBox ThisWorkbook.Sheets(PROJECT_NAME & ".conf").Range("D1").Value, vbInformation
End Function
