"""Letters from the command line: which fit, looked at, written out, kept, and templates of the agency's own."""

import io
from pathlib import Path

import docx
import pytest

from tests.console.cli.runner import Runner
from tests.samples import copy_sample

PACK = "zibo-2023"


@pytest.fixture
def town(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The sample city, whose clock is its own; 李某 is a supervisor, 吴某 an auditor, 赵某 an approver."""
    runner = Runner(tmp_path)
    copy_sample(tmp_path_factory, PACK, runner.database)
    return runner


def _measure(town: Runner, letter: str) -> str:
    """A measure this letter can be written about."""
    found = town.ok("measure", "list", "--limit", 500)["measures"]
    for one in found:
        if letter in [fit["id"] for fit in town.ok("letter", "list", one["id"])["letters"]]:
            return str(one["id"])
    raise AssertionError(letter)


def test_a_letter_is_shown_written_out_and_kept(town: Runner, tmp_path: Path) -> None:
    measure = _measure(town, "decision")
    shown = town.ok("letter", "show", measure, "decision", "--number", "测社保决〔2025〕1号")
    assert "测社保决〔2025〕1号" in shown["text"]
    assert shown["template"] == "shipped"
    assert town("letter", "show", measure, "decision").text.splitlines()[0] == shown["text"][0]
    file = tmp_path / "decision.docx"
    words = ("letter", "export", measure, "decision", "--number", "测社保决〔2025〕1号", "--output")
    told = town.ok("--as", "吴某", *words, file)
    first = file.read_bytes()
    assert town("--as", "李某", *words, "-").out == first
    assert docx.Document(io.BytesIO(first)).core_properties.identifier == f"{measure}/decision"
    assert told["name"] == f"{measure}-decision.docx"
    assert town.refused("--as", "李某", *words, file)["code"] == "file.exists"
    assert town.refused("--as", "赵某", *words, file, "--replace")["code"] == "role.denied"
    kept = town.ok("--as", "李某", "letter", "keep", measure, "decision", "--number", "测社保决〔2025〕1号")
    assert kept["sha256"] == told["sha256"]
    record = town.ok("attach", "show", kept["id"])
    assert (record["subject"], record["name"], record["kind"]) == (measure, f"{measure}-decision.docx", "letter")
    assert town.refused("letter", "show", measure, "no-such")["code"] == "letter.unknown"
    assert town.refused("letter", "show", measure, "acceptance")["code"] == "letter.subject"


def test_the_agencys_own_template_takes_the_place_of_ours(town: Runner, tmp_path: Path) -> None:
    measure = _measure(town, "decision")
    folder = tmp_path / "templates"
    (folder / PACK).mkdir(parents=True)
    ours = tmp_path / "ours.docx"
    town.ok("letter", "template", "decision", "--output", ours)
    own = docx.Document(str(ours))
    own.add_paragraph("本市格式：{{ institution.name }}")
    place = folder / PACK / "decision.docx"
    own.save(str(place))
    environment = {"JIANDU_TEMPLATES": str(folder)}
    assert town.ok("letter", "check", environment=environment) == {"ok": True, "problems": []}
    listed = town.ok("letter", "list", measure, environment=environment)["letters"]
    assert next(one for one in listed if one["id"] == "decision")["template"] == "agency"
    shown = town.ok("letter", "show", measure, "decision", environment=environment)
    assert shown["template"] == "agency"
    assert shown["text"][-1].startswith("本市格式：淄测")

    own.add_paragraph("{{ institution.nam }}")
    own.save(str(place))
    (folder / PACK / "letter.docx").write_bytes(b"")
    (folder / PACK / "notice.docx").write_bytes(b"no zip")
    (folder / "elsewhere").mkdir()
    answer = town("letter", "check", "--json", environment=environment)
    assert answer.status == 3
    problems = {one["template"]: one["code"] for one in answer.json["problems"]}
    assert problems == {
        f"{PACK}/decision.docx": "template.field",
        f"{PACK}/letter.docx": "template.letter",
        f"{PACK}/notice.docx": "template.not_docx",
        "elsewhere": "template.pack",
    }
    told = town("letter", "show", measure, "decision", environment=environment)
    assert told.status == 1
    for part in (f"{PACK}/decision.docx", "institution.nam", "paragraph"):
        assert part in told.err
    doctor = town("doctor", "--json", environment=environment).json
    assert {"template.field", "template.letter", "template.pack"} <= {one["code"] for one in doctor["problems"]}
    one = town("letter", "check", "decision", place, "--json")
    assert (one.status, one.json["problems"][0]["code"]) == (3, "template.field")
    missing = {"JIANDU_TEMPLATES": str(tmp_path / "gone")}
    assert town.refused("letter", "show", measure, "decision", environment=missing)["code"] == "template.folder"
    assert town("letter", "check", environment=missing).status == 3
    assert town("letter", "check", "decision").status == 2
