"""The page of the first minutes: what to do first, what is done, the agency's settings, what is done outside."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from console.tui import flows
from console.tui.cells import wrap
from console.tui.first import Situation, Step, situation
from console.tui.first_outside import OUTSIDE
from console.tui.screens.page import Page
from console.tui.session import Trouble
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg
from domain.roles import ROLE_WORDS, Role

if TYPE_CHECKING:
    from console.tui.doing_deeds import Deed

COLUMNS = (Column(None, 3), Column(None, 28, grow=1), Column(None, 44, grow=2, drop=1))
_WHOLE = (Column(None, 20, grow=1),)
SETTINGS = (
    "operator.add",
    "operator.change",
    "office.add",
    "office.change",
    "delegation.give",
    "policy.set",
    "rulebook.adopt",
    "calendar.import",
    "institution.add",
    "institution.import",
    "agreement.template",
)
"""Acts that are about the agency and its lists, in the order they are shown."""


class FirstPage(Page):
    """Steps with a sign for those that are done; Enter does what a line says."""

    def body(self) -> Iterable[Widget]:
        """Title and list."""
        yield TextBar(f" {self.speech(msg('Set up'))}", id="title")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def load(self) -> None:
        """Look where we stand; that there is no database is an answer here."""
        session = self.desk.session
        self.ask(lambda: situation(session), self._answered)

    def show(self, answer: Situation) -> None:
        """Why there is nothing yet and the way out of it, or the steps and what else may be set."""
        if answer.trouble is not None:
            why = wrap(self.speech(answer.trouble), max(self.size.width - 2, 20))
            lines = [*(Line("", (f" {part}",), heading=True, columns=_WHOLE) for part in why), *self._way_out(answer)]
        else:
            lines = [self._heading(msg("What to do first")), *(self._step(step) for step in answer.steps)]
            lines += [self._heading(msg("The agency's settings")), *self._settings()]
        lines.append(self._heading(msg("Done on the machine, by a command")))
        lines += [Line("", ("", f"jiandu {one.command}", self.speech(one.why)), tone="quiet") for one in OUTSIDE]
        self.put(lines, "")

    def _heading(self, words: Words) -> Line:
        return Line("", (self.speech(words),), heading=True, columns=_WHOLE)

    def _way_out(self, answer: Situation) -> Iterable[Line]:
        say = self.speech
        if answer.foundable:
            how = say(msg("Enter: its city, its name, and yours."))
            yield Line("", ("[ ]", say(msg("Found the agency")), how), record={"deed": "found"})
            yield Line("", ("", say(msg("Or look at a sample first")), "jiandu demo"))
        elif answer.stranger:
            account = say(msg("Your account on this machine: {login}", login=answer.login or "-"))
            yield Line("", (account,), columns=_WHOLE)
            ask = say(msg("The administrator of the agency adds you in the console: i, Add an operator."))
            yield Line("", (ask,), columns=_WHOLE)
            known = say(msg("If you stand there by another name: jiandu --as NAME"))
            yield Line("", (known,), columns=_WHOLE)

    def _step(self, step: Step) -> Line:
        say = self.speech
        sign = "[x]" if step.done else "[ ]"
        why = self._denied(step.act) if step.act and not step.done else None
        how = say(msg("done")) if step.done else say(why or step.how)
        record = {"act": step.act, "area": step.area}
        return Line("", (sign, say(step.label), how), tone="good" if step.done else "", record=record)

    def _settings(self) -> Iterable[Line]:
        from domain.acts import act

        say = self.speech
        for kind in SETTINGS:
            why = self._denied(kind)
            yield Line("", ("", say(act(kind).label), say(why or act(kind).help)), record={"act": kind})
        from console.tui.doing_deeds import BACKUP

        yield Line(
            "", ("", say(BACKUP.act.label), say(self._no_backup() or BACKUP.act.help)), record={"deed": "backup"}
        )

    def _denied(self, kind: str) -> Message | None:
        from console.tui.offered import denial
        from domain.acts import act

        return denial(act(kind), None, self.opened)

    def _no_backup(self) -> Message | None:
        if Role.ADMINISTRATOR in self.opened.roles:
            return None
        return msg("needs {roles}", roles=(ROLE_WORDS[Role.ADMINISTRATOR],))

    def open_line(self, line: Line) -> None:
        """Do what a line says."""
        record = line.record
        if record.get("deed"):
            self._do(str(record["deed"]))
        elif record.get("act"):
            self._act(str(record["act"]))
        elif record.get("area"):
            self.app.call_later(self.app.run_action, f"area('{record['area']}')")
        else:
            super().open_line(line)

    def _act(self, kind: str) -> None:
        from domain.acts import act

        why = self._denied(kind)
        if why is not None:
            self.desk.say(why, bad=True)
            return
        flows.do_act(self, act(kind), None)

    def _do(self, name: str) -> None:
        if name == "backup" and (why := self._no_backup()) is not None:
            self.desk.say(why, bad=True)
            return
        session, opened = self.desk.session, self.desk.opened

        def described() -> "tuple[Deed, dict[str, str], Any]":
            # In a thread: it reads the shipped rulebooks and the calendar.
            from console.session import system_login
            from console.tui import doing_deeds

            if name == "backup":
                assert opened is not None
                return doing_deeds.BACKUP, {"output": doing_deeds.backup_place(opened)}, opened
            given = {"operator": session.operator or system_login() or ""}
            return doing_deeds.founding(), given, doing_deeds.before_founding(session.clock)

        self.ask(described, self._form, topic="deed")

    def _form(self, answer: "tuple[Deed, dict[str, str], Any] | Trouble") -> None:
        from console.tui.modals.act_form import ActForm

        if isinstance(answer, Trouble):
            self.desk.say(answer.message, bad=True)
            return
        deed, given, opened = answer
        form = ActForm(deed.act, None, given, opened=opened, deed=deed)
        self.desk.over(form, lambda done: self.load() if done is not None else None)
