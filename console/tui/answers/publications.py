"""Duties and lists of publications with the names in them, and what waits for a decision."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from console.tui.session import Opened
from db.store import Reader
from domain.messages import Message, Words, msg
from domain.reasons import Reason
from domain.states import aggregate_of
from domain.states.core import State
from domain.states.measures import Measure
from sanctions.names import names_on
from sanctions.publishing.lists import publication as shown
from sanctions.publishing.lists import publication_due
from sanctions.publishing.lists import publications as listed
from sanctions.publishing.roster_lists import roster_due, rosters
from sanctions.results import Listing
from sanctions.running.deadlines import deadlines

PAGE, LISTS = 200, 50
"""Duties looked at, and lists of one status on a page."""
SHOWN = 12
"""Versions of the list of institutions shown here; all of them stand among the records."""


def publications(reader: Reader, opened: Opened) -> Mapping[str, Any]:
    """What must be published, and the lists there are: of terminations, and of all institutions."""
    due = publication_due(reader, on=opened.today, limit=PAGE)
    under_way = [
        one
        for status in ("drafted", "approved")
        for one in listed(reader, on=opened.today, status=status, limit=PAGE).items
    ]
    changed = roster_due(reader, on=opened.today, limit=PAGE)
    versions = rosters(reader, on=opened.today, limit=SHOWN)
    return {
        "due": due.items,
        "to_take_back": deadlines(reader, on=opened.today, kinds=("withdraw-publication",), limit=PAGE).items,
        "under_way": _named(reader, under_way),
        "published": lists_of(reader, opened, "published", None),
        "withdrawn": lists_of(reader, opened, "withdrawn", None),
        "rejected": lists_of(reader, opened, "rejected", None),
        "late": count_late(reader),
        "changes": changed.items,
        "rosters": versions.items,
        "more": bool(due.next or changed.next),
    }


def lists_of(reader: Reader, opened: Opened, status: str, after: str | None) -> Listing:
    """A page of the lists of one status, newest first, with the names in them."""
    page = listed(reader, on=opened.today, status=status, limit=LISTS, after=after)
    return Listing(_named(reader, page.items), page.next)


def count_late(reader: Reader) -> dict[str, int]:
    """How many terminations were made public, and how many of them late (公布逾期登记)."""
    table = reader.table(Measure)
    wanted = (table.c.kind == "termination", table.c.published_on.is_not(None))
    late = func.count().filter(table.c.late_by > 0)
    published, behind = reader.connection.execute(select(func.count(), late).where(*wanted)).one()
    return {"published": int(published), "late": int(behind)}


def _named(reader: Reader, lists: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lists with the names of the institutions in them."""
    codes = _codes(reader, [id for one in lists for id in one["terminations"]])
    names = names_on(reader, codes.values())
    return [{**one, "names": [names.get(codes.get(id, ""), id) for id in one["terminations"]]} for one in lists]


def publication(reader: Reader, id: str) -> Mapping[str, Any]:
    """One publication; its terminations with the names of their institutions."""
    record = shown(reader, id)
    names = names_on(reader, (one["institution"] for one in record["lists"]))
    for one in record["lists"]:
        one["institution_name"] = names.get(one["institution"])
    return record


def _codes(reader: Reader, ids: list[str]) -> dict[str, str]:
    """Termination -> the code of its institution."""
    table = reader.table(Measure)
    found: dict[str, str] = {}
    for start in range(0, len(ids), PAGE):
        for one in reader.find(Measure, table.c.id.in_(ids[start : start + PAGE])):
            found[one.id] = one.institution or ""
    return found


def pending(reader: Reader, opened: Opened, id: str) -> tuple[list[Words], list[Reason], frozenset[str]]:
    """What waits for a decision on a subject, in sentences, and what it rests on; empty where nothing does.

    With it the fields that whoever decides now is asked for besides the usual ones.
    """
    state: State | None = None
    for subject in (id, f"policy:{id}"):
        try:
            state = reader.get(aggregate_of(subject).state, subject)
        except KeyError:
            continue
        if state is not None:
            break
    if state is None or state.pending is None:
        return [], [], frozenset()
    from console.tui.answers.sheets import asked_of, sentences
    from console.tui.codes import word

    asked = state.pending
    told: list[Words] = [
        msg(
            "{what}: asked by {by} on {day}.",
            what=word("pending", asked.kind),
            by=asked.by,
            day=asked.on,
        )
    ]
    told += [*sentences(reader, opened, state.id, asked), *_told(asked.fields)]
    reasons: Iterable[Reason] = ()
    if isinstance(state, Measure):
        from sanctions.measures.lists import measure

        reasons = measure(reader, id, on=opened.today)["reasons"]
    return told, list(reasons), asked_of(reader, opened, aggregate_of(state.id).noun, asked)


def _told(fields: Mapping[str, Any]) -> list[Message]:
    """The few fields of a request that an approver must see."""
    told = []
    for key, label in (
        ("word", msg("Measure")),
        ("reason", msg("Reason")),
        ("skip_reason", msg("Why steps were skipped")),
        ("departments", msg("Departments")),
        ("rectify_by", msg("Rectify by")),
        ("ended_on", msg("Ended")),
        ("value", msg("Value")),
    ):
        value = fields.get(key)
        if value:
            text = tuple(str(one) for one in value) if isinstance(value, list) else str(value)
            told.append(msg("{label}: {value}", label=label, value=text))
    bills = fields.get("bills")
    if isinstance(bills, list) and bills and isinstance(bills[0], Mapping):
        from domain.money import grouped

        amounts = tuple(f"{one['bill']} {grouped(one['fen'])}" for one in bills)
        told.append(msg("{label}: {value}", label=msg("Bills"), value=amounts))
    return told
