"""A kept pack is the pack, or nothing."""

import pytest

from domain.rulebook.compiled import compile_pack, read_compiled
from domain.rulebook.loader import NATIONAL, digest_of, load, load_file, national_pack, packs, shipped_text
from tests.domain.rulebook.third_city import THIRD_CITY


@pytest.mark.parametrize("pack_id", [*packs(), NATIONAL])
def test_what_was_kept_comes_back(pack_id: str) -> None:
    pack = load(pack_id)
    assert read_compiled(compile_pack(pack), pack.digest) == pack


def test_anything_else_is_read_anew() -> None:
    pack = load("zibo-2023")
    kept = compile_pack(pack)
    assert read_compiled(kept, load("tianjin-2024").digest) is None
    assert read_compiled(kept.replace(b'"format":1', b'"format":0'), pack.digest) is None
    assert read_compiled(kept.replace(b'"ladder"', b'"stairs"'), pack.digest) is None
    assert read_compiled(kept[:-1], pack.digest) is None
    assert read_compiled(b"", pack.digest) is None


def test_the_digest_is_known_without_reading() -> None:
    data = shipped_text("zibo-2023")
    assert load("zibo-2023").digest == digest_of(data) == digest_of(data, shipped_text(NATIONAL))
    assert digest_of(data, shipped_text(NATIONAL) + b"\n") != digest_of(data)


def test_a_pack_stands_over_the_national_rules_it_was_adopted_over() -> None:
    older = shipped_text(NATIONAL).replace(b'default = "5wd"', b'default = "6wd"')
    pack = load_file(THIRD_CITY.encode(), "mine.toml", older)
    assert pack.policies["defence.period"].default == "6wd"
    assert load_file(THIRD_CITY.encode(), "mine.toml").policies["defence.period"].default == "5wd"
    assert national_pack(older).policies["defence.period"].default == "6wd"
