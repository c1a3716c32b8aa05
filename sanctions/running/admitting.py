"""What runs about agreements and bars, and the standing to-dos of the agency itself."""

from collections.abc import Iterator

from domain.calendars.periods import last_day
from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.roles import Role
from domain.rulebook.kinds import MeasureKind, Nature
from domain.states.assessments import Assessment
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from sanctions.admitting.bars import RunningBar, bar_of_renewal, bar_of_termination, fact
from sanctions.intake.agreement_lists import not_ended
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene


def bar_end(scene: Scene) -> Iterator[Running]:
    """Bars that run, to their last barred day, which never rolls."""
    for bar in _bars(scene):
        if bar.runs_on(scene.on):
            yield Running(
                kind="bar-end",
                subject=bar.subject.partition(":")[2] or bar.subject,
                institution=bar.institution,
                due=bar.until,
                reasons=(bar.reasons[0], fact(bar), *bar.reasons[1:]),
                ours=False,
            )


def _bars(scene: Scene) -> Iterator[RunningBar]:
    reader = scene.reader
    measure, agreement = reader.table(Measure), reader.table(Agreement)
    ended = each(
        reader,
        Measure,
        measure.c.kind == MeasureKind.TERMINATION,
        measure.c.nature == Nature.BREACH,
        measure.c.decided_on <= scene.on,
    )
    for one in ended:
        if (bar := bar_of_termination(one, scene.rulebook, scene.on, scene.calendar)) is not None:
            yield bar
    for two in each(
        reader, Agreement, agreement.c.renewal_decided_on <= scene.on, agreement.c.renewal == "not-renewed"
    ):
        assessment = reader.get(Assessment, two.renewal_assessment) if two.renewal_assessment else None
        if (bar := bar_of_renewal(two, assessment, scene.rulebook, scene.on, scene.calendar)) is not None:
            yield bar


def renewal(scene: Scene) -> Iterator[Running]:
    """Agreements near their end for which nothing was asked, or nothing decided on what was asked."""
    for agreement in _near_end(scene):
        view = scene.rulebook.on(scene.on)
        period = view.period("renewal.apply_before")
        if agreement.renewal is not None or (period is None and agreement.renewal_filed_on is None):
            continue
        rule = view.policy("renewal.apply_before").reason
        if agreement.renewal_filed_on is None:
            asked = scene.counted(agreement.until, period)
            day, counted = (asked.due if asked else None), asked
            text = msg("Renewal is to be asked for by the institution, last day {day}.", day=day or agreement.until)
            reasons = (rule, Reason(None, None, SourceKind.AGREEMENT_CLAUSE, text))
        else:
            day, counted = agreement.until, None
            text = msg("Asked for on {day}; decide before the agreement ends.", day=agreement.renewal_filed_on)
            reasons = (Reason(None, None, SourceKind.AGREEMENT_CLAUSE, text), rule)
        yield Running(
            kind="renewal",
            subject=agreement.number,
            institution=agreement.institution,
            due=day,
            counted=counted,
            reasons=reasons,
            ours=agreement.renewal_filed_on is not None,
        )


def agreement_expiry(scene: Scene) -> Iterator[Running]:
    """Agreements whose last day is near; they end by themselves."""
    for agreement in _near_end(scene):
        view = scene.rulebook.on(scene.on)
        text = msg("Agreement {number} runs to {day}, included.", number=agreement.number, day=agreement.until)
        yield Running(
            kind="agreement-expiry",
            subject=agreement.number,
            institution=agreement.institution,
            due=agreement.until,
            reasons=(
                Reason(None, None, SourceKind.AGREEMENT_CLAUSE, text),
                view.reason("provisions.renewal-lapse"),
            ),
            ours=False,
        )


def _near_end(scene: Scene) -> Iterator[Agreement]:
    """Agreements in force whose end lies within the time of the reminder (RULES A12)."""
    period = scene.rulebook.on(scene.on).period("renewal.remind_before")
    if period is None:
        return
    horizon = last_day(scene.on, type(period)(abs(period.n), period.unit)) if period.unit != "wd" else scene.on
    if period.unit == "wd":
        horizon = scene.calendar.add_working_days(scene.on, abs(period.n))
    table = scene.reader.table(Agreement)
    found = each(
        scene.reader,
        Agreement,
        table.c.until >= scene.on,
        table.c.until <= horizon,
        table.c.from_day <= scene.on,
        not_ended(table, scene.on),
    )
    for one in found:
        agreement = as_stood(scene.reader, one, scene.on)
        if agreement is not None:
            yield agreement


def task(scene: Scene) -> Iterator[Running]:
    """Standing to-dos: what the bar for breach rests on has not been published (限制依据未公布)."""
    view = scene.rulebook.on(scene.on)
    missing = view.bar_fields_missing()
    if missing:
        yield Running(
            kind="task",
            subject="bar.document",
            institution=None,
            due=None,
            reasons=(
                view.reason("provisions.bar-basis-missing"),
                Reason(None, None, SourceKind.AGENCY_POLICY, msg("Not set: {keys}. Use: policy set.", keys=missing)),
            ),
            what=view.reason("provisions.bar-basis-missing").text,
            roles=(str(Role.ADMINISTRATOR),),
        )
