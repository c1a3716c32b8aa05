"""What papers may not say before fraud is determined."""

import pytest

from domain.wording import accuses


@pytest.mark.parametrize("text", ["涉嫌骗保", "骗 保", "骗取工伤保险基金"])
def test_words_that_accuse_are_found(text: str) -> None:
    assert accuses(text)


@pytest.mark.parametrize("text", ["违反服务协议", "虚假申报费用", ""])
def test_others_are_not(text: str) -> None:
    assert not accuses(text)
