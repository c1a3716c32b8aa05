"""The life of a measure (处理措施), derived from its acts."""

from domain.states.measures import acts, aside, carrying, papers
from domain.states.measures.aggregate import MEASURE as MEASURE
from domain.states.measures.parts import BillAmount, Noticed
from domain.states.measures.state import DECISION, NEVER_BOUND, UNDER_WAY, Measure

__all__ = [
    "DECISION",
    "MEASURE",
    "NEVER_BOUND",
    "UNDER_WAY",
    "BillAmount",
    "Measure",
    "Noticed",
    "acts",
    "aside",
    "carrying",
    "papers",
]
