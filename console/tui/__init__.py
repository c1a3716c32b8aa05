"""The screens (终端界面): what an operator looks at and works in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.outbox import Outbox


def run(
    url: str,
    operator: str | Callable[[], str],
    lang: str,
    clock: Callable[[], datetime],
    key_path: Path | None = None,
    drafts_in: Path | None = None,
    *,
    read_only: bool = False,
    templates: Path | None = None,
    theme: str = "dark",
    plain: bool = False,
    keymap: str | None = None,
    splashed: bool = False,
    outbox: "Callable[[str], Outbox] | None" = None,
) -> int:
    """Open the console for an operator and give the exit status when they leave.

    The first frame is drawn before the store is opened; whatever is wrong with the store is said inside. `operator`
    may be a function, asked once the store is open. `key_path` is where the sealing key lies, if not beside the store;
    `drafts_in` the folder of what was typed and not handed in. With `read_only` no act is done; `templates` is the
    folder of the agency's own templates of letters. `theme` is dark, light or contrast; `plain` tells by signs what is
    reversed or dimmed elsewhere; `keymap` is the file of the user's own keys; `splashed` where something stands on the
    screen already that has to go. `outbox` gives an operator's outbox, where a confined account's exports go.
    """
    from console.tui.session import Session
    from console.tui.starting import start

    session = Session(
        url, operator, lang, clock, key_path, drafts_in, read_only=read_only, outbox=outbox, templates=templates
    )
    return start(session, theme=theme, plain=plain, keymap=keymap, splashed=splashed)
