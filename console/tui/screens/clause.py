"""A rule (条款): the notice's own words, where it comes from, what rests on it, how often it was cited."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from textual.widget import Widget

from console.tui.cells import safe_lines, wrap
from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.record_lines import WHOLE, labelled
from console.tui.screens.page import Page
from console.tui.screens.rulebook import CHAPTERS, pack_days, rule_line
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg
from domain.reasons import SourceKind
from domain.rulebook.model import Gates, Ground, MeasureRule, Policy

SOURCES: Final = {
    SourceKind.NOTICE_LITERAL: msg("The notice's own words, character for character."),
    SourceKind.NATIONAL_LAW: msg("National law, told in our words: read the article itself before you quote it."),
    SourceKind.AGREEMENT_CLAUSE: msg("Holds where a clause of the agreement says so."),
    SourceKind.AGENCY_POLICY: msg("The agency's own rule, no law; two people can set it."),
    SourceKind.INFERRED: msg("Our reading where the notice is silent, no law; two people can set it otherwise."),
}
"""What a reader must know of where a rule comes from."""

_STEPS: Final = {
    "notice": msg("Notice"),
    "defence": msg("Statement and defence"),
    "takes_effect": msg("Takes effect with"),
}
_WHEN: Final = {
    "none": msg("not asked for"),
    "before": msg("before the decision"),
    "with-decision": msg("together with the decision"),
    "after": msg("after the decision"),
    "approval": msg("the decision"),
    "service": msg("its service"),
    "talk": msg("the talk"),
    "letter": msg("the letter"),
}


class ClausePage(Page):
    """What a rule says and what hangs on it; Enter goes on to other rules, and to the acts that name it."""

    AREA = "records"

    def __init__(self, address: str, digest: str | None = None) -> None:
        super().__init__()
        self.address, self.digest = address, digest
        self.answer: Any = None

    def body(self) -> Iterable[Widget]:
        """Title, source, text."""
        yield TextBar(id="title")
        yield TextBar(id="source")
        yield Rule()
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Any:
        """The rule."""
        return questions.clause(self.digest, self.address)

    def show(self, answer: Any) -> None:
        """The whole of it."""
        self.answer = answer
        self._draw()

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.answer is not None:
            self._draw()

    def _draw(self) -> None:
        say, one, rule = self.speech, self.answer, self.answer.rule
        chapter = say(CHAPTERS.get(one.address.partition(".")[0], one.address))
        self.query_one("#title", TextBar).put(f" {say(rule.clause)}  {chapter}", f"{say(one.pack.id)} ")
        old = "" if one.in_force else say(msg("not in force now"))
        source = say(word("source_kind", str(rule.source_kind)))
        self.query_one("#source", TextBar).put(f" {source}  {say(pack_days(one.pack))}", f"{old} ")
        lines: list[Line] = []
        if rule.quote:
            notice = one.pack.notice
            quoted_from = {"quoted": rule.quote} if notice is not None and notice.source is not None else {}
            quoted = self._text(f'"{rule.quote}"', tone="good")
            lines += [replace(line, record=quoted_from) for line in quoted]
            cited = [notice.title, notice.number, notice.dated] if notice is not None else []
            lines += self._text("-- " + "  ".join(say(piece) for piece in cited if piece))
            lines.append(Line("", ("",), columns=WHOLE))
        lines += self._text(say(rule.text))
        lines += self._text(say(SOURCES[rule.source_kind]), tone="quiet")
        lines.append(Line("", ("",), columns=WHOLE))
        lines += self._facts()
        lines += self._rules(msg("Rests on"), one.above)
        lines += self._rules(msg("Used by"), one.below)
        lines += self._rules(msg("Other rules of this clause"), one.beside)
        self.put(lines, say(msg("There is nothing to show.")))

    def _text(self, text: str, tone: str = "") -> list[Line]:
        room = max(self.size.width - 2, 10)
        pieces = [piece for line in safe_lines(text).split("\n") for piece in wrap(line, room)]
        return [Line("", (f" {piece}",), tone=tone, columns=WHOLE) for piece in pieces]

    def _facts(self) -> list[Line]:
        say, one, rule = self.speech, self.answer, self.answer.rule
        facts: list[tuple[Words, object]] = []
        if rule.valid_from or rule.valid_to:
            facts.append((msg("Holds"), f"{rule.valid_from or ''} .. {rule.valid_to or ''}"))
        if isinstance(rule, MeasureRule):
            facts += _steps(rule.gates)
        if isinstance(rule, Ground):
            facts.append((msg("Measures"), [word("measure", kind) for kind in rule.measures]))
        if isinstance(rule, Policy):
            facts.append((msg("Setting"), rule.key))
            facts.append((msg("Value of the rulebook"), rule.default))
            if one.value is not None:
                facts.append((msg("Value now"), str(one.value.value) if one.value.value is not None else None))
                facts.append((msg("Since"), one.value.since))
        lines: list[Line] = []
        for label, value in facts:
            if value not in (None, ""):
                lines += labelled(say(label), say(value), self.size.width)
        if one.measures:
            cited = msg(
                "Measures: {measures}, cases: {cases}. Enter shows their acts.",
                measures=one.measures,
                cases=one.cases,
            )
            record = {"words": self._cited()}
            found = labelled(say(msg("Cited by")), say(cited), self.size.width)
            lines += [Line("", line.cells, record=record, columns=line.columns) for line in found]
        return lines

    def _cited(self) -> str:
        table, _, key = self.address.partition(".")
        return f'"{key}"' if table in ("measures", "grounds") else f'"{self.answer.rule.clause}"'

    def _rules(self, heading: Message, addresses: Iterable[str]) -> list[Line]:
        rules = self.answer.pack.rules()
        lines = [rule_line(a, rules[a], 0, self.speech, self.answer.pack.digest) for a in addresses]
        return [Line("", (self.speech(heading),), heading=True, columns=WHOLE), *lines] if lines else []

    def open_line(self, line: Line) -> None:
        """The notice around its words, another rule, or the acts that name this one."""
        from console.tui.screens.journal import JournalPage
        from console.tui.screens.notice import NoticePage

        if "rule" in line.record:
            self.desk.over(ClausePage(line.record["rule"], line.record["digest"]))
        elif "quoted" in line.record:
            notice = self.answer.pack.notice
            self.desk.over(NoticePage(notice.source, notice.title, line.record["quoted"]))
        elif "words" in line.record:
            self.desk.over(JournalPage(line.record["words"]))


def _steps(gates: Gates) -> list[tuple[Words, object]]:
    """The steps before a measure binds."""
    told: list[tuple[Words, object]] = [(_STEPS[name], _WHEN[str(getattr(gates, name))]) for name in _STEPS]
    if gates.period:
        told.append((msg("Time for a statement"), gates.period))
    told.append((msg("Somebody else approves"), gates.approval))
    return told
