"""The uvicorn configuration that the desk and the public forms share."""

import uvicorn
from starlette.types import ASGIApp

from bumi.desk.proxies import proxies_of

_KEEP_ALIVE_S = 75  # longer than nginx keeps a connection, which would else send a form into one that is closing


def server_config(
    app: ASGIApp, host: str, port: int, proxies: str, setting: str, most: int | None = None, backlog: int = 2048
) -> uvicorn.Config:
    """Return the configuration of a server that takes up to `most` connections at once.

    Forwarded addresses are accepted only from `proxies`, as `setting` lists them; BadInput for one that is no address.
    """
    trusted = proxies_of(proxies, setting)
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        log_config=None,  # one handler for all: bumi.logs
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        limit_concurrency=most,
        backlog=backlog,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted,
    )
