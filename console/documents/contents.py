"""The list of contents of a package (卷内目录): what is in it, in order, and what is kept apart."""

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from console.documents.csv_table import csv_chunks
from console.i18n import render
from console.output import encoded
from domain.messages import Message, msg

if TYPE_CHECKING:
    from domain.states.attachments import Attachment
    from sanctions.packages.layout import Member

TITLES: Final[dict[str, Message]] = {
    "case": msg("The case"),
    "history": msg("Record of measures"),
    "measures": msg("Measures"),
    "inspections": msg("Inspections"),
    "events": msg("Outside events"),
    "findings": msg("Findings"),
    "holds": msg("Bills held"),
    "disputes": msg("Disputes"),
    "recoveries": msg("Fees to come back"),
    "tasks": msg("Things to carry out"),
}

_HEADINGS: Final[dict[str, Message]] = {
    "number": msg("No."),
    "title": msg("Title"),
    "subject": msg("Subject"),
    "date": msg("Day"),
    "file": msg("File"),
    "size": msg("Size in bytes"),
    "sha256": msg("SHA-256"),
    "note": msg("Note"),
}


class Contents:
    """The list, in the language of whoever makes the package."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._lines: list[dict[str, Any]] = []

    def table(self, name: str, member: "Member", on: date) -> None:
        """Records of a kind, as they stood on a day."""
        self._add(render(TITLES[name], self.lang), None, on, member)

    def attached(self, one: "Attachment", member: "Member") -> None:
        """An attachment under its own name."""
        self._add(one.name, one.subject, one.added_on, member)

    def sealed(self, one: "Attachment") -> None:
        """An attachment that stays sealed: that there is one, and nothing of it."""
        self._add(one.id, one.subject, one.added_on, None, msg("Sealed; kept apart."))

    def apart(self, complaint: str) -> None:
        """A complaint the case names."""
        self._add(complaint, complaint, None, None, msg("Complaint; kept apart."))

    def _add(
        self, title: str, subject: str | None, on: date | None, member: "Member | None", note: Message | None = None
    ) -> None:
        self._lines.append(
            {
                "number": len(self._lines) + 1,
                "title": title,
                "subject": subject,
                "date": on.isoformat() if on is not None else None,
                "file": member.name if member is not None else None,
                "size": member.size if member is not None else None,
                "sha256": member.sha256 if member is not None else None,
                "note": render(note, self.lang) if note is not None else None,
            }
        )

    def as_json(self) -> bytes:
        """For programs."""
        return encoded(json.dumps({"contents": self._lines}, ensure_ascii=False, indent=1) + "\n")

    def as_csv(self) -> Iterator[bytes]:
        """For people, with headings in words."""
        headings = [render(word, self.lang) for word in _HEADINGS.values()]
        return csv_chunks(headings, ([line[key] for key in _HEADINGS] for line in self._lines), bom=True)
