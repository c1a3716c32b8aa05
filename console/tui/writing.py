"""Writing a field's text in an editor, with the console out of the way until it ends."""

import os
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from console.tui.desk import desk_of
from console.tui.editor import cleaned, edited, editor_words
from console.tui.widgets.field_row import FieldRow
from domain.messages import msg
from domain.refusals import Refused


def write_in_editor(form: Screen[Any], row: FieldRow | None) -> None:
    """Open a long text in the editor and take over what was saved there; one sentence where that cannot be."""
    desk = desk_of(form)
    words = editor_words(os.environ)
    if words is None:
        desk.say(msg("No editor can be opened here. Name yours in EDITOR before the console starts."), bad=True)
        return
    if row is None or row.fixed is not None or row.field.shape != "text":
        desk.say(msg("The editor is for long texts. Go to one first."))
        return
    saved = None
    try:
        try:
            with desk.suspend():
                saved = edited(row.turned_away or row.typed, words, desk.session.drafts_in)
        finally:
            # Before the terminal is taken back, which fails when the line dropped meanwhile.
            if saved is not None:
                _take_over(row, saved)
    except SuspendNotSupported:
        desk.say(msg("This terminal cannot be lent to an editor."), bad=True)
    except Refused as refused:
        desk.say(refused.refusal.message, bad=True)


def _take_over(row: FieldRow, saved: str) -> None:
    try:
        row.put(cleaned(saved, row.field))
    except Refused as refused:
        # What was written is not lost: the editor opens with it again.
        row.turned_away = saved
        row.fault(msg("{why} Open the editor again to change it.", why=refused.refusal.message))
    else:
        row.turned_away = ""
        row.fault(None)
