"""The journal as the console shows it: a page of acts, one entry with its fields in words."""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from console.tui.answers.institution import telling
from console.tui.codes import group_of, known, word
from console.tui.session import Opened
from console.words import key_word
from db.store import Reader
from db.tables.journal import REFUSED
from domain.acts import Field, act
from domain.entries import Entry
from domain.entry_words import entry_words
from domain.messages import Message, Words, msg
from domain.money import grouped
from domain.states.core import behalf_of
from sanctions.agency import journal_reading
from sanctions.attempts import FAILED, WHY, attempted
from sanctions.results import FORWARD, Listing, Way
from sanctions.turn import signed

SEALED: Final = msg("sealed")
_SEALED = frozenset({"sealed", "commitment", "name_piece", "name_commitment"})
"""Keys under which an entry keeps the commitment to what was sealed, never the thing itself."""
_LABELS: Final[Mapping[str, Message]] = {
    "agreement_clause": msg("Clause of the agreement"),
    "by_measure": msg("By the measure"),
    "chain": msg("Levels"),
    "decides": msg("Decides on"),
    "en": msg("In English"),
    "from_day": msg("From"),
    "ground_clause": msg("Clause"),
    "late_reason": msg("Why it is entered late"),
    "lines_sha256": msg("SHA-256 of the lines"),
    "name_commitment": msg("True name of the file"),
    "name_piece": msg("True name of the file"),
    "national_sha256": msg("SHA-256 of the national rules"),
    "of": msg("Belongs to"),
    "other": msg("The other one"),
    "pack": msg("Rulebook"),
    "paper_sha256": msg("SHA-256 of what it says"),
    "pieces": msg("What was opened"),
    "place_sha256": msg("SHA-256 of the rulebook"),
    "principal_person": msg("Person who is away"),
    "telephone": msg("Telephone"),
    "text_sha256": msg("SHA-256 of the text"),
    "to_person": msg("Person who decides"),
    "zh": msg("In Chinese"),
}
"""Fields of entries that neither a form nor a record shows."""
_ATTEMPT: Final[Mapping[str, Message]] = {
    "act": msg("What was tried"),
    "about": msg("Subject"),
    "code": msg("Why it was refused"),
}
_SHEETS = frozenset({"sheet"})
"""Told by the other lines of an entry."""


def page(reader: Reader, words: str, limit: int, after: str | None, way: Way = FORWARD) -> Listing:
    """A page of acts, newest first unless asked the other way round, each with all of the words."""
    from console.tui.act_words import kinds_called

    found = journal_reading.acts(reader, words.split(), kinds=kinds_called, limit=limit, after=after, way=way)
    rows = [_row(entry, found.names) for entry in found.entries]
    return Listing(rows, found.next, found.previous, found.total)


def _row(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "id": entry.id,
        "on": entry.on,
        "kind": entry.kind,
        "what": entry_words(entry),
        "text": telling(entry),
        "subject": entry.subject,
        "institution": entry.institution,
        "institution_name": names.get(entry.institution or ""),
        "by": signed(entry.by, behalf_of(entry)),
        "recorded_at": entry.recorded_at,
    }


def entry(reader: Reader, opened: Opened, seq: int) -> Mapping[str, Any]:
    """One entry: what was done, its fields by their labels, and its place in the chain."""
    found = journal_reading.entry(reader, seq)
    one = found.entry
    local = one.recorded_at.astimezone(ZoneInfo(opened.zone))
    told = [
        (msg("Number"), f"{one.seq}  {one.id}"),
        (msg("Act"), entry_words(one)),
        (msg("Legal day"), one.on),
        (msg("Takes effect"), one.effective_on if one.effective_on != one.on else None),
        (msg("Recorded at"), f"{local:%Y-%m-%d %H:%M:%S} {opened.zone}"),
        (msg("By"), signed(one.by, behalf_of(one))),
        (msg("Person"), one.person),
        (msg("Institution"), found.institution_name or one.institution),
        (msg("Points back at"), one.corrects),
    ]
    return {
        "entry": one,
        "told": [(label, value) for label, value in told if value is not None],
        "fields": fields_of(one),
        "prev": found.prev,
        "hash": found.hash,
        "algorithm": found.algorithm,
        "holds": found.holds,
    }


def fields_of(entry: Entry) -> list[tuple[Words | str, Any]]:
    """The fields of an entry by their labels, values as people read them; of what is sealed only that it is."""
    described = _described(entry.kind)
    own = _ATTEMPT if entry.kind == REFUSED else {}
    return [
        (
            own.get(key) or _label(key, described),
            SEALED if key in _SEALED else _value(key, value, entry.kind, described),
        )
        for key, value in entry.fields.items()
        if key not in _SHEETS and value not in (None, "", [], {}, False)
    ]


def _described(kind: str) -> dict[str, Field]:
    for name in (kind, kind.partition(".")[2]):
        try:
            return {field.name: field for field in act(name).fields}
        except KeyError:
            continue
    return {}


def _label(key: str, described: Mapping[str, Field]) -> Message | str:
    field = described.get(key)
    if field is not None:
        return field.label
    return key_word(key) or _LABELS.get(key) or key.replace("_", " ")


def _attempted(key: str, value: Any) -> Any:
    """What was tried in vain, and why it was refused, in words."""
    if key == "act":
        return attempted(value)
    return WHY.get(value, FAILED) if key == "code" else value


def _value(key: str, value: Any, kind: str, described: Mapping[str, Field]) -> Any:
    if kind == REFUSED:
        return _attempted(key, value)
    if isinstance(value, Mapping):
        if _SEALED & value.keys():
            return SEALED
        return [_value(name, inner, kind, {}) for name, inner in value.items() if inner is not None]
    if isinstance(value, (list, tuple)):
        return [_value(key, one, kind, described) for one in value]
    field = described.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        money = key in ("fen", "amount") or (field is not None and field.shape == "money")
        return grouped(value) if money else value
    group = group_of(kind, key)
    if key == "kind" and known(kind.partition(".")[0]):
        group = kind.partition(".")[0]
    if isinstance(value, str) and known(group):
        return word(group, value)
    return value
