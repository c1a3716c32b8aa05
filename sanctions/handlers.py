"""Which function does an act, and which decides what waits; found by kind, loaded when first needed."""

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from domain.acts import Act
from sanctions.results import Done

Handler = Callable[..., Done]
H = TypeVar("H", bound=Handler)
C = TypeVar("C", bound=Callable[..., object])

_MODULES = {
    "operator": ("agency.operators", "agency.ties", "agency.operator_keys"),
    "rulebook": ("agency.rulebooks",),
    "policy": ("agency.policies",),
    "calendar": ("agency.calendars",),
    "institution": ("intake.institutions", "intake.rosters"),
    "agreement": ("intake.agreements", "intake.templates"),
    "event": ("intake.events",),
    "complaint": (
        "intake.complaints",
        "intake.complaint_moves",
        "intake.complaint_letters",
        "intake.complaint_telling",
        "intake.erasing",
    ),
    "inspection": ("intake.inspections",),
    "finding": ("intake.findings",),
    "attach": ("intake.attachments",),
    "case": ("cases.cases", "cases.limits", "money.holds", "money.holding", "money.paying", "cases.handovers"),
    "hold": ("money.holds", "money.holding", "money.paying"),
    "measure": (
        "measures.proposals",
        "measures.amendments",
        "measures.hearing",
        "measures.decisions",
        "measures.service",
        "measures.referrals",
        "measures.ends",
        "measures.talks",
        "measures.rectification",
        "measures.inpatients",
    ),
    "approve": ("approvals",),
    "reject": ("approvals",),
    "publication": ("publishing.publications",),
    "assessment": ("admitting.assessments",),
    "renewal": ("admitting.renewals",),
    "application": ("admitting.applications",),
    "dispute": ("disputes.disputes",),
    "history": ("histories.sending",),
    "recovery": ("money.recoveries", "money.enforcing"),
    "task": ("following.tasks",),
    "roster": ("publishing.rosters",),
    "survey": ("intake.surveys",),
    "delegation": ("agency.delegations",),
    "office": ("agency.offices",),
    "key": ("agency.keys",),
    "clock": ("agency.clocks",),
    "package": ("packages.handing",),
    "return": ("approvals",),
    "resubmit": ("approvals",),
}
"""Noun of an act -> where its use cases and decisions stand."""

_HANDLERS: dict[str, Handler] = {}
_DECIDERS: dict[tuple[str, str], Handler] = {}
_READY: dict[tuple[str, str], Callable[..., object]] = {}


def handles(act: Act) -> Callable[[H], H]:
    """Register the use case of an act: a function of the work and of the act's fields as keywords."""

    def register(handler: H) -> H:
        _HANDLERS[act.kind] = handler
        return handler

    return register


def decides(noun: str, pending: str) -> Callable[[H], H]:
    """Register what approving a pending request of this kind does: a function of the work, state and decision."""

    def register(handler: H) -> H:
        _DECIDERS[noun, pending] = handler
        return handler

    return register


def readies(noun: str, pending: str) -> Callable[[C], C]:
    """Register what refuses a request that is not ready to be looked at by any level: a function of work and state."""

    def register(check: C) -> C:
        _READY[noun, pending] = check
        return check

    return register


def _load(noun: str) -> None:
    for module in _MODULES[noun]:
        import_module(f"sanctions.{module}")


def handler_of(act: Act) -> Handler:
    """The use case of an act; KeyError when it has none."""
    if act.kind not in _HANDLERS:
        _load(act.kind.partition(".")[0])
    return _HANDLERS[act.kind]


def decider_of(noun: str, pending: str) -> Handler:
    """What approving does; KeyError when nothing of this kind can be pending."""
    if (noun, pending) not in _DECIDERS:
        _load(noun)
    return _DECIDERS[noun, pending]


def readiness_of(noun: str, pending: str) -> Callable[..., object] | None:
    """What must hold before any level agrees; None where nothing must."""
    decider_of(noun, pending)
    return _READY.get((noun, pending))
