"""The drill: whether a copy can be brought back, tried where it harms nothing."""

from typing import TYPE_CHECKING, Any

from console.cli.command import Answer, Command
from console.errors import ATTENTION
from domain.acts.fields import Field
from domain.messages import Words, msg

if TYPE_CHECKING:
    from console.session import Session
    from db.sealing import SealingKey
    from domain.acts import Upload
    from sanctions.agency.drills import Drilled


def _drill(
    session: "Session",
    *,
    source: str,
    key: str | None,
    against: "Upload | None",
    folder: str | None,
    into: str | None,
) -> Answer:
    from pathlib import Path

    from console.progress import Progress
    from db.engine import normalise_url
    from sanctions.agency.drills import drill
    from sanctions.agency.heads import read_heads

    opener = _key(session, key)
    progress = Progress(session.output, 0)
    try:
        done = drill(
            Path(source),
            clock=session.clock,
            folder=Path(folder) if folder else None,
            into=normalise_url(into) if into else None,
            key=opener,
            heads=read_heads(against.data) if against is not None else (),
            progress=progress.at,
        )
    finally:
        progress.over()
    return Answer(_document(source, done), notes=_notes(done, opener), status=ATTENTION if done.problems else 0)


def _key(session: "Session", given: str | None) -> "SealingKey | None":
    """The key to try: the one named, which must be there, else that of the database in use if there is one."""
    from pathlib import Path

    from db.engine import normalise_url
    from db.errors import StoreError
    from db.sealing import default_key_path, load_key

    if given:
        return load_key(Path(given))
    path = session.key_path or default_key_path(normalise_url(session.settings.database.value or ""))
    try:
        return load_key(path) if path is not None else None
    except StoreError as error:
        if error.code == "store.key_missing":
            return None
        raise


def _document(source: str, done: "Drilled") -> dict[str, Any]:
    stock = done.stock
    return {
        "backup": source,
        "ok": not done.problems,
        "made_at": done.manifest.made_at if done.manifest is not None else None,
        "revision": stock.revision if stock is not None else None,
        "entries": stock.entries if stock is not None else None,
        "head": stock.head if stock is not None else None,
        "counts": stock.counts if stock is not None else {},
        "heads": done.heads,
        "sealed_opened": done.opened,
        "seconds": done.seconds,
        "nothing_left": done.removed,
        "problems": done.problems,
    }


def _notes(done: "Drilled", key: "SealingKey | None") -> list[Words]:
    told: list[Words] = []
    if done.manifest is None and done.stock is not None:
        told.append(msg("There is no manifest beside the copy, so its counts were compared with nothing."))
    if key is None:
        told.append(msg("No key was tried. Name the copy of the key that is kept apart: --key FILE"))
    elif done.opened:
        told.append(msg("Something sealed was opened by the key, and shown to nobody."))
    if done.removed:
        told.append(msg("The drill took {seconds} seconds. What it brought back was removed.", seconds=done.seconds))
    return told


DRILL = Command(
    "database drill",
    msg("Try whether a copy can be brought back"),
    Field("source", msg("Copy"), required=True, positional=True),
    Field("key", msg("Key file"), help=msg("That of the database in use unless given.")),
    Field("against", msg("Signed heads"), "file", help=msg("What journal head --sign wrote, one head a line.")),
    Field("folder", msg("Folder with room for it"), help=msg("Where the system keeps temporary files unless given.")),
    Field("into", msg("Empty PostgreSQL database for a dump"), help=msg("It is emptied again at the end.")),
    run=_drill,
    needs_store=False,
    help=msg(
        "Restores it where nobody looks, verifies and counts, and removes it. Exit status 3 when something is wrong."
    ),
)
