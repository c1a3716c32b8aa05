"""What a page sets going: opening subjects, choosing and doing acts, explaining dates, asking for standing."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from console.tui.desk import READ_ONLY
from console.tui.session import Opened, Trouble
from console.tui.subjects import Subject
from console.tui.widgets.columns import Column, Line
from domain.messages import msg
from domain.roles import ROLE_WORDS, Role

if TYPE_CHECKING:
    from console.drafts import KeptDraft
    from console.tui.modals.explanation import Explained
    from console.tui.offered import Barred, Offer
    from console.tui.questions import Questions
    from console.tui.screens.page import Page
    from domain.acts import Act
    from domain.states.agency import Operator


def open_subject(page: "Page", subject: Subject) -> None:
    """The page of a subject over the present one."""
    from console.tui.screens.case import CasePage
    from console.tui.screens.institution import InstitutionPage
    from console.tui.screens.publication import PublicationPage
    from console.tui.screens.subject import SubjectPage

    match subject.noun:
        case "institution":
            page.desk.over(InstitutionPage(subject.id, area=page.area))
        case "case":
            page.desk.over(CasePage(subject.id, area=page.area))
        case "publication":
            page.desk.over(PublicationPage(subject.id, area=page.area))
        case _:
            page.desk.over(SubjectPage(subject, area=page.area))


def choose_act(page: "Page", subject: Subject | None, about: Subject | None) -> None:
    """A menu of the acts on what is here and on the page; those that cannot be done now or by them say why."""
    from console.tui.offered import Barred, Offer, offered, subjects_of

    if page.desk.opened is None or _may_only_look(page):
        return

    def show(barred: Barred) -> None:
        # Where somebody went on meanwhile, a menu would open over what they look at.
        if page.is_current:
            title = say(msg("Act")) + (f": {say(subject.id)} {say(subject.name)}".rstrip() if subject else "")
            offer_acts(page, title, offered(subject, about, page.opened, barred), chosen)

    def chosen(offer: Offer) -> None:
        assert offer.act is not None
        do_act(page, offer.act, offer.subject)

    say = page.speech
    _barred(page, subjects_of(subject, about), show)


def choose_act_for(page: "Page", subjects: Sequence[Subject], then: Callable[["Act"], None]) -> None:
    """A menu of the acts that everything marked takes; those that cannot be done to several say why."""
    from console.tui.offered import Barred, Offer, offered_for_all

    if page.desk.opened is None or _may_only_look(page):
        return
    say = page.speech

    def show(barred: Barred) -> None:
        offers = offered_for_all(subjects, page.opened, barred)
        if not offers:
            page.desk.say(msg("What is marked takes no act in common. u unmarks all."))
        elif page.is_current:
            title = f"{say(msg('Act'))}: {say(msg('{n} marked', n=len(subjects)))}"
            offer_acts(page, title, offers, chosen)

    def chosen(offer: Offer) -> None:
        assert offer.act is not None
        then(offer.act)

    _barred(page, subjects, show)


def _may_only_look(page: "Page") -> bool:
    """Say so where acts are not to be had."""
    if page.desk.session.read_only:
        page.desk.say(READ_ONLY, bad=True)
    return page.desk.session.read_only


def _barred(page: "Page", subjects: Sequence[Subject], show: Callable[["Barred"], None]) -> None:
    """Ask what the state of these subjects does not allow, in a thread."""

    def question(questions: "Questions") -> "Barred":
        from console.tui.answers.not_now import not_now

        return not_now(questions.reader, questions.opened, subjects)

    page.inquire(question, show, topic="acts")


def offer_acts(page: "Page", title: str, offers: Sequence["Offer"], then: Callable[["Offer"], None]) -> None:
    """Show acts to choose from; those that are denied cannot be chosen."""
    from console.tui.modals.pick import Pick

    say = page.speech
    lines = []
    for offer in offers:
        if offer.act is None:
            lines.append(Line("", (say(offer.label), ""), heading=True))
        else:
            why = say(offer.denied or offer.note)
            tone = "quiet" if offer.denied is not None else ""
            lines.append(Line(offer.key, (say(offer.label), why), tone=tone))
    columns = (Column(None, 30, grow=1), Column(None, 22, grow=1, drop=1))

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            then(next(offer for offer in offers if offer.key == keys[0]))

    page.desk.over(Pick(title, lines, columns), chosen)


def do_act(
    page: "Page",
    act: "Act",
    subject: Subject | None,
    given: Mapping[str, str] | None = None,
    *,
    draft: "KeptDraft | None" = None,
) -> None:
    """The form of an act, filled in with a draft that is taken up; the page loads again after it was done."""
    from console.tui.modals.act_form import ActForm

    def done(result: object) -> None:
        if result is not None:
            page.load()

    page.desk.over(ActForm(act, subject, given or {}, draft, seen=page.seen), done)


def read_whole(page: "Page", line: Line) -> bool:
    """A line in full in a box, where the list had to cut it; whether it had to."""
    from console.tui.modals.whole import is_cut, whole

    if not is_cut(line, page.rows.columns, page.rows.size.width):
        return False
    page.desk.over(whole(line, page.rows.columns, page.speech))
    return True


def explain(page: "Page", record: Mapping[str, Any], line: Line | None = None) -> None:
    """The calendar picture of a record's date, or the reasons of one without, or the line in full where it was cut."""
    from console.tui.modals.explanation import Explanation
    from console.tui.modals.reading import Reading
    from console.tui.naming import in_labels
    from console.tui.record_lines import reason_lines
    from domain.acts import act

    say, reasons = page.speech, record.get("reasons") or ()

    def said(text: str) -> str:
        # What stands in the way of an option is told as its form will ask for it.
        return in_labels(text, act("measure.propose"), say) if record.get("option") else text

    def show(explained: "Explained | None") -> None:
        if explained is not None:
            page.desk.over(Explanation(explained, record))
        elif reasons:
            page.desk.over(Reading(say(msg("Why")), lambda width: reason_lines(reasons, say, width, said)))
        elif line is None or not read_whole(page, line):
            page.desk.say(msg("Nothing on this line was counted."))

    page.inquire(lambda questions: questions.explained(record), show)


