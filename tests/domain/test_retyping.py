"""Which acts ask for the institution's name again before the last key."""

import pytest

from domain.acts import act


@pytest.mark.parametrize(
    ("kind", "raw", "asked"),
    [
        ("measure.propose", {"kind": "termination"}, True),
        ("measure.propose", {"kind": "warning-talk"}, False),
        ("measure.propose", {}, False),
        ("measure.revoke", {}, True),
        ("measure.lift", {"kind": "termination"}, False),
    ],
)
def test_terminating_and_revoking_ask_for_the_name(kind: str, raw: dict[str, str], asked: bool) -> None:
    assert act(kind).retypes(raw) is asked
