"""Numbers of tax payers and insured persons that need words to be told from other numbers.

A word that names one number (BSN, PESEL, UTR) asks for that number's rule; one that names none
("numéro fiscal", "tax id") for any country's. The rules are those of the countries' tax and social
authorities, as python-stdnum has them; France's key: Bulletin officiel des finances publiques,
number of thirteen digits, the last three the first ten modulo 511.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parvis.engine.guard.context import (
    ANY_WORD,
    LINK_WORD,
    Accepts,
    compact,
    longest,
    value_after,
    value_before,
)
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import GAP
from parvis.engine.guard.kinds.tax_id import is_nino, is_valid
from parvis.engine.guard.reading import Reading

# A number's rule, by its form in letters and digits alone: only what fits is asked.
_WORLD = (
    (r"[0-3][0-9]{12}", "fr.nif"), (r"[0-9]{11}", "de.idnr"), (r"[0-9]{10,13}", "de.stnr"),
    (r"[A-Z]{6}[0-9A-Z]{10}", "it.codicefiscale"), (r"[0-9]{11}", "it.iva"),
    (r"[0-9A-Z][0-9]{7}[0-9A-Z]", "es.nif"), (r"[0-9]{11}", "be.nn"), (r"[0-9]{11}", "be.bis"),
    (r"[0-9]{11}", "be.ssn"), (r"[0-9]{8,9}", "nl.bsn"), (r"(?:PT)?[0-9]{9}", "pt.nif"),
    (r"[0-9]{11}", "pl.pesel"), (r"[0-9]{10}", "pl.nip"), (r"[0-9]{9}(?:[0-9]{5})?", "pl.regon"),
    (r"[0-9]{13}", "ch.ssn"), (r"CHE[0-9]{9}", "ch.uid"), (r"[0-9]{7}[A-Z]{1,2}", "ie.pps"),
    (r"[0-9]{9}", "at.tin"), (r"[0-9]{10}", "at.vnr"), (r"[0-9]{10}K?", "gb.utr"),
    (r"[0-9]{10}", "gb.nhs"), (r"[0-9]{9}", "us.ssn"), (r"[0-9]{9}", "us.itin"),
    (r"[0-9]{9}", "us.ein"), (r"9[0-9]{8}", "us.atin"), (r"P[0-9]{8}", "us.ptin"),
    (r"[0-9]{10}|[0-9]{12}", "se.personnummer"), (r"[0-9]{10}", "se.orgnr"),
    (r"[0-9]{10}", "dk.cpr"), (r"[0-9]{12}", "fi.veronumero"), (r"[0-9]{8}", "fi.ytunnus"),
    (r"[0-9]{11}", "gr.amka"), (r"[0-9]{9}", "gr.vat"), (r"[0-9]{13}", "ro.cnp"),
    (r"(?:RO)?[0-9]{2,10}", "ro.cf"), (r"[0-9]{10}", "bg.egn"), (r"[0-9]{10}", "bg.pnf"),
    (r"[0-9]{9,10}", "cz.rc"), (r"[0-9]{9,10}", "sk.rc"), (r"[0-9]{11}", "hr.oib"),
    (r"[0-9]{13}", "si.emso"), (r"[0-9]{11}", "ee.ik"), (r"[0-9]{11}", "lt.asmens"),
    (r"[0-9]{11}", "lv.pvn"), (r"[0-9]{8}[A-Z]", "cy.vat"), (r"[0-9]{11}", "no.fodselsnummer"),
    (r"[0-9]{10}", "is_.kennitala"), (r"[0-9]{8}", "hu.anum"), (r"[0-9]{9}", "ca.sin"),
    (r"[0-9]{9}(?:R[CMPT][0-9]{4})?", "ca.bn"), (r"[0-9]{11}", "br.cpf"), (r"[0-9]{14}", "br.cnpj"),
    (r"[A-Z]{5}[0-9]{4}[A-Z]", "in_.pan"), (r"[2-9][0-9]{11}", "in_.aadhaar"),
    (r"[0-9]{2}[0-9A-Z]{13}", "in_.gstin"), (r"[0-9]{11}", "tr.tckimlik"),
    (r"[0-9]{10}", "tr.vkn"), (r"[0-9]{13}", "za.idnr"), (r"[0-9]{10}", "za.tin"),
    (r"[0-9]{11}", "au.abn"), (r"[0-9]{9}", "au.acn"), (r"[0-9]{8,9}", "au.tfn"),
    (r"[0-9]{15}", "ma.ice"), (r"[0-9]{7}[A-Z]{1,3}[0-9]{0,3}", "tn.mf"),
    (r"[0-9]{7,9}(?:[0-9][A-Z][0-9])?", "sn.ninea"), (r"[0-9]{15}|[0-9]{20}", "dz.nif"),
    (r"[0-9]{11}", "ar.cuit"), (r"[0-9]{7,8}[0-9K]", "cl.rut"), (r"[0-9]{8,16}", "co.nit"),
    (r"[0-9]{11}", "pe.ruc"), (r"[0-9]{10}", "ec.ci"), (r"[A-Z]{4}[0-9A-Z]{14}", "mx.curp"),
    (r"[A-Z&]{3,4}[0-9]{6}[0-9A-Z]{0,3}", "mx.rfc"), (r"[0-9]{9}", "il.idnr"),
    (r"[0-9]{13}", "kr.rrn"), (r"[0-9]{17}[0-9X]", "cn.ric"), (r"[0-9]{13}", "jp.cn"),
    (r"[0-9A-Z]{9,10}", "sg.uen"), (r"[0-9]{12}", "my.nric"), (r"[0-9]{13}", "th.pin"),
    (r"[0-9]{10}|[0-9]{12}", "ru.inn"), (r"[0-9]{10}", "ua.rntrc"),
)  # fmt: skip

_GENERIC = re.compile(
    r"(?:numero|num|no|n[°\W]?|identifiant|ident|id|reference|ref|matricule|code)\W{0,2}\s?"
    r"(?:d[e']?\s?)?(?:l[ae']\s?)?(?:identification\s)?"
    r"(?:fisca(?:l|ux|le)s?|impots?|contribuable|dgfip|fisc)\b"
    r"|\bspi\b|\bn\.?i\.?f\b|\btin\b|\bidentifiant\sfiscal\b|\bfiscal\s(?:number|no|id|code)\b"
    r"|\btax\W?\s?(?:payer'?s?\W?\s?)?(?:payer\s)?"
    r"(?:id(?:entification|entifier)?|numbers?|no|ref(?:erence)?|code|file)\b"
    r"(?:\W{1,2}(?:number|no|num)\b)?|\btaxid\b|\btax_id\b"
    r"|\bnational\s(?:id(?:entity|entification)?(?!\scard)|insurance"
    r"|registration)\b(?:\s(?:number|no)\b)?"
    r"|\bnumero\snational\b|\bn[o°\W]?\s?national\b|\bregistre\snational\b|\bniss\b|\brrn\b"
)
_NAMED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ((r"\bssn(?:\b|_|(?=\d))|\bsocial\b(?=\W{1,3}[0-9]{3}[ -][0-9]{2}[ -])"
      r"|\bsocial\ssec(?:urity)?\b|\bs\.s\.n\.?|\bsoc\ssec\b"), ("SSN",)),
    (r"\bitin\b|\batin\b", ("us.itin", "us.atin")),
    (r"\bw-?9\b|\bsocial\b(?=\s(?:is|was|no|number|num)\b)", ("SSN",)),
    (r"\bein\b|\bfein\b|employer\sid(?:entification)?\b", ("us.ein",)),
    (r"\bptin\b", ("us.ptin",)),
    (r"\butr\b|unique\stax\w{0,5}\sref\w{0,7}|self\Wassessment\b", ("gb.utr",)),
    (r"\bnhs\b", ("gb.nhs",)),
    (r"\bnino\b|\bnat(?:ional)?\sins(?:urance)?\b|\bn\.?i\b", ("NINO",)),
    (r"steuer\W?\s?(?:id|nr|nummer)\w{0,24}|\bidnr\b|\bst\W{0,3}nr\b",
     ("de.idnr", "de.stnr", "at.tin")),
    (r"codice\sfiscale|\bc\.?f\b\.?(?=\W)|\bcod\W?\s?fisc\w{0,4}",
     ("it.codicefiscale", "CF", "it.iva")),
    (r"\b(?:nif|dni|nie|cif)\b", ("es.nif", "DNI", "pt.nif")),
    (r"\bcontribuinte\b", ("pt.nif",)),
    (r"rijksregister\w{0,8}|\binsz\b|\bnn\b", ("be.nn", "be.bis", "be.ssn")),
    (r"\bbsn\b|burgerservice\w{0,6}|\bsofi\w{0,6}", ("nl.bsn",)),
    (r"\bbis\b", ("be.bis",)), (r"\bamka\b", ("gr.amka",)),
    (r"\b(?:renten|sozial)?versicherungsn\w{1,7}|\bsv\W?n(?:umme)?r\b", ("at.vnr", "RV")),
    (r"cod\snumeric\spersonal", ("ro.cnp",)), (r"\boib\b", ("hr.oib",)),
    (r"\bemso\b", ("si.emso",)), (r"isikukood", ("ee.ik",)), (r"asmens\skodas", ("lt.asmens",)),
    (r"\begn\b", ("bg.egn",)), (r"rodne\scislo", ("cz.rc", "sk.rc")),
    (r"kennitala", ("is_.kennitala",)),
    (r"\bpesel\b", ("pl.pesel",)), (r"\bnip\b", ("pl.nip",)), (r"\bregon\b", ("pl.regon",)),
    (r"\bpps\w?\b", ("ie.pps",)), (r"\b(?:ahv|avs)\b", ("ch.ssn",)), (r"\buid\b", ("ch.uid",)),
    (r"\bmatricule\b", ("LU",)), (r"personnummer\b", ("se.personnummer", "no.fodselsnummer")),
    (r"\bcpr\b", ("dk.cpr",)), (r"\bhetu\b|henkilotunnus", ("fi.hetu",)),
    (r"\bfodselsnummer\b", ("no.fodselsnummer",)), (r"\bcnp\b", ("ro.cnp",)),
    (r"\bpan\b(?=\W{1,3}(?:card|no|number|is|:|[a-z]{5}\d))", ("in_.pan",)),
    (r"\baadh?aar\b", ("in_.aadhaar",)), (r"\bgstin\b", ("in_.gstin",)), (r"\bcpf\b", ("br.cpf",)),
    (r"\bcnpj\b", ("br.cnpj",)), (r"\bcurp\b", ("mx.curp",)), (r"\brfc\b", ("mx.rfc",)),
    (r"\bcuit\b|\bcuil\b", ("ar.cuit",)), (r"\brut\b", ("cl.rut",)), (r"\btfn\b", ("au.tfn",)),
    (r"\babn\b", ("au.abn",)), (r"\bsin\b|social\sinsurance", ("ca.sin",)),
)  # fmt: skip
_AMERICAN = re.compile(r"[0-9]{3}[-.][0-9]{2}[-.][0-9]{4}(?![0-9])")
_SSN = re.compile(r"(?!000|666)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
_EVEN = re.compile(r"[0-9]{3}([\s.\-]?)[0-9]{2}([\s.\-]?)[0-9]{4}(?![0-9]|[\-.][0-9])")
_EIN = re.compile(r"[0-9]{2}-[0-9]{7}(?![0-9\-])")
_FISCAL_CODE = re.compile(r"[A-Z]{6}[0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]")
_LUXEMBOURG = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{5}")
_PENSION = re.compile(r"[0-9]{2}(?:[0-4][0-9])[0-9]{4}[A-Z][0-9]{3}")
_FRENCH = re.compile(rf"[0-3](?<![^\W_][0-3])(?:{GAP}[0-9]){{12}}(?![^\W_])")
_OF_TAXES = re.compile(
    r"impot|imposition|fiscal|\bfisc\b|\bspi\b|dgfip|contribuable|tresor\spublic|\btax(?:es)?\b|\bifu\b"
)
_BACKWARDS = re.compile(r"(?<![^\W_])[0-9A-Z](?:[\s.\-/]{0,2}[0-9A-Z]){7,16}(?![^\W_])")
# What every value holds; looked for first, because most texts with a word of these have none.
_CANDIDATE = re.compile(r"[0-9](?:\W{0,4}[A-Za-z]?[0-9]){5}|[A-Za-z]{5}[0-9]{4}")
# "National identity card number": a card's, not a tax payer's.
_OF_A_CARD = re.compile(
    r"(?<![^\W_])(?:id(?:entity)?[\s-]?cards?|cartes? (?:nationale )?d'? ?identite|cnie?"
    r"|personalausweis)"
    r"(?![^\W_])"
)
_FRENCH_REACH, _CARD_REACH = 80, 40
_MOST, _FEWEST_SIGNS, _FEWEST_DIGITS = 20, 8, 4
_CODE_LENGTH = 16
_WORDS = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:number|nummer|ident\w{{0,12}}|nr|in|form|which|payer|security"
    r"|fiscale?|italiano?|italian|french|spanish|espagnol|belge|belgian|dutch|polish|portuguese"
    r"|portugues|portugais|portugal|germany|allemagne|france|italy|italie|spain|espagne"
    r"|poland|pologne|polonais|neerlandais|pays|bas|netherlands|belgium|belgique|ireland|irlande"
    r"|canada|canadian|swiss|suisse|etats|unis|country|mon|mine|still"
    r"|german|allemand|italien|irish|us|uk|american|espanol|americain|personnelle|personnel|a|y"
    r"|nif|nie|dni|need|you|want|la|empresa|steht|stands|foreign|etranger|insurance|ins|card"
    r"|ref(?:erence)?|fisc)(?![^\W_])"
)
# Behind what names one country's number and nothing else, any word may stand between.
_CLEAR = frozenset(
    {"us.itin", "gb.utr", "de.idnr", "nl.bsn", "pl.pesel", "it.codicefiscale", "SSN", "us.ein",
     "in_.aadhaar", "br.cpf", "gr.amka", "is_.kennitala"}
)  # fmt: skip
_ANY_WORDS = re.compile(rf"{_WORDS.pattern}|{ANY_WORD.pattern}")
# "EIN": in lower case German's "a".
_EIN_FAR = re.compile(
    r"(?<![^\W_])(?:f?ein|employer id\w{0,12}|federal tax|tax id)(?![^\W_])[^\n.!?]{0,48}?[^\w.\-/]"
    r"(?P<value>[0-9]{2}-[0-9]{7})(?![0-9\-])"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of tax payers' numbers that words say to be such."""
    if not _CANDIDATE.search(reading.text):
        return
    yield from _french(reading)
    yield from _american_companies(reading)
    if not _any_name().search(reading.plain):
        return
    for cue, rules in _named():
        words = _WORDS if _CLEAR.isdisjoint(rules) else _ANY_WORDS
        if rules == ("us.ein",):
            yield from value_after(reading, cue, _end_of_ein, _WORDS)
        elif "SSN" in rules:
            yield from value_after(reading, cue, _end_of_ssn, words, several=True)
        else:
            accepts = _accepts(rules)
            yield from value_after(reading, cue, longest(accepts, _MOST), words, several=True)
            yield from value_before(reading, cue, _BACKWARDS, accepts)
    for span in (
        *value_after(reading, _GENERIC, _end_of_any, _WORDS, several=True),
        *value_before(reading, _GENERIC, _BACKWARDS, _is_any),
    ):
        low = max(0, span.start - _CARD_REACH)
        if not _OF_A_CARD.search(reading.plain, low, span.end + _CARD_REACH):
            yield span


