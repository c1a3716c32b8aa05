"""The page of a publication: its versions, what is in it, and the text as it will be or is."""

from collections.abc import Mapping
from typing import Any

from console.tui.cells import safe_lines, wrap
from console.tui.codes import word
from console.tui.record_lines import WHOLE, field_lines, labelled
from console.tui.screens.subject import SubjectPage
from console.tui.subjects import Subject
from console.tui.widgets.columns import Line
from domain.messages import msg


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
        lines.append(Line("", (say(msg("Text")),), heading=True, columns=WHOLE))
        for paragraph in safe_lines(str(one.get("text") or "")).split("\n"):
            lines += [Line("", (f"  {piece}",), columns=WHOLE) for piece in wrap(paragraph, max(width - 4, 10))]
        self.put(lines, "")

    def _termination(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        services = say([word("service", service) for service in one.get("services") or ()])
        name = say(one.get("institution_name") or one.get("institution"))
        decided = say(msg("decided {day}", day=one.get("decided_on") or ""))
        text = f"  {one['id']}  {name}  {services}  {decided}"
        return Line(one["id"], (text,), record=one, columns=WHOLE)
