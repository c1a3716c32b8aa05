"""Every form there is as text: one running console opens them all, so a new act is in the picture by itself."""

import re
from pathlib import Path

import pytest

from console.tui.modals.act_form import ActForm
from console.tui.subjects import Subject
from domain.acts import Act, acts
from tests.console.tui.album import Album, subjects
from tests.console.tui.conftest import SNAPSHOTS, UPDATE, Console, Start
from tests.samples import copy_sample

SUPERVISOR = "张某"


ALBUMS = (("zh_CN", (80, 24)), ("en", (120, 36)), ("zh_CN", (120, 36)), ("en", (80, 24)))


@pytest.mark.parametrize("album", range(len(ALBUMS)))
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.trial)])
async def test_every_form(
    start: Start, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, album: int, whole: bool
) -> None:
    # Opening a form costs a quarter of a second: every other one is looked at in one of the albums, in the trial each
    # in all of them.
    lang, size = ALBUMS[album]
    copy_sample(tmp_path_factory, "zibo-2023", tmp_path / "sample.db")
    async with start(SUPERVISOR, lang, size, url=str(tmp_path / "sample.db")) as console:
        kept, known = Album(console), {**subjects(console), "policy": Subject("policy", "bar.document")}
        for number, act in enumerate(acts()):
            if whole or UPDATE or number % (2 * len(ALBUMS)) == 2 * album:
                await form(console, act, known)
                _ = kept.take(act.kind)
        kept.compare(f"forms-{lang}-{size[0]}x{size[1]}", whole=whole)


@pytest.mark.parametrize(("lang", "size"), ALBUMS)
def test_every_form_has_its_picture(lang: str, size: tuple[int, int]) -> None:
    kept = (SNAPSHOTS / f"forms-{lang}-{size[0]}x{size[1]}.txt").read_text(encoding="utf-8")
    assert [act.kind for act in acts()] == re.findall("^=== (.*) ===$", kept, flags=re.MULTILINE)


async def form(console: Console, act: Act, known: dict[str, Subject]) -> None:
    """The form of an act on whatever it is for, in the place of the one before."""
    subject = next((known[noun] for noun in act.on if noun in known), None)
    assert subject is not None or act.subject is None, f"nothing in the sample to do {act.kind} on"
    opened = ActForm(act, subject, {})
    if isinstance(console.app.screen, ActForm):
        # The page behind would load again each time one is closed.
        await console.app.switch_screen(opened)
    else:
        await console.app.push_screen(opened)
    await console.settle()
