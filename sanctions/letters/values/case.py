"""What the cover (卷宗封面) and the list of contents (卷内目录) of a case's file may name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.states.attachments import Attachment
from domain.states.cases import Case, case_status
from domain.states.disputes import Dispute
from domain.states.inspections import Event, Finding, Inspection
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.letters.values.common import COMMON, Desk, common
from sanctions.letters.values.papers import decision_paper, paper
from sanctions.letters.values.plain import Plain, numbered
from sanctions.letters.values.words import day, listed, money, term, terms, unstopped
from sanctions.reading import as_stood, each

CASE: Final[dict[str, Plain]] = {
    **COMMON,
    "case": {
        "id": "HC-2024-0001",
        "status": "已办结",
        "origin": "协议检查",
        "source": "JC-2024-0001",
        "lead": "李某",
        "second": "张某",
        "office": "稽核科",
        "opened_on": "2024年7月20日",
        "limit_on": "2024年10月20日",
        "closed_on": "2024年9月30日",
        "outcome": "已按规定处理",
        "conclusion": "属实",
        "close_reason": "处理措施已执行",
        "archive_no": "DA-2024-018",
        "archived_on": "2024年10月8日",
        "still_held": "0.00元",
    },
    "measures": [
        {
            "no": "1",
            "id": "CL-2024-0001",
            "word": "责令改正",
            "decision_no": "某社保决〔2024〕5号",
            "decided_on": "2024年9月2日",
            "stage": "执行中",
        }
    ],
    "contents": [
        {
            "no": "1",
            "title": "协议检查记录",
            "number": "某社保检〔2024〕7号",
            "day": "2024年7月16日",
            "by": "李某、张某",
            "note": "JC-2024-0001",
        }
    ],
    "content_count": "1",
    "apart": "TS-2024-0001",
}
"""Fields of the papers of a case's file, each with an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A paper in the file: what it is, its number, its day, who made it, and which record it belongs to."""

    title: str
    on: date | None
    number: str | None = None
    by: str | None = None
    note: str | None = None


def case_values(desk: Desk, case: Case) -> dict[str, Any]:
    """The values of the papers of a case's file. Complaints are named by number alone and lie apart, sealed."""
    measures = _of_case(desk, Measure, case.id)
    pieces = sorted(_pieces(desk, case, measures), key=lambda one: one.on or date.max)
    return {
        **common(desk, case.institution),
        "case": {
            "id": case.id,
            "status": term("case", case_status(case, measures, desk.on)),
            "origin": term("origin", case.origin),
            "source": case.source,
            "lead": case.lead,
            "second": case.second,
            "office": case.office,
            "opened_on": day(case.opened_on),
            "limit_on": day(case.limit_on),
            "closed_on": day(case.closed_on),
            "outcome": term("case_outcome", case.outcome),
            "conclusion": term("conclusion", case.conclusion),
            "close_reason": unstopped(case.close_reason),
            "archive_no": case.archive_no,
            "archived_on": day(case.archived_on),
            "still_held": money(case.still_held),
        },
        "measures": numbered(
            [
                {
                    "id": one.id,
                    "word": one.word,
                    "decision_no": one.decision_no or one.letter_no,
                    "decided_on": day(one.decided_on),
                    "stage": term("stage", one.status(desk.on)),
                }
                for one in measures
            ]
        ),
        "contents": numbered(
            [
                {"title": one.title, "number": one.number, "day": day(one.on), "by": one.by, "note": one.note}
                for one in pieces
            ]
        ),
        "content_count": str(len(pieces)),
        "apart": listed(case.complaints),
    }


def _of_case(desk: Desk, kind: Any, case: str) -> list[Any]:
    table = desk.reader.table(kind)
    stood = (as_stood(desk.reader, one, desk.on) for one in each(desk.reader, kind, table.c.case == case))
    return [one for one in stood if one is not None]


def _pieces(desk: Desk, case: Case, measures: list[Measure]) -> Iterator[_Piece]:
    yield _Piece(title=term("pieces", "opening"), on=case.opened_on, by=case.lead, note=case.id)
    for id in case.inspections:
        inspection = desk.reader.get(Inspection, id)
        if inspection is not None:
            yield from _of_inspection(inspection)
    for id in case.events:
        event = desk.reader.get(Event, id)
        if event is not None:
            yield _Piece(title=term("pieces", "event"), on=event.learned, number=event.doc_no, by=event.body, note=id)
    for measure in measures:
        yield from _of_measure(measure)
    for recovery in _of_case(desk, Recovery, case.id):
        yield from _of_recovery(recovery)
    yield from _of_disputes(desk, measures)
    yield from _attached(desk, case, measures)
    for extension in case.extensions:
        yield _Piece(title=term("pieces", "extension"), on=extension.on, note=case.id)
    if case.closed_on is not None:
        yield _Piece(title=term("pieces", "closing"), on=case.closed_on, by=case.lead, note=case.id)


