"""The registry of keys: safe, reachable, shown, and told in both languages."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from rich.cells import cell_len
from textual.binding import BindingsMap
from textual.dom import DOMNode

from console import tui
from console.i18n import LANGUAGES, catalogue
from console.tui import card
from console.tui.actions import ACTIONS, EVERYWHERE, FORM, LIST, PAGE, PLACES, Place, footer
from console.tui.app import Jiandu
from console.tui.speech import Speech
from console.tui.widgets.chrome import KeyLine
from scripts import keys

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


def test_every_action_stands_at_a_known_place() -> None:
    assert len({place.name for place in PLACES}) == len(PLACES)
    assert {action.where for action in ACTIONS} == {place.name for place in PLACES}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_key_means_two_things_in_one_place(place: Place) -> None:
    places = (place.name, *place.beside)
    keys = [key for action in ACTIONS if action.where in places for key in action.keys.split(",")]
    assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]


def test_every_action_is_bound_by_someone_who_can_do_it() -> None:
    able = set()
    for owner in _owners():
        for binding in BindingsMap(owner.BINDINGS).key_to_bindings.values():
            for one in binding:
                space, _, name = one.action.partition("(")[0].rpartition(".")
                if hasattr(Jiandu if space == "app" else owner, f"action_{name}"):
                    able.add(one.id)
    able |= {one.id for one in ACTIONS if not one.keys and hasattr(Jiandu, f"action_{one.do}")}
    assert [action.id for action in ACTIONS if action.id not in able] == []


def _owners() -> list[type[DOMNode]]:
    """Every class of the console that binds keys."""
    for module in walk_packages(tui.__path__, "console.tui."):
        _ = import_module(module.name)
    found, left = [], [DOMNode]
    while left:
        some = left.pop().__subclasses__()
        left += some
        found += [one for one in some if one.__module__.startswith("console.") and "BINDINGS" in one.__dict__]
    return found


def test_the_key_card_in_docs_is_up_to_date() -> None:
    assert keys.PAGE.read_text(encoding="utf-8") == card.page(), "run: python -m scripts.keys"


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
