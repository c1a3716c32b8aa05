"""The stretch of time a time line shows: whole months, which keys move along or make more and fewer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from console.tui.widgets.scale import Span, month_on

ZOOMS = (3, 6, 12, 24, 60)
"""Months over the width, from near to far."""
_MOST, _LEAST, _AHEAD = 12, 4, 3
"""Months of the first look, and how many of them may lie ahead of today; the rest is to the right."""


@dataclass(frozen=True, slots=True)
class Window:
    """`months` whole months from the first day `first` on."""

    first: date
    months: int

    @property
    def last(self) -> date:
        """The last day in it."""
        return month_on(self.first, self.months) - timedelta(days=1)

    def before(self, span: Span) -> bool:
        """Whether a span is over when the window begins."""
        return span.last is not None and span.last < self.first

    def behind(self, span: Span) -> bool:
        """Whether a span begins only after the window."""
        return span.first > self.last

    def moved(self, months: int, spans: Iterable[Span], today: date) -> "Window":
        """So many months on, or back where negative, as far as there is anything to see."""
        days = [today, *(day for span in spans for day in (span.first, span.last) if day is not None)]
        # At either end one month of what there is stays in sight.
        low, high = month_on(min(days), 1 - self.months), month_on(max(days), 0)
        return replace(self, first=min(max(month_on(self.first, months), low), high))

    def zoomed(self, step: int, spans: Iterable[Span], today: date) -> "Window":
        """The next zoom nearer (-1) or farther (1); today stays in sight where it is, else the right edge stays."""
        wanted = [n for n in ZOOMS if (n > self.months if step > 0 else n < self.months)]
        if not wanted:
            return self
        months = wanted[0] if step > 0 else wanted[-1]
        first = month_on(self.first, self.months - months)
        if self.first <= today <= self.last:
            first = min(first, month_on(today, 0))
        return Window(first, months).moved(0, spans, today)


def window_around(spans: Iterable[Span], today: date) -> Window:
    """The first look: whole months from the earliest span to today and a little ahead, the latest twelve of them."""
    spans = tuple(spans)
    ends = [day for span in spans for day in (span.first, span.last) if day is not None]
    end = min(max([today, *ends]), month_on(today, _AHEAD + 1) - timedelta(days=1))
    begin = max(min((span.first for span in spans), default=today), month_on(end, 1 - _MOST))
    # A scale of few months would make every bar a wall.
    begin = month_on(min(begin, month_on(end, 1 - _LEAST)), 0)
    return Window(begin, (end.year - begin.year) * 12 + end.month - begin.month + 1)
