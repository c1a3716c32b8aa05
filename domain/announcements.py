"""The public text of a termination list (终止名单): what stands in it, in which wording, and in which formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.messages import Bilingual
from domain.text import visible

FORMATS = ("txt", "json", "docx", "html")
"""Formats in which an approved list leaves the house."""


class Standing(StrEnum):
    """How far a decision has come: its wording in public depends on it (PRACTICE 4)."""

    SERVING = "serving"
    DECIDED = "decided"
    IN_FORCE = "in-force"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. `day` is the day the agreement ended, or of the decision while it has not.

    Without a `standing` the line only names: what is taken back claims nothing. `marks` are words that a dispute adds.
    """

    name: str
    services: tuple[str, ...]
    standing: Standing | None
    day: date
    marks: tuple[str, ...] = ()


def standing_of(served_on: date | None, in_force_from: date | None, on: date) -> Standing:
    """What may be said on a day: in force only once it is; 送达中 until it was received."""
    if in_force_from is not None and in_force_from <= on:
        return Standing.IN_FORCE
    return Standing.DECIDED if served_on is not None and served_on <= on else Standing.SERVING


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list in words; `day` and what it is the day of are missing where the line claims nothing.

    `place` is the district, in lists of institutions under agreement.
    """

    name: str
    services: str
    standing: str | None = None
    day_of: str | None = None
    day: date | None = None
    marks: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The version that a correction or a withdrawal replaces, and the day it was published."""

    version: int
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a version says, part by part and in the words it was drafted with; every format is made of it.

    `title` stands above, `kind` in brackets below it for a later version, `lead` begins what is laid out as a letter.
    `pointer` says which list a later version replaces. `headings` are those of the table, `attachment` announces it.
    """

    title: str
    kind: str | None = None
    lead: str | None = None
    pointer: str | None = None
    replaces: Replaced | None = None
    attachment: str | None = None
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    remark: str | None = None
    remark_word: str | None = None
    agency: str | None = None
    telephone: str | None = None
    telephone_word: str | None = None

    @property
    def remarked(self) -> str | None:
        """The remark behind its word, where it has one."""
        return f"{self.remark_word}: {self.remark}" if self.remark and self.remark_word else self.remark

    @property
    def call(self) -> str | None:
        """The telephone number behind its word."""
        return f"{self.telephone_word}: {self.telephone}" if self.telephone else None


def announce(
    words: Mapping[str, Bilingual],
    lines: Sequence[Listed],
    *,
    kind: str,
    agency: str,
    telephone: str | None,
    note: str | None = None,
    replaces: Replaced | None = None,
) -> Announcement:
    """The list as it is made public, in Chinese, with the words of the rulebook.

    Public by default are name, service, the day the agreement ended and the agency's telephone; nothing else.
    `kind` is draft, correction or withdrawal; `note` is the public remark, why a later version was made never is.
    """
    later = kind != "draft"
    pointer = None
    if later and replaces is not None:
        pointer = words[f"{kind}-of"].zh
        pointer = pointer.replace("{day}", chinese_day(replaces.published_on))
        pointer = pointer.replace("{version}", str(replaces.version))
    columns = ("column-number", "column-name", "column-service", "column-standing", "column-day")
    return Announcement(
        title=words["title"].zh,
        kind=words[kind].zh if later else None,
        lead=None if later else words["lead"].zh,
        pointer=pointer,
        replaces=replaces if later else None,
        attachment=words["attachment"].zh,
        headings=tuple(words[column].zh for column in columns),
        rows=tuple(_row(words, line) for line in lines),
        remark=note or None,
        remark_word=words["remark"].zh if later else None,
        agency=agency,
        telephone=telephone or None,
        telephone_word=words["telephone"].zh,
    )


def _row(words: Mapping[str, Bilingual], line: Listed) -> Row:
    services = "、".join(words[service].zh for service in line.services)
    if line.standing is None:
        return Row(name=line.name, services=services)
    return Row(
        name=line.name,
        services=services,
        standing=words[line.standing].zh,
        day_of=words["ended" if line.standing is Standing.IN_FORCE else "decision-day"].zh,
        day=line.day,
        marks=tuple(words[mark].zh for mark in line.marks),
    )


def list_text(told: Announcement) -> str:
    """The list as plain text: the one form whose SHA-256 has always been frozen."""
    text = [told.title]
    if told.kind:
        text.append(f"({told.kind})")
    if told.pointer:
        text.append(told.pointer)
    text.append("")
    for number, row in enumerate(told.rows, 1):
        parts = [f"{number}. {row.name}", row.services]
        if row.standing and row.day_of and row.day:
            parts += [row.standing, f"{row.day_of} {row.day.isoformat()}", *row.marks]
        text.append("  ".join(parts))
    text.append("")
    text += [part for part in (told.remarked, told.agency, told.call) if part]
    # It goes into text fields as it is: nothing in it may hide there, or turn what stands beside it.
    return visible("\n".join(text), keep_newlines=True) + "\n"


def of_text(text: str) -> Announcement:
    """An announcement of which only the text was kept, as older programs did: its title, and then line by line."""
    title, _, rest = text.partition("\n")
    return Announcement(title=title, remark="\n".join(line for line in rest.split("\n") if line))


def chinese_day(day: date) -> str:
    """A day as official papers write it, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
