"""The page on an institution, drawn once for both faces: lines of at most a width, some of which lead somewhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from console.i18n import SEPARATORS, render
from console.lines import cut, hanging, padded
from console.views import cell, grouped_amount, heading
from domain.messages import Message, msg
from domain.words import DEADLINES

_MOST = 5
"""Lines of a list: the page must stay two screens."""

_MONEY = (
    ("held", "released", "refused", "still_held"),
    ("paid", "unpaid", "owed", "refused_without_hold"),
    ("recovery_due", "recovery_returned", "recovery_offset", "recovery_open"),
)
_GRADED = (("severities", "severity"), ("categories", "category"))


class Piece(NamedTuple):
    """A line; `key` is the subject it leads to, empty where it only tells something."""

    text: str
    head: bool = False
    key: str = ""


def drawn_sheet(document: Mapping[str, Any], lang: str) -> str:
    """The page as text of 80 columns."""
    # Two columns of indent, and two for a full stop that may not begin a line.
    return "\n".join(("" if one.head else "  ") + one.text for one in sheet_lines(document, lang, 76))


def sheet_lines(document: Mapping[str, Any], lang: str, width: int) -> Iterator[Piece]:
    """Section by section; what is empty is left out, but for money and what is open."""
    about = document["institution"]
    say = _Saying(lang, width)
    yield Piece(f"{about['name']}  {about['code']}  {document['on']}", head=True)
    services = cell("services", about["services"], lang)
    yield Piece("  ".join(part for part in (about["level"], about["district"], services) if part))
    former = [one["name"] for one in about.get("names") or () if one["name"] != about["name"]]
    if former:
        yield from say.told(msg("Formerly"), SEPARATORS[lang].join(former))
    answers = [f"{heading(key, lang)}: {cell(key, value, lang)}" for key, value in document["standing"].items()]
    yield from say.wrapped("  ".join(answers))
    yield from _agreements(document["agreements"], say)
    yield Piece(render(msg("Since {day}", day=document["since"]), lang), head=True)
    yield from _since(document, say)
    yield from _measures(document["measures"], say)
    yield from _money(document["money"], say)
    yield from _open(document["open"], say)
    yield from say.section(msg("Instructions of leaders"), [_task(one, say) for one in document["instructions"]])
    if document["proposal"]:
        yield Piece(render(msg("Proposal"), lang), head=True)
        for line in str(document["proposal"]).splitlines():
            yield from say.wrapped(line)


class _Saying:
    """A language, and how wide a line may be."""

    def __init__(self, lang: str, width: int) -> None:
        self.lang, self.width = lang, width

    def words(self, group: str, value: Any) -> str:
        """The word for a term."""
        return cell(group, value, self.lang)

    def wrapped(self, text: str, key: str = "", first: str = "") -> Iterator[Piece]:
        """A text on as many lines as it takes, the first of which leads somewhere."""
        for number, line in enumerate(hanging(first, text, self.width)):
            yield Piece(line.rstrip(), key="" if number else key)

    def told(self, label: Message, text: str) -> Iterator[Piece]:
        """A label and what it tells."""
        yield from self.wrapped(text, first=padded(render(label, self.lang), 14) + "  ")

    def section(self, label: Message, rows: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        """A heading and the first of its rows, each a key and a text; nothing without rows."""
        if not rows:
            return
        yield Piece(f"{render(label, self.lang)} ({len(rows)})", head=True)
        for key, text in rows[:_MOST]:
            yield Piece(cut(text, self.width), key=key)
        if len(rows) > _MOST:
            yield Piece(render(msg("and {n} more", n=len(rows) - _MOST), self.lang))


def _agreements(agreements: Sequence[Mapping[str, Any]], say: _Saying) -> Iterator[Piece]:
    rows = []
    for one in agreements:
        service, state = say.words("service", one["service"]), say.words("status", one["status"])
        told = (one["number"], service, f"{one['from']} - {one['to']}", state)
        rows.append((f"agreement:{one['number']}", "  ".join(told)))
    yield from say.section(msg("Agreements"), rows)


def _counts(found: Mapping[str, int], group: str, say: _Saying) -> str:
    return SEPARATORS[say.lang].join(f"{say.words(group, value)} {count}" for value, count in found.items())


def _since(document: Mapping[str, Any], say: _Saying) -> Iterator[Piece]:
    complaints, inspections, findings = document["complaints"], document["inspections"], document["findings"]
    yield from say.told(
        msg("Complaints and reports"),
        _joined(
            complaints["count"],
            _counts(complaints["natures"], "nature", say),
            _counts(complaints["channels"], "channel", say),
            _counts(complaints["outcomes"], "status", say),
        ),
    )
    last = f"{inspections['last']} {inspections['last_on']}" if inspections["last"] else ""
    kinds = _counts(inspections["kinds"], "kind", say)
    yield from say.told(msg("Inspections"), _joined(inspections["count"], kinds, last))
    amount = grouped_amount(findings["amount"]) if findings["count"] else ""
    graded, named = (_counts(findings[key], group, say) for key, group in _GRADED)
    yield from say.told(msg("Findings"), _joined(findings["count"], graded, named, amount))


def _joined(count: int, *parts: str) -> str:
    told = "; ".join(part for part in parts if part)
    return f"{count} ({told})" if told else str(count)


def _measures(measures: Sequence[Mapping[str, Any]], say: _Saying) -> Iterator[Piece]:
    rows = []
    for one in measures:
        scope = f" ({SEPARATORS[say.lang].join(one['departments'])})" if one["departments"] else ""
        days = " - ".join(str(day) for day in (one["in_force_from"] or one["decided_on"], one["ended_on"]) if day)
        state = say.words("status", one["status"])
        rows.append((one["id"], f"{one['id']}  {one['word']}{scope}  {state}  {days}".rstrip()))
    yield from say.section(msg("Measures"), rows)


def _money(money: Mapping[str, str], say: _Saying) -> Iterator[Piece]:
    yield Piece(render(msg("Money in yuan"), say.lang), head=True)
    for keys in _MONEY:
        told = [f"{heading(key, say.lang)} {grouped_amount(money[key])}" for key in keys if key in money]
        yield from say.wrapped("  ".join(told))


def _open(found: Mapping[str, Sequence[Mapping[str, Any]]], say: _Saying) -> Iterator[Piece]:
    cases = [(one["id"], f"{one['id']}  {one['lead']}  {one['opened_on']}") for one in found["cases"]]
    yield from say.section(msg("Open cases"), cases)
    deadlines = [
        (
            one["subject"],
            f"{one['due'] or '-'}  {render(DEADLINES[one['kind']], say.lang)}  {one['subject']}",
        )
        for one in found["deadlines"]
    ]
    yield from say.section(msg("What runs"), deadlines)
    yield from say.section(msg("To be carried out"), [_task(one, say) for one in found["tasks"]])
    disputes = [(one["id"], f"{one['id']}  {one['target']}  {one['body']}") for one in found["disputes"]]
    yield from say.section(msg("Disputes"), disputes)


def _task(one: Mapping[str, Any], say: _Saying) -> tuple[str, str]:
    parts = (
        one["id"],
        str(one["due"] or "-"),
        one["person"] or "",
        render(one["text"], say.lang),
        "" if one["status"] == "open" else say.words("status", one["status"]),
        one["result"] or "",
    )
    return one["id"], "  ".join(part for part in parts if part)
