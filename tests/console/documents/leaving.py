"""Everything that leaves the house, in every format: what is held to golden files and to fuzzing stands in one list.

A new format is one more line in `EVERYTHING`; it is then written twice, compared, fuzzed and searched for reporters.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.documents.deadlines import deadlines_ics, deadlines_mail
from console.documents.histories import FORMATS as HISTORY
from console.documents.histories import history_chunks
from console.documents.listings import listing_csv, listing_json
from console.documents.packages import Wanted, write_package
from console.documents.statistics import FORMATS as STATISTICS
from console.documents.statistics import statistics_chunks
from console.views import cell
from db.signing import SigningKey
from db.store import Reader
from domain.acts import Upload
from domain.announcements import FORMATS as PUBLISHED
from domain.states.cases import Case
from domain.states.core import State
from domain.states.measures import Measure
from domain.states.publications import Publication
from domain.states.rosters import Roster
from sanctions.agency.heads import sign_head
from sanctions.agency.journals import journal_export
from sanctions.asking import agency_of
from sanctions.intake.register import institutions
from sanctions.letters.catalogue import letters_for
from sanctions.letters.making import letter
from sanctions.publishing.lists import publication_export
from sanctions.publishing.roster_lists import roster_export
from sanctions.running.deadlines import every_deadline
from sanctions.statistics.report import statistics
from tests.sanctions.office import Office

LANG = "zh_CN"
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(b"\x01" * 32))
"""Of these tests alone, so that signatures come again."""


def trusting(office: Office) -> Office:
    """The office, with the key of these tests registered."""
    office.do("key.add", who="admin", file=Upload("public.pem", KEY.public.pem))
    return office


Write = Callable[[Office, Reader], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Something that leaves: under which name, and how it is written on the office's today."""

    what: str
    form: str
    write: Write

    @property
    def name(self) -> str:
        """What its golden file is called."""
        return f"{self.what}.{self.form}"

    def written(self, office: Office) -> bytes:
        """The bytes."""
        with office.store.read() as reader:
            return b"".join(self.write(office, reader))


def _first(reader: Reader, kind: type[State]) -> str:
    return reader.find(kind)[0].id


def _publication(form: str, office: Office, reader: Reader) -> list[bytes]:
    return [publication_export(reader, _first(reader, Publication), form)]


def _roster(form: str, office: Office, reader: Reader) -> list[bytes]:
    return [roster_export(reader, _first(reader, Roster), form)]


def _history(form: str, office: Office, reader: Reader) -> Iterable[bytes]:
    return history_chunks(reader, form, LANG, on=office.today, bom=form == "csv")


def _deadlines(form: str, office: Office, reader: Reader) -> Iterable[bytes]:
    rows = every_deadline(reader, on=office.today)
    if form == "ics":
        return deadlines_ics(reader, rows, LANG)
    return deadlines_mail(rows, agency_of(reader).name, LANG, on=office.today)


def _statistics(form: str, office: Office, reader: Reader) -> Iterable[bytes]:
    return statistics_chunks(statistics(reader, on=office.today), form, LANG)


def _journal(office: Office, reader: Reader) -> Iterable[bytes]:
    return journal_export(reader)


def _listing(form: str, office: Office, reader: Reader) -> Iterable[bytes]:
    found = institutions(reader, on=office.today).items
    if form == "json":
        return listing_json("institutions", found, LANG)
    keys = ("code", "name", "departments", "district")
    return listing_csv(keys, ([cell(key, one[key], LANG) for key in keys] for one in found))


def _package(about: str, office: Office, reader: Reader) -> list[bytes]:
    file = io.BytesIO()
    wanted = Wanted(_first(reader, Case) if about == "case" else about, office.today)
    head = sign_head(reader, KEY, office.clock())
    write_package(reader, file, wanted, head, KEY, LANG, sealing_key=office.store.key)
    return [file.getvalue()]


def _each(what: str, forms: Iterable[str], write: Callable[[str, Office, Reader], Iterable[bytes]]) -> list[Leaving]:
    return [Leaving(what, form, partial(write, form)) for form in forms]


def _letter(kind: type[State], form: str, office: Office, reader: Reader) -> list[bytes]:
    """The first letter that fits the first of a kind that any fits."""
    for subject in reader.find(kind):
        for fitting in letters_for(reader, subject.id, on=office.today):
            made = letter(reader, fitting.id, subject.id, on=office.today)
            return [made.content] if form == "docx" else ["\n".join(made.text).encode()]
    raise AssertionError(f"no letter on any {kind.__name__}")


EVERYTHING: tuple[Leaving, ...] = (
    *_each("publication", PUBLISHED, _publication),
    *_each("roster", PUBLISHED, _roster),
    *_each("history", HISTORY, _history),
    *_each("statistics", STATISTICS, _statistics),
    *_each("deadlines", ("ics", "mail"), _deadlines),
    *_each("listing", ("csv", "json"), _listing),
    *_each("letter-measure", ("docx", "txt"), partial(_letter, Measure)),
    *_each("letter-case", ("docx", "txt"), partial(_letter, Case)),
    Leaving("journal", "jsonl", _journal),
    Leaving("package-case", "zip", partial(_package, "case")),
    Leaving("package-history", "zip", partial(_package, "history")),
)
"""Every format of everything that leaves."""

IN_ZIPS = ("zip", "docx", "xlsx")


def parts(form: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file by its name and, where it is a zip, what it holds, with what that holds in turn."""
    yield "", data
    if form in IN_ZIPS:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                for inner, content in parts(name.rpartition(".")[2], archive.read(name)):
                    yield f"{name}/{inner}" if inner else name, content
