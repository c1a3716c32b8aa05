"""Working days, periods and due dates. Functions live in their modules: due, periods, relative, loading."""

from domain.calendars.arrangements import Arrangement, Notice
from domain.calendars.model import Calendar, Day, DayKind
from domain.calendars.periods import Period

__all__ = ["Arrangement", "Calendar", "Day", "DayKind", "Notice", "Period"]
