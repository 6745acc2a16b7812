"""What Databricks has and the local workspace has not: refused by its name."""

from __future__ import annotations

import importlib.abc
import sys
from typing import NoReturn

_THERE = "Of Spark there are spark.sql, spark.table, display and a few methods of their results."


class NotInLocalWorkspace(AttributeError, NotImplementedError):
    """Databricks has it; the local workspace does not."""


def refuse(name: str, instead: str = _THERE) -> NoReturn:
    raise NotInLocalWorkspace(f"{name} is not there in the local workspace. {instead}")


class Refused:
    """Stands for an object whose every use is refused."""

    def __init__(self, name: str, instead: str = _THERE) -> None:
        self.__dict__["_about"] = (name, instead)

    def __getattr__(self, attribute: str) -> NoReturn:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        name, instead = self.__dict__["_about"]
        refuse(f"{name}.{attribute}", instead)

    def __call__(self, *_: object, **__: object) -> NoReturn:
        refuse(*self.__dict__["_about"])

    def __repr__(self) -> str:
        return f"<{self.__dict__['_about'][0]}: not there in the local workspace>"


class _Modules(importlib.abc.MetaPathFinder):
    """Asked last: only where nobody has installed such a module."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.split(".")[0] in ("pyspark", "delta"):
            raise ModuleNotFoundError(f"The module {name} is not there in the local workspace. {_THERE}", name=name)


def refuse_modules() -> None:
    sys.meta_path.append(_Modules())
