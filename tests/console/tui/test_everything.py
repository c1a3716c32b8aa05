"""Whatever a command changes has its way in the console: the two lists held against each other."""

from functools import partial
from pathlib import Path

import pytest

from console.cli import tree
from console.tui.actions import ACTIONS
from console.tui.doing_deeds import BACKUP, founding
from console.tui.first_outside import OUTSIDE
from console.tui.first_page import SETTINGS
from console.tui.flows import open_subject
from console.tui.kinds import KINDS
from console.tui.offered import offered
from console.tui.package_deed import PACKAGE
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.subjects import Subject, subject_of
from console.tui.widgets.columns import Line
from domain.acts import acts
from domain.states.attachments import Attachment
from sanctions.results import Listing
from tests.console.tui.conftest import Console, Start
from tests.samples import copy_sample

READING = frozenset(
    {
        *("standing", "deadlines", "search", "doctor", "completion", "keys", "config show", "database check"),
        *("measure options", "calendar due", "bar check", "journal head", "complaint count", "identity due"),
        *("institution sheet", "institution record", "publication due", "roster due"),
        *("letter fields", "agreement template list", "agreement template show"),
    }
)
"""Commands that only tell something, beside every ``list``, ``show``, ledger and list for auditors."""

BY_ACTION = {
    "journal verify": "journal.verify",
    "history export": "export",
    "journal export": "export",
    "publication export": "export",
    "roster export": "export",
    "letter export": "letter.export",
    "letter keep": "letter.keep",
}
"""Commands of no act -> the action that does the same."""

BY_DEED = {
    "init": founding().act.kind,
    "database backup": BACKUP.act.kind,
    "package create": PACKAGE.act.kind,
}
"""Commands of no act -> what the form does without one."""


def test_every_command_that_does_something_has_its_way_in_the_console() -> None:
    kinds = {act.kind for act in acts()}
    ids = {action.id for action in ACTIONS}
    outside = {one.command for one in OUTSIDE}
    ways, without = set(), set()
    for command in tree.every_command():
        name = " ".join(command.path)
        if command.act is not None:
            assert command.act.kind in kinds
        elif name in BY_ACTION:
            assert BY_ACTION[name] in ids
            ways.add(name)
        elif name in BY_DEED or name in outside:
            ways.add(name)
        elif command.path[-1] not in ("list", "show") and command.path[0] != "ledger" and name not in READING:
            without.add(name)
    assert without == set()
    # Nothing stands in a table here that is no command.
    assert ways == {*BY_ACTION, *BY_DEED, *outside}
    assert {*SETTINGS} <= kinds


async def test_every_act_is_offered_where_a_page_leads_to(
    start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy_sample(tmp_path_factory, "zibo-2023", tmp_path / "sample.db")
    async with start("张某", "zh_CN", url=str(tmp_path / "sample.db")) as console:
        opened = console.app.session.open()
        found = await subjects_of(console)
        free = {offer.act.kind for offer in offered(None, None, opened) if offer.act is not None}
        missing = {}
        for act in acts():
            where = [found[noun] for noun in act.on if noun in found]
            offers = {offer.act.kind for one in where for offer in offered(one, None, opened) if offer.act is not None}
            if act.kind not in offers | free:
                missing[act.kind] = act.on
        assert missing == {}
        nouns = {noun for act in acts() for noun in act.on}
        assert nouns - found.keys() == set()


def records_of(kind: str, questions: Questions) -> Listing:
    return questions.kind(kind, None)


def page_of(console: Console) -> Page:
    page = console.app.screen
    assert isinstance(page, Page)
    return page


async def subjects_of(console: Console) -> dict[str, Subject]:
    """One subject of each noun, as the pages show them."""
    found: dict[str, Subject] = {}
    session = console.app.session

    def see(page: Page) -> None:
        for line in page.rows.lines:
            one = subject_of(line)
            if one is not None:
                found.setdefault(one.noun, one)

    for kind in KINDS:
        for item in session.ask(partial(records_of, kind.key)).items:
            id = str(item.get(kind.subject) or "") if kind.subject else ""
            one = subject_of(Line(id, (), record=item))
            if one is not None and (one.noun != "institution" or one.id == item.get("institution")):
                found.setdefault(one.noun, one)
    for area in ("1", "2", "3", "4"):
        await console.press(area)
        see(page_of(console))
    sealed = session.ask(lambda questions: [one.subject for one in questions.reader.find(Attachment) if one.sealed])
    for one in (found["institution"], found["case"], Subject("complaint", sealed[0])):
        open_subject(page_of(console), one)
        await console.settle()
        see(page_of(console))
        await console.press("escape")
    return found
