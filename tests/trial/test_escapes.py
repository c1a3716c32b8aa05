"""A real line, a real key, and everything somebody may try to get more than the console and its commands.

sshd itself allows all it can: what is shut is shut by the lines this program writes, and by the program.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from console.i18n import CHINESE, render
from console.main import run
from domain.messages import msg
from tests.samples import copy_sample
from tests.trial.line import ROOT, Server, Terminal, serving, tool, until

pytestmark = pytest.mark.trial

SUPERVISOR, AUDITOR, LEAVER = "张某", "吴某", "钱某"
KEYS = {"zhang": SUPERVISOR, "wu": AUDITOR, "qian": LEAVER}
_OPEN = """AuthorizedKeysFile {folder}/authorized
AllowTcpForwarding yes
AllowStreamLocalForwarding yes
AllowAgentForwarding yes
GatewayPorts yes
PermitTunnel yes
X11Forwarding yes
PermitUserRC yes
AcceptEnv LANG LC_* COLORTERM
Subsystem sftp internal-sftp
MaxStartups 100
"""
_PROGRAM = "import sys\nsys.path.insert(0, {root!r})\nfrom console.main import main\nmain()\n"


def say(template: str) -> str:
    return render(msg(template), CHINESE)


@dataclass(frozen=True)
class Place:
    """A line with people's keys, the database behind it, and a file that appears if somebody gets out."""

    server: Server
    folder: Path
    mark: Path

    @property
    def database(self) -> Path:
        return self.folder / "sample.db"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def local(self, *words: str, who: str = "郑某") -> None:
        """A command on the machine itself."""
        status = run(["--database", str(self.database), "--as", who, "--lang", "zh_CN", *words], environ={"HOME": "/"})
        assert status == 0, words

    def write_keys(self) -> None:
        program = f"{sys.executable} -I {self.folder / 'run.py'}"
        where = ("--output", str(self.server.folder / "authorized"), "--replace", "--home", str(self.home))
        self.local("operator", "key", "file", "--program", program, *where)

    def ssh(
        self, *words: str, key: str = "zhang", options: tuple[str, ...] = (), stdin: bytes = b"", seconds: float = 40
    ) -> subprocess.CompletedProcess[bytes]:
        """Log in and ask for something."""
        line = [tool("ssh"), *options, *self.server.options(key), "--", self.server.host, *words]
        environ = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        return subprocess.run(line, input=stdin, capture_output=True, timeout=seconds, check=False, env=environ)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("escapes")
    (folder / "sshd").mkdir()
    copy_sample(tmp_path_factory, "zibo-2023", folder / "sample.db")
    (folder / "run.py").write_text(_PROGRAM.format(root=str(ROOT)))
    with serving(folder / "sshd", tuple(KEYS), _OPEN.format(folder=folder / "sshd")) as server:
        place = Place(server, folder, folder / "ESCAPED")
        for key, name in KEYS.items():
            place.local("operator", "key", "add", name, str(server.folder / f"{key}.pub"))
        place.write_keys()
        yield place


ASKED = (
    *("id", "sh", "/bin/sh -i", "bash -c 'touch MARK'", "exec sh", 'python3 -c \'open("MARK", "w")\'', "busybox sh"),
    *("deadlines; touch MARK", "deadlines && touch MARK", "deadlines || touch MARK", "deadlines | tee MARK"),
    *("deadlines & touch MARK", "deadlines > MARK", "deadlines\ntouch MARK", "deadlines\rtouch MARK", "$(touch MARK)"),
    *("`touch MARK`", "deadlines $(touch MARK)", "deadlines <(touch MARK)", "deadlines 2>MARK", "'deadlines"),
    *(
        "\\\ntouch MARK",
        "env touch MARK",
        "X=1 touch MARK",
        "jiandu; touch MARK",
        "jiandu\ttouch MARK",
        "-c 'touch MARK'",
    ),
    *("--as 郑某 operator list", "--as=郑某 operator list", "--as-key x deadlines", "--database MARK deadlines"),
    *("--database=MARK deadlines", "--home MARK deadlines", "--lang en deadlines", "--verbose deadlines"),
    *("journal export --output MARK", "journal export --output ../MARK", "history export --format csv --output=MARK"),
    *("deadlines --format ics --output MARK", "database backup MARK", "database restore MARK", "demo --at MARK"),
    *("init --rulebook zibo-2023 --agency x", "doctor", "config show", "completion bash", "key create"),
    *("operator key file --output MARK", "operator key add 张某 -", "attach add HC-2024-0039 /etc/passwd --kind x"),
    *(
        "attach add HC-2024-0039 /proc/self/environ --kind x",
        "institution import /etc/passwd",
        "journal verify /etc/passwd",
    ),
    *(
        "rulebook show /etc/passwd.toml",
        "package verify /etc/passwd",
        "export get ../../sample.db",
        "export get /etc/passwd",
    ),
    *(
        "scp -t MARK",
        "scp -f /etc/passwd",
        "rsync --server -e.LsfxC . MARK",
        "/usr/lib/openssh/sftp-server",
        "internal-sftp",
    ),
    *(
        "git-upload-pack /",
        "git-shell",
        "svnserve -t",
        "tmux",
        "screen",
        "vi MARK",
        "less /etc/passwd",
        "mail",
        "\u2014as x",
    ),
)
"""What is asked for in place of a command; MARK is where a file appears if anything of it runs."""


