"""The backend of matplotlib: `plt.show()` gives the open figures to the result of the command."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        from .serve import flush_figures

        flush_figures()

    def show(self) -> None:
        """A figure that is not of pyplot is shown by `display`."""


class FigureCanvas(FigureCanvasAgg):
    manager_class: Any = FigureManager
