"""Conditions of entry in a rulebook: what a pack may say of penalties, and what it may not."""

import pytest

from domain.rulebook.faults import PackError
from domain.rulebook.kinds import Authority
from domain.rulebook.loader import load_file
from domain.rulebook.timeline import Rulebook
from tests.domain.rulebook.third_city import THIRD_CITY

_RECORD = """
[records.medical]
clause = "第九条"
source_kind = "agency_policy"
text = {{ zh = "三年内无处罚", en = "no penalty in three years" }}
services = {services}
authorities = {authorities}
period = "{period}"
"""


def _pack(services: str = '["medical"]', authorities: str = '["health"]', period: str = "3y") -> bytes:
    return (THIRD_CITY + _RECORD.format(services=services, authorities=authorities, period=period)).encode()


def test_a_third_city_may_have_its_own() -> None:
    pack = load_file(_pack(), "third")
    assert pack.valid_from is not None
    view = Rulebook((pack,)).on(pack.valid_from)
    rule = view.clean_record("medical")
    assert rule is not None
    assert (rule.authorities, rule.period) == ((Authority.HEALTH,), "3y")
    assert view.clean_record("device") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"services": "[]"},
        {"authorities": "[]"},
        {"authorities": '["police"]'},
        *({"period": p} for p in ("20wd", "-2y", "2")),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(PackError) as error:
        load_file(_pack(**wrong), "third")
    assert {fault.table for fault in error.value.faults} == {"records.medical"}
