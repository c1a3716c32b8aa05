"""Exporting what a page shows: whether there is anything, and where it goes for an account that names no files."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from console.settings import confined
from domain.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.tui.exports import Export
    from console.tui.screens.page import Page


def export(page: "Page") -> None:
    """Ask what and where to, and tell where it is once it is written."""
    desk = page.desk
    if desk.opened is None:
        return
    if (case := page.package()) is not None:
        from console.tui.package_deed import hand_over

        hand_over(page, case)
        return
    exports = page.exports()
    if not exports:
        desk.say(msg("Nothing here to export. x works on lists, an institution, a publication and the journal."))
        return
    if confined(os.environ):
        _to_outbox(page, exports)
        return
    from console.tui.modals.export_form import ExportForm

    def written(path: Path | None) -> None:
        if path is not None:
            desk.say(msg("Written: {path}", path=str(path.absolute())))

    desk.over(ExportForm(exports, page.opened), written)


def fetch(name: str) -> Message:
    """How a file of the outbox is fetched."""
    return msg("In your outbox. Fetch it: ssh ACCOUNT@HOST export get {name} > {name}", name=name)


def _to_outbox(page: "Page", exports: "Sequence[Export]") -> None:
    """The same into the operator's outbox, for an account that names no files; and how to fetch it."""
    from console.tui.modals.outbox_form import OutboxForm

    desk, operator, outbox = page.desk, page.opened.operator, page.desk.session.outbox
    if outbox is None:
        desk.say(msg("This account writes no files from the console. Ask whoever set it up for the export."))
        return

    def written(name: str | None) -> None:
        if name is not None:
            desk.say(fetch(name))

    desk.over(OutboxForm(exports, page.opened, lambda: outbox(operator)), written)
