"""The agency's signing keys (签名密钥): the public halves, kept in the journal as they came and went."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.signing import PublicKey, SigningKey, public_key
from db.store import Reader
from domain.acts import Upload
from domain.acts.keys import KEY_ADD, KEY_RETIRE
from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.states.agency import AGENCY_ID
from sanctions.handlers import handles
from sanctions.paging import LIMIT, check_limit
from sanctions.results import Done, Listing
from sanctions.work import Work


@dataclass(frozen=True, slots=True)
class Registered:
    """A public key of the agency: since when, from whom, and until when it was its own."""

    fingerprint: str
    pem: str
    added_on: date
    by: str
    note: str | None = None
    retired_on: date | None = None
    reason: str | None = None

    @property
    def public(self) -> PublicKey:
        """The key itself."""
        return public_key(self.pem.encode())


@handles(KEY_ADD)
def add(work: Work, *, file: Upload, note: str | None) -> Done:
    """Keep a public key; refused ``already`` for one that was ever kept, ``key.not_public``."""
    key = public_key(file.data)
    if any(one.fingerprint == key.fingerprint for one in registered(work.tx)):
        raise refuse("already", msg("This key is registered already. Make a new one: key create"), field="file")
    told = {"fingerprint": key.fingerprint, "public_key": key.pem.decode(), "note": note}
    work.follow("key.add", AGENCY_ID, told)
    return Done(
        id=key.fingerprint,
        data={"fingerprint": key.fingerprint},
        effects=(msg("Give the fingerprint to whoever is to check signatures, by another road than the files."),),
    )


@handles(KEY_RETIRE)
def retire(work: Work, *, fingerprint: str, reason: str) -> Done:
    """End the use of a key; refused ``not-found``, ``already``."""
    found = registered_key(work.tx, fingerprint.strip().lower())
    if found.retired_on is not None:
        raise refuse("already", msg("This key was retired on {day}.", day=found.retired_on), field="fingerprint")
    work.follow("key.retire", AGENCY_ID, {"fingerprint": found.fingerprint, "reason": reason})
    return Done(
        id=found.fingerprint,
        data={"fingerprint": found.fingerprint},
        effects=(msg("Nothing is signed with it any more. What it signed can still be checked."),),
    )


def registered(reader: Reader) -> list[Registered]:
    """Every key the agency ever had, oldest first."""
    found: dict[str, Registered] = {}
    for entry in reader.entries(subject=AGENCY_ID, kinds=("key.add", "key.retire")):
        fingerprint = entry.text("fingerprint")
        if entry.kind == "key.add":
            found[fingerprint] = Registered(
                fingerprint, entry.text("public_key"), entry.on, entry.by, entry.maybe("note")
            )
        else:
            found[fingerprint] = replace(found[fingerprint], retired_on=entry.on, reason=entry.maybe("reason"))
    return list(found.values())


def registered_key(reader: Reader, fingerprint: str) -> Registered:
    """One key by its fingerprint; refused ``not-found``."""
    for one in registered(reader):
        if one.fingerprint == fingerprint:
            return one
    raise refuse(
        "not-found",
        msg("The agency has no key with this fingerprint. The list of its keys: key list"),
        field="fingerprint",
    )


def require_own(reader: Reader, key: SigningKey) -> None:
    """Refuse ``key.unregistered`` or ``key.retired`` for a key that the agency does not sign with."""
    own = {one.fingerprint: one for one in registered(reader)}.get(key.public.fingerprint)
    if own is None:
        raise _unregistered()
    if own.retired_on is not None:
        raise refuse(
            "key.retired",
            msg("This signing key was retired on {day}. Make a new one: key create", day=own.retired_on),
            field="signing_key",
        )


def _unregistered() -> Refused:
    return refuse(
        "key.unregistered",
        msg("This signing key is not one of the agency's. An administrator registers its public half: key add"),
        field="signing_key",
    )


def keys(reader: Reader, *, limit: int = LIMIT, after: str | None = None) -> Listing:
    """The keys as told to the outside, newest first; the cursor is the fingerprint of the last one."""
    check_limit(limit)
    told = [record(one) for one in reversed(registered(reader))]
    start = next((place for place, one in enumerate(told, 1) if one["fingerprint"] == after), 0)
    page = told[start : start + limit]
    return Listing(page, page[-1]["fingerprint"] if start + limit < len(told) else None)


def record(one: Registered) -> dict[str, Any]:
    """A key as told to the outside."""
    return {
        "fingerprint": one.fingerprint,
        "added_on": one.added_on,
        "by": one.by,
        "note": one.note,
        "retired_on": one.retired_on,
        "reason": one.reason,
        "public_key": one.pem,
    }
