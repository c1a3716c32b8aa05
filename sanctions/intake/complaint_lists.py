"""Complaints (投诉举报) as everybody may see them: the summary, and only whether somebody is known behind it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import distinct, func, or_, select

from db.store import Reader
from domain.states.attachments import Attachment
from domain.states.complaints import Complaint
from sanctions.intake.complaint_clocks import clocks
from sanctions.intake.keeping import kept_until
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Listing, Way
from sanctions.rules import calendar_of, rulebook_of

STATUSES = ("received", "accepted", "declined", "transferred", "returned", "in-case", "answered")


_ORDERS = (*by_column("received", "status"), by_institution("institution_name"))


def complaints(
    reader: Reader,
    *,
    on: date | None = None,
    institution: str | None = None,
    status: str | None = None,
    nature: str | None = None,
    channel: str | None = None,
    awaiting: str | None = None,
    clock: str | None = None,
    text: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Complaints, newest first; `text` is looked for in summaries and work-order numbers, never in what is sealed.

    `awaiting` is receipt, call-back or telling. `clock` is late or running, by the time that ends first, and needs the
    day `on`; with a day each record tells that time as `due`.
    """
    table = reader.table(Complaint)
    conditions = equal(table, institution=institution, status=status, nature=nature, channel=channel)
    if awaiting is not None:
        conditions.append(table.c[_AWAITED[awaiting]])
    if text and text.strip():
        texts = (table.c.summary, table.c.source_no)
        conditions.append(or_(*(column.icontains(text.strip(), autoescape=True) for column in texts)))
    tell: Callable[[Reader, list[Complaint]], list[dict[str, Any]]] = _records
    keep: Callable[[Complaint], Complaint | None] | None = None
    if on is not None:
        times = Times(reader, on)
        tell = times.records
        if clock is not None:
            # Only the rulebook tells how late a complaint is, so it is asked about each.
            conditions += [table.c.status != "answered", table.c.status != "returned"]
            keep = times.of(clock)
    return newest(reader, Complaint, conditions, tell, orders=_ORDERS, limit=limit, after=after, way=way, keep=keep)


_AWAITED = {"receipt": "awaits_receipt", "call-back": "awaits_call_back", "telling": "awaits_telling"}


class Times:
    """The times of complaints as they end on a day."""

    def __init__(self, reader: Reader, on: date) -> None:
        self._on = on
        self._rulebook = rulebook_of(reader)
        self._calendar = calendar_of(reader)

    def due(self, complaint: Complaint) -> date | None:
        """The day on which the first of its times ends; None where none runs or can be counted."""
        days = [clock.day for clock in clocks(complaint, self._rulebook, self._calendar) if clock.day is not None]
        return min(days, default=None)

    def of(self, clock: str) -> Callable[[Complaint], Complaint | None]:
        """Passes complaints whose time is late, or runs."""

        def passed(complaint: Complaint) -> Complaint | None:
            day = self.due(complaint)
            return complaint if day is not None and (day < self._on) == (clock == "late") else None

        return passed

    def records(self, reader: Reader, page: list[Complaint]) -> list[dict[str, Any]]:
        """A page of records with the day each is due."""
        told = _records(reader, page)
        return [record | {"due": self.due(one)} for record, one in zip(told, page, strict=True)]


