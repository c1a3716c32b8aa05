"""The agency's signing keys: made here, registered, handed out, retired."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import OUTPUT, PAGE, REPLACE, Answer, Command
from console.signing import PASSPHRASE, SIGNING_KEY
from domain.acts.fields import LONG, Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look, Session

_FINGERPRINT = Field("fingerprint", msg("Fingerprint"), required=True, positional=True, limit=64)


def _create(
    session: "Session",
    *,
    signing_key: str | None,
    encrypt: bool,
    passphrase_file: str | None,
    passphrase_fd: int | None,
    note: str | None,
) -> Answer:
    from console.signing import signing_key_path
    from db.signing import make_signing_key
    from domain.acts import Upload
    from domain.acts.keys import KEY_ADD
    from domain.refusals import Refusal, Refused
    from sanctions.asking import operator_named
    from sanctions.perform import perform
    from sanctions.permissions import require_role

    who = session.who()
    with session.store.read() as reader:
        # Asked first, so that whoever may not do it makes no file either.
        require_role(operator_named(reader, who), KEY_ADD.kind)
    passphrase = _passphrase(session.lang, encrypt, passphrase_file, passphrase_fd)
    path = signing_key_path(session, signing_key)
    key = make_signing_key(path, passphrase)
    kept = False
    try:
        raw = {"file": Upload("public.pem", key.public.pem), "note": note}
        done = perform(session.store, who, KEY_ADD, raw, clock=session.clock)
        if isinstance(done, Refusal):
            raise Refused(done)
        kept = True
    finally:
        if not kept:
            path.unlink(missing_ok=True)
    return Answer(
        {"fingerprint": key.public.fingerprint, "key": str(path), "public_key": key.public.pem.decode()},
        notes=(
            *done.effects,
            msg("Who has this file can sign for the agency. Keep it where only those who sign can read it."),
        ),
    )


def _passphrase(lang: str, encrypt: bool, file: str | None, handle: int | None) -> bytes | None:
    """The passphrase of a new key, typed twice where it is typed; None for a key without one."""
    from console.signing import asked, passphrase_of
    from domain.refusals import refuse

    if not encrypt and file is None and handle is None:
        return None
    found = passphrase_of(file, handle, ask=lambda: asked(lang))
    if found is None or (file is None and handle is None and asked(lang, msg("The same again")) != found):
        raise refuse(
            "key.passphrase",
            msg("No passphrase, or not the same twice. Type it on a terminal, or give --passphrase-file."),
            field="passphrase_file",
        )
    return found


def _list(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.agency.keys import keys

    return page("keys", keys(look.reader, limit=limit, after=after), "fingerprint", "added_on", "by", "retired_on")


def _show(look: "Look", *, fingerprint: str, output: str | None, replace: bool) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from sanctions.agency.keys import record, registered_key

    found = registered_key(look.reader, fingerprint.strip().lower())
    if output == "-":
        return Answer(record(found), chunks=[found.pem.encode()])
    if output is not None:
        write_out(Path(output), [found.pem.encode()], replace=replace)
    return Answer(record(found))


COMMANDS = (
    Command(
        "key create",
        msg("Make a signing key and register it"),
        SIGNING_KEY,
        Field("encrypt", msg("Encrypt it with a passphrase"), "flag"),
        *PASSPHRASE,
        Field("note", msg("Note"), "text", limit=LONG),
        run=_create,
        needs_store=False,
        help=msg("An Ed25519 key in a file of its own, which its owner alone may read."),
    ),
    *act_commands("key"),
    Command("key list", msg("List the signing keys"), *PAGE, run=_list),
    Command(
        "key show",
        msg("Show a signing key"),
        _FINGERPRINT,
        Field("output", msg("Write the public key to this file"), "path", help=OUTPUT.help),
        REPLACE,
        run=_show,
    ),
)
