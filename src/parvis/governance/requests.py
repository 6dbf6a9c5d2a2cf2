"""Who asks."""

from __future__ import annotations

from django.http import HttpRequest

from parvis.governance.models import User


def person_of(request: HttpRequest) -> User:
    """Give the person who is logged in; behind the log-in there is always one."""
    if not isinstance(request.user, User):
        raise TypeError("this page is behind the log-in")
    return request.user
