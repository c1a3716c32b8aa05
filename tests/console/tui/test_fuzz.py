"""Whatever somebody wrote is shown as written or refused with a sentence: on every face, and no screen breaks."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.widgets import Input, TextArea

from console.tui import flows
from console.tui.cells import cut, fit, safe, safe_lines, wrap
from console.tui.modals.act_form import ActForm
from console.tui.screens.page import Page
from console.tui.screens.search import SearchPage
from console.tui.subjects import Subject
from console.tui.widgets.preview import Preview
from domain.acts import act
from sanctions.results import Done
from tests.console.tui import town
from tests.console.tui.album import Album
from tests.console.tui.conftest import Console, Start
from tests.rough import ROUGH
from tests.sanctions.office import HOSPITAL
from tests.texts import TEXTS

GIVEN = {"received": "2024-09-30", "channel": "phone", "nature": "lead"}


def made_up(count: int, seed: int) -> dict[str, str]:
    """Rough texts cut into pieces and put together anew."""
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    pieces = [piece for text in ROUGH.values() for piece in (*text.split(" "), *text[:40])]
    return {f"{seed}.{n}": "".join(chance.choices(pieces, k=chance.randint(1, 12))) for n in range(count)}


async def paste(console: Console, text: str) -> None:
    """As a terminal hands over what was pasted."""
    assert isinstance(console.app.focused, Input | TextArea)
    _ = console.app.post_message(events.Paste(text))
    await console.settle()


async def typed(console: Console, album: Album, texts: dict[str, str]) -> list[str]:
    """Paste each text into a form and look at what it brings about; what may be handed in is. Gives the ids."""
    page, ids = console.app.screen, []
    assert isinstance(page, Page)
    flows.do_act(page, act("complaint.log"), Subject("institution", HOSPITAL, HOSPITAL), GIVEN)
    await console.settle()
    form = console.app.screen
    assert isinstance(form, ActForm)
    row = form.fields.named("summary")
    assert row is not None
    assert row.control is not None
    for name, text in texts.items():
        row.put("")
        row.control.focus()
        await console.settle()
        await paste(console, text)
        album.look(f"{name}: pasted")
        await console.press("f8")
        album.look(f"{name}: preview")
        session, draft = console.app.session, form.ready
        if draft is None:
            assert row.at_fault or form.query_one(Preview).text, f"{name}: neither taken nor refused"
        else:
            assert draft.raw["summary"] == "\n".join(text.splitlines()), name
            done = draft.do(session, rehearse=False)
            assert isinstance(done, Done), name
            ids.append(done.id)
    await console.press("f9", "tab", "enter")
    while console.app.screen is not page:
        _ = console.app.pop_screen()
    await console.settle()
    return ids


@pytest.mark.parametrize(
    ("lang", "texts", "every"),
    [
        ("zh_CN", ROUGH, 9),
        pytest.param("en", ROUGH, 1, marks=pytest.mark.trial),
        *(pytest.param("zh_CN", made_up(40, seed), 1, marks=pytest.mark.trial) for seed in range(5)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_rough_texts_by_the_form_and_on_every_page(
    start: Start, lang: str, texts: dict[str, str], every: int
) -> None:
    async with start("zhang", lang) as console:
        await console.press("5", "g")
        album, page = Album(console, rough=True), console.app.screen
        assert isinstance(page, Page)
        ids = await typed(console, album, texts)
        page.open_line(next(line for line in page.rows.lines if line.record.get("list") == "complaints"))
        await console.settle()
        listed = console.app.screen
        assert isinstance(listed, Page)
        album.look("list")
        assert listed.rows.position[1] > len(ids)
        await console.press("G")
        album.look("end of the list")
        for id in ids[::every]:
            flows.open_subject(listed, Subject("complaint", id, HOSPITAL))
            await console.settle()
            album.look(id)
            _ = console.app.pop_screen()
            await console.settle()
        for name in list(texts)[::every]:
            await faces(console, album, listed, name, texts[name])
        await console.press("2", "G", "enter", "p")
        album.look("sheet")
        album.sound()
        assert console.app.return_code is None


async def faces(console: Console, album: Album, page: Page, name: str, text: str) -> None:
    """A text as words to search and to filter by, and in a notice."""
    await console.app.push_screen(SearchPage(text[:200], area="records"))
    await console.settle()
    album.look(f"{name}: searched")
    _ = console.app.pop_screen()
    await console.settle()
    page.words = text
    page.load()
    await console.settle()
    album.look(f"{name}: filtered")
    page.words = ""
    page.load()
    await console.settle()


async def test_rough_texts_in_boxes(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        album = Album(console, rough=True)
        for keys in (("slash",), ("f",), ("2", "s"), ("question_mark", "slash"), ("a", "slash"), ("colon",)):
            await console.press(*keys)
            for name, text in ROUGH.items():
                await paste(console, text)
                album.look(f"{name} after {keys}")
                focused = console.app.focused
                assert isinstance(focused, Input), keys
                focused.value = ""
            while len(console.app.screen_stack) > 1:
                _ = console.app.pop_screen()
        album.sound()
        assert console.app.return_code is None


async def test_a_draft_of_rough_texts_is_offered_as_written(start: Start, tmp_path: Path) -> None:
    text = town.TRICKY + " \u202e"
    async with start("zhang", "zh_CN") as console:
        await console.press("5")
        page = console.app.screen
        assert isinstance(page, Page)
        flows.do_act(page, act("complaint.log"), Subject("institution", HOSPITAL, HOSPITAL), {})
        await console.settle()
        form = console.app.screen
        assert isinstance(form, ActForm)
        row = form.fields.named("summary")
        assert row is not None
        row.put(text)
        await console.press("escape")
    async with start("zhang", "zh_CN") as console:
        album = Album(console, rough=True)
        album.look("offer")
        assert "[red]床位[/] [@click=app.quit]多计" in console.text
        await console.press("enter")
        album.look("taken up")
        form = console.app.screen
        assert isinstance(form, ActForm)
        row = form.fields.named("summary")
        assert row is not None
        assert row.typed == text
        album.sound()


@given(TEXTS | st.sampled_from(sorted(ROUGH.values())), st.integers(2, 80))
def test_what_is_drawn_hides_nothing_and_fits(text: str, width: int) -> None:
    shown = safe(text)
    assert all(char.isprintable() or char == "\u3000" for char in shown)
    assert cell_len(fit(shown, width)) == width
    assert cell_len(cut(shown, width)) <= width
    assert all(cell_len(line) <= width for line in wrap(safe_lines(text), width))
