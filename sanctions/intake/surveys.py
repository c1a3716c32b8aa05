"""Satisfaction surveys (满意度调查): recorded, listed, told where low; never a measure by themselves."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.acts import Upload
from domain.acts.surveys import RECORD
from domain.messages import Words, msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.view import View
from domain.states.surveys import Survey
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.rules import rulebook_of
from sanctions.work import Work


@handles(RECORD)
def record(
    work: Work,
    *,
    code: str,
    held: date,
    among: str,
    asked: int,
    answered: int,
    satisfied: int,
    score: int | None,
    note: str | None,
    proof: Upload | None,
) -> Done:
    """Record a survey.

    Refused: ``survey.days`` when held after the day of the act, ``survey.numbers`` when more answered than were asked,
    more were satisfied than answered, or nobody answered, ``already`` for the same survey again.
    """
    institution = work.institution(code)
    if held > work.on:
        raise refuse(
            "survey.days", msg("It cannot be held after {day}, the day of this act.", day=work.on), field="held"
        )
    if not 0 < answered <= asked or satisfied > answered:
        raise refuse(
            "survey.numbers",
            msg("At least one answered, no more than were asked, and no more were satisfied than answered."),
            field="answered" if not 0 < answered <= asked else "satisfied",
        )
    table = work.tx.table(Survey)
    same = work.tx.find(Survey, table.c.institution == code, table.c.held_on == held, table.c.among == among)
    if same:
        raise refuse("already", msg("This survey is already recorded as {id}.", id=same[0].id), field="held")
    subject = work.new_id("MY")
    fields = {
        "held": held,
        "among": among,
        "asked": asked,
        "answered": answered,
        "satisfied": satisfied,
        "score": score,
        "note": note,
    }
    work.record("survey.record", subject, fields, institution=code)
    if proof is not None:
        attach(work, subject=subject, file=proof, kind="proof")
    survey = work.need(Survey, subject)
    return Done(
        id=subject,
        data={"satisfied_percent": percent(survey), "low": is_low(survey, work.rules)},
        effects=(
            msg(
                "{name}: {percent}% of those who answered are satisfied.",
                name=institution.name,
                percent=percent(survey),
            ),
        ),
        warnings=_told(survey, work.rules),
    )


def percent(survey: Survey) -> str:
    """The satisfied among those who answered, in per cent with one decimal, rounded down."""
    return f"{survey.satisfied_permille // 10}.{survey.satisfied_permille % 10}"


def is_low(survey: Survey, rules: View) -> bool:
    """Whether it lies below what the agency set; False where it set nothing."""
    low = rules.integer("survey.low")
    return low is not None and survey.below(low)


def _told(survey: Survey, rules: View) -> tuple[Words, ...]:
    if not is_low(survey, rules):
        return ()
    return (
        msg(
            "Satisfaction lies below {low}%, the agency's own line. Whether anything follows is for you to weigh.",
            low=rules.integer("survey.low") or 0,
        ),
    )


_ORDERS = (*by_column("held_on", "among", "answered", "satisfied"), by_institution("institution_name"))


def surveys(
    reader: Reader,
    *,
    institution: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Surveys, newest first."""
    wanted = equal(reader.table(Survey), institution=institution)
    return newest(reader, Survey, wanted, _records, orders=_ORDERS, limit=limit, after=after, way=way)


def survey(reader: Reader, id: str) -> dict[str, Any]:
    """One survey with what it rests on; refused ``not-found``."""
    found = need(reader, Survey, id)
    return _records(reader, [found])[0] | {"note": found.note, "reasons": _reasons(reader, found)}


def _reasons(reader: Reader, survey: Survey) -> list[Reason]:
    view = rulebook_of(reader).on(survey.held_on)
    reasons = [view.reason("provisions.satisfaction")]
    if is_low(survey, view):
        reasons.append(view.policy("survey.low").reason)
    return reasons


def _records(reader: Reader, page: list[Survey]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    rulebook = rulebook_of(reader)
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "held_on": one.held_on,
            "among": one.among,
            "asked": one.asked,
            "answered": one.answered,
            "satisfied": one.satisfied,
            "satisfied_percent": percent(one),
            "low": is_low(one, rulebook.on(one.held_on)),
            "score": one.score,
            "case": one.case,
        }
        for one in page
    ]
