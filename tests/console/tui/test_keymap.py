"""A user's own keys: what is taken over, and which line is told where something speaks against it."""

from pathlib import Path

import pytest

from console.i18n import render
from console.tui.actions import ACTIONS
from console.tui.keymap import Keymap, is_safe, key_meant, read


def _read(folder: Path, text: str) -> Keymap:
    path = folder / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_keys_are_taken_over_as_people_write_them(tmp_path: Path) -> None:
    found = _read(tmp_path, '"list.down" = "n"\nlist.up = ["N", "Up"]\nsearch = ["Ctrl+F", "F8"]\nhelp = "!"\n')
    assert found.troubles == ()
    assert found.keys == {
        "list.down": "n",
        "list.up": "N,up",
        "search": "ctrl+f,f8",
        "help": "exclamation_mark",
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('nothing = "n"', "Keymap, line 2: there is no action nothing. Its usual keys hold."),
        ('help = "Ctrl+H"', "Keymap, line 2: Ctrl+H does not arrive in every terminal. Its usual keys hold."),
        ('help = "Shift+Enter"', "Keymap, line 2: shift+enter does not arrive in every terminal. Its usual keys hold."),
        ('search = "r"', "Keymap, line 2: r already means Refresh there. Its usual keys hold."),
        ('"form.submit" = "w"', "Keymap, line 2: w is typed as text in a form. Its usual keys hold."),
        ("help = []", "Keymap, line 2: an action needs a key in quotes, or several in brackets. Its usual keys hold."),
        ("help = 3", "Keymap, line 2: an action needs a key in quotes, or several in brackets. Its usual keys hold."),
    ],
)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    found = _read(tmp_path, f'refresh = ["r", "b"]\n{line}\n')
    assert [render(one, "en") for one in found.troubles] == [told]
    assert found.keys == {"refresh": "r,b"}


def test_two_actions_may_trade_their_keys(tmp_path: Path) -> None:
    found = _read(tmp_path, 'search = "r"\nrefresh = "f"\n')
    assert found == Keymap({"search": "r", "refresh": "f"})


def test_a_file_that_is_no_keymap_leaves_the_usual_keys(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == Keymap()
    assert _read(tmp_path, "help = ").keys == {}
    assert len(_read(tmp_path, "help = ").troubles) == 1


def test_every_key_of_ours_could_stand_in_a_keymap() -> None:
    assert [action.id for action in ACTIONS for key in action.keys.split(",") if key and not is_safe(key)] == []
    assert {key_meant(action.key) for action in ACTIONS if action.keys} <= {
        key for action in ACTIONS for key in action.keys.split(",")
    }
