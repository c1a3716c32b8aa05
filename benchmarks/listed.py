"""One console over one database, timed from a key to its answer on the screen: ``benchmarks.lists`` starts it.

    python -m benchmarks.listed DATABASE RARE COMMON

Prints JSON: seconds by what was done, and the most memory it took, in MB.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from console.tui.app import Jiandu
from console.tui.screens.listed import ListPage
from console.tui.session import Session
from console.tui.widgets.row_list import RowList

_TIMES = 5
_SLOW_SECONDS = 3.0
_KEYS = 40
_PATIENCE_SECONDS = 120


class Watch:
    """Tells when the list shows what was asked for."""

    def __init__(self, app: Jiandu) -> None:
        self.app = app
        self._shown = asyncio.Event()
        put, change = RowList.put, RowList.change

        def noted(real: Callable[..., None]) -> Callable[..., None]:
            def run(rows: RowList, *given: Any, **named: Any) -> None:
                real(rows, *given, **named)
                self._shown.set()

            return run

        RowList.put, RowList.change = noted(put), noted(change)  # type: ignore[method-assign]

    @property
    def page(self) -> ListPage:
        page = self.app.screen
        assert isinstance(page, ListPage), page
        return page

    async def timed(self, do: Callable[[], object]) -> float:
        """Seconds until the list shows what `do` asks for; then everything settles."""
        await self.settled()
        self._shown.clear()
        start = time.perf_counter()
        do()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await self._shown.wait()
        taken = time.perf_counter() - start
        await self.settled()
        return taken

    async def settled(self) -> None:
        """Until nothing is on its way."""
        await self.app.workers.wait_for_complete()
        await asyncio.sleep(0.05)
        await self.app.workers.wait_for_complete()


async def walk(database: str, rare: str, common: str, folder: Path) -> dict[str, float]:
    """Everything a list does."""
    session = Session(database, "张某", "zh_CN", lambda: datetime(2024, 9, 30, 2, tzinfo=UTC), drafts_in=folder)
    app = Jiandu(session)
    told: dict[str, float] = {}
    async with app.run_test(size=(120, 36)) as pilot:
        watch = Watch(app)
        await watch.settled()
        start = time.perf_counter()
        await pilot.press("3")
        await app.workers.wait_for_complete()
        while not isinstance(app.screen, ListPage) or not app.screen.rows.lines:  # noqa: ASYNC110 - nothing to watch
            await asyncio.sleep(0.001)
        told["ready"] = time.perf_counter() - start
        rows = watch.page.rows

        async def several(what: str, *works: Callable[[], object]) -> None:
            taken = []
            for _ in range(_TIMES):
                for work in works[:-1]:
                    await watch.timed(work)
                taken.append(await watch.timed(works[-1]))
            told[what] = statistics.median(taken)

        def filtered(words: str) -> Callable[[], None]:
            def ask() -> None:
                watch.page.words = words
                watch.page.load()

            return ask

        def first() -> None:
            rows.action_edge(-1)

        def last() -> None:
            rows.action_edge(1)

        def load() -> None:
            watch.page.load()

        await several("refresh", load)
        await several("filter, a rare word", filtered(""), filtered(rare))
        await several("filter, a common word", filtered(""), filtered(common))
        await watch.timed(filtered(""))
        await watch.timed(last)
        await several("jump to the end", first, last)
        await watch.timed(first)

        def near_end() -> None:
            rows.to_line(len(rows.lines) - 2)

        told["the next page"] = statistics.median([await watch.timed(near_end) for _ in range(3)])
        for index, column in enumerate(rows.columns):
            if column.sort:

                def sort(index: int = index) -> None:
                    rows.sorting.column = index
                    rows.action_sort()

                await several(f"sort by {column.sort}", sort)
        told["cursor"] = await _moved(rows)
        answer = session.ask

        def slow(question: Any) -> Any:
            time.sleep(_SLOW_SECONDS)
            return answer(question)

        session.ask = slow  # type: ignore[method-assign]
        watch.page.load()
        told["cursor, store slow"] = await _moved(rows)
    told["memory"] = _most_memory()
    session.close()
    return told


def _most_memory() -> float:
    """The most this process ever took, in MB; what `getrusage` tells begins with what its parent took."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(float(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


async def _moved(rows: RowList) -> float:
    """A move of the cursor until it is drawn; median of some."""
    taken = []
    for number in range(_KEYS):
        start = time.perf_counter()
        rows.action_move(1 if number < _KEYS // 2 else -1)
        await asyncio.sleep(0)
        drawn = asyncio.Event()
        rows.call_after_refresh(drawn.set)
        await drawn.wait()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    with TemporaryDirectory() as drafts:
        print(json.dumps(asyncio.run(walk(sys.argv[1], sys.argv[2], sys.argv[3], Path(drafts)))))
