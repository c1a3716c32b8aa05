"""Login keys: whose each is, never two people's, and nobody's once its owner left."""

import pytest

from domain.acts import Upload
from domain.public_keys import read_public_key
from domain.refusals import Refused
from sanctions.agency import operator_keys
from tests.sanctions.office import Office
from tests.sshkeys import ed25519, rsa

KEYS = [read_public_key(ed25519(number).encode()) for number in range(operator_keys.MOST + 2)]


def upload(number: int) -> Upload:
    return Upload("id.pub", ed25519(number, comment="whatever").encode())


def owner(office: Office, number: int) -> str | None:
    with office.store.read() as reader:
        try:
            return operator_keys.operator_of_key(reader, KEYS[number].fingerprint)
        except Refused as refused:
            assert refused.refusal.code == "operator.unknown"
            return None


def test_a_key_is_one_persons_until_it_or_they_go(office: Office) -> None:
    done = office.do("operator.add-key", who="admin", name="zhang", file=upload(0))
    assert done.data["fingerprint"] == KEYS[0].fingerprint
    office.do("operator.add-key", who="admin", name="zhang", file=upload(1))
    office.do("operator.add-key", who="admin", name="li", file=upload(2))
    assert [owner(office, number) for number in range(4)] == ["zhang", "zhang", "li", None]
    # Not even the second account of the same person may have it.
    for name in ("li", "twin", "zhang"):
        assert office.refused("operator.add-key", who="admin", name=name, file=upload(0)).code == "already"
    office.do("operator.remove-key", who="admin", name="zhang", fingerprint=KEYS[0].fingerprint)
    assert [owner(office, number) for number in range(3)] == [None, "zhang", "li"]
    wrong = {"name": "zhang", "fingerprint": KEYS[2].fingerprint}
    assert office.refused("operator.remove-key", who="admin", **wrong).code == "not-found"
    office.do("operator.add-key", who="admin", name="li", file=upload(0))
    office.do("operator.change", who="admin", name="li", leave=True, reason="left")
    assert [owner(office, number) for number in range(3)] == [None, "zhang", None]
    with office.store.read() as reader:
        assert [one.fingerprint for one in operator_keys.valid_keys(reader)] == [KEYS[1].fingerprint]
        told = operator_keys.keys(reader, limit=2)
        assert [(one["operator"], one["active"]) for one in told.items] == [("li", False), ("li", False)]
        rest = operator_keys.keys(reader, limit=2, after=told.next)
        assert [one["operator"] for one in rest.items] == ["zhang"]
        assert rest.next is None
    # A leaver's key is not handed on; taken from them, it may be.
    assert office.refused("operator.add-key", who="admin", name="zhang", file=upload(2)).code == "already"
    assert office.refused("operator.add-key", who="admin", name="li", file=upload(5)).code == "operator.left"
    office.do("operator.remove-key", who="admin", name="li", fingerprint=KEYS[2].fingerprint, reason="returned")
    office.do("operator.add-key", who="admin", name="zhang", file=upload(2))
    assert owner(office, 2) == "zhang"


def test_what_is_no_good_key_is_refused(office: Office) -> None:
    for text, code in ((rsa(2048), "key.weak"), ("restrict " + ed25519(), "key.not_public")):
        given = {"name": "zhang", "file": Upload("id.pub", text.encode())}
        assert office.refused("operator.add-key", who="admin", **given).code == code
    assert office.refused("operator.add-key", who="admin", name="nobody", file=upload(0)).code == "not-found"
    for number in range(operator_keys.MOST):
        office.do("operator.add-key", who="admin", name="zhang", file=upload(number))
    refused = office.refused("operator.add-key", who="admin", name="zhang", file=upload(operator_keys.MOST))
    assert refused.code == "key.many"


@pytest.mark.parametrize("fingerprint", ["SHA256:" + "A" * 43, "x"])
def test_a_key_nobody_has(office: Office, fingerprint: str) -> None:
    with office.store.read() as reader, pytest.raises(Refused) as caught:
        operator_keys.operator_of_key(reader, fingerprint)
    assert caught.value.refusal.code in ("operator.unknown", "key.fingerprint")
