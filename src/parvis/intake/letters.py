"""Dead letters as rows: sealed whole, shown masked."""

from __future__ import annotations

import hmac
import json
import re
from datetime import datetime

from django.conf import settings

from parvis.engine.clean import clean_text
from parvis.engine.guard import DEFAULT, Policy, masked
from parvis.engine.post import Post, post_to_json
from parvis.governance.models import Account
from parvis.governance.sealing import seal
from parvis.intake.models import DeadLetter
from parvis.networks.network import Unreadable

SHOWN = 2_000
"""Most code points of a payload that are shown."""

_LOOKED_AT = 20_000
_MAY_BE_CUT = 400
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrtbf\"/\\]))")


def payload_of(post: Post) -> bytes:
    """Give a post as JSON in plain ASCII, whatever its texts hold, so that it can be kept whole."""
    return json.dumps(post_to_json(post), default=str).encode()


def letter_of(
    unreadable: Unreadable, *, account: Account, now: datetime, policy: Policy = DEFAULT
) -> DeadLetter:
    """Build the row that keeps an unreadable payload; ``policy`` is a strict one."""
    return DeadLetter(
        account=account,
        reason=clean_text(masked(unreadable.reason, policy))[:300],
        sealed=seal(unreadable.payload),
        shown=shown(unreadable.payload, policy=policy),
        digest=digest_of(unreadable.payload),
        received_at=now,
    )


def digest_of(payload: bytes) -> str:
    """Tell payloads apart by a keyed digest (HMAC-SHA256 under the oldest sealing key)."""
    return hmac.digest(digest_key(), payload, "sha256").hex()


def digest_key() -> bytes:
    """Give the key of digests that must stay the same: the oldest sealing key."""
    return str(settings.PARVIS_KEYS[-1]).encode()


def shown(payload: bytes, *, limit: int = SHOWN, policy: Policy = DEFAULT) -> str:
    r"""Give the beginning of a payload, masked.

    Escapes are read first: a digit written ``\u0030`` is a digit. It is masked before it is cut,
    and where only a part was looked at, its end is left out: a number cut in two is not recognised.
    """
    whole = payload[: 4 * _LOOKED_AT].decode("utf-8", "replace")
    text = whole[:_LOOKED_AT]
    safe = masked(clean_text(_ESCAPED.sub(_unescaped, text)), policy)
    if len(payload) > 4 * _LOOKED_AT or len(whole) > _LOOKED_AT:
        safe = safe[:-_MAY_BE_CUT]
    return safe[:limit]


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return match[2] if match[2] in '"/\\' else " "
