"""The journal to read: every act once over its pages, found by words on either database, shown as it is chained."""

import pytest

from domain.refusals import Refused
from sanctions.agency.journal_reading import acts, entry
from sanctions.results import Way
from tests.console.tui.town import case_under_way, hospital
from tests.sanctions.office import HOSPITAL, Office

KINDS = {"复查": {"measure.recheck"}, "立项": {"case.open"}}


def test_the_journal_is_read_page_by_page_and_by_words(office: Office) -> None:
    hospital(office, HOSPITAL, "淄测中心医院", "XY-1")
    case_under_way(office)
    with office.store.read() as reader:
        everything = [one.seq for one in reader.entries()]
        read: list[int] = []
        after = None
        while True:
            page = acts(reader, limit=5, after=after)
            read += [one.seq for one in page.entries]
            after = page.next
            if after is None:
                break
        assert read == everything[::-1]

        def seen(way: Way, after: str | None = None) -> list[int]:
            return [one.seq for one in acts(reader, limit=3, after=after, way=way).entries]

        last = everything[-1]
        first_page = acts(reader, limit=3)
        assert seen(Way(reverse=True)) == everything[:3]
        assert seen(Way(last=True)) == [3, 2, 1]
        assert seen(Way(at="5")) == [5, 4, 3]
        again = acts(reader, limit=3, after=first_page.next)
        assert seen(Way(before=again.previous)) == [one.seq for one in first_page.entries]
        assert acts(reader, way=Way(count=True)).total == last
        assert acts(reader, way=Way(count=True, before=again.previous)).total == 3
        assert acts(reader, way=Way(count=True, before=again.previous, reverse=True)).total == last - 4

        def found(*words: str) -> list[str]:
            told = acts(reader, words, kinds=lambda word: KINDS.get(word, ()), limit=500).entries
            return [one.id for one in told]

        assert found("hc-2024-0001") == [one.id for one in reader.entries(subject="HC-2024-0001")][::-1]
        assert found("HC-2024-0001#2") == ["HC-2024-0001#2"]
        assert found(HOSPITAL, "立项") == ["HC-2024-0001#1"]
        assert set(found("中心医院")) == {one.id for one in reader.entries(institution=HOSPITAL)}
        assert "FX-2024-0001#1" in found("床位与计费")
        # What a pattern or a key would mean is looked for as it is written; nothing of what was sealed is found.
        for words in (("%",), ("_____",), ("王五",), (",", "nowhere at all")):
            assert found(*words) == [], words
        for seq in (1, everything[-1]):
            assert entry(reader, seq).holds
        with pytest.raises(Refused):
            entry(reader, everything[-1] + 1)
