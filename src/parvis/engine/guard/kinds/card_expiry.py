"""Expiry dates of payment cards: month and year, as they are printed (ISO/IEC 7813).

Most other dates look alike, and much else expires: words must say it and no other thing be named,
or the date must stand right behind a card number (which is read as masked by then).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import filler
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:20)?(?:2[0-9]|3[0-9]|4[0-5])"
DATE = (
    rf"(?:{_MONTH}\s{{0,2}}[/\-.|,]\s{{0,2}}{_YEAR}|(?:0[1-9]|1[0-2])\s{{0,2}}{_YEAR})"
    r"(?![^\W_])(?![/.\-][0-9])(?!\s{0,2}[%€$£])(?! (?:minutes?|mins?|days|jours|heures|hours) ?)"
)
_NAMES = (
    r"(?:janv(?:ier)?|fev(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?"
    r"|may|june?|july?|aug(?:ust)?|september|october|november|december)\.?"
)
_IN_WORDS = rf"{_NAMES}\s{{1,2}}(?:of\s|de\s)?(?:20)?(?:2[0-9]|3[0-9])(?![^\W_])"
_WHOLE = r"(?:0?[1-9]|[12][0-9]|3[01])[/\-.](?:0[1-9]|1[0-2])[/\-.]20(?:2[0-9]|3[0-9])(?![^\W_])"
_STRONG = (
    r"(?:exp(?:ir[a-z]{0,6})?\.?[\s\-]{0,2}(?:date|dt|month|mm)|date\s(?:d'\s?|de\s|d\s)?"
    r"(?:exp[a-z]{0,8}|validite|fin|echeance)|exp|valid\s?(?:thru|tru|through|thr)"
    r"|good\s?(?:thru|through)"
    r"|expir(?:ation|e?y)(?=\s{0,2}[:=\n])|date (?:au recto|devant|on the front)"
    r"|(?:fin de )?validite|card date|date (?:de la|de ma) (?:carte|cb))"
)
_WEAK = (
    r"(?:expir[a-z]{0,6}|expiry|valables?|valide|valid|val|fin|perim[a-z]{1,6}|runs out"
    r"|date|dates|echeance|ends)"
)
_LINK = filler(
    "ce", "ci", "date", "d", "de", "la", "ma", "le", "en", "au", "a", "jusqu", "jusqu'a",
    "jusqu'au", "jusque",
    "fin", "end", "of", "until", "till", "til", "thru", "to", "in", "on", "is", "est", "c'est",
    "cest", r"c(?=[\s'])", "carte", "cb", "card", "visa", "mastercard", "my", "the", "mois",
    "mm", "yy", "aa",
    "yyyy", "aaaa", "bien", "indiquee", "dessus", "was", "it", "its", "s", "expiration", "expiry",
    "expires", "expire", "validite", "marquee", "says", "dit", "through", "by", "from", "du",
    "bancaire", "month", "ans", "up", "mois/annee", "elle", "printed", "as", "still", "only",
    most=18,
)  # fmt: skip
_SAID = re.compile(
    rf"(?<![^\W_])(?<!d')(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?![a-z]){_LINK}"
    rf"(?P<value>{_WHOLE}|{DATE}|{_IN_WORDS})"
)
_MIRROR = re.compile(
    rf"(?<![^\W_])(?<![0-9][/\-.])(?P<value>{DATE})[^\w{BARRIER}]{{1,4}}"
    rf"(?:(?:is|est|c'est|cest|c|the|my|as|la|ma|comme|for|pour|in|into"
    rf"|dans)[^\w{BARRIER}]{{1,3}}){{1,4}}"
    r"(?P<strong>(?:card )?(?:expir[a-z]{1,6}|exp date|validity|validite|date d'expir\w{1,5}"
    r"|date de (?:validite|fin)))(?P<weak>)"
)
_CARD = re.compile(
    rf"carte|card|(?<![a-z])cb(?![a-z])|mastercard|amex|cvv|cvc|crypto|plastique|{BARRIER}"
    r"|american express|(?:long|grand) (?:number|numero)|(?:16|seize|sixteen) (?:chiffres|digits)"
    r"|(?:ma|my|la|une|the|cette|nouvelle|new|this) visa(?! (?:de|travail|tour"
    r"|long"
    r"|court|appl))|visa (?:premier|debit|electron|platinum|gold|infinite)"
)
_BANK_CARD = re.compile(
    rf"bancaire|bank card|debit|credit card|(?<![a-z])cb(?![a-z])|cvv|cvc|crypto|mastercard|amex"
    rf"|visa|paiement|{BARRIER}"
)
_OTHER_THING = re.compile(
    r"passe?port|permis|licen[cs]e|identit|(?<![a-z])cni(?![a-z])|sejour|vitale|offre|offer|promo"
    r"|coupon|voucher|(?<![a-z])bon(?![a-z])|navigo|carte grise|garanti|warranty|abonnement"
    r"|subscription|(?<![a-z])(?:lait|yaourt|milk|yog|food)|domain|certificat|contrat|contract"
    r"|(?<![a-z])bail(?![a-z])|lease|vaccin"
    r"|billet|ticket|(?<![a-z])deals?(?![a-z])|sale(?![a-z])|contest|concours|railcard"
    r"|gift ?card|cadeau|boarding|lien"
    r"|membership|fidelite|visa (?:de|travail|touris|long|court|application)|id card|driving"
    r"|student card|residen[ct]|greencard|green card|insurance|assurance"
    # Cards of no bank: "ma carte de tram", "library card".
    r"|(?:carte|pass)s? (?:[0-9/]{4,7} )?(?:ans(?![a-z])|(?:c'?(?:est|etait) )?(?:de |du |pour )?"
    r"(?:le |la |l'|celle (?:du |de la )?)?(?:tram|metro|bus|train|sncf|tcl|ratp|biblio|mediatheque"
    r"|piscine|gym|sport|musee|cine|transport|jeune|etudiant))"
    r"|(?:library|bus|gym|train|tram|transit|oyster|travel|loyalty|club|sim) (?:card|pass)"
)

# Words of the end of a card, near a month and a year.
_NEAR = re.compile(
    r"(?<![^\W_])(?:expir\w{0,6}|exp|perim\w{0,5}|valab\w{0,4}|valid\w{0,4}|bonne? jusqu\w?"
    r"|jusqu\w?"
    r"|good (?:until|till|til|thru|through|to)|valid (?:until|thru)|runs? out|running out|dessus"
    r"|(?:sur le |le |au )?(?:devant|recto)|(?:on (?:the )?|card )front|front of|embossed|printed"
    r"|imprime\w?"
    r"|echeance|renouvel\w{1,6}|renew\w{0,4}|replacement|month and year|mois (?:et|/) annee"
    r"|mois/an\w{0,3}|mm ?[/-] ?[ya]{2,4}|echoit"
    r"|ends"
    r"|dies|(?:dead|die|lasts?|good|fine|ok) (?:until|till|til|to|in|through)|due to end|end date"
    r"|termin\w{1,4}|meur\w{1,2}|dead in|up in|laps\w{1,3}|stops? (?:working )?in)(?![a-z])"
)
_NOW = re.compile(
    r"(?<![^\W_])(?:depuis|since|received|recue?|opened|ouverte?|sent|envoyee?|issued|from|emise"
    r"|debit\w{0,3}|paid|payee?|achete\w?|bought|version|facture|releve|statement)"
    r"(?:\s(?:le|la|en|on|the|in|de|du|of)){0,2}\s\Z"
)
_OF_ACCOUNTS = re.compile(
    r"(?<![^\W_])(?:releve|statement|facture|invoice|score|note|rated?|taux|rate|out of|match"
    r"|stars?|episode|chapitre|page)(?![^\W_])"
)
_ANY_DATE = re.compile(rf"(?<![^\W_])(?<![0-9][/\-.,:])(?:{DATE}|{_IN_WORDS})")
_WEEKS = re.compile(r"(?:0?[1-9]|1[0-2])\s?[/\-]\s?(?:20)?[2-4][0-9]\Z|0[1-9]\.[23][0-9]\Z|[a-z]")
# A month with a year beside a card: "ma carte (03/28)", "typed 02/29 for my card".
_SLASHED = re.compile(
    r"(?<![^\W_])(?<![0-9][/\-.,:])(?:0?[1-9]|1[0-2])\s?/\s?(?:20)?(?:2[6-9]|3[0-7])"
    r"(?![^\W_])(?!\s?[/%€£$]|[.\-][0-9])"
)
_A_CARD = re.compile(r"(?<![^\W_])(?:cartes?|cards?|cb|mastercard|visa|amex|plastique)(?![^\W_])")
_LEADS = re.compile(
    r"(?:\A|[:=(\[\"'«,;?!]|(?<![^\W_])(?:is|est|c'?est|says?|said|dit|a|has|had|had|mine'?s?|it'?s"
    r"|tape[rz]?|typed?|typing|rentre[rz]?|saisi[rst]?|mis|met[sz]?|put|enter(?:ed|ing)?|vs|and"
    r"|et|ou"
    r"|or|avec|with|dates?|cards?|cartes?|cb|visa|mastercard|amex|bleue|bancaire|lis"
    r"|reads?|marque|ecrit|lit|for|pour|still|bien|one|until|till|jusqu'?(?:au|en|a))[\s:]{1,3})"
    r"\s{0,2}\Z"
)
_LEAD, _FAR_OF_CARD = 16, 64
_BEFORE, _BEHIND = 80, 60

# Behind a card number, where no word is needed: "[CARD] 12/26 123", "[CARD]|12|2026|123".
_SIGN = r"[\s,;:|/.\-&+()]{1,6}"
CODE_BEHIND = r"(?P<code>[0-9]{3,4})(?![^\W_])(?![.,/][0-9])(?!\s?[%€$£])"
_LABEL = (
    r"(?:(?:exp[a-z]{0,8}|valid(?:ite)?|thru|date|le|du|et|and|with|avec|cvv2?|cvc2?"
    r"|crypto[a-z]{0,9})"
    r"\W{1,3})"
)
BEHIND_A_CARD = re.compile(
    rf"{_SIGN}{_LABEL}{{0,2}}(?:(?P<before>[0-9]{{3}}){_SIGN}{_LABEL}{{0,2}})?"
    rf"(?P<value>{_MONTH}\s?[/\-.|]\s?{_YEAR}|(?:0[1-9]|1[0-2])\s?(?:2[4-9]|3[0-9]))"
    rf"(?![^\W_])(?![/.\-][0-9])(?!\s?[%€$£h])(?:{_SIGN}{_LABEL}{{0,2}}{CODE_BEHIND})?"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of expiry dates that are said, or stand behind a card number."""
    for found in said_dates(reading):
        cue = found.span("strong") if found["strong"] else found.span("weak")
        yield Span(*found.span("value"), Proof.SAID, cue)
    for found in behind_cards(reading):
        yield Span(*found.span("value"), Proof.FORM)


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of months with years near words of the end of a card."""
    plain = reading.plain
    card = _CARD.search(plain)
    if card is None or (_OTHER_THING.search(plain) and not _BANK_CARD.search(plain)):
        return
    for found in _ANY_DATE.finditer(plain):
        low = max(0, found.start() - _BEFORE)
        word = _NEAR.search(plain, low, found.start()) or _NEAR.search(
            plain, found.end(), found.end() + _BEHIND
        )
        if (
            word
            and not (found[0][0].isalpha() and _told_already(plain, word.end(), found.start()))
            and _WEEKS.match(found[0])
            and not _NOW.search(plain, low, found.start())
            and not _OTHER_THING.search(plain, max(low, word.start()), found.end())
        ):
            yield Span(*found.span(), Proof.SAID, word.span())


def beside_a_card(reading: Reading) -> Iterator[Span]:
    """Give the spans of months with years that are told beside a card, with no other word."""
    plain = reading.plain
    for found in _SLASHED.finditer(plain):
        start, end = found.span()
        low, high = max(0, start - _FAR_OF_CARD), end + _FAR_OF_CARD
        card = _A_CARD.search(plain, low, start) or _A_CARD.search(plain, end, high)
        if (
            card
            and (start == 0 or _LEADS.search(plain, max(0, start - _LEAD), start))
            and not _OTHER_THING.search(plain)
            and not _NOW.search(plain, low, start)
            and not _OF_ACCOUNTS.search(plain, low, high)
        ):
            yield Span(start, end, Proof.SAID, card.span())


def _told_already(plain: str, start: int, end: int) -> bool:
    """Whether a date stands between two places: words behind it are no other."""
    return BARRIER in plain[start:end] or _ANY_DATE.search(plain, start, end) is not None


def said_dates(reading: Reading) -> Iterator[re.Match[str]]:
    """Give the dates, group ``value``, that are said to be a card's expiry."""
    plain = reading.plain
    dates = [found for pattern in (_SAID, _MIRROR) for found in pattern.finditer(plain)]
    if not dates or (_OTHER_THING.search(plain) and not _BANK_CARD.search(plain)):
        return
    card = _CARD.search(plain) is not None
    for found in dates:
        if card or _is_strong(found):
            yield found


