"""Messages to and from the local workspace: a line of JSON each, over pipes that the commands never see."""

from __future__ import annotations

import itertools
import json
import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any


class Interrupts:
    """Ctrl-C ends the command that runs, and never a message half-way."""

    def __init__(self) -> None:
        self._open = False
        self._pending = False
        self._cancelled: str | None = None
        self._main = threading.get_ident()
        signal.signal(signal.SIGINT, self._arrived)

    def _arrived(self, *_: object) -> None:
        if self._open:
            raise KeyboardInterrupt
        self._pending = True

    def cancel(self, command: str) -> None:
        """From another thread: ends a command that runs, or that is about to."""
        self._cancelled = command
        signal.pthread_kill(self._main, signal.SIGINT)

    def open(self, command: str) -> None:
        """From here on an interrupt ends this command; one that came before is for it only where it was named."""
        self._pending = False
        self._open = True
        if self._cancelled == command:
            self._open = False
            raise KeyboardInterrupt

    def close(self) -> None:
        self._open = False

    def held(self) -> _Held:
        return _Held(self)


class _Held:
    """While the main thread holds this, an interrupt waits; no other thread gets any."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts

    def __enter__(self) -> None:
        self._was_open = self._interrupts._open and threading.current_thread() is threading.main_thread()
        if self._was_open:
            self._interrupts._open = False

    def __exit__(self, *_: object) -> None:
        if not self._was_open:
            return
        self._interrupts._open = True
        if self._interrupts._pending:
            self._interrupts._pending = False
            raise KeyboardInterrupt


class Channel:
    def __init__(self, interrupts: Interrupts) -> None:
        # Copies of their own, which no program that a command starts inherits.
        self._incoming = os.fdopen(os.dup(0), "rb")
        self._outgoing = os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        os.close(nowhere)
        self._interrupts = interrupts
        self._lock = threading.Lock()
        self._ids = itertools.count()
        self._asked: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._commands: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def next_command(self) -> dict[str, Any]:
        return self._commands.get()

    def send(self, message: dict[str, Any]) -> None:
        line = json.dumps(message).encode() + b"\n"
        with self._interrupts.held(), self._lock:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._outgoing, rest) :]

    def ask(self, question: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """All answers to a question; the last one has `done` or `error`."""
        number = next(self._ids)
        answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._asked[number] = answers
        is_over = False
        try:
            self.send({**question, "ask": number})
            while not is_over:
                answer = answers.get()
                is_over = "done" in answer or "error" in answer
                yield answer
        finally:
            del self._asked[number]
            if not is_over:
                self.send({"forget": number})

    def _read(self) -> None:
        for line in self._incoming:
            message = json.loads(line)
            if "run" in message:
                self._commands.put(message)
            elif "cancel" in message:
                self._interrupts.cancel(message["cancel"])
            elif (answers := self._asked.get(message["answer"])) is not None:
                answers.put(message)
        # The workspace has gone away: so does everything that was started here, in order (`guard`) where that goes.
        os.killpg(0, signal.SIGTERM)
        time.sleep(1)
        os.killpg(0, signal.SIGKILL)
