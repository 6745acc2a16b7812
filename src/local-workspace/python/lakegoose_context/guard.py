"""Two processes: one that runs the commands, and one before it that ends everything when the workspace is gone."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import sys


def guard(folder: str) -> None:
    """Returns in the process that runs commands; the other one waits for it, and ends as it has ended.

    `folder` is the context's own, and goes with it.
    """
    # What a command starts in a session of its own comes here when that command's process has ended.
    _prctl(_SET_CHILD_SUBREAPER, 1)
    runner = os.fork()
    if runner == 0:
        return

    def end(*_: object) -> None:
        # First the one that runs commands: when this one has ended, that one surely has.
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(runner, signal.SIGKILL)
            os.waitpid(runner, 0)
        _end_children()
        # Where the workspace was killed, nobody else does it.
        shutil.rmtree(folder, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)

    # Python that is busy in C would not see that its pipe has ended, nor take along what it has started.
    signal.signal(signal.SIGTERM, end)
    # A command may send it to its whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _prctl(_SET_DEATH_SIGNAL, signal.SIGTERM)
    for pipe in (0, 1):
        os.close(pipe)
    ended, status = 0, 0
    while ended != runner:
        ended, status = os.waitpid(-1, 0)
    _end_children()
    if not os.WIFSIGNALED(status):
        os._exit(os.waitstatus_to_exitcode(status))
    number = os.WTERMSIG(status)
    if number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _end_children() -> None:
    """Ends what is left of what commands have started, and what that leaves, until nothing is."""
    while children := _children():
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as listed:
            return [int(child) for child in listed.read().split()]
    except OSError:
        # Only Linux lists them; elsewhere those of another session stay.
        return []


# prctl(2)
_SET_DEATH_SIGNAL = 1
_SET_CHILD_SUBREAPER = 36


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value)
