"""An act on its way: what is filled in, files read, then rehearsed or done."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from console.settings import confined
from console.tui.session import Session
from domain.acts import Act, Field
from domain.messages import Message, Words, msg
from domain.refusals import Refusal, Refused, refuse
from sanctions.results import Done

if TYPE_CHECKING:
    from console.files import Own
    from console.tui.doing_deeds import Deed

ON = Field("on", msg("Day of the act"), "day", help=msg("The legal day; earlier days only for what is entered late."))
LATE = Field("late_reason", msg("Why so late"), "line", help=msg("Needed when the day lies more than a few days back."))
SEALED = frozenset({"complaint.reveal", "attach.open"})
"""Acts that show what is sealed: seeing it is the act, so there is nothing to rehearse."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act as filled in: texts by field, the day where it is not today's, why it is late."""

    act: Act
    raw: Mapping[str, Any]
    on: str | None
    late_reason: str | None

    def do(
        self, session: Session, *, rehearse: bool, once: str | None = None, seen: int | None = None
    ) -> Done | Refusal:
        """Do it, or see what it would bring about; a repeat by `once` gives the first result.

        Refused as ``changed`` where others acted on the subject after the entry `seen`.
        """
        return session.act(
            self.act, self.raw, on=self.on, late_reason=self.late_reason, rehearse=rehearse, once=once, seen=seen
        )


def prepared(draft: Draft, own: "Own") -> Draft:
    """The draft with its files read; in a thread, since a disk may be slow. Refused as `read_upload` does.

    `own` are the program's own files, none of which may be handed in.
    """
    files = [
        field for field in draft.act.fields if field.shape == "file" and str(draft.raw.get(field.name) or "").strip()
    ]
    if not files:
        return draft
    if confined(os.environ):
        from console.confinement import no_upload

        raise no_upload(draft.act, files[0].label)
    import io
    from pathlib import Path

    from console.files import read_upload

    read = {
        # A dash is a file's name here: a console has no input to read from.
        field.name: read_upload(
            str(Path(draft.raw[field.name].strip()).expanduser().absolute()),
            io.BytesIO(),
            field.name,
            field.label,
            own,
        )
        for field in files
    }
    return Draft(draft.act, {**draft.raw, **read}, draft.on, draft.late_reason)


def carried_out(
    session: Session,
    draft: Draft,
    deed: "Deed | None",
    *,
    rehearse: bool,
    tell: Callable[[Words], None],
    once: str | None = None,
    seen: int | None = None,
) -> Done | Refusal:
    """Read the files, then do it or see what it would bring about; in a thread. `tell` hears how far a deed is.

    `once` is the key of exactly this draft: handed in again, because nobody could tell whether it was kept, it is not
    done twice. `seen` is the last entry of the journal when its page was read.
    """
    try:
        ready = prepared(draft, session.own_files())
        if deed is not None:
            return deed.run(session, ready, rehearse, tell)
        # What is opened is shown to whoever asks, each time.
        keyed = not rehearse and draft.act.kind not in SEALED and session.may_lose_answers
        return ready.do(session, rehearse=rehearse, once=once if keyed else None, seen=seen)
    except Refused as refused:
        # A file that cannot be taken is told at its field, as what the use case refuses.
        return refused.refusal


def stopped() -> Refused:
    """What ends something long that was told to stop."""
    return refuse("stopped", msg("Stopped. Nothing was kept."))


def done_words(act: Act, done: Done) -> Message:
    """The notice after an act."""
    if done.refused is not None:
        return msg("Kept as refused: {id}. {why}", id=done.id, why=done.refused.message)
    if done.status is not None:
        from console.tui.codes import word

        return msg("{act}: {id}, {status}", act=act.label, id=done.id, status=word("status", done.status))
    return msg("{act}: {id}", act=act.label, id=done.id)
