"""Runs one command after the other, with the names that the earlier ones have left."""

from __future__ import annotations

import ast
import linecache
import os
import resource
import sys
import types
from typing import Any

from .channel import Channel, Interrupts
from .display import show_figure
from .engine import Engine
from .guard import guard
from .instead import PYTHON, instead_of
from .names import names_of
from .output import Output
from .refused import refuse, refuse_modules
from .traces import describe

_output: Output | None = None


def serve() -> None:
    global _output
    memory, most_output, folder = sys.argv[1:4]
    _limit(int(memory))
    guard(folder)
    interrupts = Interrupts()
    channel = Channel(interrupts)
    _output = Output(int(most_output))
    sys.argv = [""]
    refuse_modules()
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    main.__dict__.update(names_of(Engine(channel, _output), _output))
    channel.send({"ready": True})
    number = 0
    while True:
        command = channel.next_command()
        number += 1
        _output.begin()
        result = _run(command, number, main.__dict__, interrupts)
        channel.send({"ended": command["id"], **result, **_output.result()})


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except ValueError:
        # macOS knows the limit and does not take it.
        pass


def _run(command: dict[str, str], number: int, names: dict[str, Any], interrupts: Interrupts) -> dict[str, Any]:
    try:
        try:
            interrupts.open(command["id"])
            _execute(command["run"], f"<command-{number}>", names)
            flush_figures()
        finally:
            interrupts.close()
        return {}
    except KeyboardInterrupt as error:
        return {"interrupted": True, "error": describe(error)}
    except BaseException as error:
        return {"error": describe(error)}


def _execute(code: str, place: str, names: dict[str, Any]) -> None:
    code, tree = _read(code, place)
    linecache.cache[place] = (len(code), None, code.splitlines(keepends=True), place)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or code.rstrip().endswith(";"):
        exec(compile(tree, place, "exec"), names)
        return
    exec(compile(ast.Module(tree.body[:-1], tree.type_ignores), place, "exec"), names)
    value = eval(compile(ast.Expression(last.value), place, "eval"), names)
    if value is not None:
        names["_"] = value
        print(repr(value))


def _read(code: str, place: str) -> tuple[str, ast.Module]:
    try:
        return code, ast.parse(code, place)
    except SyntaxError:
        pass
    plain = _without_magic(code)
    return plain, ast.parse(plain, place)


def _without_magic(code: str) -> str:
    """`%sql` is a statement; lines that choose how figures are shown say nothing here."""
    first, _, rest = code.lstrip().partition("\n")
    word, _, line = first.strip().partition(" ")
    if word in ("%sql", "%%sql"):
        statement = f"{line}\n{rest}"
        return f"display(_sqldf := spark.sql({statement!r}))"
    kept: list[str] = []
    for text in code.split("\n"):
        if not text.startswith(("!", "%")) or not _is_whole("\n".join(kept)):
            kept.append(text)
            continue
        word = text.split(" ", 1)[0].rstrip()
        if text.startswith("!"):
            refuse("A line for the shell (!)", PYTHON)
        if word not in ("%matplotlib", "%python"):
            refuse(f"The magic command {word}", instead_of(word))
        kept.append("")
    return "\n".join(kept)


def _is_whole(code: str) -> bool:
    """Whether a statement may begin behind it: no text and no bracket is open."""
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def flush_figures() -> None:
    """Open figures of pyplot go into the result."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or _output is None:
        return
    for number in pyplot.get_fignums():
        show_figure(_output, pyplot.figure(number))
    pyplot.close("all")


os.environ.setdefault("MPLBACKEND", "module://lakegoose_context.figures")
