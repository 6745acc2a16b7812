"""Runs cells as the local workspace does, without its engine, and tells which statements reached it.

Reads cells as JSON and writes, for each, `ran`: what reached the engine; `read`: the constant texts that calls of `sql` are
given, as Python itself reads them, with their first and last lines (null in an f-string, where older ones miscount).
"""

import ast
import json
import sys
import types

sys.path.insert(0, sys.argv[1])

from lakegoose_context import serve  # noqa: E402
from lakegoose_context.engine import Engine  # noqa: E402
from lakegoose_context.names import names_of  # noqa: E402
from lakegoose_context.output import Output  # noqa: E402

PROGRAM = sys.modules["__main__"]
# Outputs of cells take its place.
STDOUT = sys.stdout
NO_COLUMNS = {"columns": [], "done": True}


class Recorder:
    """In the place of the channel to the workspace."""

    def __init__(self):
        self.ran = []

    def ask(self, question):
        if question.get("form") == "columns":
            self.ran.append(question["sql"])
        yield NO_COLUMNS


def constant(node):
    """The text that an expression is, without running it; None where it is put together."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in node.values):
        return "".join(part.value for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = constant(node.left), constant(node.right)
        return None if left is None or right is None else left + right
    return None


def given(call):
    """The first argument of a call of `sql`."""
    name = getattr(call.func, "attr", getattr(call.func, "id", None))
    if name != "sql":
        return None
    if call.args:
        return call.args[0]
    first = call.keywords[0] if call.keywords else None
    return first.value if first is not None and first.arg == "sqlQuery" else None


def read(node, is_formatted=False):
    if isinstance(node, ast.Call) and (argument := given(node)) is not None:
        if (text := constant(argument)) is not None:
            yield [text, *((None, None) if is_formatted else (argument.lineno, argument.end_lineno))]
    for child in ast.iter_child_nodes(node):
        yield from read(child, is_formatted or isinstance(node, ast.JoinedStr))


def reached(cell):
    recorder = Recorder()
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    output = Output(100_000)
    main.__dict__.update(names_of(Engine(recorder, output), output))
    error = None
    try:
        serve._execute(cell, "<command-1>", main.__dict__)
    except BaseException as failure:
        error = type(failure).__name__
    sys.modules["__main__"] = PROGRAM
    try:
        tree = ast.parse(cell)
    except SyntaxError:
        return {"ran": recorder.ran, "read": None, "error": error}
    return {"ran": recorder.ran, "read": list(read(tree)), "error": error}


json.dump([reached(cell) for cell in json.load(sys.stdin)], STDOUT)
