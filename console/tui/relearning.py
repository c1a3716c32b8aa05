"""The other language while the console runs: pages, cursor, filter and what is typed into a form stay."""

from typing import TYPE_CHECKING

from textual.widgets import Button, Input

from console.tui.modals.level_fields import ask_what_waits
from console.tui.screens.page import Page
from domain.messages import msg

if TYPE_CHECKING:
    from console.tui.desk import Desk
    from console.tui.modals.act_form import ActForm


def learn(desk: "Desk", lang: str) -> None:
    """Go on in a language; pages behind the present one follow when they come to the front."""
    from console.tui.modals.act_form import ActForm

    screen = desk.screen
    if not isinstance(screen, Page | ActForm) or (isinstance(screen, ActForm) and screen.busy):
        # A box asks in the words it was opened with, and closing it for somebody would be an answer.
        desk.say(msg("Answer or close this first, then change the language."))
        return
    # Everything that speaks holds this one speech.
    desk.speech.lang = lang
    desk.session.lang = lang
    if isinstance(screen, Page):
        screen.load()
    else:
        screen.run_worker(_again(screen), exclusive=True, group="language")


async def _again(form: "ActForm") -> None:
    """Make a form anew with what is typed in it; what was previewed has to be looked at again."""
    typed = {row.field.name: row.kept for row in form.fields.rows if row.fixed is None}
    row = form.fields.row_of(form.focused)
    name = row.field.name if row is not None else None
    at = form.focused.cursor_position if isinstance(form.focused, Input) else None
    await form.renew()
    for one in form.fields.rows:
        if one.field.name in typed:
            one.take_up(typed[one.field.name])
    ask_what_waits(form)
    there = form.fields.named(name)
    if there is None:
        form.query_one("#safe", Button).focus()
        return
    form.fields.go_to(there)
    if at is not None and isinstance(there.control, Input):
        there.control.cursor_position = at
