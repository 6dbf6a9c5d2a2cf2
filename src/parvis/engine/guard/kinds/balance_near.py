"""Amounts that are somebody's own by what stands around: a holder's verb, and a place of money.

``38 000 euros qui dorment sur son LDD``, ``the app says I've got £3.20``: no fixed order of words,
so each amount is looked at with its neighbours. A price, a payment or a fee beside it rules it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_FIGURES = r"[0-9](?:[0-9]{0,2}(?:[ .,'][0-9]{3}){1,3}|[0-9]{0,7})(?:[.,][0-9]{1,2})?(?![0-9])"
_AMOUNT = re.compile(
    rf"[€$£0-9](?<![^\W_].)(?<![0-9][.,].)(?:(?<=[€$£])\s?-?\s?{_FIGURES}k?(?![a-z])"
    rf"|(?<=[0-9])(?:[0-9]{{0,2}}(?:[ .,'][0-9]{{3}}){{1,3}}|[0-9]{{0,7}})(?:[.,][0-9]{{1,2}})?"
    r"(?![0-9])\s?k?\s?(?:€|\$|£|eur(?:os?)?|balles|boules|pounds?|quid|dollars?|bucks|francs?|chf"
    r"|grand|fcfa|dhs?|dirhams?|dinars?)(?![a-z])(?:[0-9]{2}(?![0-9]))?)"
    r"(?!\s?(?:mi?lli(?:on|ard)s?|bi?lli?ons?|mds?|bn|m)(?![a-z]))"
    r"(?!\s?(?:/|par|a|per)\s?(?:retrait|operation|transaction|ligne|jour|day)(?![a-z]))"
)
_SIGN = re.compile(r"(?:[-+\u2212]\s?|(?:moins|minus)\s)\Z")
_OWN = r"(?:mon|ma|mes|son|sa|ses|notre|nos|leurs?|my|our|his|her|their|votre|your|the|le|un|l)"
_SMALL_WORD = r"(?:[a-z]{1,12}[ ']){0,3}"
_PLACE = re.compile(
    rf"(?<![^\W_])(?:{_OWN}['\s]{_SMALL_WORD}(?:comptes?|cptes?|livrets?(?: a)?|ldds?|lep|pel|pea"
    r"|epargne|banque|accounts?|acct|savings|isa|bank|tirelire|overdraft|current account|pot|cc"
    r"|assurance[ -]vie|matelas|credit cards?|cards?|banque|checking|joint account|wallet|poche)"
    r"|de cote|d'economies?|d'epargne|in savings|saved(?: up)?|put (?:by|aside|away)|in the bank"
    r"|to my name|to live on|until payday|till payday|jusqu'a la (?:fin|paie|paye)"
    r"|pour finir le mois"
    r"|fin de mois|fin du mois|end of the month|rest of the month|for the month|in the red"
    r"|dans le rouge|a decouvert|overdrawn)(?![^\W_])"
)
_NAMED = re.compile(
    r"(?<![^\W_])(?P<word>soldes?|balances?|(?:avail(?:able)? )?bal|salaires?|paies?|payes?"
    r"|retraites?|pensions?|salary"
    r"|salaries"
    r"|wages?|take[ -]home(?: pay)?|paycheck|income|revenus?|decouverts?|overdrafts?|epargne"
    r"|livrets?"
    r"|rsa|aah|chomage|allocations?|universal credit|dettes?|debts?|encours|tresorerie)(?![^\W_])"
    rf"(?P<link>[^0-9.!?\n€$£{BARRIER}]{{0,36}})\Z"
)
_STATES = re.compile(
    r"(?:\A|[:=(\u2192>-]|(?<![^\W_])(?:ai|a|as|ont|avons|avais|avait|avaient|aurait|reste"
    r"|restait|restent"
    r"|restera|ya|dispose|disposer|possede|have|has|had|having|got|ive|i've|hold|holds|left|affiche"
    r"|affichait|indique|indiquait|dit|disait|montre|est|etait|is|was|are|shows?|showing|showed"
    r"|says"
    r"|said|reads|at|de|d'environ|a|of|with|avec|only|que|qu|tombe|arrive|descendu|passe|stands"
    r"|sitting|sits|sat|dort|dorment|down to|to|touche|gagne|earn|encore|plus|owe|owe you|owes"
    r"|dois|doit|vous dois|exactement|exactly"
    r"|about|around|environ|like|genre|still|toujours|seulement|just|voit|vois|see))\s{0,3}"
    r"[-+]?\s?\Z"
)
_HOLDS_BEHIND = re.compile(
    r"[\s:,)(]{0,4}(?:(?:et (?:des poussieres|quelques))\s)?(?:qui (?:dort|dorment|trainent|traine)"
    r"|sitting|left|restants?|remaining|to my name|to live on|in my|in the (?:bank|red)|on my"
    r"|in (?:his"
    r"|her|our|their)|sur (?:mon|ma|mes|son|notre|nos|leur|un|le)|dans (?:mon|ma|mes)|de cote"
    r"|d'eco|d'epargne|de decouvert|of overdraft|overdrawn|a decouvert|dans le rouge|net|brut"
    r"|(?:[=,:-]\s?)?(?:c'?est|c'etait|voila|cest|is|that's|thats|that was|that is"
    r"|est)\s(?:tout )?(?:ce (?:qu|qui|que)|what"
    r"|all|mon|ma|my|our|le solde|the balance|everything|tout ce))"
)
_MOVED = re.compile(
    r"(?<![^\W_])(?:frais|fees?|commissions?|agios|virements?|transfer\w{0,4}|prelev\w{0,6}"
    r"|debit\w{0,3}"
    r"|paie(?:ment|ments)|payments?|paid|paye[rz]?|payer|achats?|purchases?|prix|prices?|offerts?"
    r"|offer\w{0,3}|bonus|primes?|rembours\w{0,6}|refund\w{0,3}|charge[ds]?|charging|loyers?|rent"
    r"|factures?|bills?|commandes?|orders?|courses|shopping|retraits?|retire\w{0,2}|withdr\w{2,6}"
    r"|cheques?|amende|devis|coute\w{0,3}|costs?|vaut|worth|prend|pris|prenez|taken|took|take"
    r"|voles?|volee?|vole|stolen|stole|perdus?|lost|lose|envoye\w{0,2}|sent|send|recus?|received"
    r"|verse\w{0,3}|depose\w{0,2}|depots?|deposit\w{0,3}|depens\w{1,4}|spend|spent|emprunt\w{0,3}"
    r"|credit de|pret de|loan of|minimum|a partir de|des|from|jusqu'a|up to|plus de|over|cotisation"
    r"|abonnement|subscription|tickets?|donne\w{0,3}|gave|win|won|gagner|gagne un|parrain\w{0,4}"
    r"|remis\w{0,3}|disparu\w?|missing|disappeared|vanished|manque\w{0,2}|bought|buy|acheter?"
    r"|achete"
    r"|vendu|sold|cash ?back|interets?|interest|ticket|reclame\w{0,2}|reduction|discount"
    r"|indemnis\w{1,6}|compensation|dedommag\w{1,6}|plafond du|maximum|max|assurance (?:auto"
    r"|habit\w{1,8})"
    r"|livraison|delivery|coupon|voucher|bon d'achat|gift|cadeau|budget|milliards?|taux|caution)"
    r"(?![^\W_])"
)
_BANKS_OWN = re.compile(
    r"\b(?:pdg|ceo|ministre|banquiers?|bankers?|patron|president|shareholders?)\b"
)
_OWNED_NOUN = re.compile(
    r"(?<![^\W_])(?:mon|ma|mes|notre|nos|my|our|son|sa|his|her|leur|their|votre|your"
    r"|comptes?|acct|accounts?|avail|me|moi"
    r"|je|j'|i|we|vous me|mari|femme|compte)(?![^\W_])"
)
_OWNED_BEFORE = re.compile(
    r"(?<![^\W_])(?:mon|ma|mes|notre|nos|my|our|son|sa|his|her|leur|their|votre|your|compte|acct"
    r"|account|me|moi|j'ai|jai|i have|i've|with an?|avec (?:un|une|mon|ma)|avail\w{0,4})"
    r"\s(?:[a-z']{1,12}[:,]?\s){0,2}\Z"
)
_OF_ALL = re.compile(
    r"(?<![^\W_])(?:moyen(?:ne)?|median\w{0,3}|average|minimum|minimal|mean|maximum|max|smic"
    r"|typical"
    r"|starting|plafond du|plafonds? des?|national|france|francais|britain|uk|gens|people|interdit"
    r"|a partir de|jusqu'a|up to|de base|free|gratuit|offered|si|if|when|quand|imagine|exemple"
    r"|example|any|tout|every|chaque|each|taux|percent)(?![^\W_])"
)
_FIRST = re.compile(
    r"(?<![^\W_])(?:i|i'm|i've|ive|me|we|we've|my|our|us|j'ai|jai|j'|je|j|on|nous|mon|ma|mes"
    r"|notre|moi"
    r"|mum|dad|mere|pere|maman|papa|she|he|elle|il|his|her|son|sa|ses|who|there's|there)(?![^\W_])"
)
_ANYBODYS = re.compile(r"(?:un|votre|your|le|l)['\s]")
_APP = re.compile(
    r"(?<![^\W_])(?:appli|app|application|guichet|ecran|screen|distributeur|atm|cashpoint|dab|site"
    r"|releve|statement|conseiller)\s(?:[a-z']{1,10}\s){0,4}?(?:dit|affiche|indique|montre|says"
    r"|shows?"
    r"|showing|reads|claims|marque)(?![^\W_])[^0-9.!?\n]{0,24}\Z"
)
_HOLDS = re.compile(
    r"(?<![^\W_])(?:ai|a|as|ont|avais|avait|reste|restait|dispose|have|has|had|got|ive|i've|left)"
    r"(?![^\W_])"
)
_ASKED = re.compile(
    r"(?<![^\W_])(?:do|did|does) (?:i|we|you|they) |est-ce que j'ai |(?:increas|rais|chang|lower"
    r"|reduc"
    r"|augment|mont|relev|baiss|extend)[a-z]{0,4} (?:[a-z']{1,9} ){0,3}(?:limite?|plafond|overdraft"
    r"|decouvert)"
)
_CLAUSE_END = re.compile(r"[.!?\n;,]")
_BEFORE, _BEHIND, _CLOSE, _NAME = 70, 60, 34, 48


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of amounts that somebody is said to hold, owe or earn."""
    plain = reading.plain
    for found in _AMOUNT.finditer(plain):
        start, end = found.span()
        sign = _SIGN.search(plain, max(0, start - 6), start)
        word = _holder(plain, sign.start() if sign else start, end)
        if word:
            yield Span(sign.start() if sign else start, end, Proof.SAID, word)


