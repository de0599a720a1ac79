"""The server over HTTP at /mcp: this machine only unless told otherwise, and then only with a token."""

import errno
import gc
import hmac
import importlib
import ipaddress
import logging
import re
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import anyio
from mcp.server.transport_security import TransportSecuritySettings

from mlwright.errors import InputError, quoted
from mlwright.server.building import create_server
from mlwright.server.stopping import Calls, leave, told_to_stop

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
"""What the server interface for Python web applications (ASGI) calls an application."""

PLACE = "/mcp"
LARGEST_REQUEST = 1024 * 1024
SHORTEST_TOKEN = 16
LONGEST_TOKEN = 4096
NAME = re.compile(r"[\w.:-]+|\[[0-9A-Fa-f:.]+\]")
"""A machine as the Host header names it, with or without a port."""
PATIENCE = 1
"""Seconds that open connections have to end, once the calls have ended."""
LOCAL = ("127.0.0.1", "localhost", "[::1]")
WEB_LOG = "uvicorn.error"
NO_TOKEN = "a token is needed: send the header Authorization: Bearer TOKEN"
WRONG_TOKEN = "the token is not right"


def token_of(file: Path | None, variable: str | None) -> str:
    """The token that a file holds, or else a variable; empty where there is neither.

    InputError where one of them is there and holds nothing: whoever names a token does not mean to do without.
    """
    if file is None and variable is None:
        return ""
    if file is not None:
        try:
            with file.open(encoding="utf-8", errors="replace") as opened:
                token = opened.read(LONGEST_TOKEN + 1).strip()
        except OSError as error:
            raise InputError(
                f"cannot read the token file {quoted(str(file))}: {error.strerror}", "name a file that you may read"
            ) from None
    else:
        token = (variable or "").strip()
    if not token or len(token) > LONGEST_TOKEN:
        where = "MLWRIGHT_TOKEN" if file is None else f"the token file {quoted(str(file))}"
        raise InputError(
            f"{where} holds {f'more than {LONGEST_TOKEN} characters' if token else 'no token'}",
            f"put at least {SHORTEST_TOKEN} letters and digits there, or do without it",
        )
    return token


class Listener(NamedTuple):
    """Where to listen, and whom to let in."""

    port: int
    host: str = "127.0.0.1"
    token: str = ""
    names: tuple[str, ...] = ()
    """Further names under which clients know this machine."""

    def checked(self) -> "Listener":
        """The same; InputError when it would let in strangers."""
        if self.token and not (len(self.token) >= SHORTEST_TOKEN and all("!" <= sign <= "~" for sign in self.token)):
            raise InputError(
                f"the token has {len(self.token)} characters"
                + (", which is too few" if len(self.token) < SHORTEST_TOKEN else ", some of which no header can carry"),
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
        for name in self.names:
            if not NAME.fullmatch(name):
                raise InputError(
                    f"--allow-host takes the name or address of a machine, and {quoted(name)} is none",
                    "give the name alone, without http:// and path, as in --allow-host box.example",
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
        # the system takes an empty name for every address, too
        return not self.host.strip()

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
        self._expected = token.encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on a request that bears the token; 401 for others."""
        if scope["type"] == "http":
            scheme, _, given = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")
            if scheme.lower() != b"bearer":
                return await _refuse(send, NO_TOKEN)
            # in constant time: how long a refusal takes must not tell how much of a guess was right
            if not hmac.compare_digest(given.strip(), self._expected):
                return await _refuse(send, WRONG_TOKEN)
        return await self._app(scope, receive, send)


async def _refuse(send: Send, why: str) -> None:
    headers = [(b"www-authenticate", b"Bearer"), (b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})


class Gone(logging.Filter):
    """Keeps a client that hung up out of the log: a page of traceback about what is nobody's fault."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is about anything else."""
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            if isinstance(error, anyio.ClosedResourceError | anyio.BrokenResourceError):
                return False
            error = error.__cause__ or error.__context__
        return True


def serve_http(roots: Sequence[Path], listener: Listener) -> NoReturn:
    """Serve over HTTP until told to stop; InputError when the port is taken or strangers could come in."""
    logging.captureWarnings(True)
    for name in ("mcp.server.streamable_http", WEB_LOG):
        logging.getLogger(name).addFilter(Gone())
    gc.enable()
    calls = Calls()
    server = create_server(roots, calls)
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
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=PATIENCE
        )
        web = uvicorn.Server(config)
        # it would end the connections before the calls that are to be answered over them
        web.capture_signals = nullcontext
        host = f"[{listener.host}]" if ":" in listener.host else listener.host
        print(f"mlwright listens on http://{host}:{place.getsockname()[1]}{PLACE}", file=sys.stderr, flush=True)
        leave(anyio.run(partial(_serve, web, place, calls)))


async def _serve(web: Any, place: socket.socket, calls: Calls) -> signal.Signals:
    signs: list[signal.Signals] = []

    async def end_when_told() -> None:
        signs.append(await told_to_stop())
        await calls.stop()
        # a stream that a client keeps open is cut: as it should be, and no news
        logging.getLogger(WEB_LOG).setLevel(logging.CRITICAL + 1)
        web.handle_exit(signs[0], None)

    async with anyio.create_task_group() as group:
        group.start_soon(end_when_told)
        await web.serve(sockets=[place])
        group.cancel_scope.cancel()
    return signs[0]


def _bound(listener: Listener) -> socket.socket:
    family = socket.AF_INET6 if ":" in listener.host else socket.AF_INET
    try:
        return socket.create_server((listener.host, listener.port), family=family)
    except (OSError, TypeError, UnicodeError) as error:
        number = error.errno if isinstance(error, OSError) else None
        # Python adds the address to what the system says
        said = str(error.strerror or error).partition(" (while")[0] if isinstance(error, OSError) else "it is no name"
        what, remedy = {
            errno.EADDRINUSE: ("it is in use", "choose another port, or 0 for a free one"),
            errno.EACCES: ("you may not", "choose a port from 1024 on, or 0 for a free one"),
        }.get(number or 0, (said, "check --host and --http"))
        raise InputError(f"cannot listen on port {listener.port} of {quoted(listener.host)}: {what}", remedy) from None
