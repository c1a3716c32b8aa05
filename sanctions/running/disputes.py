"""What runs about disputes (争议): stays of execution with a last day, after which the decision bites again."""

from collections.abc import Iterator

from domain.messages import msg
from domain.states.disputes import Dispute
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene


def stays(scene: Scene) -> Iterator[Running]:
    """Stays that run and have a last day."""
    table = scene.reader.table(Dispute)
    is_open = scene.now_or_then(table, table.c.outcome.is_(None))
    for found in each(scene.reader, Dispute, is_open, table.c.stays != "[]"):
        dispute = as_stood(scene.reader, found, scene.on)
        if dispute is None or dispute.outcome is not None:
            continue
        for stay in dispute.stays:
            if stay.until is None or not stay.covers(scene.on):
                continue
            yield Running(
                kind="task",
                subject=dispute.id,
                institution=dispute.institution,
                due=stay.until,
                reasons=(scene.rulebook.on(scene.on).reason("provisions.stay-effect"),),
                ours=False,
                what=msg("last day of the stay: {target}", target=dispute.target),
            )
