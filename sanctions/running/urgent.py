"""What runs about urgent measures (紧急程序): the papers and the defence, each until it is in or the measure lapsed."""

from collections.abc import Iterator
from datetime import date

from domain.calendars.due import Due
from domain.messages import Message, msg
from domain.roles import Role
from domain.states.measures import Measure
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene
from sanctions.running.hands import in_hand


def urgent_review(scene: Scene) -> Iterator[Running]:
    """Papers and defence still to come in; a day that passes without them lets the measure lapse by itself."""
    table = scene.reader.table(Measure)
    for one in each(scene.reader, Measure, scene.now_or_then(table, table.c.lapses_on.is_not(None))):
        measure = as_stood(scene.reader, one, scene.on)
        if measure is None or measure.urgent is None or one.end == "revoked" or measure.end is not None:
            continue
        if measure.lapsed(scene.on):
            continue
        if measure.decided_on is None:
            yield _running(
                scene,
                measure,
                measure.urgent.papers_by,
                "urgent.papers",
                msg("urgent: written approval of {word}", word=measure.word),
                roles=(str(Role.APPROVER),),
                not_by=measure.proposer_person,
            )
        if measure.defence is None:
            yield _running(
                scene,
                measure,
                measure.urgent.defence_by,
                "urgent.defence",
                msg("urgent: defence against {word}", word=measure.word),
                persons=in_hand(scene, measure),
            )


def _running(
    scene: Scene,
    measure: Measure,
    day: date,
    policy: str,
    what: Message,
    *,
    roles: tuple[str, ...] = (str(Role.SUPERVISOR),),
    persons: tuple[str, ...] = (),
    not_by: str | None = None,
) -> Running:
    assert measure.urgent is not None
    rules = scene.rulebook.on(measure.urgent.agreed_on)
    counted: Due | None = scene.counted(measure.urgent.agreed_on, rules.period(policy))
    return Running(
        kind="urgent-review",
        subject=measure.id,
        institution=measure.institution,
        due=day,
        # The day itself was fixed with the proposal; how it was counted is only told while it comes to the same.
        counted=counted if counted is not None and counted.due == day else None,
        reasons=(rules.policy(policy).reason, rules.reason("provisions.urgent-track")),
        what=what,
        roles=roles,
        persons=persons,
        not_by=not_by,
    )
