"""What cannot be a package is not opened: names that lead elsewhere, and files that swell."""

import struct
import zipfile
from pathlib import Path

import pytest

from domain.refusals import Refused
from sanctions.packages.opening import MOST_FILES, opened


def _refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused, opened(path):
        pass
    return refused.value.refusal.code


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/passwd", "data/../../x", "a/b/c", "data\\x", "C:x", ".x", "data/", "data/é", "x" * 200, "a\n"],
)
def test_no_name_leads_anywhere(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(name, b"x")
    assert _refusal(tmp_path / "x.zip") == "package.name"


def test_no_bomb_is_opened(tmp_path: Path) -> None:
    at = tmp_path / "x.zip"
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/zeros", bytes(4 << 20))
    assert _refusal(at) == "package.bounds"
    with zipfile.ZipFile(at, "w") as archive:
        archive.writestr("data/one", b"x" * 100)
        archive.writestr("data/One", b"y" * 100)
    assert _refusal(at) == "package.twice"
    with zipfile.ZipFile(at, "w") as archive:
        archive.writestr("data/one", b"x" * 100)
    plain = at.read_bytes()
    size = plain.rindex(b"PK\x01\x02")

    def patched(place: int, form: str, value: int) -> bytes:
        return plain[:place] + struct.pack(form, value) + plain[place + struct.calcsize(form) :]

    for content, code in (
        (patched(size + 24, "<L", 3 << 30), "package.bounds"),
        (patched(len(plain) - 12, "<H", MOST_FILES + 1), "package.bounds"),
        (patched(size + 20, "<L", len(plain) * 2), "package.bounds"),
        (patched(size + 8, "<H", 1), "package.not_one"),
        (patched(size + 10, "<H", 14), "package.not_one"),
        (b"MZ" + plain, "package.not_one"),
        (plain + b"more", "package.not_one"),
        (plain[:-22] + b"PK\x06\x07" + bytes(16) + plain[-22:], "package.not_one"),
        (plain[:40], "package.not_one"),
        (b"", "package.not_one"),
        (b"no zip at all, and long enough to be one", "package.not_one"),
    ):
        at.write_bytes(content)
        assert _refusal(at) == code
    assert _refusal(tmp_path) == "package.not_one"
    assert _refusal(tmp_path / "none.zip") == "file.missing"