def _american_companies(reading: Reading) -> Iterator[Span]:
    """Give the employers' numbers some words behind what names them, as they are printed."""
    for found in _EIN_FAR.finditer(reading.plain):
        if is_valid("us.ein", found["value"]):
            yield Span(*found.span("value"), Proof.SAID)


def _french(reading: Reading) -> Iterator[Span]:
    """Give the French numbers near any word of taxes: their key of three digits proves a lot."""
    plain = reading.plain
    if not _OF_TAXES.search(plain):
        return
    for found in _FRENCH.finditer(reading.text):
        low, high = max(0, found.start() - _FRENCH_REACH), found.end() + _FRENCH_REACH
        word = _OF_TAXES.search(plain, low, found.start()) or _OF_TAXES.search(
            plain, found.end(), high
        )
        if word and is_valid("fr.nif", compact(found[0])):
            yield Span(*found.span(), Proof.CHECK_DIGITS, word.span())


def _end_of_ssn(text: str, at: int) -> int | None:
    """Give where a social security number ends: as printed, or nine digits in a row."""
    even = _EVEN.match(text, at)
    if not even or not _SSN.fullmatch(compact(even[0])):
        return None
    first, second = even.groups()
    return even.end() if first == second or not (first and second) else None


def _end_of_ein(text: str, at: int) -> int | None:
    return longest(lambda number: is_valid("us.ein", number), 9)(text, at)