def standing(page: "Page", subject: Subject | None) -> None:
    """Ask for a day, then show what the institution may do on it."""
    from console.tui.days import meaning_of
    from console.tui.modals.ask_line import AskLine
    from console.tui.modals.standing import StandingView

    if subject is None or subject.institution is None or page.desk.opened is None:
        page.desk.say(msg("Choose a line that belongs to an institution first."))
        return
    code, opened, say = subject.institution, page.opened, page.speech

    def check(text: str) -> tuple[bool, str]:
        day, words = meaning_of(text or "today", opened, say)
        return day is not None, words

    def asked(text: str | None) -> None:
        if text is None:
            return
        day, _ = meaning_of(text or "today", opened, say)
        if day is not None:
            page.inquire(
                lambda questions: questions.standing(code, day),
                lambda answer: page.desk.over(StandingView(answer, day)),
            )

    title = say(msg("Standing on which day?"))
    page.desk.over(AskLine(title, opened.today.isoformat(), check=check), asked)


def sheet(page: "Page", subject: Subject | None) -> None:
    """One page on the institution behind a line or a page."""
    from console.tui.screens.sheet import SheetPage

    if subject is None or subject.institution is None:
        page.desk.say(msg("Choose a line that belongs to an institution first."))
        return
    page.desk.over(SheetPage(subject.institution, area=page.area))


def search(page: "Page") -> None:
    """Ask for words, then show what holds them."""
    from console.tui.modals.ask_line import AskLine
    from console.tui.screens.search import HINT, SearchPage

    say = page.speech

    def typed(words: str | None) -> None:
        if words and words.strip():
            page.desk.over(SearchPage(words.strip(), area=page.area))

    page.desk.over(AskLine(say(msg("Search")), hint=say(HINT)), typed)


def act_as(page: "Page") -> None:
    """Choose another operator of a sample to act as, so that one person can walk a chain that takes two."""
    from console.tui.modals.pick import Pick

    desk, say = page.desk, page.speech
    if desk.opened is None or not desk.opened.sample:
        desk.say(msg("Only in a sample can one person act as another."), bad=True)
        return
    session = desk.session

    def show(operators: "list[Operator]") -> None:
        lines = [
            Line(one.name, (one.name, say([ROLE_WORDS[Role(role)] for role in one.roles]), one.person))
            for one in operators
        ]
        columns = (Column(None, 12), Column(None, 20, grow=1), Column(None, 8, drop=1))
        desk.over(Pick(say(msg("Act as")), lines, columns), chosen)

    def chosen(keys: tuple[str, ...] | None) -> None:
        if keys:
            page.ask(lambda: session.act_as(keys[0]), switched, topic="act-as")

    def switched(answer: Opened | Trouble) -> None:
        if isinstance(answer, Trouble):
            desk.say(answer.message, bad=True)
        page.load()

    page.inquire(lambda questions: questions.operators(), show)
