"""Commands made from acts: rehearsal, keys, secrets, effects, refusals that are kept."""

import json
from pathlib import Path

import pytest

from tests.console.cli.runner import CODE, Runner

RENAME = ("institution", "rename", CODE, "--name", "淄测新院")


def test_an_act_tells_what_it_brings_about(zhang: Runner) -> None:
    done = zhang.ok(*RENAME)
    assert done["id"] == CODE
    assert done["effects"]
    assert all(isinstance(effect, str) for effect in done["effects"])
    shown = zhang("--lang", "en", "institution", "show", CODE)
    assert "淄测新院" in shown.text


def test_a_rehearsal_keeps_nothing(zhang: Runner) -> None:
    head = zhang.ok("journal", "head")
    done = zhang.ok(*RENAME, "--dry-run")
    assert done["dry_run"] is True
    assert done["effects"]
    assert zhang.ok("journal", "head") == head


def test_a_key_gives_the_first_result_again(zhang: Runner) -> None:
    first = zhang.ok(*RENAME, "--once", "k1")
    again = zhang.ok(*RENAME, "--once", "k1")
    assert "repeated" not in first
    assert again["repeated"] is True
    assert again["id"] == first["id"]
    assert zhang.refused("institution", "rename", CODE, "--name", "别的", "--once", "k1")["code"] == "once.differs"


def test_an_act_may_be_dated_back_with_a_reason(zhang: Runner) -> None:
    line = ("institution", "add", "--code", "91120116MA06ABC11M", "--name", "津测辅具", "--service", "device")
    assert zhang.refused(*line, "--on", "2025-05-20")["code"] == "day.late"
    assert zhang.refused(*line, "--on", "2025-06-04")["code"] == "day.future"
    assert zhang.ok(*line, "--on", "2025-05-20", "--late-reason", "补录")["id"]


def _reporter(folder: Path) -> Path:
    path = folder / "reporter.json"
    path.write_text(json.dumps({"name": "王保密", "phone": "13800138000"}), encoding="utf-8")
    return path


def _log(runner: Runner) -> str:
    logged = runner.ok(
        *("--as", "zhang", "complaint", "log", "--institution", CODE, "--received", "today", "--channel", "phone"),
        *("--nature", "report", "--summary", "反映床位与计费不符", "--text", "-"),
        *("--reporter-file", _reporter(runner.folder)),
        stdin="本人王保密举报虚计床位".encode(),
    )
    return str(logged["id"])


def test_what_is_sealed_comes_out_only_by_revealing_it(cli: Runner) -> None:
    complaint = _log(cli)
    for line in (
        ("complaint", "show", complaint),
        ("complaint", "list"),
        ("--as", "zhang", "complaint", "accept", complaint),
    ):
        answer = cli(*line, "--json")
        assert answer.status == 0
        assert "王保密" not in answer.text + answer.err
    opened = cli.ok("--as", "sun", "complaint", "reveal", complaint, "--purpose", "核实")
    assert opened["reporter"]["name"] == "王保密"
    assert "虚计床位" in opened["text"]
    assert cli.refused("--as", "zhang", "complaint", "reveal", complaint, "--purpose", "x")["code"] == "role.denied"


def test_a_sealed_attachment_goes_to_a_file_of_its_owner(cli: Runner) -> None:
    complaint = _log(cli)
    scan = cli.folder / "scan.bin"
    scan.write_bytes(b"\x00scan\xff" * 100_000)
    attached = cli.ok("--as", "zhang", "attach", "add", complaint, scan, "--kind", "scan")["id"]
    target = cli.folder / "out.bin"
    assert cli.refused("--as", "zhang", "attach", "save", attached, "--output", target)["code"] == "attachment.sealed"
    line = ("--as", "sun", "attach", "open", attached, "--purpose", "核实", "--output", target)
    head = cli.ok("journal", "head")
    target.write_bytes(b"mine")
    assert cli.refused(*line)["code"] == "file.exists"
    # Nothing was opened for a file that could not be written.
    assert cli.ok("journal", "head") == head
    target.unlink()
    cli.ok(*line)
    assert target.read_bytes() == scan.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_attachment_comes_back_as_it_went_in(zhang: Runner) -> None:
    source = zhang.folder / "回证 [1].pdf"
    source.write_bytes(bytes(range(256)) * 2000)
    attached = zhang.ok("attach", "add", CODE, source, "--kind", "proof")["id"]
    assert zhang.ok("attach", "list", CODE)["attachments"][0]["name"] == "回证 [1].pdf"
    target = zhang.folder / "back.pdf"
    zhang.ok("attach", "save", attached, "--output", target)
    assert target.read_bytes() == source.read_bytes()
    assert zhang.refused("attach", "save", attached, "--output", target)["code"] == "file.exists"
    assert zhang("attach", "save", attached, "--output", target, "--replace").status == 0
    assert zhang("attach", "save", attached, "--output", "-").out == source.read_bytes()


@pytest.mark.parametrize(
    "word", ["approve", "policy approve", "measure approve", "publication approve", "case approve"]
)
def test_approving_under_any_name_is_one_act(cli: Runner, word: str) -> None:
    assert cli.refused("--as", "zhang", *word.split(), "CL-2025-0001")["code"] == "role.denied"
    assert cli.refused("--as", "zhao", *word.split(), "CL-2025-0001")["code"] == "not-found"


def test_a_request_is_approved_or_turned_down_by_another(cli: Runner) -> None:
    line = ("--as", "zhang", "policy", "set", "answer.period", "6wd", "--from", "2025-07-01", "--reason", "x")
    cli.ok(*line)
    assert cli.ok("--as", "zhao", "approve", "answer.period", "--reject", "--reason", "不同意")["status"] == "rejected"
    cli.ok(*line)
    cli.ok("--as", "zhao", "approve", "answer.period")
    assert cli.ok("policy", "show", "answer.period", "--on", "2025-07-01")["value"] == "6wd"


def test_a_refused_attempt_is_told_with_its_id(cli: Runner) -> None:
    from console.errors import failure_of_refusal
    from domain.messages import msg
    from domain.refusals import Refusal

    failure = failure_of_refusal(Refusal("application.barred", msg("No."), subject="SQ-2025-0001"))
    assert failure.document["refused"] == {
        "code": "application.barred",
        "message": msg("No."),
        "reasons": [],
        "id": "SQ-2025-0001",
    }
    assert failure_of_refusal(Refusal("busy", msg("Busy."))).status == 5
