"""Signed heads: a history rewritten whole and chained anew is found with one that was kept outside."""

import json
import shutil
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from db import triggers
from db.journal import GENESIS, chained
from db.signing import make_signing_key
from tests.console.cli.runner import CODE, Runner
from tests.samples import copy_sample


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


def _rewrite(
    path: Path, *, keep: int | None = None, change: tuple[str, str] = ("淄测第二医院", "淄测第三医院")
) -> None:
    """What the owner of the machine can do: change an act, chain everything behind it anew, move the head."""
    with sqlite3.connect(path) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            base.execute(f"DROP TRIGGER {name}")
        if keep is not None:
            base.execute("DELETE FROM journal WHERE seq > ?", (keep,))
        prev, seq = GENESIS, 0
        for seq, body in base.execute("SELECT seq, body FROM journal ORDER BY seq").fetchall():
            body = body.replace(*change)
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


def _refold(path: Path) -> None:
    """State made to fit a rewritten journal, as whoever knows the program can."""
    from db.engine import make_engine, write_connection
    from db.state import refold

    engine = make_engine(str(path))
    with write_connection(engine) as connection:
        refold(connection)
        triggers.install(connection)
    engine.dispose()


def test_a_rewriting_of_everything_is_found_with_a_head_held_outside_and_only_so(office: Runner) -> None:
    outside = ("--against", office.folder / "heads.jsonl")
    inside = office.folder / "inside.jsonl"
    office.ok("--as", "wu", "journal", "heads", "export", "--output", inside)
    assert inside.read_bytes() == (office.folder / "heads.jsonl").read_bytes()
    # One forgot the heads kept here: the program itself finds it, and signs no more.
    _rewrite(office.database)
    _refold(office.database)
    assert office.ok("--as", "wu", "journal", "verify")["ok"] is True
    assert {one["code"] for one in office("database", "check", "--json").json["problems"]} == {"head.rewritten"}
    assert office.refused("--as", "wu", "journal", "head", "--sign")["code"] == "head.rewritten"
    # One did not, and holds the key besides: everything inside agrees.
    with sqlite3.connect(office.database) as base:
        base.execute("DROP TRIGGER signed_head_insert_only_delete")
        base.execute("DELETE FROM signed_head")
    base.close()
    _refold(office.database)
    office.ok("--as", "wu", "journal", "head", "--sign")
    assert office.ok("database", "check")["problems"] == []
    assert office.ok("--as", "wu", "journal", "verify")["ok"] is True
    office.ok("--as", "wu", "journal", "heads", "export", "--output", inside, "--replace")
    assert office.ok("--as", "wu", "journal", "verify", "--against", inside)["ok"] is True
    # Whoever was given a head before knows better, and between which entries.
    answer = office("--as", "wu", "journal", "verify", *outside, "--json")
    first, last = answer.json["heads"]
    assert (answer.status, first["code"], last["code"]) == (3, None, "head.rewritten")
    told = office("--lang", "en", "--as", "wu", "journal", "verify", *outside).err
    assert f"between entry {first['entries'] + 1} and entry {last['entries']}" in told


