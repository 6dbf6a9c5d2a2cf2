"""Calls to a server of the AT Protocol: tokens, time limits, refusals turned into errors.

Tokens live in this process's memory, per server and account, and outlive the adapter: servers
allow only a few hundred log-ins a day (bsky.social: 300), while adapters are built all the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from parvis.errors import (
    CredentialsRefused,
    Gone,
    NetworkError,
    RateLimited,
    Rejected,
    Transient,
    Uncertain,
)

if TYPE_CHECKING:
    from atproto_client.exceptions import RequestErrorBase
    from atproto_client.request import Request

SECONDS = 20.0
CONNECT_SECONDS = 5.0
RATE_LIMIT_PAUSE = timedelta(minutes=1)
RATE_LIMIT_LONGEST = timedelta(days=1)

_EXPIRED = frozenset({"ExpiredToken", "InvalidToken"})
_ACCOUNT_CLOSED = frozenset({"AccountTakedown", "AccountDeactivated", "AuthMissing"})
_GONE = frozenset({"RecordNotFound", "RepoNotFound", "RepoTakendown", "RepoDeactivated"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a log-in gave: who we are, where our repository is, and proofs of both."""

    did: str
    handle: str
    access: str
    refresh: str
    server: str


_TOKENS: dict[tuple[str, str, str], Tokens] = {}


