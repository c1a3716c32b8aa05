"""Every letter and form there is: what it is called, whose it is, when it fits, and what fills it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from db.store import Reader
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.rulebook.timeline import Rulebook
from domain.states import aggregate_of
from domain.states.core import State
from sanctions.asking import agency_of
from sanctions.letters import fitting
from sanctions.letters.values.application import APPLICATION, application_values
from sanctions.letters.values.approval import APPROVAL, NOUNS, approval_values
from sanctions.letters.values.case import CASE, case_values
from sanctions.letters.values.common import Desk
from sanctions.letters.values.complaint import COMPLAINT, complaint_values
from sanctions.letters.values.inspection import INSPECTION, inspection_values
from sanctions.letters.values.measure import measure_values
from sanctions.letters.values.measure_fields import MEASURE
from sanctions.letters.values.plain import Plain, fields, shaped
from sanctions.letters.values.recovery import RECOVERY, recovery_values
from sanctions.reading import need_on
from sanctions.rules import calendar_of, rulebook_of

_Lacks: TypeAlias = Callable[[Desk, Any], Message | None]
_Values: TypeAlias = Callable[[Desk, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter. `about` are the nouns of the subjects it is written for.

    `lacks` says in one sentence why it cannot be written for a subject as it stands, None where it can. `values`
    gathers what fills it; `sample` has every field with an example.
    """

    id: str
    word: Message
    about: tuple[str, ...]
    lacks: _Lacks
    values: _Values
    sample: Mapping[str, Plain]


def _kind(noun: str, values: _Values, sample: Mapping[str, Plain]) -> Callable[[str, Message, _Lacks], Letter]:
    def make(id: str, word: Message, lacks: _Lacks) -> Letter:
        return Letter(id, word, (noun,), lacks, values, sample)

    return make


_measure = _kind("measure", measure_values, MEASURE)
_inspection = _kind("inspection", inspection_values, INSPECTION)
_complaint = _kind("complaint", complaint_values, COMPLAINT)
_application = _kind("application", application_values, APPLICATION)
_recovery = _kind("recovery", recovery_values, RECOVERY)
_case = _kind("case", case_values, CASE)

_ALL = (
    _measure("notice", msg("notice of an intended measure"), fitting.notice),
    _measure("defence-record", msg("record of the defence"), fitting.defence_record),
    _measure("defence-review", msg("review of the defence"), fitting.defence_review),
    _measure("decision", msg("letter of decision"), fitting.decision),
    _measure("refusal-list", msg("list of refused fees"), fitting.refusal_list),
    _measure("hold-notice", msg("notice of a payment hold"), fitting.hold),
    _measure("release-notice", msg("notice of released payment"), fitting.release),
    _measure("rectification-order", msg("letter of rectification"), fitting.rectification),
    _measure("talk-notice", msg("invitation to a talk"), fitting.talk_notice),
    _measure("talk-record", msg("record of a talk"), fitting.talk),
    _measure("resumption-notice", msg("notice of resumption"), fitting.resumption),
    _measure("referral-letter", msg("referral letter"), fitting.referral),
    _measure("approval-sheet", msg("approval sheet"), fitting.approval_sheet),
    _measure("minutes", msg("minutes of the collective discussion"), fitting.minutes),
    _measure("service-receipt", msg("receipt of service"), fitting.service),
    _inspection("inspection-notice", msg("notice of an inspection"), fitting.inspection),
    _inspection("inspection-record", msg("record of an inspection"), fitting.inspection),
    _inspection("interview-record", msg("record of an interview"), fitting.inspection),
    _inspection("facts-confirmation", msg("confirmation of facts"), fitting.facts_confirmation),
    _complaint("acceptance", msg("notice of acceptance"), fitting.acceptance),
    _complaint("non-acceptance", msg("notice of non-acceptance"), fitting.non_acceptance),
    _complaint("transfer-letter", msg("letter of transfer"), fitting.transfer),
    _complaint("reply", msg("reply"), fitting.reply),
    _complaint("completion", msg("notice of completion"), fitting.completion),
    _application("application-refusal", msg("refusal of an application"), fitting.application_refusal),
    _recovery("recovery-notice", msg("notice of recovery"), fitting.recovery),
    _recovery("demand", msg("demand"), fitting.demand),
    _recovery("written-decision", msg("written decision to perform"), fitting.written_decision),
    _case("case-cover", msg("cover of the case file"), fitting.case),
    _case("contents", msg("list of contents"), fitting.case),
    Letter("approval-record", msg("record of approval"), NOUNS, fitting.approval_record, approval_values, APPROVAL),
)

