"""Two processes: one that runs the commands, and one before it that ends everything when the workspace is gone."""

from __future__ import annotations

import ctypes
import os
import signal
import sys


def guard() -> None:
    """Returns in the process that runs commands; the other one waits for it, and ends as it has ended."""
    runner = os.fork()
    if runner == 0:
        return

    def end(*_: object) -> None:
        # First the one that runs commands: when this one has ended, that one surely has.
        os.kill(runner, signal.SIGKILL)
        os.waitpid(runner, 0)
        os.killpg(0, signal.SIGKILL)

    # Python that is busy in C would not see that its pipe has ended, nor take along what it has started.
    signal.signal(signal.SIGTERM, end)
    # A command may send it to its whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _signal_at_end_of_parent(signal.SIGTERM)
    for pipe in (0, 1):
        os.close(pipe)
    _, status = os.waitpid(runner, 0)
    if not os.WIFSIGNALED(status):
        os._exit(os.waitstatus_to_exitcode(status))
    number = os.WTERMSIG(status)
    if number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _signal_at_end_of_parent(number: int) -> None:
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, number)
