"""How letters write days, money, periods, citations and the terms of the record."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from domain.announcements import chinese_day
from domain.calendars.periods import Period
from domain.money import capitals, grouped
from domain.rulebook.model import Pack
from domain.rulebook.statements import period_words

_ARTICLES: Final = re.compile(r"(?P<law>\D+?)\s+(?P<numbers>\d+(?:,\s*\d+)*)")
_PART: Final = re.compile(
    r"(?P<part>[一二三四五六七八九十]+)(?P<item>[(（][^)）]+[)）])?(?P<point>\d+)?(?:¶(?P<line>\d+))?"
)
_BETWEEN: Final = re.compile(r"(?<=[^\x00-\xff]) +(?=[^\x00-\xff])")
_DIGITS: Final = "零一二三四五六七八九"


@cache
def terms() -> dict[str, dict[str, str]]:
    """The words of each closed list, by its name and key."""
    text = (files("sanctions.letters") / "texts" / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def term(table: str, key: str | None) -> str:
    """The word for a key of a closed list; the key itself where a later program knows more, empty for none."""
    return terms()[table].get(key, key) if key is not None else ""


def day(on: date | None) -> str:
    """A day as official papers write it; empty for none."""
    return chinese_day(on) if on is not None else ""


def money(fen: int | None) -> str:
    """An amount with two places and commas: ``126,000.00元``."""
    return f"{grouped(fen)}元" if fen is not None else ""


def in_capitals(fen: int | None) -> str:
    """An amount in capitals, as sums that are claimed are written."""
    return f"人民币{capitals(fen)}" if fen is not None else ""


def period(length: Period | None) -> str:
    """A period: ``5个工作日``."""
    return period_words(length).zh if length is not None else ""


def provision(text: str, pack: Pack) -> str:
    """A provision as a finding names it: written out where it is a short citation, else without blanks in Chinese."""
    notice = pack.notice
    ours = notice is not None and text.startswith(f"{notice.citation} ")
    told = cited(text, pack) if ours or _ARTICLES.fullmatch(text) else ""
    return told or _BETWEEN.sub("", text)


def stop_after(quote: str | None) -> str:
    """The stop behind a quotation: none where it brings its own within the quotation marks."""
    return "" if quote is not None and quote.endswith(("。", "！", "？")) else "。"


def unstopped(text: str | None) -> str:
    """A text without the stop at its end: the letter sets its own."""
    return (text or "").rstrip().rstrip("。．.；;，,").rstrip()


def listed(parts: Iterable[str]) -> str:
    """Words one after the other."""
    return "、".join(parts)


def services(names: Iterable[str]) -> str:
    """The words for several services."""
    return listed(term("services", name) for name in names)


def signed(by: str, behalf: str | None) -> str:
    """How somebody who decided is printed, ``王某(代赵某)`` where they stood in for another."""
    return f"{by}(代{behalf})" if behalf else by


def cited(clause: str | None, pack: Pack) -> str:
    """A citation written out: ``《工伤保险条例》第五十九条``, ``《…的通知》（…〔2023〕1号）第五部分第（三）项``.

    Empty for what cites nothing outside the house: an inference, or the agreement, whose clause is told by itself.
    """
    if clause is None or clause.startswith(("协议", "推定")):
        return ""
    notice = pack.notice
    head, _, tail = clause.partition(" ")
    if notice is not None and head == notice.citation:
        number = f"（{notice.number}）" if notice.number else ""
        return f"《{notice.title}》{number}{_part(tail)}"
    if articles := _ARTICLES.fullmatch(clause):
        law = terms()["laws"].get(articles["law"], articles["law"])
        numbers = listed(f"第{_chinese(int(one))}条" for one in articles["numbers"].split(","))
        return f"《{law}》{numbers}"
    return clause if "〔" in clause else f"《{clause}》"


def _part(tail: str) -> str:
    found = _PART.fullmatch(tail)
    if found is None:
        return tail
    told = f"第{found['part']}部分"
    if found["item"]:
        told += f"第（{found['item'][1:-1]}）项"
    if found["point"]:
        told += f"第{found['point']}点"
    return f"{told}第{found['line']}段" if found["line"] else told


def _chinese(number: int) -> str:
    """A number up to 999 as articles are numbered: 三十, 四十三, 二百零一."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    told = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        told += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        told += _DIGITS[0]
    return told + (_DIGITS[ones] if ones else "")
