"""A result as a DataFrame of pandas, with the types that PySpark gives it."""

from __future__ import annotations

from typing import Any

from .engine import python_rows

_EXACT = {"TINYINT": "int8", "SMALLINT": "int16", "INT": "int32", "BIGINT": "int64", "BOOLEAN": "bool"}
_FLOATING = {"FLOAT": "float32", "DOUBLE": "float64"}


def pandas_frame(columns: list[dict[str, Any]], rows: list[list[Any]]) -> Any:
    import pandas

    values = list(zip(*python_rows(columns, rows))) or [()] * len(columns)
    series = [_series(pandas, column["type"]["name"], list(cells)) for column, cells in zip(columns, values)]
    frame = pandas.concat(series, axis=1) if series else pandas.DataFrame()
    frame.columns = [column["name"] for column in columns]
    return frame


def _series(pandas: Any, name: str, cells: list[Any]) -> Any:
    has_null = any(cell is None for cell in cells)
    if name in _FLOATING:
        return pandas.Series(cells, dtype=_FLOATING[name])
    if name in _EXACT:
        if not has_null:
            return pandas.Series(cells, dtype=_EXACT[name])
        return pandas.Series(cells, dtype="object" if name == "BOOLEAN" else "float64")
    if name in ("TIMESTAMP", "TIMESTAMP_NTZ"):
        return pandas.Series(cells, dtype="datetime64[ns]")
    return pandas.Series(cells, dtype="object")
