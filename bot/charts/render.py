"""PNGs from a process of their own, so that drawing for one person holds up nobody else.

Owns that process: it is started with the first chart (half a second) and kept; resvg keeps Python's lock while it
draws, so a thread would not do. Must not know channels.

Example::

    renderer = Renderer()
    image = await renderer.png(chart)
    renderer.close()
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.charts.chart import Chart
from bot.charts.png import rendered
from bot.charts.svg import svg


class Renderer:
    """Draws one PNG after another in a second process."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def png(self, chart: Chart, dark: bool = False) -> bytes:
        """Render the chart."""
        return await self.from_svg(svg(chart, "dark" if dark else "light"))

    async def from_svg(self, drawing: str) -> bytes:
        """Render a drawing of `bot.charts.svg`. Raises ValueError for a text that is none.

        A process that was killed is replaced once; raises BrokenProcessPool after that.
        """
        try:
            return await self._render(drawing)
        except BrokenProcessPool:
            self.close()
            return await self._render(drawing)

    async def _render(self, drawing: str) -> bytes:
        if self._pool is None:
            # spawn: a copy of this process would take its threads' locks along
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_end_with_parent)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, rendered, drawing)

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, also if that was killed: it would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
