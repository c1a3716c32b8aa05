"""Exporting what a page shows: whether there is anything, and whether this account may write files at all."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from console.settings import confined
from domain.messages import msg

if TYPE_CHECKING:
    from console.tui.screens.page import Page


def export(page: "Page") -> None:
    """Ask what and where to, and tell where it is once it is written."""
    desk = page.desk
    if desk.opened is None:
        return
    if confined(os.environ):
        desk.say(msg("This account writes no files from the console. Ask whoever set it up for the export."))
        return
    if (case := page.package()) is not None:
        from console.tui.package_deed import hand_over

        hand_over(page, case)
        return
    exports = page.exports()
    if not exports:
        desk.say(msg("Nothing here to export. x works on lists, an institution, a publication and the journal."))
        return
    from console.tui.modals.export_form import ExportForm

    def written(path: Path | None) -> None:
        if path is not None:
            desk.say(msg("Written: {path}", path=str(path.absolute())))

    desk.over(ExportForm(exports, page.opened), written)
