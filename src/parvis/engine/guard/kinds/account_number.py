"""Account numbers, which have no form of their own: words say them, or a bank's code beside does.

France: 11 letters or digits; United Kingdom: 8 digits; United States: up to 17 digits; elsewhere
what national banks print. So 6 to 17 digits, written in one piece or in groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from parvis.engine.guard.context import AFTER_A_NUMBER, filler, said
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.kinds.routing_number import spans as routing_numbers
from parvis.engine.guard.kinds.sort_code import in_pairs, with_account
from parvis.engine.guard.kinds.sort_code import spans as sort_codes
from parvis.engine.guard.owners import NUMBER, is_number, owned, owner
from parvis.engine.guard.reading import Reading

_NUMBER = r"(?:n[°o]s?|n\s?[.°]|numeros?|nums?|nmr|nbr|nb|nos?|nr|numbers?|#|№|ref(?:erence)?|id)"
_KINDS = (
    r"(?:courant|cheques?|joint|epargne|bancaire|pro|professionnel|a vue|de depot|titres?|perso"
    r"|commun|checking|savings?|current|business|bank(?:ing)?|jnt|giro)"
)
_ACCOUNT = (
    r"(?:comptes?|cptes?|cpt|c[mn]pte|conpte|ccp|acc?o?u?nts?|accou?ts?|acc?outns?|acct?s?|a/cs?)"
    rf"(?:\s{{1,2}}{_KINDS}){{0,2}}"
)
_BOOKLET = r"(?:livrets?(?:\s(?:a|b|jeune|bleu))?|ldds?|lep|pel|cel|pea|isa|per|assurance[ \-]vie)"
_ABROAD = (
    r"(?:kontonummer|kontonr\.?|konto-nr\.?|numero de cuenta|cuenta (?:numero|n[°o.]|bancaria)"
    r"|numero (?:di|del) conto|conto corrente(?: n[°o.])?|rekeningnummer|numero da conta)"
)
_STRONG = (
    rf"(?:(?:{_NUMBER}\s{{0,2}}(?:(?:de|du|d'|of|for|mon|my|the|le)\s{{0,2}}){{0,2}}(?:{_ACCOUNT}"
    rf"|{_BOOKLET}))"
    rf"|(?:(?:{_ACCOUNT}|{_BOOKLET}|checking|savings)[\s.:\-(]{{0,3}}(?:{_NUMBER}|n)(?![a-z]))"
    rf"|{_ABROAD}|folio(?: (?:desjardins|bancaire|{_NUMBER}))?)"
)
_LINK = filler(
    "est", "c'est", "cest", r"c(?=[\s'])", "s", "is", "was", "it", "le", "la", "the", "suivant",
    "voici",
    "here", "bien", "bancaire", "chez", "vous", "with", "you", "au", "credit", "debit", "to",
    "courant", "cheque", "cheques", "savings", "current", "checking", "number", "numero", "num",
    "a", "crediter", "debiter", "etait", "donc", "now", "new", "nouveau", "client", "follows",
    "as", "nr", "no", "ends", "actuel", "mon", "my", "ma", "de", "and", "et",
)  # fmt: skip
_COLON = rf"[^0-9\n:=.!?{BARRIER}]{{0,30}}[:=]\s{{0,3}}"
_ONE_PIECE = r"[0-9]{6,7}(?:[ .\-][0-9]{3,5}){1,2}|[0-9]{6,24}[a-z]?"
_GROUPED = (
    r"(?:[0-9]{2,6}-)?[0-9]{4,10}/[0-9]{4}|[0-9]{2,8}(?:[ .\-]{1,3}[0-9]{2,8}){1,5}"
    r"|[0-9](?:[ .\-]{1,3}[0-9]){6,23}"
)
_LETTERED = r"[0-9]{4,7}[a-z][0-9]{3,4}|[a-z]{2,4}-?[0-9]{6,12}"
_VALUE = rf"(?P<value>{_ONE_PIECE}|{_LETTERED}|{_GROUPED}){AFTER_A_NUMBER}"

_SAID = re.compile(rf"(?<![^\W_])(?P<cue>{_STRONG})(?:{_LINK}|{_COLON}){_VALUE}")
# "compte 30418825671": without a word for number, so only what is long enough to be one.
_LONE = re.compile(
    rf"(?<![^\W_])(?P<cue>{_ACCOUNT}|{_BOOKLET}|checking|savings)[\s:=\-(#]{{1,4}}"
    rf"(?:(?:is|est|c'est)[\s:=]{{1,3}})?"
    rf"(?P<value>[0-9]{{7,17}}|[0-9]{{4,8}}[a-z][0-9]{{3,4}}"
    rf"|[0-9]{{3,6}}(?:[ \-][0-9]{{3,6}}){{1,3}})"
    rf"{AFTER_A_NUMBER}"
)
_MIRROR = re.compile(
    rf"(?<![^\W_])(?<![0-9][ .,\-/])"
    rf"(?P<value>[0-9]{{7,17}}|[0-9]{{2,5}}(?:[ .\-][0-9]{{2,5}}){{2,4}})"
    rf"[^\w{BARRIER}]{{1,4}}(?:(?:is|was|est|c'est|cest|that's|as|comme|for|pour|the|my|our|le"
    rf"|mon|ma"
    rf"|notre|c)[^\w{BARRIER}]{{1,3}}){{1,4}}(?P<cue>{_STRONG})"
)
_OTHER_ACCOUNT = re.compile(
    r"(?<![^\W_])(?:je|on|nous|ils?|elles?)\s$|(?:loan|mortgage|pret|credit|twitter"
    r"|insta(?:gram)?|facebook|tiktok|snap(?:chat)?|customer"
    r"|client|paypal|steam|game|avion|miles|flyer)[\s\-_]{1,2}(?:de\s)?$"
)
_BESIDE = re.compile(
    rf"[\s,;:/|\-&+(]{{1,5}}(?:[a-z°#./]{{1,10}}[\s,;:=/|\-&+.()]{{1,4}}){{0,4}}"
    rf"(?P<value>[0-9]{{6,17}}|[0-9]{{4}}[ \-][0-9]{{4}}){AFTER_A_NUMBER}"
)
# "20938471 at 20-71-64": ahead of the code, only as long as British ones.
_AHEAD = re.compile(
    rf"(?<![^\W_])(?<![0-9][ .,:/\-])(?P<value>[0-9]{{8}})[^\w{BARRIER}]{{1,4}}"
    rf"(?:(?:at|and|et|with|avec|chez|in|sort|code|sc|sortcode)[^\w{BARRIER}]{{1,3}}){{0,3}}\Z"
)
_CLOSE = 36
_TELEPHONE = re.compile(r"0[1-9](?:[ .\-]?[0-9]{2}){4}\Z|0[0-9]{4} [0-9]{6}\Z")
_DATE = re.compile(
    r"[0-9]{1,2}([ .\-])[0-9]{1,2}\1(?:19|20)?[0-9]{2}\Z|(?:(?:19|20)[0-9]{2}[ .\-]?){2}\Z"
    r"|(?:19|20)[0-9]{2}([ .\-])[0-9]{2}\2[0-9]{2}\Z"
)
_AMOUNT = re.compile(r"[0-9]{1,3}(?:[ .][0-9]{3}){1,8}\Z")
_MOVE = re.compile(
    r"(?<![^\W_])(?P<cue>(?:virements?|transfers?|payments?|prelevements?|money|argent|salaire"
    r"|wages?|salary|pay|rent|loyer|payroll"
    r"|sous)\s(?:\w{1,12}\s){0,4}(?:parti|from|into|in|(?:out )?of|vers|sur|depuis|to|de)\s"
    r"(?:le |the |de |du )?)(?P<value>"
    rf"{NUMBER.pattern})"
)
# Eleven signs with a letter among them, as French banks and the Post write them.
_FRENCH = re.compile(
    r"[0-9](?<![^\W_][0-9])(?<![0-9][ .,:/\-][0-9])[0-9 .]{3,12}(?:[a-z]{1,2}(?:[ .]?[0-9]){1,6}"
    r"|(?<=[0-9])[a-z])(?![^\W_'])"
)
# What happens to an account: with a number that has no noun at all, it is told of one.
_TOPIC = re.compile(
    r"(?<![^\W_])(?:salaires?|paie|wages?|salary|payroll|pension|retraite|decouvert|overdra(?:ft"
    r"|wn)"
    r"|agios|solde|balance|vir(?:e[rsz]?|ement)s?|transf[a-z]{2,8}|move|moved|moving|verse[rsz]?"
    r"|prelev\w{1,6}|direct debits?|standing orders?|releve|statement|clotur\w{1,4}|ferme[rsz]?e?"
    r"|clos|closed?|closing|shut|open|ouvert|joint|frozen|froze|gele|landed|paying|bloque|frais"
    r"|agence|branch"
    r"|i've had|ive had|debite[rs]?|credite[rs]?|debited|credited|deposit\w{0,2}"
    r"|interets|interest|sent|typed|beneficiaires?|payees?|livrets?|savings?|overdraft)(?![^\W_])"
)
_A_CODE = re.compile(
    r"(?<![^\W_])(?:codes?|passcode|otp|sms|texto|text(?:ed)?|message|one[- ]time|certicode|appli"
    r"|secur'?pass|token|card reader|boitier)(?![^\W_])"
)
_AROUND = 64
_ALONE = frozenset({8, 11})
"""How many digits numbers of accounts have that stand with no noun: British ones, French ones."""
_FEWEST, _MOST = 6, 24
_SORT = re.compile(r"(?<![^\W_])(?:sort(?: ?codes?|ing code)?(?= ?\W{0,2}[0-9])|sort ?codes?)")
_EIGHT = 8
_FEWEST_OWNED, _MOST_OWNED, _FRENCH_LENGTH = 8, 14, 11
_REACH = 24
_ACCOUNT_NOUNS = frozenset({"account"})
_BRANCH_NOUNS = frozenset({"branch"})


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of account numbers."""
    for span in _strongly_said(reading):
        yield span
    for span in said(reading, _LONE):
        value = reading.plain[span.start : span.end]
        if _is_number(value) and not _AMOUNT.match(value) and _is_a_bank_s(reading, span):
            yield span
    for codes in (sort_codes, routing_numbers):
        yield from _beside(reading, codes(reading))


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of long numbers whose nearest noun is an account."""
    yield from owned(
        reading, NUMBER, _ACCOUNT_NOUNS, lambda value: is_number(value, _FEWEST_OWNED, _MOST_OWNED)
    )
    yield from owned(reading, _FRENCH, _ACCOUNT_NOUNS, _is_french)
    if _SORT.search(reading.plain):
        yield from owned(
            reading,
            NUMBER,
            _BRANCH_NOUNS,
            lambda value: is_number(value, _EIGHT, _EIGHT),
        )
    for span in said(reading, _MOVE):
        if is_number(reading.plain[span.start : span.end], _FEWEST_OWNED, _FRENCH_LENGTH):
            yield span


def told_of(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers without any noun near words for what happens to an account."""
    plain = reading.plain
    for found in chain(NUMBER.finditer(plain), _FRENCH.finditer(plain)):
        start, end = found.span()
        if not _may_stand_alone(found[0]):
            continue
        whose = owner(plain, start, end)
        if whose and plain.startswith(("branch", "agence"), whose[1][0]):
            whose = owner(plain, start, end, _BRANCH_NOUNS)
        if whose is None and not _A_CODE.search(plain, max(0, start - _AROUND), end + _AROUND):
            topic = _TOPIC.search(plain, max(0, start - _AROUND), start) or _TOPIC.search(
                plain, end, end + _AROUND
            )
            if topic:
                yield Span(start, end, Proof.SAID, topic.span())
        elif whose and whose[0] in _ACCOUNT_NOUNS:
            yield Span(start, end, Proof.SAID, whose[1])


