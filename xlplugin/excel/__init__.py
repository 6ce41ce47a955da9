"""The only importer of spreadsheet libraries: reads, marks, writes and talks to the open book."""
