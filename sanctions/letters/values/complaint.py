"""What the letters on a complaint (投诉举报) may name: its summary, never who reported or what was sealed."""

from typing import Any, Final

from domain.messages import msg
from domain.refusals import refuse
from domain.screening import personal_content
from domain.states.cases import Case
from domain.states.complaints import Complaint
from sanctions.letters.values.common import COMMON, Desk, common
from sanctions.letters.values.findings import instead
from sanctions.letters.values.plain import Plain
from sanctions.letters.values.words import day, term, unstopped

COMPLAINT: Final[dict[str, Plain]] = {
    **COMMON,
    "complaint": {
        "id": "TS-2024-0001",
        "received": "2024年7月1日",
        "channel": "来电",
        "nature": "投诉",
        "summary": "反映收费公示不全",
        "department": "骨科",
        "source_no": "12345-20240701-001",
        "status": "accepted",
        "accepted_on": "2024年7月3日",
        "reply_by": "2024年7月31日",
        "finish_by": "2024年9月1日",
        "answered_on": "2024年7月29日",
        "reason": "不属于本单位职责范围",
        "decline_no": "某社保不受〔2024〕1号",
        "reply": "经核实，该院已补全收费公示。",
        "reply_no": "某社保复〔2024〕2号",
    },
    "case": {"id": "HC-2024-0001", "conclusion": "部分属实", "outcome": "已按规定处理", "closed_on": "2024年7月28日"},
    "handed": {
        "to": "某市医疗保障局",
        "fraud": True,
        "number": "某社保转〔2024〕1号",
        "sent_on": "2024年7月5日",
        "reason": "属于贵单位职责范围",
        "receipt": "回执1号",
    },
}
"""Fields of a complaint's letters, each with an example."""


def complaint_values(desk: Desk, complaint: Complaint) -> dict[str, Any]:
    """The values of a complaint's letters.

    Refused ``letter.personal`` where the summary or the answer holds an ID number or a telephone number: a person who
    must stay unknown could be told by it.
    """
    reply, number = _reply(desk, complaint)
    for text in (complaint.summary, reply or "", complaint.ends_with or ""):
        if personal_content(text, own_telephone=desk.agency.telephone, names=()):
            raise refuse(
                "letter.personal",
                msg(
                    "The summary or the answer of {complaint} holds an ID number or a telephone number. Take it out "
                    "first: complaint correct --summary.",
                    complaint=complaint.id,
                ),
                desk.rules.reason("provisions.reporter-secret"),
            )
    case = desk.reader.get(Case, complaint.case) if complaint.case is not None else None
    handed = complaint.letters[-1] if complaint.letters else None
    return {
        **common(desk, complaint.institution, complaint.received),
        "complaint": {
            "id": complaint.id,
            "received": day(complaint.received),
            "channel": term("channel", complaint.channel),
            "nature": term("nature", complaint.nature),
            "summary": _outward(desk, complaint.summary),
            "department": complaint.department,
            "source_no": complaint.source_no,
            "status": complaint.status,
            "accepted_on": day(complaint.accepted_on),
            "reply_by": day(complaint.reply_by),
            "finish_by": day(complaint.finish_by),
            "answered_on": day(complaint.answered_on),
            "reason": _outward(desk, complaint.ends_with),
            "decline_no": complaint.decline_no,
            "reply": _outward(desk, reply),
            "reply_no": number,
        },
        "case": {
            "id": case.id,
            "conclusion": term("conclusion", case.conclusion),
            "outcome": term("case_outcome", case.outcome),
            "closed_on": day(case.closed_on),
        }
        if case is not None
        else None,
        "handed": {
            "to": handed.to,
            "fraud": handed.matter == "fraud-report",
            "number": handed.number,
            "sent_on": day(handed.sent_on),
            "reason": _outward(desk, handed.reason),
            "receipt": handed.receipt,
        }
        if handed is not None
        else None,
    }


def _outward(desk: Desk, text: str | None) -> str | None:
    """Whoever reported may say fraud; a paper of ours does not, before somebody determined it."""
    return instead(desk.rules) if text is not None and desk.rules.accuses(text) else unstopped(text)


def _reply(desk: Desk, complaint: Complaint) -> tuple[str | None, str | None]:
    """What was answered last, and under which number."""
    told = list(desk.reader.entries(subject=complaint.id, kinds=["complaint.answer"], on=desk.on))
    return (told[-1].maybe("reply"), told[-1].maybe("number")) if told else (None, None)
