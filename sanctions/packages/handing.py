"""Packages that were handed over (移交): which one, to whom, and by the sum of its bytes which file that was."""

import re
from datetime import date
from typing import Any, Final

from db.store import Reader
from domain.acts.packages import PACKAGE_RECORD
from domain.entries import Entry
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.agency import AGENCY_ID
from domain.states.cases import Case
from sanctions.handlers import handles
from sanctions.histories.sending import send
from sanctions.paging import LIMIT, check_limit
from sanctions.results import Done, Listing
from sanctions.work import Work

HISTORY: Final = "history"
"""What a package is about that is not about one case: the record of measures."""

_KIND = "package.record"
_NUMBER = "BJ"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@handles(PACKAGE_RECORD)
def record(
    work: Work,
    *,
    about: str,
    to: str,
    sha256: str,
    institution: str | None,
    since: date | None,
    until: date | None,
    note: str | None,
) -> Done:
    """Keep that a package was handed over; one with the record of measures counts as handing that over too.

    Refused ``not-found`` for a case that is not here, ``value.sha256``, ``package.bounds_of_case``.
    """
    digest = sha256.lower()
    if not _SHA256.fullmatch(digest):
        raise refuse("value.sha256", msg("The SHA-256 has 64 letters and digits (0-9, a-f)."), field="sha256")
    require_about(work.tx, about, institution, since, until)
    effects: tuple[Words, ...] = ()
    sent: str | None = None
    if about == HISTORY:
        handed = send(
            work,
            to=to,
            form="package",
            sha256=digest,
            institution=institution,
            since=since,
            until=until,
            note=note,
        )
        sent, effects = handed.id, handed.effects
    # No subject of its own, so no id among theirs: a number that is written like one.
    id = f"{_NUMBER}-{work.on.year}-{work.tx.number(f'{_NUMBER}-{work.on.year}'):04d}"
    told = {"number": id, "about": about, "to": to, "sha256": digest, "history": sent, "note": note}
    work.follow(_KIND, AGENCY_ID, told)
    return Done(id=id, data={"about": about, "to": to, "sha256": digest, "history": sent}, effects=effects)


def require_about(reader: Reader, about: str, institution: str | None, since: date | None, until: date | None) -> None:
    """Refuse what there is no package of: an unknown case, or a part of one."""
    if about == HISTORY:
        return
    if reader.get(Case, about) is None:
        raise refuse(
            "not-found",
            msg("There is no case {case}. Give the number of a case, or: history", case=about),
            field="about",
        )
    if institution is not None or since is not None or until is not None:
        raise refuse(
            "package.bounds_of_case",
            msg("The file of a case goes whole. An institution and days are for the history alone."),
            field="about",
        )


def packages(reader: Reader, *, limit: int = LIMIT, after: str | None = None) -> Listing:
    """Packages handed over, newest first; the cursor is the number of the last one."""
    check_limit(limit)
    told = [_told(entry) for entry in reader.entries(subject=AGENCY_ID, kinds=(_KIND,))][::-1]
    start = next((place for place, one in enumerate(told, 1) if one["id"] == after), 0)
    page = told[start : start + limit]
    return Listing(page, page[-1]["id"] if start + limit < len(told) else None)


def package(reader: Reader, id: str) -> dict[str, Any]:
    """One package; refused ``not-found``."""
    for entry in reader.entries(subject=AGENCY_ID, kinds=(_KIND,)):
        if entry.fields.get("number") == id:
            return _told(entry)
    raise refuse("not-found", msg("There is no {subject} here.", subject=id), field="id")


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.text("number"),
        "about": entry.text("about"),
        "to": entry.text("to"),
        "sent_on": entry.on,
        "by": entry.by,
        "sha256": entry.text("sha256"),
        "history": entry.maybe("history"),
        "note": entry.maybe("note"),
    }
