"""The choke point: every act of every face comes through here."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from db.errors import StoreError
from db.sealing import SealingKey
from db.state import Changed
from db.store import Store, Writer
from db.tables.journal import once as once_table
from domain.acts import Act, Context, Upload
from domain.acts.clocks import CLOCK_CONFIRM
from domain.messages import msg
from domain.refusals import Refusal, Refused, refuse
from sanctions.again import attempts
from sanctions.agency.stand_ins import Capacity, capacities
from sanctions.asking import Clock as Clock
from sanctions.asking import legal_now as legal_now
from sanctions.asking import operator_named as operator_named
from sanctions.attempts import keep_attempt
from sanctions.clocks import require_forward
from sanctions.competence import check_competence
from sanctions.handlers import handler_of
from sanctions.permissions import require_role
from sanctions.recusal import require_clear
from sanctions.results import Done
from sanctions.since import require_unchanged
from sanctions.work import Work


class _Rehearsed(Exception):
    """Rolls back a rehearsal and carries what it would have done."""

    def __init__(self, done: Done) -> None:
        super().__init__("rehearsed")
        self.done = done


def perform(
    store: Store,
    who: str,
    act: Act,
    raw: Mapping[str, Any],
    *,
    clock: Clock,
    on: str | None = None,
    late_reason: str | None = None,
    once: str | None = None,
    rehearse: bool = False,
    seen: int | None = None,
) -> Done | Refusal:
    """Do an act for an operator, or say why not.

    `raw` holds what was typed, by field name; `on` dates the act in the past (ISO or relative). `once` makes a
    repeat return the first result. `rehearse` does everything and keeps nothing: the preview of an act. Where somebody
    else acted in between on what this act rests on, it is judged again; so it is when the server went away in its
    midst, and what was already kept is not done twice. `seen` is the number of the journal's last entry when the actor
    looked: where others acted on the subject since, the act is refused as ``changed``, telling what they did. Attempts
    at what is not theirs are kept. Raises StoreError when the database cannot be used.
    """
    for attempt in attempts():
        try:
            with store.write() as tx:
                done = _perform(tx, store, who, act, raw, clock, on, late_reason, once, seen)
                if rehearse:
                    raise _Rehearsed(done)
            return done
        except _Rehearsed as rehearsed:
            # What was not recorded was not opened: a preview shows nothing sealed.
            return replace(rehearsed.done, secret={})
        except Refused as refused:
            if not rehearse:
                keep_attempt(store, who, act.kind, _about_first(act, raw), refused.refusal.code, clock)
            return refused.refusal
        except (Changed, StoreError) as error:
            try:
                attempt.failed(error)
            except StoreError as final:
                # A key that is missing: what is sealed was to be opened, and was not.
                if not rehearse:
                    keep_attempt(store, who, act.kind, _about_first(act, raw), final.code, clock)
                raise
    return Refusal("busy", msg("Somebody else is acting on the same subject. Look again, then repeat."))


def _about_first(act: Act, raw: Mapping[str, Any]) -> list[object]:
    """What was given, the subject first."""
    own = raw.get(act.subject) if act.subject is not None else None
    first = list(own) if isinstance(own, (list, tuple)) else [own]
    return [*first, *(raw.get(field.name) for field in act.fields if field.shape not in ("file", "text"))]


@contextmanager
def together(store: Store) -> Iterator[Callable[..., Done]]:
    """Many acts in one transaction, all kept or none: gives a function like `perform` that raises Refused."""
    with store.write() as tx:

        def do(
            who: str,
            act: Act,
            raw: Mapping[str, Any],
            *,
            clock: Clock,
            on: str | None = None,
            late_reason: str | None = None,
        ) -> Done:
            done = _perform(tx, store, who, act, raw, clock, on, late_reason, None, None)
            tx.finish()
            return done

        yield do


def _perform(
    tx: Writer,
    store: Store,
    who: str,
    act: Act,
    raw: Mapping[str, Any],
    clock: Clock,
    on: str | None,
    late_reason: str | None,
    once: str | None,
    seen: int | None,
) -> Done:
    now, today = legal_now(tx, clock)
    actor = operator_named(tx, who)
    if act is not CLOCK_CONFIRM:
        require_forward(tx, now)

    def sealing_key() -> SealingKey:
        return store.sealing_key(tx)

    work = Work(tx, actor, now=now, today=today, on=today, late_reason=late_reason, key=sealing_key)
    require_role(actor, act.kind, lambda: _stood_in_for(work, on))
    digest = _digest(act, raw, on, sealing_key) if once else ""
    if once and (first := _first_result(tx, who, once, digest)) is not None:
        return first
    context = Context(today, work.calendar)
    if on is not None:
        _date(work, on, context)
    try:
        fields = act.parse(raw, context)
        work.shut = require_clear(tx, act, fields, actor.person)
        if seen is not None:
            require_unchanged(tx, act, fields, seen, actor.person)
        check_competence(work, act.kind, fields)
        done = handler_of(act)(work, **fields)
    except Refused:
        # Refused by its own first time, which was done in between: the repeat gives that result.
        if once and _first_result(tx, who, once, digest) is not None:
            raise Changed from None
        raise
    if once:
        _keep(tx, who, once, digest, done)
    return done


def _stood_in_for(work: Work, on: str | None) -> list[Capacity]:
    """In whose name the actor may decide on the day of the act."""
    from domain.calendars.relative import parse_day

    day = work.today if on is None else parse_day(on, work.today, work.calendar, "on")
    return capacities(work.tx, work.actor, day)


def _date(work: Work, on: str, context: Context) -> None:
    """Set the legal day of the act, within the rules on dating back."""
    from domain.calendars.relative import parse_day

    work.on = parse_day(on, context.today, context.calendar, "on")
    if work.on > work.today:
        raise refuse(
            "day.future",
            msg("{on} lies in the future. An act is dated today or earlier; its effect may begin later.", on=work.on),
            field="on",
        )
    if work.on < work.today:
        work.late_by_days = work.calendar.working_days_between(work.on, work.today)
        allowed = work.rules.needed_period("entry.late_after").n
        if work.late_by_days > allowed and not work.late_reason:
            raise refuse(
                "day.late",
                msg(
                    "Working days back to {on}: {days}. More than {allowed} need a reason; give --late-reason.",
                    on=work.on,
                    days=work.late_by_days,
                    allowed=allowed,
                ),
                field="late_reason",
            )


def _digest(act: Act, raw: Mapping[str, Any], on: str | None, key: Callable[[], SealingKey]) -> str:
    def told(value: Any) -> Any:
        if isinstance(value, Upload):
            # Keyed: a plain hash of a reporter's file could be found by trying telephone numbers.
            return hmac.new(key().derive(b"once"), value.data, "sha256").hexdigest()
        return [told(inner) for inner in value] if isinstance(value, (list, tuple)) else value

    kept = {name: told(value) for name, value in raw.items() if value not in (None, [], (), False, "")}
    return hashlib.sha256(json.dumps([act.kind, kept, on], sort_keys=True).encode()).hexdigest()


def _first_result(tx: Writer, who: str, key: str, digest: str) -> Done | None:
    row = tx.connection.execute(
        select(once_table.c.digest, once_table.c.result).where(once_table.c.operator == who, once_table.c.key == key)
    ).one_or_none()
    if row is None:
        return None
    if row.digest != digest:
        raise refuse(
            "once.differs",
            msg("The key {key} was used for something else. Use a new key for a new act.", key=key),
            field="once",
        )
    kept = json.loads(row.result)
    refused = kept["refused"]
    return Done(
        id=kept["id"],
        status=kept["status"],
        data=kept["data"],
        refused=Refusal(refused, msg("This was refused the first time."), subject=kept["id"]) if refused else None,
        repeated=True,
    )


def _keep(tx: Writer, who: str, key: str, digest: str, done: Done) -> None:
    """Keep the first result of a key; Changed when it was kept in between, so that the repeat finds it."""
    try:
        tx.connection.execute(insert(once_table).values(operator=who, key=key, digest=digest, result=_stored(done)))
    except IntegrityError:
        raise Changed from None


def _stored(done: Done) -> str:
    refused = done.refused.code if done.refused else None
    return json.dumps({"id": done.id, "status": done.status, "data": dict(done.data), "refused": refused})
