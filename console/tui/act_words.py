"""The kinds of recorded acts that a word looks for."""

from console.i18n import LANGUAGES, render
from domain.acts import GROUPS, acts
from domain.entry_words import DECIDING, FOLLOWING
from domain.messages import Message


def kinds_called(word: str) -> frozenset[str]:
    """The kinds of acts whose words, in either language, have this word in them."""
    wanted = word.casefold()

    def called(label: Message) -> bool:
        return any(wanted in render(label, lang).casefold() for lang in LANGUAGES)

    verbs = [verb for verb, label in DECIDING.items() if called(label)]
    deciding = (f"{noun}.{verb}" for verb in verbs for noun in GROUPS)
    following = (kind for kind, label in FOLLOWING.items() if called(label))
    return frozenset((*deciding, *following, *(one.kind for one in acts() if called(one.label))))
