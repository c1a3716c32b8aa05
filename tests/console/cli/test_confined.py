"""A confined account: one command of a table, nothing by name, nobody else's word; and none of it leaves a trace."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from console import authorized_keys, forced
from console.cli import allowed, tree
from console.errors import Misuse
from console.main import run
from console.settings import confined
from tests.console.cli.runner import CODE, Answer, Runner
from tests.sshkeys import ed25519

ROOT = Path(__file__).resolve().parents[3]
Far = Callable[..., Answer]


class Line:
    """What somebody at the other end of the line can do."""

    def __init__(self, cli: Runner) -> None:
        self.cli = cli
        self.home = cli.folder / "account"
        self.keys: dict[str, str] = {}
        for number, name in enumerate(("zhang", "wu", "sun")):
            words = ("--as", "zhang", "operator", "key", "add", name, "-")
            self.keys[name] = cli.ok(*words, stdin=ed25519(number).encode())["fingerprint"]

    def __call__(
        self,
        asked: str,
        who: str = "zhang",
        *,
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
        ahead: tuple[str, ...] | None = None,
    ) -> Answer:
        fixed = ("--database", str(self.cli.database), "--home", str(self.home), "--lang", "en")
        out, err = io.BytesIO(), io.BytesIO()
        status = run(
            [*fixed, *(ahead if ahead is not None else ("--as-key", self.keys[who]))],
            clock=self.cli.clock,
            environ={"TERM": "xterm", "SSH_ORIGINAL_COMMAND": asked, **(environment or {})},
            stdin=io.BytesIO(stdin),
            stdout=out,
            stderr=err,
            login=lambda: None,
            opens=lambda session: 77,
        )
        return Answer(status, out.getvalue(), err.getvalue().decode())

    @property
    def traces(self) -> list[tuple[str, int]]:
        """Every file there is and its size, but for those the database keeps while it is open."""
        tails = ("-wal", "-shm", "-journal")
        files = (path for path in self.cli.folder.rglob("*") if not path.name.endswith(tails))
        return sorted((str(path), path.stat().st_size if path.is_file() else 0) for path in files)


@pytest.fixture
def far(cli: Runner) -> Line:
    return Line(cli)


OUT = "/tmp/jiandu-escaped"  # noqa: S108 - nothing is ever there
ESCAPES = {
    # Shell metacharacters are words too many, or no command.
    "deadlines; id": 2,
    "deadlines --json | sh": 2,
    f"deadlines --json > {OUT}": 2,
    "deadlines && id": 2,
    "deadlines & id": 2,
    "$(id)": 2,
    "`id`": 2,
    "/bin/sh": 2,
    "sh -c id": 2,
    "jiandu jiandu deadlines": 2,
    "env PYTHONPATH=/tmp jiandu deadlines": 2,
    "JIANDU_DATABASE=/tmp/x.db jiandu deadlines": 2,
    "scp -t /tmp": 2,
    "rsync --server . /tmp": 2,
    "/usr/lib/openssh/sftp-server": 2,
    "internal-sftp": 2,
    "git-upload-pack /": 2,
    # Who acts, where, in which language: fixed.
    "--as sun operator list": 1,
    "--as=sun operator list": 1,
    "--as-key SHA256:x operator list": 1,
    f"--database={OUT} deadlines": 1,
    f"--database {OUT} deadlines": 1,
    "--lang zh_CN deadlines": 1,
    "--home /tmp deadlines": 1,
    "--verbose deadlines": 1,
    "--plain --as sun deadlines": 1,
    "deadlines --as sun": 2,
    f"deadlines --database {OUT}": 2,
    "--a sun deadlines": 2,
    "-as sun deadlines": 2,
    "\u2014\u2014as sun deadlines": 2,
    "-- --as sun deadlines": 2,
    # Places, in and out.
    f"journal export --output {OUT}": 1,
    f"journal export --output={OUT}": 1,
    f"journal export --outp {OUT}": 2,
    f"journal export --output ../../{OUT}": 1,
    "journal export --output ./-": 1,
    "journal export --output '- '": 1,
    "journal export --output ''": 1,
    "journal export --output @file": 1,
    f"history export --format csv --output {OUT} --replace": 1,
    f"deadlines --format ics --output {OUT}": 1,
    "attach add {code} /etc/passwd --kind x": 1,
    "attach add {code} @/etc/passwd --kind x": 1,
    "attach add {code} /dev/stdin --kind x": 1,
    "attach add {code} ./- --kind x": 1,
    "attach add {code} --kind x -- /etc/passwd": 1,
    "institution import /etc/passwd": 1,
    "journal verify /etc/passwd": 1,
    "journal verify -": 1,
    "journal verify --against /etc/passwd": 1,
    "journal head --sign --signing-key /etc/passwd": 1,
    "package verify /etc/passwd": 1,
    "package create history --to x --output - --signing-key /tmp/k": 1,
    "rulebook show /etc/passwd": 1,
    "rulebook show /tmp/x.toml": 1,
    "rulebook adopt ../x --reason r": 1,
    "export get ../../office.db": 1,
    "export get /etc/passwd": 1,
    "export remove ../../office.db": 1,
    # What is not for this account.
    f"init --rulebook zibo-2023 --agency x --database {OUT}": 2,
    "init --rulebook zibo-2023 --agency x": 1,
    f"demo --at {OUT} --no-open": 1,
    "doctor": 1,
    "config show": 1,
    "completion bash": 1,
    "key create": 1,
    "database upgrade": 1,
    f"database backup {OUT}": 1,
    "database restore /tmp/x": 1,
    "operator key add zhang -": 1,
    "operator key list": 1,
    "operator key lines": 1,
    f"operator key file --output {OUT}": 1,
    # Lines nobody types.
    "deadlines\nid": 2,
    "deadlines\x00id": 2,
    "deadlines \x1b[2J": 2,
    "deadlines\u202e": 2,
    "deadlines \udcff": 2,
    "deadlines 'open": 2,
    "search " + "x" * forced.LONGEST: 2,
    "search" + " x" * forced.MOST: 2,
}
"""What somebody may try -> the status they get."""


def test_no_way_out_and_no_trace(far: Line) -> None:
    before, head = far.traces, far.cli.ok("journal", "head")
    for asked, status in ESCAPES.items():
        answer = far(asked.replace("{code}", CODE), stdin=b"x")
        assert answer.status == status, (asked, answer)
        assert answer.out.startswith(b'{"error"') if "--json" in asked else answer.out == b"", asked
        assert answer.err.strip(), asked
        assert "root:" not in answer.err
    assert far.traces == before
    assert far.cli.ok("journal", "head") == head
    assert not Path(OUT).exists()


def test_what_is_refused_names_the_option_and_the_way_out(far: Line) -> None:
    def told(asked: str) -> str:
        answer = far(f"{asked} --json")
        assert answer.status == 1, answer
        assert answer.json["refused"]["code"] == "confined"
        return str(answer.json["refused"]["message"])

    assert "--output" in told("journal export --output x")
    assert "stdout" in told("journal export --output x")
    assert "FILE" in told(f"attach add {CODE} x --kind k")
    assert "stdin" in told(f"attach add {CODE} x --kind k")
    assert "--as " in told("--as sun operator list")
    assert "jiandu doctor" in told("doctor")


def test_what_is_there_for_it_works(far: Line) -> None:
    assert "deadlines" in far("deadlines --json").json
    assert far("jiandu measure list --json").json == {"measures": [], "next": None}
    assert [one["name"] for one in far("--plain --read-only operator list --json").json["operators"]][-1] == "zhao"
    assert b"Usage: jiandu attach add" in far("attach add --help").out
    # Quotation marks, and what a shell would have taken, are what they look like.
    words = f"attach add {CODE} - --kind '$(id); \"x\"' --name '../a b.txt' --json"
    added = far(words, stdin=b"evidence").json
    assert (added["name"], far.cli.ok("attach", "list", CODE)["attachments"][0]["kind"]) == ("a b.txt", '$(id); "x"')
    assert far(f"attach save {added['id']} --output -").out == b"evidence"
    # The role is asked as ever, and who acts is who logged in.
    assert far("history export --format json --output -").status == 1
    assert far("history export --format json --output -", "wu").json["history"] == []
    assert far("journal export --output -", "wu").out.startswith(b"{")
    assert far("journal verify --json", "wu").json["ok"]
    *_, added, refused, _ = (json.loads(line) for line in far("journal export --output -", "wu").text.splitlines())
    assert '"kind":"attach.add"' in added["body"]
    assert '"kind":"attempt.refused"' in refused["body"]
    assert all('"by":"zhang"' in one["body"] for one in (added, refused))


def test_a_sealed_file_is_opened_to_stdout(far: Line) -> None:
    words = f"complaint log --institution {CODE} --received today --channel web --nature lead --summary s --json"
    id = far(words).json["id"]
    sealed = far(f"attach add {id} - --kind letter --json", stdin=b"from whom").json
    assert sealed["sealed"]
    assert far(f"attach open {sealed['id']} --purpose p --output -").status == 1
    answer = far(f"attach open {sealed['id']} --purpose p --output -", "sun")
    assert (answer.status, answer.out) == (0, b"from whom")


def test_the_outbox_is_ones_own(far: Line) -> None:
    assert far("export list --json").json == {"exports": [], "next": None}
    session_home = {"HOME": str(far.home), "XDG_DATA_HOME": ""}
    kept: list[str] = []

    def opens(session: object) -> int:
        kept.append(session.outbox("zhang").put("history-2025-06-03.csv", [b"a,b\n"]).name)  # type: ignore[attr-defined]
        return 0

    far.cli.opens = opens
    assert far.cli("--lang", "en", environment=session_home).status == 0
    assert [one["name"] for one in far("export list --json").json["exports"]] == kept
    told = far("export show history-2025-06-03.csv --json").json
    assert set(told) == {"name", "size", "made_at", "kept_until"}
    assert told["size"] == 4
    assert far("export get history-2025-06-03.csv").out == b"a,b\n"
    for words in ("export get history-2025-06-03.csv", "export remove history-2025-06-03.csv"):
        answer = far(words, "wu")
        assert (answer.status, answer.out) == (1, b""), answer
    assert far("export remove history-2025-06-03.csv").status == 0
    assert far("export list --json").json["exports"] == []


def test_the_console_opens_without_a_command_and_for_nobody_who_left(far: Line) -> None:
    assert far("").status == 77
    assert far("jiandu").status == 77
    assert far("--theme light").status == 77
    far.cli.ok("--as", "zhang", "operator", "change", "wu", "--leave", "--reason", "left")
    for asked in ("journal export --output -", "export list", "attach add x - --kind k", "case list", "keys", ""):
        answer = far(asked, "wu")
        assert (answer.status, answer.out) == (1, b"")
        assert "nobody who works here" in answer.err
    keys = {one["operator"]: one for one in far.cli.ok("operator", "key", "list")["keys"]}
    assert set(keys["wu"]) == {"operator", "fingerprint", "type", "active"}
    assert {name: one["active"] for name, one in keys.items()} == {"sun": True, "wu": False, "zhang": True}
    assert [one["operator"] for one in far.cli.ok("operator", "key", "list", "sun")["keys"]] == ["sun"]
    lines = far.cli.ok("operator", "key", "lines", "--home", far.home)["lines"]
    assert len(lines) == 2
    assert not any(far.keys["wu"] in line for line in lines)


EVIL = "/tmp/evil"  # noqa: S108 - nothing is ever there


def test_the_environment_is_no_way_in(far: Line) -> None:
    wild = {
        **dict.fromkeys(("PYTHONPATH", "LD_PRELOAD", "EDITOR", "VISUAL", "PAGER", "BROWSER", "HOME"), EVIL),
        **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR", "JIANDU_KEYMAP"), EVIL),
        **dict.fromkeys(("TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT_LOCATION"), EVIL),
        "JIANDU_DATABASE": EVIL,
        "JIANDU_CONFINED": "0",
        "_JIANDU_COMPLETE": "complete_bash",
        "TERM": "../../evil",
        "COLUMNS": "99999",
        "LINES": "30",
        "LANG": "zh_CN.UTF-8",
        "LC_ALL": "a b",
    }
    found = forced.cleaned(["--home", "/srv/home", "--as-key", "x"], wild)
    fixed = {"JIANDU_CONFINED": "1", "PATH": "/usr/bin:/bin", "TEXTUAL_ANIMATIONS": "none", "HOME": "/srv/home"}
    assert found == fixed | {"LINES": "30", "LANG": "zh_CN.UTF-8"}
    assert EVIL not in forced.cleaned([], wild).values()
    answer = far("operator list --json", environment=wild)
    assert answer.status == 0, answer
    assert not far.home.exists()


def test_a_line_somebody_wrote_themselves(far: Line) -> None:
    on = {"JIANDU_CONFINED": "1"}
    assert far("operator list", ahead=("--as", "zhang"), environment=on).status == 0
    assert far("doctor", ahead=("--as", "zhang"), environment=on).status == 1
    # A command in the line itself is run whatever is asked for, and is held to the same table.
    fixed = far("doctor", ahead=("--as", "zhang", "operator", "list", "--json"), environment=on)
    assert len(fixed.json["operators"]) == 4
    assert far("", ahead=("--as", "zhang", "doctor"), environment=on).status == 1
    # The far end's words in the line: a second name overrules nothing.
    assert far("", ahead=("--as", "zhang", "--as", "sun", "operator", "list"), environment=on).status == 2
    for words in (("--database", "/dev/null", "operator", "list"), ("--home", EVIL, "operator", "list")):
        for tail in (words, words[2:]):
            assert far(" ".join(words), ahead=("--as", "zhang", *tail), environment=on).status in (1, 2)
    assert far("", ahead=("--as", "zhang", "--as-key", far.keys["wu"])).status == 2
    assert far("", ahead=("--as-key", "SHA256:nobody", "operator", "list")).status == 1
    assert far("operator list", ahead=("--as-key", "")).status == 1
    # Unconfined, what sshd passes on is nobody's command.
    assert far.cli(environment={"SSH_ORIGINAL_COMMAND": "doctor"}).status == 0
    assert far.cli("--home", EVIL, "operator", "list").status == 2


def test_the_lines_for_sshd(far: Line, tmp_path: Path) -> None:
    def one(*words: object, database: object = far.cli.database) -> str:
        answer = far.cli("--database", database, "--lang", "zh_CN", "operator", "key", "lines", far.keys["sun"], *words)
        assert answer.status == 0, answer
        (line,) = answer.text.splitlines()
        return line

    key = ed25519(2).split(" ")[:2]
    start = f'restrict,pty,command="{sys.executable} -I -m console --database {far.cli.database} --lang zh_CN'
    assert one() == f'{start} --as-key {far.keys["sun"]}" {" ".join(key)}'
    assert one("--home", "/srv/a b").startswith(f"{start} --home '/srv/a b' --as-key ")
    assert one("--program", "/opt/x 'y z'").startswith("restrict,pty,command=\"/opt/x 'y z' --database ")
    # What a line cannot hold is refused, and a password does not lie open in one.
    for words in (("--home", '/srv/"'), ("--program", "a\\\\b"), ("--program", "'"), ("--home", "/srv/it's")):
        assert far.cli("operator", "key", "lines", *words).status == 2, words
    target = tmp_path / "authorized_keys"
    assert far.cli.ok("operator", "key", "file", "--output", target)["keys"] == 3
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.read_text().count("\n") == 3
    assert far.cli.refused("operator", "key", "file", "--output", target)["code"] == "file.exists"
    assert far.cli("operator", "key", "file", "--output", target, "--replace").status == 0
    unknown = far.cli("operator", "key", "lines", "SHA256:" + "A" * 43)
    assert (unknown.status, unknown.out) == (0, b"")
    with pytest.raises(Misuse):
        authorized_keys.forced_command(["x"], database="postgresql://me:secret@host/db", lang="en", home=None)
    assert "postgresql://me@host/db" in authorized_keys.forced_command(
        ["x"], database="postgresql://me@host/db", lang="en", home=None
    )


def test_every_command_is_decided() -> None:
    """A new one is refused until somebody writes down whether it reads or writes a place."""
    commands = {" ".join(command.path): command for command in tree.every_command()}
    plain = {path for path, command in commands.items() if command.act is None}
    assert plain - allowed.ALLOWED <= set(allowed.OUTSIDE), "decide it in console/cli/allowed.py"
    assert plain >= allowed.ALLOWED
    assert set(allowed.OUTSIDE) <= set(commands)
    assert not allowed.ALLOWED & set(allowed.OUTSIDE)
    # Whatever a name may stand for is told by its shape.
    for path in allowed.ALLOWED | {path for path, command in commands.items() if command.act is not None}:
        for field in commands[path].fields:
            named = field.option in (
                "output",
                "file",
                "signing-key",
                "backup",
                "at",
                "home",
                "source-file",
                "template-file",
            )
            assert not named or field.shape in ("file", "path"), (path, field.option)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("jiandu", []),
        ("  measure   list ", ["measure", "list"]),
        (r"search 'a b' \"c\ d", ["search", "a b", '"c d']),
        ("search # x", ["search", "#", "x"]),
        ("search ~ $HOME *", ["search", "~", "$HOME", "*"]),
    ],
)
def test_words_are_taken_apart_without_a_shell(line: str, words: list[str]) -> None:
    assert forced.asked(line) == words
    with pytest.raises(Misuse):
        forced.asked(line + "\x7f")


def test_the_process_itself(far: Line) -> None:
    """In a process of its own: what harden does lasts."""
    look = (
        "import ctypes, os, resource, signal; from console.forced import harden; harden(['--as-key', 'x'], os.environ);"
        "print(sorted(os.environ), resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)),"
        " signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "LD_BIND_NOW": "1", "EDITOR": "vi"}
    environ = {name: value for name, value in environ.items() if name not in forced._TAKEN} | {"TERM": "xterm"}
    done = subprocess.run([sys.executable, "-c", look], env=environ, capture_output=True, text=True, check=True)
    # The interpreter itself sets a locale where there is none.
    told = done.stdout.strip().replace("'LC_CTYPE', ", "")
    assert told == "['HOME', 'JIANDU_CONFINED', 'PATH', 'TERM', 'TEXTUAL_ANIMATIONS'] (0, 0) 0o77 True 0"
    assert not confined({})
