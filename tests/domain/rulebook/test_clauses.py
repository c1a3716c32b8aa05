"""One clause, two spellings."""

from datetime import date

import pytest

from domain.rulebook.clauses import normal, same
from domain.rulebook.timeline import Rulebook


@pytest.mark.parametrize("written", ["ZB 五(二)", "ZB 五（二）", "zb五(二)", "ＺＢ　五（二）", " ZB  五 (二) "])
def test_spellings_are_one(written: str) -> None:
    assert same(written, "ZB 五(二)")


@pytest.mark.parametrize("other", ["ZB 五(三)", "ZB 五(二)1", "TJ 五(二)", "ZB 五"])
def test_others_are_not(other: str) -> None:
    assert not same(other, "ZB 五(二)")


def test_normal_is_settled() -> None:
    assert normal(normal("ZB 五（三）1")) == normal("ZB 五（三）1") == "ZB五(三)1"


def test_rules_are_found_by_either_spelling() -> None:
    view = Rulebook.shipped("zibo-2023").on(date(2025, 1, 2))
    assert view.by_clause("ZB 五（三）2") == view.by_clause("ZB 五(三)2") != ()
    ground = view.ground("zb 五（三）2")
    assert ground is not None
    assert ground.key == "zb-unrectified"
    assert view.ground("zb-unrectified") == ground
    assert view.ground("ZB 五(三)9") is None
    assert view.by_clause("TJ 五(二)") == ()