def _holder(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the words that say whose an amount is, unless others say that it was moved."""
    low = max(0, start - _CLOSE)
    if _is_moved(plain, low, start, end) or _ASKED.search(plain, max(0, start - _BEFORE), start):
        return None
    named = _NAMED.search(plain, max(0, start - _NAME), start)
    if named:
        around = max(0, named.start() - _NAME)
        before = plain[around : named.start()]
        owned = _OWNED_BEFORE.search(before) or _OWNED_NOUN.search(plain, named.start(), start)
        if owned and not _OF_ALL.search(plain, around, start) and _STATES.search(plain, low, start):
            return named.span("word")
        return None
    app = _APP.search(plain, max(0, start - _BEFORE), start)
    if app:
        return app.span()
    return _place(plain, low, start, end)


def _is_moved(plain: str, low: int, start: int, end: int) -> bool:
    """Whether the clause of an amount says that it was paid, or that it is a bank's."""
    signs = ".!?\n;," if _HOLDS.search(plain, low, start) else ".!?\n;"
    clause = max(low, *(plain.rfind(sign, low, start) + 1 for sign in signs))
    behind = _CLAUSE_END.split(plain[end : end + _CLOSE], maxsplit=1)[0]
    return bool(
        _MOVED.search(plain, clause, start)
        or _MOVED.search(behind)
        or _BANKS_OWN.search(plain, low, end + _CLOSE)
    )


def _place(plain: str, low: int, start: int, end: int) -> tuple[int, int] | None:
    """Give the place of money that somebody has an amount in."""
    holds = _HOLDS_BEHIND.match(plain, end)
    if not (holds or _STATES.search(plain, low, start)):
        return None
    place = _PLACE.search(plain, end, end + _BEHIND)
    if place is None and _STATES.search(plain, low, start):
        place = _PLACE.search(plain, max(0, start - _BEFORE), start)
    if place is None or _OF_ALL.search(plain, low, start):
        return None
    if _ANYBODYS.match(place[0]) and not _FIRST.search(plain, max(0, low - _CLOSE), end + _CLOSE):
        return None
    return place.span()


DETECTORS = (
    Detector(
        Kind.BALANCE,
        spans,
        digits=1,
        cues=(
            "^solde",
            "^balance",
            "salaire",
            "^paie$",
            "^paye$",
            "^retraite",
            "^pension",
            "salary",
            "wages",
            "take home",
            "take-home",
            "paycheck",
            "^income",
            "^revenu",
            "decouvert",
            "overdr",
            "epargne",
            "livret",
            "^compte$",
            "^cpte$",
            "^account$",
            "^accounts$",
            "^acct$",
            "savings",
            "^isa$",
            "^bank$",
            "^banque$",
            "^ldd",
            "^pel$",
            "^lep$",
            "^rsa$",
            "^aah$",
            "chomage",
            "de cote",
            "d'econom",
            "saved",
            "put by",
            "put aside",
            "my name",
            "live on",
            "payday",
            "finir le mois",
            "fin de mois",
            "fin du mois",
            "of the month",
            "the red",
            "le rouge",
            "^appli$",
            "^app$",
            "assurance",
            "matelas",
            "^dette",
            "^debt",
            "^owe",
            "^dois$",
            "^doit$",
        ),
    ),
)
