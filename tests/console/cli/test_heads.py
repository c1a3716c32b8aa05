"""Signed heads: a history rewritten whole and chained anew is found with one that was kept outside."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from db.journal import GENESIS, chained
from db.signing import make_signing_key
from tests.console.cli.runner import CODE, Runner


@pytest.fixture
def office(cli: Runner) -> Runner:
    """An office with a signing key and some acts, and a head signed after each of two of them."""
    cli.ok("--as", "zhang", "key", "create")
    heads = b""
    for name in ("淄测第一医院", "淄测第二医院"):
        cli.ok("--as", "zhang", "institution", "rename", CODE, "--name", name)
        heads += cli("--as", "wu", "journal", "head", "--sign").out
    (cli.folder / "heads.jsonl").write_bytes(heads)
    return cli


def _rewrite(path: Path, *, keep: int | None = None) -> None:
    """What the owner of the machine can do: change an act, chain everything behind it anew, move the head."""
    with sqlite3.connect(path) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            base.execute(f"DROP TRIGGER {name}")
        if keep is not None:
            base.execute("DELETE FROM journal WHERE seq > ?", (keep,))
        prev, seq = GENESIS, 0
        for seq, body in base.execute("SELECT seq, body FROM journal ORDER BY seq").fetchall():
            body = body.replace("淄测第二医院", "淄测第三医院")
            digest = chained(prev, body)
            base.execute("UPDATE journal SET prev = ?, hash = ?, body = ? WHERE seq = ?", (prev, digest, body, seq))
            prev = digest
        base.execute("UPDATE journal_head SET seq = ?, hash = ?", (seq, prev))
    base.close()


def test_a_rewritten_history_is_found(office: Runner) -> None:
    verify = ("--as", "wu", "journal", "verify")
    against = ("--against", office.folder / "heads.jsonl")
    good = office.ok(*verify, *against)
    assert [one["ok"] for one in good["heads"]] == [True, True]
    first, last = (one["entries"] for one in good["heads"])
    whole = office.folder / "office.db"
    rewritten, cut = office.folder / "rewritten.db", office.folder / "cut.db"
    for copy in (rewritten, cut):
        shutil.copy(whole, copy)
    _rewrite(rewritten)
    _rewrite(cut, keep=last - 1)
    for copy, code in ((rewritten, "head.rewritten"), (cut, "head.shortened")):
        # In order by itself; only who kept a head knows better.
        assert office.ok(*verify, copy)["ok"] is True
        answer = office(*verify, copy, *against, "--json")
        assert (answer.status, answer.json["ok"]) == (3, False)
        assert [one["code"] for one in answer.json["heads"]] == [None, code]
    told = office("--lang", "en", *verify, rewritten, *against).err
    assert f"between entry {first + 1} and entry {last}" in told
    # An exported copy is held against them in the same way, with the key it names itself or one that is trusted.
    runner = Runner(office.folder)
    runner.environment["JIANDU_DATABASE"] = str(rewritten)
    for base, status in ((office, 0), (runner, 3)):
        target = office.folder / f"{status}.jsonl"
        base.ok("--as", "wu", "journal", "export", "--output", target)
        assert office(*verify, target, *against).status == status


def test_heads_are_held_to_their_signature(office: Runner) -> None:
    verify = ("--as", "wu", "journal", "verify", "--against")
    heads = office.folder / "heads.jsonl"
    line = heads.read_bytes().splitlines()[1]
    other = make_signing_key(office.folder / "other.pem")
    (office.folder / "other.pub").write_bytes(other.public.pem)
    answer = office(*verify, heads, "--key", office.folder / "other.pub", "--json")
    assert (answer.status, {one["code"] for one in answer.json["heads"]}) == (3, {"head.key"})
    # The line tells it in plain too, but only the signed statement counts.
    heads.write_bytes(line.replace("测试经办机构".encode(), "别的经办机构".encode()))
    assert office(*verify, heads, "--json").json["heads"][0]["code"] == "head.signature"
    for damaged in (b"", b"[]", b"{}", b"nonsense", line[:-40], b'{"statement": "{}", "signature": ""}'):
        heads.write_bytes(damaged)
        assert office.refused(*verify, heads)["code"] == "head.not_one"


def test_who_signs_heads(office: Runner) -> None:
    head = ("journal", "head", "--sign")
    assert office.refused("--as", "zhao", *head)["code"] == "role.denied"
    signed = office.ok("--as", "wu", *head)
    plain = office.ok("--as", "wu", "journal", "head")
    assert {name: signed[name] for name in plain} == plain
    target = office.folder / "head.json"
    assert office.ok("--as", "wu", *head, "--output", target)["path"] == str(target)
    assert target.read_bytes() == office("--as", "wu", *head).out
    with sqlite3.connect(office.database) as base:
        base.execute("DROP TRIGGER journal_insert_only_update")
        base.execute("UPDATE journal SET body = replace(body, '第一', '第九') WHERE body LIKE '%第一%'")
    base.close()
    assert office.refused("--as", "wu", *head)["code"] == "journal.broken"
