"""A clause of the agreement is told as one, whatever kind of source the ground of the measure has."""

from types import SimpleNamespace
from typing import cast

import pytest

from domain.reasons import SourceKind
from domain.states.measures import Measure
from sanctions.basis import basis_of


@pytest.mark.parametrize(
    ("clause", "ground", "kind", "told"),
    [
        ("第十八条", "ZB 五(三)", "notice_literal", ("第十八条", SourceKind.AGREEMENT_CLAUSE)),
        (None, "ZB 五(三)", "notice_literal", ("ZB 五(三)", SourceKind.NOTICE_LITERAL)),
        (None, None, None, (None, SourceKind.AGREEMENT_CLAUSE)),
    ],
)
def test_where_a_measure_rests(
    clause: str | None, ground: str | None, kind: str | None, told: tuple[str | None, SourceKind]
) -> None:
    measure = SimpleNamespace(agreement_clause=clause, ground_clause=ground, source_kind=kind)
    assert basis_of(cast(Measure, measure)) == told