def _end_of_any(text: str, at: int) -> int | None:
    if _AMERICAN.match(text, at):
        end = _end_of_ssn(text, at)
        valid = end is not None and _is_american(compact(text[at:end]))
        return end if valid else None
    ein = _EIN.match(text, at)
    if ein:
        return ein.end() if is_valid("us.ein", ein[0]) else None
    return longest(_is_any, _MOST)(text, at)


def _is_american(number: str) -> bool:
    return is_valid("us.ssn", number) or is_valid("us.itin", number) or is_valid("us.atin", number)


def _is_any(number: str) -> bool:
    """Whether a number is a tax payer's of some country."""
    if len(number) < _FEWEST_SIGNS or sum(map(str.isdecimal, number)) < _FEWEST_DIGITS:
        return False
    bare = number[2:] if number[:2].isalpha() and number[2:].isdecimal() else number
    return _is_by("NINO", number) or any(
        form.fullmatch(each) and is_valid(name, each)
        for form, name in _world()
        for each in {number, bare}
    )


def _is_by(rule: str, number: str) -> bool:
    if rule == "NINO":
        return is_nino(number)
    if rule == "CF":
        return len(number) == _CODE_LENGTH and _FISCAL_CODE.fullmatch(number) is not None
    if rule == "RV":
        return _PENSION.fullmatch(number) is not None
    if rule == "LU":
        return _LUXEMBOURG.fullmatch(number) is not None
    if rule == "DNI":
        return number[-1:].isalpha() and is_valid("es.dni", number.zfill(9))
    return is_valid(rule, number)


