"""xlplugin checks the budget-performance self-evaluation forms of Chinese government units.

One engine behind a command line, a batch and a button in Excel. Importing this package
loads no spreadsheet library; the engine is ``xlplugin.pipeline``, the readers are in ``xlplugin.excel``.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