def test_nothing_that_is_asked_for_runs_but_a_command(place: Place) -> None:
    for asked in ASKED:
        done = place.ssh(asked.replace("MARK", str(place.mark)))
        assert done.returncode in (1, 2), (asked, done)
        assert done.stdout == b"", (asked, done)
        assert done.stderr.strip(), asked
        assert b"uid=" not in done.stderr, asked
        assert b"root:x" not in done.stderr, asked
        assert not place.mark.exists(), asked
    # What a shell would take for itself is a word to be looked for, and nothing else.
    done = place.ssh(f"search '$(touch {place.mark})' --json")
    assert (done.returncode, place.mark.exists()) == (0, False), done


OPTIONS = {
    "another command": ("RemoteCommand=touch MARK",),
    "the words of the server": ("SetEnv=SSH_ORIGINAL_COMMAND=doctor",),
    "a shell's start": ("SetEnv=BASH_ENV=MARK ENV=MARK",),
    "a library": ("SetEnv=LD_PRELOAD=MARK LD_LIBRARY_PATH=MARK LD_AUDIT=MARK",),
    "python": ("SetEnv=PYTHONPATH=MARK PYTHONSTARTUP=MARK PYTHONHOME=MARK PYTHONINSPECT=1",),
    "our settings": ("SetEnv=JIANDU_DATABASE=MARK JIANDU_CONFINED=0 JIANDU_KEYMAP=MARK JIANDU_LANG=en",),
    "the library of screens": ("SetEnv=TEXTUAL_LOG=MARK TEXTUAL_DRIVER=MARK TEXTUAL_SCREENSHOT_LOCATION=MARK",),
    "places": ("SetEnv=HOME=MARK XDG_DATA_HOME=MARK XDG_CONFIG_HOME=MARK TMPDIR=MARK",),
    "programs": ("SetEnv=EDITOR=MARK VISUAL=MARK PAGER=MARK BROWSER=MARK SHELL=MARK PATH=MARK",),
    "a locale": ("SetEnv=LC_ALL=../../MARK LANG=MARK LC_MESSAGES=MARK",),
    "one's own": ("SendEnv=*",),
    "on this side": ("PermitLocalCommand=yes", "LocalCommand=true", "ProxyCommand=nc 127.0.0.1 PORT"),
    "a user's file": ("PermitRemoteOpen=any", "StreamLocalBindUnlink=yes"),
}
"""Options of ssh, each with a command that works: it works as ever, and they change nothing."""


def test_options_and_environment_change_nothing(place: Place) -> None:
    usual = place.ssh("operator list --json")
    assert usual.returncode == 0, usual
    for name, options in OPTIONS.items():
        if name == "on this side" and shutil.which("nc") is None:
            continue
        filled = [one.replace("MARK", str(place.mark)).replace("PORT", str(place.server.port)) for one in options]
        words = tuple(word for one in filled for word in ("-o", one))
        asked = () if name == "another command" else ("operator list --json",)
        done = place.ssh(*asked, options=words)
        if asked:
            assert (done.returncode, done.stdout) == (0, usual.stdout), (name, done)
        else:
            assert (done.returncode, done.stdout) == (2, b""), (name, done)
        assert not place.mark.exists(), name
    assert not list(place.folder.glob("ESCAPED*"))


