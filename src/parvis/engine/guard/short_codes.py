"""Codes of four to eight digits that stand alone, weighed by the words around them.

People say a code in a hundred ways, before it, after it, in the next sentence. So each lone group
of digits is a candidate, and words near it weigh for one of three meanings: a card's secret code, a
code for one use, the number that opens an account. How it is brought in ("c'est", a colon, a
sentence of its own) weighs too. What says that it is something else (an order, an error, a sum, a
year, the last digits of a number) rules it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parvis.engine.guard.context import SHORT_CODE, is_a_year
from parvis.engine.guard.detector import Span
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

ENOUGH = 5
"""The least weight of the words around six or eight digits; one more for other lengths."""

CUES = (
    "code", "passcode", "pin", "otp", "sms", "texto", "text", "chiffre", "digit", "distrib", "dab",
    "gab", "atm", "cash machine", "cashpoint", "hole in the wall", "valid", "verif", "confirm",
    "3d sec", "3ds", "3-d", "tape", "typed", "typing", "compose", "punch", "unlock", "debloq",
    "deverrou", "boitier", "card reader", "authentic", "numbers", "autoris", "authori", "clavier",
    "keypad", "saisi", "notif", "machine", "terminal", "combin", "appli", "whatsapp", "numero",
    "carte", "card", "virement", "s'affiche", "screen", "login", "log in", "logged", "connect",
    "approv", "retrait", "retirer", "withdraw", "sent me", "recu", "recev", "recois", "told",
    "fraud", "conseiller", "declin", "refus",
    "reject", "swallow", "avale", "souvien", "remember", "oubli", "forgot", "app ",
)  # fmt: skip
"""Words without which no code is found."""

_BEFORE, _AFTER = 110, 90

# Words that say by themselves which code it is.
_PIN = r"(?<!les )(?<!des )(?<!du )\bpins?\b(?!'?s? (?:de|du|collect|badge|pad|up|point|board))"
_IS_PIN = (
    rf"{_PIN}|\bpin-?codes?|codes? (?:secrets?|confidentiel|perso|bleu|bancaire"
    r"|(?:de |a |d')?(?:la |ma |sa |ta |votre |l')?(?:cartes?|cb|visa|mastercard))|card (?:code"
    r"|pin)"
    r"|\b(?:4|quatre|four)[ -](?:chiffres|digits?|numbers)|secret (?:number|code)|\bnip\b"
    r"|code (?:de|pour) (?:retrait|retirer)|my four\b"
)
_IS_OTP = (
    r"\botps?\b|\bsms\b|texto|\btexted|(?:by|via|in a|the|a|in|your) text\b|text (?:message|code"
    r"|says|said|from)"
    r"|\b3-?d[ -]?s(?:ecure)?\b|3ds\b|authenticator|authentif|boitier|card ?reader|one[- ]?time"
    r"|usage unique|\bcode (?:de |d'|of )?(?:valid|verif|confirm|autoris|authori|secur|connexion"
    r"|activation|debloc)|(?:verif\w{0,12}|valid\w{0,12}|confirm\w{0,12}|security|auth\w{0,12}"
    r"|activation|login)"
    r" (?:code|number|no|num|numero)\b"
    r"|whatsapp|\b2fa\b|two[- ]factor|double auth|\btoken\b|calculette|cle digitale|securi ?pass"
    r"|certicode|push notif"
)
_IS_LOGIN = (
    r"clavier virtuel|codes? (?:du|de mon|de l'|pour l')(?: ?compte| ?espace| ?acces)"
    r"|code d'? ?acces|code (?:internet|perso\w{0,12} d'acces)|espace client|log ?in code"
    r"|codes? (?:de |pour )(?:connexion|la banque en ligne|me connecter)|access code"
    r"|memorable number"
    r"|pass ?number|mot de passe|\bmdp\b|password|pour acceder|security number"
)
_CODE = r"\b(?:pass)?codes?\b|combinaison|\bcombo\b|combination|chiffres\b|digits?\b|\bnumbers\b"
_IS_LONG = r"\b(?:6|six|8|huit|eight|5|five|cinq)[ -](?:chiffres|digits?|numbers|figures)"
_LOCKS_APP = (
    r"(?:code|pin|chiffres|digits?)[^.!?]{0,12} (?:de |for |of |on |dans |sur )?(?:l'|the |my "
    r"|mon |ton )?app(?:li)?\b"
    r"|deverrouill|\bunlock (?:it|the|my)|\bto unlock|(?:open|ouvrir|into) (?:the |my |l'|mon )?app"
)
_SENT = (
    r"\brecue?s?\b|\brecois|\brecoi|recev|envoy|\bsent\b|\bsend|receiv|\bgot\b|gotten|arriv|notif"
    r"|\bmessages?\b|\bmsg\b|affich|\bscreen|ecran|\bpops? up|\bpopped|came (?:through|up|in)"
    r"|\bmail"
    r"|textos?\b|\btexts?\b|displa|shows?\b|tombe"
)
_PROVE = (
    r"valid|verif|confirm|autoris|authori|\bapprov|securi|connexion|connect|log(?:ged|ging)?[ -]?in"
    r"|sign(?:ed|ing)? in|\bexpir|perime|toujours bon|still (?:good|valid)|\bvalable|virements?\b"
    r"|transfer"
    r"|paiement|payment|achat|purchase|activ|enrol|beneficiaire|payee"
)
_TOLD = (
    r"\blue?s?\b|a voix haute|read (?:it|them|him|her|out|this|that)|\btold\b|\bgave\b|\bgiven\b"
    r"|\bdonne|\bdicte|conseill|advis[oe]r|fraud|arnaq|scam|\bshar|transmis|communiqu|demand"
    r"|\basked|\bask\b|the bloke|the guy|the man|the lady|le type|le mec"
)
_KEYED = (
    r"\btape[rsz]?\b|\btappe|\btapais|compos|\bsaisi|\bentre[rz]?\b|\benter|\btyp(?:ed?|ing)\b"
    r"|\bpunch|\bput\b|\bkey(?:ed|ing)?\b|\binput|\bmets\b|\bmis\b|\bmet\b|\bfai[st]\b|rentr"
    r"|\bpress"
    r"|\buse[ds]?\b|\butilis|essai|essay|\btr(?:y|ied)\b|\btries\b"
)
_AT_CARD = (
    r"distrib|\bdab\b|\bgab\b|\batms?\b|cash ?(?:machine|point|pt)|hole in the wall|machines?\b"
    r"|\bborne|\bpompe|\bpump|terminal|\btpe\b|\bcaisse\b|supermarche|\btill\b|check ?out"
    r"|\bcartes?\b"
    r"|\bcb\b|\bcards?\b|\bvisa\b|mastercard|retir(?:er|e|ait)|retrait|withdraw|\bavale|swallow"
    r"|wallet|portefeuille|porte-?monnaie|keypad|contactless|sans contact|peage|parking|restau"
    r"|debit"
)
_KEPT = (
    r"souvien|souvenai|rappel|oubli|\bremember|\bforg[oe]t|\bnot(?:e|ee|ait)\b|papier|post-?it"
    r"|carnet|ecrit|written|wrote|scribbl|anniversaire|birthday|mariage|wedding|naissance"
    r"|par c(?:oeur"
    r"|\u0153ur)|by heart|au dos|chang(?:e[drz]?|ing)\b|\bnouveau\b|\bnew\b|\bold\b|\bancien"
    r"|refus|\bfaux"
    r"|\bwrong|\bincorrect|\breject|declin|marche pas|bloqu|\bblock|lock(?:ed)?\b|\bmoi\b"
)


class _Sort(NamedTuple):
    """Words of one sort, and what they weigh for each meaning.

    4 and more: they say by themselves which code it is. 2 to 3: they name a code, or what is done
    with one. 1: they only go with it. Each sort counts once, one less where it stands further than
    ``_FAR`` signs away. To that comes how the code is brought in (0 to 2, ``_tie``) and 2 where its
    digits stand one by one. Years and round numbers start lower.
    """

    pattern: re.Pattern[str]
    pin: int
    otp: int
    login: int


_SORTS = tuple(
    _Sort(re.compile(pattern), pin, otp, login)
    for pattern, pin, otp, login in (
        (rf"{_PIN}|codes? (?:secrets?|confidentiel|pin)", 2, 0, 0),
        (_IS_PIN, 4, 0, 0),
        (_IS_OTP, 0, 4, 0),
        (_IS_LOGIN, 0, 0, 6),
        (_IS_LONG, 1, 3, 1),
        (_LOCKS_APP, 4, 0, 1),
        (_CODE, 2, 2, 2),
        (_SENT, 0, 2, 0),
        (_PROVE, 0, 2, 0),
        (_TOLD, 0, 2, 0),
        (_KEYED, 1, 1, 1),
        (_AT_CARD, 2, 0, 0),
        (_KEPT, 1, 0, 1),
    )
)

_BROUGHT_IN = re.compile(
    r"(?:[:=>\u2192]|'s|(?<![^\W_])(?:c'?est|cest|c|est|etait|is|was|it's|its|be|being|as|comme"
    r"|genre|like|soit|dit|said|says"
    r"|tape[rz]?|tapais|compose[rz]?|saisi[rst]?|saisissez|saisis|entre[rz]?|enter(?:ed|ing)?"
    r"|type[ds]?|typing"
    r"|press(?:ed)?|punch(?:ed|ing)?|keyed|mets|mis|met|mettre|put|use[ds]?|using|utilise[rz]?"
    r"|fais|fait|pr|en|en mettant|lu|read|reads|haute|aloud|out"
    r"|donne|gave|dicte|to|voici|voila|here|affiche|shows?|showing|got|recu|recois|sent|avec|with"
    r"|in|par|code|pin|otp|chiffres|digits|numbers?|numero|me|her|him|them|lui|leur|still"
    r"|toujours|just|bien|que|donc|ce|le|the|my|mon|than|try|tried|essaye))"
    r"[\s\"'«“(]{0,4}(?:[:=,>-]\s{0,2})?\Z"
)
_ALONE = re.compile(r"(?:\A|[.!?;,\n(\u2026\"'«“-]|[^\w\s.,;:!?'\"/&%@#-])\s{0,3}\Z")
_ALONE_AFTER = re.compile(r"\s{0,3}(?:\Z|[.!?;,\n)\"'»”\u2026-]|[^\w\s])")
_SAID_AFTER = re.compile(
    r"[\s\"'»”)\],:.-]{0,4}(?:is|est|c'?est|cest|c|was|etait|voila|=|comme|as|que|ca|it|that|marche"
    r"|passe|ou|or|like|toujours|still|and|et|but|doesn'?t|won'?t|isn'?t|n'est|ne|n'a|expired"
    r"|invalid|invalide|refusee?|rejected|mais|tout|puis|then|deux|twice|when|quand|every"
    r"|a chaque|into|in|a|au|at|on|dans|sur|pour|to|for)(?![^\W_])"
)
_IS_ONE_AFTER = re.compile(
    r"[\s\"'»”)\],:.-]{0,4}(?:is|est|c'?est|cest|c|was|etait|voila|=|comme|as)\s(?:bien |still |"
    r"toujours )?(?:the|my|your|his|her|our|le|la|mon|ton|son|sa|votre|notre|leur|ce|what|a"
    r"|un)(?![^\W_])"
)
_RULED_OUT_BEFORE = re.compile(
    r"(?:[@#€$£+_*]|(?<!w)/|n°|xx|x|(?<![^\W_])(?:"
    r"commandes?|orders?|dossiers?|ref(?:erence|s)?|colis|parcel|suivi|tracking|tickets?|factures?"
    r"|invoices?|contrats?|contract|serie|vol|flight|transaction|case|sinistre|claim|incident"
    r"|police"
    r"|policy|version|build|agences?|branch|guichets?|banque|postal|postale|postcode|zip|promo"
    r"|parrain\w{0,12}|avantage"
    r"|reduc\w{0,12}|cadeau|discount|voucher|referral|coupon|(?:erreurs?|errors?|err)(?: codes?)?"
    r"|errno|ape|naf|insee|rome|bic"
    r"|lei|sort|swift|iban|isbn|ean|siren|siret|client|customer|id|identifiant|login|user|member"
    r"|membre|adherent|rue"
    r"|street|road|avenue|bd|chemin|route|lot|appartement|flat|article|art|page|chapitre|loi"
    r"|section"
    r"|form|formulaire|cerfa|bus|ligne|line|train|porte|door|box|bp|cs|model|modele|iso|annee|year"
    r"|since|depuis|from|jusqu'en|in early|fin|debut|mai|juin|juillet|janvier|fevrier|mars|avril"
    r"|aout"
    r"|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|noel"
    r"|appel\w{0,12}|call(?:ed|ing)?|dial|ring|rang|composez le|joindre|joignable|(?:au|via) le"
    r"|tel|phone|telephone"
    r"|short ?code|paid|paye|debite|preleve|debited|charged|virement de|versement de|transfer of"
    r"|paiement de|achat de|payment of|plus de|over|about|environ|pres de|nearly|around|than|some"
    r"|moins de"
    r"|only|seulement|chf|eur|usd|gbp|mad|fcfa|digicode|(?:ends?|ending|ended|finissant|finit"
    r"|finissent|terminant|termine|"
    r"terminee?|finishing|finishes)(?: (?:par|in|with|en))?|derniers?|last (?:four|4)"
    r"|(?:quatre|4) derniers(?: chiffres)?|last (?:four|4)(?: digits)?(?: (?:is|are|of))?))"
    r"[\s:=.,\"'«(n°o-]{0,4}(?:(?:est|is|le|la|du|de|the|of|numero|num|no|c'est|was|my"
    r"|mon)\s){0,2}\Z"
)
_LAST_DIGITS = re.compile(
    r"derniers|dernieres|last (?:four|4|few)|final (?:four|4)|\bending|finissant|finit par"
    r"|finissent par"
    r"|termin\w{1,6} par|ends? (?:in|with)"
)
_WRITTEN_TO = re.compile(
    r"\b(?:text|sms|txt|send|envoy|don\b|donner|donnez|stop|forward|transfer)[^.!?]{0,40}\b(?:to"
    r"|au|a|at) \Z"
)
_SHORT_NUMBER = re.compile(
    r"(?:(?<!est )(?<!code )\b(?:au|le)|\b(?:sms|text|texto|message) (?:du|from)) \Z"
)
_IN_A_YEAR = re.compile(
    r"\b(?:in|en|of|de|d'ici|by|late|mid|end|avant|before|apres|after|until|for|pour) \Z"
)
_ROUND_NUMBER = re.compile(r"00\Z")
_RULED_OUT_AFTER = re.compile(
    r"\s{0,2}(?:[%€$£°/*]|\d|h\b|eur|euro|balles|dollar|pound|quid|bucks|people|personnes|clients"
    r"|gens"
    r"|customers|users|points|pts|miles|fois|times|ans\b|years|jours|days|heures|hours|secondes"
    r"|seconds"
    r"|sec\b|minutes|mins?\b|km|kg|metres|meters|calories|steps|pas\b(?! (?:bon|accept|reconnu"
    r"|valid))|mots|words|signes|chars?\b|characters|caracteres"
    r"|kms?|(?:x|k|m|mo|go|gb|mb)\b|salaries|employe|agences|emplois|postes|morts|deaths|tweets"
    r"|followers|abonnes|messages|sms|textos|texts|codes?\b(?! pin| secret| sms))"
    r"|\s?[:.,/-]\s?\d|\s{1,3}(?:rue|avenue|street|road|bd|boulevard|place|janv|fev|mars|avr|mai"
    r"|juin|juil|aout|sept|oct|nov|dec)\b"
)
_MANY_USE_IT = re.compile(
    r"moitie|most (?:common|people|popular|used)|half (?:of|the)|tout le monde|les gens|la plupart"
    r"|everyone|everybody|plus (?:utilise|courant|frequent)|who uses|qui (?:met|utilise)|never use"
    r"|like 1234|ne (?:mettez|choisissez)|easiest|par defaut|default|evitez|avoid"
)
_OBVIOUS = frozenset({"1234", "0000", "1111", "123456", "2580", "12345678", "000000", "1212"})
_CARD_WORDS = re.compile(
    r"\bamex\b|american express|\bcvv2?\b|\bcsc\b|securite (?:au|du) dos|signature strip|\bcvc\b"
    r"|cryptogramme|crypto\b|\bcvx\b|\bdos de|back of"
)
_AMEX = re.compile(r"\b3[47][0-9 -]{13,16}|\bamex\b|american express")
_DATED = re.compile(r"expir\w{0,8}|\bexp\b|valable|valid (?:until|thru|till)|validite|fin de val")
_IN_A_WORD = re.compile(r"[a-z][-_]\Z")
_PART_OF_MORE = re.compile(r"\d[\s.\-]{0,2}\Z")
_A_DATE = re.compile(rf"/|[0-9]\.[0-9]{{1,2}}\.[0-9]|{BARRIER}")
_SIGN = re.compile(r"[^\d\s]|(?<![^\d])\s{1,9}(?!\D)")
_ONE_BY_ONE = re.compile(r"[0-9](?:[\s.,\-]{1,3}[0-9]){3,7}")
_USUAL_FOR_ONE_USE = frozenset({6, 8})
_FOUR, _MIN_LONE, _LONGEST = 4, 4, 8
_FAR = 60


class Code(NamedTuple):
    """A code found: where, and what it weighs as a card's, for one use, or to log in."""

    start: int
    end: int
    pin: int
    otp: int
    login: int

    @property
    def sort(self) -> str:
        """Give what it weighs most as: "pin", "otp" or "login"."""
        if self.login > max(self.pin, self.otp):
            return "login"
        return "otp" if self.otp > self.pin else "pin"


