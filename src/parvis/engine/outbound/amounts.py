"""Confidential values that only a reply holds: amounts, card endings and birth dates of the reader.

The guard's detectors read what customers write of themselves; a reply says it to them: "the 45 €
were refunded to you", "your card ending in 4417", "you were born on 2 November 1979".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard import Kind

Value = tuple[int, int, Kind]
"""From where to where, and what."""

_AMOUNT = (
    r"(?:[£$€] ?\d[\d ,.]{0,12}(?<=\d)|(?<![\d,.])\d(?:[\d ,.]{0,12}\d)? ?(?:€|£|euros?\b|eur\b|"
    r"pounds?\b|gbp\b|quid\b|dollars?\b|usd\b|f?cfa\b|xof\b|chf\b|francs?\b|rands?\b|rupees?\b|"
    r"dirhams?\b|cad\b|aud\b)|\b(?:rs\.?|inr|chf|r) ?\d[\d ,.']{1,12}(?<=\d))"
)
_YOURS = r"\b(?:vous|votre|vos|t'|ton|ta|te|you|your|you're|you've)\b"
_STATE = (
    r"\b(?:solde|balance|decouvert|overdraft|overdrawn|recredit\w+|credite\w*|credited|debite\w*|"
    r"debited|rembourse\w*|remboursement|refund\w*|over your|salaire|salary|epargne|savings|"
    r"mortgage|pay came|left to spend|taken from you|preleve|prelevement|"
    r"virement|transfer|charged|facture|verse\w*|owe|owing|devez|impaye\w*|arrears|left in|"
    r"outstanding|"
    r"echeance|mensualite|paid|put back|returned)\b"
)
_AFTER = re.compile(
    rf"(?:{_YOURS}[^!?\n]{{0,50}}?{_STATE}|{_STATE}[^!?\n]{{0,50}}?{_YOURS}|{_STATE})"
    rf"[^!?\n]{{0,30}}?(?P<value>{_AMOUNT})"
)
_BEFORE = re.compile(rf"(?P<value>{_AMOUNT})[^!?\n]{{0,40}}?{_STATE}")
_HAPPENED = re.compile(
    r"\b(?:est|a|ont|sont|avons|avez|presente|affiche|etait|vient|reste|is|are|was|were|has|have|"
    r"had|been|shows|stands|'ve|you're|you've|we've)\b"
)
_GENERAL = re.compile(
    r"\b(?:si|if|jusqu'a|up to|maximum|max|minimum|par (?:mois|an|jour|operation|cheque)|(?:a|per) "
    r"(?:month|year|day|week)|each|chaque|limite a|plafonne|limited|capped|a partir de|from|des|"
    r"gratuit|free|offert\w*|peut|peuvent|can|could|may|pouvez|en moyenne|average|frais de|cost\w*|"
    r"coute\w*|exemple|example|moins de|plus de|less than|more than|over \W?\d+ (?:is|are))\b"
)
_CARD_END = re.compile(
    r"\b(?:termin\w+ (?:par|en)|finissant par|se finit par|end(?:s|ing)?(?: in| with)?)\W{0,3}"
    r"(?P<value>\d{3,6})\b"
)
_MONTH = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)"
)
_BORN = re.compile(
    r"\b(?:ne|nee|born)(?: bien)? (?:le|on|the)? ?(?:the )?"
    rf"(?P<value>\d{{1,2}}(?:st|nd|rd|th|er)? (?:of )?{_MONTH},? \d{{4}}|\d{{1,2}}[/. -]\d{{1,2}}"
    rf"[/. -]\d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_WHOSE = re.compile(
    rf"{_YOURS}|\b(?:outstanding|stands? at|we(?: have|'ve)?(?: just)? (?:refunded|credited|"
    rf"debited|charged|returned)|nous avons "
    r"(?:bien )?(?:rembourse|credite|debite|preleve|recredite)|left to run|s'eleve a|restant du|"
    r"remaining)\b"
)
_SENTENCE = re.compile(r"[!?\n]|[.](?=\s|$)")
_AROUND = 90  # signs


def values(plain: str) -> Iterator[Value]:
    """Give the values of the reader that a text in plain words says."""
    for pattern, kind in ((_CARD_END, Kind.CARD), (_BORN, Kind.DATE_OF_BIRTH)):
        for found in pattern.finditer(plain):
            yield (*found.span("value"), kind)
    for pattern in (_AFTER, _BEFORE):
        for found in pattern.finditer(plain):
            start = max(0, found.start() - _AROUND)
            before = _SENTENCE.split(plain[start : found.start()])[-1]
            after = _SENTENCE.split(plain[found.end() : found.end() + _AROUND], maxsplit=1)[0]
            said = before + found[0] + after
            if _HAPPENED.search(said) and _WHOSE.search(said) and not _GENERAL.search(said):
                yield (*found.span("value"), Kind.BALANCE)
