"""What runs about the published list of institutions (名单更新): what changed and does not stand in it yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendars.due import Due
from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.roles import Role
from sanctions.publishing.roster_duty import counted_due, obliging
from sanctions.publishing.roster_lines import Change, changes, public_roster
from sanctions.running.core import Running, Scene

_BOTH = (str(Role.SUPERVISOR), str(Role.PUBLISHER))
_TOLD = 10
"""Changes of one day told one by one. A matter of display, no rule."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A change that the public list does not tell yet, and by when it must."""

    change: Change
    due: Due | None
    reasons: tuple[Reason, ...]


def owed(scene: Scene) -> Iterator[Owed]:
    """The changes up to a day that no published version contains and whose duty is on, the earliest first."""
    public = public_roster(scene.reader, scene.on)
    found = changes(scene.reader, scene.on, public)
    for change in obliging(found, scene.rulebook, after=public.id if public else None):
        reason = scene.rulebook.on(change.day).reason("provisions.list-update")
        yield Owed(change, counted_due(change, scene.rulebook, scene.calendar), (reason, _fact(change)))


def _fact(change: Change) -> Reason:
    return Reason(None, None, SourceKind.INFERRED, change.words)


def list_update(scene: Scene) -> Iterator[Running]:
    """One row a day of changes: a season of signings is one thing to do, not hundreds."""
    by_day: dict[date, list[Owed]] = {}
    for one in owed(scene):
        by_day.setdefault(one.change.day, []).append(one)
    for same in by_day.values():
        first = same[0]
        reasons = [*first.reasons, *(one.reasons[-1] for one in same[1:_TOLD])]
        if len(same) > _TOLD:
            more = msg("and {count} changes more of this day", count=len(same) - _TOLD)
            reasons.append(Reason(None, None, SourceKind.INFERRED, more))
        yield Running(
            kind="list-update",
            subject=first.change.subject,
            institution=first.change.institution,
            due=first.due.due if first.due else None,
            counted=first.due,
            reasons=tuple(reasons),
            what=first.change.words if len(same) == 1 else msg("{count} changes of the list", count=len(same)),
            roles=_BOTH,
        )
