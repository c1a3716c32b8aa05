"""The key card (键位卡): every key in both languages, drawn from the registry for `jiandu keys` and docs/keys.md."""

from collections.abc import Iterator
from typing import Any

from console.i18n import CHINESE, ENGLISH, render
from console.tui.actions import ACTIONS, PLACES, keys_of, named
from domain.messages import Message

_HEAD = """# Keys

Made from the program by `python -m scripts.keys`; `jiandu keys` prints the same with your own keys in it.

Keys of your own stand in `keys.toml` in the settings folder (`jiandu config show` tells where; `JIANDU_KEYMAP` names
another file): the name of an action, then a key or several.

    "list.down" = "n"
    search = ["Ctrl+F", "F8"]

A line that names no action, a key that some terminals do not send, or one that already means something else at the same
place is told when the console starts, and the usual keys hold for it. Ctrl with h, i, j, m, a, b, c, s, z never arrives
everywhere; nor do Shift+Enter and Ctrl+Enter. In a form only keys that write nothing can be chosen.
"""


def card() -> list[dict[str, Any]]:
    """Every action in the order of the help: place, id, keys as people call them, label and help in both languages."""
    return [
        {
            "place": _both(place.heading),
            "id": action.id,
            "keys": [named(key) for key in keys_of(action).split(",") if key],
            "label": _both(action.label),
            "help": _both(action.help) if action.help is not None else None,
        }
        for place in PLACES
        for action in ACTIONS
        if action.where == place.name
    ]


def _both(message: Message) -> dict[str, str]:
    return {"zh": render(message, CHINESE), "en": render(message, ENGLISH)}


def page() -> str:
    """docs/keys.md."""
    return _HEAD + "\n".join(_sections()) + "\n"


def _sections() -> Iterator[str]:
    before = ""
    for one in card():
        place = f"{one['place']['en']} / {one['place']['zh']}"
        if place != before:
            yield f"\n## {place}\n\n| key | does | | name |\n| --- | --- | --- | --- |"
            before = place
        keys = " ".join(f"`{key}`" for key in one["keys"]) or "by `?` or `:`"
        yield f"| {keys} | {one['label']['en']} | {one['label']['zh']} | `{one['id']}` |"
