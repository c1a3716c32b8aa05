"""Licences of institutions that run out (执业许可到期) while an agreement stands."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from domain.calendars.periods import last_day
from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.states.institutions import Agreement, Institution
from sanctions.intake.agreement_lists import not_ended
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene


def expiring(scene: Scene) -> Iterator[Running]:
    """Licences near their end or past it, of institutions under agreement, until a later day is recorded."""
    view = scene.rulebook.on(scene.on)
    period = view.period("licence.remind_before")
    if period is None or period.unit == "wd":
        return
    reader = scene.reader
    horizon = last_day(scene.on, type(period)(abs(period.n), period.unit))
    institution, agreement = reader.table(Institution), reader.table(Agreement)
    running = exists(
        select(agreement.c.id).where(
            agreement.c.institution == institution.c.code,
            agreement.c.from_day <= scene.on,
            agreement.c.until >= scene.on,
            not_ended(agreement, scene.on),
        )
    )
    near = scene.now_or_then(institution, institution.c.licence_until <= horizon)
    for found in each(reader, Institution, near, running):
        one = as_stood(reader, found, scene.on)
        if one is None or one.licence_until is None or one.licence_until > horizon:
            continue
        text = msg("The licence of {name} ends on {day}, included.", name=one.name_on(scene.on), day=one.licence_until)
        yield Running(
            kind="task",
            subject=one.code,
            institution=one.code,
            due=one.licence_until,
            reasons=(
                Reason(None, None, SourceKind.AGENCY_POLICY, text),
                view.policy("licence.remind_before").reason,
                view.reason("provisions.licence-check"),
            ),
            what=msg("licence ends: see whether it was renewed"),
        )
