"""The pinyin initials of Chinese words, as an officer types them: 餐饮油烟 is cyyy."""

from __future__ import annotations

from functools import cache


@cache
def initials(text: str) -> str:
    """The first letter of each Chinese sign's pinyin, other letters and digits as they are, in lower case."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower().replace(" ", "")
