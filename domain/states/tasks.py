"""Things to carry out (落实事项): after decisions, promises, instructions, opinions of the department."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.messages import Bilingual
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(State):
    """Something to carry out by a day. `about` is the subject it came from, `key` the pack's task where it is one.

    `kind` is follow-up, promise, consequence, instruction or oversight, `asked_by` who asked for it where that was
    somebody outside the matter. It is nobody's turn before `starts`. `status` is open, done, dropped or lapsed; what
    came from a decision lapses when that decision is set aside.
    """

    about: str
    kind: str
    zh: str
    en: str
    opened_on: date
    key: str | None = None
    person: str | None = None
    due: date | None = None
    starts: date | None = None
    asked_by: str | None = None
    status: str = "open"
    closed_on: date | None = None
    result: str | None = None
    reason: str | None = None

    @property
    def text(self) -> Bilingual:
        """What is to be done, in both languages; what somebody typed is the same in both."""
        return Bilingual(self.zh, self.en)

    def runs_on(self, on: date) -> bool:
        """Whether it is to be carried out on a day."""
        return self.status == "open" and self.opened_on <= on and (self.starts is None or self.starts <= on)


TASK = Aggregate("task", "LS", Task)


@TASK.starts("task.open", "task.add")
def _open(entry: Entry) -> Task:
    return Task(
        id=entry.subject,
        institution=entry.institution,
        about=entry.text("about"),
        kind=entry.text("kind"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        opened_on=entry.on,
        key=entry.maybe("key"),
        person=entry.maybe("person"),
        due=entry.day("due"),
        starts=entry.day("starts"),
        asked_by=entry.maybe("asked_by"),
    )


@TASK.on("task.assign")
def _assign(task: Task, entry: Entry) -> Task:
    return replace(task, person=entry.maybe("person") or task.person, due=entry.day("due") or task.due)


_CLOSED = {"task.done": "done", "task.drop": "dropped", "task.lapse": "lapsed"}


@TASK.on(*_CLOSED)
def _close(task: Task, entry: Entry) -> Task:
    return replace(
        task,
        status=_CLOSED[entry.kind],
        closed_on=entry.on,
        result=entry.maybe("result"),
        reason=entry.maybe("reason"),
    )
