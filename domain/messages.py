"""Sentences for people, as values: an English template and its parameters, rendered by the console."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in waiting.

    `template` is English and doubles as the gettext msgid; `params` are filled in after translation, so user
    text is never part of a template.
    """

    template: str
    params: Mapping[str, "Param"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Words that a rulebook brings in both languages (local words of a place, contents of national law)."""

    zh: str
    en: str


Words: TypeAlias = Message | Bilingual
Param: TypeAlias = str | int | date | Message | Bilingual | tuple["Param", ...]


def msg(template: str, /, **params: Param) -> Message:
    """Make a message; the name is what the catalogue extractor looks for."""
    return Message(template, params)
