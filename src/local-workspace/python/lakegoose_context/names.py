"""What a notebook finds without importing it: spark, display, dbutils."""

from __future__ import annotations

import base64
import io
import sys
from typing import Any, NoReturn

from .dataframe import DataFrame
from .engine import Engine, parameters_of
from .output import Output
from .refused import Refused, refuse


class Spark:
    """`spark`: what is SQL, on the same engine and with the same grants as a SQL warehouse."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sql(self, sqlQuery: str, args: Any = None, **kwargs: Any) -> DataFrame:
        if kwargs or isinstance(args, (list, tuple)):
            refuse("A parameter of spark.sql without a name", 'Write :name, and args={"name": value}.')
        return self._frame(sqlQuery, parameters_of(args or {}))

    def table(self, tableName: str) -> DataFrame:
        return self._frame(f"SELECT * FROM {tableName}")

    def range(self, start: int, end: int | None = None, step: int = 1) -> DataFrame:
        first, last = (0, start) if end is None else (start, end)
        return self._frame(f"SELECT id FROM range({int(first)}, {int(last)}, {int(step)})")

    def _frame(self, text: str, parameters: list[dict[str, Any]] | None = None) -> DataFrame:
        return DataFrame(self._engine, self._engine.statement(text, parameters or []))

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        refuse(f"spark.{name}")

    def __repr__(self) -> str:
        return "<spark of the local workspace: sql, table and range>"


class Widgets:
    """`dbutils.widgets`: parameters with their defaults, for nobody is there to fill them in."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def text(self, name: str, defaultValue: str, label: str | None = None) -> None:
        self._values.setdefault(name, str(defaultValue))

    def dropdown(self, name: str, defaultValue: str, choices: list[str], label: str | None = None) -> None:
        if defaultValue not in choices:
            raise ValueError(f"The default {defaultValue!r} of the widget {name} is none of its choices.")
        self.text(name, defaultValue)

    def combobox(self, name: str, defaultValue: str, choices: list[str], label: str | None = None) -> None:
        self.text(name, defaultValue)

    multiselect = dropdown

    def get(self, name: str) -> str:
        if name not in self._values:
            raise ValueError(f"InputWidgetNotDefined: there is no widget {name}.")
        return self._values[name]

    def getAll(self) -> dict[str, str]:
        return dict(self._values)

    def remove(self, name: str) -> None:
        self._values.pop(name, None)

    def removeAll(self) -> None:
        self._values.clear()


class Dbutils:
    def __init__(self) -> None:
        self.widgets = Widgets()

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        refuse(f"dbutils.{name}", "Of dbutils there is dbutils.widgets.")


def displayer(output: Output) -> Any:
    def display(value: Any = None, *more: Any, **_: Any) -> None:
        """Shows a table or a figure; anything else as its text."""
        for each in (value, *more):
            if isinstance(each, DataFrame):
                output.show_table(each.table())
            elif _is_of("pandas", "DataFrame", each):
                output.show_table(_table_of_pandas(each))
            elif _is_of("matplotlib.figure", "Figure", each):
                show_figure(output, each)
                # What was shown is not shown again at the end of the command.
                if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
                    pyplot.close(each)
            else:
                print(each)

    return display


def _is_of(module: str, name: str, value: Any) -> bool:
    """Without importing what the notebook has not imported."""
    kind = getattr(sys.modules.get(module), name, None)
    return isinstance(kind, type) and isinstance(value, kind)


def show_figure(output: Output, figure: Any) -> None:
    image = io.BytesIO()
    figure.savefig(image, format="png", bbox_inches="tight")
    output.show_image(base64.b64encode(image.getvalue()).decode())


_PANDAS_TYPES = {"i": "long", "u": "long", "f": "double", "b": "boolean"}
_MOST_ROWS = 10_000


def _table_of_pandas(frame: Any) -> dict[str, Any]:
    kinds = [_PANDAS_TYPES.get(dtype.kind, "string") for dtype in frame.dtypes]
    schema = [{"name": str(name), "type": kind} for name, kind in zip(frame.columns, kinds)]
    rows = [[_cell(cell, kind) for cell, kind in zip(row, kinds)] for row in frame.head(_MOST_ROWS).itertuples(index=False)]
    return {"schema": schema, "rows": rows, "truncated": len(frame) > _MOST_ROWS}


def _cell(cell: Any, kind: str) -> Any:
    import pandas

    if pandas.api.types.is_scalar(cell) and pandas.isna(cell):
        return None
    if kind == "string":
        return str(cell)
    value = cell.item() if hasattr(cell, "item") else cell
    return value if value not in (float("inf"), float("-inf")) else str(value)


def names_of(engine: Engine, output: Output) -> dict[str, Any]:
    spark = Spark(engine)
    return {
        "__name__": "__main__",
        "spark": spark,
        "sql": spark.sql,
        "table": spark.table,
        "display": displayer(output),
        "displayHTML": Refused("displayHTML", "display shows tables and figures."),
        "dbutils": Dbutils(),
        "sc": Refused("sc"),
        "sqlContext": Refused("sqlContext"),
    }
