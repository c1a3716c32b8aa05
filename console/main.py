"""The entry point: what must be quick first, then the language, then the command or the console."""

import os
import sys

from console import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, BinaryIO

    from console.cli.options import Split
    from console.errors import Failure
    from console.output import Output
    from console.session import Clock, Session
    from console.settings import Settings


def main() -> None:
    """The program as a shell starts it; ends the process with the exit status."""
    argv = sys.argv[1:]
    if argv == ["--version"]:
        print(f"jiandu {__version__}")  # noqa: T201 - before anything is loaded
        status = 0
    else:
        if _splashes(argv) and sys.stdout is not None and sys.stdout.isatty():
            # Before anything is loaded: loading takes longer than a person believes in an empty screen.
            os.write(1, b"jiandu ...\r")
        from console.settings import forced

        if forced(argv, os.environ):
            from console.forced import harden

            harden(argv, os.environ)
        import gc

        # A command lives for a moment and loads thousands of things that stay: looking through them again and
        # again for rubbish is what it would spend a tenth of its time on.
        gc.set_threshold(100_000, 50, 50)
        status = run(argv)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        # Nobody reads any more; there is nobody to tell.
        pass
    # Everything is closed and written; taking the modules down one by one would only keep the user waiting.
    os._exit(status)


def _splashes(argv: "Sequence[str]") -> bool:
    """Whether the console opens for certain: no command here, and none that came over the line."""
    return _opens_console(argv) and "SSH_ORIGINAL_COMMAND" not in os.environ


def _opens_console(argv: "Sequence[str]") -> bool:
    """Whether there is no command, by a first look: nothing but options and their values."""
    words = iter(argv)
    for word in words:
        if not word.startswith("--") or word in ("--help", "--version"):
            return False
        if "=" not in word and word not in ("--verbose", "--read-only", "--plain"):
            next(words, None)
    return True


def run(
    argv: "Sequence[str]",
    *,
    clock: "Clock | None" = None,
    environ: "Mapping[str, str] | None" = None,
    stdin: "BinaryIO | None" = None,
    stdout: "BinaryIO | None" = None,
    stderr: "BinaryIO | None" = None,
    login: "Callable[[], str | None] | None" = None,
    opens: "Callable[[Session], int] | None" = None,
) -> int:
    """Run one command line and give its exit status (0 to 5; 70 for a fault of the program, 130, 141).

    Everything from outside may be handed in: clock (aware UTC), environment, the three binary streams, the name of
    the system account, and what opens the console on a session.
    """
    from console.cli.options import stated_language
    from console.errors import INTERRUPTED, PIPE_CLOSED, Misuse
    from console.output import Output
    from console.settings import Settings, forced

    environ = os.environ if environ is None else environ
    as_json = "--json" in argv
    if forced(argv, environ):
        from console.forced import ASKED, cleaned

        environ = cleaned(argv, environ)
        as_json = as_json or "--json" in environ.get(ASKED, "").split()
    out = stdout or sys.stdout.buffer
    err = stderr or sys.stderr.buffer
    settings = Settings({"lang": stated_language(argv)}, environ)
    try:
        output = Output(out, err, settings.lang.value or "en")
    except Misuse as misuse:
        return _failed(Output(out, err, settings.fallback_lang()), misuse, as_json, settings)
    try:
        found = _taken_apart(argv, environ)
        settings = Settings(found.options, environ)
        page = _help_asked(found.rest, environ)
        if page is not None:
            from console.cli.help import help_page

            output.text(help_page(page, output.lang))
            return 0
        if found.rest == ["--version"]:
            output.text(f"jiandu {__version__}")
            return 0
        from console.session import Session, system_login, utc_now

        session = Session(
            settings,
            output,
            stdin or _stdin(),
            clock=clock or utc_now,
            login=login or system_login,
            opens=opens or open_console,
            card=key_card,
        )
        return _watched(found.rest, session) if found.verbose else _command(found.rest, session)
    except BrokenPipeError:
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one place where nothing may get past
        return _failed(output, error, as_json, settings)


def _taken_apart(argv: "Sequence[str]", environ: "Mapping[str, str]") -> "Split":
    """The options and the command of a line; where an account is confined, its command came from the far end."""
    from console.cli.options import split
    from console.errors import Misuse
    from console.settings import confined
    from domain.messages import msg

    if confined(environ):
        from console.forced import line

        return line(argv, environ)
    found = split(argv)
    if found.options.get("home"):
        raise Misuse(msg("--home goes with --as-key."))
    return found


def _stdin() -> "BinaryIO":
    """What comes in; nothing where whoever started us closed it."""
    if sys.stdin is None:
        import io

        return io.BytesIO()
    return sys.stdin.buffer


