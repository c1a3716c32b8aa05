"""Pages for a browser (网页) that are whole in themselves: one style, named by its sum, and no script."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape

from domain.text import visible


def head(lang: str, title: str, style: str, named: Mapping[str, str] | None = None) -> Iterator[str]:
    """The beginning of a page up to its body, line by line; `named` are the values of its meta elements."""
    # The style is named by its sum: nothing else, and nothing from elsewhere, is ever applied or run.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{lang}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    for name, value in (named or {}).items():
        yield f'<meta name="{name}" content="{safe(value)}">'
    yield f"<title>{safe(title)}</title>"
    yield f"<style>{style}</style>\n</head>"


def safe(text: str) -> str:
    """Text that is only ever text; what would hide in it becomes a visible mark."""
    return escape(visible(text))
