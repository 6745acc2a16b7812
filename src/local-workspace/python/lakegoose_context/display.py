"""`display`: a table of Spark or pandas, a figure, or anything else as its text."""

from __future__ import annotations

import base64
import io
import json
import sys
from typing import Any

from .dataframe import DISPLAYED_BYTES, DISPLAYED_ROWS, DataFrame
from .output import Output


def displayer(output: Output) -> Any:
    def display(value: Any = None, *more: Any, **_: Any) -> None:
        """Shows a table or a figure; anything else as its text."""
        for each in (value, *more):
            if isinstance(each, DataFrame):
                each.display()
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


def _table_of_pandas(frame: Any) -> dict[str, Any]:
    kinds = [_PANDAS_TYPES.get(dtype.kind, "string") for dtype in frame.dtypes]
    schema = [{"name": str(name), "type": kind} for name, kind in zip(frame.columns, kinds)]
    rows: list[list[Any]] = []
    left = DISPLAYED_BYTES
    for given in frame.head(DISPLAYED_ROWS).itertuples(index=False):
        row = [_cell(cell, kind) for cell, kind in zip(given, kinds)]
        left -= len(json.dumps(row))
        if left < 0:
            break
        rows.append(row)
    return {"schema": schema, "rows": rows, "truncated": len(rows) < len(frame)}


def _cell(cell: Any, kind: str) -> Any:
    import pandas

    if pandas.api.types.is_scalar(cell) and pandas.isna(cell):
        return None
    if kind == "string":
        return str(cell)
    value = cell.item() if hasattr(cell, "item") else cell
    return value if value not in (float("inf"), float("-inf")) else str(value)
