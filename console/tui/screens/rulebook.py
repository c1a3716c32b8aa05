"""The rulebook (规则): its versions with their days, then rule by rule in chapters; Enter opens a rule."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from textual.widget import Widget

from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.speech import Speech
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg
from domain.rulebook import model

CHAPTERS: Final[Mapping[str, Message]] = {
    "measures": msg("Measures, with their steps"),
    "grounds": msg("Grounds for measures"),
    "provisions": msg("Provisions"),
    "due_process": msg("Due process"),
    "publications": msg("Making public"),
    "bars": msg("Reapplication bars"),
    "windows": msg("Times to apply"),
    "records": msg("Conditions of entry"),
    "fines": msg("Fines of other bodies"),
    "tasks": msg("Things to carry out"),
    "wordings": msg("Words on papers"),
    "competence": msg("Which office"),
    "policies": msg("Periods and settings"),
}
"""Table of a rulebook -> what its chapter is called, in reading order."""

COLUMNS = (
    Column(msg("Clause"), 14, grow=1),
    Column(msg("Content of the rule"), 30, grow=5),
    Column(msg("Whose rule"), 14, grow=1, drop=1),
    Column(msg("Used"), 5, right=True, drop=2),
)
_WHOLE = (Column(None, 20, grow=1),)


def rule_words(address: str, rule: "model.Rule") -> Words:
    """What a rule is called where one line must do: a measure by its word, the rest by what it says."""
    return rule.word.words if isinstance(rule, model.MeasureRule) else rule.text


def pack_days(pack: "model.Pack") -> Message:
    """From when to when a version says it holds."""
    if pack.valid_from is None:
        return msg("no day stated")
    if pack.valid_to is None:
        return msg("from {day}", day=pack.valid_from)
    return msg("{first} to {last}", first=pack.valid_from, last=pack.valid_to)


def rule_line(address: str, rule: "model.Rule", used: int, say: Speech, digest: str) -> Line:
    """A rule on one line; Enter opens it."""
    cells = (
        f" {say(rule.clause)}",
        say(rule_words(address, rule)),
        say(word("source_kind", str(rule.source_kind))),
        str(used or ""),
    )
    return Line("", cells, record={"rule": address, "digest": digest}, columns=COLUMNS)


class RulebookPage(Page):
    """One version in chapters; / shows the rules with some words, in quotations too."""

    AREA = "records"

    def __init__(self, digest: str | None = None) -> None:
        super().__init__()
        self.digest = digest

    def body(self) -> Iterable[Widget]:
        """Title, the notice, the rules."""
        yield TextBar(id="title")
        yield TextBar(id="notice")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The version and its rules."""
        return questions.rulebook(self.digest)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Versions, then chapters."""
        say, pack = self.speech, answer["pack"]
        self.query_one("#title", TextBar).put(f" {say(pack.title)}", f"{say(pack_days(pack))} ")
        notice = pack.notice
        told = f"{say(notice.title)}  {say(notice.number)}  {say(notice.dated)}" if notice else ""
        self.query_one("#notice", TextBar).put(f" {told}", f"{say(pack.validity_note)} " if pack.validity_note else "")
        lines = []
        if len(answer["versions"]) > 1:
            lines.append(self._heading(msg("Versions")))
            lines += [self._version(one, pack) for one in answer["versions"]]
        if notice is not None and notice.source is not None:
            lines.append(self._heading(msg("Published notice")))
            cells = ("", say(msg("The notice as it was published")), "", "")
            lines.append(Line("", cells, record={"notice": notice}))
        for table, label in CHAPTERS.items():
            rules = {a: rule for a, rule in answer["rules"].items() if a.partition(".")[0] == table}
            if rules:
                lines.append(self._heading(label))
            for address, rule in rules.items():
                lines.append(rule_line(address, rule, len(answer["used"].get(address, ())), say, pack.digest))
        self._texts = {
            address: f"{address} {rule.quote or ''} {say(rule.text)}".casefold()
            for address, rule in answer["rules"].items()
        }
        self.put(lines, say(msg("There is nothing to show.")))

    def filtered(self, lines: list[Line]) -> list[Line]:
        """Rules with all the words, in quotation and text too."""
        words = self.words.casefold().split()
        if not words:
            return lines
        return [
            line
            for line in lines
            if "rule" in line.record
            and all(w in f"{' '.join(line.cells).casefold()} {self._texts[line.record['rule']]}" for w in words)
        ]

    def _heading(self, words: Message) -> Line:
        return Line("", (self.speech(words),), heading=True, columns=_WHOLE)

    def _version(self, one: Any, shown: "model.Pack") -> Line:
        say = self.speech
        now = say(msg("in force")) if one.in_force else ""
        adopted = say(msg("adopted {day}", day=one.adopted_on)) if one.adopted_on else ""
        cells = (f" {say(one.pack.id)}", f"{say(one.pack.title)}  {say(pack_days(one.pack))}", adopted, now)
        return Line("", cells, record={"pack": one.pack.digest}, tone="good" if one.pack is shown else "")

    def open_line(self, line: Line) -> None:
        """The rule, another version, or the notice."""
        from console.tui.screens.clause import ClausePage
        from console.tui.screens.notice import NoticePage

        if "notice" in line.record:
            notice = line.record["notice"]
            self.desk.over(NoticePage(notice.source, notice.title))
        elif "pack" in line.record:
            self.digest = line.record["pack"]
            self.load()
        elif "rule" in line.record:
            self.desk.over(ClausePage(line.record["rule"], line.record["digest"]))
