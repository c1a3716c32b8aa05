"""Whatever somebody wrote is told by the commands as written or refused: in JSON whole, in a table with marks."""

import json

import pytest

from domain.text import clean
from tests.console.cli.runner import CODE, Runner
from tests.rough import ROUGH

LOG = ("complaint", "log", "--institution", CODE, "--received", "today", "--channel", "phone", "--nature", "lead")


def test_rough_texts_by_the_command(zhang: Runner) -> None:
    kept = {}
    for name, text in ROUGH.items():
        if "\x00" in text:
            # No operating system hands a NUL over in an argument.
            continue
        answer = zhang(*LOG, "--summary", text, "--json")
        told = json.loads(answer.out)
        if answer.status == 0:
            kept[told["id"]] = clean(text, 10_000, "summary", long=True)
        else:
            assert answer.status == 1, name
            assert told["refused"]["code"] in ("value.too_long", "value.not_text"), name
            assert told["refused"]["message"], name
    assert len(kept) > len(ROUGH) - 6
    listed = {one["id"]: one["summary"] for one in zhang.ok("complaint", "list", "--limit", "200")["complaints"]}
    assert {id: listed[id] for id in kept} == kept


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_tables_show_marks(zhang: Runner, lang: str) -> None:
    for name in ("escape", "right to left", "zero width", "colour", "an action", "template"):
        _ = zhang.ok(*LOG, "--summary", ROUGH[name])
    for command in (("complaint", "list"), ("search", "床位"), ("institution", "show", CODE), ("journal", "list")):
        text = zhang("--lang", lang, *command).text
        assert all(char.isprintable() or char in "\n\u3000" for char in text), command
    text = zhang("--lang", lang, "complaint", "list").text
    assert all(part in text for part in ("[red]多计[/red]", "[@click=app.quit]", "<U+001B>[2J", "<U+202E>", "{0}"))
