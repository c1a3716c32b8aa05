"""Like cases alike (过罚相当): how often the same provision and weight met the same measure."""

from typing import Any

from db.store import PAGE
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.view import View
from sanctions.ledgers.frame import percent
from sanctions.ledgers.precedents import precedents
from sanctions.statistics.figures import Frame


def ladder(frame: Frame) -> dict[str, Any]:
    """What was decided in the time for each provision, weight and recurrence, and how much of it was the usual.

    Only steps of the ladder compare: money and referrals stand beside them. A provision with one step alone compares
    with nothing, and is listed.
    """
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        listed = precedents(frame.reader, on=frame.on, from_day=frame.first, to_day=frame.last, limit=PAGE, after=after)
        rows += [_row(row, frame.rules) for row in listed.items]
        after = listed.next
        if after is None:
            break
    several = [row for row in rows if row["compared"] > 1]
    compared, usual = (sum(row[key] for row in several) for key in ("compared", "as_usual"))
    return {"compared": compared, "as_usual": usual, "rate": percent(usual, compared), "groups": rows}


def _row(row: dict[str, Any], rules: View) -> dict[str, Any]:
    steps = {kind: n for kind, n in row["counts"].items() if _compares(rules, kind)}
    return {
        "provision": row["provision"],
        "severity": row["severity"],
        "recurring": row["recurring"],
        "total": row["total"],
        "decided": row["decided"],
        "compared": sum(steps.values()),
        "as_usual": max(steps.values(), default=0),
        "departures": len(row["deviations"]),
    }


def _compares(rules: View, kind: str) -> bool:
    rule = rules.pack.measures[MeasureKind(kind)]
    return rule.ladder and not rule.kind.needs_bills
