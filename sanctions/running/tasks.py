"""What is to be carried out (落实事项) as it runs: open tasks, appointed talks, what the agency itself has to do."""

from collections.abc import Iterator
from dataclasses import replace

from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.states.measures import Measure
from domain.states.tasks import Task
from sanctions.reading import as_stood, each
from sanctions.running import admitting, cases, complaints, disputes, inspections, licences, money
from sanctions.running.core import Running, Scene
from sanctions.running.hands import in_hand


def task(scene: Scene) -> Iterator[Running]:
    """Everything of this kind."""
    yield from admitting.task(scene)
    yield from _open_tasks(scene)
    yield from _appointed(scene)
    yield from disputes.stays(scene)
    yield from complaints.letters(scene)
    yield from complaints.call_backs(scene)
    yield from inspections.planned(scene)
    yield from cases.limits(scene)
    yield from licences.expiring(scene)
    yield from money.recovery(scene)


def _open_tasks(scene: Scene) -> Iterator[Running]:
    table = scene.reader.table(Task)
    found = each(
        scene.reader,
        Task,
        scene.now_or_then(table, table.c.status == "open"),
        table.c.opened_on <= scene.on,
        table.c.starts.is_(None) | (table.c.starts <= scene.on),
    )
    for one in found:
        stood = as_stood(scene.reader, one, scene.on)
        if stood is None or not stood.runs_on(scene.on):
            continue
        yield Running(
            kind="task",
            subject=stood.id,
            institution=stood.institution,
            due=stood.due,
            reasons=_reasons(scene, stood),
            what=stood.text,
            persons=(stood.person,) if stood.person else (),
        )


def _reasons(scene: Scene, task: Task) -> tuple[Reason, ...]:
    rule = scene.rulebook.on(task.opened_on).pack.tasks.get(task.key) if task.key else None
    about = Reason(None, None, SourceKind.AGENCY_POLICY, msg("About {subject}.", subject=task.about))
    # The rule's words may leave blanks that the task has filled in.
    return (about,) if rule is None else (replace(rule.reason, text=task.text), about)


def _appointed(scene: Scene) -> Iterator[Running]:
    """Talks that have a day."""
    table = scene.reader.table(Measure)
    found = each(
        scene.reader,
        Measure,
        table.c.takes_effect == "talk",
        scene.now_or_then(table, table.c.appointed_on.is_not(None) & table.c.end.is_(None)),
    )
    for one in found:
        stood = as_stood(scene.reader, one, scene.on)
        if stood is None or stood.appointed_on is None or stood.status(scene.on) != "proposed":
            continue
        place = stood.appointed_at
        yield Running(
            kind="task",
            subject=stood.id,
            institution=stood.institution,
            due=stood.appointed_on,
            reasons=(
                Reason(None, None, SourceKind.AGENCY_POLICY, msg("Appointed for {day}.", day=stood.appointed_on)),
            ),
            what=msg("{word}: {place}", word=stood.word, place=place) if place else msg("{word}", word=stood.word),
            persons=in_hand(scene, stood),
        )
