"""What runs about publication: lists to publish, lists to take back or correct."""

from collections.abc import Iterator

from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.roles import Role
from domain.rulebook.kinds import MeasureKind, Nature
from domain.states.measures import Measure
from domain.states.publications import Publication
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
        revoked_on = max(
            (e.on for e in scene.reader.entries(subject=measure.id, kinds=("measure.approve",)) if _revokes(e.fields)),
            default=measure.last_on,
        )
        if revoked_on > scene.on:
            continue
        view = scene.rulebook.on(revoked_on)
        rule = view.pack.publications[Nature(measure.nature or Nature.BREACH)]
        counted = scene.counted(revoked_on, view.period(rule.period))
        yield Running(
            kind="withdraw-publication",
            subject=measure.publication or measure.id,
            institution=measure.institution,
            due=counted.due if counted else None,
            counted=counted,
            reasons=(
                Reason(
                    None,
                    None,
                    SourceKind.INFERRED,
                    msg(
                        "{id} was revoked on {day} and still stands in public: correct or withdraw the list. The days "
                        "are counted as for a publication.",
                        id=measure.id,
                        day=revoked_on,
                    ),
                ),
                *view.reasons(rule)[1:],
            ),
            roles=_BOTH,
        )


def _revokes(fields: object) -> bool:
    return isinstance(fields, dict) and fields.get("decides") == "revoke"


def _unfinished(scene: Scene) -> Iterator[Running]:
    table = scene.reader.table(Publication)
    for found in each(scene.reader, Publication, table.c.status == "approved"):
        publication = as_stood(scene.reader, found, scene.on)
        if publication is None or publication.status != "approved" or publication.public is None:
            continue
        yield Running(
            kind="withdraw-publication",
            subject=publication.id,
            institution=publication.institution,
            due=None,
            reasons=(
                Reason(
                    None,
                    None,
                    SourceKind.INFERRED,
                    msg("The approved {kind} is not public yet.", kind=publication.current.kind),
                ),
            ),
            roles=(str(Role.PUBLISHER),),
        )
