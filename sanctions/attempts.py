"""Refused attempts (被拒的办理) are kept: who tried what on which subject, and why not, never what was typed."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from db.state import Changed
from db.store import Store, Writer
from db.tables.journal import OPENED, REFUSED
from db.tables.journal import once as once_table
from domain.acts import act
from domain.messages import Message, msg
from domain.states.agency import Operator
from sanctions.asking import Clock, legal_now
from sanctions.clocks import behind
from sanctions.recusal import subject_of
from sanctions.work import Work

WHY: Final[dict[str, Message]] = {
    "role.denied": msg("not their role"),
    "approve.own": msg("their own request"),
    "approve.twice": msg("a second level of the same request"),
    "recused": msg("tied to the institution"),
    "office.competence": msg("another office's"),
}
"""Refusals that are kept; of what opens something sealed every one is."""

READ: Final = "read"
"""Stands for an act where somebody only wanted to look."""

FAILED: Final = msg("it failed")

_ASKED: Final[dict[str, Message]] = {
    "journal.verify": msg("Verify the journal"),
    "journal.export": msg("Export the journal"),
    "journal.sign": msg("Sign the head of the journal"),
    "history.export": msg("Export the history of measures"),
}
"""What is asked for by role and yet no act."""

# No name holds a control character, so that no operator's own key can ever stand for one of these.
_BOOK = "\x1f"
_logger = logging.getLogger("jiandu")


def attempted(kind: str) -> Message:
    """What was tried, in words."""
    try:
        return act(kind).label
    except KeyError:
        return _ASKED.get(kind, msg("Read a record"))


def keep_attempt(store: Store, who: str, kind: str, typed: Iterable[object], code: str, clock: Clock) -> None:
    """Keep a refused attempt, if it is of those that are kept: one for each operator, act, subject and legal day.

    `typed` are the values given: what is on record under one of them is told, and nothing else of them. Whatever goes
    wrong here only goes to the log: the refusal stands as it is.
    """
    if store.read_only or (code not in WHY and kind not in OPENED):
        return
    values = [value for value in typed if isinstance(value, str)]
    for _ in range(3):
        try:
            with store.write() as tx:
                _keep(tx, store, who, kind, values, code, clock)
            return
        except Changed:
            continue
        except IntegrityError:
            # Kept already, today.
            return
        except Exception as error:  # noqa: BLE001 - no failure here may hide why the act itself was refused
            _logger.warning("A refused attempt could not be kept: %s", type(error).__name__)
            return


def _keep(tx: Writer, store: Store, who: str, kind: str, values: list[str], code: str, clock: Clock) -> None:
    actor = tx.get(Operator, f"operator:{who}")
    if actor is None or not actor.active:
        return
    now, today = legal_now(tx, clock)
    if behind(tx, now) is not None:
        # By a clock that was set back nothing is recorded, not even this.
        return
    about = next((state.id for value in values if (state := subject_of(tx, value)) is not None), None)
    tx.connection.execute(
        insert(once_table).values(operator=f"{_BOOK}{who}", key=_key(today, kind, about), digest="", result="{}")
    )
    work = Work(tx, actor, now=now, today=today, on=today, key=store.key)
    work.follow(REFUSED, actor.id, {"act": kind, "about": about, "code": code})


def _key(day: date, kind: str, about: str | None) -> str:
    return f"{day.isoformat()} {kind} {about or ''}".strip()
