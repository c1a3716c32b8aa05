"""A termination from complaint to publication by keys over a real line; a line that drops in the middle of a form."""

import os
import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from console.i18n import CHINESE, render
from console.tui.cells import wrap
from console.tui.widgets.field_row import LABEL
from db.engine import normalise_url
from db.store import Store
from domain.acts import act
from domain.messages import msg
from domain.states.publications import Publication
from scripts.screenshots import HOSPITAL, SUPERVISOR, chain
from tests.samples import copy_sample
from tests.trial.line import Server, Terminal, logged_in, serving, until

pytestmark = pytest.mark.trial

TYPED = "床位费[/] [@click=app.quit]重复"
_ID = r"[A-Z]{2}-\d{4}-\d{4}(?:-\d+)?"


def say(template: str) -> str:
    return render(msg(template), CHINESE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    copy_sample(tmp_path_factory, "zibo-2023", tmp_path / "sample.db")
    return tmp_path / "sample.db"


class FarWalk:
    """Somebody at the far end: knows nothing but what stands on the screen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._label = ""

    def draw(self, name: str) -> None:
        """No pictures are kept of this walk."""

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.terminal.press(key)
            # Escape and what follows at once would be one key to a terminal; nobody types as fast as that.
            self.terminal.rest()
            if key in "12345":
                self.terminal.wait_for(f"[{key} ")
                self._loaded()

    def _soon(self, holds: Callable[[], bool]) -> bool:
        """Whether it comes to hold within three seconds."""
        try:
            until(holds, "", 3)
        except pytest.fail.Exception:
            return False
        return True

    def _loaded(self) -> None:
        until(
            lambda: say("Loading") not in self.terminal.text and self._position != "",
            "a list",
            told=lambda: self.terminal.text,
        )

    @property
    def _position(self) -> str:
        """Where the cursor is, at the end of the last line: 2/17."""
        found = re.search(r"(\d+/\d+\+?) *$", self.terminal.text.rstrip("\n"))
        return found[1] if found else ""

    async def find(self, area: str, words: str) -> None:
        await self.press(area)
        self.terminal.press("slash")
        self.terminal.wait_for("| " + say("Filter"))
        self.terminal.press(f"={words}", "enter")
        self.terminal.wait_for(f"/{words} 1/")
        self.terminal.press("g", "enter")
        until(lambda: f"/{words}" not in self.terminal.text, "its page", told=lambda: self.terminal.text)
        self._loaded()

    async def to(self, subject: str) -> None:
        until(lambda: self._walked_to(subject), f"the cursor on {subject}", 60, lambda: self.terminal.text)

    def _walked_to(self, subject: str) -> bool:
        """Down from the first line, once; the list may not be there yet."""
        self.terminal.press("g")
        total = self._position.partition("/")[2].rstrip("+")
        if not total:
            return False
        for number in range(1, int(total) + 1):
            if not self._soon(lambda number=number: self._position.startswith(f"{number}/")):  # type: ignore[misc]
                return False
            # What a line is about comes first; others may name it too.
            first = re.search(_ID, self.terminal.reversed)
            if first is not None and first[0] == subject:
                return True
            self.terminal.press("j")
        return False

    async def form(self, kind: str, /, **texts: str) -> None:
        described = act(kind)
        self._label = render(described.label, CHINESE)
        self.terminal.press("a")
        self.terminal.wait_for(say("/ to search"))
        await self.press("slash", f"={kind}", "enter")
        title = " " + render(msg("Act: {act}", act=described.label), CHINESE)
        if not self._soon(lambda: self.terminal.text.startswith(title)):
            # The words fit several acts: the menu stays open on the first of them.
            self.terminal.press("enter")
            until(lambda: self.terminal.text.startswith(title), "the form", told=lambda: self.terminal.text)
        for name, text in texts.items():
            field = described.field(name)
            self._tab_to(
                wrap(("*" if field.required else "") + render(field.label, CHINESE), LABEL)[0],
                flag=field.shape == "flag",
            )
            if field.shape == "flag":
                self.terminal.press("space")
            else:
                self.terminal.press("end", f"={text}")
        self.terminal.press("tab")

    def _tab_to(self, label: str, *, flag: bool) -> None:
        """A field has the caret on its line; yes or no is drawn in reverse."""
        for _ in range(40):
            self.terminal.rest()
            lines = self.terminal.reversed.split("\n") if flag else [self.terminal.row]
            if any(line.strip().startswith(label) for line in lines):
                return
            self.terminal.press("tab")
        pytest.fail(f"no field {label}\n{self.terminal.text}")

    async def submit(self, picture: str | None = None) -> str:
        self.terminal.press("f8")
        self.terminal.wait_for(f"F8 {say('Submit')} ]")
        asked = say("Type the name {name} to go on:").partition("{")[0].strip()
        if asked in self.terminal.text:
            self.terminal.press(f"={HOSPITAL}")
            until(lambda: self.terminal.text.count(HOSPITAL) > 1, "the name", told=lambda: self.terminal.text)
        self.terminal.press("f8")
        notice = re.compile(re.escape(self._label) + r": (" + _ID + ")")
        until(lambda: notice.search(self.terminal.text) is not None, "the notice", told=lambda: self.terminal.text)
        found = notice.search(self.terminal.text)
        assert found is not None
        return found[1]


async def test_a_termination_from_complaint_to_publication(server: Server, database: Path, tmp_path: Path) -> None:
    @asynccontextmanager
    async def login(who: str) -> AsyncIterator[FarWalk]:
        with logged_in(server, database, tmp_path, who) as terminal:
            terminal.wait_for(who, say("Today"))
            walk = FarWalk(terminal)
            walk._loaded()
            yield walk
            terminal.press("ctrl+q")

    before = published(database)
    await chain(login)
    assert published(database) == before + 1


def published(database: Path) -> int:
    store = Store.open(normalise_url(str(database)))
    try:
        with store.read() as reader:
            table = reader.table(Publication)
            count = select(func.count()).select_from(table).where(table.c.status == "published")
            return int(reader.connection.execute(count).scalar_one())
    finally:
        store.close()


@pytest.mark.parametrize("how", ["the line drops", "kill -9"])
async def test_what_was_typed_is_offered_at_the_next_login(
    server: Server, database: Path, tmp_path: Path, how: str
) -> None:
    pid = tmp_path / "pid"
    with logged_in(server, database, tmp_path, SUPERVISOR, pid=pid) as terminal:
        walk = FarWalk(terminal)
        walk._loaded()
        await walk.find("2", HOSPITAL)
        await walk.form("complaint.log", summary=TYPED)
        drafts = tmp_path / "state" / "jiandu"
        if how == "kill -9":
            # Otherwise it is the end itself that keeps what was typed.
            until(lambda: any(drafts.rglob("*.json")), "the draft to be kept", 10)
            os.kill(int(pid.read_text()), signal.SIGKILL)
        else:
            terminal.wait_for("[@click=app.quit]")
            terminal.cut()
        until(lambda: not running(int(pid.read_text())), "the console to end", told=lambda: terminal.text)
    with logged_in(server, database, tmp_path, SUPERVISOR) as terminal:
        terminal.wait_for(say("Take up"), TYPED)
        terminal.press("enter")
        title = render(msg("Act: {act}", act=act("complaint.log").label), CHINESE)
        terminal.wait_for(f" {title}", *TYPED.split(" ", 2))


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
