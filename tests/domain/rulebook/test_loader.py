"""A bad pack is told by file, table and key, every bad rule at once."""

import tomllib

import pytest

from domain.refusals import Refused
from domain.rulebook.faults import PackError
from domain.rulebook.loader import MAX_BYTES, load, load_file
from tests.domain.rulebook.third_city import THIRD_CITY


def faults(text: str | bytes) -> set[tuple[str, str]]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(PackError) as caught:
        load_file(data, "mine.toml")
    assert {f.file for f in caught.value.faults} == {"mine.toml"}
    assert caught.value.refusal.code == "rulebook.invalid"
    return {(f.table, f.key) for f in caught.value.faults}


def changed(old: str, new: str) -> str:
    assert old in THIRD_CITY
    return THIRD_CITY.replace(old, new, 1)


def test_an_unknown_key_is_named_with_file_and_table() -> None:
    assert faults(THIRD_CITY + "\n[measures.warning-talk.effects2]\nx = 1\n") == {("measures.warning-talk", "effects2")}
    with pytest.raises(PackError) as caught:
        load_file((THIRD_CITY + "\n[tasks.plaque]\nonn = true\n").encode(), "mine.toml")
    (fault,) = caught.value.faults
    assert (fault.file, fault.table, fault.key) == ("mine.toml", "tasks.plaque", "onn")
    assert "unknown field" in fault.what


def test_every_bad_rule_is_told() -> None:
    text = (
        THIRD_CITY
        + """
[tasks.a]
text = { zh = "甲" , en = "a" }
[tasks.b]
source_kind = "custom"
text = { zh = "乙", en = "b" }
[policies."defence.period"]
default = "5"
colour = "red"
"""
    )
    assert faults(text) == {
        ("tasks.a", "source_kind"),
        ("tasks.b", "source_kind"),
        ("policies.defence.period", "colour"),
    }


def test_a_bad_default_is_told_with_what_did_not_convert() -> None:
    text = THIRD_CITY + f'\n[policies."answer.period"]\ndefault = "5"\n[tasks.a]\n{SAYS}colour = "red"\n'
    assert {("policies.answer.period", "default"), ("tasks.a", "colour")} <= faults(text)


SAYS = 'text = { zh = "甲", en = "a" }\n'
GATES = 'gates = { notice = "none", defence = "after", period = "bar.link", takes_effect = "letter" }'
OWN = 'source_kind = "agency_policy"\n' + SAYS
LITERAL = 'source_kind = "notice_literal"\n' + SAYS


@pytest.mark.parametrize(
    ("table", "tail", "where"),
    [
        ('policies."defence.period"', 'default = "5"', ("policies.defence.period", "default")),
        ('policies."bar.after_breach"', 'default = "maybe"', ("policies.bar.after_breach", "default")),
        (
            'policies."bar.after_breach"',
            'choices = ["block", "warn", "off", "jail"]',
            ("bars.terminated_for_breach", "effect"),
        ),
        ('policies."publication.period"', 'type = "text"', ("policies.publication.period", "type")),
        ("measures.termination", 'follow_ups = ["nothing"]', ("measures.termination", "follow_ups")),
        ("measures.termination", 'resume = ["nothing"]', ("measures.termination", "resume")),
        ("measures.termination", "words = []", ("measures.termination", "words")),
        ("measures.referral", 'see = ["nowhere"]', ("measures.referral", "see")),
        ("measures.referral", 'kind = "referral"', ("measures.referral", "kind")),
        ("measures.referral", GATES, ("measures.referral", "gates.period")),
        ("measures.fine", "order = 1", ("measures.fine", "kind")),
        ("grounds.law-87", 'triggers = [{ force = "mandatory" }]', ("grounds.law-87", "triggers.1")),
        (
            "grounds.law-87",
            'triggers = [{ force = "mandatory", finding = "gossip" }]',
            ("grounds.law-87", "triggers.1"),
        ),
        (
            "grounds.law-87",
            'triggers = [{ force = "mandatory", recheck_during = "停" }]',
            ("grounds.law-87", "triggers.1"),
        ),
        ("grounds.law-87", "measures = []", ("grounds.law-87", "measures")),
        ("windows.w", OWN + 'from_day = "13-01"\nto_day = "12-31"', ("windows.w", "from_day")),
        ("fines.fraud", "low = 6", ("fines.fraud", "low")),
        ("tasks.plaque", OWN + 'quote = "x"', ("tasks.plaque", "quote")),
        ("tasks.plaque", LITERAL + 'clause = "XX 一"', ("tasks.plaque", "quote")),
        ("tasks.plaque", LITERAL + 'clause = "ZB 一"\nquote = "x"', ("tasks.plaque", "clause")),
        ("tasks.plaque", 'source_kind = "national_law"\n' + SAYS, ("tasks.plaque", "clause")),
        ("tasks.plaque", 'text = { zh = "甲", en = "a", fr = "b" }', ("tasks.plaque", "text")),
        ("events", 'merged = { zh = "合" }', ("events", "merged")),
        ("weather", "rain = 3", ("", "weather")),
    ],
)
def test_faults_name_table_and_key(table: str, tail: str, where: tuple[str, str]) -> None:
    start = f"[{table}]\n"
    if start in THIRD_CITY:
        # The key goes over the one the pack has, which the table must not say twice.
        key = tail.split(" ", 1)[0]
        head, body = THIRD_CITY.split(start)
        own, gap, rest = body.partition("\n\n")
        kept = [line for line in own.splitlines() if not line.startswith(f"{key} ")]
        text = head + start + "\n".join([tail, *kept]) + gap + rest
    else:
        text = f"{THIRD_CITY}\n{start}{tail}\n"
    assert where in faults(text)


