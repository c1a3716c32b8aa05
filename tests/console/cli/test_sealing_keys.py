"""The key of what is sealed, and erasing, from the command line: who may, what is told, what doctor says."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from sanctions.agency import sealing_keys
from tests.console.cli.runner import CODE, Runner


def _codes(office: Runner) -> set[str]:
    return {one["code"] for one in office("doctor", "--json").json["problems"]}


def _logged(office: Runner) -> str:
    file = office.folder / "reporter.json"
    file.write_text(json.dumps({"name": "欧阳测试"}))
    told = ("--received", "today", "--channel", "phone", "--nature", "report", "--summary", "过度医疗")
    done = office.ok(*("--as", "zhang", "complaint", "log", "--institution", CODE, *told, "--reporter-file", file))
    return str(done["id"])


def test_the_key_is_shown_changed_and_the_old_one_destroyed(cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    _logged(cli)
    change = ("--as", "zhang", "sealing-key", "rotate", "--reason", "每年更换")
    shown = cli.ok("--as", "zhang", "sealing-key", "show")
    assert (shown["in_place"], shown["keys"]) == (True, [{"fingerprint": shown["fingerprint"], "count": 1}])
    assert cli.refused("--as", "wu", "sealing-key", "show")["code"] == "role.denied"
    for words in (("show",), ("rotate", "--reason", "x"), ("settle",), ("discard", shown["fingerprint"])):
        line = ("--as", "zhang", "sealing-key", *words)
        assert cli.refused(*line, environment={"JIANDU_CONFINED": "1"})["code"] == "confined"
    done = cli.ok(*change)
    assert (done["before"], done["wrapped"], done["closed"]) == (shown["fingerprint"], 1, 0)
    assert Path(done["kept"]).exists()
    assert _codes(cli) == set()
    # Stopped between the database and the files: doctor says so, and what to do.
    monkeypatch.setattr(sealing_keys, "_try_to_settle", lambda store: None)
    cli.ok(*change)
    assert _codes(cli) == {"store.key_moving"}
    assert cli.ok("--as", "zhang", "sealing-key", "settle")["in_place"] is True
    assert _codes(cli) == set()
    cli.ok("--as", "zhang", "sealing-key", "discard", done["before"])
    assert not Path(done["kept"]).exists()
    # Another database's key in its place is told before anybody meets it.
    key = cli.folder / "office.db.key"
    key.write_text("jiandu-key-1 " + "A" * 43 + "=\n")
    assert _codes(cli) == {"store.key_other"}


def test_who_reported_is_erased_from_the_command_line(cli: Runner) -> None:
    id = _logged(cli)
    cli.ok("--as", "zhang", "complaint", "decline", id, "--reason", "不属于工伤保险")
    setting = ("policy", "set", "identity.keep", "3y", "--from", "today", "--reason", "档案规定")
    cli.ok("--as", "zhang", *setting)
    cli.ok("--as", "zhao", "approve", "identity.keep")
    assert cli.ok("identity", "due")["complaints"] == []
    cli.today += timedelta(days=3 * 366)
    (due,) = cli.ok("identity", "due")["complaints"]
    assert (due["id"], due["texts"], due["attachments"]) == (id, 1, 0)
    cli.ok("--as", "sun", "identity", "erase", id, "--reason", "保存期满")
    waiting = [one for one in cli.ok("deadlines")["deadlines"] if one["kind"] == "approval"]
    assert [one["subject"] for one in waiting] == [id]
    cli.ok("--as", "zhao", "approve", id)
    assert cli.refused("--as", "sun", "complaint", "reveal", id, "--purpose", "x")["code"] == "complaint.erased"
    (erased,) = cli.ok("complaint", "show", id)["erased"]
    assert (erased["by"], erased["asked_by"], erased["pieces"]) == ("zhao", "sun", 1)
    assert cli.ok("--as", "wu", "journal", "verify")["ok"] is True
    assert cli.ok("database", "check")["problems"] == []
