"""Settings, and where each came from: option, environment, file, default."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from console import places
from console.errors import Misuse
from console.i18n import CHINESE, ENGLISH, LANGUAGES, language_named
from domain.messages import msg

THEMES = ("dark", "light", "contrast")
SWITCHES = ("read-only", "plain")
KNOWN = ("database", "lang", "operator", "key", "theme", "keymap", "outbox-days", "templates", *SWITCHES)
"""What may stand in the settings file."""

_VARIABLES = {
    "database": "JIANDU_DATABASE",
    "lang": "JIANDU_LANG",
    "theme": "JIANDU_THEME",
    "keymap": "JIANDU_KEYMAP",
    "templates": "JIANDU_TEMPLATES",
    "read-only": "JIANDU_READ_ONLY",
    "plain": "JIANDU_PLAIN",
}
_ON = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LARGEST = 64 * 1024
_MOST_DAYS = 366


def confined(environ: Mapping[str, str]) -> bool:
    """Whether somebody else fixed what this account may reach; anything but nothing and 0 means so."""
    return environ.get("JIANDU_CONFINED", "") not in ("", "0")


def forced(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a run is confined: by its environment, or because its own words name a login key."""
    return confined(environ) or any(word == "--as-key" or word.startswith("--as-key=") for word in argv)


class Setting(NamedTuple):
    """A value and its source: ``option``, ``environment``, ``file``, ``locale`` or ``default``."""

    value: str | None
    source: str


class Settings:
    """What holds for one run. The file is read when something needs it and no option or variable says more."""

    def __init__(self, options: Mapping[str, str | None], environ: Mapping[str, str]) -> None:
        self._options = options
        self.environ = environ
        self._file: dict[str, str] | None = None

    @property
    def path(self) -> str:
        """The settings file, whether or not there is one."""
        return places.config_file(self.environ)

    @property
    def file(self) -> dict[str, str]:
        """What stands in the settings file; Misuse when it cannot be read."""
        if self._file is None:
            self._file = _read(self.path)
        return self._file

    @property
    def confined(self) -> bool:
        """Whether somebody else fixed who acts, so that neither option nor file may say otherwise."""
        return confined(self.environ)

    def _stated(self, name: str) -> Setting | None:
        if value := self._options.get(name):
            return Setting(value, "option")
        if value := self.environ.get(_VARIABLES.get(name, ""), ""):
            return Setting(value, "environment")
        if value := self.file.get(name):
            return Setting(value, "file")
        return None

    @property
    def database(self) -> Setting:
        """The address of the database."""
        return self._stated("database") or Setting(places.database_file(self.environ), "default")

    @property
    def key(self) -> Setting:
        """The file of the sealing key; None leaves it beside the database."""
        return self._stated("key") or Setting(None, "default")

    @property
    def operator(self) -> Setting:
        """Who acts, as far as settings say; the system login comes between option and file."""
        if value := self._options.get("as"):
            return Setting(value, "option")
        return Setting(self.file.get("operator"), "file") if self.file.get("operator") else Setting(None, "default")

    @property
    def login_key(self) -> str | None:
        """The fingerprint of the key by which somebody logged in; the forced command names it."""
        return self._options.get("as-key")

    @property
    def outbox_days(self) -> Setting:
        """For how many days a file waits in an outbox; Misuse for no number of days."""
        stated = self._stated("outbox-days") or Setting("14", "default")
        value = stated.value or ""
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= _MOST_DAYS):
            raise Misuse(msg("{name} is a number of days from 1 to {most}.", name="outbox-days", most=_MOST_DAYS))
        return stated

    @property
    def theme(self) -> Setting:
        """The colours of the console; Misuse for unknown ones."""
        stated = self._stated("theme") or Setting(THEMES[0], "default")
        if stated.value not in THEMES:
            raise Misuse(
                msg("There are no colours {name}. Choose one of {known}.", name=stated.value or "", known=THEMES)
            )
        return stated

    @property
    def keymap(self) -> Setting:
        """The file of the user's own keys, whether or not there is one."""
        return self._stated("keymap") or Setting(places.keymap_file(self.environ), "default")

    @property
    def templates(self) -> Setting:
        """The folder of the agency's own templates of letters; None where it has none."""
        return self._stated("templates") or Setting(None, "default")

    @property
    def read_only(self) -> bool:
        """Whether nothing may be done here, only looked at."""
        return self._switch("read-only")

    @property
    def plain(self) -> bool:
        """Whether the console tells by signs alone what it otherwise shows reversed or dimmed."""
        return self._switch("plain")

    @property
    def looks(self) -> dict[str, str | None]:
        """The options for how the console looks and what it lets one do, to hand on to another run."""
        return {name: self._options.get(name) for name in ("theme", *SWITCHES)}

    def switch(self, name: str) -> Setting:
        """A switch as it is shown: ``yes`` or ``no``, and its source; Misuse where it is neither."""
        stated = self._stated(name) or Setting("no", "default")
        found = _ON.get((stated.value or "").lower())
        if found is None:
            raise Misuse(msg("{name} is yes or no, not {value}.", name=name, value=stated.value or ""))
        return Setting("yes" if found else "no", stated.source)

    def _switch(self, name: str) -> bool:
        return self.switch(name).value == "yes"

    @property
    def lang(self) -> Setting:
        """The language; Misuse for one there is no catalogue of."""
        stated = self._stated("lang")
        if stated is None:
            return self._of_locale()
        named = language_named(stated.value or "")
        if named is None:
            raise Misuse(
                msg("There is no language {name}. Choose one of {known}.", name=stated.value or "", known=LANGUAGES)
            )
        return Setting(named, stated.source)

    def _of_locale(self) -> Setting:
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            if value := self.environ.get(name, ""):
                return Setting(CHINESE if language_named(value) == CHINESE else ENGLISH, "locale")
        return Setting(ENGLISH, "default")

    def fallback_lang(self) -> str:
        """A language to complain in when the settled one cannot be had."""
        named = language_named(self.environ.get("JIANDU_LANG", ""))
        return named or self._of_locale().value or ENGLISH


def _read(path: str) -> dict[str, str]:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - no pathlib before a help page
            content = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError:
        raise Misuse(msg("The settings file {path} cannot be read. Check its rights.", path=path)) from None
    import tomllib

    try:
        if len(content) > _LARGEST:
            raise ValueError
        found: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    except ValueError:
        raise Misuse(msg("The settings file {path} is not TOML in UTF-8. Correct or remove it.", path=path)) from None
    for name in SWITCHES:
        if isinstance(found.get(name), bool):
            found[name] = "yes" if found[name] else "no"
    if type(found.get("outbox-days")) is int:
        found["outbox-days"] = str(found["outbox-days"])
    for name, value in found.items():
        if name not in KNOWN or not isinstance(value, str):
            raise Misuse(
                msg(
                    "The settings file {path} has {name}, which is not a text setting of ours: {known}.",
                    path=path,
                    name=name,
                    known=KNOWN,
                )
            )
    return found
