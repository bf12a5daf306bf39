"""One PUT to S3, signed and sent with no more than that takes; botocore's client spends three times as long on it.

Nothing of S3 is known here: where the bucket is, and for which region requests are signed, is read off a request that
the client sent, so whatever it knows of endpoints and redirections holds here too. It goes without `Expect`, which
costs another way to the server and back, and pays only where bodies are large.
"""

import os
import re
import socket
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from botocore.exceptions import ClientError, NoCredentialsError
from botocore.httpsession import URLLib3Session
from botocore.session import Session
from botocore.utils import get_environ_proxies

__all__ = ["LeanPut", "Target", "target_of"]

_SCOPE = re.compile(r"/\d{8}/([^/]+)/s3/aws4_request")
_CODE = re.compile(rb"<Code>([^<]+)</Code>")


class Target(NamedTuple):
    """The address of a bucket, without a final slash, and the region its requests are signed for."""

    address: str
    region: str


def target_of(request: AWSPreparedRequest) -> Target | None:
    """Read the target off a request that lists the bucket; None where it was not signed as we sign."""
    signed = request.headers.get("Authorization", b"")
    scope = _SCOPE.search(signed.decode() if isinstance(signed, bytes) else signed)
    return Target(request.url.partition("?")[0].rstrip("/"), scope[1]) if scope else None


class LeanPut:
    """Puts objects with the credentials, the certificates and the proxies of `session`; threads may share it."""

    def __init__(self, session: Session, connections: int, timeouts: tuple[float, float]) -> None:
        self._session = session
        self._limits: dict[str, Any] = {"max_pool_connections": connections, "timeout": timeouts}
        self._http: dict[str, URLLib3Session] = {}

    def put(self, target: Target, key: str, body: bytes, headers: Mapping[str, str]) -> Mapping[str, str]:
        """Store `body`; return the head of the answer. Raises what botocore's client would."""
        credentials = self._session.get_credentials()
        if credentials is None:
            raise NoCredentialsError
        request = AWSRequest("PUT", f"{target.address}/{quote(key, safe='/~')}", dict(headers), body)
        S3SigV4Auth(credentials.get_frozen_credentials(), "s3", target.region).add_auth(request)
        answer = self._connections(target.address).send(request.prepare())
        if not 200 <= answer.status_code < 300:
            code = _CODE.search(answer.content)
            told = {"Code": code[1].decode() if code else str(answer.status_code), "Message": ""}
            said = {"Error": told, "ResponseMetadata": {"HTTPStatusCode": answer.status_code}}
            raise ClientError(said, "PutObject")  # type: ignore[arg-type]
        return answer.headers

    def _connections(self, address: str) -> URLLib3Session:
        if address not in self._http:
            more: dict[str, Any] = {
                "verify": self._session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE", True),
                "proxies": get_environ_proxies(address),
                # Else a small body waits for the server to confirm its head: 40 ms.
                "socket_options": [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
            }
            self._http[address] = URLLib3Session(**self._limits, **more)
        return self._http[address]
