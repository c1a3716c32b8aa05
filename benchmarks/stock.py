"""Stock Textual widgets showing the same, to measure ours against: `python -m benchmarks.stock bare|list`."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import DataTable, Footer, Header, Input, Label, OptionList, Static

ROWS = 67
_KEYS: list[BindingType] = [
    Binding("a", "act", "Act"),
    Binding("f", "form", "Form"),
    Binding("e", "explain", "How counted"),
    Binding("slash", "filter", "Filter"),
    Binding("colon", "command_palette", "Commands"),
    Binding("escape", "app.pop_screen", "Back"),
]


class Bare(App[None]):
    """One Static: the least a Textual app can be."""

    def compose(self) -> ComposeResult:
        yield Static("READY")


class Popup(ModalScreen[None]):
    """A choice over the page."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS[-1:]
    CSS = "Popup { align: center middle; } Popup OptionList { width: 76; height: 18; }"

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"An act that may be done here, number {n}" for n in range(14)))


class Form(Screen[None]):
    """Eight fields with their labels."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS[-1:]

    def compose(self) -> ComposeResult:
        yield Header()
        with VerticalScroll():
            for n in range(8):
                yield Label(f"Field {n}")
                yield Input()
        yield Footer()


class Listed(App[None]):
    """A table of as many institutions, with header and footer."""

    TITLE = "Jiandu"
    BINDINGS: ClassVar[list[BindingType]] = _KEYS

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("1 Today  2 Institutions  3 Cases  4 Publication  5 Records")
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Code", "Name", "Standing", "Service", "Until")
        for n in range(ROWS):
            table.add_row(
                f"52370300MJE{n:06}R", f"淄测第{n}医院", "without limits", "medical", f"2026-{n % 12 + 1:02}-28"
            )

    def action_act(self) -> None:
        _ = self.push_screen(Popup())

    def action_form(self) -> None:
        _ = self.push_screen(Form())


if __name__ == "__main__":
    {"bare": Bare, "list": Listed}[sys.argv[1]]().run()
