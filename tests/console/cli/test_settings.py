"""Settings: option before environment before file before default, and who acts."""

from pathlib import Path

import platformdirs
import pytest

from console import places
from console.cli.configuration import without_password
from console.main import _opens_console
from tests.console.cli.runner import CODE, Runner


def _sources(runner: Runner, *ahead: object, **options: dict[str, str]) -> dict[str, str]:
    shown = runner.ok(*ahead, "config", "show", **options)
    return {one["key"]: one["source"] for one in shown["settings"][:4]}


def _file(runner: Runner, text: str) -> Path:
    path = runner.folder / "config" / "jiandu" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_precedence(bare: Runner) -> None:
    del bare.environment["JIANDU_DATABASE"], bare.environment["LANG"]
    assert _sources(bare) == {"database": "default", "lang": "default", "operator": "default", "key": "default"}
    _file(bare, 'database = "/x/y.db"\nlang = "zh_CN"\noperator = "li"\n')
    assert _sources(bare) == {"database": "file", "lang": "file", "operator": "file", "key": "default"}
    environment = {"JIANDU_DATABASE": "/e.db", "JIANDU_LANG": "en"}
    assert _sources(bare, environment=environment)["database"] == "environment"
    assert _sources(bare, environment=environment)["lang"] == "environment"
    given = _sources(bare, "--database", "/o.db", "--lang", "zh", "--as", "x", environment=environment)
    assert given == {"database": "option", "lang": "option", "operator": "option", "key": "default"}


def test_where_things_lie_is_shown(bare: Runner) -> None:
    shown = bare.ok("config", "show")
    assert shown["path"] == str(bare.folder / "config" / "jiandu" / "config.toml")
    assert shown["log"] == str(bare.folder / "state" / "jiandu" / "jiandu.log")
    assert shown["key"] == f"{bare.database}.key"
    text = bare("--lang", "en", "config", "show").text
    assert all(shown[name] in text for name in ("path", "log", "key"))
    server = bare.ok("--database", "postgresql://host/jiandu", "config", "show")["key"]
    assert server.startswith(str(bare.folder / "data"))


def test_the_locale_settles_the_language_last(bare: Runner) -> None:
    assert bare.ok("config", "show", environment={"LANG": "zh_CN.GB18030"})["settings"][1]["value"] == "zh_CN"
    assert bare.ok("config", "show", environment={"LC_ALL": "de_DE", "LANG": "zh_CN"})["settings"][1]["value"] == "en"


def test_the_look_and_what_may_be_done(bare: Runner) -> None:
    def shown(*ahead: str, **environment: str) -> dict[str, tuple[str | None, str]]:
        found = bare.ok(*ahead, "config", "show", environment=environment)["settings"]
        return {one["key"]: (one["value"], one["source"]) for one in found[4:]}

    keymap = str(bare.folder / "config" / "jiandu" / "keys.toml")
    off = ("no", "default")
    usual: dict[str, tuple[str | None, str]]
    usual = {"theme": ("dark", "default"), "keymap": (keymap, "default"), "outbox-days": ("14", "default")}
    usual |= {"templates": (None, "default"), "read-only": off, "plain": off}
    assert shown() == usual
    _file(bare, 'theme = "light"\ntemplates = "/t"\nread-only = true\nplain = "yes"\noutbox-days = 30\n')
    assert shown(JIANDU_KEYMAP="/k.toml", JIANDU_PLAIN="0") == {
        "theme": ("light", "file"),
        "keymap": ("/k.toml", "environment"),
        "outbox-days": ("30", "file"),
        "templates": ("/t", "file"),
        "read-only": ("yes", "file"),
        "plain": ("no", "environment"),
    }
    _file(bare, "")
    assert shown("--read-only", "--theme=contrast")["read-only"] == ("yes", "option")
    assert bare("--theme", "pink", "config", "show").status == 2
    _file(bare, "outbox-days = 0\n")
    assert bare("config", "show").status == 2
    _file(bare, "")
    assert bare("config", "show", environment={"JIANDU_READ_ONLY": "perhaps"}).status == 2


def test_read_only_no_act_is_done(cli: Runner) -> None:
    assert cli("--read-only", "institution", "list").status == 0
    plan = ("--as", "zhang", "inspection", "plan", CODE, "--kind", "spot", "--by", "2025-06-10")
    refused = cli.refused("--read-only", *plan)
    assert refused["code"] == "read-only"


def test_the_key_card_holds_keys_of_ones_own(bare: Runner) -> None:
    path = bare.folder / "keys.toml"
    path.write_text('"list.down" = "n"\nnothing = "x"\n', encoding="utf-8")
    answer = bare("keys", "--json", environment={"JIANDU_KEYMAP": str(path)})
    keys = {one["id"]: one for one in answer.json["keys"]}
    assert keys["list.down"]["keys"] == ["n"]
    assert keys["help"]["keys"] == ["?", "F1"]
    assert keys["help"]["label"] == {"zh": "帮助", "en": "Help"}
    assert "line 2" in answer.err
    text = bare("--lang", "zh", "keys").text
    assert "帮助 / Help" in text
    assert "j Down" in text


@pytest.mark.parametrize("text", ["database = [", "colour = 'red'", "database = 3", "\udcff"])
def test_a_settings_file_that_cannot_be_read(bare: Runner, text: str) -> None:
    path = _file(bare, "")
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    answer = bare("config", "show")
    assert answer.status == 2
    assert str(path) in answer.err
    assert answer.err.count("\n") == 1


def test_a_settings_file_that_cannot_be_read_stops_no_help(bare: Runner) -> None:
    _file(bare, "database = [")
    assert bare("--lang", "en", "--help").status == 0


@pytest.mark.parametrize("what", ["config", "data", "state"])
def test_places_are_the_usual_ones(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    assert places.folder(what) == str(getattr(platformdirs, f"user_{what}_path")("jiandu", appauthor=False))
    monkeypatch.setenv(f"XDG_{what.upper()}_HOME", "/elsewhere")
    assert places.folder(what) == str(getattr(platformdirs, f"user_{what}_path")("jiandu", appauthor=False))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/a/b.db", "/a/b.db"),
        ("postgresql://u:secret@host/db", "postgresql://u:***@host/db"),
        ("postgresql://u@host/db?password=secret&x=1", "postgresql://u@host/db?password=***&x=1"),
    ],
)
def test_no_password_is_shown(address: str, shown: str, bare: Runner) -> None:
    assert without_password(address) == shown
    assert "secret" not in bare("--database", address, "config", "show").text


def test_who_acts(cli: Runner) -> None:
    line = ("institution", "rename", CODE, "--name")
    assert cli.refused(*line, "甲")["code"] == "operator.unnamed"
    _file(cli, 'operator = "wu"\n')
    assert cli.refused(*line, "甲")["code"] == "role.denied"
    cli.ok("--as", "zhang", "operator", "change", "zhang", "--login", "alice", "--reason", "x")
    cli.login = "alice"
    # The system login goes before the file, the option before both.
    assert cli.ok(*line, "乙")["id"]
    assert cli.refused("--as", "wu", *line, "丙")["code"] == "role.denied"
    assert cli.refused("--as", "nobody", *line, "丙")["code"] == "operator.unknown"


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ([], True),
        (["--read-only", "--database", "x.db", "--lang=en", "--plain"], True),
        (["--database", "x.db", "deadlines"], False),
        (["--lang", "en", "--help"], False),
        (["demo"], False),
    ],
)
def test_only_the_console_says_that_something_comes(line: list[str], opens: bool) -> None:
    assert _opens_console(line) is opens
