"""The nightly run as it is documented: units and crontab parse, and the script does what is said of it."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console.cli.runner import Runner
from tests.samples import copy_sample
from tests.test_docs import DOCS, parse

TEXT = (DOCS / "nightly.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_the_units_parse_and_fit_together() -> None:
    service, timer = (configparser.ConfigParser(interpolation=None, strict=True) for _ in range(2))
    for unit, text in zip((service, timer), _blocks("ini"), strict=True):
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read_string(text)
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["SuccessExitStatus"] == "3"
    assert f"`{service['Service']['ExecStart']}`" in TEXT
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert "OnCalendar" in timer["Timer"]


def test_the_lines_of_the_crontab_are_commands_of_ours() -> None:
    (block,) = _blocks("crontab")
    lines = [line.split(maxsplit=5) for line in block.splitlines() if "=" not in line.partition(" ")[0]]
    assert len(lines) == 4
    for *when, command in lines:
        assert len(when) == 5
        assert all(re.fullmatch(r"\*|\d+(-\d+)?", part) for part in when)
        parse(command)


@pytest.mark.trial
def test_the_script_mails_and_writes_and_may_run_again(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    runner = Runner(tmp_path)
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    programs = tmp_path / "bin"
    programs.mkdir()
    (script,) = _blocks("sh")
    sent = tmp_path / "sent"
    for name, text in {
        "nightly": script,
        "jiandu": f'#!/bin/sh\nexec "{sys.executable}" -m console "$@"\n',
        "mail": f'#!/bin/sh\nprintf "%s\\n" "$2" "$3" >"{sent}"\ncat >>"{sent}"\n',
    }.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    environ = {
        **runner.environment,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(DOCS.parent),
        "STATE_DIRECTORY": str(tmp_path),
    }
    made = []
    for _ in range(2):
        done = subprocess.run([programs / "nightly"], env=environ, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (3, b"")
        made.append(((tmp_path / "deadlines.ics").read_bytes(), sent.read_bytes()))
    assert made[0] == made[1]
    subject, to, first, *_ = sent.read_text(encoding="utf-8").splitlines()
    assert "2024-09-30" in subject
    assert to == "office@example.org"
    assert first.startswith("2024-09-27")
