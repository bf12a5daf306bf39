"""An OpenAI-compatible server of ours, that does what servers do when they are well and when they are ill."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What a server replies."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    type: str = "application/json"
    cut: bool = False  # the connection ends in the middle of the body


def said(text: str | None, finish: str = "stop", **more: Any) -> Reply:
    """Return the reply with which a model says `text`."""
    return Reply(json.dumps({"choices": [{"message": {"content": text}, "finish_reason": finish}], **more}))


class Served:
    """A server of ours: `answer` says what it replies to the n-th question (from 0)."""

    def __init__(self, answer: Callable[[int, dict[str, Any]], Reply]) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.times: list[float] = []
        self.released = threading.Event()  # what keeps a question waiting waits for this
        lock, served = threading.Lock(), self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    number = len(served.asked)
                    served.asked.append(question)
                    served.keys.append(self.headers["Authorization"])
                    served.times.append(time.monotonic())
                reply = answer(number, question)
                self.send_response(reply.status)
                for name, value in {"Content-Type": reply.type, **reply.headers}.items():
                    self.send_header(name, value)
                body = reply.body.encode()
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if reply.cut else body)
                self.close_connection = reply.cut

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"


@contextmanager
def serving(answer: Callable[[int, dict[str, Any]], Reply]) -> Iterator[Served]:
    """Serve on a free port of this machine until the block ends."""
    served = Served(answer)
    thread = threading.Thread(target=served.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.released.set()
        served.http.shutdown()
        served.http.server_close()
        thread.join()