def _is_strong(found: re.Match[str]) -> bool:
    return bool(found["strong"]) and not found["value"][0].isalpha()


def behind_cards(reading: Reading) -> Iterator[re.Match[str]]:
    """Give what stands behind masked values and has the form of a card's expiry date.

    All that follow each other are given at once: masked one by one, each would stand behind one.
    """
    plain = reading.plain
    after = plain.find(BARRIER)
    while after >= 0:
        found = BEHIND_A_CARD.match(plain, after + 1)
        while found:
            yield found
            after = found.end() - 1
            found = BEHIND_A_CARD.match(plain, found.end())
        after = plain.find(BARRIER, after + 1)


DETECTORS = (
    Detector(
        Kind.CARD_EXPIRY, spans, digits=3,
        cues=("exp", "valid", "valable", "thru", "perim", "runs out", "fin ", "fin:", "card date",
              "date", "echeance", BARRIER),
    ),
    Detector(
        Kind.CARD_EXPIRY, near, digits=2,
        cues=("^exp$", "^expir", "^perim", "^valab", "^valid", "jusqu", "good u", "good t",
              "runs out",
              "run out", "running out", "dessus", "devant", "recto", "front", "embossed", "printed",
              "imprim", "echeance", "renouv", "renew", "replacement", "month and y", "mois et a",
              "^dies", "^die$", "last", "end date", "^ends$", "due to end", "termin", "meurt",
              "^dead in", "^up in", "^lapse", "stop work", "echoit", "mm/", "mm-", "mm /", "mois/"),
    ),
    Detector(
        Kind.CARD_EXPIRY, beside_a_card, digits=3,
        cues=("carte", "card", "^cb$", "mastercard", "^visa$", "^amex", "plastique"), beside=("/",),
    ),
)  # fmt: skip
