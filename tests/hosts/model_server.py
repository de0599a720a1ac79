"""A model that is a script: a loopback server that speaks just enough of three model APIs and keeps every request."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST = 20


@dataclass(frozen=True)
class Say:
    """An answer in words, which ends the turn."""

    text: str


@dataclass(frozen=True)
class Call:
    """An answer that asks the host to call one of its tools."""

    tool: str
    arguments: dict[str, Any]
    namespace: str = ""


@dataclass
class ScriptedModel:
    """What the model will say, and what it was asked."""

    script: Sequence[Say | Call] = ()
    patience: Call | None = None
    """What to call while the host has not offered the script's next tool yet: some do not wait for their servers."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""
    spoken: int = 0

    @property
    def last(self) -> str:
        """The last request, as text."""
        return json.dumps(self.requests[-1], ensure_ascii=False)

    def answer(self, request: dict[str, Any]) -> Say | Call:
        """The next line of the script; side requests without tools (titles, summaries) do not use one up."""
        if not request.get("tools"):
            return Say("fine")
        self.requests.append(request)
        if self.spoken == len(self.script):
            return Say("done")
        line = self.script[self.spoken]
        waiting = isinstance(line, Call) and f'"{line.namespace or line.tool}"' not in json.dumps(request["tools"])
        if waiting and self.patience and len(self.requests) < LONGEST:
            return self.patience
        self.spoken += 1
        return line


@contextmanager
def scripted_model(*script: Say | Call, patience: Call | None = None) -> Iterator[ScriptedModel]:
    """Serve the script on a free loopback port while the block runs."""
    model = ScriptedModel(script, patience)

    class Handler(_Handler):
        scripted = model

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    model.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    scripted: ScriptedModel
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Silent: the requests are kept, not printed."""

    def do_GET(self) -> None:
        self._send(404, "application/json", b"{}")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = self.path.partition("?")[0]
        streams = {"messages": _messages, "responses": _responses, "scripted:streamGenerateContent": _contents}
        stream = streams.get(path.rpartition("/")[2])
        if stream is None:
            self._send(404, "application/json", b"{}")
            return
        request = json.loads(body)
        number = len(self.scripted.requests)
        events = stream(self.scripted.answer(request), str(request.get("model")), number)
        self._send(200, "text/event-stream", "".join(map(_event, events)).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _event(event: dict[str, Any]) -> str:
    named = f"event: {event['type']}\n" if "type" in event else ""
    return f"{named}data: {json.dumps(event)}\n\n"


def _messages(answer: Say | Call, model: str, number: int) -> Iterator[dict[str, Any]]:
    """One answer as the event stream of the Messages API."""
    usage = {"input_tokens": 1, "output_tokens": 1}
    head = {"id": f"msg_{number}", "type": "message", "role": "assistant", "model": model, "content": []}
    yield {"type": "message_start", "message": head | {"stop_reason": None, "stop_sequence": None, "usage": usage}}
    if isinstance(answer, Say):
        block: dict[str, Any] = {"type": "text", "text": ""}
        delta = {"type": "text_delta", "text": answer.text}
        reason = "end_turn"
    else:
        block = {"type": "tool_use", "id": f"toolu_{number}", "name": answer.tool, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(answer.arguments)}
        reason = "tool_use"
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    yield {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None}, "usage": usage}
    yield {"type": "message_stop"}


def _responses(answer: Say | Call, model: str, number: int) -> Iterator[dict[str, Any]]:
    """One answer as the event stream of the Responses API."""
    head = {"id": f"resp_{number}", "object": "response", "model": model}
    yield {"type": "response.created", "response": head | {"status": "in_progress"}}
    if isinstance(answer, Say):
        part = {"type": "output_text", "text": answer.text, "annotations": []}
        item: dict[str, Any] = {"type": "message", "id": f"msg_{number}", "role": "assistant", "content": [part]}
    else:
        arguments = json.dumps(answer.arguments)
        item = {"type": "function_call", "id": f"fc_{number}", "call_id": f"call_{number}", "name": answer.tool}
        item |= {"arguments": arguments} | ({"namespace": answer.namespace} if answer.namespace else {})
    yield {"type": "response.output_item.done", "output_index": 0, "item": item | {"status": "completed"}}
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    yield {"type": "response.completed", "response": head | {"status": "completed", "output": [item], "usage": usage}}


def _contents(answer: Say | Call, model: str, number: int) -> Iterator[dict[str, Any]]:
    """One answer as the event stream of the Gemini API."""
    if isinstance(answer, Say):
        part: dict[str, Any] = {"text": answer.text}
    else:
        part = {"functionCall": {"name": answer.tool, "args": answer.arguments}}
    candidate = {"index": 0, "content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}
    counts = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
    yield {"candidates": [candidate], "usageMetadata": counts, "modelVersion": model, "responseId": f"r{number}"}
