"""Drafts on the disk: private, bounded, apart for each person and database, and passed over when damaged."""

import json
import os
import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from console.drafts import DAYS, LARGEST, MOST, Drafts, KeptDraft
from domain.refusals import Refused

NOW = datetime(2024, 9, 30, 2, tzinfo=UTC)


def drafts(folder: Path, who: str = "zhang", database: str = "/a.db") -> Drafts:
    return Drafts(folder / "drafts", database, who, lambda: NOW)


def draft(id: str = "HC-2024-0001", **fields: str | bool) -> KeptDraft:
    kept = fields or {"reason": "床位与计费不符\n[/] [@click=app.quit]", "absent": True}
    return KeptDraft("case.close", "case", id, "5237", "淄测中心医院", kept, date(2024, 9, 30), NOW)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "drafts").iterdir())


def test_what_is_kept_is_found_again_word_for_word(tmp_path: Path) -> None:
    drafts(tmp_path).save(draft())
    assert drafts(tmp_path).find("case.close", "case", "HC-2024-0001") == draft()
    assert drafts(tmp_path).all().drafts == (draft(),)
    assert drafts(tmp_path).find("case.close", "case", "HC-2024-0002") is None


def test_only_its_owner_may_read_it_and_its_name_tells_nothing(tmp_path: Path) -> None:
    drafts(tmp_path).save(draft())
    (file,) = files(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert not any(word in file.name for word in ("zhang", "case", "HC"))


def test_a_later_draft_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    drafts(tmp_path).save(draft(reason="a"))
    drafts(tmp_path).save(draft(reason="ab"))
    (kept,) = drafts(tmp_path).all().drafts
    assert kept.fields == {"reason": "ab"}
    assert len(files(tmp_path)) == 1


def test_people_and_databases_have_their_own(tmp_path: Path) -> None:
    drafts(tmp_path).save(draft())
    assert drafts(tmp_path, "li").all().drafts == ()
    assert drafts(tmp_path, database="/b.db").all().drafts == ()
    drafts(tmp_path, "li").remove("case.close", "case", "HC-2024-0001")
    assert len(files(tmp_path)) == 1


def test_one_that_was_thrown_away_is_gone(tmp_path: Path) -> None:
    mine = drafts(tmp_path)
    mine.save(draft())
    mine.remove("case.close", "case", "HC-2024-0001")
    mine.remove("case.close", "case", "HC-2024-0001")
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda told: told | {"version": "0.0.0"},
        lambda told: told | {"operator": "li"},
        lambda told: told | {"fields": ["x"]},
        lambda told: told | {"fields": {"reason": 3}},
        lambda told: told | {"id": "HC-2024-0009"},
        lambda told: told | {"saved_at": "2024-09-30T10:00:00"},
        lambda told: {name: value for name, value in told.items() if name != "today"},
        lambda told: [told],
    ],
)
def test_another_version_or_damage_is_passed_over_and_counted(tmp_path: Path, damage: "object") -> None:
    mine = drafts(tmp_path)
    mine.save(draft())
    (file,) = files(tmp_path)
    told = json.loads(file.read_bytes())
    file.write_text(json.dumps(damage(told)))  # type: ignore[operator]
    assert mine.find("case.close", "case", "HC-2024-0001") is None
    found = mine.all()
    assert (found.drafts, found.skipped) == ((), 1)
    assert file.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xc4\xe3", b"[" * 100_000, b" " * (LARGEST + 1)])
def test_half_a_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    mine = drafts(tmp_path)
    mine.save(draft())
    files(tmp_path)[0].write_bytes(content)
    assert mine.all().skipped == 1


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    mine = drafts(tmp_path)
    mine.save(draft())
    (file,) = files(tmp_path)
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")
    assert mine.all().drafts == ()


def test_what_steers_a_terminal_does_not_come_back(tmp_path: Path) -> None:
    drafts(tmp_path).save(draft(reason="a\x1b[2Jb\x00c\x9bd\ue000\ud800\te\nf"))
    (kept,) = drafts(tmp_path).all().drafts
    assert kept.fields["reason"] == "a[2Jbcd\ue000\te\nf"


def test_one_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        drafts(tmp_path).save(draft(reason="x" * LARGEST))
    assert refused.value.refusal.code == "draft.too_large"


def test_old_ones_go_whosever_they_are_and_nothing_else_does(tmp_path: Path) -> None:
    drafts(tmp_path, "li").save(draft())
    old = (NOW - timedelta(days=DAYS, seconds=1)).timestamp()
    other = tmp_path / "drafts" / "notes.txt"
    other.write_text("mine")
    for path in files(tmp_path):
        os.utime(path, (old, old))
    left = tmp_path / "drafts" / "edit-x"
    left.mkdir()
    (left / "text.txt").write_text("half a text")
    os.utime(left, (old, old))
    assert drafts(tmp_path).all().drafts == ()
    assert files(tmp_path) == [other]


def test_no_more_than_so_many_are_kept(tmp_path: Path) -> None:
    mine = drafts(tmp_path)
    for number in range(MOST + 2):
        one = draft(f"HC-2024-{number:04d}")
        mine.save(replace(one, saved_at=NOW + timedelta(seconds=number)))
        for path in files(tmp_path):
            # The disk's clock is too coarse to tell one from the next.
            kept = json.loads(path.read_bytes())
            at = datetime.fromisoformat(kept["saved_at"]).timestamp()
            os.utime(path, (at, at))
    found = mine.all().drafts
    assert len(found) == MOST
    assert found[0].id == f"HC-2024-{MOST + 1:04d}"
    assert "HC-2024-0000" not in {one.id for one in found}
