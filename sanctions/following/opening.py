"""Opening and ending things to carry out (落实事项) as decisions bring them about."""

from collections.abc import Iterable, Mapping
from datetime import date

from db.store import PAGE
from domain.calendars.due import due as count
from domain.messages import Bilingual, Words, msg
from domain.refusals import Refused
from domain.states.tasks import Task
from sanctions.work import Work


def open_task(
    work: Work,
    *,
    about: str,
    key: str,
    institution: str | None,
    kind: str = "follow-up",
    text: str | None = None,
    due: date | None = None,
    person: str | None = None,
    starts: date | None = None,
    given: Mapping[str, str] | None = None,
) -> str | None:
    """Open the pack's task of this key about a subject; gives its id, None where the rules of the day have it off.

    `text` replaces the pack's words (a promise, for one), `given` fills what they leave open (days, ids). Its day is
    the agency's usual one unless `due` is given. It is nobody's turn before `starts`, and the usual time is then
    counted from that day. Takes a number: call it before the act itself is recorded, as numbers are taken before
    states are written.
    """
    rule = work.rules.pack.tasks.get(key)
    if rule is not None and not (rule.on and rule.holds_on(work.on)):
        return None
    words = Bilingual(text, text) if text is not None else rule.text if rule is not None else None
    if words is None:
        return None
    for name, value in (given or {}).items():
        words = Bilingual(words.zh.replace(f"{{{name}}}", value), words.en.replace(f"{{{name}}}", value))
    subject = work.new_id("LS")
    work.follow(
        "task.open",
        subject,
        {
            "about": about,
            "kind": kind,
            "key": key if rule is not None else None,
            "zh": words.zh,
            "en": words.en,
            "person": person,
            "due": due or _usual(work, starts or work.on),
            "starts": starts,
        },
        institution=institution,
    )
    return subject


def _usual(work: Work, start: date) -> date | None:
    """The usual day for what begins on a day; None where the working days of that time are not known."""
    period = work.rules.period("task.period")
    if period is None:
        return None
    try:
        return count(start, period, work.calendar).due
    except Refused as refused:
        if refused.refusal.code != "calendar.unknown":
            raise
        return None


def open_tasks(
    work: Work,
    keys: Iterable[str],
    *,
    about: str,
    institution: str | None,
    kind: str = "follow-up",
    person: str | None,
    services: Iterable[str] = (),
    starts: date | None = None,
) -> tuple[Words, ...]:
    """Open several of the pack's tasks; tells each one that was opened.

    Those for other `services`, and those that run as a deadline of their own, are left out.
    """
    wanted = [task.key for task in work.rules.tasks_named(keys, services) if task.runs_as is None]
    opened = (
        open_task(work, about=about, key=key, institution=institution, kind=kind, person=person, starts=starts)
        for key in wanted
    )
    return tuple(told(work, subject) for subject in opened if subject is not None)


def told(work: Work, subject: str) -> Words:
    """A task that was opened, as a sentence."""
    task = work.need(Task, subject)
    if task.starts is not None:
        return msg("To be carried out from {starts} on ({id}): {task}.", id=subject, task=task.text, starts=task.starts)
    if task.due is None:
        return msg("To be carried out ({id}): {task}.", id=subject, task=task.text)
    return msg("To be carried out by {day} ({id}): {task}.", id=subject, task=task.text, day=task.due)


def lapse_tasks(work: Work, about: str, reason: str, *, ahead: bool = False) -> list[Task]:
    """End what is still open about a subject whose decision no longer stands; `ahead`: only what did not begin yet."""
    table = work.tx.table(Task)
    further = (table.c.starts > work.on,) if ahead else ()
    found = work.tx.find(
        Task, table.c.about == about, table.c.status == "open", *further, order=(table.c.ordinal,), limit=PAGE
    )
    for task in found:
        work.follow("task.lapse", task.id, {"reason": reason}, institution=task.institution)
    return found
