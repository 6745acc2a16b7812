"""An exception as a notebook shows it: the lines of the command, and none of the program that runs it."""

from __future__ import annotations

import html
import linecache
import os
import traceback
from types import TracebackType

_OWN = os.path.dirname(os.path.abspath(__file__))
_AROUND = 2
_MOST_FRAMES = 20
_MOST_CAUSES = 20
#: Of a message, and of a line of a program, in characters.
_MOST_TEXT = 100_000


def describe(error: BaseException) -> dict[str, str]:
    """`summary` is one line of HTML, `cause` the whole trace, as Databricks has them."""
    name, message = type(error).__name__, _message(error)
    summary = f"<span class='ansi-red-fg'>{html.escape(name)}</span>: {html.escape(message)}"
    head = f"{name}{'Traceback (most recent call last)':>{max(75 - len(name), 34)}}"
    return {"summary": summary, "cause": "\n".join(["-" * 75, head, *_chain(error, set())])}


def _message(error: BaseException) -> str:
    try:
        return _cut(error.msg if isinstance(error, SyntaxError) and error.msg else str(error))
    except Exception:
        return "<the message of this exception cannot be shown>"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}… ({len(text) - _MOST_TEXT} more characters)"


def _chain(error: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines: list[str] = []
    if earlier is not None and id(earlier) not in seen and len(seen) < _MOST_CAUSES:
        how = (
            "The above exception was the direct cause of the following exception:"
            if error.__cause__
            else "During handling of the above exception, another exception occurred:"
        )
        lines = [*_chain(earlier, seen), "", how, ""]
    if isinstance(error, SyntaxError):
        return [*lines, *_cut("".join(traceback.format_exception_only(error)).rstrip()).split("\n")]
    return [*lines, *_frames(error.__traceback__), f"{type(error).__name__}: {_message(error)}"]


def _frames(trace: TracebackType | None) -> list[str]:
    shown = []
    for frame, line in traceback.walk_tb(trace):
        path = frame.f_code.co_filename
        if not os.path.abspath(path).startswith(_OWN):
            shown.append(_frame(path, line, frame.f_code.co_name))
    if len(shown) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        shown = [*shown[:half], [f"    [... {len(shown) - _MOST_FRAMES} more ...]", ""], *shown[-half:]]
    return [line for lines in shown for line in lines]


def _frame(path: str, line: int, function: str) -> list[str]:
    place = "" if function == "<module>" else f", in {function}"
    lines = [f"File {path}, line {line}{place}"]
    for number in range(max(line - _AROUND, 1), line + _AROUND + 1):
        text = _cut(linecache.getline(path, number).rstrip("\n"))
        if text or number == line:
            lines.append(f"{'---->' if number == line else '     '} {number} {text}".rstrip())
    return [*lines, ""]
