"""Making a package and recording to whom it goes, the same for the command and the console."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from console.documents.packages import Wanted
    from db.signing import SigningKey
    from db.store import Reader, Store
    from sanctions.agency.heads import Head

_READ: Final = 1 << 18


class Making:
    """Makes the package in a file without a name, hands its bytes on, and records it behind the last of them.

    `raw` is what ``package.record`` takes but for the sum; `document` tells of the package once it is recorded.
    """

    def __init__(
        self,
        reader: "Reader",
        store: "Store",
        who: str,
        clock: Callable[[], datetime],
        lang: str,
        *,
        wanted: "Wanted",
        head: "Head",
        key: "SigningKey",
        raw: Mapping[str, Any],
    ) -> None:
        self._reader = reader
        self._store = store
        self._who = who
        self._clock = clock
        self._lang = lang
        self._wanted = wanted
        self._head = head
        self._key = key
        self._raw = raw
        self.document: dict[str, Any] = {}

    def chunks(self) -> Iterator[bytes]:
        """The bytes; where it cannot be recorded, whoever writes them is told and keeps nothing. Raises Refused."""
        import tempfile
        from hashlib import sha256

        from console.documents.packages import write_package

        digest = sha256()
        with tempfile.TemporaryFile() as file:
            manifest = write_package(
                self._reader,
                file,
                self._wanted,
                self._head,
                self._key,
                self._lang,
                sealing_key=lambda: self._store.key(self._reader.connection),
            )
            file.seek(0)
            while piece := file.read(_READ):
                digest.update(piece)
                yield piece
        self._keep(digest.hexdigest(), len(manifest.files))

    def _keep(self, sha256: str, files: int) -> None:
        from domain.acts.packages import PACKAGE_RECORD
        from domain.refusals import Refusal, Refused
        from sanctions.perform import perform

        done = perform(self._store, self._who, PACKAGE_RECORD, {**self._raw, "sha256": sha256}, clock=self._clock)
        if isinstance(done, Refusal):
            raise Refused(done)
        self.document = {
            "id": done.id,
            "about": self._raw["about"],
            "to": self._raw["to"],
            "sha256": sha256,
            "files": files,
            "entries": self._head.entries,
            "head": self._head.head,
            "key": self._head.key,
        }
