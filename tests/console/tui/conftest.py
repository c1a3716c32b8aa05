"""Screens driven by keys, without a terminal; their text is what is compared."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from console.tui.app import Jiandu
from console.tui.session import Session
from tests.console.tui import town
from tests.console.tui.quick import make_quick
from tests.sanctions.office import Office

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = os.environ.get("JIANDU_UPDATE_SNAPSHOTS") == "1"
"""Set it to write the pictures anew; then look at what changed."""


class Console:
    """A running console and what a test does with it."""

    def __init__(self, app: Jiandu, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    async def settle(self) -> None:
        """Until every answer came and was drawn, and those that were asked for while drawing."""
        while True:
            # A dialog that closes takes what it still asked with it.
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            if all(worker.is_finished for worker in self.app.workers):
                return

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; ``=text`` types a text."""
        for key in keys:
            await self.pilot.press(*(key[1:] if key.startswith("=") and len(key) > 1 else (key,)))
            await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Another size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()
        # Screens take a new size when they find the time; on a busy machine that is later.
        while self.app.screen.size != (width, height):
            await self.settle()

    @property
    def text(self) -> str:
        """The screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


Start = Callable[..., AbstractAsyncContextManager[Console]]


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    builders = {"town": town.build, "empty": town.empty, "sample": town.sample}
    made: dict[str, Path] = {}

    def find(name: str) -> Path:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            builders[name](folder).store.close()
            made[name] = folder
        return made[name]

    return find


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the account of the tests has set: screens look alike everywhere."""
    for name in ("VISUAL", "EDITOR", "JIANDU_CONFINED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Keys follow each other as soon as the console is done with the one before."""
    with pytest.MonkeyPatch.context() as patch:
        make_quick(patch)
        yield


@pytest.fixture
def start(_made: Callable[[str], Path], tmp_path: Path) -> Start:
    """Runs the console on a copy of the town: ``async with start("zhang", "zh_CN", (80, 24)) as console``."""

    @asynccontextmanager
    async def run(
        who: str = "zhang", lang: str = "zh_CN", size: tuple[int, int] = (80, 24), *, at: str = "town", url: str = ""
    ) -> AsyncIterator[Console]:
        folder = tmp_path / at
        if not folder.exists():
            shutil.copytree(_made(at), folder)
        session = Session(
            url or str(folder / "office.db"), who, lang, Office.clock_at(town.TODAY), drafts_in=tmp_path / "drafts"
        )
        app = Jiandu(session)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                console = Console(app, pilot)
                await console.settle()
                yield console
        finally:
            session.close()

    return run


def steady(text: str) -> str:
    """The text without digests, which differ from store to store; one may end on a line of its own."""
    return re.sub(r"[0-9a-f]{16,}(\n +[0-9a-f]{1,15}$)?", _hidden, text, flags=re.MULTILINE)


def _hidden(found: re.Match[str]) -> str:
    return re.sub(r"[0-9a-f]", "#", found[0])


def compare(name: str, text: str) -> None:
    """The screen must be as it is kept; digests differ from store to store and are left out."""
    shown = steady(text)
    path = SNAPSHOTS / f"{name}.txt"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), f"no picture {name}; make it with JIANDU_UPDATE_SNAPSHOTS=1"
    assert shown == path.read_text(encoding="utf-8")
