"""What can end a command other than well, as one kind of value: exit status, code, one sentence, reasons.

Exit status: 0 done, 1 refused, 2 wrong usage, 3 attention needed, 4 database cannot be used, 5 busy. Anything that
we did not foresee ends with 70 and an id under which the log tells where it happened.
"""

from collections.abc import Mapping

from domain.messages import Message, msg

DONE, REFUSED, USAGE, ATTENTION, STORE, BUSY = range(6)
UNFORESEEN = 70
INTERRUPTED = 130
PIPE_CLOSED = 141

_REFUSALS_OF_THE_STORE = frozenset({"store.exists"})
"""Told by the store, and yet not its fault: what was asked for is simply not done."""


class Misuse(Exception):
    """A command used wrongly; its own text is only the code."""

    def __init__(self, message: Message, code: str = "usage") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class Fault(Exception):
    """The world around the database does not play along: a file, the output; nothing is wrong with the rules."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class Failure:
    """How a command failed: what scripts get, and the sentence for people."""

    __slots__ = ("code", "data", "message", "reasons", "status", "subject")

    def __init__(
        self,
        status: int,
        code: str,
        message: Message,
        reasons: tuple[object, ...] = (),
        subject: str | None = None,
        data: Mapping[str, object] | None = None,
    ) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.reasons = reasons
        self.subject = subject
        self.data = data or {}

    @property
    def document(self) -> dict[str, object]:
        """The JSON document of the failure, with words still as values."""
        told: dict[str, object] = {"code": self.code, "message": self.message}
        if self.status != REFUSED:
            return {"error": told}
        told["reasons"] = list(self.reasons)
        if self.subject is not None:
            told["id"] = self.subject
        return {"refused": told, **self.data}


class Failed(Exception):
    """A failure that is already told as one, such as a refused attempt that was kept under an id."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def failure_of(error: BaseException) -> Failure | None:
    """The failure behind what was raised; None for what nobody foresaw."""
    from domain.refusals import Refused

    if isinstance(error, Failed):
        return error.failure
    if isinstance(error, Misuse):
        return Failure(USAGE, error.code, error.message)
    if isinstance(error, Refused):
        return failure_of_refusal(error.refusal)
    if isinstance(error, Fault):
        return Failure(STORE, error.code, error.message)
    return _failure_of_store(error)


def failure_of_refusal(refusal: object) -> Failure:
    """A refusal as a failure; two people at one subject is no refusal but a matter of trying again."""
    from domain.refusals import Refusal

    assert isinstance(refusal, Refusal)
    status = BUSY if refusal.code == "busy" else REFUSED
    return Failure(status, refusal.code, refusal.message, refusal.reasons, refusal.subject, refusal.data)


def _failure_of_store(error: BaseException) -> Failure | None:
    import sys

    # Without it nothing of the store can have been raised, and loading it only to ask would be dear.
    if "db.errors" not in sys.modules:
        return None
    from db.errors import StoreError, translate

    known = error if isinstance(error, StoreError) else _translated(error, translate)
    if not isinstance(known, StoreError):
        return None
    if known.code in _REFUSALS_OF_THE_STORE:
        return Failure(REFUSED, known.code, known.message)
    return Failure(BUSY if known.code == "store.busy" else STORE, known.code, known.message)


def _translated(error: BaseException, translate: object) -> BaseException | None:
    """An error of the database library that came past the store; other errors of the system are not the store's."""
    if isinstance(error, OSError) or not callable(translate):
        return None
    found = translate(error)
    return found if isinstance(found, BaseException) else None


def unforeseen(number: str) -> Failure:
    """What to say about an error that is a fault of the program."""
    return Failure(
        UNFORESEEN,
        "program.fault",
        msg(
            "Something went wrong inside the program. Nothing half done was kept; the log tells more under {id}.",
            id=number,
        ),
    )
