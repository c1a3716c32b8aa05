"""Every quote of the shipped packs stands in its notice, character for character."""

import msgspec
import pytest

from domain.reasons import SourceKind
from domain.rulebook.loader import load, packs
from domain.rulebook.model import Pack, Rule
from domain.rulebook.quotes import joined, quote_faults, source_text, sources, stands_in

QUOTED = [
    pytest.param(pack_id, address, id=f"{pack_id}:{address}")
    for pack_id in packs()
    for address, rule in load(pack_id).rules().items()
    if rule.quote is not None
]

# Where the parts of a notice begin, in order: a quote must lie in the part and item its clause names.
HEADINGS = {
    "TJ": (
        "一、工作目标",
        "二、工作职责",
        "3、 机构评估",
        "四、强化监督管理",
        "五、工作要求",
        "六、其他事项",
        "附件：1",
    ),
    "ZB": (
        "一、工伤保险协议机构确定原则",
        "二、工伤保险协议机构基本条件",
        "三、工伤保险协议机构确定程序",
        "四、工伤保险协议机构协议续签程序",
        "五、工伤保险协议机构监督管理",
        "六、有关工作要求",
        "附件:",
    ),
}
QUESTIONS = (
    "一、",
    "二、",
    "三、评定工伤保险服务机构的流程是什么？",
    "四、评估工伤保险服务机构的主要内容是什么？",
)
NUMBERS = "一二三四五六七"


def part_of(citation: str, clause: str, text: str) -> str:
    """The stretch of the notice a clause names, without reading it from the product's own code."""
    _, where = clause.split(" ", 1)
    if where.startswith("附"):
        annex = text.split(f"附件{where[1]}新增")[1].split("附件")[0]
        number = NUMBERS.index(where[2])
        return annex[annex.index(f"{NUMBERS[number]}、") : annex.index(f"{NUMBERS[number + 1]}、")]
    headings: tuple[str, ...] = HEADINGS[citation]
    if where.startswith("答问"):
        # The questions and answers stand behind the annexes and have numbers of their own.
        text, where, headings = text.rpartition("附件")[2], where[2:], QUESTIONS
    at = NUMBERS.index(where[0])
    part = text[text.index(headings[at]) : text.index(headings[at + 1])]
    if len(where) > 1:
        item = where[2]
        half = part.replace("（", "(").replace("）", ")")
        start = half.index(f"({item})")
        after = f"({NUMBERS[NUMBERS.index(item) + 1]})"
        part = part[start : half.index(after) if after in half else len(part)]
        if len(where) > 4:
            part = part[part.index(f"{where[4]}.") :].split(";")[0]
    return part


@pytest.mark.parametrize(("pack_id", "address"), QUOTED)
def test_quote_stands_in_the_clause_it_cites(pack_id: str, address: str) -> None:
    pack = load(pack_id)
    rule = pack.rules()[address]
    assert pack.notice is not None
    assert pack.notice.source is not None
    assert rule.quote is not None
    assert rule.clause is not None
    assert rule.source_kind is SourceKind.NOTICE_LITERAL
    # Line breaks and the layout around them go; the test does it its own way.
    lines = (line.strip(" \t\u3000\xa0") for line in source_text(pack.notice.source).split("\n"))
    assert rule.quote in part_of(pack.notice.citation, rule.clause, "".join(lines))


def with_quote(pack: Pack, key: str, quote: str) -> Pack:
    ground = msgspec.structs.replace(pack.grounds[key], quote=quote)
    return msgspec.structs.replace(pack, grounds={**pack.grounds, key: ground})


@pytest.mark.parametrize("pack_id", packs())
def test_shipped_packs_have_no_quote_faults(pack_id: str) -> None:
    assert quote_faults(load(pack_id), f"{pack_id}.toml") == []


def test_one_changed_character_is_named() -> None:
    pack = load("zibo-2023")
    quote = pack.grounds["zb-accident"].quote
    assert quote is not None
    for at in range(len(quote)):
        spoiled = quote[:at] + ("乙" if quote[at] != "乙" else "甲") + quote[at + 1 :]
        faults = quote_faults(with_quote(pack, "zb-accident", spoiled), "zibo-2023.toml")
        assert [(f.table, f.key) for f in faults] == [("grounds.zb-accident", "quote")]


def test_punctuation_is_not_normalised() -> None:
    pack = load("zibo-2023")
    quote = pack.grounds["zb-breach"].quote
    assert quote is not None
    assert "," in quote
    spoiled = with_quote(pack, "zb-breach", quote.replace(",", "，"))
    assert [f.table for f in quote_faults(spoiled, "x")] == ["grounds.zb-breach"]


def test_only_line_breaks_and_their_layout_are_joined() -> None:
    assert joined("甲 \n    乙\n\n丙 丁") == "甲乙丙 丁"
    assert stands_in("乙丙", "甲乙\n  丙")
    assert not stands_in("乙 丙", "甲乙\n  丙")
    assert not stands_in("", "甲")


def test_notices_are_shipped_as_published() -> None:
    assert sources() == ("tianjin-2024-notice.txt", "zibo-2023-notice.txt")
    assert source_text("tianjin-2024-notice.txt").startswith("市人社局关于进一步规范工伤保险服务机构\n")
    with pytest.raises(KeyError):
        source_text("../model.py")


def test_a_rule_without_quote_is_never_the_notice() -> None:
    def wrong(rule: Rule) -> bool:
        return (rule.quote is None) is (rule.source_kind is SourceKind.NOTICE_LITERAL)

    assert [(p, address) for p in (*packs(), "national") for address, r in load(p).rules().items() if wrong(r)] == []
