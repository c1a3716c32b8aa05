"""The key of sealed content: which it is, changing it, destroying an old one."""

from typing import TYPE_CHECKING, Any

from console.cli.command import Answer, Command
from domain.acts.fields import LONG, Field
from domain.messages import Words, msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from console.session import Look, Session

_ACT = "sealing-key.rotate"
_HALFWAY = msg("A change of keys stopped half-way. Nothing is lost; finish it with: sealing-key settle")


def _here_only(session: "Session") -> None:
    """Key files are for whoever keeps the machine, never for an account that somebody else fixed."""
    if session.settings.confined:
        raise refuse("confined", msg("This is done on the machine itself, by whoever keeps the key file."))


def _show(look: "Look") -> Answer:
    from sanctions.agency.sealing_keys import told

    _here_only(look.session)
    look.operator(_ACT)
    found = told(look.reader, look.session.store)
    notes: list[Words] = []
    if not found["found"]:
        notes.append(msg("The key of this database does not lie here: what is sealed stays closed."))
    elif not found["in_place"]:
        notes.append(_HALFWAY)
    return Answer(found, notes=notes)


def _rotate(session: "Session", *, reason: str, lost: bool) -> Answer:
    from console.progress import Progress
    from sanctions.agency.sealing_keys import rotate, told

    _here_only(session)
    progress = Progress(session.output, 0)
    try:
        done = rotate(
            session.store,
            session.who(),
            reason,
            clock=session.clock,
            lost=lost,
            watch=lambda count: progress.at(count, count),
        )
    finally:
        progress.over()
    document: dict[str, Any] = {
        "before": done.before,
        "fingerprint": done.now,
        "key": str(session.store.key_path),
        "wrapped": done.wrapped,
        "closed": done.closed,
        "kept": str(done.kept) if done.kept is not None and done.kept.exists() else None,
    }
    notes: list[Words] = [msg("Copy the new key file to where the copy of the old one lies; nothing opens without it.")]
    if document["kept"] is not None:
        notes.append(
            msg(
                "Copies of the database from before still need the old key. When none is kept any more, destroy it: "
                "sealing-key discard {id}",
                id=done.before or "",
            )
        )
    with session.look() as look:
        if not told(look.reader, session.store)["in_place"]:
            notes.append(_HALFWAY)
    if done.closed:
        notes.append(msg("Records whose key is not here, and which stay closed: {count}.", count=done.closed))
    return Answer(document, notes=notes)


def _settle(session: "Session") -> Answer:
    from sanctions.agency.sealing_keys import settled, told

    _here_only(session)
    with session.look() as look:
        look.operator(_ACT)
    settled(session.store)
    with session.look() as look:
        return Answer(told(look.reader, session.store))


def _discard(look: "Look", *, fingerprint: str) -> Answer:
    from sanctions.agency.sealing_keys import discard

    _here_only(look.session)
    look.operator(_ACT)
    discard(look.reader, look.session.store, fingerprint.strip().lower())
    return Answer({"fingerprint": fingerprint.strip().lower()}, notes=(msg("The old key is destroyed."),))


COMMANDS = (
    Command(
        "sealing-key show",
        msg("Show which key opens what is sealed"),
        run=_show,
        help=msg("Its fingerprint, its file, how much hangs on it, and the keys beside it."),
    ),
    Command(
        "sealing-key rotate",
        msg("Change the key of what is sealed"),
        Field("reason", msg("Reason"), "text", required=True, limit=LONG),
        Field(
            "lost",
            msg("The old key is lost"),
            "flag",
            help=msg("Begin a new one; what the lost one closed stays closed."),
        ),
        run=_rotate,
        needs_store=False,
        help=msg(
            "Makes a new key file and wraps the key of every identity by it. Stopped anywhere, everything still opens."
        ),
    ),
    Command(
        "sealing-key settle",
        msg("Finish a change of keys that was stopped"),
        run=_settle,
        needs_store=False,
    ),
    Command(
        "sealing-key discard",
        msg("Destroy the file of an old key"),
        Field("fingerprint", msg("Fingerprint"), required=True, positional=True, limit=16),
        run=_discard,
        help=msg("Copies of the database from before the change open no more after that."),
    ),
)