def counts(
    reader: Reader, *, by: str, first: date | None = None, last: date | None = None
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """How many complaints were received between two days, and about how many institutions (件, 家).

    Gives the sums and, `by` channel, nature or status, a row for each, the most first.
    """
    table = reader.table(Complaint)
    conditions = [table.c.received >= first] if first is not None else []
    conditions += [table.c.received <= last] if last is not None else []
    numbers = (func.count(), func.count(distinct(table.c.institution)))
    total = reader.connection.execute(select(*numbers).where(*conditions)).one()
    column = table.c[by]
    rows = reader.connection.execute(
        select(column, *numbers).where(*conditions).group_by(column).order_by(numbers[0].desc(), column)
    )
    return (
        {"complaints": int(total[0]), "institutions": int(total[1])},
        [{by: value, "complaints": int(count), "institutions": int(of)} for value, count, of in rows],
    )


def complaint(reader: Reader, id: str, *, on: date | None = None) -> dict[str, Any]:
    """One complaint with its attachments and how often it was opened; refused ``not-found``.

    With a day, the times that run on it are told too.
    """
    found = need(reader, Complaint, id)
    table = reader.table(Attachment)
    attached = reader.find(Attachment, table.c.subject == id)
    opened = reader.entries(subject=id, kinds=("complaint.reveal",))
    return (
        _records(reader, [found])[0]
        | _more(found)
        | _times(reader, found, on)
        | _keeping(reader, found, on)
        | {
            "attachments": [one.id for one in attached],
            "opened": [{"on": act.on, "by": act.by, "purpose": act.maybe("purpose")} for act in opened],
        }
    )


def _more(one: Complaint) -> dict[str, Any]:
    """What the page of one complaint tells besides: those behind it by number, letters, what was told."""
    return {
        "accepted_on": one.accepted_on,
        "end_reason": one.ends_with,
        "decline_no": one.decline_no,
        "finish_by": one.finish_by,
        "informants": [
            {
                "no": behind.no,
                "since": behind.since,
                "known": behind.known,
                "real_name": behind.real_name,
                "wants_answer": behind.wants_answer,
                "may_disclose": behind.may_disclose,
            }
            for behind in one.informants
        ],
        "letters": [
            {
                "no": letter.no,
                "matter": letter.matter,
                "to": letter.to,
                "number": letter.number,
                "sent_on": letter.sent_on,
                "receipt": letter.receipt,
                "receipt_on": letter.receipt_on,
                "result": letter.result,
                "result_no": letter.result_no,
                "result_on": letter.result_on,
                "reason": letter.reason,
            }
            for letter in one.letters
        ],
        "told": [
            {"on": told.on, "what": told.what, "how": told.how, "to": list(told.to), "number": told.number}
            | {"note": told.note}
            for told in one.told
        ],
        "untold": list(one.untold) if one.awaits_telling else [],
        "call_backs": [
            {"on": called.on, "result": called.result, "to": called.to, "note": called.note}
            for called in one.call_backs
        ],
        "returns": [{"on": back.on, "number": back.number, "reason": back.reason} for back in one.returns],
        "extensions": [
            {
                "on": more.on,
                "before": more.before,
                "until": more.until,
                "granted_by": more.granted_by,
                "reason": more.reason,
            }
            for more in one.extensions
        ],
    }


def _times(reader: Reader, one: Complaint, on: date | None) -> dict[str, Any]:
    if on is None:
        return {}
    found = sorted(clocks(one, rulebook_of(reader), calendar_of(reader)), key=lambda clock: clock.day or date.max)
    return {"clocks": [{"what": clock.what, "due": clock.day, "reasons": list(clock.reasons)} for clock in found]}


def _keeping(reader: Reader, one: Complaint, on: date | None) -> dict[str, Any]:
    """How long what is sealed is kept, as the agency's rule of a day has it, and what was erased of it."""
    told: dict[str, Any] = {
        "erased": [
            {"on": gone.on, "by": gone.by, "asked_by": gone.asked_by, "pieces": gone.pieces, "reason": gone.reason}
            for gone in one.erased
        ]
    }
    if on is not None and one.sealed:
        told["kept_until"] = kept_until(reader, rulebook_of(reader).on(on), one)
    return told


def _records(reader: Reader, page: list[Complaint]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "status": one.status,
            "received": one.received,
            "channel": one.channel,
            "nature": one.nature,
            "summary": one.summary,
            "department": one.department,
            "source_no": one.source_no,
            "reply_by": one.reply_by,
            "answered_on": one.answered_on,
            "case": one.case,
            "links": list(one.links),
            "has_reporter": one.has_reporter,
            "has_text": any(piece.kind == "text" for piece in one.sealed),
            "reporter_count": len(one.informants),
            "awaiting": [word for word, column in _AWAITED.items() if getattr(one, column)],
        }
        for one in page
    ]