class Session:
    """One account on one server. Opens nothing until the first call."""

    def __init__(
        self, service: str, handle: str, password: str, *, seconds: float = SECONDS
    ) -> None:
        self._seconds = seconds
        self._service = service.rstrip("/")
        self._handle = handle.strip().removeprefix("@")
        self._password = password

    @property
    def did(self) -> str:
        """Our identifier, for ever the same."""
        return self._tokens().did

    @property
    def handle(self) -> str:
        """Our handle, as the server last said."""
        return self._tokens().handle

    def log_in(self) -> Tokens:
        """Prove the credentials again, whatever tokens we hold."""
        self._forget()
        return self._tokens()

    def query(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask for something; nothing changes. Raises any ``NetworkError`` but ``Uncertain``."""
        return self._as_us(lambda tokens: self._get(method, parameters, tokens))

    def write(self, method: str, data: Mapping[str, object]) -> dict[str, Any]:
        """Change something. Raises ``Uncertain`` when the change may have taken effect."""
        return self._as_us(lambda tokens: self._post(method, data, tokens.server, tokens.access))

    def _as_us(self, call: Callable[[Tokens], dict[str, Any]]) -> dict[str, Any]:
        try:
            return call(self._tokens())
        except _Expired:
            return self._with_fresh_tokens(call)

    def _with_fresh_tokens(self, call: Callable[[Tokens], dict[str, Any]]) -> dict[str, Any]:
        try:
            tokens = self._refresh(self._tokens())
        except CredentialsRefused:
            tokens = self.log_in()
        self._keep(tokens)
        return call(tokens)

    def _tokens(self) -> Tokens:
        return _TOKENS.get(self._key) or self._keep(self._create())

    def _create(self) -> Tokens:
        said = self._post(
            "com.atproto.server.createSession",
            {"identifier": self._handle, "password": self._password},
            self._service,
        )
        return self._read_tokens(said, _server(said) or self._service)

    def _refresh(self, tokens: Tokens) -> Tokens:
        said = self._post("com.atproto.server.refreshSession", {}, tokens.server, tokens.refresh)
        return self._read_tokens(said, tokens.server)

    def _read_tokens(self, said: Mapping[str, Any], server: str) -> Tokens:
        try:
            return Tokens(
                did=str(said["did"]),
                handle=str(said["handle"]),
                access=str(said["accessJwt"]),
                refresh=str(said["refreshJwt"]),
                server=server,
            )
        except KeyError as error:
            raise Transient("bluesky.answer_unreadable", field=error.args[0]) from error

    @property
    def _key(self) -> tuple[str, str, str]:
        return (self._service, self._handle, self._password)

    def _keep(self, tokens: Tokens) -> Tokens:
        _TOKENS[self._key] = tokens
        return tokens

    def _forget(self) -> None:
        _TOKENS.pop(self._key, None)

    def _get(self, method: str, parameters: Mapping[str, object], tokens: Tokens) -> dict[str, Any]:
        return self._call("invoke_query", method, tokens.server, tokens.access, params=parameters)

    def _post(
        self, method: str, data: Mapping[str, object], server: str, token: str = ""
    ) -> dict[str, Any]:
        return self._call("invoke_procedure", method, server, token, data=data)

    def _call(
        self, verb: str, method: str, server: str, token: str, **content: Mapping[str, object]
    ) -> dict[str, Any]:
        from atproto_client.client.base import ClientBase
        from atproto_client.exceptions import RequestErrorBase
        from atproto_client.models.dot_dict import DotDict
        from httpx import HTTPError, InvalidURL

        client = ClientBase(base_url=server, request=self._request)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        given: dict[str, Any] = {
            name: DotDict(dict(value)) for name, value in content.items() if value
        }
        if "data" in given:
            given["input_encoding"] = "application/json"
        changes = verb == "invoke_procedure" and ".server." not in method
        try:
            answer = getattr(client, verb)(method, headers=headers, **given)
        except RequestErrorBase as error:
            raise _refusal(error, method=method, changes=changes) from error
        except (HTTPError, InvalidURL, ValueError) as error:
            raise _silence(error, method=method, changes=changes) from error
        return answer.content if isinstance(answer.content, dict) else {}

    @cached_property
    def _request(self) -> Request:
        from atproto_client.request import Request
        from httpx import Timeout

        return Request(timeout=Timeout(self._seconds, connect=min(self._seconds, CONNECT_SECONDS)))


class _Expired(CredentialsRefused):
    """The access token is too old: refresh it, once."""


def _server(said: Mapping[str, Any]) -> str:
    """Give the address of the repository's own server, where the log-in tells it.

    bsky.social is a door in front of many servers. Only ``https`` is followed.
    """
    from atproto_core.did_doc import DidDocument

    try:
        address = DidDocument.from_dict(said["didDoc"]).get_pds_endpoint() or ""
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""
    return address.rstrip("/") if address.startswith("https://") else ""


def _silence(error: Exception, *, method: str, changes: bool) -> NetworkError:
    """Turn a failure of the connection into an error: whether anything left decides which."""
    from httpx import (
        ConnectError,
        ConnectTimeout,
        InvalidURL,
        LocalProtocolError,
        PoolTimeout,
        UnsupportedProtocol,
    )

    unsent = (
        ConnectError,
        ConnectTimeout,
        InvalidURL,
        LocalProtocolError,
        PoolTimeout,
        UnsupportedProtocol,
    )
    kind = Uncertain if changes and not isinstance(error, unsent) else Transient
    return kind("bluesky.no_answer", method=method, cause=type(error).__name__)


def _refusal(error: RequestErrorBase, *, method: str, changes: bool) -> NetworkError:
    """Turn the server's refusal into an error."""
    if error.response is None:
        cause = error.__cause__
        return _silence(
            cause if isinstance(cause, Exception) else error, method=method, changes=changes
        )
    status = error.response.status_code
    name = str(getattr(error.response.content, "error", None) or "")
    if status == 429:  # noqa: PLR2004 - HTTP's own number
        return RateLimited("bluesky.rate_limited", retry_at=_retry_at(error), method=method)
    if kind := _refused_us(status, name):
        return kind("bluesky.credentials_refused", method=method, status=status, reason=name)
    if status >= 500:  # noqa: PLR2004
        broken = Uncertain if changes else Transient
        return broken("bluesky.server_failed", method=method, status=status)
    said = str(getattr(error.response.content, "message", None) or "")
    if name in _GONE or said.startswith("Could not locate record"):
        return Gone("bluesky.gone", method=method, reason=name)
    return Rejected("bluesky.rejected", method=method, reason=f"{name}: {said}"[:200])


def _refused_us(status: int, name: str) -> type[CredentialsRefused] | None:
    if name in _EXPIRED:
        return _Expired
    if status in {401, 403} or name in _ACCOUNT_CLOSED:
        return CredentialsRefused
    return None


def _retry_at(error: RequestErrorBase) -> datetime:
    """Read when to come back from ``ratelimit-reset`` (seconds since 1970) or ``retry-after``."""
    now = datetime.now(UTC)
    try:
        reset = getattr(error, "reset_at", None)
        after = getattr(error, "retry_after", None)
        moment = reset or now + (timedelta(seconds=after) if after else RATE_LIMIT_PAUSE)
    except (ValueError, OverflowError, OSError):
        moment = now + RATE_LIMIT_PAUSE
    return min(max(moment, now + timedelta(seconds=1)), now + RATE_LIMIT_LONGEST)
