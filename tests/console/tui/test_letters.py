"""Letters by keys: what fits is offered, read, numbered, written out as the command does, kept, and served."""

from pathlib import Path

import docx
import pytest

from console.tui.modals.act_form import ActForm
from console.tui.modals.letter import SERVES, LetterBox
from console.tui.modals.pick import Pick
from console.tui.screens.subject import SubjectPage
from console.tui.subjects import Subject
from domain.acts import act
from sanctions.letters.catalogue import LETTERS
from tests.console.cli.runner import Runner
from tests.console.tui.conftest import Console, Start
from tests.console.tui.town import TODAY

ENDED = "CL-2024-0003"
NUMBER = "淄决2024第5号"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "written"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


async def at(console: Console, noun: str, id: str) -> None:
    await console.app.push_screen(SubjectPage(Subject(noun, id), area="records"))
    await console.settle()


async def choose(console: Console, words: str) -> None:
    """The letter with these words in its name."""
    await console.press("w")
    assert isinstance(console.app.screen, Pick)
    await console.press("slash", f"={words}", "enter")


async def test_a_letter_is_read_numbered_written_kept_and_served(start: Start, folder: Path, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await at(console, "measure", ENDED)
        await choose(console, "decision")
        box = console.app.screen
        assert isinstance(box, LetterBox)
        assert "处理决定书" in console.text
        assert "Served" in console.text
        await console.press("number_sign", f"={NUMBER}", "enter")
        assert console.text.count(NUMBER) == 2, "on the title of the box and in the letter"
        await console.press("x", "enter", "enter")
        written = folder / f"{ENDED}-decision-{TODAY}.docx"
        assert written.stat().st_mode & 0o777 == 0o600
        await console.press("a", "tab", "enter")
        await console.press("s")
        form = console.app.screen
        assert isinstance(form, ActForm)
        assert form.act is act("measure.serve")
        assert (form.subject.id if form.subject else "", NUMBER in console.text) == (ENDED, True)
        await console.press("escape")
        # Nothing is written about what no letter is about, and what does not fit yet is not offered.
        await console.press("5", "w")
        assert not isinstance(console.app.screen, Pick)
    office = Runner(tmp_path / "town", TODAY)
    words = ("--as", "zhang", "letter", "export", ENDED, "decision", "--number", NUMBER, "--output", "-")
    assert written.read_bytes() == office(*words).out
    assert docx.Document(str(written)).core_properties.identifier == f"{ENDED}/decision"
    (kept,) = office.ok("attach", "list", ENDED)["attachments"]
    assert kept["name"] == f"{ENDED}-decision.docx"


async def test_a_fault_in_the_agencys_template_is_told_on_the_page(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "zibo-2023"
    folder.mkdir(parents=True)
    own = docx.Document()
    own.add_paragraph("{{ institution.name }} {{ nothing.here }}")
    own.save(str(folder / "decision.docx"))
    async with start("zhang", "en") as console:
        console.app.session.templates = folder.parent
        await at(console, "measure", ENDED)
        await choose(console, "decision")
        assert not isinstance(console.app.screen, LetterBox)
        assert "nothing.here" in console.text
        assert "paragraph 1" in console.text.replace("\n", " ")
        # An account that may only look reads letters, and is offered no act.
        console.app.session.templates, console.app.session.read_only = None, True
        await choose(console, "decision")
        assert isinstance(console.app.screen, LetterBox)
        assert "Keep" not in console.text
        await console.press("a")
        assert isinstance(console.app.screen, LetterBox)


def test_what_is_recorded_as_served_is_a_letter_and_an_act() -> None:
    for letter, (kind, given) in SERVES.items():
        assert letter in LETTERS
        assert given.keys() <= {field.name for field in act(kind).fields}
