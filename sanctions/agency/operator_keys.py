"""Keys by which operators log in (登录公钥): whose each one is; nobody's once its owner left."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.store import Reader
from domain.acts import Upload
from domain.acts.operator_keys import OPERATOR_ADD_KEY, OPERATOR_REMOVE_KEY
from domain.messages import msg
from domain.public_keys import fingerprint as fingerprint_of
from domain.public_keys import read_fingerprint, read_public_key
from domain.refusals import Refused, refuse
from domain.states.agency import Operator
from sanctions.handlers import handles
from sanctions.paging import LIMIT, check_limit
from sanctions.results import Done, Listing
from sanctions.work import Work

MOST = 20
"""Keys of one operator: a few machines and tokens."""


@dataclass(frozen=True, slots=True)
class LoginKey:
    """A key and whose it is; `key` is type and base64 as they stand in an authorized_keys file."""

    operator: str
    key: str
    active: bool

    @property
    def fingerprint(self) -> str:
        """What sshd calls it."""
        return fingerprint_of(self.key)


@handles(OPERATOR_ADD_KEY)
def add(work: Work, *, name: str, file: Upload) -> Done:
    """Register a key; refused ``already`` for one of anybody, ``operator.left``, ``key.many``, and as it is read."""
    operator = work.need(Operator, f"operator:{name}", "name")
    if not operator.active:
        raise refuse("operator.left", msg("{name} does not work here any more.", name=name), field="name")
    key = read_public_key(file.data)
    owner = next((one for one in login_keys(work.tx) if one.key == key.text), None)
    if owner is not None:
        # Of a leaver too: a key that was handed on would act for two people.
        raise refuse("already", msg("This key belongs to {name} already.", name=owner.operator), field="file")
    if len(operator.keys) >= MOST:
        raise refuse(
            "key.many", msg("{name} has {n} keys. Remove one that is not used.", name=name, n=MOST), field="name"
        )
    work.record("operator.add-key", operator.id, {"key": key.text, "fingerprint": key.fingerprint})
    return Done(
        id=name,
        data={"name": name, "fingerprint": key.fingerprint},
        effects=(
            msg("Whoever has the private half of {key} acts as {name}.", key=key.fingerprint, name=name),
            msg("Where sshd reads a file of keys, write it anew: operator key file"),
        ),
    )


@handles(OPERATOR_REMOVE_KEY)
def remove(work: Work, *, name: str, fingerprint: str, reason: str | None) -> Done:
    """Take a key away, from a leaver too; refused ``not-found``."""
    operator = work.need(Operator, f"operator:{name}", "name")
    wanted = read_fingerprint(fingerprint)
    key = next((one for one in operator.keys if fingerprint_of(one) == wanted), None)
    if key is None:
        raise refuse(
            "not-found",
            msg("{name} has no such key. What there is: operator key list", name=name),
            field="fingerprint",
        )
    work.record("operator.remove-key", operator.id, {"key": key, "fingerprint": wanted, "reason": reason})
    return Done(
        id=name,
        data={"name": name, "fingerprint": wanted},
        effects=(
            msg("Nobody logs in with {key} any more.", key=wanted),
            msg("Where sshd reads a file of keys, write it anew: operator key file"),
        ),
    )


def login_keys(reader: Reader) -> Iterator[LoginKey]:
    """Every key of everybody, leavers too, by name and in the order they came."""
    table = reader.table(Operator)
    for operator in reader.find(Operator, order=(table.c.name,)):
        for key in operator.keys:
            yield LoginKey(operator.name, key, operator.active)


def valid_keys(reader: Reader, fingerprint: str | None = None) -> list[LoginKey]:
    """The keys of those who work here, or the one among them with this fingerprint."""
    return [one for one in login_keys(reader) if one.active and (fingerprint is None or one.fingerprint == fingerprint)]


def operator_of_key(reader: Reader, fingerprint: str) -> str:
    """The name of whoever logs in with a key; refused ``operator.unknown`` for a leaver's and for any other."""
    found = valid_keys(reader, read_fingerprint(fingerprint))
    if len(found) != 1:
        raise nobodys()
    return found[0].operator


def nobodys() -> Refused:
    """The refusal of a key that is nobody's here."""
    return refuse(
        "operator.unknown",
        msg("This key belongs to nobody who works here. An administrator registers it: operator key add"),
    )


def keys(reader: Reader, *, name: str | None = None, limit: int = LIMIT, after: str | None = None) -> Listing:
    """The keys as told to the outside; the cursor is the fingerprint of the last one."""
    check_limit(limit)
    told = [record(one) for one in login_keys(reader) if name is None or one.operator == name]
    start = next((place for place, one in enumerate(told, 1) if one["fingerprint"] == after), 0)
    page = told[start : start + limit]
    return Listing(page, str(page[-1]["fingerprint"]) if start + limit < len(told) else None)


def record(one: LoginKey) -> dict[str, object]:
    """A key as told to the outside."""
    return {
        "operator": one.operator,
        "fingerprint": one.fingerprint,
        "type": one.key.partition(" ")[0],
        "active": one.active,
    }
