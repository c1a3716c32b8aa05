"""What can be searched (检索), and in which form: texts are put into one form before they are kept or looked for.

Who reported and in which words is sealed and in no state, so nothing here can reach it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from operator import add, attrgetter
from typing import Any, Final

from domain.messages import msg
from domain.refusals import refuse
from domain.states.core import BY_STATE, State

Texts = Iterator[tuple[str, str | None]]

MOST_WORDS = 200
"""The most characters of words that are looked for at once."""
MOST_TEXT = 100_000
"""Characters of one subject that can be searched; what stands behind them is only on its page."""

BREAK = "\n"
"""Between the texts of a subject; no words hold one, so none are found across two texts."""

# NUL cannot be kept by every database, nor can a lone half of a pair.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def folded(text: str) -> str:
    """The one form in which texts are searched: width and case folded, white space as single spaces.

    Half and full width, capital and small letters are alike. Nothing else is: a character with its mark is another
    than the one without.
    """
    return " ".join(_folded(text).split())


def _folded(text: str) -> str:
    """Folded but for its white space."""
    plain = _NOT_TEXT.sub(" ", text)
    if plain.isascii():
        return plain.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())


def words_of(given: Iterable[str]) -> tuple[str, ...]:
    """What was typed as it is looked for; all of them must be found in a subject, each in one of its texts.

    Refused ``value.empty`` where nothing is left of it, ``value.too_long`` beyond `MOST_WORDS` characters.
    """
    words = tuple(dict.fromkeys(filter(None, map(folded, given))))
    if not words:
        raise refuse("value.empty", msg("Type the words to search for."), field="words")
    count = sum(map(len, words))
    if count > MOST_WORDS:
        raise refuse(
            "value.too_long",
            msg("The words have {count} characters; at most {limit} fit.", count=count, limit=MOST_WORDS),
            field="words",
        )
    return words


def grams(text: str) -> Iterator[str]:
    """Every pair of neighbouring characters of a folded text, and its last character alone.

    A text that holds some words holds all their pairs, and one that holds a character has a pair that begins with it.
    """
    return chain(pairs(text), text[-1:])


def pairs(word: str) -> Iterator[str]:
    """The pairs that every text with this word holds; none for a single character."""
    return map(add, word, word[1:])


# What of each kind of state can be searched, by the key its page shows it under; the number comes first by itself.


def _institution(one: Any) -> Texts:
    yield "code", one.code
    for named in one.names:
        yield "name", named.name
    yield "licence", one.licence
    yield "address", one.address


def _agreement(one: Any) -> Texts:
    yield "number", one.number


def _complaint(one: Any) -> Texts:
    yield "summary", one.summary
    yield "source_no", one.source_no
    yield "decline_no", one.decline_no
    yield "end_reason", one.ends_with
    for letter in one.letters:
        yield "number", letter.number
        yield "reason", letter.reason
        yield "result_no", letter.result_no
    for told in one.told:
        yield "number", told.number
    for back in one.returns:
        yield "number", back.number
        yield "reason", back.reason


def _inspection(one: Any) -> Texts:
    yield "notice_no", one.notice_no
    yield "place", one.place
    yield "note", one.note
    yield "reason", one.reason


def _finding(one: Any) -> Texts:
    yield "text", one.text
    yield "doc_no", one.doc_no
    yield "provision", one.provision


def _event(one: Any) -> Texts:
    yield "body", one.body
    yield "authority", one.authority
    yield "doc_no", one.doc_no
    yield "penalty", one.penalty
    yield "note", one.note


def _attachment(one: Any) -> Texts:
    if not one.sealed:
        yield "name", one.name


def _case(one: Any) -> Texts:
    yield "source", one.source
    yield "origin", one.origin
    yield "archive_no", one.archive_no
    yield "reason", one.close_reason
    yield "conclusion", one.conclusion
    for longer in one.extensions:
        yield "reason", longer.reason
    for review in one.reviews:
        yield "reason", review.reason


def _measure(one: Any) -> Texts:
    yield "word", one.word
    yield "notice_no", one.notice_no
    yield "decision_no", one.decision_no
    yield "ordered_no", one.ordered_no
    yield "letter_no", one.letter_no
    yield "answer_no", one.answer_no
    yield "sent_to", one.sent_to
    yield "reason", one.reason
    yield "skip_reason", one.skip_reason
    yield "deviation_reason", one.deviation_reason
    yield "defence_text", one.defence_text
    yield "reply", one.reply
    yield "end_reason", one.end_reason
    for served in one.served:
        yield "number", served.number
    for problem in one.problems:
        yield "text", problem.text
    for longer in one.extensions:
        yield "reason", longer.reason
    for talk in one.talks:
        yield "minutes_no", talk.minutes_no
        yield "result", talk.result
        for promise in talk.promises:
            yield "text", promise.text


def _publication(one: Any) -> Texts:
    for version in one.versions:
        yield "text", version.text
        yield "reason", version.reason
        yield "ref", version.ref


def _application(one: Any) -> Texts:
    yield "reason", one.reason


def _dispute(one: Any) -> Texts:
    yield "number", one.number
    yield "body", one.body
    yield "outcome_no", one.outcome_no
    yield "reason", one.reason
    yield "outcome_reason", one.outcome_reason


def _recovery(one: Any) -> Texts:
    yield "decision_no", one.decision_no
    yield "note", one.note


def _task(one: Any) -> Texts:
    yield "text", one.zh
    yield "text", one.en
    yield "result", one.result
    yield "reason", one.reason


def _roster(one: Any) -> Texts:
    yield "ref", one.ref
    yield "note", one.note


def _survey(one: Any) -> Texts:
    yield "note", one.note


def _assessment(one: Any) -> Texts:
    return iter(())


SEARCHED: Final[Mapping[str, Callable[[Any], Texts]]] = {
    "institution": _institution,
    "agreement": _agreement,
    "complaint": _complaint,
    "inspection": _inspection,
    "finding": _finding,
    "event": _event,
    "attachment": _attachment,
    "case": _case,
    "measure": _measure,
    "publication": _publication,
    "application": _application,
    "assessment": _assessment,
    "dispute": _dispute,
    "recovery": _recovery,
    "task": _task,
    "roster": _roster,
    "survey": _survey,
}
"""Noun -> the texts of its state that everybody may read."""

DAYS: Final[Mapping[str, str]] = {
    "complaint": "received",
    "inspection": "held_on",
    "finding": "found_on",
    "event": "happened",
    "attachment": "added_on",
    "case": "opened_on",
    "measure": "proposed_on",
    "publication": "current.drafted_on",
    "agreement": "from_day",
    "application": "filed_on",
    "assessment": "year_end",
    "dispute": "filed_on",
    "recovery": "opened_on",
    "task": "opened_on",
    "roster": "as_of",
    "survey": "held_on",
}


def texts(state: State) -> Iterator[tuple[str, str]]:
    """The number of a subject and every text of it that can be searched, as they were entered."""
    searched = SEARCHED.get(BY_STATE[type(state)].noun)
    if searched is not None:
        yield "id", state.id.partition(":")[2] or state.id
        for key, text in searched(state):
            if text:
                yield key, text


def searchable(state: State | None) -> str | None:
    """All there is to be searched of a subject in one folded text; None for what cannot be searched."""
    if state is None or BY_STATE[type(state)].noun not in SEARCHED:
        return None
    found = dict.fromkeys(folded(text) for _, text in texts(state))
    return BREAK.join(found)[:MOST_TEXT]


def day_of(state: State) -> date | None:
    """The day a subject is told by; None for one that has none."""
    name = DAYS.get(BY_STATE[type(state)].noun)
    day: date | None = attrgetter(name)(state) if name is not None else None
    return day


def spotted(text: str, word: str) -> tuple[int, int] | None:
    """Where a folded word stands in a text as it was entered: from and to; None where it cannot be told.

    Folding may turn one character into several and several into one: each is found by the piece it came from.
    """
    form: list[str] = []
    ends: list[tuple[int, int]] = []
    for start, piece in _pieces(text):
        for char in _folded(piece):
            if not char.isspace():
                form.append(char)
                ends.append((start, start + len(piece)))
            elif form and form[-1] != " ":
                form.append(" ")
                ends.append((start, start + len(piece)))
    at = "".join(form).find(word)
    return None if at < 0 else (ends[at][0], ends[at + len(word) - 1][1])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A character with the marks that follow it, and where it begins."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, text[start:at]
            start = at
