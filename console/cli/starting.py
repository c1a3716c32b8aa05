"""Making a database, and making the sample."""

from typing import TYPE_CHECKING

from console.cli.command import Answer, Command
from console.cli.configuration import without_password
from console.founding import LARGEST, make_folder
from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from console.session import Session
    from sanctions.agency.founding import PackText


def _init(
    session: "Session",
    *,
    rulebook: str,
    agency: str,
    telephone: str | None,
    operator: str | None,
    person: str | None,
) -> Answer:
    from console.founding import Founding, found

    login = session.login()
    name = operator or login
    if name is None:
        raise refuse("operator.unnamed", msg("Name the first operator: --operator NAME"), field="operator")
    address = session.settings.database
    wanted = Founding(
        address.value or "",
        session.key_path,
        # Our own data folder is made when it is missing; a folder somebody named must be there.
        makes_folder=address.source == "default",
        pack=_pack(rulebook),
        agency=agency,
        telephone=telephone,
        operator=name,
        staff=person,
        login=login,
    )
    made = found(wanted, session.clock)
    note = msg("Without the key nothing that is sealed can be read again. Keep a copy of it apart from the database.")
    return Answer(
        {
            "database": without_password(address.value),
            "key": str(made.key),
            "rulebook": made.pack,
            "operator": name,
        },
        notes=(note,),
    )


def _pack(given: str) -> "PackText":
    from pathlib import Path

    from sanctions.agency.founding import PackText, shipped_pack

    if not given.endswith(".toml"):
        return shipped_pack(given)
    from console.files import read_bounded

    return PackText(Path(given).stem, read_bounded(Path(given), LARGEST, "rulebook", msg("Rulebook")))


def _demo(session: "Session", *, rulebook: str | None, at: str | None, no_open: bool) -> Answer:
    import shutil
    import tempfile
    from pathlib import Path

    from db.engine import normalise_url, sqlite_path

    address = session.settings.database
    temporary = None
    if address.source == "option":
        url = normalise_url(address.value or "")
    elif at is not None:
        make_folder(Path(at).expanduser())
        url = normalise_url(str(Path(at).expanduser() / "sample.db"))
    else:
        temporary = Path(tempfile.mkdtemp(prefix="jiandu-sample-"))
        url = normalise_url(str(temporary / "sample.db"))
    try:
        place = sqlite_path(url)
        key_path = session.key_path if place is None else None
        pack = _sample(rulebook, url, key_path, session)
        told = str(place) if place is not None else without_password(address.value)
        if no_open:
            # Whoever wants it without the console wants to find it afterwards.
            temporary = None
            return Answer({"database": told, "rulebook": pack})
        status = _opened(session, url.render_as_string(hide_password=False) if place is None else str(place))
        return Answer({"database": told, "rulebook": pack}, status=status, view=lambda document, lang: "")
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _sample(rulebook: str | None, url: "URL", key_path: "Path | None", session: "Session") -> str:
    from domain.rulebook.loader import packs
    from sanctions.sample import make_sample

    pack = _pack(rulebook or packs()[-1])
    if key_path is not None:
        make_folder(key_path.parent)
    session.output.tell(msg("Making the sample ..."))
    make_sample(url, pack, key_path=key_path)
    return pack.name


def _opened(session: "Session", address: str) -> int:
    """The console on the sample, as somebody who handles cases there."""
    from console.session import Session as Fresh
    from console.settings import Settings
    from domain.roles import Role
    from sanctions.agency.operators import operators

    settings = Settings({"database": address, "lang": session.lang}, session.settings.environ)
    fresh = Fresh(settings, session.output, session.stdin, clock=session.clock, login=lambda: None)
    try:
        with fresh.look() as look:
            people = operators(look.reader).items
        name = next(one["name"] for one in people if Role.SUPERVISOR in one["roles"])
    finally:
        fresh.close()
    given = {**session.settings.looks, "database": address, "lang": session.lang, "as": name}
    settings = Settings(given, session.settings.environ)
    return session.opens(Fresh(settings, session.output, session.stdin, clock=session.clock))


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
    Command(
        "demo",
        msg("Make a sample city and open it"),
        Field("rulebook", msg("Rulebook"), source="packs"),
        Field("at", msg("Folder to make it in"), help=msg("Left out, it is gone when the console closes.")),
        Field("no_open", msg("Only make it"), "flag"),
        run=_demo,
        needs_store=False,
        help=msg("Invented institutions and two years of work; the sample keeps its own today."),
    ),
)
