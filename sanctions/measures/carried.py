"""How a measure was carried out, as its page tells it: talks, problems put right, in-patients."""

from typing import Any

from domain.states.measures import Measure


def carried(measure: Measure) -> dict[str, Any]:
    """The keys about carrying it out, counts None where there is nothing of the kind.

    In-patients are told by number and initials, as they are kept.
    """
    return {
        "extended": len(measure.extensions) if measure.rectify_by is not None else None,
        "extensions": [
            {"from": one.from_day, "until": one.until, "reason": one.reason, "approved_on": one.approved_on}
            for one in measure.extensions
        ],
        "report_on": measure.report_on,
        "problems": [
            {
                "number": one.number,
                "text": one.text,
                "finding": one.finding,
                "provision": one.provision,
                "checked_on": one.checked_on,
                "closed_on": one.closed_on,
                "note": one.note,
            }
            for one in measure.problems
        ],
        "open_problems": len(measure.open_problems) if measure.problems else None,
        "appointed_on": measure.appointed_on,
        "appointed_at": measure.appointed_at,
        "absences": sum(1 for talk in measure.talks if not talk.held) if measure.talks else None,
        "talks": [
            {
                "on": talk.on,
                "held": talk.held,
                "place": talk.place,
                "host": talk.host,
                "attendees": list(talk.attendees),
                "minutes": talk.minutes_no,
                "result": talk.result,
            }
            for talk in measure.talks
        ],
        "promises": [
            {"text": promise.text, "by": promise.by, "task": promise.task}
            for talk in measure.talks
            for promise in talk.promises
        ],
        "patients": [
            {
                "number": one.number,
                "initials": one.initials,
                "department": one.department,
                "decision": one.decision,
                "to": one.to,
                "decided_on": one.decided_on,
            }
            for one in measure.patients
        ],
        "undecided": measure.undecided if measure.patients or measure.inpatients else None,
    }
