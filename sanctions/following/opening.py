"""Opening and ending things to carry out (落实事项) as decisions bring them about."""

from collections.abc import Iterable
from datetime import date

from domain.calendars.due import due as count
from domain.messages import Bilingual, Words, msg
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
) -> str | None:
    """Open the pack's task of this key about a subject; gives its id, None where the rules of the day have it off.

    `text` replaces the pack's words (a promise, for one). Its day is the agency's usual one unless `due` is given.
    """
    rule = work.rules.pack.tasks.get(key)
    if rule is not None and not (rule.on and rule.holds_on(work.on)):
        return None
    words = Bilingual(text, text) if text is not None else rule.text if rule is not None else None
    if words is None:
        return None
    period = work.rules.period("task.period")
    by = due or (count(work.on, period, work.calendar).due if period is not None else None)
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
            "due": by,
        },
        institution=institution,
    )
    return subject


def open_tasks(
    work: Work, keys: Iterable[str], *, about: str, institution: str | None, kind: str = "follow-up", person: str | None
) -> tuple[Words, ...]:
    """Open several of the pack's tasks; tells each one that was opened."""
    opened = (open_task(work, about=about, key=key, institution=institution, kind=kind, person=person) for key in keys)
    return tuple(_told(work, subject) for subject in opened if subject is not None)


def _told(work: Work, subject: str) -> Words:
    task = work.need(Task, subject)
    return msg("To be carried out ({id}): {task}.", id=subject, task=task.text)


def lapse_tasks(work: Work, about: str, reason: str) -> list[Task]:
    """End what is still open about a subject whose decision no longer stands."""
    table = work.tx.table(Task)
    found = work.tx.find(Task, table.c.about == about, table.c.status == "open", order=(table.c.ordinal,))
    for task in found:
        work.follow("task.lapse", task.id, {"reason": reason}, institution=task.institution)
    return found
