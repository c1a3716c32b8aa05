"""Everything about measures (处理措施): importing this registers every act of theirs and every decision on them."""

from sanctions import decisions, hearing, measure_ends, proposals, service
from sanctions.measure_lists import measure, measures
from sanctions.options import options

__all__ = ["decisions", "hearing", "measure", "measure_ends", "measures", "options", "proposals", "service"]
