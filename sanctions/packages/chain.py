"""The entries of a package and their way to the signed head: read side by side with the list of hashes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from db.journal import ALGORITHM, GENESIS, chained
from domain.messages import Message, msg
from sanctions.agency.heads import Head
from sanctions.packages.layout import ENTRIES, HASHES, HEAD
from sanctions.packages.opening import Opened

LONGEST: Final = 1 << 24
"""Most bytes of one entry's line."""

_LINE = 65


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the chain that does not hold: a code, what it is about, a sentence."""

    code: str
    name: str
    message: Message


def check_chain(package: Opened, head: Head, sums: Mapping[str, str]) -> Iterator[Fault]:
    """What does not hold between the entries, the hashes and the head; raises what reading a damaged file raises.

    Every entry is hashed anew and must stand at its number in the list of hashes; the list must be the one the head
    was signed over; and no act on a subject may be missing between its first and its last one here. `sums` are the
    listed SHA-256 of the package's files by name: an attachment's must be the one its act tells.
    """
    numbers: dict[str, int] = {}
    files: dict[str, str] = {}
    with package.stream(ENTRIES) as lines, package.stream(HASHES) as hashes:
        spine = _Spine(hashes)
        before = 0
        while line := lines.readline(LONGEST + 1):
            row = _read(line)
            if row is None or row["seq"] <= before:
                yield Fault("package.entry", ENTRIES, msg("A line of {name} is no entry in its place.", name=ENTRIES))
                return
            before = row["seq"]
            name = f"#{before}"
            prev, stands = spine.at(before)
            if chained(row["prev"], row["body"]) != row["hash"]:
                yield Fault(
                    "package.entry", name, msg("Entry {number} was changed: its hash does not hold.", number=before)
                )
            elif (row["prev"], row["hash"]) != (prev, stands):
                yield Fault(
                    "package.entry",
                    name,
                    msg("Entry {number} is not in the journal whose head was signed.", number=before),
                )
            yield from _gap(row["body"], numbers, files)
        spine.end()
    if (spine.count, spine.last, spine.sha256) != (head.entries, head.head, head.hashes):
        yield Fault("package.head", HEAD, msg("The list of hashes is not the one whose head was signed."))
    yield from _attachments(sums, files)


class _Spine:
    """The list of hashes, read once from its beginning."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.count = 0
        self.last = GENESIS
        self._before = GENESIS

    def at(self, number: int) -> tuple[str, str | None]:
        """The hashes before and at a number; None where the list is shorter. Numbers only grow."""
        while self.count < number and self._next():
            pass
        return (self._before, self.last) if self.count == number else (self.last, None)

    def end(self) -> None:
        """Read what is left."""
        while self._next():
            pass

    @property
    def sha256(self) -> str:
        """Over what was read."""
        return self._digest.hexdigest()

    def _next(self) -> bool:
        line = self._file.read(_LINE)
        if not line:
            return False
        self._digest.update(line)
        self.count += 1
        self._before, self.last = self.last, line[:-1].decode("ascii", "replace")
        return True


def _read(line: bytes) -> dict[str, Any] | None:
    """An entry's line; None where it is none."""
    try:
        row = json.loads(line)
        fits = (
            type(row["seq"]) is int
            and row["algorithm"] == ALGORITHM
            and all(isinstance(row[name], str) for name in ("prev", "hash", "body"))
        )
        row["body"].encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return row if fits else None


def _gap(body: str, numbers: dict[str, int], files: dict[str, str]) -> Iterator[Fault]:
    """Acts on a subject are numbered from 1: what is missing between two of them was cut out."""
    try:
        told = json.loads(body)
        subject, _, number = told["id"].rpartition("#")
        after = int(number)
        if told["kind"] == "attach.add" and told["fields"].get("sealed") is not True:
            files[subject] = told["fields"]["sha256"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Fault("package.entry", ENTRIES, msg("A line of {name} is no entry in its place.", name=ENTRIES))
        return
    expected = numbers.get(subject, 0) + 1
    numbers[subject] = after
    if after != expected:
        yield Fault(
            "package.entry_missing",
            f"{subject}#{expected}",
            msg(
                "The act {act} was cut out: the entries go on with {next}.",
                act=f"{subject}#{expected}",
                next=told["id"],
            ),
        )


def _attachments(sums: Mapping[str, str], files: Mapping[str, str]) -> Iterator[Fault]:
    """An attachment must be the one whose sum stands in the act that added it."""
    for name, sha256 in sums.items():
        folder, _, rest = name.partition("/")
        if folder == "attachments" and files.get(rest.partition(".")[0]) != sha256:
            yield Fault(
                "package.attachment",
                name,
                msg("{name} is not the file that was attached: the act that added it names another.", name=name),
            )
