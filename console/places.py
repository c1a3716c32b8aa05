"""Where things lie for this user: settings, database, log. Paths are texts: pathlib is too dear before a help page."""

import os
import sys
from collections.abc import Mapping

NAME = "jiandu"
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def folder(what: str, environ: Mapping[str, str] = os.environ) -> str:
    """The user's folder for `config`, `data` or `state`; it need not exist yet."""
    if sys.platform.startswith("linux"):
        # What platformdirs says here, without the price of importing it.
        variable, below = _XDG[what]
        base = environ.get(variable, "").strip() or f"{environ.get('HOME') or os.path.expanduser('~')}/{below}"  # noqa: PTH111
        return f"{base}/{NAME}"
    import platformdirs

    return str(getattr(platformdirs, f"user_{what}_path")(NAME, appauthor=False))


def config_file(environ: Mapping[str, str] = os.environ) -> str:
    """Where the settings stand."""
    return f"{folder('config', environ)}/config.toml"


def keymap_file(environ: Mapping[str, str] = os.environ) -> str:
    """Where the user's own keys stand."""
    return f"{folder('config', environ)}/keys.toml"


def database_file(environ: Mapping[str, str] = os.environ) -> str:
    """Where the database is unless told otherwise."""
    return f"{folder('data', environ)}/jiandu.db"


def log_file(environ: Mapping[str, str] = os.environ) -> str:
    """Where the log is."""
    return f"{folder('state', environ)}/jiandu.log"


def outbox_folder(environ: Mapping[str, str] = os.environ) -> str:
    """Where files made for somebody wait to be fetched."""
    return f"{folder('data', environ)}/outbox"


def drafts_folder(environ: Mapping[str, str] = os.environ) -> str:
    """Where forms that were not handed in are kept."""
    return f"{folder('state', environ)}/drafts"
