"""The public text of a termination list (终止名单): what stands in it, and in which wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.messages import Bilingual


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


def list_text(
    words: Mapping[str, Bilingual],
    lines: Sequence[Listed],
    *,
    kind: str,
    agency: str,
    telephone: str | None,
    note: str | None = None,
) -> str:
    """The list as it is made public, in Chinese, with the words of the rulebook.

    Public by default are name, service, the day the agreement ended and the agency's telephone; nothing else.
    `kind` is draft, correction or withdrawal; `note` is the public remark, why a later version was made never is.
    """
    text = [words["title"].zh]
    if kind != "draft":
        text.append(f"({words[kind].zh})")
    text.append("")
    for number, line in enumerate(lines, 1):
        parts = [f"{number}. {line.name}", "、".join(words[service].zh for service in line.services)]
        if line.standing is not None:
            day = words["ended" if line.standing is Standing.IN_FORCE else "decision-day"].zh
            parts += [words[line.standing].zh, f"{day} {line.day.isoformat()}"]
            parts += [words[mark].zh for mark in line.marks]
        text.append("  ".join(parts))
    text.append("")
    if note:
        text.append(note if kind == "draft" else f"{words['remark'].zh}: {note}")
    text.append(agency)
    if telephone:
        text.append(f"{words['telephone'].zh}: {telephone}")
    return "\n".join(text) + "\n"
