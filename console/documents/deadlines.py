"""What runs on a day, to take along: as a calendar file, and as lines for a mail."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from console.documents.calendar_file import Event, calendar_chunks
from console.i18n import render
from console.lines import columns, cut, padded
from console.output import encoded
from domain.messages import Message, Words, msg
from domain.text import one_line
from domain.words import DEADLINES

if TYPE_CHECKING:
    from db.store import Reader

_WIDTH = 80
_KIND = 22
_COMPLAINT = "TS-"


def deadlines_ics(reader: "Reader", found: Iterable[Mapping[str, Any]], lang: str) -> Iterator[bytes]:
    """What runs to a day of its own, as all-day events; the same record gives the same bytes.

    Nothing in it depends on the clock, nor on how long is left. What people wrote about a complaint is left out.
    """
    from sanctions.asking import agency_of
    from sanctions.running.revisions import revisions

    rows = [row for row in found if row["due"] is not None]
    known = revisions(reader, ((row["subject"], row["institution"]) for row in rows))
    silent = _silent(reader, rows)
    events = [
        _event(row, uid, known.of(row["subject"], row["institution"]), lang, silent=row["subject"] in silent)
        for row, uid in zip(rows, _uids(rows, known.mark), strict=True)
    ]
    name = render(msg("{agency}: deadlines", agency=agency_of(reader).name), lang)
    return calendar_chunks(name, events, lang)


def _event(row: Mapping[str, Any], uid: str, revision: Any, lang: str, *, silent: bool) -> Event:
    kind, subject = _kind(row, lang), _number(row)
    who = " ".join(part for part in (row["name"], subject) if part)
    told = msg("{kind}: {who} (provisional)", kind=kind, who=who)
    summary = render(told if row["provisional"] else msg("{kind}: {who}", kind=kind, who=who), lang)
    return Event(
        uid=uid,
        day=row["due"],
        summary=one_line(summary),
        description="\n".join(_described(row, lang, silent=silent)),
        category=kind,
        sequence=revision.seq,
        modified=revision.recorded_at,
        tentative=bool(row["provisional"]),
    )


def _described(row: Mapping[str, Any], lang: str, *, silent: bool) -> Iterator[str]:
    if row["what"] is not None and not silent:
        yield _said(row["what"], lang)
    if row["start"] is not None:
        yield render(msg("{period} from {day}", period=str(row["period"]), day=row["start"]), lang)
    if row["provisional"] and row["safe_due"] is not None:
        yield render(msg("Provisional: work to {day} to be safe.", day=row["safe_due"]), lang)
    clauses = dict.fromkeys(reason.clause for reason in row["reasons"] if reason.clause)
    if clauses:
        yield render(msg("Basis: {clauses}", clauses=tuple(clauses)), lang)
    yield render(msg("Number: {number}", number=_number(row)), lang)


def _uids(rows: Sequence[Mapping[str, Any]], mark: str) -> Iterator[str]:
    """By subject and kind; where one subject has several things to carry out, by what they are."""
    space, seen = UUID(hex=mark[:32]), Counter[str]()
    for row in rows:
        name = f"{row['kind']}|{row['subject']}"
        if row["kind"] == "task" and isinstance(row["what"], Message):
            name += f"|{row['what'].template}|{sorted((key, str(value)) for key, value in row['what'].params.items())}"
        seen[name] += 1
        yield str(uuid5(space, name if seen[name] == 1 else f"{name}|{seen[name]}"))


def _silent(reader: "Reader", rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Things to carry out whose words speak of a complaint: a name may have slipped into them."""
    from domain.states.tasks import Task

    tasks = (reader.get(Task, row["subject"]) for row in rows if row["kind"] == "task")
    return {task.id for task in tasks if task is not None and task.about.startswith(_COMPLAINT)}


def deadlines_mail(rows: Sequence[Mapping[str, Any]], agency: str, lang: str, *, on: date) -> Iterator[bytes]:
    """What runs as plain lines of at most 80 columns, most urgent first; nothing at all where nothing runs.

    The first line is meant for the subject of the mail; behind it an empty one, then a line for each.
    """
    if not rows:
        return
    late = sum(1 for row in rows if row["overdue_by"])
    counts = msg("overdue {late}, running {running}", late=late, running=len(rows) - late)
    yield encoded(cut(one_line(f"{agency} {on.isoformat()}: {render(counts, lang)}"), _WIDTH) + "\n\n")
    cells = [(_when(row, lang), _left(row, lang), cut(_kind(row, lang), _KIND), _number(row)) for row in rows]
    widths = [max(columns(one[at]) for one in cells) for at in range(4)]
    for row, parts in zip(rows, cells, strict=True):
        line = "  ".join(padded(part, to) for part, to in zip(parts, widths, strict=True))
        about = row["name"] or (_said(row["what"], lang) if row["what"] is not None else "")
        yield encoded(cut(f"{line}  {one_line(about)}".rstrip(), _WIDTH) + "\n")


def _when(row: Mapping[str, Any], lang: str) -> str:
    if row["due"] is None:
        return render(msg("open"), lang)
    return f"{row['due'].isoformat()}{'?' if row['provisional'] else ''}"


def _left(row: Mapping[str, Any], lang: str) -> str:
    if row["overdue_by"]:
        return render(msg("late {count}", count=row["overdue_by"]), lang)
    return "" if row["remaining"] is None else render(msg("{count} wd", count=row["remaining"]), lang)


def _kind(row: Mapping[str, Any], lang: str) -> str:
    return render(DEADLINES[row["kind"]], lang)


def _number(row: Mapping[str, Any]) -> str:
    subject = str(row["subject"])
    return one_line(subject.partition(":")[2] or subject)


def _said(words: Words | str, lang: str) -> str:
    return one_line(words if isinstance(words, str) else render(words, lang))
