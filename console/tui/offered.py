"""Which acts a page offers to an operator, and why not the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from console.tui.session import Opened
from console.tui.subjects import Subject
from domain.acts import Act, acts
from domain.messages import Message, Words, msg
from domain.roles import DELEGATED, MAY, ROLE_WORDS, Role


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the menu: an act on a subject, or the heading over some. `denied` says why it may not be done."""

    label: Words
    act: Act | None = None
    subject: Subject | None = None
    denied: Message | None = None

    @property
    def key(self) -> str:
        """What tells offers apart; empty for a heading."""
        if self.act is None:
            return ""
        return f"{self.act.kind} {self.subject.id if self.subject else ''}".strip()


def offered(subject: Subject | None, about: Subject | None, opened: Opened) -> list[Offer]:
    """The acts on a line's subject, on the page's own, on the institution behind them, and those on nothing."""
    found: list[Offer] = []
    seen: set[str] = set()
    for one in _subjects(subject, about):
        found += _group(_on(one), one, opened, seen)
    free = [act for act in acts() if act.subject is None]
    found += _group(free, None, opened, seen)
    return found


def _subjects(subject: Subject | None, about: Subject | None) -> Iterable[Subject]:
    seen = set()
    for one in (subject, about):
        if one is not None and one.id not in seen:
            seen.add(one.id)
            yield one
    for one in (subject, about):
        if one is not None and one.institution and one.institution not in seen:
            seen.add(one.institution)
            yield Subject(
                "institution", one.institution, one.institution, one.name if one.noun == "institution" else ""
            )


def _on(subject: Subject) -> list[Act]:
    return [act for act in acts() if subject.noun in act.on]


def _group(some: list[Act], subject: Subject | None, opened: Opened, seen: set[str]) -> list[Offer]:
    offers = []
    for act in some:
        offer = Offer(act.label, act, subject, denial(act, subject, opened))
        if offer.key not in seen:
            seen.add(offer.key)
            offers.append(offer)
    if not offers:
        return []
    # What may be done comes first.
    offers.sort(key=lambda offer: offer.denied is not None)
    heading = msg("{id} {name}", id=subject.id, name=subject.name) if subject else msg("Everywhere")
    return [Offer(heading), *offers]


def denial(act: Act, subject: Subject | None, opened: Opened) -> Message | None:
    """Why an operator cannot do an act here, as far as roles and four eyes tell; the use case decides anyway."""
    allowed = MAY.get(act.kind, frozenset())
    instead = opened.stands_in and act.kind in DELEGATED
    if not instead and not any(Role(role) in allowed for role in opened.roles):
        return msg("needs {roles}", roles=tuple(ROLE_WORDS[role] for role in sorted(allowed)))
    if act.kind in ("approve", "reject", "return", "resubmit") and subject is not None and "pending" in subject.record:
        pending = subject.record["pending"]
        if not pending:
            return msg("nothing waits here")
    return None
