"""What was left unfinished (草稿): offered when the console starts, listed when asked for, taken up or thrown away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from console.tui.desk import READ_ONLY, Desk
from console.tui.screens.page import Page
from console.tui.session import Trouble
from console.tui.subjects import Subject
from console.tui.widgets.columns import Column, Line
from domain.messages import msg

if TYPE_CHECKING:
    from console.drafts import Found, KeptDraft


def offer(page: Page) -> None:
    """What an earlier run of the console left behind, once the first page of this one stands."""
    _look(page, lambda found: _offer(page, found))


def listed(page: Page) -> None:
    """All that was typed and not handed in."""
    if page.desk.session.read_only:
        page.desk.say(READ_ONLY, bad=True)
        return
    _look(page, lambda found: _list(page, found))


def _look(page: Page, then: "Callable[[Found | None], None]") -> None:
    session = page.desk.session

    def look() -> "Found | None":
        drafts = session.drafts()
        return drafts.all() if drafts is not None else None

    def found(answer: "Found | Trouble | None") -> None:
        if isinstance(answer, Trouble):
            page.desk.say(answer.message, bad=True)
        else:
            then(answer)

    page.ask(look, found, topic="drafts")


def _offer(page: Page, found: "Found | None") -> None:
    if found is None:
        return
    if found.skipped:
        _tell_skipped(page.desk, found.skipped)
    usable = _usable(found)
    if page.desk.screen is not page or not usable:
        # Whoever went on already is not stopped; the list is one key away.
        return
    if len(usable) == 1:
        _one(page, usable[0])
    else:
        _list(page, found)


def _tell_skipped(desk: Desk, count: int) -> None:
    desk.say(msg("Drafts left alone, damaged or of another version of the program: {n}.", n=count))


def _usable(found: "Found") -> "list[KeptDraft]":
    from console.tui.modals.draft_offer import act_of

    usable = []
    for draft in found.drafts:
        try:
            _ = act_of(draft)
        except KeyError:
            continue
        usable.append(draft)
    return usable


def _list(page: Page, found: "Found | None") -> None:
    from console.tui.modals.draft_offer import about
    from console.tui.modals.pick import Pick

    drafts = _usable(found) if found is not None else []
    if not drafts:
        page.desk.say(msg("There are no drafts. What you type into a form is kept until it is handed in."))
        return
    lines = [Line(str(n), about(draft, page.desk)) for n, draft in enumerate(drafts)]
    columns = (Column(None, 20, grow=1), Column(None, 20, grow=2), Column(None, 16))

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            _one(page, drafts[int(keys[0])])

    title = page.speech(msg("Drafts: typed and not handed in"))
    page.desk.over(Pick(title, lines, columns), chosen)


def _one(page: Page, draft: "KeptDraft") -> None:
    from console.tui.modals.draft_offer import DROP, TAKE, DraftOffer

    def answered(answer: str | None) -> None:
        if answer == TAKE:
            _take_up(page, draft)
        elif answer == DROP:
            _throw_away(page, draft)

    page.desk.over(DraftOffer(page.speech(msg("Draft")), draft), answered)


def _throw_away(page: Page, draft: "KeptDraft") -> None:
    session = page.desk.session

    def throw() -> None:
        drafts = session.drafts()
        if drafts is not None:
            drafts.remove(draft.act, draft.noun, draft.id)

    page.ask(throw, lambda answer: page.desk.say(msg("The draft is thrown away.")), topic="drafts")


def _take_up(page: Page, draft: "KeptDraft") -> None:
    from console.tui.flows import do_act
    from console.tui.modals.draft_offer import act_of
    from console.tui.offered import denial

    act = act_of(draft)
    subject = Subject(draft.noun, draft.id, draft.institution, draft.name) if draft.id else None
    denied = denial(act, subject, page.opened)
    if denied is not None:
        page.desk.say(msg("This draft cannot be taken up by you: {why}.", why=denied), bad=True)
        return
    do_act(page, act, subject, draft=draft)
