"""The statistics of a time as bytes: a table to read, or JSON as the command prints it."""

import json
from collections.abc import Mapping
from typing import Any

from console.output import encoded, plain
from console.statistics_lines import drawn_statistics


def statistics_bytes(document: Mapping[str, Any], form: str, lang: str) -> bytes:
    """The report in a format, ``table`` or ``json``."""
    if form == "json":
        return encoded(json.dumps(plain(document, lang), ensure_ascii=False) + "\n")
    return encoded(drawn_statistics(document, lang) + "\n")
