"""The server over HTTP at /mcp: this machine only unless told otherwise, and then only with a token."""

import errno
import gc
import hmac
import importlib
import ipaddress
import logging
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from mcp.server.transport_security import TransportSecuritySettings

from mlwright.errors import InputError, quoted
from mlwright.server.building import create_server

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
"""What the server interface for Python web applications (ASGI) calls an application."""

PLACE = "/mcp"
LARGEST_REQUEST = 1024 * 1024
SHORTEST_TOKEN = 16
PATIENCE = 3
"""Seconds that open connections have to end after an interrupt."""
LOCAL = ("127.0.0.1", "localhost", "[::1]")


class Listener(NamedTuple):
    """Where to listen, and whom to let in."""

    port: int
    host: str = "127.0.0.1"
    token: str = ""
    names: tuple[str, ...] = ()
    """Further names under which clients know this machine."""

    def checked(self) -> "Listener":
        """The same; InputError when it would let in strangers."""
        if self.token and (len(self.token) < SHORTEST_TOKEN or not self.token.isascii() or " " in self.token):
            raise InputError(
                f"the token has {len(self.token)} characters or signs that no header can carry",
                f"take at least {SHORTEST_TOKEN} letters and digits",
            )
        if not self.is_local and not self.token:
            raise InputError(
                f"{quoted(self.host)} can be reached from other machines, and there is no token",
                "give one with --token-file or MLWRIGHT_TOKEN, or leave --host out",
            )
        if self._is_any and not self.names:
            raise InputError(
                f"{quoted(self.host)} does not say under which name clients reach this machine",
                "name it with --allow-host",
            )
        return self

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def _is_any(self) -> bool:
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_unspecified
        return False

    def security(self) -> TransportSecuritySettings:
        """What the Host and Origin headers may say: a page in a browser must not come in under a name of its own."""
        own = () if self._is_any or self.is_local else (f"[{self.host}]" if ":" in self.host else self.host,)
        names = [*LOCAL, *own, *self.names]
        return TransportSecuritySettings(
            allowed_hosts=[form for name in names for form in (name, f"{name}:*")],
            allowed_origins=[
                form for name in names for form in (f"http://{name}", f"http://{name}:*", f"https://{name}")
            ],
        )


class Doorkeeper:
    """Lets nobody in without the token."""

    def __init__(self, app: Application, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on a request that bears the token; 401 for others."""
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            # in constant time: how long a refusal takes must not tell how much of a guess was right
            if not hmac.compare_digest(given, self._expected):
                await send(
                    {"type": "http.response.start", "status": 401, "headers": [(b"www-authenticate", b"Bearer")]}
                )
                await send({"type": "http.response.body", "body": b"a token is needed"})
                return
        await self._app(scope, receive, send)


def serve_http(roots: Sequence[Path], listener: Listener) -> None:
    """Serve over HTTP until interrupted; InputError when the port is taken or strangers could come in."""
    logging.captureWarnings(True)
    gc.enable()
    server = create_server(roots)
    app: Application = server.streamable_http_app(
        streamable_http_path=PLACE,
        max_request_body_size=LARGEST_REQUEST,
        transport_security=listener.checked().security(),
    )
    if listener.token:
        app = Doorkeeper(app, listener.token)
    # only this way of serving needs it
    uvicorn = importlib.import_module("uvicorn")
    with _bound(listener) as place:
        host = f"[{listener.host}]" if ":" in listener.host else listener.host
        print(f"mlwright listens on http://{host}:{place.getsockname()[1]}{PLACE}", file=sys.stderr, flush=True)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        # the server ends in good order, then raises the interrupt that it has already obeyed
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[place])


def _bound(listener: Listener) -> socket.socket:
    family = socket.AF_INET6 if ":" in listener.host else socket.AF_INET
    try:
        return socket.create_server((listener.host, listener.port), family=family)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        what = "it is in use" if taken else str(error.strerror or error)
        raise InputError(
            f"cannot listen on port {listener.port} of {quoted(listener.host)}: {what}",
            "choose another port, or 0 for a free one" if taken else "check --host and --http",
        ) from None
