"""Checks of the work: what can be opened, who works, what is read, what is stuck."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from parvis.cli.findings import Finding, good, problem, warning
from parvis.design.messages import sentence
from parvis.errors import Invalid
from parvis.governance.models import Account, Membership, Role, SealedValue, WorkerBeat
from parvis.governance.queries.models import in_force, problem_with_file
from parvis.governance.schedule import live_workers
from parvis.governance.sealing import open_envelope, unseal
from parvis.intake.models import DeadLetter
from parvis.intake.queries import SourceLine, sources
from parvis.outbox.models import State
from parvis.outbox.queries import standing

_FUTURE: Final = timedelta(seconds=2)
_LATE: Final = timedelta(minutes=15)
_SAMPLE: Final = 20
_MOST_OPENED: Final = 20_000
_AT_ONCE: Final = 500


def findings() -> Iterator[Finding]:
    """Give what is found."""
    yield _sealed()
    yield _sealed_values()
    yield _model()
    yield _administrators()
    yield from _workers()
    yield from _sources()
    yield from _deliveries()
    yield _dead_letters()


def _sealed() -> Finding:
    """Open every credential, and the first and last dead letters: that needs the right keys."""
    closed: list[str] = []
    accounts = Account.objects.exclude(credentials=b"").only("handle", "network", "credentials")
    count = 0
    for account in accounts:
        count += 1
        if not _opens(account.credentials):
            closed.append(str(account))
    letters = DeadLetter.objects.only("sealed")
    sample = [*letters.order_by("pk")[:_SAMPLE], *letters.order_by("-pk")[:_SAMPLE]]
    lost = sum(not _opens(letter.sealed) for letter in sample)
    if closed or lost:
        what = [f"the credentials of {', '.join(closed)}"] if closed else []
        what += [f"{lost} dead letters"] if lost else []
        return problem(
            "sealed",
            f"no key opens {' and '.join(what)}",
            "Put the old key back, behind the new one, in PARVIS_KEYS (now"
            f" {len(settings.PARVIS_KEYS)}). If it is lost, connect the accounts again.",
        )
    return good("sealed", f"{count} credentials can be opened")


def _sealed_values() -> Finding:
    """Open the values that the guard sealed: all, or every so many where there are very many."""
    count = SealedValue.objects.count()
    step = max(1, math.ceil(count / _MOST_OPENED))
    looked_at = closed = 0
    values = SealedValue.objects.annotate(place_in=F("id") % step).filter(place_in=0)
    for value in values.iterator(_AT_ONCE):
        looked_at += 1
        closed += not _opens_value(value)
    many = f"{looked_at:,} of {count:,}" if step > 1 else f"{count:,}"
    if closed:
        return problem(
            "sealed values",
            f"{closed:,} of the guard's sealed values cannot be opened ({many} looked at): the key"
            " is missing, or they were altered",
            "Put the old key back, behind the new one, in PARVIS_KEYS (now"
            f" {len(settings.PARVIS_KEYS)}). If it is lost, so are these values.",
        )
    return good("sealed values", f"{many} can be opened")


def _model() -> Finding:
    """See that the file of the signed model is there, whole, and can be read."""
    code = problem_with_file()
    if code:
        with override("en"):
            said = sentence(code, {})
        return problem(
            "model",
            "the adopted model cannot be used, so the one that comes with Parvis reads posts",
            said,
        )
    found = in_force()
    which = "the one that comes with Parvis" if found.model is None else "an adopted one"
    return good("model", f"{which} reads posts ({found.digest[:12]})")


def _opens_value(value: SealedValue) -> bool:
    try:
        open_envelope(value.ciphertext, value.data_key, place=value.place)
    except Invalid:
        return False
    return True


def _opens(sealed: bytes | memoryview) -> bool:
    try:
        unseal(sealed)
    except Invalid:
        return False
    return True


def _administrators() -> Finding:
    roots = Membership.objects.filter(
        role=Role.ADMINISTRATOR, entity__parent=None, user__is_active=True
    )
    if not roots.exists():
        return problem(
            "administrators",
            "nobody administers the whole organisation",
            "Run `parvis begin` if the installation is new.",
        )
    return good("administrators", f"{roots.values('user').distinct().count()}")


def _workers() -> Iterator[Finding]:
    now = timezone.now()
    if WorkerBeat.objects.filter(at__gt=now + _FUTURE).exists():
        yield problem(
            "worker clocks",
            "a worker's sign of life comes from the future",
            "Let all machines keep time by NTP.",
        )
    alive = live_workers(now=now)
    if not alive:
        yield problem(
            "workers",
            "none is alive: nothing is read and nothing is sent",
            "Start `parvis run` or `parvis worker`.",
        )
    else:
        yield good("workers", ", ".join(f"{beat.name} ({beat.kind})" for beat in alive))


def _sources() -> Iterator[Finding]:
    now = timezone.now()
    lines = sources()
    if not lines:
        yield warning("sources", "nothing is read", "Start listening: Sources, in the browser.")
    for line in lines:
        yield _source(line, line.state(now))


def _source(line: SourceLine, state: str) -> Finding:
    source = line.source
    check = f"source {source.account}"
    at = source.last_success_at
    said = f"last success {at:%Y-%m-%d %H:%M:%S} UTC" if at else "never read"
    if state in {"paused", "closed"}:
        return good(check, f"{state}, {said}")
    if state == "failing":
        return problem(
            check,
            f"{source.failures} failures, {source.last_error}, {said}",
            "Look at Sources in the browser; credentials are renewed in the register.",
        )
    if state == "waiting" and source.due_at < timezone.now() - _LATE:
        return problem(check, f"nobody reads it though it is due, {said}", "See the workers.")
    return good(check, said)


def _deliveries() -> Iterator[Finding]:
    counts = standing()
    unknown, failed = counts.get(State.UNKNOWN, 0), counts.get(State.FAILED, 0)
    if unknown:
        yield problem(
            "deliveries",
            f"{unknown} unknown: they may or may not be on the network",
            "Settle them: Deliveries, in the browser.",
        )
    if failed:
        yield warning("deliveries", f"{failed} failed", "Send them again or leave them.")
    if not unknown and not failed:
        waiting = counts.get(State.QUEUED, 0) + counts.get(State.SENDING, 0)
        yield good("deliveries", f"{waiting} on their way, none failed or unknown")


def _dead_letters() -> Finding:
    count = DeadLetter.objects.filter(settled_at__isnull=True).count()
    if count:
        return warning(
            "dead letters",
            f"{count} open: they could not be taken in",
            "Look at Dead letters in the browser, or `parvis intake dead-letters`.",
        )
    return good("dead letters", "none open")
