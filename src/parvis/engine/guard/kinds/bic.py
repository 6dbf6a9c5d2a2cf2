"""Business identifier codes of banks: ISO 9362, as SWIFT registers them.

Four letters, the country's two (ISO 3166-1), two letters or digits for the place, and three more
for a branch or none. Words in capitals look alike, so words beside must say it, and in a text of
capitals it must look like a code: a digit, a doubled consonant, "XXX", or a known bank's letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import filler
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_COUNTRY_CODES = (
    "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS"
    " BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC"
    " EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY"
    " HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ"
    " LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW"
    " MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA"
    " RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH"
    " TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM"
    " ZW"
)
_COUNTRIES = frozenset(_COUNTRY_CODES.split())
_KNOWN = (
    "ABNA ABNG ABOC ABSA ADCB AGRI AIBK AKBK ANZB ARKE ARSP ASBB AXAB BACX BARC BBPI BBRU"
    " BBVA BCEE BCGE BCIT BCMA BCPO BCVL BDFE BEXA BGLL BIAT BICI BKAU BKCH BKID BKNZ BLOM"
    " BMCE BMCI BNLI BNPA BOFA BOFI BOFM BOML BOTK BOUS BPKO BPMO BPOT BPPI BRDE BREX BSCH"
    " BSUI BTRL BUKB BUNQ CAIX CBAO CCBP CCDQ CCFR CCOP CEKO CEPA CGDI CHAS CIBC CIBE CIHM"
    " CITI CMBM CMBR CMCI CNCA CNRB COBA COOP CORD CPBK CRES CRLY CTBA CTBK DABA DBSS DEUT"
    " DNBA EBIL ECOC EQBL FBNI FIRN FNOM FTSB FVLB GEBA GENO GIBA GKCC GTBI HAND HASE HBUK"
    " HDFC HELA HSBC HVBK HYVE ICBK ICIC INGB INGD IRVT ISBK ITAU JVBA KCBL KKBK KNAB KRED"
    " LAVB LOYD MBBE MHCB MIDL MONZ NBAD NBEG NCBK NDEA NEDS NICA NOLA NORD NORW NOSC NTSB"
    " NWBK OCBC OKOY OTPV PAYP PCBC PKOP POFI PSST PUNB QNBA QNTO RABO RBOS REVO RJHI RNCB"
    " ROYC RZBA SBIC SBIN SBZA SCBL SGAB SGCI SGCL SGMB SGSN SMBC SNSB SOGE SPAR SRLG STBK"
    " SWED SWRP TDOM TGBA TRIO TRWI UBNI UBSW UNAF UNCR UOVB UTBS UTIB VTBR WBKP WFBI WIRE"
    " WPAC YAPI ZEIB ZKBK"
)
_KNOWN_BANKS = frozenset(_KNOWN.split())
_FORM = re.compile(
    r"(?<![^\W_])(?P<bank>[A-Za-z]{4})(?P<s>[ \-.]?)(?P<country>[A-Za-z]{2})[ \-.]?(?P<place>"
    r"[A-Za-z2-9][A-NP-Za-np-z0-9])(?:(?P=s)?(?P<branch>[A-Za-z0-9]{3}))?(?![^\W_])"
)
_COMPACT = re.compile(
    r"(?P<bank>[A-Z](?<![^\W_][A-Z])[A-Z]{3})(?P<s>)(?P<country>[A-Z]{2})(?P<place>[A-Z2-9][A-NP-Z0-9])"
    r"(?P<branch>[A-Z0-9]{3})?(?![^\W_])"
)
_SAID = re.compile(
    r"(?<![a-z])(?P<cue>bic|swift)(?![a-z])(?:[\s/()&\-]{1,3}(?:bic|swift|code|iban))?"
    + filler(
        "code", "codes", "est", "c'est", "cest", "is", "of", "de", "la", "banque", "ma", "mon",
        "bank", "my", "the", "our", "le", "du", "compte", "adresse", "address", "number", "numero",
        "beneficiary", "banco", "codigo", "lautet", "ist", "es", "voici", "here", "suivant", "for",
        "pour", "destinataire", "beneficiaire", "d", "l", "identifier", "a", r"c(?=[\s'])", "it",
        "s", most=18
    )
)  # fmt: skip
_MIRROR = re.compile(
    rf"[^\w{BARRIER}]{{0,4}}(?:(?:is|est|c'est|cest|as|comme|pour|for|the|my|our|le|mon|ma|as|code)"
    rf"[^\w{BARRIER}]{{1,3}}){{0,4}}(?:bic|swift)(?![a-z])"
)
_WORD = re.compile(
    r"(?<![a-z])(?:bic|swift|iban|rib|virements?|virer|transfer(?:t|ts|s)?|wires?|bank(?:ing)?"
    r"|banque"
    r"|ueberweisung|uberweisung|bankverbindung|transferencia|bonifico|payee|sepa|beneficia\w{2,6})"
    r"(?![a-z])"
)
_REACH = 120
_TELLING = re.compile(r"[0-9]|XXX\Z|\A.{6}([B-DF-HJ-NP-TV-XZ])\1|\A(?:....)(?:FR|MC)(?:PP|PR)")
_LOWER_TELLING = re.compile(r"[0-9]|XXX\Z|\A.{6}([BFHLMNPT])\1")
_CAPITALS = re.compile(r"(?<![^\W_])(?!IBAN|SWIFT|CODE|BANK|XXX)[A-Z]{4,40}(?![^\W_])")
_ARTICLE = re.compile(r"\b(?:LE|UN|MON|VOTRE|THE|MY|YOUR|A|CE)\b")
_AROUND = 40


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of codes that words say to be some, before, after, or somewhere near."""
    for cue in _SAID.finditer(reading.plain):
        found = _FORM.match(reading.text, cue.end())
        if found and _is_bic(found, reading.text, said=True):
            yield Span(*found.span(), Proof.SAID, cue.span("cue"))
    for found in _COMPACT.finditer(reading.text):
        if _MIRROR.match(reading.plain, found.end()):
            if _is_bic(found, reading.text, said=True):
                yield Span(*found.span(), Proof.SAID)
        elif _is_bic(found, reading.text, said=False):
            near = _WORD.search(reading.plain, max(0, found.start() - _REACH), found.end() + _REACH)
            if near or found[0][:6].lower() in _OFTEN_ALONE:
                yield Span(
                    *found.span(),
                    Proof.SAID if near else Proof.NUMBERING_PLAN,
                    near and near.span(),
                )