@cache
def _accepts(rules: tuple[str, ...]) -> Accepts:
    return lambda number: (
        len(number) >= _FEWEST_SIGNS - 1 and any(_is_by(rule, number) for rule in rules)
    )


@cache
def _named() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(cue), rules) for cue, rules in _NAMED)


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile("|".join([_GENERIC.pattern, *(cue for cue, _rules in _NAMED)]))


@cache
def _world() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(form), name) for form, name in _WORLD)


DETECTORS = (
    Detector(
        Kind.TAX_ID,
        spans,
        digits=4,
        cues=(
            "fisc", "impot", "imposition", "^social:", "^social ",
            "contribu", "dgfip", "^spi$", "^nif$", "^n.i.f", "^nie$", "^dni$",
            "^cif$", "^tin$", "^tax$", "taxe$", "^taxes$", "^taxid", "^tax_", "taxpayer", "^tax-",
            "^ssn", "social sec", "social ins", "^s.s.n", "soc sec", "^itin$", "^atin$", "^ein$",
            "^fein$", "^w-9$", "^w9$", "federal tax",
            "^ptin$", "^utr$", "^nhs$", "^nino$", "^ni$", "^n.i", "^nat ins",
            "^national i", "^national r", "national$", "steuer", "^idnr", "^st-nr", "^stnr",
            "^st.nr", "^st nr", "^c.f", "^cf$", "cod fisc", "cod. fisc", "rijksreg", "^insz$",
            "^bis$", "^amka$", "versicher", "^sv-n", "^svn", "^sv n", "numeric pers", "^oib$",
            "^emso$", "isikukood", "asmens", "^egn$", "rodne", "kennitala", "^nn$", "^bsn$",
            "burgers", "^sofi", "pesel", "^nip$", "^regon$", "^pps", "^ahv$", "^avs$", "^uid$",
            "matricule", "personnummer", "^cpr$", "^hetu$", "fodsel", "^cnp$", "^pan$", "^cnpj$",
            "aadhaar", "^gstin", "^cpf$", "^curp$", "^rfc$", "^cuit$", "^cuil$", "^rut$", "^tfn$",
            "^abn$", "^sin$", "^niss$", "^rrn$", "assessment", "employer id", "tresor", "^ifu$",
            "henkilo", "aadaar", "registre nat", "numero nat",
        ),
    ),
)  # fmt: skip
