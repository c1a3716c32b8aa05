"""Handing a case over as a signed package, by the one form; the file is written by whoever looks at the case."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from console.settings import confined
from console.tui.doing import Draft
from console.tui.doing_deeds import Deed, Tell
from console.tui.exporting import fetch
from console.tui.session import Opened, Session
from domain.acts import Act, Field
from domain.acts.fields import LONG
from domain.messages import Words, msg
from domain.refusals import refuse
from sanctions.results import Done

if TYPE_CHECKING:
    from console.tui.screens.page import Page
    from db.store import Reader, Store

NEEDS = "package.record"
"""Act whose role it takes."""

PACKAGE = Deed(
    Act(
        "package.create",
        msg("Make a signed package and record to whom it goes"),
        Field("about", msg("Case"), "subject", required=True),
        Field("to", msg("Handed to"), required=True, limit=100),
        Field("note", msg("Note"), "text", limit=LONG),
        Field(
            "output", msg("Write to this file"), required=True, limit=1000, help=msg("A file that is not there yet.")
        ),
        on=("case",),
        subject="about",
        help=msg("A zip with the data, the attachments, the entries behind them, and what proves them."),
    ),
    lambda session, draft, rehearse, tell: _made(session, draft, rehearse, tell),
)


def hand_over(page: "Page", case: str) -> None:
    """Open the form for a case; one sentence for whoever may not."""
    from console.tui.modals.act_form import ActForm
    from console.tui.offered import denial
    from domain.acts import act

    desk, subject = page.desk, page.own_subject()
    if desk.opened is None:
        return
    why = denial(act(NEEDS), None, desk.opened)
    if why is not None:
        desk.say(msg("You may not export this: it {why}.", why=why), bad=True)
        return
    given = {"about": case, "output": place(case, desk.opened)}
    form = ActForm(PACKAGE.act, subject, given, opened=desk.opened, deed=PACKAGE)

    def handed(done: Done | None) -> None:
        if done is not None:
            desk.say(fetch(done.id) if confined(os.environ) else msg("Written: {path}", path=done.id))

    desk.over(form, handed)


def place(case: str, opened: Opened) -> str:
    """Where a package goes unless somebody says otherwise."""
    return f"~/{case}-{opened.today.isoformat()}.zip"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a package goes: in words, and what takes its bytes and tells under which name they lie."""

    told: str
    keep: Callable[[Iterable[bytes]], str]


def _made(session: Session, draft: Draft, rehearse: bool, tell: Tell) -> Done:
    raw = {name: str(value).strip() for name, value in draft.raw.items() if value}
    place = _outbox(session, raw.pop("output")) if confined(os.environ) else _file(raw.pop("output"))
    return session.in_store(lambda store, reader: _written(session, store, reader, raw, place, rehearse, tell))


def _file(typed: str) -> _Place:
    from console.files import write_out

    target = Path(typed).expanduser().absolute()
    if target.exists() or not target.parent.is_dir():
        raise refuse("file.exists", msg("Name a file that is not there yet, in a folder that is."), field="output")

    def keep(chunks: Iterable[bytes]) -> str:
        write_out(target, chunks)
        return str(target)

    return _Place(str(target), keep)


def _outbox(session: Session, typed: str) -> _Place:
    """In the operator's outbox, under the name that was typed and no folder: a confined account names none."""
    if session.outbox is None:
        raise refuse(
            "confined", msg("This account writes no files from the console. Ask whoever set it up for the export.")
        )
    outbox, name = session.outbox(session.operator), Path(typed).name
    return _Place(name, lambda chunks: outbox.put(name, chunks).name)


def _written(
    session: Session, store: "Store", reader: "Reader", raw: dict[str, str], place: _Place, rehearse: bool, tell: Tell
) -> Done:
    from console.documents.packages import Wanted
    from console.packing import Making
    from console.signing import place_of
    from db.signing import load_signing_key
    from sanctions.agency.kept_heads import sign_now
    from sanctions.agency.keys import require_own
    from sanctions.asking import legal_now
    from sanctions.packages.handing import require_about

    require_about(reader, raw["about"], None, None, None)
    key = load_signing_key(place_of(session.url, session.key_path))
    require_own(reader, key)
    careful = msg("It holds personal data of others and is not encrypted. Attachments are not read for names.")
    if rehearse:
        effects: list[Words] = [
            msg("The file of {id} is written to {place}, signed.", id=raw["about"], place=place.told),
            msg("That {to} was handed it is kept, with its SHA-256.", to=raw["to"]),
        ]
        return Done(id=raw["about"], effects=tuple(effects), warnings=(careful,))
    now, today = legal_now(reader, session.clock)
    head = sign_now(reader, store, key, now, lambda done, of: tell(msg("Verified: {n} %.", n=100 * done // max(of, 1))))
    making = Making(
        reader,
        store,
        session.operator,
        session.clock,
        session.lang,
        wanted=Wanted(raw["about"], today),
        head=head,
        key=key,
        raw=raw,
    )
    kept = place.keep(_watched(making.chunks(), tell))
    return Done(id=kept, data=making.document, warnings=(careful,))


def _watched(chunks: Iterable[bytes], tell: Tell) -> Iterator[bytes]:
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell(msg("{done} bytes written; Esc stops", done=done))
