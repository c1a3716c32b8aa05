"""Somebody at the keyboard of the console: keys pressed, forms filled in, pictures kept. Nothing else is done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from console.tui.app import Jiandu
from console.tui.modals.act_form import ActForm
from console.tui.screens.page import Page
from console.tui.session import Session
from console.tui.themes import USUAL, Look
from console.tui.widgets.preview import Preview
from scripts.picture import drawn
from scripts.recording import Recording

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = (80, 24)
SECONDS = 2.5
"""How long a picture stands in a recording."""
MOMENT = datetime(2024, 9, 30, 6, 0, tzinfo=UTC)
"""When the pictures are taken, on the last day of the sample: whenever they are drawn, they tell the same."""


class Stopped(Exception):
    """The walk did not go as it should; the screen tells why."""


class Walk:
    """Somebody at the keyboard."""

    def __init__(self, app: Jiandu, pilot: Pilot[int], lang: str, recording: Recording | None = None) -> None:
        self.app, self.pilot, self.lang, self.recording = app, pilot, lang, recording

    async def press(self, *keys: str) -> None:
        """Press keys; ``=text`` types a text."""
        for key in keys:
            await self.pilot.press(*(key[1:] if len(key) > 1 and key[0] == "=" else (key,)))
            await self.settle()

    async def settle(self) -> None:
        """Until every answer came and was drawn."""
        for _ in range(2):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    @property
    def picture(self) -> str:
        """The screen as a picture."""
        return drawn(self.app.screen._compositor.render_strips(), self.app.size.width)  # noqa: SLF001

    def show(self, seconds: float = SECONDS) -> None:
        """One more picture of the recording, where there is one."""
        if self.recording is not None:
            self.recording.add(self.picture, seconds)

    def draw(self, name: str) -> None:
        """Keep the screen as a picture, and in the recording."""
        folder = IMAGES / self.lang
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(self.picture, encoding="utf-8")
        self.show()

    async def find(self, area: str, words: str) -> None:
        """Open the first line of an area that has the words."""
        await self.press(area, "slash")
        await self.press(f"={words}", "enter", "g", "enter")

    async def to(self, subject: str) -> None:
        """Put the cursor of a page on a subject, going down line by line."""
        page = self.app.screen
        assert isinstance(page, Page)
        await self.press("g")
        for _ in range(len(page.rows.lines)):
            if page.rows.current is not None and page.rows.current.key == subject:
                return
            await self.press("j")
        raise Stopped(f"{subject} is not on this page\n{self.text}")

    async def form(self, kind: str, /, **texts: str) -> None:
        """Open the form of an act from the menu of acts and fill it in, field by field."""
        await self.press("a", "slash", f"={kind}", "enter")
        if not isinstance(self.app.screen, ActForm):
            # The words fit several acts: the menu stays open on the first of them.
            await self.press("enter")
        form = self.app.screen
        if not isinstance(form, ActForm):
            raise Stopped(f"no form for {kind}\n{self.text}")
        for row in form.fields.rows:
            if row.field.name in texts and row.control is not None:
                while form.focused is not row.control:
                    await self.press("tab")
                if row.field.shape == "flag":
                    await self.press("space")
                else:
                    await self.press("end", f"={texts[row.field.name]}")
        await self.press("tab")

    async def submit(self, picture: str | None = None) -> str:
        """Preview, perhaps a picture of it, and submit; gives the id."""
        form = self.app.screen
        assert isinstance(form, ActForm)
        done: list[str] = []
        await self.press("f8")
        if form.ready is None:
            raise Stopped(form.query_one(Preview).text + "\n" + self.text)
        if picture:
            self.draw(picture)
        else:
            self.show(2 * SECONDS)
        self.app._notifications.clear()  # noqa: SLF001 - so that a picture shows one notice at most
        if form.asks_name(form.fields.draft):
            await self.press(f"={form.name_to_retype}")
            self.show()
        await self.press("f8")
        if self.app.screen is form:
            raise Stopped(form.query_one(Preview).text + "\n" + self.text)
        self.show()
        done += [word.rstrip(",") for notice in self.app._notifications for word in notice.message.split()]  # noqa: SLF001
        return next((word for word in done if word.count("-") == 2 and word[:2].isupper()), "")

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())  # noqa: SLF001


@asynccontextmanager
async def walking(
    database: Path,
    who: str,
    lang: str,
    *,
    recording: Recording | None = None,
    size: tuple[int, int] = SIZE,
    look: Look = USUAL,
    drafts_in: Path | None = None,
    read_only: bool = False,
) -> AsyncIterator[Walk]:
    """The console of one operator."""
    session = Session(str(database), who, lang, lambda: MOMENT, drafts_in=drafts_in, read_only=read_only)
    app = Jiandu(session, look)
    async with app.run_test(size=size, notifications=True) as pilot:
        walk = Walk(app, pilot, lang, recording)
        await walk.settle()
        yield walk
    session.close()
