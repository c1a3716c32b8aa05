"""What must be so after many acted at once: nothing lost, nothing doubled, nothing torn."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.journal import head
from db.store import Reader, Store
from db.wholeness import require_whole
from domain.entries import Entry
from domain.states import aggregate_of
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.measures import Measure
from sanctions.agency.care import problems_of
from sanctions.histories.register import history
from sanctions.money.ledger import money
from sanctions.reading import each
from tests.trial.crowd import DAY, Told

_NUMBERED = re.compile(r"([A-Z]{2}-\d{4})-(\d+)")
_ON = date.fromisoformat(DAY)


@dataclass(frozen=True, slots=True)
class Looked:
    """A long look at one moment: the number of the last entry, states by id, and the measures of the register."""

    seq: int
    entries: int
    states: dict[str, State]
    rows: frozenset[str]


def look(reader: Reader) -> Looked:
    """What an export sees, read while others write."""
    states: dict[str, State] = {}
    for kind in (Case, Measure, Complaint):
        states |= {one.id: one for one in each(reader, kind)}
    rows = frozenset(str(row[0]) for row in history(reader, on=_ON))
    seq, _ = head(reader.connection)
    return Looked(seq, sum(1 for _ in reader.entries()), states, rows)


def require_untorn(looked: Looked, entries: Iterable[Entry]) -> None:
    """An export shows what the acts up to one moment made."""
    assert looked.entries == looked.seq
    acts: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if (entry.seq or 0) <= looked.seq and entry.subject.split("-")[0] in ("HC", "CL", "TS"):
            acts[entry.subject].append(entry)
    folded = {subject: aggregate_of(subject).fold(some) for subject, some in acts.items()}
    assert folded == looked.states
    decided = {one.id for one in looked.states.values() if isinstance(one, Measure) and one.decided_on is not None}
    assert decided <= looked.rows


def require_all_kept(store: Store, told: Iterable[Told]) -> list[Entry]:
    """Every act that was told as done stands once, every other one nowhere; gives the journal."""
    with store.read() as reader:
        require_whole(reader.connection)
        assert list(problems_of(reader)) == []
        assert money(reader, on=_ON)["balanced"]
        for case in each(reader, Case):
            assert case.still_held == sum(bill.still_held for bill in case.bills)
        entries = list(reader.entries())
    spoken = Counter(
        (entry.kind, value) for entry in entries for value in entry.fields.values() if isinstance(value, str)
    )
    deciders = Counter((entry.subject, entry.by) for entry in entries if entry.kind.endswith(".approve"))
    for one in told:
        done = 0 if one.code is not None else 1
        if one.kind in ("approve", "reject"):
            kinds = [kind for kind, value in spoken if value == one.token]
            if one.kind == "approve":
                assert deciders[one.id, one.who] >= done, one
            else:
                assert len(kinds) == done, one
        elif one.kind != "case.open":
            assert spoken[one.kind, one.token] == done, one
    require_numbers(entries)
    return entries


def require_numbers(entries: Iterable[Entry]) -> None:
    """Our own ids run from one on, without gaps or doubles."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        found = _NUMBERED.fullmatch(entry.subject)
        if found is not None and entry.id.endswith("#1"):
            numbers[found[1]].append(int(found[2]))
    assert numbers.keys() >= {"HC-2025", "TS-2025"}
    for prefix, given in numbers.items():
        assert sorted(given) == list(range(1, len(given) + 1)), prefix
