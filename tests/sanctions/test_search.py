"""Search as people use it: what is found, what never is, and how it is told."""

from typing import Any

import pytest

from domain.acts import Upload
from domain.refusals import Refused
from sanctions.results import Listing
from sanctions.search import find
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_complaints import REPORTER, reporter_file
from tests.sanctions.test_histories import many


def search(office: Office, *words: str, **options: Any) -> Listing:
    with office.store.read() as reader:
        return find(reader, words, **options)


def found(office: Office, *words: str) -> list[str]:
    return [one["id"] for one in search(office, *words).items]


@pytest.fixture
def town(office: Office) -> Office:
    """A hospital under its second name, two complaints, one with a reporter's file."""
    office.do(
        "institution.add",
        code=HOSPITAL,
        name="淄测第一医院",
        services=["medical"],
        departments=["骨科"],
        on="2024-01-02",
    )
    office.do("institution.rename", code=HOSPITAL, name="淄测骨伤医院", on="2024-06-03")
    office.do(
        "complaint.log",
        institution=HOSPITAL,
        received="2025-11-24",
        channel="phone",
        nature="report",
        summary="住院期间重复收取床位费，\nＣＴ检查多记三次",
        source_no="GD20251124-0077",
        text=Upload("原文.txt", "本人实名举报冒领".encode()),
        reporter_file=reporter_file(),
        on="2025-11-24",
    )
    return office


def test_former_names_numbers_and_parts_are_found(town: Office) -> None:
    assert found(town, "第一医院") == [HOSPITAL]
    assert found(town, "骨伤") == [HOSPITAL]
    assert found(town, HOSPITAL[4:12].lower()) == [HOSPITAL]
    assert found(town, "床位") == ["TS-2025-0001"]
    assert found(town, "4-007") == ["TS-2025-0001"]
    assert found(town, "2025-0001") == ["TS-2025-0001"]
    assert found(town, "ct检查", "床位费") == ["TS-2025-0001"]
    assert found(town, "费， ct") == ["TS-2025-0001"]
    assert found(town, "床位", "骨伤") == []


def test_who_reported_and_in_which_words_is_never_found(town: Office) -> None:
    for word in (*REPORTER.values(), "实名", "冒领", "原文.txt"):
        assert found(town, word) == []


def test_a_record_tells_where_the_words_stand(town: Office) -> None:
    (one,) = search(town, "床位费").items
    assert one["noun"] == "complaint"
    assert one["institution"] == HOSPITAL
    assert one["institution_name"] == "淄测骨伤医院"
    assert one["day"].isoformat() == "2025-11-24"
    assert one["field"] == "summary"
    assert one["snippet"] == "住院期间重复收取床位费， ＣＴ检查多记三次"
    assert one["snippet"][slice(*one["hit"])] == "床位费"
    (one,) = search(town, "ct检查").items
    assert one["snippet"][slice(*one["hit"])] == "ＣＴ检查"
    (one,) = search(town, "第一医院").items
    assert (one["field"], one["snippet"], one["day"]) == ("name", "淄测第一医院", None)


def test_a_long_text_is_cut_around_the_words(town: Office) -> None:
    summary = "甲" * 900 + "冒名住院" + "乙" * 900
    town.do("complaint.correct", id="TS-2025-0001", summary=summary, reason="补充", on="2025-11-25")
    (one,) = search(town, "冒名").items
    assert one["snippet"][slice(*one["hit"])] == "冒名"
    assert len(one["snippet"]) <= 102
    assert one["snippet"].startswith("..甲")
    assert found(town, "床位") == []


def test_a_file_tells_what_it_is_attached_to_and_a_sealed_one_nothing(town: Office) -> None:
    held = {"institution": HOSPITAL, "on": "2025-11-25", "kind": "spot", "inspectors": ["张某", "李某"]}
    inspection = town.do("inspection.record", **held).id
    for subject in (inspection, "TS-2025-0001"):
        town.do("attach.add", subject=subject, file=Upload("床位照片.png", b"PNG"), kind="照片", on="2025-11-25")
    (one,) = search(town, "照片").items
    assert (one["noun"], one["of"]) == ("attachment", inspection)


def test_every_page_is_found_once(office: Office) -> None:
    many(office)
    whole = [(one["noun"], one["id"]) for one in search(office, "2", limit=500).items]
    assert len({noun for noun, _ in whole}) > 3
    paged, after = [], None
    while True:
        page = search(office, "2", limit=3, after=after)
        paged += [(one["noun"], one["id"]) for one in page.items]
        after = page.next
        if after is None:
            break
    assert paged == whole
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize(
    ("words", "options", "code"),
    [
        ([" \u3000"], {}, "value.empty"),
        ([], {}, "value.empty"),
        (["甲" * 201], {}, "value.too_long"),
        (["甲"], {"limit": 501}, "value.limit"),
        (["甲"], {"after": "x"}, "value.after"),
    ],
)
def test_what_cannot_be_asked(office: Office, words: list[str], options: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        search(office, *words, **options)
    assert refused.value.refusal.code == code


@pytest.mark.parametrize("typed", ["[/]", "[red]", "[@click=app.quit]x", "\x1b[31m", "%", "_", "' OR 1=1 --", '"*'])
def test_whatever_is_typed_is_only_characters(town: Office, typed: str) -> None:
    assert found(town, typed) == []
