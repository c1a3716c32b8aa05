"""What a measure rests on, in one clause and with what kind of source that is."""

from domain.reasons import SourceKind
from domain.states.measures import Measure


def basis_of(measure: Measure) -> tuple[str | None, SourceKind]:
    """The clause of the agreement where there is one, otherwise that of the ground, and where it comes from.

    What kind of source is kept with a measure is that of its ground: a clause of the agreement is never the notice's.
    """
    if measure.agreement_clause is not None or measure.source_kind is None:
        return measure.agreement_clause or measure.ground_clause, SourceKind.AGREEMENT_CLAUSE
    return measure.ground_clause, SourceKind(measure.source_kind)
