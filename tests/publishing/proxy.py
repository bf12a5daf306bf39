"""A proxy before the gateway that injects network and server faults, and records what it passed on."""

import random
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from enum import StrEnum
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HOP = ("connection", "transfer-encoding", "content-length")


class Fault(StrEnum):
    """What may happen to a request."""

    ERROR = "500"
    SLOW_DOWN = "503"
    RESET = "reset in the middle of the body"
    SILENCE = "stored, and no answer"
    CUT = "stored, and half an answer"
    SKEW = "403, by its clock"

    @property
    def code(self) -> str:
        """The word S3 has for it."""
        return {"500": "InternalError", "503": "SlowDown"}.get(self.value, "RequestTimeTooSkewed")


class Proxy(ThreadingHTTPServer):
    """Forwards to the gateway on `port`; `plan` tells of each request what happens to it, None being nothing.

    `stored` has the path of each PUT that the gateway said yes to, `faults` each fault that was done. `copy` makes a
    copy from (path, headers) and returns the answer, since the gateway on SQLite says yes and copies nothing.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.gateway = port
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.faults: list[Fault] = []
        self.stored: list[str] = []
        self.copy: Callable[[str, Message], bytes] | None = None
        self._chance, self._kinds, self._random = 0.0, tuple(Fault), random.Random(1)
        self._lock = threading.Lock()

    def misbehave(self, chance: float, *kinds: Fault, seed: int = 1) -> None:
        """From now on do one of `kinds` to that share of the requests."""
        self._chance, self._kinds, self._random = chance, kinds or tuple(Fault), random.Random(seed)

    def draw(self) -> Fault | None:
        """Return what happens to the next request."""
        with self._lock:
            fault = self._random.choice(self._kinds) if self._random.random() < self._chance else None
            if fault:
                self.faults.append(fault)
            return fault

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: that clients go away is what this is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def setup(self) -> None:
        super().setup()
        self.upstream = HTTPConnection("127.0.0.1", self.server.gateway, timeout=120)

    def finish(self) -> None:
        self.upstream.close()
        super().finish()

    def _any(self) -> None:
        fault = self.server.draw()
        length = int(self.headers.get("content-length", 0))
        if fault is Fault.RESET:
            self.rfile.read(length // 2)
            self._reset()
            return
        body = self.rfile.read(length)
        if fault in (Fault.ERROR, Fault.SLOW_DOWN, Fault.SKEW):
            self._refuse(fault)
            return
        if self.server.copy and "x-amz-copy-source" in self.headers:
            self._say(200, self.server.copy(self.path, self.headers))
            return
        answer, text = self._forward(body)
        if fault is Fault.SILENCE:
            self.close_connection = True
            self.rfile.read(1)  # until the client has had enough and hangs up
        elif fault is Fault.CUT:
            self.connection.sendall(f"HTTP/1.1 {answer.status} ".encode())
            self._reset()
        else:
            self._answer(answer, text)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _any

    def _forward(self, body: bytes) -> tuple[HTTPResponse, bytes]:
        self.upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() != "expect":
                self.upstream.putheader(name, value)
        self.upstream.endheaders(body or None)
        answer = self.upstream.getresponse()
        text = answer.read()
        if self.command == "PUT" and answer.status == 200:
            self.server.stored.append(self.path)
        return answer, text

    def _answer(self, answer: HTTPResponse, text: bytes) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        length = answer.getheader("content-length", "0") if self.command == "HEAD" else str(len(text))
        self.send_header("content-length", length or "0")
        self.end_headers()
        self.wfile.write(text)

    def _refuse(self, fault: Fault) -> None:
        text = f"<Error><Code>{fault.code}</Code><Message/></Error>".encode()
        self._say(403 if fault is Fault.SKEW else int(fault.value), text)

    def _say(self, status: int, text: bytes) -> None:
        self.send_response_only(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """Give a running proxy before the gateway on `port`."""
    with Proxy(port) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
