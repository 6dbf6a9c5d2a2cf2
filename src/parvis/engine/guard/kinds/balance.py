"""Amounts that are somebody's own: balance, overdraft, salary, income, limit, savings, debt.

Prices, fees, offers and figures of the news are amounts too; so words must say whose it is, or name
what only an account has. What a bank knows of its customer's money is under banking secrecy
(France: Code monétaire et financier, art. L. 511-33).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from parvis.engine.guard.context import filler
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_FIGURES = r"(?:[0-9]{1,3}(?:[ .,'][0-9]{3}){1,3}|[0-9]{1,8})(?:[.,][0-9]{1,2})?(?![0-9])"
_SIGN = r"(?:(?:-|\+|moins|minus|negative)\s{0,2})?"
_CURRENCY = (
    r"(?:[€$£]|k€|eur(?:os?|s)?|usd|gbp|chf|cad|balles|boules|pounds?|quid|dollars?|bucks|francs?"
    r"|fcfa|cfa|xof|xaf|mad|tnd|dhs?|dirhams?|dinars?|livres sterling|grand)"
)
_PERIOD = (
    r"(?:\s{0,2}(?:nets?|bruts?|gross|take[ \-]home))?(?:\s{0,2}(?:par mois|/\s?mois|a month"
    r"|per month"
    r"|/\s?month|pm|par an|/\s?an|a year|per year|per annum|pa|a week|per week|mensuels?|monthly"
    r"|/\s?semaine|par semaine)(?![a-z]))?"
)
_NO_MORE = r"(?!\s?(?:mi?lli(?:on|ard)s?|bi?lli?ons?|trillions?|mds?|bn|m)(?![a-z]))(?!\s?%)"
_AMOUNT = (
    rf"(?:{_SIGN}[€$£]\s?{_SIGN}{_FIGURES}\s?k?(?![a-z]){_NO_MORE}"
    rf"|{_SIGN}{_FIGURES}\s?k?\s?{_CURRENCY}(?![a-z]){_NO_MORE}(?:[0-9]{{2}}(?![0-9]))?){_PERIOD}"
)
# No currency: at least three figures, or a sign, or cents.
_BARE = (
    rf"(?:-\s?{_FIGURES}|[0-9]{{1,3}}(?:[ .,][0-9]{{3}}){{1,2}}(?:[.,][0-9]{{2}})?"
    r"|(?!(?:19[5-9][0-9]|20[0-3][1-9]|20[1-3]0)(?![0-9.,]))[0-9]{3,7}(?:[.,][0-9]{1,2})?"
    r"|(?!(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])(?![0-9]))[0-9]{1,7}[.,][0-9]{2}"
    r"|[0-9]{1,3}\s?k)(?![^\W_])(?![.,:/][0-9])"
    r"(?!\s{0,2}(?:%|[a-z]{3,12}s(?![a-z])|jours?|mois|ans?|fois|h\b))"
)
_ANY = rf"(?P<value>{_AMOUNT}|{_BARE}{_PERIOD})"
_MONEY = rf"(?P<value>{_AMOUNT})"
_B = r"(?<![^\W_])"

# By its first letter, which a search goes through a text for faster.
_OWN = r"[mno](?<![^\W_].)(?:(?<=m)(?:on|a|es|y|oi)|(?<=n)(?:otre|os)|(?<=o)ur)"
_NOUN = (
    r"(?:soldes?|decouverts?|autorisation de decouvert|facilite de caisse|salaires?|paies?|payes?"
    r"|revenus?|retraite|pension|epargne|economies|plafonds?|limites?|dettes?|balances?|overdrafts?"
    r"|salary|wages?|paycheck|payslip|pay|income|savings|limit|debts?|treatment|traitement|rsa|aah"
    r"|chomage|allocations?|rente|bourse|take[ \-]home(?: pay)?|benefits|universal credit"
    r"|net worth|paye?s?|earnings|credit line|avoirs?|patrimoine"
    r"|capital|encours|livret(?: a)?|pel|ldds?|assurance[ \-]vie|compte|account|isa|tresorerie)"
)
_ADJECTIVE = (
    r"(?:credit|bank|account|current|available|agreed|arranged|overdraft|monthly|annual|net|gross"
    r"|yearly|weekly|card|new|old|total|whole|entire|savings|actuel|petit|petite|maigre|seul"
    r"|seule|dernier|derniere|autorisation|de|life|daily|checking|bancaire|fucking|bloody|entire)"
)
_LINK = filler(
    "est", "c'est", "cest", r"c(?=[\s'])", "s", "is", "are", "was", "now", "only", "just", "de",
    "d", "du",
    "a", "of", "at", "as", "currently", "actuellement", "actuel", "actuelle", "etait", "sont",
    "net",
    "nette", "nets", "brut", "mensuel", "mensuelle", "mensuels", "annuel", "affiche", "shows",
    "showing", "says", "reads", "stands", "indique", "dit", "reste", "seulement", "still",
    "toujours", "encore", "passe", "passee", "descendu", "tombe", "went", "fell", "from", "to",
    "about", "around", "environ", "presque", "almost", "nearly", "autorise", "autorisee", "sur",
    "mon", "ma", "my", "compte", "courant", "cc", "on", "in", "account", "current", "checking",
    "le",
    "la", "the", "disponible", "available", "crediteur", "debiteur", "negatif", "negative",
    "positif",
    "positive", "en", "ce", "matin", "soir", "today", "aujourd'hui", "this", "month", "mois",
    "jour",
    "bloque", "plafonne", "fixe", "au", "il", "y", "carte", "card", "cb", "bien", "meme", "pas",
    "limit", "limite", "has", "been", "ete", "reduced", "cut", "increased", "raised", "set",
    "which",
    "qui", "que", "livret", "savings", "down", "up", "banque", "bank", "with", "you", "chez",
    "vous",
    "donc", "dans", "s'elevent", "s'eleve", "elevent", "eleve", "exactement", "exactly", "like",
    "genre", "maxi", "max", "paiement", "retrait", "it",
    "total", "mensuelle", "par", "per", "approx", "roughly", "pile", "balance", "amounts", "monte",
    most=22,
)  # fmt: skip
_SHORT = filler(
    "de", "a", "of", "by", "is", "est", "now", "c'est", "environ", "about", "around", "at", "sur",
    "nearly", "almost", "presque", "plus", "only", "just", "encore", "still", "que", "s", "du",
    "hyper", "currently", "actuellement", "was", "etait", "deja", "already", "deep", "over", "net",
    "to", "the", "tune", "d", "like", "genre", "autorise", "moins", "supprime", "cut", "reduced",
    "from", "has", "been", "passe", "limit", "toujours",
    "with", "chez", "vous", "compte", "mon", "my", "account", "on", "which", "en", "up", "le",
    "la", "shows", "showing", "went", "says", "reads", "dropped", "fell", "stands",
    "for", "me", "pay",
    most=14,
)  # fmt: skip

_OWNED = re.compile(
    rf"(?P<cue>{_OWN}\s{{1,2}}(?:{_ADJECTIVE}\s{{1,2}}){{0,3}}{_NOUN})(?![^\W_]){_LINK}{_ANY}"
)
# What only an account has; "un découvert de 500 €" is anybody's.
_OF_AN_ACCOUNT = re.compile(
    rf"{_B}(?P<cue>(?:(?<!un )(?<!tout )(?<!moyen )(?<!d'un )(?:autorisation de )?decouvert"
    r"(?: autorise)?|facilite de caisse|solde(?: (?:actuel|disponible|crediteur|debiteur|negatif"
    r"|positif|restant|du compte|de mon compte|compte|cc|bancaire|comptable|final|courant"
    r"|total)){1,2}"
    r"|solde(?=\s{0,2}[:=])|(?:available|current|account|outstanding|closing|remaining|statement"
    r"|checking|savings|cleared|ledger|bank|isa|card)(?: account)? balance|balance(?=\s{0,2}[:=])"
    r"|overdrawn|credit (?:card )?limit|(?:agreed|arranged|unarranged|authorised|unauthorised"
    r"|planned)"
    r" overdraft(?: limit)?|overdraft limit|dans le rouge|in the red|capital restant du"
    r"|reste a rembourser|a decouvert"
    r"|compte (?:courant )?(?:debiteur|crediteur)|en negatif|in debt|take[ -]home(?: pay)?"
    r"|down to my last|balance(?= (?:shows?|went|says|reads|dropped|fell|is|was"
    r"|stands|showing))|(?:affiche|indique|avec|voi[rst]|j'ai|donne|montre|reste) un solde"
    r"|solde (?:au|le|du) [0-9]{1,2}[/. ][0-9a-z]{1,9}(?:[/. ]20[0-9]{2})?"
    r"|(?<!un )(?<!d'un )(?<!le )(?<!des )(?<!moyen )(?<!median )salaire(?: net| mensuel)?"
    r"(?= de [0-9])|universal credit"
    r"|salaire(?: net| brut| mensuel){0,2}(?=\s{0,2}[:=])|salary(?=\s{0,2}[:=])"
    r"|revenus?(?: du foyer| du menage| nets?"
    r"| mensuels?| annuels?){0,2}(?=\s{0,2}[:=])|(?:net|monthly|annual|household) income(?=\s?[:=])"
    rf"|plafond(?: de (?:paiement|retrait)s?)?(?: de)? (?:ma|mon) (?:carte|cb|compte)"
    rf"|epargne(?=\s?[:=])))(?![^\W_]){_SHORT}{_MONEY}"
)
_OVERDRAWN = re.compile(
    rf"{_B}{_MONEY}\s{{1,2}}(?P<cue>(?:de |of )?(?:overdrawn|a decouvert"
    rf"|decouvert(?! (?:autorise|"
    r"offert|gratuit))|(?:in|into|of) (?:my |the |our )?(?:overdraft|minus|debt)|in the red"
    r"|(?:dans|sous) le rouge|(?:in|on|de|of) (?:my )?(?:arrears|retard de loyer)))(?![a-z])"
)
_HAVE = (
    r"(?:j'ai|jai|j'avais|on a|nous avons|je n'ai|j'n'ai|i have|i've|ive|i had|we have|we've|i got"
    r"|i only have|il y a|y a|there's|there is|il reste|reste|il me reste|plus que|got|avec|only"
    r"|had)"
)
_ONLY = filler(
    "plus", "que", "qu", "seulement", "actuellement", "encore", "a", "peine", "environ", "got",
    "only", "just", "exactly", "about", "around", "like", "literally", "genre", "deja", "bien",
    "toujours", "currently", "have", "had", "less", "than", "moins", "de", "still", "pile", "the",
    "mes", "my", "les", "some", "approx", most=8,
)  # fmt: skip
_PLACE = (
    r"(?:(?:sur|dans|en|in|on|to|into)\s(?:(?:mon|le|mes|ma|notre|nos|my|our|the|un|this|that|a"
    r"|ce)\s)?(?:[a-z]{1,10}\s)?(?:comptes?|livrets?|pel|ldds?|epargne|cc|banque|accounts?|bank"
    r"|savings|current|isa|name|tirelire|assurance|pea|poche|checking|overdraft|wallet)|de cote"
    r"|d'epargne|d'economies?|d'eco|saved|in savings|put aside|put by|left (?:until|till|til"
    r"|for the"
    r"|to (?:live|last))|jusqu'a (?:la paie|la fin|fin)|jusqu'au [0-9]{1,2}|until (?:payday|pay day"
    r"|friday|monday)|till (?:payday|pay day|friday|monday)|pour (?:finir|tenir|terminer|vivre)"
    r"|pour le (?:mois|reste)|a mon nom|to my name|to live on|de (?:dettes?|decouvert))(?![a-z])"
)
_MOVED = (
    r"[^.!?\n]{0,24}(?:fees?|charges?|frais|debit|prel[eè]v|payments?|paiement|transaction|virement"
    r"|refund|rembours|deposit|depot|fraud|voucher|bonus|offert|welcome|agios|cotisation|taken|due)"
)
_HELD = re.compile(
    rf"{_B}(?<!do )(?P<cue>{_HAVE})(?![a-z']){_ONLY}{_MONEY}(?!{_MOVED})"
    rf"[^.!?\n€$£0-9{BARRIER}]{{0,24}}?(?<![a-z]){_PLACE}"
)
_LEFT = re.compile(
    rf"{_B}(?P<cue>(?:me|nous|m') ?rest(?:e|ait|ent)|(?:j'ai|je n'ai|ai|a) plus que"
    rf"|plus que(?=[^.\n]{{1,20}}jusqu))"
    rf"(?![a-z]){_ONLY}{_MONEY}"
    r"(?!\s{1,2}(?:a (?!rembourser|mon|ma|vivre)|to pay|de (?:credit|forfait|bon|cagnotte|frais)|"
    r"d'achat))"
)
_AT = re.compile(
    rf"{_B}(?P<cue>(?:je suis|suis|i'm|im|i am|on est|nous sommes|compte|account|we're)"
    r"(?: (?:encore|toujours|deja|now|again|still|actuellement|est|is|affiche|indique|shows|at"
    r"|about"
    r"|like|a|en|de|presque|nearly|almost|courant|[aà]|sitting)){0,4})"
    rf"\s{{1,2}}(?P<value>(?:-|moins |minus )\s?[€$£]?\s?{_AMOUNT}|(?:-|minus )\s?{_BARE})"
)
_MINUS_HELD = re.compile(
    rf"{_B}(?P<value>(?<![0-9] )(?:-|moins |minus )\s?{_AMOUNT})\s{{1,2}}(?P<cue>(?:sur|on"
    rf"|in) (?:mon|le|my|the)"
    r" (?:compte|account|bank|current|checking))"
)
_EARN = re.compile(
    rf"{_B}(?P<cue>(?:je|j'|on|i|we|il|elle|mon mari|ma femme|mon conjoint|my husband|my wife|he"
    rf"|she)\s?(?:gagne|gagnais|touche|touchais|percois|vis avec|vit avec|live on|survive on|earn"
    rf"|make"
    rf"|bring home"
    r"|take home|get paid|am paid|clear)|j'etais payee?|(?:je )?suis payee?|i'm paid|im paid"
    r"|i'm on|im on"
    r"|i get|on a salary of|payee)(?![a-z])"
    r"(?P<link>(?:\s(?:que|only|just|about|around|environ|dans les|a peine|around|like|un salaire"
    r" de|une retraite de|une pension de|a salary of|moins de|plus de|less than|net|en tout)){0,3}"
    rf"\s{{0,2}}){_MONEY}(?P<of>[^\n.!?]{{0,24}})"
)
_OWED = re.compile(
    rf"{_B}(?P<cue>(?:je|i|on|we|j'en)(?: (?:vous|leur|still|lui|also|already|encore|now|n'ai|in))?"
    r" (?:dois|owe|doit|rembourse|have)(?: (?:encore|still|you|them|around|about|environ|lot|a la"
    rf" banque|to the bank|the bank|now"
    rf"|deja)){{0,3}})\s{{1,2}}{_MONEY}[^.!?\n0-9{BARRIER}]{{0,24}}?"
    r"(?<![a-z])(?:on (?:my|the|a|credit|cards?)|sur (?:mon|ma|le|la)|a la banque|to (?:the|my|you)"
    r" ?(?:bank|card)?|de credits?|de dettes?|d'agios|of debt|in debt|in loans|student loan"
    r"|de pret)"
)
_REMAINS = re.compile(
    rf"{_B}{_MONEY}\s{{1,2}}(?P<cue>left (?:in (?:my|the) (?:account|bank)|until|till|til"
    r"|to (?:live|last|my name)|for the (?:rest|week|month))|to my name|of (?:my )?savings"
    r"|de (?:salaire|retraite|revenus?|chomage|rsa|pension|epargne)(?= (?:on|je|par|net|et|impos)))"
    r"(?![a-z])"
)
_OWED_TO_YOU = re.compile(
    rf"{_B}(?P<cue>(?:je|on|i|we) (?:still |vous |te )?(?:dois|doit|owe)(?: (?:you|vous)"
    rf"(?: guys| lot)?)?(?: encore| still)?)(?<=you|ois|oit|lot|uys|ore|ill) {_MONEY}"
    r"(?=[^.\n]{0,30}(?:decouvert|agios|overdraft|banque|bank|credit|pret|loan|interest))"
)
_YEARLY = re.compile(
    rf"{_B}(?P<cue>on)\s{{1,2}}(?P<value>[€$£]\s?[0-9]{{2,3}}\s?(?:k|[,.]?000)"
    r"\s{0,2}(?:a|per|/) ?(?:year|annum|yr))"
)
_PLACED = re.compile(
    rf"{_B}(?P<cue>(?:sur|dans|in|on) (?:mon|ma|mes|my|our"
    rf"|notre) (?:[a-z]{{1,10}} ){{0,2}}(?:compte"
    rf"s?|livrets?(?: a)?|pel|ldds?|epargne|accounts?|savings|isa|cc)[\s,:]{{1,3}}(?:j'ai|il y a"
    rf"|y a"
    rf"|il reste|i have|i've got|i've|there's|there is|i only have|j'ai que|il me reste))"
    rf"(?![a-z]){_ONLY}{_MONEY}(?!{_MOVED})"
)
_DEBT = re.compile(
    rf"{_B}(?P<cue>(?:une|j'ai|avec) (?:dette|ardoise|decouvert|salaire|retraite|pension|epargne)"
    rf" de|(?:i have|i've|ive)(?: got| run up)? (?:a |an )?(?:debts?|overdraft|salary|balance"
    rf"|pension"
    rf"|savings|income|loan|credit limit)(?: of)?|un salaire de(?=[^.\n]{{3,30}}(?:je|on me|j'ai))"
    rf"|avec mon salaire de|with an? (?:salary|income|balance|overdraft) of){_SHORT}{_MONEY}"
)
_MIRROR = re.compile(
    rf"{_B}{_MONEY}[^\w{BARRIER}]{{1,4}}(?:(?:c'est|cest|c|is|was|that's|thats|voila|est|as|comme"
    rf"|de"
    rf"|pour|de|en)[^\w{BARRIER}]{{1,3}}){{1,3}}(?P<cue>(?:mon|ma|my|notre|our) (?:{_ADJECTIVE} )?"
    r"(?:solde|decouvert|salaire|paie|paye|retraite|pension|balance|overdraft|salary|wages?|income"
    r"|savings|epargne|credit limit|plafond|revenus?|limit))(?![a-z])"
)
_TO = re.compile(rf"\s{{1,2}}(?:to|a|vers|puis|->|and now|now|et)\s{{1,2}}{_MONEY}")
_REGULAR = re.compile(
    r"(?:par|/|a|per) ?(?:mois|month|an|year|semaine|week)|net|brut|gross|mensuel|smic|rsa|retraite"
    r"|chomage|allocation|pension|salaire|salary|after tax|before tax|apres impot|aah|caf"
)
_LIMIT = re.compile(r"limit|plafond|overdraft|decouvert|facilite")
_WISH = re.compile(
    r"(?:increas|rais|(?<![a-z])up |chang|lower|reduc|augment|mont(?:er|ez)|relev|baiss|pass(?:er"
    r"|ez)"
    r"|want|new|like|get|besoin|voudrais|veux|souhait|demand|obtenir|avoir|ask|apply|jusqu)"
)
_ACCOUNT = re.compile(r"(?:compte|account|livret(?: a)?|ldds?|pel|isa)\Z")
_JOINED = re.compile(r"[a-z:=(\-]")
_MAY_BE_BARE = frozenset({_OWNED, _AT})
_IN_MONEY_ANYWHERE = re.compile(rf"[€$£]|[0-9]\s?k?\s?{_CURRENCY}(?![a-z])|[0-9]k")
_BARE_ANYWHERE = re.compile(r"[0-9](?:[0-9]{2}|[.,][0-9]{2}|[ ']?[0-9]{3}|\s?k)|-\s?[0-9]")
_IN_MONEY = re.compile(r"^-|[€$£a-z]")
_RAISED = re.compile(r"increased|raised|up to|monte")
_WISH_REACH = 28
_SIGNS_BEFORE = re.compile(r"(?:-\s?)?[€$£]\s?-?\Z|-\s?\Z")
_SIGNS_MOST = 4
_FEW_FIGURES = 3
_FEWEST_FIGURES = 4


def _spans(pattern: re.Pattern[str], reading: Reading) -> Iterator[Span]:
    """Give the amounts that a pattern finds, and those to which they changed."""
    bare = pattern in _MAY_BE_BARE and _BARE_ANYWHERE.search(reading.plain)
    if not bare and not _IN_MONEY_ANYWHERE.search(reading.plain):
        return
    for found in pattern.finditer(reading.plain):
        cue = found.span("cue")
        if _is_wished(found) or (_ACCOUNT.search(found["cue"]) and not _is_held(found)):
            continue
        yield Span(_start(found), found.end("value"), Proof.SAID, cue)
        more = _TO.match(reading.plain, found.end("value"))
        if more:
            yield Span(*more.span("value"), Proof.SAID, cue)


def _earned(reading: Reading) -> Iterator[Span]:
    """Give the amounts that somebody earns regularly."""
    for found in _EARN.finditer(reading.plain):
        if _is_regular(found):
            yield Span(*found.span("value"), Proof.SAID, found.span("cue"))


def _start(found: re.Match[str]) -> int:
    """Give the start of an amount with its sign and currency, which fillers may go over."""
    start, floor = found.start("value"), found.end("cue")
    if floor >= start:
        return start
    signs = _SIGNS_BEFORE.search(found.string[max(floor, start - _SIGNS_MOST) : start])
    return start - len(signs[0]) if signs else start


def _is_held(found: re.Match[str]) -> bool:
    """Whether an amount behind "my account" is in money, and is said to be what it holds."""
    between = found.string[found.end("cue") : found.start("value")]
    plainly = not found["cue"].endswith(("compte", "account"))
    return bool(
        _IN_MONEY.search(found.string[_start(found) : found.end("value")])
        and (plainly or _JOINED.search(between + found["value"][0]))
    )


def _is_wished(found: re.Match[str]) -> bool:
    """Whether the amount is a limit that somebody would like to have."""
    start, end = found.span("cue")
    if not _LIMIT.search(found.string, start, end):
        return False
    before = found.string[max(0, start - _WISH_REACH) : start]
    return bool(_WISH.search(before) or _RAISED.search(found.string, end, found.start("value")))


def _is_regular(found: re.Match[str]) -> bool:
    """Whether what is earned comes every month, as a salary does, and not once."""
    figures = sum(map(str.isdecimal, found["value"]))
    if figures < _FEW_FIGURES and "k" not in found["value"]:
        return False
    if _REGULAR.search(found["value"] + found["link"] + found["of"]):
        return True
    if found["cue"][-3:] not in {"gne", "arn"}:
        return False
    return figures >= _FEWEST_FIGURES or "k" in found["value"]


_CUES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_OWNED, (
        "solde", "decouver", "facilite de c", "salaire", "ma pai", "ma paye", "^revenu", "^retrait",
        "^pension", "epargne", "economie", "plafond", "limit", "dette", "balance", "overdr",
        "salary", "wage", "my pay", "benefits", "universal", "net worth", "income", "saving",
        "debt", "livret", "mon compte",
        "my account",
        "capital", "traitement", "chomage", "earnings", "pel ", "ldd", " isa", " rsa", " aah",
        "bourse", "allocation", "rente", "credit line", "take home", "patrimoine", "encours",
        "tresorerie", "our account", "notre compte", "assurance",
    )),
    (_OF_AN_ACCOUNT, (
        "solde", "decouver", "facilite de c", "salaire", "revenu", "epargne", "plafond de",
        "limit", "balance", "overdr", "salary", "income", "capital restant", "a rembourser",
        "le rouge", "in the red", "debiteur", "crediteur", "negatif", "in debt", "take home",
        "take-home", "down to my", "universal",
    )),
    (_OVERDRAWN, ("decouver", "overdr", "le rouge", "in the red", "arrears", "minus", "of debt",
                  "in debt", "retard de loyer")),
    (_HELD, (
        "compte", "livret", "pel", "ldd", "epargne", "banque", "account", "bank", "saving", " isa",
        "my name", "tirelire", "assurance", "poche", "checking", "overdr", "wallet", "de cote",
        "d'eco", "saved", "aside", "put by", "left u", "left t", "left f", "jusqu", "payday",
        "pay day", "friday",
        "monday", "pour finir", "pour tenir", "pour vivre", "pour terminer", "pour le mois",
        "pour le reste", "mon nom", "live on", "dette", "decouver", " cc", "in current",
    )),
    (_LEFT, ("reste", "resta", "plus que")),
    (_AT, ("suis", "i'm", " im ", "i am", "on est", "nous sommes", "compte", "account", "we're")),
    (_MINUS_HELD, ("compte", "account", "bank", "current", "checking")),
    (_OWED, ("dois", "doit", "^owe", "rembourse", "i have")),
    (_DEBT, ("dette", "ardoise", "decouver", "salaire", "retraite", "pension", "epargne", "debt",
             "overdr", "salary", "balance", "saving", "income", "loan", "limit")),
    (_MIRROR, ("solde", "decouver", "salaire", "paie", "paye", "retraite", "pension", "balance",
               "overdr", "salary", "wage", "income", "saving", "epargne", "limit", "plafond",
               "revenu")),
    (_REMAINS, ("left i", "left u", "left t", "left f", "my name", "of savings", "my savings",
    "salaire", "retraite", "revenu",
                "chomage", "^rsa", "pension", "epargne")),
    (_OWED_TO_YOU, ("dois", "doit", "^owe")),
    (_YEARLY, ("a year", "per year", "/year", "/ year", "annum", " yr", "/yr")),
    (_PLACED, ("compte", "livret", "pel", "ldd", "epargne", "account", "saving", "isa", " cc")),
)  # fmt: skip
_MONEY_WORDS = (
    "€", "$", "£", "eur", "usd", "gbp", "chf", "cad", "balles", "boules", "pound", "quid", "dollar",
    "bucks", "franc", "cfa", "xof", "xaf", "mad", "tnd", "dh", "dirham", "dinar", "livres st",
    "grand", *(f"{digit}{gap}k" for digit in range(10) for gap in ("", " ")),
)  # fmt: skip
"""One of these stands in a text with a sum of money."""

_EARNERS = (
    "gagne", "vis avec", "vit avec", "live on", "survive on", "touche", "percois", "earn",
    "i make", "we make", "he makes", "she make", "bring home",
    "take home", "get paid", "am paid", "i clear", "we clear", "payee", "suis paye", "i'm paid",
    "im paid", "i'm on", "im on",
    "i get", "salary", "i'm on",
)  # fmt: skip


def _digits(pattern: re.Pattern[str]) -> int:
    """Give the fewest digits of a text: little money is worth a look beside rare words only."""
    return 2 if pattern in {_OWNED, _AT, _MINUS_HELD, _OWED, _OWED_TO_YOU, _MIRROR} else 1


DETECTORS = (
    *(
        Detector(
            Kind.BALANCE,
            partial(_spans, pattern),
            digits=_digits(pattern),
            cues=cues,
            beside=() if pattern in _MAY_BE_BARE else _MONEY_WORDS,
        )
        for pattern, cues in _CUES
    ),
    Detector(Kind.BALANCE, _earned, digits=2, cues=_EARNERS),
)
