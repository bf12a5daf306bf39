"""Servers that run in a thread of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from uvicorn import Server

from tests.processes import until


@contextmanager
def running(server: Server) -> Iterator[None]:
    """Run a server for the block; AssertionError where it does not start, or does not end once it is told to."""
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive(), "the start of the server")
        assert server.started, "it ended before it had started"
        yield
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive(), "open streams keep the server from ending"