def codes(reading: Reading) -> Iterator[Code]:
    """Give the lone groups of digits that the words around make codes of some sort."""
    plain = reading.plain
    for found in SHORT_CODE.finditer(plain):
        start, end = found.span("value")
        digits = "".join(filter(str.isdecimal, found["value"]))
        if not _MIN_LONE <= len(digits) <= _LONGEST or _is_no_code(found["value"]):
            continue
        code = _weighed(plain, start, end, digits)
        if code:
            yield code


def _weighed(plain: str, start: int, end: int, digits: str) -> Code | None:
    before = plain[max(0, start - _BEFORE) : start]
    after = plain[end : end + _AFTER]
    if _is_something_else(before, after, digits):
        return None
    tie = _tie(before, after) + (2 if _ONE_BY_ONE.fullmatch(plain, start, end) else 0)
    pin = otp = login = 0
    near = f"{before} \x00 {after}"
    middle = len(before)
    for sort in _SORTS:
        distance = _distance(sort.pattern, near, middle)
        if distance is None:
            continue
        lower = 1 if distance > _FAR else 0
        pin += max(0, sort.pin - lower)
        otp += max(0, sort.otp - lower)
        login += max(0, sort.login - lower)
    doubt = 2 if is_a_year(digits) or _ROUND_NUMBER.search(digits) else 0
    if len(digits) == _FOUR:
        pin += 1
    elif len(digits) in _USUAL_FOR_ONE_USE:
        otp += 1
    enough = ENOUGH if len(digits) in _USUAL_FOR_ONE_USE else ENOUGH + 1
    if max(pin, otp, login) + tie - doubt < enough or (doubt and not tie):
        return None
    return Code(start, end, pin, otp, login)


