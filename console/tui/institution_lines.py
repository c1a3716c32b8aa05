"""The sections of the page of an institution as lines: what it may do and why, then what came in and was done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from console.tui.codes import word
from console.tui.kind_cells import told
from console.tui.kinds import KINDS
from console.tui.sections import section
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line
from console.words import key_word
from domain.messages import Message, msg
from domain.reasons import Reason
from sanctions.results import Listing

ACT = (
    Column(None, 10),
    Column(None, 20),
    Column(None, 12, grow=2),
    Column(None, 13, drop=2),
    Column(None, 8, grow=1, drop=1),
)
AGREEMENT = (Column(None, 16, grow=1), Column(None, 10), Column(None, 12), Column(None, 24, drop=1))
ANSWER = (Column(None, 10), Column(None, 6), Column(None, 30, grow=1))
BAR = (Column(None, 18, grow=1), Column(None, 16), Column(None, 24, grow=1, drop=1))
STOPPED = (Column(None, 14, grow=1), Column(None, 13), Column(None, 14, grow=1), Column(None, 24, drop=1))
CASE = (Column(None, 13), Column(None, 10), Column(None, 18, grow=1), Column(None, 16, grow=1, drop=1))
MEASURE = (Column(None, 13), Column(None, 14, grow=1), Column(None, 16), Column(None, 12, grow=1, drop=1))
NAME = (Column(None, 10), Column(None, 20, grow=1))
CHANGE = (Column(None, 10), Column(None, 12), Column(None, 20, grow=1))
_FROM_KINDS = ("complaints", "inspections", "assessments", "applications", "disputes")
ANSWERS: tuple[tuple[str, Message], ...] = (
    ("receive_patients", msg("patients")),
    ("settle", msg("settle")),
    ("be_paid", msg("paid")),
    ("apply", msg("apply")),
)
"""What standing answers, in a word each."""


def institution_lines(answer: Mapping[str, Any], say: Speech) -> list[Line]:
    """Everything below the picture; Enter opens what a line tells of, or brings more of its section."""
    made = _Made(answer, say)
    one = answer["institution"]
    pages: Mapping[str, Listing] = answer["pages"]
    in_force = [made.measure(each) for each in answer["in_force"]]
    binding = {each["id"] for each in answer["in_force"]}
    # Those in force stand above; what is told here is the rest.
    others = [made.measure(each) for each in pages["measures"].items if each["id"] not in binding]
    rest = answer["counts"]["measures"] - len(binding)
    kinds = {kind.key: kind for kind in KINDS}
    return [
        *section(msg("Limits today"), made.limits(), say),
        *section(msg("Reapplication bars"), [made.bar(each) for each in answer["bars"]], say),
        *section(msg("Departments stopped"), [made.stopped(each) for each in answer["stopped"]], say),
        *section(msg("Measures in force"), in_force, say),
        *section(msg("Agreements"), made.agreements(one), say),
        *made.paged("cases", msg("Cases"), [made.case(each) for each in pages["cases"].items]),
        *section(msg("Other measures"), others, say, count=rest, more="measures" if pages["measures"].next else ""),
        *(
            line
            for key in _FROM_KINDS
            for line in made.paged(key, kinds[key].label, [made.listed(key, each) for each in pages[key].items])
        ),
        *section(msg("Names over time"), made.names(one), say),
        *section(msg("Changes"), [made.change(each) for each in one.get("changes") or ()], say),
        *section(
            msg("Acts"),
            [act_line(each, say, made.about) for each in pages["acts"].items],
            say,
            more="acts" if pages["acts"].next else "",
        ),
    ]


class _Made:
    """Lines out of the records of one institution."""

    def __init__(self, answer: Mapping[str, Any], say: Speech) -> None:
        self.answer, self.say = answer, say
        self.about = {"institution": answer["institution"]["code"]}

    def paged(self, key: str, heading: Message, lines: Sequence[Line]) -> list[Line]:
        """A section with its count, and a line that brings more where there is more."""
        more = key if self.answer["pages"][key].next else ""
        return section(heading, lines, self.say, count=self.answer["counts"][key], more=more)

    def _together(self, sentences: Sequence[str]) -> str:
        """Several sentences as one line; only the last keeps its stop."""
        told = ""
        for sentence in reversed(sentences):
            told = self.say(msg("{first}; {rest}", first=sentence.rstrip(".。"), rest=told)) if told else sentence
        return told

    def limits(self) -> list[Line]:
        """What it may not do, or only in part, today, until when, and why."""
        say, lines = self.say, []
        for key, question in ANSWERS:
            one = self.answer["standing"][key]
            if one["answer"] == "yes":
                continue
            reasons: Sequence[Reason] = one["reasons"]
            until = [say(msg("until {day}", day=one["until"]))] if one["until"] else []
            why = self._together([*until, *(say(reason.text) for reason in reasons)])
            cells = (f" {say(question)}", say(word("answer", one["answer"])), why)
            tone = "bad" if one["answer"] == "no" else "soon"
            lines.append(Line("", cells, tone=tone, record={"reasons": reasons, **self.about}, columns=ANSWER))
        return lines

    def bar(self, one: Mapping[str, Any]) -> Line:
        say = self.say
        services = say([word("service", service) for service in one["services"]])
        state = "" if one["runs"] else say(msg("stayed")) + " "
        cells = (
            f" {say(word('trigger', one['trigger']))}",
            say(msg("until {day}", day=one["until"])),
            state + services,
        )
        return Line(one["key"], cells, record={**one, **self.about, "id": one["subject"]}, columns=BAR)

    def stopped(self, one: Mapping[str, Any]) -> Line:
        say = self.say
        begun = say(msg("in force from {day}", day=one["from"]))
        until = f", {say(msg('until {day}', day=one['until']))}" if one["until"] else ""
        cells = (f" {say(one['department'])}", one["id"], self._measure_word(one), begun + until)
        return Line(one["id"], cells, tone="bad", record={**one, **self.about}, columns=STOPPED)

    def measure(self, one: Mapping[str, Any]) -> Line:
        say = self.say
        waits = say(word("pending", one.get("pending")))
        day = one.get("in_force_from") or one.get("decided_on")
        status = waits or say(word("status", one["status"]))
        cells = (f" {one['id']}", self._measure_word(one), status, f"{say(day)}  {say(one.get('departments'))}".strip())
        return Line(one["id"], cells, record={**one, **self.about}, columns=MEASURE)

    def _measure_word(self, one: Mapping[str, Any]) -> str:
        say = self.say
        return say(one.get("word")) if say.lang != "en" else say(word("measure", one.get("kind")))

    def agreements(self, one: Mapping[str, Any]) -> list[Line]:
        """Every agreement, the newest first, then the departments it covers."""
        say = self.say
        lines = [
            Line(
                f"agreement:{each['number']}",
                (
                    f" {say(each['number'])}",
                    say(word("service", each["service"])),
                    say(word("status", each["status"])),
                    say(msg("{first} to {last}", first=each["from"], last=each["to"])),
                ),
                tone="" if each["status"] == "in-force" else "quiet",
                record={**each, **self.about},
                columns=AGREEMENT,
            )
            for each in one.get("agreements") or ()
        ]
        if one.get("departments"):
            cells = ("", f" {say(msg('Departments'))}: {say(one['departments'])}")
            lines.append(Line("", cells, record=self.about, columns=(Column(None, 0), Column(None, 20, grow=1))))
        return lines

    def case(self, one: Mapping[str, Any]) -> Line:
        say = self.say
        handlers = say([name for name in (one["lead"], one.get("second")) if name])
        cells = (f" {one['id']}", say(one["opened_on"]), say(word("status", one["status"])), handlers)
        return Line(one["id"], cells, tone="quiet" if one["closed_on"] else "", record=one, columns=CASE)

    def listed(self, key: str, one: Mapping[str, Any]) -> Line:
        """A record as the list of its kind tells it; whose it is goes without saying."""
        kind = next(kind for kind in KINDS if kind.key == key)
        cells = [cell for cell in kind.cells if cell.key != "institution_name"]
        texts = [told(cell, key, one, self.say) for cell in cells]
        columns = tuple(cell.column for cell in cells)
        if not any(column.grow for column in columns):
            # Somebody must take what the others leave.
            columns = (*columns[:-1], replace(columns[-1], grow=1))
        return Line(str(one["id"]), (f" {texts[0]}", *texts[1:]), record=one, columns=columns)

    def names(self, one: Mapping[str, Any]) -> list[Line]:
        """Its names, the latest first, where it ever had another."""
        named = one.get("names") or ()
        if len(named) < 2:
            return []
        return [
            Line("", (self.say(each["from"]), self.say(each["name"])), record=each, columns=NAME)
            for each in reversed(named)
        ]

    def change(self, one: Mapping[str, Any]) -> Line:
        say = self.say
        became = f"{say(one['before']) or '-'} > {say(one['after']) or '-'}"
        return Line(
            "", (say(one["since"]), say(key_word(one["what"]) or one["what"]), became), record=one, columns=CHANGE
        )


def act_line(one: Mapping[str, Any], say: Speech, about: Mapping[str, Any]) -> Line:
    """An act on one line: Enter opens its entry in the journal, where every word of it stands."""
    key = one["subject"] if not one["subject"].startswith("institution:") else ""
    cells = (
        say(one["on"]),
        say(one["words"]),
        say(one.get("text")),
        key.partition(":")[2] or key,
        say(one.get("by")),
    )
    return Line(key, cells, record={**one, **about}, columns=ACT)
