"""What became of a measure's papers: who approved it, its talks, how each paper was served."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from domain.levels import Level
from domain.messages import Message
from domain.states import aggregate_of
from domain.states.measures import Measure
from domain.states.measures.parts import Served, Talk
from sanctions.letters.values.common import Desk
from sanctions.letters.values.plain import BLANK, Plain, numbered
from sanctions.letters.values.words import day, listed, signed, term, unstopped
from sanctions.sheets import sheet

STEP: Final[dict[str, Plain]] = {
    "no": "1",
    "level": "科室负责人",
    "what": "作出处理",
    "outcome": "同意",
    "who": "王某(代赵某)",
    "day": "2024年9月2日",
    "opinion": "事实清楚，同意。",
    "minutes": "会纪〔2024〕6号",
    "attendees": "王某、赵某",
}

SERVED: Final[dict[str, Plain]] = {
    "no": "1",
    "addressee": "某某医院",
    "paper": "处理决定书",
    "number": "某社保决〔2024〕5号",
    "method": "直接送达",
    "received": "2024年9月6日",
    "to": "某某社会保险事业中心",
    "address": "某某路1号",
    "servers": "李某、张某",
    "receiver": "刘某",
    "post": "医保办主任",
    "place": "某某路1号",
    "time": "10:30",
    "refused": "拒绝签收",
    "witness": "孙某",
    "tracking": "EX123456789CN",
    "why": "其他方式无法送达",
    "announced_on": "2024年8月7日",
}

TALK: Final[dict[str, Plain]] = {
    "no": "1",
    "day": "2024年9月6日",
    "held": True,
    "place": "本单位会议室",
    "host": "王某",
    "attendees": "刘某（副院长）、孙某（医保办主任）",
    "minutes_no": "某社保谈〔2024〕1号",
    "result": "当场认可问题，承诺整改。",
    "promises": [{"no": "1", "text": "完善收费公示", "by": "2024年9月30日"}],
}

PAPERS: Final[dict[str, Plain]] = {
    "steps": [STEP],
    "waits_for": "分管负责人",
    "discussion": STEP,
    "appointed_on": "2024年9月6日",
    "appointed_at": "本单位会议室",
    "talk": TALK,
    "talks": [TALK],
    "receipt": SERVED,
    "served": [SERVED],
}


def told_papers(desk: Desk, measure: Measure, outward: Callable[[str | None], str | None]) -> dict[str, Any]:
    """The papers of a measure; `outward` makes a text fit to leave the house."""
    steps = approval_steps(desk, measure.id)
    talks = numbered([_talk(one, outward) for one in measure.talks])
    served = numbered([_served(measure, one) for one in measure.served])
    return {
        **steps,
        "appointed_on": day(measure.appointed_on),
        "appointed_at": measure.appointed_at,
        "talk": talks[-1] if talks else None,
        "talks": talks,
        "receipt": _receipt(measure, served),
        "served": served,
    }


def approval_steps(desk: Desk, subject: str) -> dict[str, Any]:
    """Who said what on a subject, whose level it is now, and the collective discussion where there was one."""
    found = sheet(desk.reader, subject, on=desk.on, plain=True) or {}
    asked = _asked_for(desk, subject)
    steps = numbered([_step(one, asked) for one in found.get("steps") or ()])
    levels = [one["level"] for one in found.get("steps") or ()]
    at = next((n for n in range(len(levels) - 1, -1, -1) if levels[n] == Level.DISCUSSION), None)
    waits = found.get("turn")
    if found.get("pending") and not found.get("returned") and waits is None:
        waits = ""
    return {
        "steps": steps,
        "waits_for": term("level", waits),
        "discussion": steps[at] if at is not None else None,
    }


def _asked_for(desk: Desk, subject: str) -> dict[tuple[str, date], list[str]]:
    """What each person who spoke on a day was asked, in the order they spoke: a sheet may hold several requests."""
    noun = aggregate_of(subject).noun
    kinds = [f"{noun}.{word}" for word in ("endorse", "approve", "send-back", "reject", "resubmit")]
    found: dict[tuple[str, date], list[str]] = {}
    for entry in desk.reader.entries(subject=subject, kinds=kinds, on=desk.on):
        found.setdefault((entry.by, entry.on), []).append(term("requests", entry.maybe("decides")))
    return found


def _step(told: Mapping[str, Any], asked: Mapping[tuple[str, date], list[str]]) -> dict[str, Any]:
    who = told["who"]
    by, behalf = (str(who.params["by"]), str(who.params["behalf"])) if isinstance(who, Message) else (who, None)
    here = asked.get((by, told["on"]), [])
    return {
        "level": term("level", "asker" if told["outcome"] == "resubmitted" else told["level"] or ""),
        "what": (here.pop(0) if len(here) > 1 else here[0]) if here else None,
        "outcome": term("outcome", told["outcome"]),
        "who": signed(by, behalf),
        "day": day(told["on"]),
        "opinion": unstopped(told["opinion"]),
        "minutes": told["minutes"],
        "attendees": listed(told["attendees"]),
    }


def _talk(talk: Talk, outward: Callable[[str | None], str | None]) -> dict[str, Any]:
    return {
        "day": day(talk.on),
        "held": talk.held,
        "place": talk.place,
        "host": talk.host,
        "attendees": listed(talk.attendees),
        "minutes_no": talk.minutes_no,
        "result": unstopped(outward(talk.result)),
        "promises": numbered([{"text": unstopped(one.text), "by": day(one.by)} for one in talk.promises]),
    }


def paper(measure: Measure, document: str) -> str:
    """What a paper of the measure is called."""
    return term("papers", document) if document == "notice" else decision_paper(measure)


def decision_paper(measure: Measure) -> str:
    """What the paper that makes the measure known is called."""
    word = term("papers", measure.kind)
    return word if word != measure.kind else term("papers", "decision")


def _addressee(measure: Measure, document: str, to: str | None) -> str | None:
    """Who a paper goes to where that is not the institution: the body a matter is referred to."""
    return to or BLANK if document == "decision" and measure.takes_effect == "letter" else None


def _served(measure: Measure, one: Served) -> dict[str, Any]:
    return {
        "addressee": _addressee(measure, one.document, one.to),
        "paper": paper(measure, one.document),
        "number": one.number or (measure.notice_no if one.document == "notice" else None),
        "method": term("method", one.method),
        "received": day(one.received),
        "to": one.to,
        "address": one.address,
        "servers": listed(one.servers),
        "receiver": one.receiver,
        "post": one.post,
        "place": one.place,
        "time": one.time,
        "refused": one.refused,
        "witness": one.witness,
        "tracking": one.tracking,
        "why": one.why,
        "announced_on": day(one.announced_on),
    }


def _receipt(measure: Measure, served: list[dict[str, Any]]) -> dict[str, Any]:
    """The service to be receipted: of the paper that is next, empty to be filled in, or as it was recorded."""
    document = "notice" if measure.decided_on is None and measure.takes_effect != "talk" else "decision"
    done = [told for told, one in zip(served, measure.served, strict=True) if one.document == document]
    if done:
        return done[-1]
    number = measure.notice_no if document == "notice" else measure.decision_no or measure.letter_no
    return {
        "addressee": _addressee(measure, document, measure.sent_to),
        "paper": paper(measure, document),
        "number": number,
    }