def _is_bic(found: re.Match[str], text: str, *, said: bool) -> bool:
    code = "".join(filter(str.isalnum, found[0]))
    capitals = code.upper()
    if found["country"].upper() not in _COUNTRIES:
        return False
    if capitals[:4] in _KNOWN_BANKS or (found["s"] and capitals != code):
        return capitals[:4] in _KNOWN_BANKS
    if capitals != code:
        return said and _LOWER_TELLING.search(capitals) is not None
    if _TELLING.search(capitals):
        return True
    return said and not found["s"] and not _is_shouted(found, text)


def _is_shouted(found: re.Match[str], text: str) -> bool:
    """Whether other words around are in capitals too: then it may be a word."""
    before = text[max(0, found.start() - _AROUND) : found.start()]
    after = text[found.end() : found.end() + _AROUND]
    if _CAPITALS.search(before) or _CAPITALS.search(after):
        return True
    return (before + after).isupper() and _ARTICLE.search(before) is not None


# Beside "transfer" alone, which many ordinary posts hold, only the codes of large banks.
_OFTEN_ALONE = (
    "bnpafr",
    "sogefr",
    "agrifr",
    "crlyfr",
    "ccbpfr",
    "cepafr",
    "cmcifr",
    "psstfr",
    "bousfr",
    "revofr",
    "revolt",
    "revogb",
    "chasus",
    "bofaus",
    "citius",
    "wfbius",
    "deutde",
    "cobade",
    "ntsbde",
    "barcgb",
    "hbukgb",
    "midlgb",
    "loydgb",
    "nwbkgb",
    "rbosgb",
    "monzgb",
    "srlggb",
    "aibkie",
    "bofiie",
    "ingbnl",
    "abnanl",
    "rabonl",
    "krebbe",
    "gebabe",
    "kredbe",
    "uncrit",
    "bcitit",
    "bsches",
    "caixes",
    "bbvaes",
    "cgdipt",
    "bceelu",
    "pofich",
    "ubswch",
    "cresch",
    "trwi",
    "bcmama",
    "bmcema",
    "handse",
    "dnbano",
)
DETECTORS = (
    Detector(
        Kind.BIC, spans,
        cues=("bic", "swift", "iban", "virement", "virer", "wire", "sepa", "payee",
              "uberweisung", "bankverbindung", "bonifico", "beneficia", "identification b",
              "identification de la b", "code de la banq", "identifier code", "bank identif",
              *_OFTEN_ALONE),
    ),
)  # fmt: skip
