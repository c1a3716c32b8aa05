"""A letter on a subject: its values in its template, as a Word file and as text to look at before."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.store import Reader
from sanctions.letters.catalogue import sample_values, values_of
from sanctions.letters.templates import SUFFIX, pack_of, template_for, title_for
from sanctions.papers.rendering import render, text_of
from sanctions.rules import agency_of, rulebook_of


@dataclass(frozen=True, slots=True)
class Made:
    """A letter: the name of its file, its bytes, its text line by line, and whose template it was made of."""

    letter: str
    name: str
    content: bytes
    text: list[str]
    whose: str


def letter(
    reader: Reader,
    letter_id: str,
    subject: str,
    *,
    on: date,
    templates: Path | None = None,
    number: str | None = None,
) -> Made:
    """A letter on a subject as it stands on a day; the same bytes for the same record, day and template.

    `templates` is the agency's own folder, `number` the letter's (文号), left blank where none is given. Refused:
    ``letter.unknown``, ``not-found``, ``letter.subject``, ``letter.not-yet``; and what is wrong with a template of the
    agency's, by its name and place.
    """
    rules = rulebook_of(reader)
    values = values_of(reader, letter_id, subject, on=on, number=number, rules=rules)
    pack = pack_of(rules, on)
    template = template_for(letter_id, pack, templates)
    content = render(
        template.content,
        values,
        fields=sample_values(letter_id),
        name=template.name,
        title=title_for(letter_id, pack),
        author=agency_of(reader).name,
        day=on,
        identifier=f"{subject}/{letter_id}",
    )
    return Made(letter_id, f"{subject}-{letter_id}{SUFFIX}", content, text_of(content), template.whose)
