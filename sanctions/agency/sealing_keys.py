"""The agency's key of sealed content (密封密钥): which it is, and its change.

The order is what makes it safe to stop anywhere: the new key's file is made beside, everything is wrapped by it and the
change recorded in one transaction, and only then do the files change places. Until they do, the database tells that
the one beside is meant.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db import data_keys, key_files
from db.errors import StoreError
from db.sealing import SealingKey
from db.state import Changed
from db.store import Reader, Store, Writer
from db.tables.blobs import blob
from db.tables.sealed import sealed, sealed_key
from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.roles import MAY
from domain.states.agency import AGENCY_ID
from domain.text import clean
from sanctions.asking import Clock, legal_now, operator_named
from sanctions.permissions import require_role
from sanctions.work import Work

ROTATE = "sealing-key.rotate"
_REASON = 500
assert ROTATE in MAY


@dataclass(frozen=True, slots=True)
class Rotated:
    """A change of keys: fingerprints before (None where nothing was sealed yet) and now, and what it reached.

    `wrapped` counts the records wrapped anew, `closed` those whose key is not here; `kept` is the file of the old key.
    """

    before: str | None
    now: str
    wrapped: int
    closed: int
    kept: Path | None


def rotate(
    store: Store,
    who: str,
    reason: str,
    *,
    clock: Clock,
    lost: bool = False,
    watch: Callable[[int], None] = lambda done: None,
) -> Rotated:
    """Change the agency's key: a new file, every data key wrapped by it, the change in the journal.

    With `lost` the old key is given up: what it closed stays closed. A change that was stopped half-way is settled
    first. Refused ``role.denied``. Raises StoreError ``store.key_missing``, ``store.key_other``, ``sealed.damaged``;
    then nothing was changed.
    """
    told = clean(reason, _REASON, "reason", label=msg("Reason"))
    path = store.key_path
    with store.read() as reader:
        # Asked first, so that whoever may not do it makes no file either.
        require_role(operator_named(reader, who), ROTATE)
    settled(store)
    new = key_files.begin(path)
    for _ in range(3):
        try:
            with store.write() as tx:
                done = _rotated(tx, store, who, told, new, clock=clock, lost=lost, watch=watch)
        except Changed:
            continue
        except (Refused, StoreError):
            _try_to_settle(store)
            raise
        _try_to_settle(store)
        return done
    _try_to_settle(store)
    raise refuse("busy", msg("Somebody else is acting on the same subject. Look again, then repeat."))


def _rotated(
    tx: Writer,
    store: Store,
    who: str,
    reason: str,
    new: SealingKey,
    *,
    clock: Clock,
    lost: bool,
    watch: Callable[[int], None],
) -> Rotated:
    now, today = legal_now(tx, clock)
    actor = operator_named(tx, who)
    require_role(actor, ROTATE)
    work = Work(tx, actor, now=now, today=today, on=today, key=lambda: store.key(tx.connection))
    data_keys.hold_alone(tx.connection)
    # Another change, settled in between, may have taken it for one that was stopped.
    key_files.restore(store.key_path, new)
    before = key_files.key_in_use(tx.connection)
    if before is None:
        before = _standing(store)
    elif not lost:
        _ = work.key
    # Asked for every record, and the files are few.
    key_of = cache(partial(key_files.key_called, store.key_path))
    done = data_keys.rewrap(tx.connection, key_of, new, watch)
    work.follow(
        ROTATE,
        AGENCY_ID,
        {
            "old": before,
            "new": new.id,
            "wrapped": done.wrapped,
            "closed": done.closed,
            "lost": lost or None,
            "reason": reason,
        },
    )
    tx.scrub = True
    kept = store.key_path.with_name(f"{store.key_path.name}.old-{before}") if before is not None else None
    return Rotated(before, new.id, done.wrapped, done.closed, kept)


def _standing(store: Store) -> str | None:
    try:
        return key_files.find_key(store.key_path, None).id
    except StoreError:
        return None


def settled(store: Store) -> None:
    """Finish a change of keys that stopped between the database and the files; nothing where all is in order.

    What the database needs stays, whatever came of a commit that was not answered. Raises StoreError.
    """
    with store.write() as tx:
        data_keys.hold_alone(tx.connection)
        key_files.settle(store.key_path, key_files.key_in_use(tx.connection))


def _try_to_settle(store: Store) -> None:
    """What comes after the change has no say in it: everything opens, and the next one settles it."""
    with suppress(StoreError):
        settled(store)


def told(reader: Reader, store: Store) -> dict[str, Any]:
    """The key in use, where it lies, what hangs on which key, and the keys beside it."""
    path = store.key_path
    in_use = key_files.key_in_use(reader.connection)
    standing = _standing(store)
    changed = list(reader.entries(subject=AGENCY_ID, kinds=(ROTATE,)))
    since: date | None = changed[-1].on if changed else None
    return {
        "fingerprint": in_use or standing,
        "key": str(path),
        "found": key_files.key_called(path, in_use) is not None if in_use is not None else standing is not None,
        "in_place": standing is not None and standing == (in_use or standing),
        "since": since,
        "keys": counts(reader),
        "beside": [{"fingerprint": left.id, "new": left.new, "key": str(left.path)} for left in key_files.beside(path)],
        "rotations": [
            {"on": one.on, "by": one.by, "old": one.maybe("old"), "new": one.text("new"), "reason": one.maybe("reason")}
            for one in changed
        ],
    }


def counts(reader: Reader) -> list[dict[str, Any]]:
    """How many records and contents hang on which key, by its fingerprint."""
    found: dict[str, int] = {}
    own = select(sealed_key.c.record)
    for query in (
        select(sealed_key.c.key_id, func.count()).group_by(sealed_key.c.key_id),
        select(sealed.c.key_id, func.count()).where(sealed.c.id.not_in(own)).group_by(sealed.c.key_id),
        select(blob.c.key_id, func.count())
        .where(blob.c.key_id.is_not(None), blob.c.sha256.not_in(own))
        .group_by(blob.c.key_id),
    ):
        for id, count in reader.connection.execute(query):
            found[id] = found.get(id, 0) + int(count)
    return [{"fingerprint": id, "count": count} for id, count in sorted(found.items())]


def discard(reader: Reader, store: Store, id: str) -> None:
    """Destroy the file of an old key; refused ``not-found``, ``key.needed`` while something still hangs on it."""
    if id == key_files.key_in_use(reader.connection) or any(one["fingerprint"] == id for one in counts(reader)):
        raise refuse(
            "key.needed",
            msg("Something is still sealed under this key. Change the key first: sealing-key rotate"),
            field="fingerprint",
        )
    if not key_files.discard(store.key_path, id):
        raise refuse(
            "not-found",
            msg("No old key with this fingerprint lies here. They are listed by: sealing-key show"),
            field="fingerprint",
        )
