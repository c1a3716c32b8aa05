"""Packages: made of the sample, checked by us and by openssl and sha256sum, and everything done to them named."""

import json
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.signing import SigningKey, load_signing_key, make_signing_key
from domain.refusals import Refused
from sanctions.packages.checking import check
from sanctions.packages.layout import ENTRIES, HASHES, HEAD, MANIFEST, MANIFEST_SIGNATURE, PUBLIC_KEY, SUMS
from tests.console.cli.packing import Files, packed, signed_anew, unpacked
from tests.console.cli.runner import Runner
from tests.samples import copy_sample

ADMIN, AUDITOR, SUPERVISOR = "郑某", "吴某", "张某"
CASE = "HC-2024-0030"


@dataclass(frozen=True)
class Made:
    """The sample with its signing key, and a package of a case and one of the history."""

    runner: Runner
    fingerprint: str
    case: Path
    history: Path

    @property
    def key(self) -> SigningKey:
        return load_signing_key(self.runner.folder / "office.db.signing.pem")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("packages")
    runner = Runner(folder)
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    (folder / "report.pdf").write_bytes(b"%PDF-1.4 protocol")
    fingerprint = runner.ok("--as", ADMIN, "key", "create")["fingerprint"]
    runner.ok("--as", SUPERVISOR, "attach", "add", CASE, folder / "report.pdf", "--kind", "record")
    for about in (CASE, "history"):
        done = runner.ok(
            "--as", AUDITOR, "package", "create", about, "--to", "市局", "--output", folder / f"{about}.zip"
        )
        assert done["key"] == fingerprint
    return Made(runner, fingerprint, folder / f"{CASE}.zip", folder / "history.zip")


def codes(found: Path, trusted: str | None = None) -> set[tuple[str, str]]:
    return {(one.code, one.name) for one in check(found, trusted).problems}


def test_a_package_holds_what_it_is_about(made: Made) -> None:
    runner, files = made.runner, unpacked(made.case)
    contents = json.loads(files["contents.json"])["contents"]
    (attached,) = [one for one in contents if one["title"] == "report.pdf"]
    assert files[attached["file"]] == b"%PDF-1.4 protocol"
    assert json.loads(files["data/case.json"])["id"] == CASE
    (measure,) = [json.loads(line) for line in files["data/measures.jsonl"].splitlines()]
    assert (measure["case"], files["data/measures.csv"].count(b"\r\n")) == (CASE, 2)
    subjects = {json.loads(json.loads(line)["body"])["subject"] for line in files[ENTRIES].splitlines()}
    assert {CASE, measure["measure"], "institution:" + measure["institution_code"]} < subjects
    assert not any(subject.startswith("TS-") for subject in subjects)
    history = unpacked(made.history)
    exported = runner("--as", AUDITOR, "history", "export", "--format", "csv").out
    assert history["data/history.csv"].removeprefix(b"\xef\xbb\xbf") == exported
    told = runner.ok("package", "verify", made.case, "--key", made.fingerprint)
    assert (told["ok"], told["about"], told["problems"]) == (True, CASE, [])
    nobody = Runner(made.runner.folder / "nobody")
    assert nobody.ok("package", "verify", made.history)["files"] == len(history) - 5
    listed = runner.ok("--as", AUDITOR, "package", "list")["packages"]
    assert [(one["about"], one["to"]) for one in listed] == [("history", "市局"), (CASE, "市局")]
    assert runner.ok("--as", AUDITOR, "package", "show", listed[0]["id"])["history"].startswith("BS-")
    # Whoever has the record of measures is told when one of them is set aside.
    assert runner.ok("--as", AUDITOR, "history", "list")["hand_overs"][0]["format"] == "package"


def test_the_same_contents_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    from console.documents.packages import Wanted, write_package
    from db.store import Store
    from sanctions.agency.heads import sign_head

    store = Store.open(str(made.runner.database))
    with store.read() as reader:
        head = sign_head(reader, made.key, made.runner.clock())
        for name in ("one.zip", "two.zip"):
            with (tmp_path / name).open("wb") as file:
                wanted = Wanted(CASE, made.runner.today)
                write_package(reader, file, wanted, head, made.key, "zh_CN", sealing_key=store.key)
    store.close()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("sha256sum")), reason="openssl or sha256sum missing")
