"""The rulebook: quotations character for character, where a rule comes from, and the way there from a reason."""

from console.tui.screens.clause import SOURCES, ClausePage
from console.tui.screens.rulebook import RulebookPage
from console.tui.widgets.row_list import RowList
from domain.reasons import SourceKind
from domain.rulebook.loader import load
from tests.console.tui.conftest import Start


def _bare(text: str) -> str:
    return "".join(text.split())


async def test_every_rule_is_read_with_its_source_and_the_words_of_the_notice(start: Start) -> None:
    pack = load("zibo-2023")
    async with start("zhang", "zh_CN") as console:
        await console.press("5", "g", "j", "enter")
        book = console.app.screen
        assert isinstance(book, RulebookPage)
        listed = {line.record["rule"] for line in book.rows.lines if "rule" in line.record}
        assert listed == set(pack.rules())
        book.words = "康复"
        book.load()
        await console.settle()
        assert 0 < len(book.rows.lines) < len(listed)
        await console.press("enter")
        page = console.app.screen
        assert isinstance(page, ClausePage)
        for address, rule in pack.rules().items():
            page.address = address
            page.show(console.app.session.ask(page.question))
            shown = [_bare(line.cells[0]) for line in page.rows.lines if line.tone == "good"]
            quoted = "".join(shown)
            assert quoted == (_bare(f'"{rule.quote}"') if rule.quote else ""), address
            text = _bare("".join(line.cells[0] for line in page.rows.lines))
            assert _bare(page.speech(SOURCES[rule.source_kind])) in text
            # Words in quotation marks are the notice's alone.
            assert bool(quoted) is (rule.source_kind is SourceKind.NOTICE_LITERAL)


async def test_enter_on_a_reason_opens_its_rule(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("2", "g", "s", "enter")
        box = console.app.screen
        rows = box.query_one(RowList)
        at = next(n for n, line in enumerate(rows.lines) if line.record.get("rule_of") and "ZB 五(二)" in line.cells[0])
        rows.cursor = at
        await console.press("enter")
        page = console.app.screen
        assert isinstance(page, ClausePage)
        assert page.answer.rule.clause == "ZB 五(二)"
        await console.press("escape")
        assert console.app.screen is box
