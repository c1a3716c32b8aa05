"""The areas by name, each loaded when somebody goes there: the first frame waits for one of them only."""

from importlib import import_module

from textual.screen import Screen

AREAS = {
    "today": ("console.tui.screens.today", "TodayPage"),
    "institutions": ("console.tui.screens.institutions", "InstitutionsPage"),
    "cases": ("console.tui.screens.cases", "CasesPage"),
    "publication": ("console.tui.screens.publications", "PublicationsPage"),
    "records": ("console.tui.screens.records", "RecordsPage"),
}
"""Where the page of each area stands."""


def area(name: str) -> type[Screen[None]]:
    """The page of an area."""
    module, page = AREAS[name]
    found: type[Screen[None]] = getattr(import_module(module), page)
    return found
