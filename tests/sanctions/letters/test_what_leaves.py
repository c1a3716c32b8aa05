"""What a letter must never let out, what it does not make up, and when it is not written yet."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest

from db.store import Reader
from domain.acts import Upload
from domain.acts.approvals import LEVELS
from domain.acts.carrying import STAYS
from domain.acts.cases import CONCLUSIONS, ORIGINS
from domain.acts.cases import OUTCOMES as CASE_OUTCOMES
from domain.acts.complaints import CHANNELS, NATURES
from domain.acts.inspections import CONFIRMED, INSPECTION_KINDS, SEVERITIES, SIGNED
from domain.acts.measures import ADOPTED, DEFENCES, METHODS, SERVICES
from domain.refusals import Refused
from domain.rulebook.loader import load
from domain.text import visible
from domain.words import STATUSES
from sanctions.letters.catalogue import letters_about, letters_for, values_of
from sanctions.letters.making import letter
from sanctions.letters.values.plain import Plain, shaped
from sanctions.letters.values.words import cited, terms, unstopped
from tests.sanctions.levels import WORDS, agree, levels, walk
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

TODAY = date(2025, 12, 1)
HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0{{ 7*7 }}"
LONG = HOSTILE + "很" * 300
HIDDEN = "医\u202e院\x07{% for x in y %}"


def _text(reader: Reader, id: str, subject: str, on: date = TODAY) -> str:
    return "\n".join(letter(reader, id, subject, on=on).text)


def test_a_reporter_and_what_was_sealed_stand_in_no_letter(office: Office) -> None:
    institution(office)
    words = ["欧阳举报", "13905331234", "某街12号", "原文里的一句话"]
    reporter = {"name": words[0], "phone": words[1], "address": words[2]}
    done = office.do(
        "complaint.log",
        on="2025-11-03",
        institution=HOSPITAL,
        received="2025-11-03",
        channel="phone",
        nature="report",
        summary="反映骨科骗保，多收床位费。",
        text=Upload("x.txt", words[3].encode()),
        reporter_file=Upload("r.json", json.dumps(reporter, ensure_ascii=False).encode()),
        source_no="12345-1",
    )
    office.do("complaint.accept", on="2025-11-04", id=done.id)
    office.do("complaint.hand-over", on="2025-11-05", id=done.id, reason="属人社行政部门职责")
    office.do("complaint.answer", on="2025-11-06", id=done.id, reply="已核实并告知结果。", number="复1")
    with office.store.read() as reader:
        fitting = letters_for(reader, done.id, on=TODAY)
        assert {one.id for one in fitting} == {"acceptance", "transfer-letter", "reply", "completion"}
        for one in fitting:
            content = letter(reader, one.id, done.id, on=TODAY).content
            archive = zipfile.ZipFile(BytesIO(content))
            parts = "".join(archive.read(name).decode() for name in archive.namelist())
            assert not [word for word in words if word in parts], one.id
            # Whoever reported may say so; we do not, before it is determined.
            assert "骗保" not in parts
            assert "违反服务协议" in parts
    office.do("complaint.correct", on="2025-11-07", id=done.id, summary="请回电13905331234", reason="补录")
    with office.store.read() as reader, pytest.raises(Refused) as refused:
        letter(reader, "reply", done.id, on=TODAY)
    assert refused.value.refusal.code == "letter.personal"


def test_fraud_is_not_said_before_it_is_determined(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding(category="suspected-fraud", text="挂床骗保，骗取基金", amount="5000", provision="ZB 五(三)1")
    talk = matter.propose("warning-talk", "2025-03-05")
    with office.store.read() as reader:
        text = _text(reader, "talk-notice", talk)
        assert "骗" not in text
        assert "1．违反服务协议（2025年3月4日查明，涉及金额5,000.00元；违反《" in text
        assert "（淄社保发〔2023〕1号）第五部分第（三）项第1点）。" in text
    matter.finding(
        "2025-03-06", category="determined-fraud", text="骗取基金", doc_no="人社监1号", determined="2025-03-05"
    )
    with office.store.read() as reader:
        assert "挂床骗保" in _text(reader, "talk-notice", talk)


def test_a_letter_waits_for_its_time_and_tells_what_is_missing(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    order = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-10")
    with office.store.read() as reader:
        assert [one.id for one in letters_for(reader, order, on=TODAY)] == ["approval-sheet"]
        for id, code in (
            ("rectification-order", "letter.not-yet"),
            ("reply", "letter.subject"),
            ("x", "letter.unknown"),
        ):
            with pytest.raises(Refused) as refused:
                values_of(reader, id, order, on=TODAY)
            assert refused.value.refusal.code == code
        with pytest.raises(Refused):
            values_of(reader, "decision", "nothing", on=TODAY)
    matter.approve(order, "2025-03-06")
    with office.store.read() as reader:
        text = _text(reader, "rectification-order", order)
    assert "自收到本通知书之日起60日内向同级人民政府申请行政复议" in text
    assert "截止日" not in text
    office.do(
        "measure.serve",
        on="2025-03-10",
        id=order,
        method="direct",
        received="2025-03-10",
        raw={"number": "淄测〔2025〕5号"},
    )
    with office.store.read() as reader:
        text = _text(reader, "rectification-order", order)
        # 60 days from 10 March end on 9 May; the day stands beside the time, counted as the record has it.
        assert "限期整改通知书\n淄测〔2025〕5号\n" in text
        typed = letter(reader, "rectification-order", order, on=TODAY, number="淄测〔2025〕6号").text
        assert typed[1] == "淄测〔2025〕6号"
        assert "60日内（截止日为2025年5月9日）" in text
        assert "6个月内（截止日为2025年9月10日）" in text
        # Before it was served, the same question had another answer.
        assert "截止日" not in _text(reader, "rectification-order", order, date(2025, 3, 7))
        # Nothing named it, so nothing is quoted.
        assert values_of(reader, "rectification-order", order, on=TODAY)["clause"] == {
            "clause": "",
            "quote": "",
            "stop": "",
        }


def test_an_application_out_of_its_days_is_told_of_them(office: Office) -> None:
    institution(office)
    filed = office.do("application.file", on="2025-03-03", code=HOSPITAL, service="medical")
    assert filed.status == "refused"
    with office.store.read() as reader:
        text = _text(reader, "application-refusal", filed.id)
    assert text.startswith("不予受理申请通知书\n")
    assert "受理时间为每年10月1日至12月31日" in text
    assert "：“经办机构于每年第四季度集中组织工伤保险协议机构申请受理及资格确认工作”。" in text


def test_a_sheet_tells_each_level_and_who_stood_in(office: Office) -> None:
    institution(office)
    levels(office, "rectification-order")
    office.do(
        "delegation.give",
        who="mishu",
        on="2025-02-20",
        to="qian",
        raw={"kind": "leave", "from_day": "2025-03-01", "until": "2025-03-31", "reason": "休假"},
    )
    matter = Matter(office)
    matter.finding()
    order = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-10")
    walk(office, order, "2025-03-06", upto="discussion")
    with office.store.read() as reader:
        # The form for the discussion is there before anybody has said anything.
        assert "参加人员 | " in _text(reader, "minutes", order)
        assert "集体讨论 |  |  |  |  | " in _text(reader, "approval-sheet", order)
    office.do("approve", who="qian", on="2025-03-07", id=order, confirm=True, **WORDS["discussion"])
    agree(office, order, "head", "2025-03-07")
    with office.store.read() as reader:
        sheet, minutes = _text(reader, "approval-sheet", order), _text(reader, "minutes", order)
    assert "法制审核 | 作出处理 | 同意 | 程序合法，依据充分 | fawu | 2025年3月6日" in sheet
    assert "qian(代mishu)" in sheet
    assert minutes.startswith("集体讨论记录\n纪要〔2025〕3号\n")
    assert "参加人员 | wang、chen、liu" in minutes


def test_hostile_words_go_through_as_words(office: Office) -> None:
    institution(office, departments=(HIDDEN, "骨科"))
    office.do("institution.rename", on="2025-02-01", code=HOSPITAL, name=HOSTILE)
    matter = Matter(office)
    matter.finding(text=f"{LONG}\n{HIDDEN}", departments=[HIDDEN])
    talk = matter.propose("warning-talk", "2025-03-05")
    with office.store.read() as reader:
        for one in letters_for(reader, talk, on=TODAY):
            text = "".join(letter(reader, one.id, talk, on=TODAY).text)
            assert visible(HOSTILE) in text, one.id
        again = [letter(reader, "talk-notice", talk, on=TODAY).content for _ in range(2)]
        assert visible(LONG) in _text(reader, "talk-notice", talk)
        assert visible(HIDDEN) in _text(reader, "talk-notice", talk)
    assert again[0] == again[1]


def test_every_term_of_the_record_has_its_word() -> None:
    closed = {
        "services": SERVICES,
        "level": LEVELS,
        "defence": DEFENCES,
        "adopted": ADOPTED,
        "method": METHODS,
        "decision": STAYS,
        "inspection": INSPECTION_KINDS,
        "signed": SIGNED,
        "confirmed": CONFIRMED,
        "severity": SEVERITIES,
        "channel": CHANNELS,
        "nature": NATURES,
        "origin": ORIGINS,
        "conclusion": CONCLUSIONS,
        "case_outcome": CASE_OUTCOMES,
        "stage": tuple(STATUSES),
    }
    for table, keys in closed.items():
        assert set(keys) <= set(terms()[table]), table


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("ZB 五(二)", "第五部分第（二）项"),
        ("ZB 四", "第四部分"),
        ("工伤保险条例 30", "《工伤保险条例》第三十条"),
        ("行政复议法 20", "《中华人民共和国行政复议法》第二十条"),
        ("民法典 201, 202", "《中华人民共和国民法典》第二百零一条、第二百零二条"),
        ("行政协议规定 115", "第一百一十五条"),
        ("人社部发〔2025〕17号", "人社部发〔2025〕17号"),
        ("协议约定", ""),
        ("推定: 履约主体灭失", ""),
    ],
)
def test_citations_are_written_out(clause: str, told: str) -> None:
    written = cited(clause, load("zibo-2023"))
    assert written.endswith(told)
    assert bool(written) == bool(told)


def test_values_keep_to_their_example() -> None:
    sample: dict[str, Plain] = {"word": "a", "done": True, "rows": [{"no": "1"}]}
    assert shaped(sample, {}) == {"word": "", "done": False, "rows": []}
    assert shaped(sample, {"rows": [{}]}) == {"word": "", "done": False, "rows": [{"no": ""}]}
    with pytest.raises(KeyError):
        shaped(sample, {"wrod": "a"})
    with pytest.raises(TypeError):
        shaped(sample, {"word": 5})
    assert unstopped("已整改。 ") == "已整改"
    assert not letters_about("roster")
