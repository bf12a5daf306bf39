"""The process of the Prefect server that server.py starts: it serves on an inherited socket."""

import socket
import sys

from bumi.lifetime import end_with_input


def _main() -> None:
    end_with_input()
    import uvicorn
    from prefect.server.api.server import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(final=True), log_level="warning"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    _main()
