"""The page of a publication: its versions, what is in it, and the text as it will be or is."""

from collections.abc import Mapping
from typing import Any

from console.tui.cells import safe_lines, wrap
from console.tui.codes import word
from console.tui.modals.reading import Reading
from console.tui.record_lines import WHOLE, field_lines, labelled
from console.tui.screens.subject import SubjectPage
from console.tui.sections import section
from console.tui.subjects import Subject
from console.tui.widgets.columns import Column, Line
from domain.messages import Message, msg

VERSION = (Column(None, 3), Column(None, 10), Column(None, 30, grow=1))
_SUMS = (
    ("sha256", msg("SHA-256")),
    ("json_sha256", msg("SHA-256 of json")),
    ("docx_sha256", msg("SHA-256 of docx")),
    ("html_sha256", msg("SHA-256 of html")),
)
"""Of the text and of what else was frozen with it."""


class PublicationPage(SubjectPage):
    """Status, lateness and text, then the terminations in it."""

    def __init__(self, id: str, *, area: str) -> None:
        super().__init__(Subject("publication", id), area=area)

    def _draw(self) -> None:
        say, one, width = self.speech, self.answer, self.size.width
        lines: list[Line] = []
        state = say(word("status", one.get("status")))
        waits = say(word("pending", one.get("pending")))
        lines += labelled(say(msg("Status")), "  ".join(part for part in (state, waits) if part), width)
        for key, label in (
            ("due", msg("Due")),
            ("published_on", msg("Published")),
            ("late_by", msg("Working days late")),
            ("channel", msg("Channel")),
            ("link", msg("Link")),
            ("sha256", msg("SHA-256")),
        ):
            if one.get(key) is not None:
                lines += labelled(say(label), say(one[key]), width)
        sheet = {key: one[key] for key in ("turn", "approvals") if one.get(key)}
        lines += field_lines(sheet, say, width, "approvals")
        lines.append(Line("", (say(msg("Terminations in it")),), heading=True, columns=WHOLE))
        lines += [self._termination(termination) for termination in one.get("lists") or ()]
        lines += section(msg("Versions"), [self._version(version) for version in one.get("versions") or ()], say)
        lines.append(Line("", (say(_headline(one)),), heading=True, columns=WHOLE))
        lines += text_lines(one.get("text"), width)
        self.put(lines, "")

    def _version(self, one: Mapping[str, Any]) -> Line:
        """A version with its days; Enter shows its text, its sums and why it was made."""
        say = self.speech
        late = one.get("late_by")
        days = [
            say(told)
            for told in (
                one.get("drafted_on") and msg("drafted {day}", day=one["drafted_on"]),
                one.get("approved_on") and msg("approved {day}", day=one["approved_on"]),
                one.get("published_on") and msg("published {day}", day=one["published_on"]),
                late and msg("{n} wd late", n=late),
                one.get("reason") and msg("{reason}", reason=one["reason"]),
            )
            if told
        ]
        cells = (f"  {one['version']}", say(word("version", one["kind"])), "  ".join(days))
        return Line("", cells, tone="bad" if late else "", record=one, columns=VERSION)

    def open_line(self, line: Line) -> None:
        """A version is read with its text and its sums; other lines open their subject."""
        if "version" not in line.record:
            super().open_line(line)
            return
        say, one = self.speech, line.record

        def made(width: int) -> list[Line]:
            told = labelled(say(msg("Reason")), say(one["reason"]), width) if one.get("reason") else []
            sums = [line for key, label in _SUMS if one.get(key) for line in labelled(say(label), say(one[key]), width)]
            return [*told, *text_lines(one.get("text"), width), *sums]

        title = say(msg("Version {n}: {kind}", n=one["version"], kind=word("version", one["kind"])))
        self.desk.over(Reading(title, made))

    def _termination(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        services = say([word("service", service) for service in one.get("services") or ()])
        name = say(one.get("institution_name") or one.get("institution"))
        decided = say(msg("decided {day}", day=one.get("decided_on") or ""))
        text = f"  {one['id']}  {name}  {services}  {decided}"
        return Line(one["id"], (text,), record=one, columns=WHOLE)


def _headline(one: Mapping[str, Any]) -> Message:
    """What the text is: a preview of what would be public, what was decided, or what is."""
    match one.get("status"):
        case "drafted":
            return msg("Text as it will stand, not approved yet")
        case "approved":
            return msg("Text as approved, to be made public")
        case "withdrawn":
            return msg("Text taken back")
    return msg("Text")


def text_lines(text: object, width: int) -> list[Line]:
    """A text in full, wrapped, with its own line breaks."""
    return [
        Line("", (f"  {piece}",), columns=WHOLE)
        for paragraph in safe_lines(str(text or "")).split("\n")
        for piece in wrap(paragraph, max(width - 4, 10))
    ]
