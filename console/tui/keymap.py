"""A user's own keys (键位): a small TOML file of action and keys, taken over where nothing speaks against it.

"list.down" = "n"
search = ["Ctrl+F", "F8"]
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.tui.actions import ACTIONS, FORM, PLACES, named
from domain.messages import Message, msg

_LARGEST = 64 * 1024
_UNSAFE_LETTERS = "abchijmsz"
"""With Ctrl: what a multiplexer, a line discipline or the terminal itself takes or sends as another key."""
_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab")
_PLAIN = frozenset((*_MOVING, "insert", "delete", "enter", "escape", "space", "backspace"))
_WORDS = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "ins": "insert", "del": "delete"}
_SIGNS = {
    "?": "question_mark",
    "/": "slash",
    ":": "colon",
    "*": "asterisk",
    "+": "plus",
    "-": "minus",
    ".": "full_stop",
    ",": "comma",
    ";": "semicolon",
    "!": "exclamation_mark",
    "=": "equals_sign",
    "_": "underscore",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "|": "vertical_line",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "@": "at",
    "#": "number_sign",
    "&": "ampersand",
    "%": "percent_sign",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "'": "apostrophe",
    '"': "quotation_mark",
    "~": "tilde",
}


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that hold, by action, and one sentence for each line that does not."""

    keys: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[Message, ...] = ()


def types_a_character(key: str) -> bool:
    """Whether a key writes something where one types."""
    return len(key) == 1 or key in _SIGNS.values() or key == "space"


def is_safe(key: str) -> bool:
    """Whether a key arrives as itself over SSH, in tmux and in screen; by its name in the registry."""
    if key.startswith("ctrl+"):
        rest = key.removeprefix("ctrl+")
        return len(rest) == 1 and rest.isascii() and rest.islower() and rest not in _UNSAFE_LETTERS
    if re.fullmatch(r"f([1-9]|1[0-2])", key):
        return True
    return key in _PLAIN or key in _SIGNS.values() or (len(key) == 1 and key.isascii() and key.isalnum())


def key_meant(written: str) -> str:
    """The name of a key as people write it: ``Ctrl+D``, ``PgDn``, ``F5``, ``?``, ``g``, ``G``."""
    text = written.strip()
    if len(text) == 1:
        return _SIGNS.get(text, text)
    text = text.lower()
    return _WORDS.get(text, text)


def read(path: Path) -> Keymap:
    """The keymap in a file; none where there is no file, and never an error: what is wrong is told."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Keymap()
    except OSError:
        return Keymap(troubles=(msg("The keymap {path} cannot be read. Check its rights.", path=str(path)),))
    try:
        if len(content) > _LARGEST:
            raise ValueError
        text = content.decode("utf-8")
        stated = dict(_flat(tomllib.loads(text)))
    except ValueError:
        told = msg("The keymap {path} is not TOML in UTF-8. The usual keys hold.", path=str(path))
        return Keymap(troubles=(told,))
    return _judged(stated, text)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """Dotted names are tables to TOML and one name to us."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _judged(stated: Mapping[str, Any], text: str) -> Keymap:
    taken: dict[str, str] = {}
    troubles: list[Message] = []
    for name, value in stated.items():
        keys = _keys(value)
        why = _against(name, keys)
        if why is None:
            taken[name] = ",".join(keys)
        else:
            troubles.append(_told(name, text, why))
    # Two that trade their keys do not clash: only what would hold in the end counts.
    while clash := _clash(taken):
        name, key, other = clash
        del taken[name]
        troubles.append(
            _told(name, text, msg("{key} already means {other} there", key=named(key), other=_label(other)))
        )
    return Keymap(taken, tuple(troubles))


def _keys(value: Any) -> Sequence[str]:
    some = [value] if isinstance(value, str) else value
    if not isinstance(some, list) or not all(isinstance(one, str) for one in some):
        return ()
    return [key_meant(one) for one in some if one.strip()]


def _against(name: str, keys: Sequence[str]) -> Message | None:
    action = next((action for action in ACTIONS if action.id == name), None)
    if action is None:
        return msg("there is no action {name}", name=name)
    if not keys:
        return msg("an action needs a key in quotes, or several in brackets")
    for key in keys:
        if not is_safe(key):
            return msg("{key} does not arrive in every terminal", key=named(key))
        if action.where == FORM and types_a_character(key):
            return msg("{key} is typed as text in a form", key=named(key))
    return None


def _told(name: str, text: str, why: Message) -> Message:
    pattern = re.compile(rf"""^\s*["']?{re.escape(name)}["']?\s*=""")
    line = next((n for n, one in enumerate(text.splitlines(), 1) if pattern.match(one)), 0)
    if not line:
        return msg("Keymap, {name}: {why}. Its usual keys hold.", name=name, why=why)
    return msg("Keymap, line {line}: {why}. Its usual keys hold.", line=line, why=why)


def _label(id: str) -> Message:
    return next(action.label for action in ACTIONS if action.id == id)


def _usual(id: str) -> Sequence[str]:
    return next(action.keys for action in ACTIONS if action.id == id).split(",")


def _clash(taken: Mapping[str, str]) -> tuple[str, str, str] | None:
    """An action of the file, its key, and the action that has that key at the same place."""
    for place in PLACES:
        held: dict[str, str] = {}
        for action in ACTIONS:
            if action.where != place.name and action.where not in place.beside:
                continue
            for key in taken.get(action.id, action.keys).split(","):
                other = held.setdefault(key, action.id)
                if not key or other == action.id:
                    continue
                both = [name for name in (action.id, other) if name in taken]
                if both:
                    # Whose key it is from the start keeps it.
                    mine = min(both, key=lambda name: key in _usual(name))
                    return mine, key, other if mine == action.id else action.id
    return None
