"""The registry of keys: safe, reachable, shown, and told in both languages."""

import pytest
from rich.cells import cell_len

from console.i18n import LANGUAGES, catalogue
from console.tui.actions import ACTIONS, DIALOG, EVERYWHERE, FORM, LIST, PAGE, footer
from console.tui.app import Jiandu
from console.tui.modals.act_form import ActForm
from console.tui.modals.dialog import Dialog
from console.tui.screens.page import Page
from console.tui.speech import Speech
from console.tui.widgets.chrome import KeyLine
from console.tui.widgets.row_list import RowList

UNSAFE = {
    *("ctrl+enter", "shift+enter", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket"),
    *("ctrl+slash", "ctrl+space", "ctrl+b", "ctrl+a", "ctrl+j", "ctrl+z", "ctrl+s", "ctrl+c"),
}
"""Keys that some terminal, multiplexer or line discipline swallows or changes."""


def test_ids_are_told_apart() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_no_key_is_unsafe() -> None:
    for action in ACTIONS:
        for key in action.keys.split(","):
            assert key not in UNSAFE, action.id
            assert not key.startswith(("ctrl+shift+", "alt+")), action.id


@pytest.mark.parametrize("places", [(EVERYWHERE, LIST, PAGE), (FORM,), (DIALOG,)])
def test_no_key_means_two_things_in_one_place(places: tuple[str, ...]) -> None:
    keys = [key for action in ACTIONS if action.where in places for key in action.keys.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_can_be_done_where_it_is_bound(action: object) -> None:
    owners = {EVERYWHERE: Jiandu, LIST: RowList, PAGE: Page, FORM: ActForm, DIALOG: Dialog}
    do = action.do.partition("(")[0]  # type: ignore[attr-defined]
    space, _, name = do.rpartition(".")
    owner = Jiandu if space == "app" else owners[action.where]  # type: ignore[attr-defined]
    assert hasattr(owner, f"action_{name}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("places", [(EVERYWHERE, LIST, PAGE), (FORM,)])
def test_help_and_back_are_on_the_key_line_at_80_columns(places: tuple[str, ...], lang: str) -> None:
    speech = Speech(lang)
    shown = footer(*places)
    assert len(shown) <= 7
    line = KeyLine(speech, shown).made(80)
    assert cell_len(line) <= 80
    ids = {action.id.rpartition(".")[2] for action in shown}
    assert {"help", "back"} <= ids
    for action in shown:
        if action.id.rpartition(".")[2] in ("help", "back"):
            assert speech(action.label) in line


def test_every_label_is_in_the_chinese_catalogue() -> None:
    known = catalogue("zh_CN")
    missing = [words.template for a in ACTIONS for words in (a.label, a.help) if words and words.template not in known]
    assert missing == []
