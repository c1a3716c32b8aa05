"""Choosing what an act is to be done on, where the page is not about it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from console.tui.subjects import Subject, noun_of
from console.tui.widgets.columns import Column, Line
from domain.acts import Act
from domain.messages import Words, msg

if TYPE_CHECKING:
    from console.tui.questions import Questions
    from console.tui.screens.page import Page
    from console.tui.sources import Choice


def on_subject(
    page: "Page", act: Act, then: Callable[[Subject], None], words: str = "", *, called: Words | None = None
) -> None:
    """Choose among the subjects of an act, then go on with it; where there are many, words narrow them first.

    `called` is what it is for, where that is not the act.
    """
    called = act.label if called is None else called
    assert act.subject is not None
    field, name = act.field(act.subject), act.subject

    def show(choices: "list[Choice]") -> None:
        from console.tui.sources import MOST

        if not choices:
            page.desk.say(msg("There is nothing yet that this could be done on."), bad=True)
        elif len(choices) >= MOST and not words:
            _ask_words(page, act, then, called)
        else:
            _pick(page, called, choices, then)

    page.inquire(lambda questions: questions.choices(act, field, {name: words} if words else {}), show)


def _ask_words(page: "Page", act: Act, then: Callable[[Subject], None], called: Words) -> None:
    from console.tui.modals.ask_line import AskLine

    def typed(words: str | None) -> None:
        if words and words.strip():
            on_subject(page, act, then, words.strip(), called=called)

    say = page.speech
    page.desk.over(AskLine(say(called), hint=say(msg("There are many. A part of the name or number:"))), typed)


def _pick(page: "Page", called: Words, choices: "list[Choice]", then: Callable[[Subject], None]) -> None:
    from console.tui.modals.pick import Pick

    say = page.speech
    here = page.here()
    # The line under the cursor is what is most likely meant.
    choices = sorted(choices, key=lambda one: here is None or one.value not in (here.id, here.institution))
    lines = [Line(one.value, (one.value, _beside(one, say))) for one in choices]

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            page.inquire(lambda questions: _subject(questions, keys[0]), then)

    title = msg("{act}: on what?", act=called)
    page.desk.over(Pick(say(title), lines, (Column(None, 18), Column(None, 20, grow=1))), chosen)


def _beside(one: "Choice", say: Callable[[Any], str]) -> str:
    parts = dict.fromkeys((say(one.label), say(one.more)))
    return "  ".join(part for part in parts if part and part != one.value)


def _subject(questions: "Questions", key: str) -> Subject:
    """What was chosen, with the institution it belongs to."""
    noun, id = noun_of(key), key.partition(":")[2] or key
    if noun == "institution":
        return Subject(noun, id, id, questions.name_of(id))
    record: Mapping[str, Any] = questions.case(id) if noun == "case" else questions.subject(noun, id)
    code = record.get("institution")
    if isinstance(code, Mapping):
        code = code.get("code")
    name = record.get("institution_name") or record.get("name") or ""
    return Subject(noun, id, str(code) if code else None, str(name), record)
