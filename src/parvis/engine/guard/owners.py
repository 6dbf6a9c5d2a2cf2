"""Which noun of a text a number belongs to: the nearest one that names a thing with a number.

People put the noun where they like: before the number, behind it, in the sentence before. What is
rare is that another noun stands nearer: ``ma commande 88213040, payée de mon compte``. So a number
with the form of a kind is of the kind that the nearest noun names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from parvis.engine.guard.detector import Span
from parvis.engine.guard.finding import Proof
from parvis.engine.guard.reading import Reading

BEFORE, BEHIND = 90, 80
"""How far from a number its noun may stand, in characters."""

_NOUNS = {
    "nothing": (
        r"services?\s?clients?|relations?\s?clients?|conseill\w{1,8}|customer\s(?:service|support"
        r"|care|relations|line)s?|comptes?[ -]rendus?|compte jusqu|(?:la|une|cette) case"
        r"|(?:pris|prend|prendre|tenu|tenir|tenez) compte"
        r"|standing orders?|money orders?|ordres? (?:permanents?|de virement)|tax (?:refunds?"
        r"|returns?)"
        r"|compte twitter|par erreur|by mistake|in error|on account of|client mystere"
        r"|en compte|(?:je|on|nous|ils?|elles?) compt(?:e|es|ent|ons)|credits? photos?|id[- ]?card"
        r" holders"
    ),
    "other": (
        r"(?:steam|epic|roblox|psn|instagram|facebook|twitter|tiktok|google|netflix|amazon|uber"
        r"|gaming"
        r"|game|gas|electricity|energy|water|broadband) acc(?:oun)?ts?|comptes? (?:steam|epic"
        r"|roblox"
        r"|insta\w{0,4}|facebook|tiktok|google|netflix|amazon|edf|engie|ameli|caf)|"
        r"identifiants? (?:creancier|fiscal|etranger|unique|national|apple|google|steam|edf"
        r"|engie|de "
        r"(?:virement|transaction|mandat|commande|paiement|l'operation|suivi)|sepa"
        r"|bancaire inter\w{1,12})"
        r"|(?:apple|google|order|error|request|transaction|payment|tracking|creditor|ticket"
        r"|booking|mandate|game"
        r"|player|device|session|gamer|merchant|terminal|employee|student|staff|event|meeting"
        r"|zoom|tweet|post|status|video|channel|page|group|bug|job|chat"
        r"|message|campaign)"
        r" id|(?:client|customer|abonne|membre|member|adherent|numero client"
        r"|ref(?:erence)? client)s?"
        r" (?:n[°o] )?(?:edf|engie|sfr|orange|free|bouygues|amazon|fnac|total\w{0,9}|veolia|sncf"
        r"|ikea|bt"
        r"|sky|vodafone|o2|ee|british gas|tesco|decathlon|darty|carrefour|leclerc|auchan"
        r"|canal\w{0,4})"
        r"|commandes?|orders?|colis|parcels?|suivi|tracking|tickets?|factures?|invoices?|erreurs?"
        r"|errors?|isbn|issn|ean|gtin|upc|barcodes?|code[\s-]barres?|isin|lei|imei|serie|serial"
        r"|sku|articles?|produits?|products?|modele|models?|vols?|flights?|trains?|booking"
        r"|reservations?|pnr|transactions?|transac|cases?(?: (?:id|ref|no))?|bags?(?: (?:id"
        r"|tag))?|sinistres?|claims?|incidents?"
        r"|complaints?|reclamations?|plaintes?|demandes?(?=\s(?:n|\d))|requests?(?= (?:id|no|#"
        r"|n))|police|policy|versions?|build"
        r"|tweets?|posts?|status|fidelite|loyalty|clubcard|nectar|delivery|livraison|shipment"
        r"|lots?|batch|release|trace|bitcoin|btc|wallet|doi|mandats?|mandate|quote|devis|annonce"
        r"|container|conteneur|recommandee?|lettre|chronopost|colissimo|amende|pv|fine|rcs|rna"
        r"|orias|finess|meter|compteur|pdl|pce|prm|steam|xbox|playstation|raffle|lottery|loto"
        r"|iccid|sim|puce|modem|box|contrat (?:edf|engie|electricite|gaz|internet|mobile)|rfc|iso"
        r"|norme|directive|reglement|regulation|bulletin|brevet|patent|assurance habitation|bet"
        r"|google play|apple|netflix|amazon|vinted|leboncoin|ebay|paypal|fund|fonds|action|etf"
        r"|codes?[ -](?:promo|parrain\w{0,4}|postal|avantage|barres?|erreur|error)|promo\w{0,6}"
        r"|voucher|coupon|erp|glpi|rum|ics|lcr|jira|terminal|tpe|distributeur|dab|atm"
        r"|page(?= [0-9])|line|ligne (?:de )?credit|siege|wagon|prix|price|parking|score"
        r"|population|ref\.?"
        r" (?:transaction|virement|commande)|atari|sn|s/n"
    ),
    "phone": (
        r"tel(?:ephone|s)?\.?|phones?|portables?|mobiles?|fixe|appel(?:s|ez|er)?(?= (?:le|au|moi"
        r"|nous)\b|\s?:)|call(?:s|ed|ing)?|ring"
        r"|rang|whats\s?app|sms|texto|fax|joindre|joignable|rappel(?:er|ez) (?:moi|au)|telegram"
        r"|signal|numero vert"
    ),
    "secret": (
        r"otp|(?:code )?pin|mdp|mots? de passe|password|passcode|codes? (?:sms|secret|recu)"
        r"|3d ?secure"
    ),
    "identity": (
        r"(?:cartes?|pieces?|titres?)\s(?:nat\w{0,7}\.?\s)?(?:d[' ]{0,2})?ident\w{0,8}"
        r"|(?:d' ?)?identite|cartes? id|c\.?n\.?i\.?(?:e\b)?|(?<!-)ci(?!-)|cin"
        r"|(?:national |photo )?id\s?cards?|(?:identity|identification)\s(?:cards?|documents?|doc"
        r"|number|no)"
        r"|national\sid|photo\sid|id\sdoc\w{0,6}|ident doc\w{0,6}|(?:personal)?ausweis\w{0,8}|perso"
        r"|dni|eid|dowod\w?(?: osobisty)?|emirates id|id[ -]?kaart|soporte|support number"
        r"|cartes? nationales?|citizen card"
        r"|(?:n[°o]|num|numero) de (?:la |ma |sa )?piece(?! (?:detach|compt|joint))"
        r"|identity(?= (?:one|paper|book)s?\b)"
        r"|identiteitskaart|carta d'identita|cie|cartao de cidadao|bilhete de identidade"
        r"|(?:government|gov|proof of|state|french|german|polish|belgian|italian|spanish|dutch"
        r"|portuguese|romanian|swiss) id"
    ),
    "passport": (
        r"pass?e?p[or]{1,2}ts?(?! (?:talent|photo(?! page)|office))(?:'s)?|pssports?|passorts?"
        r"|ppt|reisepa(?:ss|ß)|pasaporte|passaporto"
        r"|paspoort|passaporte|paszport"
        r"|pass\.?(?= (?:tunis|maroc|alger|franc|belg|suiss|brit|uk\b|ital|espag|portug|seneg|ivoir"
        r"|camer|malie|congo|gabon|togo|benin|guine|mauri|canad|americ|allem|roum|polon|turc"
        r"|liban|n[°o]"
        r"|ukrain|russ|chin|indi|numero))|pp(?= (?:n[o°]|num(?:ero|ber)?)\b)|travel doc\w{0,6}"
        r"|documents? de voyage"
    ),
    "licence": (
        r"permis?(?= (?:de )?(?:conduire|conduite|b\b|voiture|auto|moto|rose))"
        r"|permis(?! (?:de )?(?:construire|sejour|travail|chasse?\b|chasser|feu|louer|visite"
        r"|inhumer"
        r"|peche|vacances|bateau|poids))|conduire|neph|dvla|dl(?! speed)"
        r"|(?<!banking )(?<!bank )(?<!tv )(?<!music )(?<!windows )(?<!software )"
        r"licen[cs]es?(?! (?:key|plate|fee|agreement|du|de))"
        r"|driv\w{1,5}(?:'s?)? (?:licen[cs]es?|lic|permit)|drivers? number|provisional|photocard"
        r"|fu?e?hrerschein\w{0,8}|patente|rijbewijs\w{0,8}|cnh|conducir"
        r"|carta de conducao|carteira de motorista"
    ),
    "permit": (
        r"(?:titr?es?|cartes?|permis) (?:de )?(?:s[ei]?jour|residents?)|agdref|anef|etrangers?"
        r"|uscis|alien|a-number|(?:my )?a number(?= is)|brc|vls(?:-?ts)?|tds|aps(?= )|titre"
        r"|(?:leave to|right to) (?:remain|stay)|settlement|evisa|provisoire de sejour"
        r"|s[ei]jour|sejour|rec[ei]p[ei](?:ss?|c)es?|brps?|irp|green ?card"
        r"|(?:residen\w{1,3}|refugee|settlement)"
        r" (?:permit|card)|permanent resident|residents?|permit"
        r"|residen(?:ce|cy)(?! (?:a|au|en|in|at|second|princip|fiscal|univ|etud)\w{0,10}\b)"
        r"|aufenthalts\w{4,10}|niederlassungserlaubnis|tie|permesso di soggiorno|verblijfs\w{4,12}"
        r"|blue card"
        r"|carte bleue europeenne|titulo de residencia|autorizacao de residencia|share code"
    ),
    "account": (
        r"(?:sous[ -]?)?comptes?|cptes?|cpt|c[mn]pte|conpte|ccp|acc?o?u?nts?|accts?|acct|acc"
        r"|accou?ts?|acc?outns?|a/cs?|livrets?"
        r"(?:\s(?:a|b|jeune|bleu))?|ldds?|lep|pel|cel|pea|c?isa|checking|savings|saver|current"
        r"|assurance[ -]vie"
        r"|konto(?:nummer|nr)?|cuenta|conto|rekening\w{0,6}|conta"
    ),
    "loan": (
        r"(?:loan|mortgage|pret|credit)\s(?:account|a/c|acct)|comptes? de pret|prets?|emprunts?"
        r"|credits?(?=(?! (?:card|score|note|check|file|karma|agricole|mutuel|du"
        r" nord|cooperatif|lyonnais|unions?|de \d)))|ptz\+?|loans?|mortgages?|hypotheque|darlehen"
        r"|prestamo"
        r"|hipoteca|mutuo|remortgage|refinanc\w{1,4}|heloc|pge|amortissement|echeancier|revolving"
        r"|car finance|hire purchase|pcp|credit agreement|emprunteu\w{1,3}"
    ),
    "cheque": (
        r"cheques?|cheqs?|chq[se]?|chks?|cks?|scheck|chequiers?|carnet|stubs?|souche|talon"
        r"|counterfoil"
    ),
    "own_id": r"(?:my|his|her|our|mon|ma|sa) id(?! (?:de|client|web))",
    "customer": (
        r"clients?|clientes?|clt|abonne(?:e?s?|ment client)|adherente?s?|societaires?|usagers?"
        r"|utilisat(?:eurs?|rices?)|users?|user\s?(?:id|name)|customers?|cust|members?(?:hip)?"
        r"|subscribers?|kunden(?:nummer|nr)?|klant(?:nummer)?|identifi(?:ants?|iants?)"
        r"|idents?|identif|(?<![^\W_]-)id(?: (?:de connexion|client|web|perso))?"
        r"|log-?ins?|log-?ons?|log-?in id|crn|banque a distance|espaces? (?:clients?"
        r"|perso(?:nnels?)?|membres?|abonnes?|adherents?)"
        r"|(?:online|internet|mobile|telephone|digital|phone)\sbanking|matricule|pseudo"
        r"|log (?:in|on)|logging (?:in|on)"
        r"|sign(?:ed)? in|logged in"
        r"|(?:numero|code) (?:perso(?:nnel)?|d'acces)|me connecter|connexion|cif|party (?:id"
        r"|number|no)"
        r"|banking app|dossier client|access number"
    ),
    "paper": (
        r"visa number|visa|vitale"
        r"|secu(?:rite sociale)?|nir|ssn|social security|siren|siret|tva|vat|fiscal|impots?|tax"
        r"|utr|nino|national insurance|niss|codice fiscale|steuer\w{0,12}|plaque|immat\w{0,12}"
        r"|carte grise|caf|ameli|cpam|allocataire|pole emploi|france travail|nhs|ni number"
    ),
    "card": r"(?:numeros? de )?(?:carte|cb|visa|mastercard|amex|card)s?",
    "file": (
        r"dossiers?|contrats?|contracts?|references?|refs?|agreements?|file|application|mandat"
        r"|policy number"
    ),
    "branch": (
        r"iban|rib|bic|swift|sort(?:ing)?[ -]?codes?|sort(?= [0-9]{6})|routing(?: number)?|aba"
        r"|guichets?|agences?|branch(?:es)?"
    ),
}
_LINKED = re.compile(
    r"[^\w\n]{0,3}(?:(?:c'?est|c|voila|voici|is|est|was|as|comme|that's|thats|for|pour|ce sont)"
    r"(?![^\W_])|[=:,(>])"
)
_SENTENCE = re.compile(r"[.!?](?=\s|\Z)|\n")
_ENDED, _UNLINKED = 14, 20
"""How much further a noun counts: for each end of a sentence; behind the number without a link."""


@cache
def _pattern() -> re.Pattern[str]:
    """Compile on first use: few texts have a number that asks for its noun."""
    groups = "|".join(f"(?P<{name}>{words})" for name, words in _NOUNS.items())
    return re.compile(rf"(?<![^\W_])(?<![@#])(?:{groups})(?![^\W_])")


# "https://.../help?id=778120934".
_IN_A_LINK = re.compile(r"[?&/][\w\-]{1,20}=\Z")
_PARAMETER = 24

Owner = tuple[str, tuple[int, int]]


def owner(plain: str, start: int, end: int, skip: frozenset[str] = frozenset()) -> Owner | None:
    """Give the sort of noun that a number belongs to, and its span; ``skip`` are passed over."""
    best: Owner | None = None
    least = BEFORE + BEHIND
    low = max(0, start - BEFORE)
    for noun in _pattern().finditer(plain, low, start):
        far = _distance(plain, noun.end(), start)
        if _is_one(noun, skip) and far <= least:
            best, least = (str(noun.lastgroup), noun.span()), far
    for noun in _pattern().finditer(plain, end, end + BEHIND):
        if not _is_one(noun, skip):
            continue
        linked = _LINKED.match(plain, end) is not None
        far = _distance(plain, end, noun.start()) + (0 if linked else _UNLINKED)
        if far < least:
            best = str(noun.lastgroup), noun.span()
        break
    return best


def is_in_a_link(plain: str, start: int) -> bool:
    """Whether what begins here is what a link gives with a name: ``/help?id=778120934``."""
    return _IN_A_LINK.search(plain, max(0, start - _PARAMETER), start) is not None


def _is_one(noun: re.Match[str], skip: frozenset[str]) -> bool:
    return noun.lastgroup != "nothing" and noun.lastgroup not in skip


def _distance(plain: str, start: int, end: int) -> int:
    return end - start + _ENDED * len(_SENTENCE.findall(plain, start, end))


def owned(
    reading: Reading,
    value: re.Pattern[str],
    sorts: frozenset[str],
    accepts: Callable[[str], bool],
    skip: frozenset[str] = frozenset(),
) -> Iterator[Span]:
    """Give the values of a form (on plain text) that belong to a noun of some sorts."""
    for found in value.finditer(reading.plain):
        if not accepts(found[0]) or is_in_a_link(reading.plain, found.start()):
            continue
        whose = owner(reading.plain, *found.span(), skip)
        if whose and whose[0] in sorts:
            yield Span(*found.span(), Proof.SAID, whose[1])


_TELEPHONE = re.compile(r"0[1-9][0-9]{8}\Z|(?:00)?44[1-9][0-9]{8,9}\Z|(?:00)?33[1-9][0-9]{8}\Z")
_BRITISH = re.compile(r"0[123578][0-9]{9}\Z")
_DAY = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}"
)
_PARTS = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}\Z|(?:19|20)[0-9]{2}.(?:19|20)[0-9]{2}\Z"
    r"|(?:19|20)[0-9]{2}.(?:0[1-9]|1[0-2]).[0-3][0-9]\Z"
    r"|(?:0?[1-9]|[12][0-9]|3[01])([ .\-])(?:0[1-9]|1[0-2])\1[0-9]{2}\Z"
)
_IN_PAIRS = re.compile(r"[0-9]{2}[ .\-][0-9]{2}[ .\-]")
_SPACED = re.compile(r"[0-9]{1,3}(?:[ .][0-9]{3}){1,6}\Z")
NUMBER = re.compile(
    r"[0-9](?<![^\W_][0-9])(?<![^\W_][.,:/\-][0-9])(?<![€$£#@/+*][0-9])(?<![€$£+] [0-9])"
    r"(?:[0-9]{4,16}|[0-9]{0,7}(?:(?P<by>[ .\-])[0-9]{2,8})(?:(?P=by)[0-9]{1,8}){0,5})"
    r"(?![^\W_])(?![.,:/\-][0-9])(?!\s{0,2}(?:[€$£%*]|k€|eur(?:os?)?\b|balles\b|usd\b|gbp\b"
    r"|followers?"
    r"\b|abonnes\b|clients\b|users\b|vues?\b|views?\b|points?\b|miles\b|personnes\b|people\b|km\b"
    r"|pounds\b|quid\b|dollars\b|mi(?:lli(?:on|ard)s?|ns?)\b))"
)
"""A number of five and more digits, in one piece or in groups, of nothing; for plain text."""


def is_number(value: str, least: int, most: int) -> bool:
    """Whether a ``NUMBER`` has so many digits, and is no telephone number, date or sum."""
    digits = "".join(filter(str.isdecimal, value))
    return (
        least <= len(digits) <= most
        and not (_TELEPHONE.match(digits) or _PARTS.match(value))
        and not (_BRITISH.match(digits) and not _IN_PAIRS.match(value))
        and not _DAY.fullmatch(digits)
        and not (_SPACED.match(value) and len(digits) < _LARGE)
        and len(set(digits)) > 1
        and not digits.endswith(_ROUND)
    )


_LARGE = 9
"""Sums that people write in thousands have fewer digits."""
_ROUND = "00000"
"""What ends so counts people and money."""
