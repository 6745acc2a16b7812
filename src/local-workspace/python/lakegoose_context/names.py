"""What a notebook finds without importing it: spark, display, dbutils."""

from __future__ import annotations

import sys
import types
from typing import Any, NoReturn

from .dataframe import DataFrame
from .display import displayer
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

    def range(self, start: int, end: int | None = None, step: int = 1, numPartitions: int | None = None) -> DataFrame:
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

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        refuse(f"dbutils.widgets.{name}")


class Dbutils:
    def __init__(self) -> None:
        self.widgets = Widgets()

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        refuse(f"dbutils.{name}")


def names_of(engine: Engine, output: Output) -> dict[str, Any]:
    spark = Spark(engine)
    names = {
        "spark": spark,
        "sql": spark.sql,
        "table": spark.table,
        "display": displayer(output),
        "displayHTML": Refused("displayHTML"),
        "dbutils": Dbutils(),
        "getArgument": Refused("getArgument"),
        "sc": Refused("sc"),
        "sqlContext": Refused("sqlContext"),
    }
    # What a notebook imports that is also edited outside of Databricks.
    runtime = sys.modules["databricks.sdk.runtime"] = types.ModuleType("databricks.sdk.runtime")
    runtime.__dict__.update(names)
    return {"__name__": "__main__", **names}
