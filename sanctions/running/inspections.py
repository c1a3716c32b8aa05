"""What runs about inspections: plans not carried out yet."""

from collections.abc import Iterator

from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.states.inspections import Inspection
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene


def planned(scene: Scene) -> Iterator[Running]:
    """Inspections planned and not held."""
    table = scene.reader.table(Inspection)
    for found in each(scene.reader, Inspection, scene.now_or_then(table, table.c.status == "planned")):
        inspection = as_stood(scene.reader, found, scene.on)
        if inspection is None or inspection.status != "planned" or inspection.plan_by is None:
            continue
        text = msg("Planned to be held by {day}.", day=inspection.plan_by)
        yield Running(
            kind="task",
            subject=inspection.id,
            institution=inspection.institution,
            due=inspection.plan_by,
            reasons=(Reason(None, None, SourceKind.AGENCY_POLICY, text),),
            what=msg("planned inspection"),
        )
