"""What lets a test drive a console quickly: it waits no longer than there is something to do, and styles are read once.

Textual's own way of waiting sleeps twenty milliseconds at a time, several times a key, and takes a busy machine for a
busy console. Its styles are read anew by every console; a program opens one console and never meets this.
"""

import asyncio
from time import monotonic
from typing import Any, cast

import pytest
from textual.css.stylesheet import Stylesheet

_SOON = 0.06
"""Seconds. A page just opened is drawn after fifty milliseconds (``App.delay_update``); a cursor may blink later."""

_read = Stylesheet._parse_rules
_RULES: dict[Any, Any] = {}


def make_quick(patch: pytest.MonkeyPatch) -> None:
    """Let consoles be driven quickly for as long as the patch stands."""
    for place in ("textual.app", "textual.pilot"):
        patch.setattr(f"{place}.wait_for_idle", until_idle)
    patch.setattr(Stylesheet, "_parse_rules", _read_once)


async def until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Until nothing is ready to run and nothing is due soon; in seconds, as Textual's ``wait_for_idle`` has them."""
    # What asyncio's own loop keeps; there is no public way to ask.
    loop = cast(Any, asyncio.get_running_loop())
    began = monotonic()
    await asyncio.sleep(min_sleep)
    while monotonic() - began < max_sleep:
        if loop._ready:
            await asyncio.sleep(0)
            continue
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=None)
        if due is None or due - loop.time() > _SOON:
            return
        await asyncio.sleep(max(0.0, due - loop.time()))


def _read_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> Any:
    # Colours are variables: another theme reads other rules out of the same text.
    key = (css, given, tuple(named.items()), tuple(sheet._variables.items()))
    if key not in _RULES:
        _RULES[key] = _read(sheet, css, *given, **named)
    return _RULES[key]
