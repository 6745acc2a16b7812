"""Statements on the workspace's own engine, in the name of who has made the context."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
from collections.abc import Callable, Iterator
from typing import Any

from .channel import Channel
from .output import Output
from .refused import refuse


class SparkError(Exception):
    """The engine refused a statement."""


class ParseException(SparkError):
    """A statement that cannot be read."""


class AnalysisException(SparkError):
    """A statement whose names or types are wrong, or that is not permitted."""


class SparkException(SparkError):
    """A statement that failed while it ran."""


Type = dict[str, Any]
Statement = dict[str, Any]
_EPOCH = datetime.datetime(1970, 1, 1)


class Row(tuple):
    """A row: by position, by `row["name"]`, and by `row.name`."""

    __fields__: tuple[str, ...]

    def __new__(cls, names: tuple[str, ...], values: Any) -> Row:
        row = super().__new__(cls, values)
        row.__fields__ = names
        return row

    def __reduce__(self) -> Any:
        return Row, (self.__fields__, tuple(self))

    def __getitem__(self, item: Any) -> Any:
        if not isinstance(item, str):
            return super().__getitem__(item)
        if item not in self.__fields__:
            raise ValueError(item)
        return super().__getitem__(self.__fields__.index(item))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self.__fields__:
            raise AttributeError(name)
        return self[name]

    def __contains__(self, item: object) -> bool:
        return item in self.__fields__ or super().__contains__(item)

    def asDict(self, recursive: bool = False) -> dict[str, Any]:
        cells = (_plain(cell) for cell in self) if recursive else self
        return dict(zip(self.__fields__, cells))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in zip(self.__fields__, self))})"


def _plain(cell: Any) -> Any:
    """With the rows in it as dicts."""
    if isinstance(cell, Row):
        return cell.asDict(True)
    if isinstance(cell, list):
        return [_plain(item) for item in cell]
    return {key: _plain(value) for key, value in cell.items()} if isinstance(cell, dict) else cell


def _exception(answer: dict[str, Any]) -> SparkError:
    state = answer.get("state") or ""
    kind = ParseException if state == "42601" else AnalysisException if state[:2] in ("42", "0A") else SparkException
    return kind(answer["error"])


class Engine:
    def __init__(self, channel: Channel, output: Output) -> None:
        self._channel = channel
        self.output = output
        #: Where names are looked for: what USE has said last.
        self.session: dict[str, str] = {}

    def columns(self, statement: Statement) -> list[dict[str, Any]] | None:
        """Those of a query, which does not run yet; None for any other statement."""
        for answer in self._channel.ask({**statement, "form": "columns"}):
            if "error" in answer:
                raise _exception(answer)
            return answer.get("columns")
        return None

    def statement(self, text: str, parameters: list[dict[str, Any]]) -> Statement:
        """A statement as it is meant now, whenever it runs."""
        return {"sql": text, "parameters": parameters, **({"session": self.session} if self.session else {})}

    def run(
        self,
        statement: Statement,
        form: str = "values",
        rows: int | None = None,
        size: int | None = None,
    ) -> tuple[list[dict[str, Any]], list[list[Any]], bool]:
        """Columns, rows and whether rows were left out; `form` says how cells are written."""
        question = {**statement, "form": form, "rows": rows, "size": size}
        columns: list[dict[str, Any]] = []
        found: list[list[Any]] = []
        is_cut = False
        for answer in self._channel.ask({name: value for name, value in question.items() if value is not None}):
            if "error" in answer:
                raise _exception(answer)
            columns = answer.get("columns", columns)
            found += answer.get("rows", [])
            is_cut = answer.get("truncated", is_cut)
            self.session = answer.get("session", self.session)
        return columns, found, is_cut


def python_rows(columns: list[dict[str, Any]], rows: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """Rows as PySpark has them."""
    readers = [_reader(column["type"]) for column in columns]
    for row in rows:
        yield tuple(cell if cell is None else read(cell) for read, cell in zip(readers, row))


def _moment(cell: Any) -> datetime.datetime:
    return _EPOCH + datetime.timedelta(microseconds=int(cell))


_READERS: dict[str, Callable[[Any], Any]] = {
    "BIGINT": int,
    "FLOAT": float,
    "DOUBLE": float,
    "DECIMAL": decimal.Decimal,
    "DATE": datetime.date.fromisoformat,
    "TIMESTAMP": _moment,
    "TIMESTAMP_NTZ": _moment,
    "BINARY": lambda cell: bytearray(base64.b64decode(cell)),
}


def _reader(kind: Type) -> Callable[[Any], Any]:
    name = kind["name"]
    if "text" in kind:
        return json.loads
    parts = [_reader(part) for part in kind.get("parts", [])]

    def part(index: int, cell: Any) -> Any:
        return None if cell is None else parts[index](cell)

    if name == "ARRAY":
        return lambda cell: [part(0, item) for item in cell]
    if name == "MAP":
        return lambda cell: {part(0, key): part(1, value) for key, value in cell}
    if name == "STRUCT":
        names = tuple(kind["names"])
        return lambda cell: Row(names, (part(index, item) for index, item in enumerate(cell)))
    if name == "INTERVAL":
        refuse("An INTERVAL as a value of Python", "In SQL, make a number or a STRING of it.")
    return _READERS.get(name, lambda cell: cell)


def parameters_of(arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """`:name` in a statement."""
    return [{"name": name, **_parameter(name, value)} for name, value in arguments.items()]


def _parameter(name: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {"type": "VOID"}
    if isinstance(value, bool):
        return {"type": "BOOLEAN", "value": str(value).lower()}
    if isinstance(value, int):
        return {"type": "INT" if -(2**31) <= value < 2**31 else "BIGINT", "value": str(value)}
    if isinstance(value, float):
        return {"type": "DOUBLE", "value": repr(value)}
    if isinstance(value, str):
        return {"type": "STRING", "value": value}
    if isinstance(value, decimal.Decimal):
        digits = value.as_tuple().digits
        scale = max(-int(value.as_tuple().exponent), 0)
        return {"type": f"DECIMAL({max(len(digits), scale, 1)},{scale})", "value": f"{value:f}"}
    if isinstance(value, datetime.datetime):
        return {"type": "TIMESTAMP", "value": value.isoformat(sep=" ")}
    if isinstance(value, datetime.date):
        return {"type": "DATE", "value": value.isoformat()}
    refuse(f"The parameter {name} of the type {type(value).__name__}", "Give a text, a number or a date.")

