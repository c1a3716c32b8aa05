"""What papers and answers do to a measure: notice (告知), defence (陈述申辩), service (送达), receipt of a referral."""

from dataclasses import replace

from domain.entries import Entry
from domain.states.measures.aggregate import MEASURE
from domain.states.measures.parts import Noticed, Served
from domain.states.measures.state import Measure


def _told(measure: Measure) -> Noticed:
    return Noticed(
        departments=measure.departments,
        bills=measure.bills,
        until=measure.until,
        word=measure.word,
        services=measure.services,
        ground=measure.ground,
        effective=measure.effective,
        staff=measure.staff,
    )


@MEASURE.on("measure.notice")
def _notice(measure: Measure, entry: Entry) -> Measure:
    # Noticed it is once the notice was served. A second one starts over: what was said to the first one answered
    # something else.
    noticed = replace(
        measure,
        stage="proposed",
        noticed=_told(measure),
        notice_no=entry.maybe("number"),
        notice_on=None,
        defence=None,
        defence_on=None,
        defence_text=None,
        adopted=None,
        reply=None,
    )
    return replace(noticed, lapses_on=noticed.lapse)


@MEASURE.on("measure.defence")
def _defence(measure: Measure, entry: Entry) -> Measure:
    # A defence after the decision (contested holds) is kept without turning the measure back to an earlier stage.
    stage = "defended" if measure.decided_on is None else measure.stage
    heard = replace(
        measure,
        stage=stage,
        defence=entry.text("outcome"),
        defence_on=entry.on,
        defence_text=entry.maybe("text"),
        adopted=entry.maybe("adopted"),
        reply=entry.maybe("reply"),
    )
    return replace(heard, lapses_on=heard.lapse)


def _served(entry: Entry) -> Served:
    return Served(
        document=entry.text("document"),
        received=entry.the_day("received"),
        method=entry.maybe("method"),
        number=entry.maybe("number"),
        to=entry.maybe("to"),
        address=entry.maybe("address"),
        servers=entry.many("servers"),
        receiver=entry.maybe("receiver"),
        post=entry.maybe("post"),
        place=entry.maybe("place"),
        time=entry.maybe("time"),
        refused=entry.maybe("refused"),
        witness=entry.maybe("witness"),
        tracking=entry.maybe("tracking"),
        why=entry.maybe("why"),
        announced_on=entry.day("announced"),
    )


@MEASURE.on("measure.serve")
def _serve(measure: Measure, entry: Entry) -> Measure:
    served = _served(entry)
    measure = replace(measure, served=(*measure.served, served))
    if served.document == "notice":
        return replace(
            measure,
            # Under the urgent track the decision may come first.
            stage="noticed" if measure.decided_on is None else measure.stage,
            noticed=measure.noticed or _told(measure),
            notice_no=served.number or measure.notice_no,
            notice_on=served.received,
        )
    letter = measure.takes_effect == "letter"
    return replace(
        measure,
        stage="served",
        served_on=served.received,
        service_method=served.method,
        decision_no=measure.decision_no if letter else served.number,
        letter_no=served.number if letter else measure.letter_no,
        sent_to=served.to if letter else measure.sent_to,
        in_force_from=measure.binds_from("letter" if letter else "service", served.received),
    )


@MEASURE.on("measure.receipt")
def _receipt(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, receipt=entry.text("number"), receipt_on=entry.the_day("received"))
