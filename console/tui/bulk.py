"""One act on several subjects (批量办理): rehearsed for each, then done as an act of its own for each.

Every one is its own transaction, so that whatever ends the console leaves whole acts only.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import Any

from console.i18n import ENGLISH, render
from console.tui.doing import SEALED, Draft
from console.tui.questions import Questions
from console.tui.session import Session, Trouble, tried
from console.tui.speech import Speech
from console.tui.subjects import Subject
from domain.acts import Act
from domain.messages import Message, Words, msg
from domain.refusals import Refusal
from sanctions.results import Done

Answer = Done | Refusal | Trouble


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act on one subject."""

    subject: Subject
    answer: Answer

    @property
    def refusal(self) -> Words | None:
        """Why it was not done, or was kept as refused; None for what was done."""
        if isinstance(self.answer, Done):
            return self.answer.refused.message if self.answer.refused is not None else None
        return self.answer.message


@dataclass(frozen=True, slots=True)
class Batch:
    """An act as filled in once, for several subjects. `key` tells this batch from every other.

    With it no act of the batch is done twice, however often it is tried. `seen` is the journal's last entry when the
    list was read: each line on which others acted since is refused by itself.
    """

    draft: Draft
    subjects: tuple[Subject, ...]
    key: str
    seen: int | None = None

    def one(self, subject: Subject) -> Draft:
        """The act on one of the subjects."""
        field = self.draft.act.subject
        assert field is not None
        value: Any = [subject.id] if self.draft.act.field(field).many else subject.id
        return replace(self.draft, raw={**self.draft.raw, field: value})

    def only(self, subjects: Sequence[Subject]) -> "Batch":
        """The same for some of the subjects."""
        return replace(self, subjects=tuple(subjects))


def run(
    session: Session, batch: Batch, *, rehearse: bool, told: Callable[[int], None], stop: Event
) -> tuple[Outcome, ...]:
    """Rehearse or do the act on each subject in turn, going on past refusals; in a thread.

    `told` hears how many are through. Ends early when `stop` is set, and when the database cannot be used: what was
    not tried has no outcome.
    """
    found: list[Outcome] = []
    for number, subject in enumerate(batch.subjects, 1):
        if stop.is_set():
            break
        one = batch.one(subject)
        once = None if rehearse else f"{batch.key}-{subject.id}"
        answer = tried(partial(one.do, session, rehearse=rehearse, once=once, seen=batch.seen))
        found.append(Outcome(subject, answer))
        if isinstance(answer, Trouble):
            break
        told(number)
    return tuple(found)


def unfit(act: Act) -> Message | None:
    """Why an act is done on one subject at a time only; None for what may be done on several at once."""
    if act.subject is None:
        return msg("it is about no line")
    if act.kind in SEALED:
        return msg("one at a time: it opens what is sealed")
    if act.retype is True:
        return msg("one at a time: it asks for the name")
    if any(field.shape == "file" and field.required for field in act.fields):
        return msg("one at a time: it takes a file")
    return None


def unfit_as_filled(draft: Draft) -> Message | None:
    """Why an act, filled in like this, is done on one subject at a time only."""
    if draft.act.retypes(draft.raw):
        return msg("This asks for the name of the institution each time. Do it for one at a time.")
    return None


def effects(outcomes: Sequence[Outcome], say: Speech, made: Collection[str] = ()) -> list[tuple[str, list[str], bool]]:
    """What the acts bring about: each sentence once, with the numbers it is true of, and whether it is a warning.

    `made` are numbers that rehearsals gave to what is not there yet; done one after the other they will be others, so
    that only their kind is told. What is true of most comes first, warnings before effects.
    """
    found: dict[tuple[str, bool], list[str]] = {}
    for one in outcomes:
        if isinstance(one.answer, Done) and one.refusal is None:
            told = [(words, True) for words in one.answer.warnings] + [(words, False) for words in one.answer.effects]
            for words, warning in told:
                sentence = _NUMBER.sub(lambda hit: f"{hit[1]}-.." if hit[0] in made else hit[0], say(words))
                ids = found.setdefault((sentence, warning), [])
                if one.subject.id not in ids:
                    ids.append(one.subject.id)
    ordered = sorted(found.items(), key=lambda item: (not item[0][1], -len(item[1])))
    return [(sentence, ids, warning) for (sentence, warning), ids in ordered]


_NUMBER = re.compile(r"\b([A-Z]{2})-\d{4}-\d+(?!\d)")


def numbers_made(session: Session, outcomes: Sequence[Outcome]) -> frozenset[str]:
    """The numbers in what rehearsals tell that nothing on record has; in a thread."""
    words = [
        words
        for one in outcomes
        if isinstance(one.answer, Done)
        for words in (*one.answer.effects, *one.answer.warnings)
    ]
    told = {hit[0] for one in words for hit in _NUMBER.finditer(render(one, ENGLISH))}

    def look(questions: Questions) -> frozenset[str]:
        from domain.states import aggregate_of

        reader = questions.reader
        return frozenset(id for id in told if reader.get(aggregate_of(id).state, id) is None)

    return session.ask(look) if told else frozenset()
