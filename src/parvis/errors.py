"""The one tree of errors.

    ParvisError
    ├── Invalid               what was given cannot be accepted; nothing was changed
    ├── NotAllowed            the actor may not do this
    ├── NotFound              there is no such thing, or not for this actor
    ├── Conflict              somebody else was faster, or the state forbids it
    └── NetworkError          a network said no, or said nothing
        ├── RateLimited       come back at ``retry_at``
        ├── CredentialsRefused    the account must be connected again
        ├── Gone              what was asked for exists no more
        ├── Transient         try again later; nothing was done
        ├── Rejected          the network refused this very content, with its reason
        └── Uncertain         the call broke after it may have taken effect

Programs read ``code``; people read a translation of it; ``data`` fills the gaps in that sentence.
No confidential data may be put in an error: errors are shown, logged and stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import datetime


class ParvisError(Exception):
    """Anything that Parvis refuses or fails to do, said in a way that can be acted on.

    ``code`` is stable and dotted (``desk.reply.listen_only``); ``data`` holds plain values.
    """

    status: ClassVar[int] = 500

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        """Give the code and its data, for logs and the command line."""
        details = ", ".join(f"{key}={value}" for key, value in self.data.items())
        return f"{self.code} ({details})" if details else self.code


class Invalid(ParvisError):
    """What was given cannot be accepted."""

    status = 422


class NotAllowed(ParvisError):
    """The actor lacks the permission, or a rule of the trade forbids the act."""

    status = 403


class NotFound(ParvisError):
    """There is no such thing, or the actor may not know that there is."""

    status = 404


class Conflict(ParvisError):
    """The state of things does not allow it now."""

    status = 409


class NetworkError(ParvisError):
    """A network refused, failed or stayed silent.

    ``permanent`` says whether trying the same again can ever help.
    """

    status = 502
    permanent: ClassVar[bool] = False


class RateLimited(NetworkError):
    """The network asks to wait; ``retry_at`` (aware UTC) is when it will listen again."""

    def __init__(self, code: str, *, retry_at: datetime, **data: object) -> None:
        super().__init__(code, retry_at=retry_at.isoformat(), **data)
        self.retry_at = retry_at


class CredentialsRefused(NetworkError):
    """The account's credentials are wrong, expired or revoked."""

    permanent = True


class Gone(NetworkError):
    """The post, thread or account asked for does not exist any more."""

    permanent = True


class Transient(NetworkError):
    """A failure that passes: time-out before sending, connection refused, 5xx. Nothing was done."""


class Rejected(NetworkError):
    """The network understood and refused this content; the same content will be refused again."""

    permanent = True


class Uncertain(NetworkError):
    """The call broke after the request left: it may or may not have taken effect."""
