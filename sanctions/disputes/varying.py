"""Whether a measure can become what an outcome says: days, departments, bills and word it can have at all."""

from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureEnd, MeasureKind
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.disputes.asked import Asked
from sanctions.names import require_departments
from sanctions.work import Work


def check_varied(work: Work, measure: Measure, asked: Asked) -> tuple[dict[str, int] | None, str, str | None]:
    """The bills left with their fen (None: as they were), the word, and the way of ending that goes with a new word.

    What the body varied is taken as given; refused ``dispute.parts`` is only what such a measure cannot have.
    """
    _check_days(work, measure, asked)
    if asked.departments:
        if not measure.departments:
            raise refuse("dispute.parts", msg("This measure names no departments."), field="departments")
        require_departments(_institution(work, measure), asked.departments, "departments")
    word, end_kind = _word(work, measure, asked)
    return _bills(measure, asked), word, end_kind


def _institution(work: Work, measure: Measure) -> Institution:
    return work.institution(measure.institution or "")


def _check_days(work: Work, measure: Measure, asked: Asked) -> None:
    rule = work.rulebook.on(measure.decided_on or work.on).measure(measure.kind)
    if asked.until is not None and (rule is None or MeasureEnd.EXPIRED not in rule.ended_by):
        raise refuse("dispute.parts", msg("{word} has no last day.", word=measure.word), field="until")
    first = measure.in_force_from or measure.decided_on
    if asked.until is not None and first is not None and asked.until < first:
        raise refuse(
            "dispute.parts", msg("The last day {day} lies before the first one.", day=asked.until), field="until"
        )
    if asked.rectify_by is not None and measure.rectify_by is None:
        raise refuse("dispute.parts", msg("This measure sets no day to put things right."), field="rectify_by")
    if asked.rectify_by is not None and measure.decided_on is not None and asked.rectify_by <= measure.decided_on:
        raise refuse(
            "dispute.parts",
            msg("The day to put things right must lie after {day}.", day=measure.decided_on),
            field="rectify_by",
        )


def _word(work: Work, measure: Measure, asked: Asked) -> tuple[str, str | None]:
    if asked.word is None:
        return measure.word, None
    rule = work.rulebook.on(measure.decided_on or work.on).measure(measure.kind)
    words = rule.words if rule is not None else ()
    for word in words:
        if asked.word == word.zh:
            return word.zh, str(word.end_kind) if word.end_kind else None
    raise refuse(
        "dispute.parts",
        msg(
            "{word} is no word of such a measure. Choose one of {words}.",
            word=asked.word,
            words=tuple(w.words for w in words),
        ),
        field="word",
    )


def _bills(measure: Measure, asked: Asked) -> dict[str, int] | None:
    if not asked.bills:
        return None
    known = {bill.bill: bill.fen for bill in measure.bills}
    if not known:
        raise refuse("dispute.parts", msg("This measure names no bills."), field="bills")
    left: dict[str, int] = {}
    for given in asked.bills:
        fen = known.get(given.bill, 0) if given.fen is None else given.fen
        if fen <= 0:
            raise refuse("dispute.parts", msg("{bill} needs an amount above zero.", bill=given.bill), field="bills")
        if measure.kind == MeasureKind.PAYMENT_HOLD and fen > known.get(given.bill, 0):
            raise refuse(
                "dispute.parts",
                msg("{bill}: more than was held cannot be held by it. Take a new decision.", bill=given.bill),
                field="bills",
            )
        left[given.bill] = fen
    return left