def test_one_old_measure_rewritten_is_found(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    cli = Runner(tmp_path)
    copy_sample(tmp_path_factory, "zibo-2023", cli.database)
    cli.ok("--as", "郑某", "key", "create")
    cli.ok("--as", "吴某", "journal", "head", "--sign", "--output", tmp_path / "head.jsonl")
    with sqlite3.connect(cli.database) as base:
        query = "SELECT seq, body FROM journal WHERE kind = 'measure.propose' ORDER BY seq LIMIT 1"
        ((seq, body),) = base.execute(query).fetchall()
    base.close()
    reason = json.loads(body)["fields"]["reason"]
    _rewrite(cli.database, change=(json.dumps(reason, ensure_ascii=False), '"改过的理由"'))
    with sqlite3.connect(cli.database) as base:
        (anew,) = base.execute("SELECT body FROM journal WHERE seq = ?", (seq,)).fetchone()
        base.execute("DELETE FROM signed_head")
    base.close()
    assert json.loads(anew)["fields"]["reason"] == "改过的理由"
    verify = ("--as", "吴某", "journal", "verify")
    assert cli.ok(*verify)["ok"] is True
    answer = cli(*verify, "--against", tmp_path / "head.jsonl", "--json")
    assert (answer.status, [one["code"] for one in answer.json["heads"]]) == (3, ["head.rewritten"])


def test_a_head_is_signed_once_for_each_end(office: Runner) -> None:
    sign = ("--as", "wu", "journal", "head", "--sign")
    first, again = office(*sign).out, office(*sign).out
    assert first == again
    listed = office.ok("journal", "heads", "list")["heads"]
    assert len(listed) == 2
    assert json.loads(first) == listed[0]
    (only,) = office.ok("journal", "heads", "list", "--limit", 1)["heads"]
    rest = office.ok("journal", "heads", "list", "--after", office.ok("journal", "heads", "list", "--limit", 1)["next"])
    assert [only, *rest["heads"]] == listed
    # Read only, it is signed all the same and not kept.
    office.ok("--as", "zhang", "institution", "rename", CODE, "--name", "淄测第三医院")
    office.ok("--read-only", *sign)
    assert len(office.ok("journal", "heads", "list")["heads"]) == 2


def test_a_head_to_print_reads_out_and_is_taken_back(office: Runner) -> None:
    head = office.ok("--as", "wu", "journal", "head", "--sign")
    printed = office("--lang", "en", "--as", "wu", "journal", "head", "--sign", "--print").out
    assert office("--lang", "en", "journal", "head", "--print").out == printed
    lines = printed.decode().splitlines()
    assert lines[0] == f"测试经办机构: head of the journal, entry {head['entries']}"
    assert max(len(line) for line in lines[:-1]) <= 80
    digits = "".join(printed.decode().split())
    assert head["head"] in digits
    assert " ".join(head["head"][place : place + 4] for place in (0, 4, 8, 12)) in printed.decode()
    # The whole mail, with what stands around the line.
    mail = office.folder / "mail.txt"
    mail.write_bytes(b"Subject: head\n\n" + printed + b"\n-- \nwu\n")
    assert office.ok("--as", "wu", "journal", "verify", "--against", mail)["heads"][0]["ok"] is True


def test_what_leaves_the_house_carries_the_newest_head(office: Runner) -> None:
    head = office.ok("--as", "wu", "journal", "head", "--sign")
    journal = office("--as", "wu", "journal", "export", "--output", "-").out.splitlines()[-1]
    assert json.loads(journal)["signed_head"] == head
    history = office.ok("--as", "wu", "history", "export", "--format", "json", "--output", "-")
    assert (history["history"], history["signed_head"]) == ([], head)
    assert office.ok("statistics", "show")["signed_head"] == head
    target = office.folder / "history.xlsx"
    office.ok("--as", "wu", "history", "export", "--format", "xlsx", "--output", target)
    with zipfile.ZipFile(target) as book:
        assert head["head"] in book.read("docProps/core.xml").decode()
    copy = office.folder / "copy.jsonl"
    copy.write_bytes(office("--as", "wu", "journal", "export", "--output", "-").out)
    assert office.ok("--as", "wu", "journal", "verify", copy)["ok"] is True


def test_doctor_tells_that_nothing_was_signed_for_long(office: Runner) -> None:
    def codes() -> set[str]:
        return {one["code"] for one in office("doctor", "--json").json["problems"]}

    office.ok("--as", "zhang", "institution", "rename", CODE, "--name", "淄测第三医院")
    office.today += timedelta(days=7)
    assert "head.late" not in codes()
    office.today += timedelta(days=1)
    assert "head.late" in codes()
    office.ok("--as", "wu", "journal", "head", "--sign")
    assert "head.late" not in codes()
    # Where nothing was done since, there is nothing to sign.
    office.today += timedelta(days=30)
    assert "head.late" not in codes()


def test_a_signing_key_with_a_passphrase(cli: Runner) -> None:
    secret = cli.folder / "secret"
    secret.write_text("Fünf 五\n")
    create = ("--as", "zhang", "key", "create", "--passphrase-file", secret)
    assert cli.refused(*create)["code"] == "key.passphrase"
    secret.chmod(0o600)
    made = cli.ok(*create)
    assert b"ENCRYPTED" in Path(made["key"]).read_bytes()
    sign = ("--as", "wu", "journal", "head", "--sign")
    assert cli.refused(*sign)["code"] == "key.passphrase"
    assert cli.ok(*sign, "--passphrase-file", secret)["key"] == made["fingerprint"]
    with secret.open("rb") as opened:
        assert cli.ok(*sign, "--passphrase-fd", opened.fileno())["key"] == made["fingerprint"]
    secret.write_text("other\n")
    assert cli.refused(*sign, "--passphrase-file", secret)["code"] == "key.passphrase"
    assert cli.refused(*sign, "--passphrase-fd", 999)["code"] == "key.passphrase"
