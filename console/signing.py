"""Where the agency's signing key lies on this machine, the same for every command."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from console.session import Session
    from db.signing import SigningKey

SIGNING_KEY: Final = Field(
    "signing_key", msg("File of the signing key"), "path", help=msg("Beside the key of sealed content unless given.")
)


def beside(sealing_key: Path) -> Path:
    """Where the signing key lies unless told otherwise: beside the sealing key, ``<database>.signing.pem``."""
    return sealing_key.with_name(sealing_key.name.removesuffix(".key") + ".signing.pem")


def signing_key_path(session: "Session", given: str | None) -> Path:
    """The file of the private key: the one named, else beside the sealing key."""
    if given is not None:
        return Path(given).expanduser()
    from db.engine import normalise_url
    from db.sealing import default_key_path

    sealing = session.key_path or default_key_path(normalise_url(session.settings.database.value or ""))
    if sealing is None:
        raise refuse(
            "key.missing",
            msg("It is not known where the signing key lies. Name it: --signing-key FILE"),
            field="signing_key",
        )
    return beside(sealing)


def signing_key_of(session: "Session", given: str | None) -> "SigningKey":
    """The private key; raises Refused as `load_signing_key`."""
    from db.signing import load_signing_key

    return load_signing_key(signing_key_path(session, given))
