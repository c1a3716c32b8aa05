"""Texts as people might write them, for property tests."""

from hypothesis import strategies as st

_PIECES = (
    *("处", "罚", "罚款", "医院", "住院费", "重复收费", "第0001234号", "〔2024〕", "，", "。", "、", "：", "…", "—"),
    *("CT", "ct", "ＣＴ", "ﬁ", "㈱", "ß", "İ", "ı", "Å", "e\u0301", "\u0301", "가", "\u1100\u1161", "ｶﾞ", "𠮷", "👍🏽"),
    *("%", "_", "\\", "'", '"', "*", "-", "AND", "OR", "NEAR", "(", ")", ":", "^", "&", "|", "!", "<->", "''", "\\'"),
    *(" ", "\u3000", "\t", "\n", "\r\n", "\x00", "\x01", "\x1b[31m", "\x7f", "\u200b", "\u202e", "\ue020", "\ud800"),
    *("0", "12", "2024", "GD2024", "a", "Z", "２０２４"),
)
_ANY = st.characters(codec=None) | st.sampled_from("处罚医院费用%_\\'\"*- \n0123456789abcABC")

TEXTS = st.lists(st.sampled_from(_PIECES) | _ANY, max_size=14).map("".join)
"""Chinese, Latin, digits, what databases and their search languages take for signs, and what is no text at all."""
