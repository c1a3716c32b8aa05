"""Adopting a newer version of the place's rulebook (采用新版规则包)."""

from domain.acts import Upload
from domain.acts.agency import RULEBOOK_ADOPT
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.rulebook.loader import load_file
from domain.rulebook.model import Pack
from domain.states.agency import AGENCY_ID
from sanctions.agency.founding import PackText, keep_texts, shipped_pack
from sanctions.handlers import handles
from sanctions.results import Done
from sanctions.work import Work


@handles(RULEBOOK_ADOPT)
def adopt(work: Work, *, pack: str, file: Upload | None, reason: str) -> Done:
    """Adopt a newer version of the place's pack; earlier acts stay judged by the one of their day.

    Refused ``rulebook.other_place`` for another place's, ``already`` for one in use.
    """
    from sanctions.agency.moves import moved, told

    given = PackText(pack, file.data) if file else shipped_pack(pack)
    rules = load_file(given.text, given.name)
    if _place(rules) != _place(work.rulebook.packs[0]):
        raise refuse(
            "rulebook.other_place",
            msg(
                "{pack} is the rulebook of another place. Here only versions for {place} are adopted.",
                pack=rules.id,
                place=work.rulebook.place.name,
            ),
            field="pack",
        )
    if any(known.digest == rules.digest for known in work.rulebook.packs):
        raise refuse("already", msg("{pack} is already in use.", pack=rules.id), field="pack")
    after = work.rulebook.with_pack(rules)
    changes = moved(work, rulebook=after, calendar=work.calendar)
    texts = keep_texts(work.tx.connection, given)
    work.record("rulebook.adopt", AGENCY_ID, {"pack": rules.id, "reason": reason, "moved": changes, **texts})
    return Done(id=rules.id, status="adopted", data={"moved": changes}, effects=(_begins(rules), *told(changes)))


def _place(pack: Pack) -> tuple[str, str, str] | None:
    """What tells places apart: a name, the zone of its days, and how its notice is cited."""
    if pack.place is None or pack.notice is None:
        return None
    return pack.place.name.zh, pack.place.zone, pack.notice.citation


def _begins(pack: Pack) -> Message:
    if pack.valid_from is None:
        return msg("{title} is adopted.", title=pack.title)
    return msg("{title} holds for acts from {day} on.", title=pack.title, day=pack.valid_from)