def test_the_head_is_checked() -> None:
    assert faults(changed("valid_from = 2025-01-01\n", "")) == {("", "valid_from")}
    assert faults(changed("valid_from = 2025-01-01", 'valid_from = "soon"')) == {("", "valid_from")}
    assert faults(changed("valid_to = 2027-12-31", "valid_to = 2024-12-31")) == {("", "valid_to")}
    assert faults(changed('citation = "XX"', 'citation = "XX"\nsource = "other.txt"')) == {("notice", "source")}
    assert ("place", "zone") in faults(changed('zone = "Asia/Shanghai"\n', ""))
    assert faults(changed('zone = "Asia/Shanghai"', 'zone = "Asia/Nowhere"')) == {("place", "zone")}
    assert {("", "id"), ("", "title"), ("", "place"), ("", "notice"), ("", "valid_from")} <= faults("")


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"a = ", b"# " + b"x" * MAX_BYTES, b"[" * 5000, b"a = " + b"[" * 60000],
    ids=["not utf-8", "not toml", "too large", "deep table", "deep list"],
)
def test_what_is_no_pack_at_all(data: bytes) -> None:
    assert faults(data) == {("", "")}


def test_a_quote_of_a_shipped_notice_is_checked_on_loading() -> None:
    text = changed('citation = "XX"', 'citation = "XX"\nsource = "zibo-2023-notice.txt"')
    assert ("grounds.xx-breach", "quote") in faults(text)


def test_an_unknown_pack_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        load("../sources/x")
    assert caught.value.refusal.code == "rulebook.unknown"


def test_loading_twice_gives_the_same() -> None:
    assert load("zibo-2023") is load("zibo-2023")
    assert load("zibo-2023").digest != load("tianjin-2024").digest
    one, other = (load_file(THIRD_CITY.encode(), "mine.toml") for _ in range(2))
    assert one == other


def test_the_sample_pack_itself_is_good_toml() -> None:
    assert tomllib.loads(THIRD_CITY)["id"] == "third-2025"


@pytest.mark.parametrize("words", ["[]", '["骗保", " "]'])
def test_a_wording_without_words_is_told(words: str) -> None:
    assert faults(THIRD_CITY + f"\n[wordings.fraud]\nwords = {words}\n") == {("wordings.fraud", "words")}


def test_a_place_may_name_further_words() -> None:
    pack = load_file((THIRD_CITY + '\n[wordings.fraud]\nwords = ["骗保", "套取"]\n').encode(), "mine.toml")
    assert pack.wordings["fraud"].is_in("套 取基金")
