"""Leave in a cosmic-ray session only what mutmut cannot mutate: decorated functions, one replacement per operator.

``python tests/mutation/decorated.py SESSION.sqlite`` after ``cosmic-ray init``; see docs/mutation-testing.md.
"""

from __future__ import annotations

import ast
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

OPERATORS = re.compile(
    r"core/(?:AddNot|NumberReplacer|Replace(?:Or|And)With(?:And|Or)|ZeroIterationForLoop|ReplaceUnaryOperator_Delete_Not"
    r"|Replace(?:False|True)With(?:True|False)|Replace(?:Break|Continue)With(?:Continue|Break)"
    r"|ReplaceComparisonOperator_(?:Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Lt_GtE|Gt_LtE)"
    r"|ReplaceComparisonOperator_(?:In_NotIn|NotIn_In)|ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|Mul_Div|Div_Mul))"
)
"""Of the eleven replacements of one sign the others say nothing more: a test that tells + from - tells it from *."""


def decorated(module: str) -> set[str]:
    """The names of the functions of a module that carry a decorator."""
    tree = ast.parse(Path(module).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.decorator_list}


def main(session: str) -> int:
    """Delete all other mutants of a session and say how many are left."""
    with closing(sqlite3.connect(session)) as found:
        specs = found.execute(
            "SELECT job_id, module_path, definition_name, operator_name FROM mutation_specs"
        ).fetchall()
        names = {module: decorated(module) for module in {spec[1] for spec in specs}}
        gone = [(job,) for job, module, name, how in specs if name not in names[module] or not OPERATORS.fullmatch(how)]
        for table in ("mutation_specs", "work_items"):
            found.executemany(f"DELETE FROM {table} WHERE job_id = ?", gone)  # noqa: S608  two names of our own
        found.commit()
    return len(specs) - len(gone)


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1])} mutants\n")
