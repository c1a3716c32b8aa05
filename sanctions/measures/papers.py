"""The papers of a measure (文书) as it is shown with them: their numbers, receipts of service, a referral's answer."""

from typing import Any

from domain.money import yuan
from domain.rulebook.view import View
from domain.states.measures import Measure
from domain.states.measures.parts import Served
from sanctions.measures.referrals import fine_window


def paper_records(measure: Measure, rules: View) -> dict[str, Any]:
    """Numbers, receipts of service (送达回证), and where it was referred to what came back."""
    window = fine_window(measure, rules)
    return {
        "notice_no": measure.notice_no,
        "decision_no": measure.decision_no,
        "receipts": [_receipt(served) for served in measure.served],
        "sent_to": measure.sent_to,
        "letter_no": measure.letter_no,
        "receipt": measure.receipt,
        "receipt_on": measure.receipt_on,
        "answer_no": measure.answer_no,
        "fine": yuan(measure.fine) if measure.fine is not None else None,
        "fine_from": yuan(window[0]) if window else None,
        "fine_to": yuan(window[1]) if window else None,
    }


def _receipt(served: Served) -> dict[str, Any]:
    """One receipt of service; what was not told is left out."""
    told = {
        "document": served.document,
        "number": served.number,
        "method": served.method,
        "received": served.received,
        "servers": list(served.servers),
        "receiver": served.receiver,
        "post": served.post,
        "place": served.place,
        "time": served.time,
        "refused_why": served.refused,
        "witness": served.witness,
        "tracking": served.tracking,
        "to": served.to,
        "address": served.address,
        "announced": served.announced_on,
        "why": served.why,
    }
    return {key: value for key, value in told.items() if value not in (None, [])}