def _help_asked(rest: "Sequence[str]", environ: "Mapping[str, str]") -> tuple[str, ...] | None:
    """The words of a command whose page is asked for and nothing else; None leaves the rest to Typer."""
    if not rest or rest[-1] not in ("--help", "-h") or "_JIANDU_COMPLETE" in environ:
        return None
    path = tuple(rest[:-1])
    if not path:
        return ()
    from console.cli import tree

    return path if tree.below(path) else None


def _command(rest: "Sequence[str]", session: "Session") -> int:
    try:
        if not rest and "_JIANDU_COMPLETE" not in session.settings.environ:
            if session.settings.confined:
                session.require_somebody()
            return session.opens(session)
        return _typer(rest, session)
    finally:
        session.close()


def _watched(rest: "Sequence[str]", session: "Session") -> int:
    """The same, told on stderr: which command, how it ended, how long it took; never what was typed."""
    import time

    from console import log
    from console.cli import tree

    logger = log.logger_to(None, log.Narration(session.output.stderr))
    path = next((rest[:n] for n in range(len(rest), 0, -1) if tree.command_at(tuple(rest[:n]))), rest[:1])
    begun = time.monotonic()
    try:
        status = _command(rest, session)
        logger.info("%s: %d, %d ms", " ".join(path) or "console", status, (time.monotonic() - begun) * 1000)
        return status
    except Exception as error:
        logger.info("%s: %s, %d ms", " ".join(path), log.where(error), (time.monotonic() - begun) * 1000)
        raise
    finally:
        log.close(logger)


def _typer(rest: "Sequence[str]", session: "Session") -> int:
    """Let Typer find the command and take its words apart; the command itself runs when Typer is done."""
    from console.cli.app import PROGRAM, Chosen, HelpAsked, application, misuse_of
    from console.cli.execute import execute

    app = application()
    if "_JIANDU_COMPLETE" in session.settings.environ:
        from typer._completion_classes import completion_init

        completion_init()
    from typer import TyperException

    try:
        app.main(args=list(rest), prog_name=PROGRAM, standalone_mode=False)
    except Chosen as chosen:
        found = chosen
    except HelpAsked as asked:
        from console.cli.help import help_page

        session.output.text(help_page(asked.path, session.lang))
        return 0
    except TyperException as error:
        raise misuse_of(error) from None
    else:
        return 0
    return execute(session, found.command, found.given)


def open_console(session: "Session") -> int:
    """The console on the session's database."""
    from pathlib import Path

    from console import places
    from console.errors import Misuse
    from domain.messages import msg

    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise Misuse(msg("The console needs a terminal. For commands see: jiandu --help"))
    from console.tui import run

    settings = session.settings
    # Who acts is found out in the thread that opens the store: the first frame does not wait for it.
    return run(
        settings.database.value or "",
        session.who,
        session.lang,
        session.clock,
        session.key_path,
        Path(places.drafts_folder(settings.environ)),
        read_only=settings.read_only,
        templates=Path(templates).expanduser() if (templates := settings.templates.value) else None,
        theme=settings.theme.value or "",
        plain=settings.plain,
        keymap=settings.keymap.value,
        splashed=_splashes(sys.argv[1:]),
        outbox=session.outbox,
    )


def key_card(session: "Session") -> "list[dict[str, Any]]":
    """Every key of the console in both languages; a line of the keymap that cannot be is told on stderr."""
    from pathlib import Path

    from console.tui import actions, keymap
    from console.tui.card import card

    found = keymap.read(Path(session.settings.keymap.value or ""))
    for trouble in found.troubles:
        session.output.tell(trouble)
    actions.use(found.keys)
    try:
        return card()
    finally:
        actions.use({})


def _failed(output: "Output", error: Exception, as_json: bool, settings: "Settings") -> int:
    from console.errors import failure_of, unforeseen

    failure = failure_of(error)
    if failure is None:
        failure = unforeseen(_logged(error, settings))
    return _told(output, failure, as_json)


def _told(output: "Output", failure: "Failure", as_json: bool) -> int:
    try:
        output.fail(failure, as_json=as_json)
    except (BrokenPipeError, Exception):  # noqa: BLE001 - it failed already; what is left is to say so by the status
        return failure.status
    return failure.status


def _logged(error: Exception, settings: "Settings") -> str:
    """Write where it happened to the log, never what was being handled; gives the id it stands under."""
    import secrets
    from pathlib import Path

    from console import log, places

    number = secrets.token_hex(4)
    logger = log.logger_to(Path(places.log_file(settings.environ)))
    logger.error("%s %s", number, log.where(error))
    log.close(logger)
    return number


if __name__ == "__main__":
    main()
