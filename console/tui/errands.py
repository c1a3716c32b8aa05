"""What one may want to do (想做什么), by its words and not by its key: the help and the command palette offer it.

Acts stand here by their labels in both languages; questions that people ask come first. Where a subject is needed, it
is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.i18n import LANGUAGES, render
from console.tui import flows
from console.tui.choosing_subject import on_subject
from console.tui.codes import word
from console.tui.offered import denial
from console.tui.session import Opened
from console.tui.subjects import Subject, subject_of
from console.tui.widgets.columns import Line
from domain.acts import Act, act, acts
from domain.messages import Message, Words, msg

if TYPE_CHECKING:
    from console.tui.screens.page import Page


RECORD = "record "
"""What the key of a line begins with that stands for a record."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do; its key begins with ``act`` or ``ask``.

    `also` are words it is found by besides those it shows; `denied` says why one may not.
    """

    key: str
    label: Words
    help: Words | None
    also: str
    denied: Message | None = None

    @property
    def asks(self) -> bool:
        """Whether it is a question and no act."""
        return self.key.startswith("ask ")


_ASKED: tuple[tuple[str, Message, Message, str], ...] = (
    (
        "why",
        msg("See why a date is what it is"),
        msg("On a line with a date, e shows how it was counted."),
        "deadline due term day counted 期限 日期 到期 为什么 怎么算 时限",
    ),
    (
        "standing",
        msg("See what an institution may do on a day"),
        msg("Choose the institution, then the day."),
        "status suspended qualified 资格 状态 暂停 能否",
    ),
    (
        "history",
        msg("Export the history of an institution"),
        msg("Choose the institution; its page exports it into a file."),
        "export record measures file csv 导出 历史 处理记录 记录",
    ),
    (
        "sheet",
        msg("See all on one institution on one page"),
        msg("Choose the institution."),
        "overview summary print 一页 概况 打印",
    ),
    (
        "find",
        msg("Find something by its number, name or words"),
        msg("Everything is searched, except what is sealed."),
        "search look 查找 搜索 检索 编号",
    ),
)


def errands(opened: Opened) -> list[Errand]:
    """What this operator may want to do, questions first; acts of other roles come last and say whose they are."""
    found = [Errand(f"ask {name}", label, help, f"{_both(label, help)} {also}") for name, label, help, also in _ASKED]
    offered = [Errand(f"act {one.kind}", one.label, one.help, _words(one), denial(one, None, opened)) for one in acts()]
    return found + sorted(offered, key=lambda errand: errand.denied is not None)


def _words(one: Act) -> str:
    """Its words in every language: who reads one may think in the other."""
    nouns = [word("noun", noun) for noun in (*one.on, one.kind.partition(".")[0])]
    called = [noun for noun in nouns if isinstance(noun, Message)]
    return " ".join((_both(one.label, one.help, *called), *one.commands))


def _both(*some: Words | None) -> str:
    return " ".join(render(words, lang) for words in some if words is not None for lang in LANGUAGES)


def run(page: "Page", key: str) -> bool:
    """Do an errand, or open a record, from a page; False for a key that is neither."""
    kind, _, name = key.partition(" ")
    match kind:
        case "act":
            _act(page, act(name))
        case "ask":
            _ASKING[name](page)
        case "record":
            subject = subject_of(Line(name, ()))
            assert subject is not None
            flows.open_subject(page, subject)
        case _:
            return False
    return True


def _act(page: "Page", one: Act) -> None:
    if one.subject is None or not one.on:
        flows.do_act(page, one, None)
        return
    own = page.own_subject()
    if own is not None and own.noun in one.on:
        flows.do_act(page, one, own)
        return
    on_subject(page, one, lambda subject: flows.do_act(page, one, subject))


def _on_institution(name: str, then: Callable[["Page", Subject], None]) -> Callable[["Page"], None]:
    called = next(label for key, label, _, _ in _ASKED if key == name)

    def ask(page: "Page") -> None:
        own = page.own_subject()
        if own is not None and own.noun == "institution":
            then(page, own)
        else:
            on_subject(page, act("institution.change"), lambda subject: then(page, subject), called=called)

    return ask


def _why(page: "Page") -> None:
    if page.rows.current is not None:
        page.action_explain()
        return
    page.desk.say(msg("Go to a line with a date, on Today or on a case, and press e."))


def _history(page: "Page", subject: Subject) -> None:
    flows.open_subject(page, subject)
    page.desk.say(msg("This is the institution. x exports what is kept of it."))


_ASKING: dict[str, Callable[["Page"], None]] = {
    "why": _why,
    "standing": _on_institution("standing", flows.standing),
    "history": _on_institution("history", _history),
    "sheet": _on_institution("sheet", flows.sheet),
    "find": flows.search,
}
