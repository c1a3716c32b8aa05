"""The page of a case: what it came from, what was found, what was and may be done, what is held."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from textual.widget import Widget

from console.tui import flows
from console.tui.checklist import step_lines
from console.tui.codes import word
from console.tui.institution_lines import act_line
from console.tui.naming import in_labels
from console.tui.questions import Questions
from console.tui.record_lines import field_lines
from console.tui.screens.case_money import fee_lines, hold_lines, recovery_lines
from console.tui.screens.sectioned import SectionedPage
from console.tui.sections import kept, section
from console.tui.subjects import Subject
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.acts import act
from domain.messages import Message, msg
from sanctions.results import Listing

SOURCE = (Column(None, 13), Column(None, 10), Column(None, 12, grow=1), Column(None, 24, grow=4, drop=1))
FINDING = (
    Column(None, 13),
    Column(None, 7),
    Column(None, 14, grow=2),
    Column(None, 10, grow=1, drop=2),
    Column(None, 12, grow=1, drop=1),
)
MEASURE = (Column(None, 13), Column(None, 14, grow=2), Column(None, 12, grow=1), Column(None, 24, grow=2, drop=1))
OPTION = (Column(None, 2), Column(None, 12), Column(None, 21), Column(None, 24, grow=1, drop=1))
CLOSING = (Column(None, 3), Column(None, 30, grow=3), Column(None, 0), Column(None, 12, grow=1, drop=1))
TASK = (
    Column(None, 13),
    Column(None, 10),
    Column(None, 8),
    Column(None, 24, grow=3),
    Column(None, 10, grow=1, drop=1),
)
_WIDE = 100
_SEALED = {"text": msg("original text"), "reporter": msg("reporter")}
_ABOUT = ("source", "origin", "office", "former", "extensions", "outcome", "close_reason", "archive_no", "archived_on")
_SIGNS = {"mandatory": "!!", "recommended": ">", "allowed": "", "refused": "x"}
_TONES = {"mandatory": "late", "recommended": "good", "refused": "quiet"}


class CasePage(SectionedPage):
    """One list of sections; Enter on a measure opens it, on an option proposes it."""

    AREA = "cases"

    def __init__(self, id: str, *, area: str | None = None) -> None:
        super().__init__(area)
        self.case = id
        self.answer: dict[str, Any] = {}

    def body(self) -> Iterable[Widget]:
        """Title, who handles it, sections."""
        yield TextBar(f" {self.case}", id="title")
        yield TextBar(id="who")
        yield Rule()
        yield RowList(self.speech)

    def package(self) -> str | None:
        """The file of this case."""
        return self.case

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """Everything the page shows, in one look."""
        return questions.case(self.case)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Draw all of it."""
        self.answer = {**answer, "acts": kept(self.answer.get("acts"), answer["acts"])}
        say, one = self.speech, answer["case"]
        status = say(word("status", one.get("status")))
        self.query_one("#title", TextBar).put(f" {self.case}  {say(one.get('name'))}", f"{status} ")
        second = f", {say(one['second'])}" if one.get("second") else ""
        names, day, limit = say(one.get("lead")) + second, one.get("opened_on") or "", one.get("limit_on")
        who = msg("Handled by {names}, opened {day}", names=names, day=day)
        if limit and not one.get("closed_on"):
            who = msg("Handled by {names}, opened {day}, limit {limit}", names=names, day=day, limit=limit)
        elif one.get("conclusion"):
            found = word("conclusion", one["conclusion"])
            who = msg("Handled by {names}, opened {day}: {found}", names=names, day=day, found=found)
        waits = say(word("pending", one.get("pending")))
        self.query_one("#who", TextBar).put(f" {say(who)}", f"{waits} ")
        self._list()

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.answer:
            self._list()

    def _list(self) -> None:
        say, answer, one = self.speech, self.answer, self.answer["case"]
        acts: Listing = answer["acts"]
        told: list[tuple[Message, list[Line]]] = [
            (msg("Sources"), [self._source(source) for source in answer.get("sources") or ()]),
            (msg("Left while investigated"), [self._left(left) for left in one.get("left_during") or ()]),
            (msg("Findings"), [self._finding(finding) for finding in answer.get("findings") or ()]),
            (msg("Measures"), self._measures()),
            (msg("What may be done next"), self._options()),
            (msg("Held bills"), hold_lines(answer.get("holds") or (), answer.get("balance"), say)),
            (msg("Fees to be settled after all"), fee_lines(answer.get("fees") or (), say)),
            (msg("Recoveries"), recovery_lines(answer.get("recoveries") or (), say)),
            (msg("To be carried out"), self._tasks()),
            (msg("Before it can be closed"), self._before_closing()),
            (msg("Evidence"), [self._evidence(piece) for piece in answer.get("evidence") or ()]),
            (msg("About the case"), self._about()),
        ]
        lines = [*self._sheet(), *(line for heading, some in told for line in section(heading, some, say))]
        about = {"institution": one.get("institution")}
        lines += section(
            msg("Acts"),
            [act_line(each, say, about) for each in acts.items],
            say,
            more="acts" if acts.next else "",
        )
        self.put(lines, say(msg("Nothing is recorded in this case yet.")), partial=acts.next is not None)

    def more(self, key: str) -> None:
        """Older acts, behind those that stand."""
        before: Listing = self.answer["acts"]

        def came(answer: Listing) -> None:
            if self.answer["acts"] is before:
                self.answer["acts"] = Listing([*before.items, *answer.items], answer.next)
                self._list()

        if before.next is not None:
            self.inquire(lambda questions: questions.case_acts(self.case, before.next), came, topic="more")

    def _sheet(self) -> list[Line]:
        """What waits and who said what on it, and to whom the case is offered."""
        return field_lines(self.answer.get("sheet") or {}, self.speech, self.size.width, "approvals")

    def _about(self) -> list[Line]:
        """What else is known of it, in full."""
        one = self.answer["case"]
        return field_lines({key: one[key] for key in _ABOUT if one.get(key)}, self.speech, self.size.width, "case")

    def _evidence(self, one: Mapping[str, Any]) -> Line:
        """A file by its name; what is sealed only by its kind, and whose it is."""
        say = self.speech
        sealed = one["sealed"]
        # What kind of file it is was written by whoever brought it.
        kind = _SEALED.get(one["kind"], one["kind"]) if one["id"] == one["of"] else one["kind"]
        name = say(msg("sealed; the custodian opens it")) if sealed else say(one["name"])
        if one.get("erased"):
            name = say(msg("it was erased"))
        cells = (f" {one['id']}", say(one["on"]), say(kind), name)
        return Line(one["id"], cells, tone="quiet" if sealed else "", record=one, columns=SOURCE)

    def _source(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        cells = (f" {one['id']}", say(one.get("day")), say(one.get("words")), say(one.get("text")))
        return Line(one["id"], cells, record=one, columns=SOURCE)

    def _left(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        cells = (f" {say(one['agreement'])}", say(one["ended_on"]), say(word("end", one["end"])), "")
        return Line("", cells, record=one, columns=SOURCE)

    def _finding(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        said = one.get("confirmed")
        mark = f" ({say(word('confirmed', said))})" if said not in (None, "confirmed") else ""
        cells = (
            f" {one['id']}",
            say(word("severity", one.get("severity"))),
            say(one.get("words") or one.get("category")) + mark,
            say(one.get("departments")),
            say(one.get("provision")),
        )
        tone = "quiet" if one.get("withdrawn_on") else ""
        return Line(one["id"], cells, record=one, columns=FINDING, tone=tone)

    def _measures(self) -> list[Line]:
        say, lines = self.speech, []
        for one in self.answer.get("measures") or ():
            name = say(one.get("word")) if say.lang != "en" else say(word("measure", one.get("kind")))
            waits = say(word("pending", one.get("pending")))
            served, decided = one.get("served_on"), one.get("decided_on")
            days = [
                say(told)
                for told in (
                    one.get("decided_on") and msg("decided {day}", day=one["decided_on"]),
                    one.get("in_force_from") and msg("in force from {day}", day=one["in_force_from"]),
                    one.get("ended_on") and msg("until before {day}", day=one["ended_on"]),
                )
                if told
            ]
            status = say(word("status", one.get("status")))
            # On a narrow screen that it binds is enough; when it was served stands on its own page.
            if served and self.size.width >= _WIDE:
                days[-1:] = [", ".join([*days[-1:], say(msg("served {day}", day=served))])]
            elif decided and one.get("in_force_from") is None:
                days[-1:] = [", ".join([*days[-1:], say(msg("not served"))])]
            cells = (f" {one['id']}", name, status, waits or "".join(days[-1:]))
            lines.append(Line(one["id"], cells, record=one, columns=MEASURE))
            lines += step_lines(one.get("steps") or (), say)
        return lines

    def _options(self) -> list[Line]:
        say, lines, propose = self.speech, [], act("measure.propose")
        for one in self.answer.get("options") or ():
            verdict = str(one.get("verdict"))
            name = say(one.get("word")) if say.lang != "en" else say(word("measure", one.get("kind")))
            reasons = one.get("reasons") or ()
            why = in_labels(say(reasons[-1].text), propose, say) if reasons else ""
            cells = (_SIGNS.get(verdict, "").rjust(2), say(word("verdict", verdict)), name, why)
            record = {**one, "option": one.get("kind"), "institution": self.answer["case"].get("institution")}
            lines.append(Line("", cells, tone=_TONES.get(verdict, ""), record=record, columns=OPTION))
        return lines

    def _before_closing(self) -> list[Line]:
        if self.answer["case"].get("closed_on"):
            return []
        steps = [
            {"state": "done" if one["done"] else "open", "words": one["item"], "note": one["open"]}
            for one in self.answer.get("checklist") or ()
        ]
        return [replace(line, columns=CLOSING) for line in step_lines(steps, self.speech)]

    def _tasks(self) -> list[Line]:
        say = self.speech
        return [
            Line(
                one["id"],
                (
                    f" {one['id']}",
                    say(one.get("due")),
                    say(word("task_status", one.get("status"))),
                    say(one.get("text")),
                    say(one.get("person")),
                ),
                tone="" if one.get("status") == "open" else "quiet",
                record={**one, "institution": self.answer["case"].get("institution")},
                columns=TASK,
            )
            for one in self.answer["case"].get("tasks") or ()
        ]

    def open_line(self, line: Line) -> None:
        """An option opens the form to propose it; other lines their subject."""
        if line.record.get("option"):
            if line.record.get("verdict") == "refused":
                self.action_explain()
                return
            flows.do_act(self, act("measure.propose"), self.own_subject(), {"kind": str(line.record["option"])})
            return
        super().open_line(line)

    def own_subject(self) -> Subject:
        """The case."""
        one = self.answer.get("case", {})
        code = one.get("institution")
        record = {**one, "options": self.answer.get("options") or ()}
        return Subject("case", self.case, str(code) if code else None, str(one.get("name") or ""), record)
