"""A sheet as rows, columns, text, numbers, formulas and merged areas; no spreadsheet library."""

from xlplugin.grid.sheet import ErrorValue, Grid, Value, Workbook, number_from_xml, shown

__all__ = ["ErrorValue", "Grid", "Value", "Workbook", "number_from_xml", "shown"]
