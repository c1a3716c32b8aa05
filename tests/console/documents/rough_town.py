"""A town where every text is somebody's mischief, and where one person reported who must never be found in anything."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from domain.acts import Upload
from sanctions.results import Done
from tests.codes import credit_code
from tests.console.documents.leaving import trusting
from tests.sanctions.matter import Matter, sign
from tests.sanctions.office import Office
from tests.sanctions.test_publications import SITE

TODAY: Final = date(2025, 7, 15)
REPORTER: Final = {
    "name": "欧阳密报",
    "phone": "13912345678",
    "id_number": "110105194912310021",
    "address": "密封路七十七号",
}
ORIGINAL: Final = "原文只许保管员看见"
SECRETS: Final = (*REPORTER.values(), ORIGINAL, "密报", "只许保管员")
"""What must be nowhere, in no form; the last two are parts of it."""

STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""By what a spreadsheet takes a cell for a formula."""

ROUGH: Final = (
    *(f"{start}cmd|'/c calc'!A1 床位" for start in STARTS),
    '=HYPERLINK("http://x","y")',
    "{=1+1}床",
    "<script>alert(1)</script>床",
    "床</td></main><img src=x onerror=a>",
    "床&amp;&#60;b&gt;位",
    "<r>床</r>",
    "床_x003D_1_x0041_",
    "床]]></w:t><w:instrText>x",
    "床\x1b[2J\x07\x08\x7f\x9b31m位",
    "床\u202e多计\u202c\u2066x\u2069\u200f",
    "床\u200b位\u2060\ufeff\u200d",
    "床位\n第二行\r\n\u2028第三行\x0b",
    "床\x85位\x1c",
    "床{0}{name}%s%n",
    "床\\,;:\\n位\r\nEND:VCALENDAR",
    "床\"位'",
    "床" * 300,
    "-1+1床",
    "床,=1",
    '床\n=1+1\n"',
    "\u3000床",
)


def made(office: Office, texts: tuple[str, ...] = ROUGH, count: int = 7) -> Office:
    """Institutions, complaints with their reporter, findings, measures, a publication, a list: all with such texts."""
    given = _mixed(texts)
    trusting(office)
    ended = [_ended(office, credit_code(number), given) for number in range(1, count + 1)]
    list_id = _wilful(office, "publication.draft", given, "note", on="2025-03-06", terminations=ended).id
    office.do("approve", who="zhao", on="2025-03-06", id=list_id)
    office.do("publication.publish", who="qian", on="2025-03-07", id=list_id, **SITE)
    roster = _wilful(office, "roster.draft", given, "note", on="2025-03-04").id
    office.do("approve", who="zhao", on="2025-03-07", id=roster)
    office.today = TODAY
    return office


def _mixed(texts: tuple[str, ...]) -> Iterator[str]:
    """Each text once, in another order, and so on: every field gets to see all kinds."""
    chance = Random(7)  # noqa: S311 - the same order each time
    while True:
        yield from chance.sample(texts, len(texts))


def _ended(office: Office, code: str, given: Iterator[str]) -> str:
    """An institution that was reported, and with which the agreement was ended; gives the termination."""
    departments = list(dict.fromkeys(" ".join(next(given).split())[:40] for _ in range(2)))
    start = {"on": "2023-01-20", "code": code, "services": ["medical"], "departments": departments}
    _wilful(office, "institution.add", given, "name", **start)
    sign(office, code, "medical")
    _wilful(office, "institution.change", given, "district", on="2023-02-02", code=code)
    told = {"received": "2025-02-03", "channel": "phone", "nature": "report", "on": "2025-02-03", "institution": code}
    complaint = _wilful(office, "complaint.log", given, "summary", **told, **_sealed())
    matter = Matter(office, code, on="2025-03-03")
    office.do("case.add", on="2025-03-03", case=matter.case, complaints=[complaint.id])
    found = {"category": "untrue-billing", "severity": "grave", "text": next(given), "departments": departments}
    _wilful(office, "finding.add", given, "provision", on="2025-03-03", source=matter.case, **found)
    file = Upload(next(given)[:80], b"x")
    office.attempt("attach.add", on="2025-03-03", subject=matter.case, file=file, kind="other")
    matter.hold("2025-03-04", "B-1=100.00")
    held = {"case": matter.case, "kind": "termination", "ground": "ZB 五(二)", "skip_reason": next(given)}
    id = _wilful(office, "measure.propose", given, "reason", on="2025-03-05", raw=held).id
    matter.hear(id, "2025-03-05")
    matter.approve(id, "2025-03-05")
    return id


def _sealed() -> dict[str, Upload]:
    told = json.dumps(REPORTER, ensure_ascii=False).encode()
    return {"reporter_file": Upload("r.json", told), "text": Upload("t.txt", ORIGINAL.encode())}


def _wilful(office: Office, kind: str, given: Iterator[str], field: str, **fields: object) -> Done:
    """The act with the next of the texts that it takes: what is refused does not get in at all."""
    told: object = None
    for _ in range(60):
        raw = fields.get("raw")
        text = {field: next(given)}
        more = fields | ({"raw": {**raw, **text}} if isinstance(raw, dict) else text)
        answer = office.attempt(kind, **more)  # type: ignore[arg-type]
        if isinstance(answer, Done):
            return answer
        told = (answer.code, answer.message)
    raise AssertionError((kind, told))
