"""Draw the pictures in docs/images: the whole chain by keys at 80x24 on the sample database, in both languages.

A complaint, an inspection with a finding, a case, a termination noticed, defended, approved and served, its
publication. Nothing is done here but pressing keys, so the pictures cannot show what the program does not do.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from console.tui.app import Jiandu
from console.tui.modals.act_form import ActForm
from console.tui.screens.page import Page
from console.tui.session import Session
from console.tui.widgets.preview import Preview
from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = (80, 24)
SUPERVISOR, APPROVER, PUBLISHER = "张某", "赵某", "钱某"
HOSPITAL = "淄测同心医院"


class Stopped(Exception):
    """The walk did not go as it should; the screen tells why."""


class Walk:
    """Somebody at the keyboard."""

    def __init__(self, app: Jiandu, pilot: Pilot[int], lang: str) -> None:
        self.app, self.pilot, self.lang = app, pilot, lang

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

    def draw(self, name: str) -> None:
        """Keep the screen as a picture."""
        folder = IMAGES / self.lang
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(self.app.export_screenshot(title=" "), encoding="utf-8")

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
        self.app._notifications.clear()  # noqa: SLF001 - so that a picture shows one notice at most
        if form.asks_name(form.fields.draft):
            await self.press(f"={form.name_to_retype}")
        await self.press("f8")
        if self.app.screen is form:
            raise Stopped(form.query_one(Preview).text + "\n" + self.text)
        done += [word.rstrip(",") for notice in self.app._notifications for word in notice.message.split()]  # noqa: SLF001
        return next((word for word in done if word.count("-") == 2 and word[:2].isupper()), "")

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())  # noqa: SLF001


@asynccontextmanager
async def walking(database: Path, who: str, lang: str) -> AsyncIterator[Walk]:
    """The console of one operator."""
    session = Session(str(database), who, lang, lambda: datetime.now(UTC))
    app = Jiandu(session)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        walk = Walk(app, pilot, lang)
        await walk.settle()
        yield walk
    session.close()


async def chain(database: Path, lang: str) -> None:
    """From the complaint to the published termination."""
    async with walking(database, SUPERVISOR, lang) as walk:
        walk.draw("today")
        await walk.press("G", "g", "j", "e")
        walk.draw("how-counted")
        await walk.press("escape", "2")
        walk.draw("institutions")
        await walk.find("2", "淄测中心医院")
        walk.draw("institution")
        await walk.press("escape")
        await walk.find("2", HOSPITAL)
        await walk.form("complaint.log", received="today", channel="phone", nature="report", summary="虚报床位费")
        complaint = await walk.submit("complaint")
        await walk.form("inspection.record", kind="spot", inspectors="张某; 李某")
        inspection = await walk.submit()
        await walk.to(inspection)
        await walk.form(
            "finding.add",
            category="untrue-billing",
            severity="grave",
            provision="协议 第十二条",
            text="床位与计费不符",
            departments="骨科",
        )
        await walk.submit()
        await walk.form("case.open", lead=SUPERVISOR, second="李某", complaints=complaint, inspections=inspection)
        case = await walk.submit()
        await walk.to(case)
        await walk.press("enter")
        walk.draw("case")
        await walk.form(
            "measure.propose", kind="termination", reason="情节严重", skip_reason="情节严重", ground="ZB 五(二)"
        )
        measure = await walk.submit("proposal")
        await walk.to(measure)
        await walk.form("measure.notice")
        await walk.submit()
        await walk.to(measure)
        await walk.form("measure.serve", document="notice", method="direct", received="today")
        await walk.submit()
        await walk.to(measure)
        await walk.form("measure.defence", outcome="heard", text="无异议", adopted="no", reply="维持")
        await walk.submit()
    async with walking(database, APPROVER, lang) as walk:
        await walk.find("3", case)
        await walk.to(measure)
        await walk.form("approve", confirm="yes")
        await walk.submit("approval")
    async with walking(database, SUPERVISOR, lang) as walk:
        await walk.find("3", case)
        await walk.to(measure)
        await walk.form("measure.serve", document="decision", method="direct", received="today")
        await walk.submit("service")
        await walk.press("escape", "4")
        walk.draw("publication")
        await walk.to(measure)
        await walk.form("publication.draft")
        publication = await walk.submit("draft")
    async with walking(database, APPROVER, lang) as walk:
        await walk.press("4")
        await walk.to(publication)
        await walk.press("enter")
        await walk.form("approve")
        await walk.submit()
    async with walking(database, PUBLISHER, lang) as walk:
        await walk.press("4")
        await walk.to(publication)
        await walk.press("enter")
        await walk.form("publication.publish", channel="官网", link="https://example.org/gb")
        await walk.submit("publish")
        walk.draw("published")


def main() -> int:
    """Both languages, each on a sample of its own."""
    for lang in ("zh_CN", "en"):
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "sample.db"
            make_sample(str(database), shipped_pack("zibo-2023"))
            try:
                asyncio.run(chain(database, lang))
            except Stopped as stopped:
                print(stopped, file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
