"""A drill (恢复演练): a copy brought back to a place of its own, proven there, and taken away again."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from sqlalchemy import URL, Connection, select

from db.backup import restore, take_back
from db.engine import make_engine, normalise_url, read_connection
from db.errors import StoreError
from db.identify import Found, identify
from db.manifest import Manifest, Stock, Watch, take_stock
from db.sealing import SealingKey, unseal
from db.store import Reader, Store
from db.tables.sealed import sealed
from db.upgrade import upgrade
from domain.messages import msg
from domain.refusals import refuse
from sanctions.agency.care import problems_of
from sanctions.agency.heads import Head, hashes_of, hold_against, own_keys
from sanctions.agency.telling import Problem, problem
from sanctions.asking import Clock

_OF_THE_COPY = frozenset(
    {*("store.damaged", "store.newer", "journal.broken", "state.differs", "attachment.damaged", "store.tool")}
)
"""What a copy itself is to blame for; anything else is in the way of the drill."""
_TRIED = 20


@dataclass(slots=True)
class Drilled:
    """What came of a drill.

    `stock` is what came back, `brought` that something did. `opened` is whether something sealed could be opened (None:
    nothing is sealed, or no key was given), `heads` how many signed heads hold, `seconds` how long it took, rounded
    up. `removed` says that nothing of it is left.
    """

    manifest: Manifest | None = None
    stock: Stock | None = None
    brought: bool = False
    opened: bool | None = None
    heads: int = 0
    seconds: int = 0
    removed: bool = False
    problems: list[Problem] = field(default_factory=list)


def drill(
    copy: Path,
    *,
    clock: Clock,
    folder: Path | None = None,
    into: URL | None = None,
    key: SealingKey | None = None,
    heads: Sequence[Head] = (),
    progress: Watch | None = None,
) -> Drilled:
    """Bring a copy back, verify its journal, fold it anew, count, and open one sealed record without showing it.

    A file is restored into a folder nobody else can enter, made in `folder` or where the system keeps such; a dump
    `into` an empty server database, which is emptied again. Refused ``drill.into`` for a dump without one. What is
    wrong with the copy is told as problems; StoreError says what kept the drill from being held.
    """
    begun = clock()
    done = Drilled()
    if into is not None:
        try:
            _at(into, copy, done, clock, key, heads, progress)
        finally:
            # Never what somebody else has there.
            if done.brought:
                take_back(into)
        done.removed = _is_empty(into)
    else:
        _require_file(copy)
        place = Path(tempfile.mkdtemp(prefix="jiandu-drill-", dir=folder))
        try:
            _at(normalise_url(place / "restored.db"), copy, done, clock, key, heads, progress)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        done.removed = not place.exists()
    if not done.removed:
        words = msg("What the drill brought back could not be taken away again. Remove it by hand.")
        done.problems.append(problem("drill.left", None, words))
    done.seconds = ceil((clock() - begun).total_seconds())
    return done


def _require_file(copy: Path) -> None:
    try:
        with copy.open("rb") as file:
            dumped = file.read(5) == b"PGDMP"
    except OSError:
        return
    if dumped:
        raise refuse(
            "drill.into",
            msg("This copy is of a PostgreSQL database. Name an empty one to restore it into: --into ADDRESS"),
            field="into",
        )


def _is_empty(url: URL) -> bool:
    engine = make_engine(url)
    try:
        return identify(engine).found is Found.EMPTY
    finally:
        engine.dispose()


def _at(
    url: URL,
    copy: Path,
    done: Drilled,
    clock: Clock,
    key: SealingKey | None,
    heads: Sequence[Head],
    progress: Watch | None,
) -> None:
    try:
        done.manifest = restore(copy, url, progress)
        done.brought = True
        done.stock = _stock_of(url)
        done.problems += _counted(done.manifest, done.stock)
        upgrade(url, None, now=clock())
    except StoreError as error:
        if error.code not in _OF_THE_COPY:
            raise
        done.problems.append(problem(error.code, None, error.message))
        return
    store = Store.open(url, read_only=True)
    try:
        with store.read() as reader:
            done.problems += problems_of(reader)
            done.problems += _headed(reader, heads, done)
            done.problems += _opened(reader.connection, key, done)
    finally:
        store.close()


def _stock_of(url: URL) -> Stock:
    engine = make_engine(url)
    try:
        with read_connection(engine) as connection:
            return take_stock(connection)
    finally:
        engine.dispose()


def _counted(manifest: Manifest | None, stock: Stock) -> Iterator[Problem]:
    """Where what was restored is not what the manifest counts."""
    if manifest is None:
        return
    told = {"entries": manifest.entries, "head": manifest.head, "revision": manifest.revision, **manifest.counts}
    found = {"entries": stock.entries, "head": stock.head, "revision": stock.revision, **stock.counts}
    for name in sorted(told.keys() | found.keys()):
        if told.get(name) != found.get(name):
            words = msg(
                "The manifest says {told} for {name}, and {found} came back.",
                told=str(told.get(name)),
                name=name,
                found=str(found.get(name)),
            )
            yield problem("drill.counts", name, words)


def _headed(reader: Reader, heads: Sequence[Head], done: Drilled) -> Iterator[Problem]:
    if not heads:
        return
    held = hold_against(heads, own_keys(reader), hashes_of(reader))
    done.heads = sum(bool(one["ok"]) for one in held.heads)
    for one in held.heads:
        if not one["ok"]:
            words = msg("The signed head of entry {number} does not hold for this copy.", number=one["entries"])
            yield problem(str(one["code"]), str(one["entries"]), words)


def _opened(connection: Connection, key: SealingKey | None, done: Drilled) -> Iterator[Problem]:
    """Open the first sealed record that can be; what is in it goes nowhere."""
    if key is None:
        return
    failed: StoreError | None = None
    for record in connection.execute(select(sealed.c.id).order_by(sealed.c.id).limit(_TRIED)).scalars():
        try:
            unseal(connection, key, record)
        except StoreError as error:
            failed = error
            if error.code == "store.key_missing":
                break
        else:
            done.opened = True
            return
    if failed is not None:
        done.opened = False
        if failed.code == "store.key_missing":
            yield problem(
                failed.code, None, msg("This key does not open what is sealed in the copy. Find the right one.")
            )
        else:
            yield problem(failed.code, None, failed.message)
