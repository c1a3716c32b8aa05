"""One year's holiday arrangement (部分节假日安排) and the notice it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


# A named tuple: it is made ten times faster than a dataclass, and every command that shows a date imports it.
class Notice(NamedTuple):
    """The paper a year's arrangement comes from; what nobody told us about it is None."""

    year: int
    title: str | None = None
    dated: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The days of one year that differ from plain weeks, or have a name.

    `off` maps days off to the holiday's name, `work` maps working weekends (调休) to it. Days may reach into
    the December before. `version` counts the arrangements loaded for a year: a notice may be revised.
    """

    notice: Notice
    off: Mapping[date, str]
    work: Mapping[date, str]
    version: int = 1

    @property
    def year(self) -> int:
        """The year the notice is for."""
        return self.notice.year

    @property
    def empty(self) -> bool:
        """Whether no day off is named; such a year is unknown, not one without holidays."""
        return not self.off

    @property
    def digest(self) -> str:
        """SHA-256 over notice and days in one fixed order; the same whatever file shape they came in."""
        import hashlib

        lines = [f"{self.year}|{self.notice.title or ''}|{self.notice.dated or ''}|{self.notice.url or ''}"]
        lines += [f"{day}|OFF|{name}" for day, name in sorted(self.off.items())]
        lines += [f"{day}|WORK|{name}" for day, name in sorted(self.work.items())]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def to_fields(self) -> dict[str, Any]:
        """As plain JSON values, for the journal."""
        return {
            "year": self.year,
            "title": self.notice.title,
            "dated": self.notice.dated.isoformat() if self.notice.dated else None,
            "url": self.notice.url,
            "version": self.version,
            "off": {day.isoformat(): name for day, name in sorted(self.off.items())},
            "work": {day.isoformat(): name for day, name in sorted(self.work.items())},
            "digest": self.digest,
        }

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Arrangement":
        """From what `to_fields` gave; ValueError when the days no longer match their digest."""
        dated = fields["dated"]
        arrangement = cls(
            Notice(fields["year"], fields["title"], date.fromisoformat(dated) if dated else None, fields["url"]),
            {date.fromisoformat(day): name for day, name in fields["off"].items()},
            {date.fromisoformat(day): name for day, name in fields["work"].items()},
            fields["version"],
        )
        if arrangement.digest != fields["digest"]:
            raise ValueError("the days of an arrangement do not match their digest")
        return arrangement