def test_nothing_is_forwarded(place: Place) -> None:
    told = place.ssh("deadlines --json", options=("-v", "-o", "LogLevel=DEBUG1"))
    # Whether this machine has what a tunnel takes or not, the line says what the key may do.
    allowed = set(re.findall(r"key options: ([a-z0-9 -]+)", told.stderr.decode(errors="replace")))
    assert allowed == {"command pty"}, told.stderr
    for name, options in {
        "back": ("-N", "-R", "0:127.0.0.1:9", "-o", "ExitOnForwardFailure=yes"),
        "back, a proxy": ("-N", "-R", "0", "-o", "ExitOnForwardFailure=yes"),
        "back, a socket": ("-N", "-R", f"{place.mark}:127.0.0.1:9", "-o", "ExitOnForwardFailure=yes"),
        "through": ("-W", f"127.0.0.1:{place.server.port}"),
    }.items():
        try:
            done = place.ssh(options=options, seconds=20)
        except subprocess.TimeoutExpired:
            pytest.fail(f"{name}: the line stays open")
        assert done.returncode != 0, (name, done)
        assert b"SSH-2.0" not in done.stdout, name
    assert not place.mark.exists()
    for name, words, hello in (
        ("there", ("-L", "{port}:127.0.0.1:{server}"), b""),
        ("a proxy", ("-D", "{port}"), b"\x05\x01\x00"),
    ):
        port = _free_port()
        filled = tuple(word.format(port=port, server=place.server.port) for word in words)
        line = [tool("ssh"), "-N", *filled, *place.server.options("zhang"), place.server.host]
        process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            until(lambda port=port: _connects(port), f"{name} to listen")  # type: ignore[misc]
            with closing(socket.create_connection(("127.0.0.1", port), 5)) as through:
                through.settimeout(10)
                through.sendall(hello)
                if hello:
                    assert through.recv(2) == b"\x05\x00"
                    to = b"\x05\x01\x00\x01\x7f\x00\x00\x01" + place.server.port.to_bytes(2, "big")
                    through.sendall(to)
                try:
                    got = through.recv(100)
                except ConnectionError:
                    got = b""
            assert b"SSH-2.0" not in got, name
        finally:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def test_no_agent_no_screens_no_copying_of_files(place: Place) -> None:
    for asked in (("-A",), ("-X",), ("-Y",), ("-A", "-X", "-o", "ForwardX11Trusted=yes")):
        done = place.ssh("operator list --json", options=asked)
        assert done.returncode == 0, (asked, done)
    for subsystem in ("sftp", "netconf", "deadlines"):
        done = place.ssh(subsystem, options=("-s",))
        assert done.returncode != 0, (subsystem, done)
        assert b"{" not in done.stdout
    local = place.folder / "local"
    local.write_text("x")
    options, far = place.server.options("zhang"), place.server.host
    for line in (
        [tool("sftp"), "-b", "/dev/null", *options, far],
        [tool("scp"), "-q", *options, str(local), f"{far}:{place.mark}"],
        [tool("scp"), "-q", "-O", *options, str(local), f"{far}:{place.mark}"],
        [tool("scp"), "-q", "-O", *options, f"{far}:/etc/passwd", str(place.mark)],
    ):
        done = subprocess.run(line, capture_output=True, timeout=40, check=False)
        assert done.returncode != 0, (line, done)
        assert not place.mark.exists(), line


def test_a_shared_line_is_as_narrow(place: Place) -> None:
    socket_path = place.folder / "shared"
    line = [tool("ssh"), "-M", "-N", "-o", f"ControlPath={socket_path}", *place.server.options("zhang")]
    process = subprocess.Popen([*line, place.server.host], stdin=subprocess.DEVNULL)
    try:
        until(socket_path.exists, "the shared line")
        for asked, status in (("id", 2), ("operator list --json", 0), (f"touch {place.mark}", 2)):
            words = [tool("ssh"), "-o", f"ControlPath={socket_path}", "-F", "/dev/null", place.server.host, asked]
            done = subprocess.run(words, capture_output=True, timeout=40, check=False)
            assert done.returncode == status, (asked, done)
    finally:
        process.kill()
        process.wait()
    assert not place.mark.exists()


def test_what_is_there_works(place: Place) -> None:
    assert b'"deadlines"' in place.ssh("jiandu deadlines --json").stdout
    assert b'"measures"' in place.ssh("measure list --json", options=("-tt",)).stdout
    # Two keys are two people.
    assert place.ssh("journal export --output -").returncode == 1
    exported = place.ssh("journal export --output -", key="wu")
    assert exported.returncode == 0
    assert exported.stdout.startswith(b'{"seq":1,')
    evidence = bytes(range(256)) * 4096
    added = place.ssh("attach add HC-2024-0039 - --kind scan --name scan.bin --json", stdin=evidence)
    assert added.returncode == 0, added
    id = re.search(rb'"id": "(FJ-[0-9-]+)"', added.stdout)
    assert id is not None
    assert place.ssh(f"attach save {id[1].decode()} --output -", key="wu").stdout == evidence
    last = place.ssh("journal export --output -", key="wu").stdout.splitlines()[-2].decode()
    assert "attach.add" in last
    assert f'\\"by\\":\\"{SUPERVISOR}\\"' in last
    # Without a terminal there is no console, and nothing waits.
    done = place.ssh(options=("-T",))
    assert (done.returncode, done.stdout) == (2, b"")


