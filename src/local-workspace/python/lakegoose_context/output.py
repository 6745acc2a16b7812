"""What a command shows: its text, and the tables and images that it displays."""

from __future__ import annotations

import io
import sys
from typing import Any


class _Text(io.RawIOBase):
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.empty()

    def empty(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0
        self.is_cut = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        room = self._limit - self._size
        if len(piece) > room:
            self.is_cut = True
        if room > 0:
            self._pieces.append(piece[:room])
            self._size += min(len(piece), room)
        return len(piece)

    def text(self) -> str:
        return b"".join(self._pieces).decode(errors="ignore")


class Output:
    """Text up to a limit, and what was displayed last: a table, or images."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._text = _Text(limit)
        self._writer = io.TextIOWrapper(self._text, encoding="utf-8", errors="backslashreplace", write_through=True)
        self.begin()

    def begin(self) -> None:
        self._text.empty()
        self._images: list[str] = []
        self._table: dict[str, Any] | None = None
        self._is_cut = False
        # The same one for all commands: a logger keeps what it was given first.
        sys.stdout = sys.stderr = self._writer

    def show_table(self, table: dict[str, Any]) -> None:
        self._table = table
        self._images = []

    def show_image(self, png: str) -> None:
        self._table = None
        if sum(map(len, self._images)) + len(png) > self._limit:
            self._is_cut = True
        else:
            self._images.append(png)

    def result(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"text": self._text.text(), "truncated": self._is_cut or self._text.is_cut}
        if self._table is not None:
            return {**shown, "table": self._table}
        return {**shown, "images": self._images} if self._images else shown
