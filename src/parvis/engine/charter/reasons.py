"""What was found in a post, whichever rule of a charter held: codes that the desk shows and counts.

They stay the same when a bank writes its own rules; a charter's own words say why it decided so.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Codes that do not change, translated where people read them."""

    CONFIDENTIAL_DATA = "confidential_data"
    DISTRESS = "distress"
    THREAT = "threat"
    FRAUD = "fraud"
    OUTAGE = "outage"
    PRESS = "press"
    INSULT_WITH_REQUEST = "insult_with_request"
    REQUEST = "request"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    JOB = "job"
    UNSURE = "unsure"
    SPAM = "spam"
    INSULT_ONLY = "insult_only"
    NOTHING_ASKED = "nothing_asked"
    ADDRESSED = "addressed"