LETTERS: Final[Mapping[str, Letter]] = {letter.id: letter for letter in _ALL}
"""Every letter by its id, in the order they come up."""


def desk_of(reader: Reader, *, on: date, number: str | None = None, rules: Rulebook | None = None) -> Desk:
    """Where letters of a day are written; `number` is the letter's own, blank while nobody gave one."""
    return Desk(reader, on, rules or rulebook_of(reader), calendar_of(reader), agency_of(reader), number)


def named(id: str) -> Letter:
    """The letter of an id; refused ``letter.unknown``."""
    letter = LETTERS.get(id)
    if letter is None:
        raise refuse(
            "letter.unknown",
            msg("There is no letter {letter}. Choose one of: {letters}.", letter=id, letters=tuple(LETTERS)),
            field="letter",
        )
    return letter


def letters_about(noun: str) -> list[Letter]:
    """The letters there are for a kind of subject."""
    return [letter for letter in LETTERS.values() if noun in letter.about]


def letters_for(reader: Reader, subject: str, *, on: date, rules: Rulebook | None = None) -> list[Letter]:
    """The letters that can be written for a subject as it stands on a day. Refused ``not-found``."""
    desk = desk_of(reader, on=on, rules=rules)
    noun, state = _subject(desk, subject)
    return [letter for letter in letters_about(noun) if letter.lacks(desk, state) is None]


def values_of(
    reader: Reader,
    letter_id: str,
    subject: str,
    *,
    on: date,
    number: str | None = None,
    rules: Rulebook | None = None,
) -> dict[str, Plain]:
    """What fills a letter on a subject: each of its fields, empty where nothing is known.

    Refused ``letter.unknown``, ``not-found``, ``letter.subject`` for another kind of subject, ``letter.not-yet`` with
    what is missing.
    """
    letter = named(letter_id)
    desk = desk_of(reader, on=on, number=number, rules=rules)
    noun, state = _subject(desk, subject)
    if noun not in letter.about:
        offered = tuple(one.id for one in letters_about(noun))
        raise refuse(
            "letter.subject",
            msg(
                "{letter} is not written about {subject}. Choose one of: {letters}.",
                letter=letter_id,
                subject=subject,
                letters=offered,
            )
            if offered
            else msg("No letter is written about {subject}.", subject=subject),
            field="letter",
        )
    lacks = letter.lacks(desk, state)
    if lacks is not None:
        raise refuse("letter.not-yet", lacks, field="letter")
    return _filled(letter, letter.values(desk, state))


def sample_values(letter_id: str) -> dict[str, Plain]:
    """Every field of a letter with an example, to check a template without a subject. Refused ``letter.unknown``."""
    letter = named(letter_id)
    return _filled(letter, letter.sample)


def fields_of(letter_id: str) -> list[str]:
    """The fields of a letter as a template names them, ``bills[].amount``. Refused ``letter.unknown``."""
    return fields(dict(named(letter_id).sample))


def _filled(letter: Letter, given: Mapping[str, Any]) -> dict[str, Plain]:
    filled = shaped(dict(letter.sample), given)
    assert isinstance(filled, dict)
    return filled


def _subject(desk: Desk, subject: str) -> tuple[str, State]:
    try:
        aggregate = aggregate_of(subject)
    except KeyError:
        raise refuse("not-found", msg("There is no {subject} here.", subject=subject), field="subject") from None
    return aggregate.noun, need_on(desk.reader, aggregate.state, subject, on=desk.on, field="subject")
