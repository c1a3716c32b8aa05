"""A line to a server that breaks when something is to be kept: before the server hears of it, or before it answers."""

import select
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Literal

_SOCKET = ".s.PGSQL.5432"
_COMMIT = b"COMMIT\x00"
_CHUNK = 1 << 16


class Line:
    """Listens in a folder as the server does in its own, and passes on what comes."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.folder, self._server = folder, server / _SOCKET
        self.cut: Literal["unheard", "unanswered"] | None = None
        """What happens to the next COMMIT."""
        self.dead = False
        """Whether nobody gets through any more."""
        self.cuts = 0
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / _SOCKET))
        self._listening.listen()
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self.dead:
                client.close()
            else:
                Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with suppress(OSError), client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self._server))
            ends = {client: server, server: client}
            while True:
                for one in select.select(list(ends), [], [])[0]:
                    told = one.recv(_CHUNK)
                    if not told:
                        return
                    if one is client and self.cut and _COMMIT in told:
                        self._break(told, server)
                        return
                    ends[one].sendall(told)

    def _break(self, told: bytes, server: socket.socket) -> None:
        how, self.cut = self.cut, None
        self.cuts += 1
        if how == "unanswered":
            server.sendall(told)
            heard = b""
            while _COMMIT not in heard:
                heard += server.recv(_CHUNK)
