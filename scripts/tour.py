"""The walk at the top of what the program is: a termination from Today to its publication due, as one picture."""

from pathlib import Path
from typing import Final

from scripts.recording import Recording
from scripts.walk import IMAGES, Walk, walking

SUPERVISOR, APPROVER = "张某", "赵某"
HOSPITAL, CASE = "淄测东城医院", "HC-2024-0021"
LONG: Final = 4.0
"""Seconds for a picture with much to read."""


async def tour(database: Path, lang: str) -> None:
    """Walk through it and keep the recording; the database is not the same afterwards."""
    recording = Recording()
    async with walking(database, SUPERVISOR, lang, recording=recording) as walk:
        measure = await _proposed(walk)
    async with walking(database, SUPERVISOR, lang) as walk:
        await _heard(walk, measure)
    async with walking(database, APPROVER, lang, recording=recording) as walk:
        await _decided(walk, measure)
    recording.write(IMAGES / lang / "walk.svg")


async def _proposed(walk: Walk) -> str:
    """What is due, how that was counted, what an institution's time line tells, and what follows for it."""
    walk.show()
    await walk.press("j", "e")
    walk.show(LONG)
    await walk.press("escape", "2", "slash", f"={HOSPITAL}", "enter", "enter")
    walk.show(LONG)
    await walk.to(CASE)
    await walk.press("enter")
    walk.show(LONG)
    await walk.form("measure.propose", kind="termination", reason="暂停结算期间复查不合格", ground="ZB 五(三)2")
    walk.show(LONG)
    return await walk.submit()


async def _heard(walk: Walk, measure: str) -> None:
    """What lies between a proposal and its decision; it takes days, so the recording leaves it out."""
    await walk.find("3", CASE)
    for act, texts in (
        ("measure.notice", {}),
        ("measure.serve", {"document": "notice", "method": "direct", "received": "today"}),
        ("measure.defence", {"outcome": "heard", "text": "无异议", "adopted": "no", "reply": "维持"}),
    ):
        await walk.to(measure)
        await walk.form(act, **texts)
        await walk.submit()


async def _decided(walk: Walk, measure: str) -> None:
    """Somebody else decides, and the duty to publish runs."""
    await walk.press("m")
    walk.show()
    await walk.find("3", CASE)
    await walk.to(measure)
    await walk.form("approve", confirm="yes")
    walk.show()
    await walk.submit()
    walk.app.clear_notifications()
    await walk.press("escape", "4")
    await walk.to(measure)
    walk.show()
    await walk.press("e")
    walk.show(LONG)