def _of_inspection(inspection: Inspection) -> Iterator[_Piece]:
    by = listed(inspection.inspectors)
    if inspection.notice_no is not None:
        yield _Piece(
            title=term("pieces", "inspection-notice"),
            on=inspection.held_on,
            number=inspection.notice_no,
            by=by,
            note=inspection.id,
        )
    yield _Piece(title=term("pieces", "inspection-record"), on=inspection.held_on, by=by, note=inspection.id)
    if inspection.confirmation is not None:
        yield _Piece(
            title=term("pieces", "facts-confirmation"),
            on=inspection.confirmation.on,
            by=inspection.confirmation.by,
            note=inspection.id,
        )


def _of_measure(measure: Measure) -> Iterator[_Piece]:
    for talk in measure.talks:
        yield _Piece(
            title=term("pieces", "talk-record"), on=talk.on, number=talk.minutes_no, by=talk.host, note=measure.id
        )
    if measure.takes_effect != "talk":
        on = measure.decided_on or measure.proposed_on
        yield _Piece(
            title=f"{term('pieces', 'approval-sheet')}（{measure.word}）", on=on, by=measure.proposer, note=measure.id
        )
    if measure.noticed is not None:
        yield _Piece(title=paper(measure, "notice"), on=measure.notice_on, number=measure.notice_no, note=measure.id)
    if measure.defence == "heard":
        yield _Piece(title=term("pieces", "defence-record"), on=measure.defence_on, note=measure.id)
    if measure.decided_on is not None and measure.takes_effect != "talk":
        yield _Piece(
            title=decision_paper(measure),
            on=measure.decided_on,
            number=measure.decision_no or measure.letter_no,
            by=measure.decided_by,
            note=measure.id,
        )
    for one in measure.served:
        yield _Piece(
            title=f"{term('pieces', 'service-receipt')}（{paper(measure, one.document)}）",
            on=one.received,
            number=one.number,
            by=listed(one.servers),
            note=measure.id,
        )


def _of_recovery(recovery: Recovery) -> Iterator[_Piece]:
    yield _Piece(title=term("pieces", "recovery-notice"), on=recovery.opened_on, note=recovery.id)
    for one in recovery.demands:
        yield _Piece(title=term("pieces", "demand"), on=one.served, note=recovery.id)
    if recovery.decided_on is not None:
        yield _Piece(
            title=term("pieces", "written-decision"),
            on=recovery.decided_on,
            number=recovery.decision_no,
            note=recovery.id,
        )
    for filed in recovery.enforcement:
        yield _Piece(
            title=term("pieces", "enforcement"), on=filed.filed, number=filed.number, by=filed.court, note=recovery.id
        )


def _of_disputes(desk: Desk, measures: list[Measure]) -> Iterator[_Piece]:
    targets = [target for one in measures for target in (one.id, f"bar:{one.id}")]
    if not targets:
        return
    for one in each(desk.reader, Dispute, desk.reader.table(Dispute).c.target.in_(targets)):
        if one.filed_on > desk.on:
            continue
        title = term("pieces", one.kind)
        yield _Piece(title=title, on=one.filed_on, number=one.number, by=one.body, note=one.id)


def _attached(desk: Desk, case: Case, measures: list[Measure]) -> Iterator[_Piece]:
    """Files kept with the case and what hangs on it; those of complaints are sealed and never named."""
    found = (one for source in (case.id, *case.inspections) for one in _findings(desk, source))
    subjects = [case.id, *case.inspections, *case.events, *found, *(one.id for one in measures)]
    for one in each(desk.reader, Attachment, desk.reader.table(Attachment).c.subject.in_(subjects)):
        if not one.sealed and one.added_on <= desk.on:
            yield _Piece(title=_title(one), on=one.added_on, note=one.subject)


def _title(attachment: Attachment) -> str:
    """What a file is: a letter that was kept goes by what it is called on paper."""
    letter = attachment.name.removeprefix(f"{attachment.subject}-").removesuffix(".docx")
    return terms()["pieces"].get(letter, attachment.name)


def _findings(desk: Desk, source: str) -> Iterator[str]:
    for one in each(desk.reader, Finding, desk.reader.table(Finding).c.source == source):
        yield one.id
