"""Public keys are taken apart to the last byte; what is not plainly one is refused."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.public_keys import LARGEST, read_fingerprint, read_public_key
from domain.refusals import Refused
from tests.sshkeys import blob, ed25519, line, mpint, rsa

_POINT = b"\x04" + bytes(64)
GOOD = (
    ed25519(),
    ed25519(comment="").rstrip("\n"),
    ed25519(comment="张三 on her own machine").replace("\n", "\r\n"),
    rsa(3072),
    rsa(16384),
    line("ecdsa-sha2-nistp256", b"nistp256", _POINT),
    line("ecdsa-sha2-nistp521", b"nistp521", b"\x04" + bytes(132)),
    line("sk-ssh-ed25519@openssh.com", bytes(32), b"ssh:"),
    line("sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256", _POINT, b"ssh:jiandu"),
)
_BASE = ed25519(comment="").strip().split(" ")[1]
BAD = {
    "": "key.not_public",
    "\n": "key.not_public",
    "ssh-ed25519": "key.not_public",
    "ssh-ed25519 ": "key.not_public",
    f"restrict,pty {ed25519()}": "key.not_public",
    f'command="/bin/sh" {ed25519()}': "key.not_public",
    f" {ed25519()}": "key.not_public",
    f"# x\n{ed25519()}": "key.not_public",
    f"{ed25519()}{ed25519(1)}": "key.not_public",
    f"{ed25519()}\n": "key.not_public",
    f"ssh-ed25519\t{_BASE}": "key.not_public",
    f"ssh-ed25519  {_BASE}": "key.not_public",
    f"ssh-ed25519 {_BASE} a\x00b": "key.not_public",
    f"ssh-ed25519 {_BASE} a\x1b[2Jb": "key.not_public",
    f"ssh-ed25519 {_BASE} a\rssh-ed25519 b": "key.not_public",
    f"ssh-ed25519 {_BASE}=": "key.not_public",
    f"ssh-ed25519 {_BASE[:-4]}": "key.not_public",
    f"SSH-ED25519 {_BASE}": "key.not_public",
    f"ssh-rsa {_BASE}": "key.not_public",
    line("ssh-ed25519", bytes(31)): "key.not_public",
    line("ssh-ed25519", bytes(32), b"more"): "key.not_public",
    "ssh-ed25519 " + base64.b64encode(blob(b"ssh-ed25519", bytes(32)) + b"\x00").decode(): "key.not_public",
    "ssh-ed25519 " + base64.b64encode(b"\xff\xff\xff\xff").decode(): "key.not_public",
    line("ecdsa-sha2-nistp256", b"nistp384", _POINT): "key.not_public",
    line("ecdsa-sha2-nistp256", b"nistp256", b"\x02" + bytes(32)): "key.not_public",
    line("sk-ssh-ed25519@openssh.com", bytes(32), b'ssh:"\n'): "key.not_public",
    line("ssh-rsa", mpint(65537), b"\x00" + mpint((1 << 3072) - 1)): "key.not_public",
    line("ssh-rsa", mpint(65537), mpint(1 << 3071)): "key.not_public",
    line("ssh-rsa", b"\x81", mpint((1 << 3072) - 1)): "key.not_public",
    ed25519(comment="x" * LARGEST): "key.not_public",
    rsa(2048): "key.weak",
    rsa(16385): "key.weak",
    rsa(3072, 1): "key.weak",
    line("ssh-dss", b"x"): "key.weak",
    "ssh-ed25519-cert-v01@openssh.com AAAA": "key.weak",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n": "key.private",
}


@pytest.mark.parametrize("text", GOOD, ids=lambda text: text[:28])
def test_plain_keys_are_taken_and_nothing_beside_them(text: str) -> None:
    key = read_public_key(text.encode())
    assert key.text == " ".join(text.split()[:2])
    assert read_fingerprint(f" {key.fingerprint}\n") == key.fingerprint


@pytest.mark.parametrize("text", BAD, ids=lambda text: repr(text[:40]))
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_public_key(text.encode())
    assert caught.value.refusal.code == BAD[text]
    assert caught.value.refusal.field == "file"


@given(st.binary(max_size=120) | st.text(max_size=60).map(lambda text: f"ssh-ed25519 {text}".encode()))
def test_whatever_comes_is_a_key_or_refused(data: bytes) -> None:
    try:
        key = read_public_key(data)
    except Refused:
        return
    assert '"' not in key.text
    assert "\n" not in key.text


@pytest.mark.parametrize("text", ["", "SHA256:", "MD5:00:11", "SHA256:" + "A" * 44, "SHA256:" + "A" * 42 + "'"])
def test_what_is_no_fingerprint(text: str) -> None:
    with pytest.raises(Refused):
        read_fingerprint(text)


def test_the_fingerprint_is_the_one_sshd_tells(tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no ssh-keygen on this machine")
    (tmp_path / "key.pub").write_text("".join(text.rstrip("\r\n") + "\n" for text in GOOD[:4]))
    done = subprocess.run(["ssh-keygen", "-lf", str(tmp_path / "key.pub")], capture_output=True, text=True, check=True)
    told = [told.split()[1] for told in done.stdout.splitlines()]
    assert told == [read_public_key(text.encode()).fingerprint for text in GOOD[:4]]
