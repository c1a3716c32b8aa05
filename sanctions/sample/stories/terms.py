"""Terms of agreements: assessed, renewed or not, run out, agreed away; who was renamed, who applied again."""

from collections.abc import Iterator
from datetime import date

from sanctions.sample.places import Member
from sanctions.sample.stage import Step, Story
from sanctions.sample.world import World, step

_YEARS = ((date(2022, 12, 31), date(2023, 2, 6)), (date(2023, 12, 31), date(2024, 1, 22)))
"""Ends of agreement years, and the day from which each was assessed."""


def stories(world: World) -> Iterator[Story]:
    """What comes of terms."""
    yield yearly(world)
    yield not_renewed(world, "old", date(2023, 11, 20), date(2023, 12, 14), date(2023, 12, 20))
    yield not_renewed(world, "failing", date(2024, 5, 20), date(2024, 6, 11), date(2024, 6, 14))
    yield renewed(world)
    yield filed(world)
    yield run_out(world)
    yield renamed(world)


def _assessed(day: date, of: Member, year_end: date, purpose: str, score: int, verdict: str) -> Step:
    told = {"service": of.service, "year_end": year_end, "purpose": purpose, "verdict": verdict, "score": score}
    return step(day, "wang", "assessment.record", code=of.code, **told)


def yearly(world: World) -> Story:
    """Every fourth institution's year, assessed; a failed year bars nobody, and one assessment is asked to be void."""
    last = ""
    for year_end, day in _YEARS:
        for number, of in enumerate(world.members[1::4]):
            if not of.terms[0].first <= year_end <= of.terms[0].last:
                continue
            failed = number == 3
            score = 71 if failed else 86 + number % 11
            last = (
                yield _assessed(
                    world.after(day, number // 3 + 1), of, year_end, "annual", score, "failed" if failed else "passed"
                )
            ).id
    reason = world.text("reasons.assessment_revoke")
    yield step(date(2024, 9, 26), "wang", "assessment.revoke", id=last, reason=reason)


def not_renewed(world: World, key: str, asked: date, held: date, decided: date) -> Story:
    """Failed at renewal and barred from the decision on; when it applied again it was turned away."""
    of = world.of(key)
    term = of.terms[0]
    yield step(asked, "wang", "renewal.file", code=of.code, service=term.service)
    assessment = (yield _assessed(held, of, term.last, "renewal", 78, "failed")).id
    yield step(
        decided,
        "wang",
        "renewal.decide",
        code=of.code,
        service=term.service,
        outcome="not-renewed",
        assessment=assessment,
        reason=world.text("reasons.renewal_failed"),
    )
    over = world.after(term.last, 1)
    reason = world.text("reasons.renewal_failed")
    yield step(over, "wang", "agreement.end", number=term.number, kind="not-renewed", reason=reason)
    yield step(world.after(over, 30), "wang", "application.file", code=of.code, service=term.service)


def renewed(world: World) -> Story:
    """Passed and renewed, the new agreement signed."""
    of = world.of("renewed")
    term = of.terms[0]
    yield step(date(2023, 11, 16), "wang", "renewal.file", code=of.code, service=term.service)
    assessment = (yield _assessed(date(2023, 12, 12), of, term.last, "renewal", 92, "passed")).id
    yield step(
        date(2023, 12, 18),
        "wang",
        "renewal.decide",
        code=of.code,
        service=term.service,
        outcome="renewed",
        assessment=assessment,
        reason=world.text("reasons.renewed"),
    )
    yield step(
        date(2023, 12, 25),
        "wang",
        "agreement.sign",
        code=of.code,
        service=term.service,
        number=f"{term.number}-2",
        from_day=date(2024, 1, 1),
        to_day=date(2026, 12, 31),
        template=world.text("template"),
    )


def filed(world: World) -> Story:
    """Asked for renewal in time; not decided yet."""
    of = world.of("expiring-filed")
    yield step(date(2024, 9, 20), "wang", "renewal.file", code=of.code, service=of.service)


def run_out(world: World) -> Story:
    """One ended by consent, one that nobody asked to renew."""
    term = world.of("agreed").terms[0]
    yield step(
        date(2024, 5, 31),
        "wang",
        "agreement.end",
        number=term.number,
        kind="agreed",
        reason=world.text("reasons.agreed"),
    )
    term = world.of("lapsed").terms[0]
    yield step(
        date(2024, 7, 2),
        "wang",
        "agreement.end",
        number=term.number,
        kind="lapsed",
        reason=world.text("reasons.lapsed"),
    )


def renamed(world: World) -> Story:
    """A new name; code and agreements stay."""
    of = world.of("renamed")
    name = world.place.prefix + world.text("renamed")
    yield step(date(2023, 8, 15), "wang", "institution.rename", code=of.code, name=name)
