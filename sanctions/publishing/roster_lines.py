"""The list of agreement institutions on a day, the list the public has, and what changed in between."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import msgspec
from sqlalchemy import select

from db.attachments import blob_ref, read_blob
from db.store import PAGE, Reader
from domain.announcements import Announcement
from domain.messages import Message, Words, msg
from domain.refusals import refuse
from domain.rosters import Difference, Line, differences
from domain.states.agency import AGENCY_ID
from domain.states.institutions import Agreement, Institution, Named
from domain.states.rosters import Roster
from sanctions.intake.agreement_lists import not_ended
from sanctions.reading import as_stood, each

_DAY = timedelta(days=1)
_ENTERED = ("agreement.sign", "agreement.restore", "agreement.correct")
_ENDINGS: Mapping[str, Message] = {
    "terminated": msg("terminated"),
    "agreed": msg("ended by consent"),
    "not-renewed": msg("not renewed"),
    "lapsed": msg("lapsed"),
    "expired": msg("expired"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that set the list apart from the one the public has.

    `kind` is signed, ended, renamed or succeeded; `day` the first day the list is another one; `subject` the number of
    the agreement or the code of the institution. `why` tells how an agreement ended, `before` the former name.
    """

    kind: str
    day: date
    subject: str
    institution: str
    name: str
    service: str | None = None
    why: str | None = None
    before: str | None = None

    @property
    def words(self) -> Words:
        """The change in one sentence."""
        match self.kind:
            case "signed":
                return msg("{day}: {name} is new on the list ({subject}).", **self._told)
            case "renamed":
                return msg("{day}: {before} is now called {name}.", **self._told, before=self.before or "-")
            case "succeeded":
                return msg("{day}: {name} is carried on by {by}.", **self._told, by=self.why or "-")
        end = _ENDINGS.get(self.why or "", msg("no longer in force"))
        return msg("{day}: {name} is off the list ({subject}, {end}).", **self._told, end=end)

    @property
    def _told(self) -> "dict[str, str | date]":
        return {"day": self.day, "name": self.name, "subject": self.subject}


def lines_on(reader: Reader, day: date) -> list[Line]:
    """Every agreement in force on a day with its institution, read in pages; names as borne on that day."""
    found: list[Line] = []
    after = ""
    while len(page := _page(reader, day, after)) == PAGE:
        found += page
        after = f"agreement:{page[-1].agreement}"
    return found + page


def _page(reader: Reader, day: date, after: str) -> list[Line]:
    a, i = reader.table(Agreement), reader.table(Institution)
    query = (
        select(a.c.number, a.c.service, i.c.code, i.c.name, i.c.names, i.c.district)
        .join(i, i.c.code == a.c.institution)
        .where(a.c.from_day <= day, a.c.until >= day, not_ended(a, day), a.c.id > after)
        .order_by(a.c.id)
        .limit(PAGE)
    )
    return [
        Line(
            institution=row.code,
            name=_name_on(row.name, row.names, day),
            service=row.service,
            agreement=row.number,
            district=row.district,
        )
        for row in reader.connection.execute(query)
    ]


def _name_on(name: str, names: str, day: date) -> str:
    borne = msgspec.json.decode(names, type=tuple[Named, ...])
    earlier = [one.name for one in borne if one.from_day <= day]
    return earlier[-1] if earlier else (borne[0].name if borne else name)


def public_roster(reader: Reader, on: date) -> Roster | None:
    """The version the public had at the end of a day."""
    table = reader.table(Roster)
    order = (table.c.as_of.desc(), table.c.ordinal.desc())
    found = reader.find(Roster, table.c.published_on <= on, order=order, limit=1)
    return found[0] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a version was composed of: its lines, and what they changed in the list that was public then.

    `paper` is what it says part by part; versions of older programs have only their text.
    """

    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    paper: Announcement | None = None

    def encoded(self) -> bytes:
        """As it is kept."""
        return msgspec.json.encode(self)


def stored_text(reader: Reader, sha256: str) -> str:
    """The frozen text of a version, verified against its SHA-256."""
    return _stored(reader, sha256).decode()


def stored_bytes(reader: Reader, sha256: str) -> bytes:
    """A format of a version as it was kept, verified likewise."""
    return _stored(reader, sha256)


def stored_lines(reader: Reader, sha256: str) -> Frozen:
    """What a version was composed of, verified likewise."""
    return _decoded(_stored(reader, sha256))


def _stored(reader: Reader, sha256: str) -> bytes:
    ref = blob_ref(reader.connection, sha256)
    if ref is None:
        raise refuse("roster.lost", msg("The frozen list is missing here."), field="id")
    return b"".join(read_blob(reader.connection, ref))


@lru_cache(maxsize=4)
def _decoded(data: bytes) -> Frozen:
    return msgspec.json.decode(data, type=Frozen)


def changes(reader: Reader, on: date, public: Roster | None, later: Sequence[Line] | None = None) -> list[Change]:
    """What sets the list of a day apart from the one the public has, the earliest change first.

    `later` is the list of the day where it is at hand. Where no version was published here, the public list is that of
    the day before the record begins: what stood then was made public elsewhere, or is not ours to tell.
    """
    if public is not None:
        start = public.as_of
        earlier: Sequence[Line] = stored_lines(reader, public.lines_sha256).lines
    else:
        start = _beginning(reader) - _DAY
        earlier = lines_on(reader, start)
    later = lines_on(reader, on) if later is None else later
    found = [_change(reader, one, start, on) for one in differences(earlier, later)]
    listed = {line.institution for line in later}
    found += [change for change in _succeeded(reader, start, on) if change.institution in listed]
    return sorted(found, key=lambda one: (one.day, one.kind != "ended", one.subject))


def _beginning(reader: Reader) -> date:
    """The day this record begins."""
    return next(iter(reader.entries(subject=AGENCY_ID))).on


def _change(reader: Reader, one: Difference, start: date, on: date) -> Change:
    line = one.line
    agreement = reader.get(Agreement, f"agreement:{line.agreement}")
    day, why, kind, subject = on, None, "signed", line.agreement
    if one.kind == "renamed":
        kind, subject = "renamed", line.institution
        institution = reader.get(Institution, f"institution:{line.institution}")
        day = max((n.from_day for n in institution.names if n.from_day <= on), default=on) if institution else on
    elif one.kind == "removed":
        kind = "ended"
        if agreement is not None and agreement.status(on) != "in-force":
            day = agreement.ended_on or agreement.until + _DAY
            why = agreement.status(on)
    elif agreement is not None:
        day = agreement.from_day
        if day <= start:
            # Entered, or brought back, after the list that leaves it out was made.
            acts = reader.entries(subject=agreement.id, kinds=_ENTERED)
            day = max((entry.on for entry in acts if entry.on <= on), default=day)
    return Change(
        kind=kind,
        day=day,
        subject=subject,
        institution=line.institution,
        name=line.name,
        service=line.service if one.kind != "renamed" else None,
        why=why,
        before=one.before,
    )


def _succeeded(reader: Reader, start: date, on: date) -> Iterator[Change]:
    table = reader.table(Institution)
    found = each(reader, Institution, table.c.succeeded_on > start, table.c.succeeded_on <= on)
    for one in found:
        stood = as_stood(reader, one, on)
        if stood is None or stood.succeeded_on is None or stood.successor is None:
            continue
        successor = reader.get(Institution, f"institution:{stood.successor}")
        yield Change(
            kind="succeeded",
            day=stood.succeeded_on,
            subject=one.code,
            institution=one.code,
            name=one.name_on(on),
            why=successor.name_on(on) if successor else stood.successor,
        )
