"""What the console asks about letters: which fit what is looked at, and one as it would be written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from console.tui.subjects import Subject
from db.store import Reader
from domain.messages import Message

if TYPE_CHECKING:
    from sanctions.letters.making import Made


@dataclass(frozen=True, slots=True)
class Fitting:
    """What letters there are about a subject now: id, name, whose template."""

    subject: Subject
    letters: tuple[tuple[str, Message, str], ...]


def fitting(reader: Reader, subjects: Iterable[Subject], on: date, templates: Path | None) -> tuple[Fitting, ...]:
    """The letters about each of these that letters are written about at all."""
    from sanctions.letters.catalogue import letters_about, letters_for
    from sanctions.letters.templates import pack_of, whose
    from sanctions.rules import rulebook_of

    rules = rulebook_of(reader)
    pack = pack_of(rules, on)
    found = []
    for subject in subjects:
        if letters_about(subject.noun):
            letters = letters_for(reader, subject.id, on=on, rules=rules)
            found.append(Fitting(subject, tuple((one.id, one.word, whose(one.id, pack, templates)) for one in letters)))
    return tuple(found)


def made(reader: Reader, letter_id: str, subject: str, on: date, templates: Path | None, number: str | None) -> "Made":
    """The letter; raises Refused with what is missing, or what is wrong with a template."""
    from sanctions.letters.making import letter

    return letter(reader, letter_id, subject, on=on, templates=templates, number=number)
