"""What Databricks has and the local workspace has not: refused by its name."""

from __future__ import annotations

import importlib.abc
import sys
from typing import NoReturn

from .instead import instead_of


class NotInLocalWorkspace(AttributeError, NotImplementedError):
    """Databricks has it; the local workspace does not."""


def refuse(name: str, instead: str | None = None) -> NoReturn:
    raise NotInLocalWorkspace(f"{name} is not there in the local workspace. {instead or instead_of(name)}")


class Refused:
    """Stands for an object whose every use is refused."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, attribute: str) -> NoReturn:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        refuse(f"{self.__dict__['_name']}.{attribute}")

    def __call__(self, *_: object, **__: object) -> NoReturn:
        refuse(self.__dict__["_name"])

    def __repr__(self) -> str:
        return f"<{self.__dict__['_name']}: not there in the local workspace>"


class _Modules(importlib.abc.MetaPathFinder):
    """Asked last: only where nobody has installed such a module."""

    def find_spec(self, name: str, *_: object) -> None:
        top = name.split(".")[0]
        if top in ("pyspark", "delta"):
            said = f"The module {name} is not there in the local workspace. {instead_of(top)}"
            raise ModuleNotFoundError(said, name=name)


def refuse_modules() -> None:
    sys.meta_path.append(_Modules())
