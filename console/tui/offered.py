"""Which acts a page offers to an operator, in which order, and why not the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.tui.bulk import unfit
from console.tui.session import Opened
from console.tui.subjects import Subject
from domain.acts import Act, acts
from domain.messages import Message, Words, msg
from domain.roles import DELEGATED, MAY, ROLE_WORDS, Role

Barred = Mapping[tuple[str, str], Mapping[str, Message]]
"""Noun and id of a subject -> the acts its state does not allow, and why."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the menu: an act on a subject, or the heading over some. `denied` says why it may not be done."""

    label: Words
    act: Act | None = None
    subject: Subject | None = None
    denied: Message | None = None
    note: Message | None = None

    @property
    def key(self) -> str:
        """What tells offers apart; empty for a heading."""
        if self.act is None:
            return ""
        return f"{self.act.kind} {self.subject.id if self.subject else ''}".strip()


DECIDING = ("approve", "reject", "return")
_RECORDS = frozenset(
    {
        *("attach.add", "task.add", "event.record", "survey.record", "complaint.link", "complaint.add-reporter"),
        *(
            "operator.tie",
            "agreement.clause",
            "institution.change",
            "institution.rename",
            "institution.succeed",
            "case.archive",
        ),
    }
)
_CORRECTING = frozenset({"correct", "amend", "withdraw", "revoke", "cancel", "drop"})
"""Verbs of acts that change or take back what stands."""

NEXT = {
    "approval": ("approve", "resubmit", "case.acknowledge"),
    "publication": ("publication.draft", "publication.publish"),
    "withdraw-publication": ("publication.withdraw",),
    "list-update": ("roster.publish",),
    "must-terminate": ("case.open",),
    "recheck": ("measure.recheck",),
    "defence-end": ("measure.defence",),
    "urgent-review": ("approve", "measure.defence"),
    "hold-review": ("hold.review",),
    "hold": ("hold.release",),
    "complaint-clock": ("complaint.accept", "complaint.answer"),
    "renewal": ("renewal.decide", "renewal.file"),
    "decide-inpatients": ("measure.decide-inpatient",),
    "task": ("task.done",),
}
"""Kind of deadline -> the acts that answer it."""


def offered(
    subject: Subject | None, about: Subject | None, opened: Opened, barred: Barred | None = None
) -> list[Offer]:
    """The acts on a line's subject, on the page's own, on the institution behind them, and those on nothing.

    On each: what comes next, what is recorded beside it, what corrects; last what cannot be done now, and why.
    """
    found: list[Offer] = []
    seen: set[str] = set()
    for one in subjects_of(subject, about):
        whys = (barred or {}).get((one.noun, one.id), {})
        found += _group([act for act in acts() if one.noun in act.on], one, opened, seen, whys, first=not found)
    free = [act for act in acts() if act.subject is None]
    found += _group(free, None, opened, seen, {}, first=False)
    return found


def subjects_of(subject: Subject | None, about: Subject | None) -> list[Subject]:
    """What a line and its page are about, and the institution behind them."""
    return list(_subjects(subject, about))


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


def _group(
    some: Sequence[Act],
    subject: Subject | None,
    opened: Opened,
    seen: set[str],
    whys: Mapping[str, Message],
    *,
    first: bool,
) -> list[Offer]:
    offers = []
    for act in some:
        offer = Offer(act.label, act, subject, denial(act, subject, opened) or whys.get(act.kind))
        if offer.key not in seen:
            seen.add(offer.key)
            offers.append(offer)
    if not offers:
        return []
    wanted = _wanted(subject)
    offers.sort(key=lambda offer: _place(offer, wanted))
    heading = msg("{id} {name}", id=subject.id, name=subject.name) if subject else msg("Everywhere")
    # Only what the line is about is told in parts; the rest stays short.
    return [Offer(heading), *(_in_parts(offers) if first else offers)]


def _in_parts(offers: Sequence[Offer]) -> Iterable[Offer]:
    """The offers with headings over the later parts."""
    part = 0
    for offer in offers:
        here = _part(offer)
        if here != part:
            part = here
            yield Offer(_PARTS[here])
        yield offer


_PARTS = (msg("Next"), msg("Beside it"), msg("Corrections"), msg("Not now, or not by you"))


def _part(offer: Offer) -> int:
    assert offer.act is not None
    if offer.denied is not None:
        return 3
    if offer.act.kind in _RECORDS:
        return 1
    return 2 if offer.act.kind.rpartition(".")[2] in _CORRECTING else 0


def _place(offer: Offer, wanted: Sequence[str]) -> tuple[int, int]:
    assert offer.act is not None
    kind = offer.act.kind
    if offer.denied is None and kind in wanted:
        return 0, wanted.index(kind)
    return _part(offer), len(wanted)


def _wanted(subject: Subject | None) -> tuple[str, ...]:
    """What the page recommends: what answers the deadline of the line, or decides what waits."""
    if subject is None:
        return ()
    record = subject.record
    if any(one.get("verdict") in ("mandatory", "recommended") for one in record.get("options") or ()):
        return ("measure.propose",)
    answers = NEXT.get(str(record.get("kind") or ""), ()) if "due" in record else ()
    return (*answers, *DECIDING) if record.get("pending") or answers[:1] == ("approve",) else answers


def denial(act: Act, subject: Subject | None, opened: Opened) -> Message | None:
    """Why an operator cannot do an act here, as far as roles and four eyes tell; the use case decides anyway."""
    allowed = MAY.get(act.kind, frozenset())
    instead = opened.stands_in and act.kind in DELEGATED
    if not instead and not any(Role(role) in allowed for role in opened.roles):
        return msg("needs {roles}", roles=tuple(ROLE_WORDS[role] for role in sorted(allowed)))
    if act.kind in (*DECIDING, "resubmit") and subject is not None and "pending" in subject.record:
        pending = subject.record["pending"]
        if not pending:
            return msg("nothing waits here")
    return None


def offered_for_all(subjects: Sequence[Subject], opened: Opened, barred: Barred) -> list[Offer]:
    """The acts that everything marked takes; what cannot be done to several, or to none of them, comes last."""
    nouns = {one.noun for one in subjects}
    offers = []
    for act in acts():
        if not nouns or not nouns <= set(act.on):
            continue
        whys = [barred.get((one.noun, one.id), {}).get(act.kind) for one in subjects]
        able = sum(why is None for why in whys)
        denied = denial(act, None, opened) or unfit(act) or (whys[0] if not able else None)
        note = msg("{n} of {total}", n=able, total=len(subjects)) if able < len(subjects) else None
        offers.append(Offer(act.label, act, None, denied, note if denied is None else None))
    wanted = _wanted(subjects[0]) if subjects else ()
    offers.sort(key=lambda offer: _place(offer, wanted))
    return list(_in_parts(offers))
