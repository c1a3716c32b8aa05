"""What a recorded act is called: acts people do by their own labels, what they bring about in words of its own."""

from typing import Final

from domain.acts import act
from domain.entries import Entry
from domain.messages import Message, msg

FOLLOWING: Final[dict[str, Message]] = {
    "agency.found": msg("Agency founded"),
    "agency.sample": msg("Sample made"),
    "agreement.terminate": msg("Agreement ended"),
    "agreement.restore": msg("Agreement restored"),
    "attach.erase": msg("Erased for good"),
    "sealing-key.rotate": msg("Key of what is sealed changed"),
    "hold.place": msg("Bills held"),
    "measure.supersede": msg("Superseded"),
    "measure.restore": msg("Restored"),
    "measure.settle": msg("Nothing left to hold"),
    "measure.listed": msg("Made public"),
    "measure.unlisted": msg("Taken off the public list"),
    "inspection.join": msg("Joined to a case"),
    "finding.join": msg("Joined to a case"),
    "event.join": msg("Joined to a case"),
    "complaint.join": msg("Joined to a case"),
    "application.refuse": msg("Application refused"),
    "survey.join": msg("Joined to a case"),
    "application.reinstate": msg("Filed again: the refusal fell"),
    "agreement.extend": msg("Term extended"),
    "agreement.stay": msg("Its end is stayed"),
    "agreement.resume": msg("Its end is no longer stayed"),
    "agreement.stay-bar": msg("The bar is stayed"),
    "agreement.resume-bar": msg("The bar runs again"),
    "agreement.set-bar-aside": msg("The bar was set aside"),
    "agreement.shorten-bar": msg("The bar was shortened"),
    "hold.free": msg("Bills freed"),
    "hold.undo": msg("A refusal of bills undone"),
    "measure.stay": msg("Execution stayed"),
    "measure.resume": msg("No longer stayed"),
    "measure.stay-bar": msg("The bar is stayed"),
    "measure.resume-bar": msg("The bar runs again"),
    "measure.set-aside": msg("Set aside"),
    "measure.vary": msg("Varied by another body"),
    "measure.declare-unlawful": msg("Declared unlawful"),
    "measure.set-bar-aside": msg("The bar was set aside"),
    "measure.shorten-bar": msg("The bar was shortened"),
    "recovery.undo": msg("Recovery undone"),
    "task.open": msg("To be carried out"),
    "task.lapse": msg("No longer to be carried out"),
    "attempt.refused": msg("A refused attempt"),
}
"""What acts bring about on other subjects."""


DECIDING: Final[dict[str, Message]] = {
    "approve": msg("Approved"),
    "reject": msg("Rejected"),
    "endorse": msg("A level agreed"),
    "send-back": msg("Returned to be changed"),
    "resubmit": msg("Submitted again"),
}
"""What is the same for every subject."""


def entry_words(entry: Entry) -> Message | str:
    """The words for an entry; its kind where nobody named it."""
    _, _, verb = entry.kind.partition(".")
    if entry.kind in FOLLOWING:
        return FOLLOWING[entry.kind]
    if verb in DECIDING:
        return DECIDING[verb]
    try:
        return act(entry.kind).label
    except KeyError:
        return entry.kind