def _tie(before: str, after: str) -> int:
    """Give how closely a code is tied to the words around: 0 is not at all."""
    if _BROUGHT_IN.search(before) or _IS_ONE_AFTER.match(after):
        return 2
    if _ALONE.search(before) and (_ALONE_AFTER.match(after) or _SAID_AFTER.match(after)):
        return 2
    if _SAID_AFTER.match(after) or _ALONE.search(before) or _ALONE_AFTER.match(after):
        return 1
    return 0


def _is_something_else(before: str, after: str, digits: str) -> bool:
    return bool(
        _RULED_OUT_BEFORE.search(before)
        or _RULED_OUT_AFTER.match(after)
        or _PART_OF_MORE.search(before)
        or _LAST_DIGITS.search(before[-40:])
        or _CARD_WORDS.search(before[-80:])
        or (len(digits) == _FOUR and _AMEX.search(before + after))
        or (len(digits) == _FOUR and _DATED.search(before[-24:]))
        or (is_a_year(digits) and _IN_A_YEAR.search(before))
        or _WRITTEN_TO.search(before)
        or _IN_A_WORD.search(before)
        or (after[:1] == "-" and after[1:2].isalpha())
        or (_is_short_number(digits) and _SHORT_NUMBER.search(before))
        or (digits in _OBVIOUS and _MANY_USE_IT.search(before + after))
    )


