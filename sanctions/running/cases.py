"""What runs about cases: how long they may take."""

from collections.abc import Iterator

from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.states.cases import Case
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene


def limits(scene: Scene) -> Iterator[Running]:
    """Open cases with a handling limit."""
    table = scene.reader.table(Case)
    limited = table.c.closed_on.is_(None) & table.c.limit_on.is_not(None)
    for found in each(scene.reader, Case, scene.now_or_then(table, limited)):
        case = as_stood(scene.reader, found, scene.on)
        if case is None or case.limit_on is None or case.waits_to_open:
            continue
        if case.closed_on is not None and case.closed_on <= scene.on:
            continue
        text = msg("To be handled by {day}.", day=case.limit_on)
        policy = scene.rulebook.on(case.opened_on).policy("case.limit")
        yield Running(
            kind="task",
            subject=case.id,
            institution=case.institution,
            due=case.limit_on,
            reasons=(
                Reason(None, None, SourceKind.AGENCY_POLICY, text),
                *((policy.reason,) if policy.value is not None else ()),
            ),
            what=msg("handling limit"),
            persons=tuple(name for name in (case.lead, case.second) if name),
        )
