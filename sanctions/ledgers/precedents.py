"""Like cases alike, for leaders (类案处理对照表): what was decided for each provision, weight and recurrence."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.store import Reader
from domain.ladder import rank
from domain.messages import Message, msg
from domain.money import yuan
from domain.rulebook.clauses import normal
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.view import View
from domain.states.measures import Measure
from sanctions.ledgers.frame import since
from sanctions.measures.precedents import likeness_of, standing_measures
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.reading import each
from sanctions.results import Listing
from sanctions.rules import rulebook_of

_Key = tuple[str, int, bool]
"""Provision in one spelling, rank of the weight, whether it recurred."""


@dataclass
class _Group:
    provision: str
    severity: str
    recurring: bool
    counts: Counter[str] = field(default_factory=Counter)
    fen: int = 0
    institutions: set[str] = field(default_factory=set)
    deviations: list[Measure] = field(default_factory=list)

    def add(self, measure: Measure) -> None:
        self.counts[measure.kind] += 1
        self.fen += measure.amount or 0
        self.institutions.add(measure.institution or "")
        if measure.deviation_reason is not None:
            self.deviations.append(measure)


def precedents(
    reader: Reader,
    *,
    on: date,
    provision: str | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Decided measures by provision, weight and recurrence: how many of each kind, sums, departures with reasons.

    A measure on several provisions counts under each. Left out: what was revoked or set aside. The days are those of
    the decision, both included; from the first of the year to the day asked about unless given. Refused
    ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    table = reader.table(Measure)
    days = (table.c.decided_on >= since(on, from_day), table.c.decided_on <= (to_day or on))
    groups: dict[_Key, _Group] = {}
    for measure in each(reader, Measure, *standing_measures(reader, on), *days):
        like = likeness_of(reader, measure, on)
        if like.severity is None:
            continue
        for key, written in {normal(one): one for one in like.provisions}.items():
            if provision is None or key == normal(provision):
                group = groups.setdefault(
                    (key, rank(like.severity), like.recurring), _Group(written, like.severity, like.recurring)
                )
                group.add(measure)
    keys = sorted(groups)
    if after is not None:
        last = cursor_key(after, str, int, int)
        keys = [key for key in keys if key > (last[0], last[1], bool(last[2]))]
    page, rules = keys[:limit], rulebook_of(reader).on(on)
    told = [_row(reader, groups[key], rules, on) for key in page]
    more = len(keys) > limit
    return Listing(told, cursor(page[-1][0], page[-1][1], int(page[-1][2])) if more else None)


def _row(reader: Reader, group: _Group, rules: View, on: date) -> dict[str, Any]:
    measures = rules.pack.measures
    kinds = sorted((MeasureKind(kind) for kind in group.counts), key=lambda kind: measures[kind].order)
    names = names_on(reader, (one.institution for one in group.deviations), on)
    return {
        "provision": group.provision,
        "severity": group.severity,
        "recurring": group.recurring,
        "total": group.counts.total(),
        "institutions": len(group.institutions),
        "counts": {str(kind): group.counts[kind] for kind in kinds},
        "decided": [
            msg("{word} ({count})", word=measures[kind].word.words, count=group.counts[kind]) for kind in kinds
        ],
        "amount": yuan(group.fen),
        "departures": [_departure(one) for one in group.deviations],
        "deviations": [
            {
                "id": one.id,
                "institution": one.institution,
                "institution_name": names.get(one.institution or ""),
                "word": one.word,
                "reason": one.deviation_reason,
            }
            for one in group.deviations
        ],
    }


def _departure(measure: Measure) -> Message:
    return msg(
        "{measure} {word}: {reason}", measure=measure.id, word=measure.word, reason=measure.deviation_reason or ""
    )
