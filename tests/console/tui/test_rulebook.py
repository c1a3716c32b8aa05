"""The rulebook: quotations character for character, where a rule comes from, and the way there from a reason."""

import pytest
from rich.cells import cell_len

from console.tui.screens.clause import SOURCES, ClausePage
from console.tui.screens.notice import NoticePage, notice_lines
from console.tui.screens.rulebook import RulebookPage
from console.tui.widgets.row_list import RowList
from domain.reasons import SourceKind
from domain.rulebook.loader import load, packs
from domain.rulebook.quotes import source_text
from tests.console.tui.conftest import Start


def _bare(text: str) -> str:
    return "".join(text.split())


async def test_every_rule_is_read_with_its_source_and_the_words_of_the_notice(start: Start) -> None:
    pack = load("zibo-2023")
    async with start("zhang", "zh_CN") as console:
        await console.press("5", "g", "j", "enter")
        book = console.app.screen
        assert isinstance(book, RulebookPage)
        assert any("notice" in line.record for line in book.rows.lines)
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
        await console.press("g", "enter")
        notice = console.app.screen
        assert isinstance(notice, NoticePage)
        current = notice.rows.current
        assert current is not None
        assert current.cells[0].startswith(">")
        await console.press("escape", "escape")
        assert console.app.screen is box


@pytest.mark.parametrize("name", packs())
@pytest.mark.parametrize("width", [36, 76])
def test_quoted_words_are_marked_where_they_stand_in_the_notice(name: str, width: int) -> None:
    pack = load(name)
    assert pack.notice is not None
    assert pack.notice.source is not None
    text = source_text(pack.notice.source)
    assert all(cell_len(piece) <= width for piece, _ in notice_lines(text, "", width)[0])
    for address, rule in pack.rules().items():
        if rule.quote:
            lines, first = notice_lines(text, rule.quote, width)
            marked = [number for number, (_, one) in enumerate(lines) if one]
            shown = _bare("".join(lines[number][0] for number in marked))
            assert first == marked[0], address
            # Nothing but the rest of the first and of the last line stands with it.
            assert _bare(rule.quote) in shown
            assert len(shown) <= len(rule.quote) + 2 * width
