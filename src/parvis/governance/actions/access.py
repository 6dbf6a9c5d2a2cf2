"""Who enters: log-in, log-out, and the wait that grows with every failure.

A failure is counted before the password is looked at, so that many tries at once are no way
around the count. What was typed as a name is never kept: people type their password there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from parvis.errors import Invalid, NotAllowed
from parvis.governance import ledger
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LogInWait, Membership, User

_FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Counter:
    """Failures are free up to ``free``; then the wait doubles from 2 s up to ``longest`` s."""

    name: str
    free: int
    longest: int

    def wait(self, failures: int) -> timedelta:
        """How long to wait after so many failures."""
        over = failures - self.free
        return timedelta(seconds=min(self.longest, 2 ** min(over, 30)) if over > 0 else 0)


_PERSON_AND_ADDRESS: Final = _Counter("both", 4, 900)
_ADDRESS: Final = _Counter("address", 30, 900)
# Short: from many addresses at once, somebody else could otherwise keep a person out.
_PERSON: Final = _Counter("person", 30, 30)


def log_in_person(*, username: str, password: str, address: str) -> User:
    """Give the person of a name and password, or raise ``Invalid``; both are in the ledger.

    After five failures of a name from an address the next try has to wait, and longer each time:
    ``NotAllowed`` with ``seconds``. The ledger says who failed where that is known.
    """
    name = username.strip().lower()[:150]
    keys = {
        _key("both", name, address): _PERSON_AND_ADDRESS,
        _key("address", address): _ADDRESS,
        _key("person", name): _PERSON,
    }
    _count(keys)
    user = authenticate(username=username, password=password)
    with transaction.atomic():
        if isinstance(user, User):
            _forgive(keys)
            _record(user, "logged_in")
            return user
        known = User.objects.filter(username=username).first()
        ledger.record(
            actor=SYSTEM,
            verb="governance.person.log_in_failed",
            object=f"governance.user:{known.pk if known else 'unknown'}",
            entity=_entity_of(known) if known else None,
        )
    raise Invalid("governance.log_in_failed")


def confirm_password(*, actor: User, password: str) -> None:
    """Have a person prove again who they are, before a decision that they sign.

    Raises ``Invalid``; guessing is slowed down as at the log-in.
    """
    keys = {_key("confirm", str(actor.pk)): _PERSON_AND_ADDRESS}
    _count(keys)
    if not actor.check_password(password):
        with transaction.atomic():
            _record(actor, "confirmation_failed")
        raise Invalid("governance.password_wrong")
    with transaction.atomic():
        _forgive(keys)


@transaction.atomic
def log_out_person(*, actor: User) -> None:
    """Note that a person left."""
    _record(actor, "logged_out")


@transaction.atomic
def _count(counters: dict[str, _Counter]) -> None:
    """Count one more failure for each key, or refuse while one of them has to wait."""
    now = timezone.now()
    LogInWait.objects.filter(last_at__lt=now - _FORGOTTEN_AFTER).delete()
    # The rows come first, so that of several first tries at once each finds one to wait for.
    LogInWait.objects.bulk_create(
        [LogInWait(key=key, last_at=now, until=now) for key in sorted(counters)],
        ignore_conflicts=True,
    )
    waits = list(LogInWait.objects.select_for_update().filter(key__in=counters).order_by("key"))
    until = max(wait.until for wait in waits)
    if until > now:
        raise NotAllowed("governance.log_in_too_often", seconds=_seconds(until - now))
    for wait in waits:
        wait.failures += 1
        wait.last_at, wait.until = now, now + counters[wait.key].wait(wait.failures)
    LogInWait.objects.bulk_update(waits, ["failures", "last_at", "until"])


def _forgive(counters: dict[str, _Counter]) -> None:
    """Forget a person's failures; of an address, only the one that was counted in advance."""
    for key, counter in counters.items():
        wait = LogInWait.objects.filter(key=key)
        if counter is _ADDRESS:
            wait.filter(failures__gt=0).update(failures=F("failures") - 1, until=timezone.now())
        else:
            wait.delete()


def _key(*parts: str) -> str:
    return salted_hmac("parvis.log-in", "\n".join(parts), algorithm="sha256").hexdigest()


def _seconds(wait: timedelta) -> int:
    return max(1, round(wait.total_seconds()))


def _record(user: User, done: str) -> None:
    ledger.record(
        actor=user,
        verb=f"governance.person.{done}",
        object=f"governance.user:{user.pk}",
        entity=_entity_of(user),
    )


def _entity_of(user: User) -> int | None:
    return (
        Membership.objects.filter(user=user).order_by("pk").values_list("entity_id", flat=True)
    ).first()