def _may_stand_alone(value: str) -> bool:
    if any(map(str.isalpha, value)):
        return value.isalnum() and _is_french(value)
    digits = sum(map(str.isdecimal, value))
    return digits in _ALONE and is_number(value, _EIGHT, _FRENCH_LENGTH)


def _is_french(value: str) -> bool:
    return sum(map(str.isalnum, value)) == _FRENCH_LENGTH


def beside_codes(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers that stand behind the code of a bank, whatever says that it is."""
    for codes in (with_account, in_pairs, routing_numbers):
        yield from _beside(reading, codes(reading))


def _beside(reading: Reading, codes: Iterator[Span]) -> Iterator[Span]:
    for code in codes:
        found = _BESIDE.match(reading.plain, code.end) or _AHEAD.search(
            reading.plain, max(0, code.start - _CLOSE), code.start
        )
        if found and _is_number(found["value"]):
            yield Span(*found.span("value"), Proof.SAID, (code.start, code.end))


def _strongly_said(reading: Reading) -> Iterator[Span]:
    for pattern in (_SAID, _MIRROR):
        for span in said(reading, pattern):
            if _is_number(reading.plain[span.start : span.end], named=True) and _is_a_bank_s(
                reading, span
            ):
                yield span


def _is_a_bank_s(reading: Reading, span: Span) -> bool:
    """Whether the account is not one of a loan or of a network, as far as words say."""
    start = span.cue[0] if span.cue else span.start
    return _OTHER_ACCOUNT.search(reading.plain, max(0, start - _REACH), start) is None


def _is_number(value: str, *, named: bool = False) -> bool:
    """Whether a value is long enough, and neither a telephone number nor a date."""
    if not _FEWEST <= sum(map(str.isalnum, value)) <= _MOST or _DATE.match(value):
        return False
    return (named and value.isdecimal()) or not _TELEPHONE.match(value)


DETECTORS = (
    Detector(
        Kind.ACCOUNT_NUMBER, spans, digits=6,
        cues=("compte", "cpt", "^cmpte", "^cnpte", "conpte", "accoun", "^accn", "accont", "accout",
              "acount", "acct", "acc ", "acc:", "acc.", "a/c", "acnt", "^ccp$", "livret",
              "ldd", "lep ", "pel ", "cel ", "pea ", "isa ", "assurance", "konto", "cuenta",
              "conto", "rekening", "conta", "checking", "savings", "sort", "s/c", "sc ", "sc:",
              "routing", "aba", "^folio"),
    ),
    Detector(
        Kind.ACCOUNT_NUMBER, near, digits=8,
        cues=("compte", "^cpt", "^cmpte", "^cnpte", "conpte", "accoun", "^accn", "accont",
              "accout", "^acct", "^acc$", "a/c", "acnt", "acount", "^ccp$", "livret",
              "^ldd", "^lep$", "^pel$", "^cel$", "^pea$", "^isa$", "^cisa$", "assurance", "konto",
              "cuenta", "^conto$", "rekening", "^conta$", "checking", "saving", "saver", "current",
              "^sort", "^wage", "salary", "salaire", "^rent$", "loyer", "virement",
              "transfer", "payment", "prelevement"),
    ),
    Detector(Kind.ACCOUNT_NUMBER, told_of, digits=8),
    Detector(Kind.ACCOUNT_NUMBER, beside_codes, digits=14),
)  # fmt: skip
