"""Making a database, and making the sample."""

from typing import TYPE_CHECKING

from console.cli.command import Answer, Command
from console.cli.configuration import without_password
from console.errors import Fault
from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from console.session import Session
    from sanctions.founding import PackText

_LARGEST = 1024 * 1024


def _init(
    session: "Session",
    *,
    rulebook: str,
    agency: str,
    telephone: str | None,
    operator: str | None,
    person: str | None,
) -> Answer:
    from db.engine import normalise_url, sqlite_path
    from sanctions.founding import found

    login = session.login()
    name = operator or login
    if name is None:
        raise refuse("operator.unnamed", msg("Name the first operator: --operator NAME"), field="operator")
    address = session.settings.database
    url = normalise_url(address.value or "")
    path = sqlite_path(url)
    # Our own data folder is made when it is missing; a folder somebody named must be there.
    if path is not None and address.source == "default":
        _make_folder(path.parent)
    if session.key_path is not None:
        from db.sealing import ensure_key

        _make_folder(session.key_path.parent)
        ensure_key(session.key_path)
    pack = found(
        url,
        _pack(rulebook),
        name=agency,
        operator=name,
        staff=person or name,
        login=login,
        clock=session.clock,
        telephone=telephone,
    )
    return Answer({"database": without_password(address.value), "rulebook": pack, "operator": name})


def _pack(given: str) -> "PackText":
    from pathlib import Path

    from sanctions.founding import PackText, shipped_pack

    if not given.endswith(".toml"):
        return shipped_pack(given)
    from console.files import read_bounded

    return PackText(Path(given).stem, read_bounded(Path(given), _LARGEST, "rulebook", msg("Rulebook")))


def _make_folder(folder: "Path") -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Fault(
            "store.unreachable", msg("The data folder cannot be made. Name a database: --database FILE")
        ) from None


COMMANDS = (
    Command(
        "init",
        msg("Make a database with a first operator"),
        Field("rulebook", msg("Rulebook"), required=True, source="packs", help=msg("A shipped one, or a .toml file.")),
        Field("agency", msg("Name of the agency"), required=True),
        Field("telephone", msg("Telephone")),
        Field(
            "operator", msg("First operator"), help=msg("Administrator and supervisor; the system login unless given.")
        ),
        Field("person", msg("Staff number")),
        run=_init,
        needs_store=False,
        help=msg("Where a database stands already nothing is done. The key it makes lies beside it: back it up apart."),
    ),
)
