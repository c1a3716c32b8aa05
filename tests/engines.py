"""What one engine compiled serves every other of its kind.

Every test, and every command of one, opens a database of its own; compiling each statement anew for each of them takes
longer than running it. A program opens one database and never meets this.
"""

from typing import Any

from sqlalchemy import Engine, create_engine

_FIRST: dict[str, Engine] = {}
_COMPILED: dict[Any, Any] = {}


def compiling_once(*given: Any, **options: Any) -> Engine:
    """``create_engine``, with the dialect and the compiled statements of the first such engine that connected."""
    engine = create_engine(*given, **options)
    first = _FIRST.get(engine.dialect.name)
    # A dialect learns of its database at its first connection; one that never connected teaches nothing.
    if first is not None and getattr(first.dialect, "server_version_info", None):
        engine.dialect = first.dialect
    else:
        _FIRST[engine.dialect.name] = engine
    engine.update_execution_options(compiled_cache=_COMPILED)
    return engine
