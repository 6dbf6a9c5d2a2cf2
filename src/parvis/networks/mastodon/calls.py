"""The client, and what a server's refusal means to us.

Status codes: https://docs.joinmastodon.org/entities/Error/ and the pages of each method.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

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
    from mastodon import Mastodon as Client

TIME_LIMIT = 20.0
"""Seconds that one call may stay without a byte."""

PATIENCE = timedelta(minutes=5)
"""How long to wait after 429 without a usable date: the length of Mastodon's own window."""

_REASON_LIMIT = 200


def new_client(url: str, token: str, *, set_aside_too: bool = False) -> Client:
    """Build a client; opens nothing.

    ``set_aside_too`` asks also for the notifications that the server set aside, by a parameter
    that Mastodon has since 4.3, that other servers pass over, and that Mastodon.py does not have.
    """
    from mastodon import Mastodon as Client  # a third of a second
    from requests import Session

    session = Session()
    if set_aside_too:
        session.params = {"include_filtered": "true"}
    return Client(
        access_token=token,
        api_base_url=url,
        session=session,
        ratelimit_method="throw",
        request_timeout=TIME_LIMIT,
        version_check_mode="none",  # other servers' version strings say nothing, or break it
        user_agent="Parvis",
    )


@contextmanager
def asking(client: Client) -> Iterator[None]:
    """Turn what goes wrong in a call that changes nothing into a ``NetworkError``."""
    with _translated(client, writing=False):
        yield


@contextmanager
def writing(client: Client) -> Iterator[None]:
    """Turn what goes wrong in a call that writes into a ``NetworkError``.

    ``Uncertain`` unless the request surely did not leave, or the server surely did not act.
    """
    with _translated(client, writing=True):
        yield


@contextmanager
def _translated(client: Client, *, writing: bool) -> Iterator[None]:
    from mastodon.errors import (
        MastodonAPIError,
        MastodonError,
        MastodonNetworkError,
        MastodonRatelimitError,
    )

    try:
        yield
    except MastodonRatelimitError as error:
        raise _too_fast(error, client, writing=writing) from error
    except MastodonNetworkError as error:
        left = writing and not _never_left(error.__context__)
        kind = Uncertain if left else Transient
        raise kind("mastodon.connection_failed") from error
    except MastodonAPIError as error:
        raise _refusal(error, writing=writing) from error
    except (MastodonError, AttributeError, KeyError, TypeError, ValueError) as error:
        kind = Uncertain if writing else Transient
        raise kind("mastodon.answer_unreadable") from error


def _refusal(error: Exception, *, writing: bool) -> NetworkError:
    """Judge an answer that is no success: its arguments are (text, status, phrase, reason)."""
    status = error.args[1] if len(error.args) > 1 else None
    if not isinstance(status, int):
        return (Uncertain if writing else Transient)("mastodon.answer_unreadable")
    if status in {401, 403}:
        return CredentialsRefused("mastodon.credentials_refused", status=status)
    if status in {404, 410}:
        return Gone("mastodon.gone", status=status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Behind a proxy, or after a commit, any of them but 503 may come when the post exists.
        acted = writing and status != HTTPStatus.SERVICE_UNAVAILABLE
        return (Uncertain if acted else Transient)("mastodon.server_failed", status=status)
    reason = str(error.args[-1] or "")[:_REASON_LIMIT]
    return Rejected("mastodon.rejected", status=status, reason=reason)


def _too_fast(error: Exception, client: Client, *, writing: bool) -> NetworkError:
    if "Hit rate limit" not in str(error):  # the answer was no 429: only its headers are odd
        return (Uncertain if writing else Transient)("mastodon.answer_unreadable")
    now = datetime.now(UTC)
    reset = client.ratelimit_reset
    retry_at = datetime.fromtimestamp(reset, UTC) if reset else now + PATIENCE
    return RateLimited("mastodon.rate_limited", retry_at=max(retry_at, now))


def _never_left(error: BaseException | None) -> bool:
    """Say whether a call failed before its request went out: no name, no route, no handshake."""
    from requests.exceptions import ConnectionError as Failed
    from requests.exceptions import ConnectTimeout
    from urllib3.exceptions import (
        ConnectTimeoutError,
        NameResolutionError,
        NewConnectionError,
    )

    if isinstance(error, ConnectTimeout):
        return True
    if not isinstance(error, Failed) or not error.args:
        return False
    reason = getattr(error.args[0], "reason", None)
    return isinstance(reason, ConnectTimeoutError | NameResolutionError | NewConnectionError)
