"""The command tree: help in both languages, the page in docs, and everything that others rely on."""

import re

import pytest

from console.cli import tree
from console.cli.help import help_page
from scripts import commands
from tests.console.cli.runner import Runner

HAN = re.compile("[\u4e00-\u9fff]")
COMMANDS = {" ".join(command.path): command for command in tree.every_command()}

CONTRACT = """
init --rulebook --agency --telephone --operator --person
demo --rulebook
operator add NAME --person --login --role
operator list
institution add --code --name --service --department --level --district --licence --no-code
institution rename
institution succeed --by
institution show
institution list
institution import FILE --dry-run
agreement sign CODE --service --number --from --to --template
agreement end
agreement correct
agreement clause add NUMBER --clause --quote
agreement list
agreement show
event record CODE --kind --body --happened --learned
event list
event show
complaint log --institution --received --channel --nature --summary --text --department
complaint log --source-no --reply-by --reporter-file
complaint accept ID
complaint decline ID
complaint transfer ID
complaint return ID
complaint link ID
complaint answer ID
complaint correct ID
complaint reveal ID --purpose
complaint list
complaint show
inspection record --institution --on --kind --inspector --participant
inspection list
inspection show
case open --institution --lead --second --complaint --inspection --event --source
case close CASE --outcome --reason
case list
case show
finding add SOURCE --category --severity --provision --text --department --amount
finding add SOURCE --conduct-from --conduct-to --bill --doc-no --determined
finding withdraw
finding list
finding show
attach add SUBJECT FILE --kind
attach list SUBJECT
attach save ID --output
measure options CASE
measure propose CASE KIND --reason --word --skip-reason --service --department --ground
measure propose CASE KIND --clause --effective --until --rectify-by --bill --inpatients
measure notice ID
measure defence ID --outcome --adopted --reply
measure approve ID
measure reject ID
measure withdraw ID
measure serve ID --document --method --received --proof
measure complete ID
measure recheck ID --result
measure lift ID
measure revoke ID
measure list --status --awaiting-me
measure show
hold list CASE
hold release CASE --bill --reason
hold refuse CASE --bill --measure
approve ID --confirm --reject --reason
standing CODE --service --department --known-at --on
deadlines --within --check --mine
calendar due START PERIOD
calendar import FILE --title --dated --dry-run
publication due --check
publication draft TERMINATIONS
publication approve ID
publication publish ID --channel --link --ref
publication correct ID --reason
publication withdraw ID --reason
publication export ID --format --output
publication list
publication show
assessment record CODE --service --year-end --for --verdict --score
assessment revoke
assessment list
assessment show
renewal file CODE --service
renewal decide CODE --service --outcome --assessment --reason
renewal list
renewal show
bar check CODE --service
application file CODE --service --reason
application list
application show
application withdraw
history export --format --institution --since --until --known-at --output
rulebook list
rulebook show PACK
policy list
policy set KEY VALUE --from --reason --dry-run
journal verify FILE
journal head
journal export --output
database upgrade
database backup
database restore
database check
doctor
config show
completion
""".strip().splitlines()


@pytest.mark.parametrize("row", CONTRACT)
def test_what_others_rely_on_is_there(row: str) -> None:
    name = " ".join(word for word in row.split() if word.islower() and not word.startswith("--"))
    command = COMMANDS[name]
    options = {f"--{field.option}" for field in command.options}
    words = [field.option.upper() for field in command.words]
    assert {word for word in row.split() if word.startswith("--")} <= options
    assert [word for word in row.split() if word.isupper()] == words[: len([w for w in row.split() if w.isupper()])]
    assert "--json" in options


def test_every_act_has_its_command_with_its_options() -> None:
    from domain.acts import acts

    for act in acts():
        for path in act.commands:
            command = COMMANDS[path]
            assert {field.option for field in act.fields} <= {field.option for field in command.fields}
            assert {"on", "late-reason", "once"} <= {field.option for field in command.fields}


def test_what_is_sealed_cannot_be_rehearsed() -> None:
    for path in ("complaint reveal", "attach open"):
        assert "dry-run" not in {field.option for field in COMMANDS[path].fields}


def test_every_noun_has_list_and_show() -> None:
    other = {"bar", "history", "journal", "database", "config", "ledger", "statistics", "sealing-key", "identity"}
    groups = set(tree.GROUPS) - other
    for noun in groups:
        assert {f"{noun} list", f"{noun} show"} <= COMMANDS.keys()


@pytest.mark.parametrize("path", [(), *((name,) for name in tree.GROUPS), *(c.path for c in COMMANDS.values())])
def test_every_page_of_help_speaks_both_languages(path: tuple[str, ...]) -> None:
    chinese, english = help_page(path, "zh_CN"), help_page(path, "en")
    assert HAN.search(chinese)
    assert HAN.search(english) is None
    assert max(map(len, english.splitlines())) <= 100


def test_help_is_the_same_through_the_parser(cli: Runner) -> None:
    quick = cli("measure", "propose", "--help")
    parsed = cli("measure", "propose", "HC-2025-0001", "--help")
    assert quick.status == parsed.status == 0
    assert quick.text == parsed.text
    assert "--reason" in quick.text
    assert cli("measure", "-h").text == cli("measure", "--help").text
    assert "institution" in cli("--help").text


def test_no_option_comes_twice() -> None:
    for name, command in COMMANDS.items():
        options = [field.option for field in command.fields]
        assert len(options) == len(set(options)), name


def test_the_page_in_docs_is_up_to_date() -> None:
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page(), "run: python -m scripts.commands"
