"""What runs about publication: lists to publish, lists to take back or correct."""

from collections.abc import Iterator

from domain.calendars.due import Due
from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.roles import Role
from domain.rulebook.kinds import MeasureKind
from domain.states.measures import Measure
from domain.states.publications import Publication, Version
from domain.words import VERSIONS
from sanctions.publishing.duty import withdraw_duty
from sanctions.publishing.lists import open_duties
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene

_BOTH = (str(Role.SUPERVISOR), str(Role.PUBLISHER))


def publication(scene: Scene) -> Iterator[Running]:
    """Terminations decided and not yet public."""
    for duty in open_duties(scene.reader, scene.on, scene.rulebook, scene.calendar):
        yield Running(
            kind="publication",
            subject=duty.termination.id,
            institution=duty.termination.institution,
            due=duty.due.due if duty.due else None,
            counted=duty.due,
            reasons=duty.reasons,
            what=duty.label,
            roles=_BOTH,
        )


def withdraw_publication(scene: Scene) -> Iterator[Running]:
    """Lists that name a revoked termination, and decided changes that are not public yet."""
    yield from _revoked(scene)
    yield from _unfinished(scene)


def _revoked(scene: Scene) -> Iterator[Running]:
    table = scene.reader.table(Measure)
    found = each(
        scene.reader,
        Measure,
        table.c.kind == MeasureKind.TERMINATION,
        table.c.end == "revoked",
        table.c.published_on.is_not(None),
    )
    for measure in found:
        duty = withdraw_duty(scene.reader, measure, scene.rulebook, scene.calendar)
        if duty is None or duty.revoked_on > scene.on:
            continue
        yield Running(
            kind="withdraw-publication",
            subject=measure.publication or measure.id,
            institution=measure.institution,
            due=duty.due.due if duty.due else None,
            counted=duty.due,
            reasons=(
                Reason(
                    None,
                    None,
                    SourceKind.INFERRED,
                    msg(
                        "{id} was revoked on {day} and still stands in public: correct or withdraw the list. The days "
                        "are counted as for a publication.",
                        id=measure.id,
                        day=duty.revoked_on,
                    ),
                ),
                *duty.reasons,
            ),
            roles=_BOTH,
        )


def _unfinished(scene: Scene) -> Iterator[Running]:
    table = scene.reader.table(Publication)
    for found in each(scene.reader, Publication, table.c.status == "approved"):
        publication = as_stood(scene.reader, found, scene.on)
        if publication is None or publication.status != "approved" or publication.public is None:
            continue
        # Approving the withdrawal takes nothing down: the day by which it must be done stands until it is public.
        counted = _taken_back_by(scene, publication.public)
        yield Running(
            kind="withdraw-publication",
            subject=publication.id,
            institution=publication.institution,
            due=counted.due if counted else None,
            counted=counted,
            reasons=(
                Reason(
                    None,
                    None,
                    SourceKind.INFERRED,
                    msg("The approved {kind} is not public yet.", kind=VERSIONS[publication.current.kind]),
                ),
            ),
            roles=(str(Role.PUBLISHER),),
        )


def _taken_back_by(scene: Scene, public: Version) -> Due | None:
    """The first day by which a revoked termination of a public list must be out of it; None where none was revoked."""
    measures = (scene.reader.get(Measure, subject) for subject in public.terminations)
    duties = (withdraw_duty(scene.reader, one, scene.rulebook, scene.calendar) for one in measures if one is not None)
    counted = [duty.due for duty in duties if duty is not None and duty.due is not None and duty.revoked_on <= scene.on]
    return min(counted, key=lambda one: one.due, default=None)