def _is_no_code(value: str) -> bool:
    """Whether a group is a date, scores, or masked: one sign only may stand between digits."""
    return _A_DATE.search(value) is not None or len(set(_SIGN.findall(value))) > 1


def is_no_secret(plain: str, start: int, end: int) -> bool:
    """Whether a code is talked of as one that many people have, or stands on an Amex card."""
    around = plain[max(0, start - _BEFORE) : end + _AFTER]
    if end - start == _FOUR and _AMEX.search(around):
        return True
    return plain[start:end] in _OBVIOUS and _MANY_USE_IT.search(around) is not None


def _is_short_number(digits: str) -> bool:
    """Whether digits may be a number that one calls or writes to: 3639, 1013, 33700."""
    return len(digits) in {5, 6} or (len(digits) == _FOUR and digits[0] in "13")


def _distance(pattern: re.Pattern[str], near: str, middle: int) -> int | None:
    """Give how far the closest match stands from the code, or None where there is none."""
    closest = None
    for found in pattern.finditer(near):
        away = middle - found.end() if found.start() < middle else found.start() - middle
        closest = away if closest is None else min(closest, away)
    return closest


_CLEARLY = 2


def without_others(found: Iterable[Span], weighed: Iterable[Code], sort: str) -> Iterator[Span]:
    """Leave out the codes that the words around clearly make one of another sort."""
    weights = {code.start: code for code in weighed}
    for span in found:
        code = weights.get(span.start)
        if code is None or getattr(code, sort) + _CLEARLY > max(code.pin, code.otp):
            yield span