def test_the_console_and_what_it_exports(place: Place) -> None:
    terminal = Terminal(place.server, "", "wu")
    try:
        terminal.wait_for(AUDITOR, say("Today"))
        until(lambda: say("Loading") not in terminal.text, "the list", told=lambda: terminal.text)
        terminal.press("2")
        terminal.wait_for("[2 ")
        terminal.rest()
        terminal.press("x")
        terminal.wait_for(say("Enter writes it into your outbox; Esc back")[:8])
        terminal.press("enter")
        terminal.wait_for("export get")
        name = re.search(r"institutions-\d{4}-\d\d-\d\d\.csv", terminal.text)
        assert name is not None, terminal.text
        # Keys that lead out elsewhere: the editor, the job control of a shell, another program, a picture.
        terminal.press("C-z", "C-\\", "C-c", "f2")
        terminal.rest()
        terminal.press("escape")
        terminal.rest()
        terminal.press(":")
        terminal.rest()
        terminal.press("=screenshot")
        terminal.rest()
        assert "screenshot" in terminal.text, terminal.text
        terminal.press("enter")
        for key in ("escape", "1", "=!sh", "escape", "1"):
            terminal.rest()
            terminal.press(key)
        terminal.wait_for("[1 ")
        assert terminal.run("display-message", "-p", "#{pane_dead}") in ("", "0")
    finally:
        terminal.close()
    waits = place.ssh("export list --json", key="wu")
    assert name[0].encode() in waits.stdout
    fetched = place.ssh(f"export get {name[0]}", key="wu")
    assert fetched.stdout.startswith(b"\xef\xbb\xbf")
    assert place.ssh(f"export get {name[0]}").returncode == 1
    assert place.ssh(f"export remove {name[0]}", key="wu").returncode == 0
    assert place.ssh("export list --json", key="wu").stdout.count(b"csv") == 0
    assert (
        sorted(path.name for path in place.home.rglob("*") if path.is_file() and path.suffix in (".svg", ".csv")) == []
    )


def test_a_file_named_in_a_form_and_a_text_in_an_editor(place: Place) -> None:
    terminal = Terminal(place.server, "", "zhang")
    try:
        terminal.wait_for(SUPERVISOR, say("Today"))
        until(lambda: say("Loading") not in terminal.text, "the list", told=lambda: terminal.text)
        terminal.press("a")
        terminal.wait_for(say("/ to search"))
        terminal.press("slash", "=institution.import", "enter")
        terminal.rest()
        form = "F8 " + say("Preview")
        try:
            until(lambda: form in terminal.text, "", 3)
        except pytest.fail.Exception:
            # The words fit several acts: the menu stays open on the first of them.
            terminal.press("enter")
        terminal.wait_for(form)
        terminal.rest()
        terminal.press("=/etc/passwd")
        terminal.wait_for("/etc/passwd")
        terminal.press("f8")
        terminal.wait_for("institution import")
        assert "root:" not in terminal.text
    finally:
        terminal.close()


def test_a_leaver_is_turned_away_by_the_old_file_and_by_the_new(place: Place) -> None:
    assert place.ssh("publication list --json", key="qian").returncode == 0
    place.local("operator", "change", LEAVER, "--leave", "--reason", "离职")
    for asked in ("publication list --json", "export list", "keys"):
        done = place.ssh(asked, key="qian")
        assert (done.returncode, done.stdout.count(b"GB-")) == (1, 0), done
    place.write_keys()
    assert place.ssh("publication list --json", key="qian").returncode == 255
    assert place.ssh("publication list --json").returncode == 0


def test_sshd_asks_for_the_lines_itself(place: Place, tmp_path: Path) -> None:
    """AuthorizedKeysCommand: no file to be written anew."""
    script = Path("/usr/local/sbin") / f"jiandu-keys-{os.getpid()}"
    if os.geteuid() != 0 or not os.access(script.parent, os.W_OK):
        pytest.skip("sshd runs only commands in folders of root's")
    run_py = place.folder / "run.py"
    words = f"{sys.executable} -I {run_py} --database {place.database} --lang zh_CN operator key lines"
    script.write_text(f'#!/bin/sh\nexec {words} --program "{sys.executable} -I {run_py}" --home {place.home} "$1"\n')
    script.chmod(0o755)
    config = f"AuthorizedKeysFile none\nAuthorizedKeysCommand {script} %f\nAuthorizedKeysCommandUser root\n"
    try:
        with serving(tmp_path, ("stranger",), config) as server:
            for key in ("zhang", "wu"):
                shutil.copy(place.server.folder / key, tmp_path / key)
            there = Place(server, place.folder, place.mark)
            begun = monotonic()
            assert there.ssh("operator list --json").returncode == 0
            assert monotonic() - begun < 20
            assert there.ssh("id", key="wu").returncode == 2
            assert there.ssh("operator list --json", key="stranger").returncode == 255
    finally:
        script.unlink()
