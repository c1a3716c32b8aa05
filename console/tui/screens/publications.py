"""Publication (公布): duties with the days left, and the lists drafted, approved, published."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from console.tui.codes import word
from console.tui.exports import Export, approved, history
from console.tui.questions import Questions
from console.tui.record_lines import WHOLE as LINE
from console.tui.screens.sectioned import SectionedPage
from console.tui.sections import kept, section
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg
from sanctions.results import Listing

DUTIES = (
    Column(None, 1),
    Column(None, 14),
    Column(None, 13, drop=2),
    Column(None, 12, grow=3),
    Column(None, 10),
    Column(None, 21, drop=1),
)
LISTS = (
    Column(None, 1),
    Column(None, 14),
    Column(None, 13, drop=2),
    Column(None, 12, grow=3),
    Column(None, 10),
    Column(None, 21, drop=1),
)
WHOLE = (
    Column(None, 1),
    Column(None, 14),
    Column(None, 24, grow=3),
    Column(None, 10),
    Column(None, 13, drop=1),
)


_REGISTER = "register"
_SECTIONS = (
    ("published", msg("In public")),
    ("withdrawn", msg("Withdrawn")),
    ("rejected", msg("Rejected")),
)


class PublicationsPage(SectionedPage):
    """What must be made public, what is on its way, then what was."""

    AREA = "publication"

    def __init__(self, area: str | None = None) -> None:
        super().__init__(area)
        self.answer: dict[str, Any] = {}

    def exports(self) -> Sequence[Export]:
        """The text of the list under the cursor; the record of measures."""
        here = self.here()
        return [*(approved(here.noun, here.id) if here is not None else ()), history()]

    def body(self) -> Iterable[Widget]:
        """One list with headings."""
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """Duties and lists."""
        return questions.publications()

    def show(self, answer: Mapping[str, Any]) -> None:
        """Duties first."""
        lists = {status: kept(self.answer.get(status), answer[status]) for status, _ in _SECTIONS}
        self.answer = {**answer, **lists}
        self._list()

    def _list(self) -> None:
        say, answer = self.speech, self.answer
        lines = []
        heading: tuple[str, ...]
        if answer["due"]:
            heading = ("", say(msg("To publish")), say(msg("Decision")), say(msg("Institution")), say(msg("Due")), "")
            lines.append(Line("", heading, heading=True, columns=DUTIES))
            lines += [self._duty(one) for one in answer["due"]]
        lines += section(
            msg("To correct or take back"), [self._taking_back(one) for one in answer["to_take_back"]], say
        )
        lines += self._lists(msg("Under way"), answer["under_way"])
        for status, label in _SECTIONS:
            page: Listing = answer[status]
            lines += self._lists(label, page.items, status if page.next else "")
        lines += section(msg("Register of lateness"), self._lateness(), say)
        if answer["changes"] or answer["rosters"]:
            heading = ("", say(msg("Whole list")), say(msg("Changes and versions")), say(msg("Due")), "")
            lines.append(Line("", heading, heading=True, columns=WHOLE))
            lines += [self._change(one) for one in answer["changes"]]
            lines += [self._roster(one) for one in answer["rosters"]]
        nothing = say(msg("Nothing to publish. A termination that is decided appears here by itself."))
        self.put(lines, nothing, partial=answer["more"] or any(answer[status].next for status, _ in _SECTIONS))

    def _lists(self, label: Message, lists: Sequence[Mapping[str, Any]], more: str = "") -> list[Line]:
        """The lists of a status under their heading, with columns named."""
        if not lists:
            return []
        say = self.speech
        heading = ("", say(label), "", say(msg("Institution")), say(msg("Published")), "")
        made = section(label, [self._list_line(one) for one in lists], say, more=more)
        return [Line("", heading, heading=True, columns=LISTS), *made[1:]]

    def _lateness(self) -> list[Line]:
        """The register of lateness (逾期登记) in a line; Enter opens it."""
        counted = self.answer["late"]
        if not counted["published"]:
            return []
        told = msg(
            "{n} terminations made public, {late} of them late: Enter",
            n=counted["published"],
            late=counted["late"],
        )
        tone = "bad" if counted["late"] else "good"
        return [Line("", (f" {self.speech(told)}",), tone=tone, record={_REGISTER: True}, columns=LINE)]

    def open_line(self, line: Line) -> None:
        """The register of lateness, or what the line stands for."""
        if line.record.get(_REGISTER):
            from console.tui.kinds import KINDS
            from console.tui.screens.kind import KindPage

            self.desk.over(KindPage(next(kind for kind in KINDS if kind.key == "late")))
        else:
            super().open_line(line)

    def more(self, key: str) -> None:
        """Older lists of a status, behind those that stand."""
        before: Listing = self.answer[key]

        def came(answer: Listing) -> None:
            if self.answer[key] is before:
                self.answer[key] = Listing([*before.items, *answer.items], answer.next)
                self._list()

        if before.next is not None:
            self.inquire(lambda questions: questions.publications_more(key, before.next), came, topic="more")

    def _urgency(self, one: Mapping[str, Any]) -> tuple[str, str, str, str]:
        """Sign, words, tone and day of something that is due."""
        say = self.speech
        due, late, left = one.get("due"), one.get("late_by"), one.get("remaining")
        if due is None:
            return "", say(msg("not known yet")), "", ""
        shown = f"{due}{'~' if one.get('provisional') else ''}"
        if late:
            return "!", say(msg("{n} wd late", n=late)), "late", shown
        near = left is not None and left <= 5
        sign, tone = (">", "soon") if near else ("", "")
        return sign, say(msg("{n} wd left", n=left)) if left is not None else "", tone, shown

    def _change(self, one: Mapping[str, Any]) -> Line:
        sign, words, tone, due = self._urgency(one)
        cells = (sign, words, self.speech(one["text"]), due, "")
        subject = one["subject"]
        key = subject if subject == one["institution"] else f"agreement:{subject}"
        return Line(key, cells, tone=tone, record={**one, "start": one["day"]}, columns=WHOLE)

    def _roster(self, one: Mapping[str, Any]) -> Line:
        say, late = self.speech, one.get("late_by")
        lateness = "" if late is None else say(msg("on time")) if late == 0 else say(msg("{n} wd late", n=late))
        changed = msg("+{added} -{removed} ~{renamed}", **{k: one[k] for k in ("added", "removed", "renamed")})
        status = say(word("status", one.get("status")))
        waits = say(word("pending", one.get("pending"))) or lateness
        listed = say(msg("{n} listed as of {day}", n=one["institutions"], day=one["as_of"]))
        cells = ("", one["id"], f"{status}  {listed}  {say(changed)}", say(one.get("published_on")), waits)
        return Line(one["id"], cells, tone="bad" if late else "", record=one, columns=WHOLE)

    def _duty(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        sign, words, tone, due_text = self._urgency(one)
        state = word("status", one.get("status"))
        draft = f"{one['publication']} " if one.get("publication") else ""
        cells = (sign, words, one["id"], say(one.get("name")), due_text, draft + say(state))
        start = {"start": one.get("decided_on"), "kind": "publication"}
        return Line(
            one["id"], cells, tone=tone, record={**start, **one, "institution_name": one.get("name")}, columns=DUTIES
        )

    def _taking_back(self, one: Mapping[str, Any]) -> Line:
        """A list in public that must not stand as it is: what is revoked, or decided and not carried out."""
        sign, words, tone, due_text = self._urgency({**one, "late_by": one["overdue_by"]})
        say = self.speech
        why = say([reason.text for reason in one["reasons"][:1]])
        cells = (sign, words, one["subject"], say(one.get("name")), due_text, why)
        return Line(one["subject"], cells, tone=tone, record=one, columns=DUTIES)

    def _list_line(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        late = one.get("late_by")
        lateness = "" if late is None else say(msg("on time")) if late == 0 else say(msg("{n} wd late", n=late))
        cells = (
            "",
            one["id"],
            say(word("status", one.get("status"))),
            say(one.get("names") or one.get("institutions") or ""),
            say(one.get("published_on")),
            say(word("pending", one.get("pending"))) or lateness,
        )
        return Line(one["id"], cells, tone="bad" if late else "", record=one, columns=LISTS)
