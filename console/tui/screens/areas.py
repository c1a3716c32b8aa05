"""The areas by name."""

from textual.screen import Screen

from console.tui.screens.cases import CasesPage
from console.tui.screens.institutions import InstitutionsPage
from console.tui.screens.publications import PublicationsPage
from console.tui.screens.records import RecordsPage
from console.tui.screens.today import TodayPage

AREAS: dict[str, type[Screen[None]]] = {
    "today": TodayPage,
    "institutions": InstitutionsPage,
    "cases": CasesPage,
    "publication": PublicationsPage,
    "records": RecordsPage,
}
