"""Draw the pictures in docs/images by keys on the sample database, in both languages: the whole chain at 80x24 here.

A complaint, an inspection with a finding, a case, a termination noticed, defended, approved and served, its
publication. `scripts.scenes` draws single pages, `scripts.tour` the recording. Nothing is done but pressing keys, so
the pictures cannot show what the program does not do.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Protocol

from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample
from scripts.scenes import scenes
from scripts.tour import tour
from scripts.walk import Stopped, walking

SUPERVISOR, APPROVER, PUBLISHER = "张某", "赵某", "钱某"
HOSPITAL = "淄测同心医院"
LANGUAGES = ("zh_CN", "en")
_NAME = "sample.db"


class Walker(Protocol):
    """Somebody at a keyboard, near or at the far end of a line; see `scripts.walk.Walk`."""

    def draw(self, name: str) -> None: ...
    async def press(self, *keys: str) -> None: ...
    async def find(self, area: str, words: str) -> None: ...
    async def to(self, subject: str) -> None: ...
    async def form(self, kind: str, /, **texts: str) -> None: ...
    async def submit(self, picture: str | None = None) -> str: ...


async def chain(login: Callable[[str], AbstractAsyncContextManager[Walker]]) -> None:
    """From the complaint to the published termination, by three people one after the other."""
    async with login(SUPERVISOR) as walk:
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
    async with login(APPROVER) as walk:
        await walk.find("3", case)
        await walk.to(measure)
        await walk.form("approve", confirm="yes")
        await walk.submit("approval")
    async with login(SUPERVISOR) as walk:
        await walk.find("3", case)
        await walk.to(measure)
        await walk.form("measure.serve", document="decision", method="direct", received="today")
        await walk.submit("service")
        await walk.press("escape", "4")
        walk.draw("publication")
        await walk.to(measure)
        await walk.form("publication.draft")
        publication = await walk.submit("draft")
    async with login(APPROVER) as walk:
        await walk.press("4")
        await walk.to(publication)
        await walk.press("enter")
        await walk.form("approve")
        await walk.submit()
    async with login(PUBLISHER) as walk:
        await walk.press("4")
        await walk.to(publication)
        await walk.press("enter")
        await walk.form("publication.publish", channel="官网", link="https://example.org/gb")
        await walk.submit("publish")
        walk.draw("published")


async def pictures(sample: Path, folder: Path, lang: str) -> None:
    """All of a language: single pages on the sample as it was made, then the chain and the tour on copies of it."""
    await scenes(sample / _NAME, lang)
    walked, toured = (shutil.copytree(sample, folder / f"{name}-{lang}") / _NAME for name in ("chain", "tour"))
    await chain(partial(walking, walked, lang=lang))
    await tour(toured, lang)


def _drawn(folder: Path, lang: str) -> None:
    asyncio.run(pictures(folder / "sample", folder, lang))


def main() -> int:
    """Both languages side by side, on one sample."""
    with tempfile.TemporaryDirectory() as named, ProcessPoolExecutor(len(LANGUAGES)) as pool:
        folder = Path(named)
        (folder / "sample").mkdir()
        make_sample(str(folder / "sample" / _NAME), shipped_pack("zibo-2023"))
        try:
            _ = list(pool.map(partial(_drawn, folder), LANGUAGES))
        except Stopped as stopped:
            print(stopped, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
