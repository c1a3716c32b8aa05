"""What people call the keys and the fixed terms that records carry; programs keep reading the terms themselves."""

from typing import Final

from console.words import keys, money, values, within
from domain.messages import Message

SUMS: Final = money.SUMS
"""Keys that hold sums of money, grouped by thousands for people."""

KEYS: Final[dict[str, Message]] = {**keys.KEYS, **money.KEYS}
"""Key -> what it is called."""

VALUES: Final[dict[str, dict[str, Message]]] = {
    key: {**values.VALUES.get(key, {}), **money.VALUES.get(key, {})} for key in (*values.VALUES, *money.VALUES)
}
"""Key -> term -> what it is called; terms of money share their keys with others."""

KEYS_WITHIN: Final[dict[str, dict[str, Message]]] = {**within.KEYS, **money.KEYS_WITHIN}
"""Noun or list -> key -> what it is called there."""

VALUES_WITHIN: Final[dict[str, dict[str, dict[str, Message]]]] = within.VALUES
"""Noun or list -> key -> term -> what it is called there."""


def key_word(key: str, within: str = "") -> Message | None:
    """What a key is called, in a record about something; None where nothing better than the key is known."""
    return KEYS_WITHIN.get(within, {}).get(key) or KEYS.get(key)


def value_word(key: str, value: str, within: str = "") -> Message | None:
    """What a fixed term is called under its key; None for anything else, such as people's own words."""
    return VALUES_WITHIN.get(within, {}).get(key, {}).get(value) or VALUES.get(key, {}).get(value)
