"""The part of Spark's DataFrame that is a statement: every method makes SQL, and the engine computes it."""

from __future__ import annotations

import re
import sys
from typing import Any, NoReturn

from .engine import Engine, Row, Statement, python_rows
from .instead import COLUMNS
from .refused import refuse

#: As much of a table as Databricks displays.
DISPLAYED_ROWS, DISPLAYED_BYTES = 10_000, 2 * 1024**2


def quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def type_name(kind: dict[str, Any]) -> str:
    """As Spark's `simpleString`."""
    return str(kind["simple"])


class DataFrame:
    def __init__(self, engine: Engine, statement: Statement) -> None:
        self._engine = engine
        self._statement = statement
        self._rows: tuple[list[dict[str, Any]], list[list[Any]], bool] | None = None
        columns = engine.columns(statement)
        if columns is None:
            # Only a query waits until its rows are wanted, as in Spark.
            self._rows = engine.run(statement)
            columns = self._rows[0]
        self._columns = columns

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if name in self.columns:
            refuse(f"A column as an object (df.{name})", COLUMNS)
        refuse(f"DataFrame.{name}")

    def __getitem__(self, item: object) -> NoReturn:
        refuse("A column as an object (df[…])", COLUMNS)

    def __repr__(self) -> str:
        return f"DataFrame[{', '.join(f'{name}: {kind}' for name, kind in self.dtypes)}]"

    # What there is.

    @property
    def columns(self) -> list[str]:
        return [column["name"] for column in self._columns]

    @property
    def dtypes(self) -> list[tuple[str, str]]:
        return [(column["name"], type_name(column["type"])) for column in self._columns]

    def printSchema(self) -> None:
        lines = ["root"]
        for column in self._columns:
            lines += _branch(column["name"], column["type"]["json"], " |")
        print("\n".join(lines), end="\n\n")

    # Rows.

    def _run(
        self, form: str = "values", rows: int | None = None, size: int | None = None
    ) -> tuple[list[dict[str, Any]], list[list[Any]], bool]:
        if self._rows is None:
            return self._engine.run(self._statement, form, rows, size)
        # It ran once, and does not run again.
        columns, found, _ = self._rows
        cut = found if rows is None else found[:rows]
        if form == "text":
            cut = [["NULL" if cell is None else _text(cell) for cell in row] for row in cut]
        return columns, cut, len(cut) < len(found)

    def _row_objects(self, rows: int | None = None) -> list[Row]:
        columns, found, _ = self._run(rows=rows)
        names = tuple(self.columns)
        return [Row(names, row) for row in python_rows(columns, found)]

    def collect(self) -> list[Row]:
        return self._row_objects()

    def take(self, num: int) -> list[Row]:
        return self._row_objects(num)

    def first(self) -> Row | None:
        rows = self.take(1)
        return rows[0] if rows else None

    def head(self, n: int | None = None) -> Any:
        return self.first() if n is None else self.take(n)

    def count(self) -> int:
        if self._rows is not None:
            return len(self._rows[1])
        _, rows, _ = self._engine.run(self._around("count(*)"))
        return int(rows[0][0])

    def isEmpty(self) -> bool:
        return self.first() is None

    def toPandas(self) -> Any:
        from .pandas_frame import pandas_frame

        return pandas_frame(*self._run()[:2])

    def show(self, n: int = 20, truncate: bool | int = True, vertical: bool = False) -> None:
        if vertical:
            refuse("show(vertical=True)", "Leave vertical out.")
        _, rows, _ = self._run("text", n + 1)
        width = 20 if truncate is True else int(truncate)
        sys.stdout.write(_drawn(self.columns, rows[:n], width))
        if len(rows) > n:
            print(f"only showing top {n} row{'' if n == 1 else 's'}")
        print()

    def display(self) -> None:
        self._engine.output.show_table(self._table())

    def _table(self) -> dict[str, Any]:
        _, rows, is_cut = self._run("wire", DISPLAYED_ROWS, DISPLAYED_BYTES)
        schema = [{"name": column["name"], "type": column["type"]["json"]} for column in self._columns]
        return {"schema": schema, "rows": rows, "truncated": is_cut}

    # Other frames.

    def _of(self, what: str, how: str = "") -> DataFrame:
        if self._rows is not None:
            refuse("Another DataFrame from the result of a command", "Use collect() or toPandas().")
        return DataFrame(self._engine, self._around(what, how))

    def _around(self, what: str, how: str = "") -> Statement:
        query = self._statement["sql"].rstrip().removesuffix(";")
        return {**self._statement, "sql": f"SELECT {what} FROM (\n{query}\n) {how}"}

    def _name(self, name: object) -> str:
        if name == "*":
            return "*"
        if not isinstance(name, str):
            refuse("A column as an object", COLUMNS)
        found = [column for column in self.columns if column.lower() == name.lower()]
        return quoted(found[0] if found else name)

    def _names(self, given: tuple[object, ...]) -> list[str]:
        names = given[0] if len(given) == 1 and isinstance(given[0], (list, tuple)) else given
        return [self._name(name) for name in names]

    def select(self, *cols: object) -> DataFrame:
        return self._of(", ".join(self._names(cols)))

    def selectExpr(self, *expr: str) -> DataFrame:
        return self._of(", ".join(expr))

    def filter(self, condition: object) -> DataFrame:
        if not isinstance(condition, str):
            refuse("A column as an object", COLUMNS)
        return self._of("*", f"WHERE ({condition}\n)")

    where = filter

    def limit(self, num: int) -> DataFrame:
        return self._of("*", f"LIMIT {int(num)}")

    def distinct(self) -> DataFrame:
        return self._of("DISTINCT *")

    def orderBy(self, *cols: object, ascending: bool = True) -> DataFrame:
        if not isinstance(ascending, bool):
            refuse("orderBy(ascending=[…])", 'Write it in SQL: spark.sql("SELECT … ORDER BY … DESC, …").')
        order = "ASC" if ascending else "DESC"
        return self._of("*", f"ORDER BY {', '.join(f'{name} {order}' for name in self._names(cols))}")

    sort = orderBy


def _branch(name: str, kind: Any, before: str) -> list[str]:
    """As Spark draws a schema; whether there may be NULL is not known here."""
    if isinstance(kind, str):
        return [f"{before}-- {name}: {kind}"]
    inner = [("element", "elementType"), ("key", "keyType"), ("value", "valueType")]
    parts = [(part, kind[key]) for part, key in inner if key in kind]
    parts += [(field["name"], field["type"]) for field in kind.get("fields", [])]
    below = [line for part, of in parts for line in _branch(part, of, f"{before}    |")]
    return [f"{before}-- {name}: {kind['type']}", *below]


def _text(cell: Any) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _drawn(names: list[str], rows: list[list[str]], most: int) -> str:
    """As Spark's `show`: right-aligned where long cells are cut, left-aligned else."""

    def cell(text: str) -> str:
        text = re.sub(r"[\n\r\t\f\b\v\a]", lambda found: repr(found.group())[1:-1], text)
        if most <= 0 or len(text) <= most:
            return text
        return text[:most] if most < 4 else text[: most - 3] + "..."

    table = [[cell(text) for text in row] for row in [names, *rows]]
    widths = [max(3, *(len(row[column]) for row in table)) for column in range(len(names))]
    align = str.rjust if most > 0 else str.ljust
    rule = "+" + "+".join("-" * width for width in widths) + "+\n"
    lines = ["|" + "|".join(align(text, width) for text, width in zip(row, widths)) + "|\n" for row in table]
    return rule + lines[0] + rule + "".join(lines[1:]) + rule
