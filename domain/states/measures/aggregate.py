"""The aggregate of measures, which every module of their acts adds to."""

from domain.states.core import Aggregate
from domain.states.measures.state import Measure

MEASURE = Aggregate("measure", "CL", Measure)