def test_openssl_and_sha256sum_say_the_same(made: Made, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    with zipfile.ZipFile(made.case) as archive:
        archive.extractall(tmp_path)
    page = Path(__file__).parents[3] / "docs" / "packages.md"
    lines = [line.strip().removeprefix("$ ") for line in page.read_text(encoding="utf-8").splitlines()]
    signed = [line.split() for line in lines if line.startswith("openssl pkeyutl")]
    assert len(signed) == 2
    for words in signed:
        assert run(*words)[0] == 0
    assert run("sha256sum", "-c", "SHA256SUMS")[0] == 0
    assert run("openssl", "pkey", "-pubin", "-in", "public.pem", "-outform", "DER", "-out", "key.der")[0] == 0
    assert run("sha256sum", "key.der")[1].split()[0] == made.fingerprint
    told = re.search(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert told is not None
    assert run(sys.executable, "-c", told[1])[1].startswith("in order")
    (tmp_path / "data" / "case.json").write_bytes(b"{}")
    assert run("sha256sum", "-c", "SHA256SUMS")[0] != 0
    (tmp_path / "SHA256SUMS").write_bytes((tmp_path / "SHA256SUMS").read_bytes().replace(b"a", b"b"))
    assert {run(*words)[0] for words in signed} == {0, 1}


def _replaced(name: str) -> Callable[[Files], Files]:
    return lambda files: files | {name: files[name][:-1] + bytes([files[name][-1] ^ 1])}


def _without(name: str) -> Callable[[Files], Files]:
    return lambda files: {one: content for one, content in files.items() if one != name}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_replaced("data/case.json"), ("package.changed", "data/case.json")),
        (_replaced("contents.csv"), ("package.changed", "contents.csv")),
        (_replaced(ENTRIES), ("package.changed", ENTRIES)),
        (_replaced(HASHES), ("package.head", HEAD)),
        (_replaced(HEAD), ("package.changed", HEAD)),
        (_replaced(MANIFEST_SIGNATURE), ("package.signature", MANIFEST)),
        (_replaced(SUMS), ("package.signature", SUMS)),
        (_replaced(PUBLIC_KEY), ("package.changed", PUBLIC_KEY)),
        (lambda files: files | {MANIFEST: files[MANIFEST] + b" "}, ("package.signature", MANIFEST)),
        (_without("data/case.json"), ("package.missing", "data/case.json")),
        (_without(MANIFEST), ("package.missing", MANIFEST)),
        (_without(MANIFEST_SIGNATURE), ("package.missing", MANIFEST_SIGNATURE)),
        (_without(PUBLIC_KEY), ("package.missing", PUBLIC_KEY)),
        (_without(ENTRIES), ("package.missing", ENTRIES)),
        (lambda files: files | {"data/more.json": b"{}"}, ("package.added", "data/more.json")),
        (lambda files: files | {"attachments/FJ.pdf": b"x"}, ("package.added", "attachments/FJ.pdf")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "so",
)  # fmt: skip
def test_what_was_done_to_it_is_named(
    made: Made, tmp_path: Path, change: Callable[[Files], Files], named: tuple[str, str]
) -> None:
    changed = packed(change(unpacked(made.case)), tmp_path / "changed.zip")
    assert named in codes(changed)
    answer = made.runner("package", "verify", changed, "--json")
    assert (answer.status, answer.json["ok"]) == (3, False)


def test_what_was_changed_and_signed_anew_is_named(made: Made, tmp_path: Path) -> None:
    """By the agency's own key, so that every sum and signature fits: what is wrong lies in the journal behind it."""
    files = unpacked(made.case)
    lines = files[ENTRIES].splitlines(keepends=True)
    rows = [json.loads(line) for line in lines]
    acts = [json.loads(row["body"])["id"] for row in rows]
    cut = acts.index(f"{CASE}#1")

    def found(entries: list[bytes], **others: bytes) -> set[tuple[str, str]]:
        to = packed(signed_anew(files | {ENTRIES: b"".join(entries)} | others, made.key), tmp_path / "signed.zip")
        return codes(to, made.fingerprint)

    assert found(lines) == set()
    assert found(lines[:cut] + lines[cut + 1 :]) == {("package.entry_missing", f"{CASE}#1")}
    assert found([lines[1], lines[0], *lines[2:]]) >= {("package.entry", ENTRIES)}
    altered = rows[cut] | {"body": rows[cut]["body"].replace(CASE, "HC-2024-0031")}
    anew = [*lines[:cut], json.dumps(altered).encode() + b"\n", *lines[cut + 1 :]]
    assert ("package.entry", f"#{altered['seq']}") in found(anew)
    # Chained anew, it is no longer one of those whose hashes were signed.
    from db.journal import chained

    forged = altered | {"hash": chained(altered["prev"], altered["body"])}
    anew[cut] = json.dumps(forged).encode() + b"\n"
    assert ("package.entry", f"#{altered['seq']}") in found(anew)
    half = json.dumps(altered | {"prev": "\ud800"}).encode() + b"\n"
    assert found([*lines[:cut], half, *lines[cut + 1 :]]) == {("package.entry", ENTRIES)}
    hashes = files[HASHES].replace(rows[cut]["hash"].encode(), forged["hash"].encode())
    assert found(anew, **{HASHES: hashes}) >= {("package.head", HEAD)}
    bare = json.loads(files[MANIFEST])
    wrong: tuple[object, ...] = ({"kind": "case", "case": 1.5}, [], {"kind": None}, {})
    for about in wrong:
        told = json.dumps(bare | {"about": about}).encode()
        assert ("package.changed", MANIFEST) in codes(packed(files | {MANIFEST: told}, tmp_path / "about.zip"))
    attachment = next(name for name in files if name.startswith("attachments/"))
    assert found(lines, **{attachment: b"%PDF-1.4 other"}) == {("package.attachment", attachment)}


def test_another_key_is_named_where_the_right_one_is_known(made: Made, tmp_path: Path) -> None:
    other = make_signing_key(tmp_path / "other.pem")
    files = signed_anew(unpacked(made.case), other)
    assert codes(packed(files, tmp_path / "a.zip")) == {("package.head", HEAD)}
    whole = packed(signed_anew(files, other, head=True), tmp_path / "b.zip")
    # Everything in it fits: only somebody who knows the agency's key can tell.
    assert codes(whole) == set()
    assert codes(whole, made.fingerprint) == {("package.key", PUBLIC_KEY)}
    (tmp_path / "trusted.pem").write_bytes(made.key.public.pem)
    answer = made.runner("package", "verify", whole, "--key", tmp_path / "trusted.pem", "--json")
    assert (answer.status, answer.json["problems"][0]["code"]) == (3, "package.key")


@settings(max_examples=150)
@given(data=st.data())
def test_no_changed_byte_passes(made: Made, data: st.DataObject) -> None:
    """One byte anywhere, in the middle of the machinery too: refused, or named, or it told nothing."""
    whole = made.case.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    changed = made.runner.folder / "byte.zip"
    changed.write_bytes(whole[:place] + bytes([whole[place] ^ other]) + whole[place + 1 :])
    try:
        found = check(changed, made.fingerprint)
    except Refused as refused:
        assert refused.refusal.code.startswith("package.")
        return
    if found.ok:
        # A time or a right in the list of names: no content is in it.
        assert unpacked(changed) == unpacked(made.case)


def test_who_reported_stays_in_the_house(made: Made, tmp_path: Path) -> None:
    """A name that slipped into a finding keeps the whole file from going out, and is not told."""
    runner = Runner(tmp_path)
    for name in ("office.db", "office.db.key", "office.db.signing.pem"):
        shutil.copy(made.runner.folder / name, tmp_path / name)
    case = runner.ok("--as", SUPERVISOR, "case", "show", CASE)
    (tmp_path / "reporter.json").write_text('{"name": "欧阳测试"}', encoding="utf-8")
    told = ("--received", "2024-09-27", "--channel", "letter", "--nature", "report", "--summary", "反映多收费用")
    reported = ("complaint", "log", "--institution", case["institution"], *told)
    runner.ok("--as", SUPERVISOR, *reported, "--reporter-file", tmp_path / "reporter.json")
    finding = ("--category", "overcharging", "--severity", "minor", "--provision", "协议 第七条", "--text")
    create = ("--as", AUDITOR, "package", "create", CASE, "--to", "法院", "--output")
    runner.ok("--as", SUPERVISOR, "finding", "add", CASE, *finding, "另有多收费用一笔")
    runner.ok(*create, tmp_path / "before.zip")
    runner.ok("--as", SUPERVISOR, "finding", "add", CASE, *finding, "据欧阳 测试所述多收费用")
    refused = runner.refused(*create, tmp_path / "x.zip")
    assert refused["code"] == "package.reporter"
    assert "欧阳" not in json.dumps(refused, ensure_ascii=False)
    assert not (tmp_path / "x.zip").exists()
    assert len(runner.ok("--as", AUDITOR, "package", "list")["packages"]) == 3


def test_who_may_and_with_which_key(made: Made, tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    copies = ("office.db", "office.db.key", "office.db.signing.pem")
    for name in copies:
        shutil.copy(made.runner.folder / name, tmp_path / name)
    create = ("package", "create", CASE, "--to", "x", "--output", tmp_path / "x.zip")
    assert runner.refused("--as", SUPERVISOR, *create)["code"] == "role.denied"
    assert runner.refused("--as", SUPERVISOR, "key", "create", "--signing-key", tmp_path / "b")["code"] == "role.denied"
    assert runner.refused("--as", ADMIN, "key", "create")["code"] == "already"
    assert not (tmp_path / "b").exists()
    assert runner.refused("--as", AUDITOR, "package", "create", "HC-1999-0001", *create[3:])["code"] == "not-found"
    bounded = runner.refused("--as", AUDITOR, *create, "--since", "2024-01-01")
    assert bounded["code"] == "package.bounds_of_case"
    key = tmp_path / "office.db.signing.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    stranger = make_signing_key(tmp_path / "stranger.pem")
    named = ("--signing-key", tmp_path / "stranger.pem")
    assert runner.refused("--as", AUDITOR, *create, *named)["code"] == "key.unregistered"
    assert runner.refused("--as", ADMIN, "key", "add", tmp_path / "stranger.pem")["code"] == "key.not_public"
    (tmp_path / "public.pem").write_bytes(stranger.public.pem)
    runner.ok("--as", ADMIN, "key", "add", tmp_path / "public.pem")
    runner.ok("--as", AUDITOR, *create, *named)
    assert runner.refused("--as", AUDITOR, *create, *named)["code"] == "file.exists"
    runner.ok("--as", ADMIN, "key", "retire", made.fingerprint, "--reason", "更换")
    assert runner.refused("--as", AUDITOR, *create, "--replace")["code"] == "key.retired"
    shown = runner.ok("key", "show", made.fingerprint)
    assert shown["retired_on"]
    assert "PRIVATE" not in json.dumps(shown)
    assert runner.ok("key", "list")["keys"][0]["fingerprint"] == stranger.public.fingerprint
    key.chmod(0o640)
    assert runner.refused("--as", AUDITOR, *create, "--replace")["code"] == "key.open"
    key.unlink()
    assert runner.refused("--as", AUDITOR, *create, "--replace")["code"] == "key.missing"
    # The key is the program's own: nobody attaches it to anything.
    make_signing_key(key)
    attach = ("attach", "add", CASE, key, "--kind", "record")
    assert runner.refused("--as", SUPERVISOR, *attach)["code"] == "file.own"
