"""Search across everything (检索): numbers, names, codes and what was written, but never who reported or how."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db import search
from db.store import PAGE, Reader
from domain.searching import day_of, folded, spotted, texts, words_of
from domain.states import aggregate_of
from domain.states.attachments import Attachment
from domain.states.core import State
from domain.states.institutions import Institution
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import Listing

_BEFORE, _AROUND = 12, 100
"""Characters of a snippet before what was found, and altogether."""
_CUT = ".."


def find(reader: Reader, words: Iterable[str], *, limit: int = LIMIT, after: str | None = None) -> Listing:
    """Everything that holds all these words: institutions first, then the newest of everything else.

    A word is found anywhere in a text, whatever stands around it; case and width make no difference. Each record
    tells `field`, where the longest of the words stands, a `snippet` of it, and `hit`, from and to which character of
    the snippet it stands there; `of` is what a file is attached to. Refused ``value.empty``, ``value.too_long``,
    ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    wanted = words_of(words)
    before = cursor_key(after, int)[0] if after is not None else None
    found = search.find(reader.connection, wanted, limit=limit + 1, before=before)
    page = found[:limit]
    states = _states(reader, [subject for _, subject in page])
    standing = [states[subject] for _, subject in page if subject in states]
    names = names_on(reader, (state.institution for state in standing))
    return Listing(
        [_record(state, names, wanted) for state in standing],
        cursor(page[-1][0]) if len(found) > limit else None,
    )


def _states(reader: Reader, subjects: Iterable[str]) -> dict[str, State]:
    """The states of a page of subjects, each kind in one question."""
    kinds: dict[type[State], list[str]] = {}
    for subject in subjects:
        kinds.setdefault(aggregate_of(subject).state, []).append(subject)
    return {
        state.id: state
        for kind, ids in kinds.items()
        for state in reader.find(kind, reader.table(kind).c.id.in_(ids), limit=PAGE)
    }


def _record(state: State, names: Mapping[str, str], words: Iterable[str]) -> dict[str, Any]:
    field, snippet, hit = _snippet(state, words)
    code = state.code if isinstance(state, Institution) else state.institution
    day: date | None = day_of(state)
    return {
        "id": state.id.partition(":")[2] or state.id,
        "noun": aggregate_of(state.id).noun,
        "institution": code,
        "institution_name": state.name if isinstance(state, Institution) else names.get(code or ""),
        "day": day,
        "of": state.subject if isinstance(state, Attachment) else None,
        "field": field,
        "snippet": snippet,
        "hit": hit,
    }


def _snippet(state: State, words: Iterable[str]) -> tuple[str, str, list[int] | None]:
    """Which text holds the word that says most, a piece of it on one line, and where the word stands in that."""
    word = max(words, key=len)
    for field, text in texts(state):
        if word in folded(text):
            at = spotted(text, word)
            return (field, *_cut(text, *at)) if at is not None else (field, _line(text)[:_AROUND], None)
    # Only what is longer than all that is searched could have been left out.
    return "id", state.id, None


def _cut(text: str, start: int, end: int) -> tuple[str, list[int]]:
    found = _line(text[start:end])
    left = _line(text[max(start - _AROUND, 0) : start]).lstrip()
    left = left if len(left) <= _BEFORE and start <= _AROUND else _CUT + left[-_BEFORE:]
    right = _line(text[end : end + _AROUND])[: max(_AROUND - len(left) - len(found), 0)].rstrip()
    return left + found + right, [len(left), len(left) + len(found)]


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
