"""Keys and packages in an office of any database: registered, signed, written, checked, recorded."""

import io
from pathlib import Path

from console.documents.packages import Wanted, write_package
from db.signing import make_signing_key
from domain.acts import Upload
from sanctions.agency.heads import hashes_of, hold_against, own_keys, sign_head
from sanctions.agency.keys import keys
from sanctions.packages.checking import check
from sanctions.packages.handing import packages
from tests.sanctions.office import Office
from tests.sanctions.test_histories import many

SUM = "0" * 64


def test_from_the_key_to_the_package(office: Office, tmp_path: Path) -> None:
    case = many(office).case
    key = make_signing_key(tmp_path / "key.pem")
    office.do("key.add", who="admin", file=Upload("public.pem", key.public.pem))
    assert office.refused("key.add", who="admin", file=Upload("public.pem", key.public.pem)).code == "already"
    with office.store.read() as reader:
        head = sign_head(reader, key, office.clock())
        for about in (case, "history"):
            file = io.BytesIO()
            write_package(reader, file, Wanted(about, office.today), head, key, "en", sealing_key=office.store.key)
            (tmp_path / "x.zip").write_bytes(file.getvalue())
            assert check(tmp_path / "x.zip", key.public.fingerprint).problems == []
    raw = {"about": "history", "to": "市局", "sha256": SUM, "since": "2025-07-01"}
    sent = office.do("package.record", who="wu", raw=raw)
    assert sent.data["history"] == "BS-2025-0001"
    office.do("package.record", who="wu", raw={"about": case, "to": "法院", "sha256": SUM})
    for wrong, code in (
        (raw | {"sha256": "x"}, "value.sha256"),
        (raw | {"about": "HC-2025-9999"}, "not-found"),
        (raw | {"about": case}, "package.bounds_of_case"),
    ):
        assert office.refused("package.record", who="wu", raw=wrong).code == code
    office.do("key.retire", who="admin", fingerprint=key.public.fingerprint.upper(), reason="更换")
    with office.store.read() as reader:
        assert [one["id"] for one in packages(reader, limit=1).items] == ["BJ-2025-0002"]
        assert [one["id"] for one in packages(reader, after="BJ-2025-0002").items] == ["BJ-2025-0001"]
        (listed,) = keys(reader).items
        assert listed["reason"] == "更换"
        # Retired, it still tells what it signed.
        assert hold_against([head], own_keys(reader), hashes_of(reader)).ok
