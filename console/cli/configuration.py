"""Settings of the program, and the completion scripts of shells."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console import places
from console.cli.command import Answer, Command
from console.settings import SWITCHES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Session


SHELLS = ("bash", "zsh", "fish")
_PASSWORD = re.compile(r"(://[^/@:]*):[^/@]*@|((?:^|[?&])password=)[^&]*")


def _show(session: "Session") -> Answer:
    settings = session.settings
    values = (
        ("database", settings.database),
        ("lang", settings.lang),
        ("operator", settings.operator),
        ("key", settings.key),
        ("theme", settings.theme),
        ("keymap", settings.keymap),
        ("outbox-days", settings.outbox_days),
        ("templates", settings.templates),
        *((name, settings.switch(name)) for name in SWITCHES),
    )
    items: list[dict[str, Any]] = [
        {"key": name, "value": without_password(value), "source": source} for name, (value, source) in values
    ]
    document = {
        "settings": items,
        "path": settings.path,
        "log": places.log_file(settings.environ),
        "key": _key_in_use(session),
    }
    return Answer(document, view=_drawn)


def _key_in_use(session: "Session") -> str | None:
    from db.engine import normalise_url
    from db.errors import StoreError
    from db.sealing import default_key_path

    try:
        found = session.key_path or default_key_path(normalise_url(session.settings.database.value or ""))
    except StoreError:
        return None
    return str(found)


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """Where things lie, then every setting that is not empty and where it comes from."""
    from console.views import record, table

    where = {name: document[name] for name in ("path", "log", "key")}
    settings = table(document["settings"], lang, ("key", "value", "source"), within="settings")
    return f"{record(where, lang, within='config')}\n\n{settings}"


def without_password(address: str | None) -> str | None:
    """An address as it may be shown."""
    return address and _PASSWORD.sub(lambda found: f"{found[1]}:***@" if found[1] else f"{found[2]}***", address)


def _completion(session: "Session", *, shell: str) -> Answer:
    from typer._completion_shared import get_completion_script

    script = get_completion_script(prog_name="jiandu", complete_var="_JIANDU_COMPLETE", shell=shell)
    return Answer({"shell": shell, "script": script}, view=lambda document, _: str(document["script"]))


COMMANDS = (
    Command(
        "config show",
        msg("Show every setting and where it comes from"),
        run=_show,
        needs_store=False,
        help=msg(
            "An option goes before an environment variable, that before the settings file, that before the default."
        ),
    ),
    Command(
        "completion",
        msg("Print the completion script of a shell"),
        Field("shell", msg("Shell"), "choice", required=True, positional=True, choices=SHELLS),
        run=_completion,
        needs_store=False,
        help=msg("Such as: jiandu completion bash > ~/.local/share/bash-completion/completions/jiandu"),
    ),
)
