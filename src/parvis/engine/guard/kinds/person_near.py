"""Names of persons in looser wordings: "X ici", "she's called X", a name alone on the last line.

As in ``person_name``: two words or more, written as names, at words by which people say who is
meant. Names of places, firms and people in the news stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.names import LOW_NAMED, NAMED, SMALL, cut, has_two, is_all_name
from parvis.engine.guard.reading import Reading

_TITLE = r"(?:(?:mr|mrs|ms|miss|mme|mlle|m|monsieur|madame|dr)\.?[ ])?"
_SAYS = re.compile(
    r"(?<![^\W_])(?:"
    r"(?:elle|il|ils|elles|on) s'?appell?(?:e|ent|ait)|j[e']? ?m'?ap{1,2}el{1,2}e?s?"
    r"|jmapel{1,2}e?|je me presente,?"
    r"|(?:she|he)(?:'s| is)? (?:called|named)|(?:her|his) (?:full )?name(?:'s| is)|they call me"
    r"|goes by"
    r"|(?:nom|name|prenom)[^.!?\n]{0,40}?(?:,|\bc'?est|\bit's|\bit is"
    r"|\bis)(?: (?:pas \w{2,12} mais|bien|not \w{2,12} but))?(?<=,|t|s)(?: (?:c'?est|it's"
    r"|it is))?"
    r"|(?:demande|piece|verification|justificatif|controle) d'identite|identite complete"
    r"|mon identite|my id(?:entity)?"
    r"|ask(?:ing)? for|(?:account|card|policy|mortgage|loan|it|booking|file)(?:'s| is"
    r"| was)? (?:under|registered to|held by|belongs to)"
    r"|under (?:the )?name(?: of)?|(?:card|account|statement|letter|passport|licence|carte|courrier"
    r"|releve|cheque book)(?: clearly)? (?:says|reads|is addressed to|addressed to)"
    r"|(?:should|must|ought to) (?:read|be|say)|(?:doit|devrait|faut) (?:etre|lire|mettre)"
    r"|(?:je |nous )?represent(?:e|ons|ing)|on behalf of(?: my \w{3,12})?|de la part de"
    r"|pour le compte de|tuteur de|tutrice de|curateur de|curatrice de|procuration (?:de|pour)"
    r"|porte(?:nt)? le nom(?: de)?"
    r"|beneficiaire|payee|dossiers?(?: de| client)?|sous le nom d[e']|maiden name"
    r"|nom de jeune fille|(?:\A|(?<=[.!?\n] )|(?<=\n))i(?=, )|(?:alors que|et) (?:moi )?je suis"
    r"|moi,? (?:c'?est|je suis)|i'm"
    r"|i am|it's|its|c'est|this is|ici"
    r"|full name|nom complet|nom et prenom|prenom et nom|(?:epouse|nee|veuve)"
    r"|(?:joint )?(?:account|compte)[^.!?\n]{0,12} (?:with|avec|joint avec)|(?:co-?titulaire"
    r"|beneficiaire|payee|emprunteur|co-?borrower|executor|titulaire)"
    r"|adresse[ez]? a|addressed to|a l'attention de|spelled|spelt|s'ecrit|i'?m not \w{2,14},? i'?m"
    r")(?![^\W_'])(?P<sign>\s{0,2}[:=\u2192,(-]?\s{0,2}[\"'«“(]?)"
)
_SURE = re.compile(
    r"m'?ap|mapel|presente|they call|nom|(?<!her )(?<!his )name|identite|identity|my id|under"
    r"|registered|held by"
    r"|part de|compte de|tut|curat|procuration|nom complet|co-?tit|addressed|attention|spel"
    r"|s'ecrit|says|reads|not "
)
_HERE = re.compile(
    r"[ ]?,?[ ]{0,2}(?:ici\b|here\b(?! (?:is|are|in|we|comes|at|on|to|for))|a l'appareil"
    r"|speaking\b|calling\b|on the (?:line|phone)|au (?:telephone|bout du fil)"
    r"|(?:again|encore)\b)"
)
_BEGINS = re.compile(r"(?:\A|[.!?:\n]\s{0,2}|[@#]?\w{0,20},? )\Z")
_GREETED = re.compile(
    r"(?:\A|[.!?\n]\s{0,2}|(?:bonjour|bonsoir|hello|salut|hi|hiya|hey|allo|coucou|morning|evening"
    r"|afternoon)[ ,!.\n]{1,3}(?:(?:c'est|it's|its|moi c'est|this is)\s)?|@\w{1,30}[ ,:]{1,2})\Z"
)
IDENTIFIED = re.compile(
    r"\bcompte|account|\bcarte|\bcard|client|customer|dossier|agence|branch|pret\b|loan|mortgage"
    r"|conseill|virement"
    r"|payee|transfer|rappel|call(?:ed)?\b|appele|spoke|parle|rdv|appointment|releve|statement|identite"
    r"|identity|titulaire|holder"
    r"|mortgage|livret|epargne|savings|\bnee? le|born|adresse|address|courrier|letter|procuration"
    r"|succession|tuteur|refund"
    r"|rembours|chequ|message|mp\b|\bdm\b|reponse|reply|application|demande|banque|\bbank\b"
    r"|still waiting|toujours (?:rien|pas)"
)
_NO_NAME = re.compile(
    r"(?:dutch|belgian|french|german|spanish|italian|portuguese|british|english|scottish|irish"
    r"|american|swiss|polish|european|costa|mont|lac|ile|puerto|partita|[a-z]\.s\.|folio|transit|saudi|prime|pm"
    r"|high|new|san|los"
    r"|las|saint|st"
    r"|north|south|east|west|great|united|le|la|les|the|breaking|just"
    r"|credit|societe|banque|bank|vive|joyeux|bon|bonne"
    r"|happy|good|merry|saint|sainte|via|source|photo|video|read|lire|twitter|facebook|google"
    r"|apple|black|grand|petit|jeux|game|real|fc|as|manchester"
    r"|paris|london|lyon|marseille|apple|samsung|boursorama|crédit|big|little|mc|burger|star"
    r"|harry (?:potter|styles|kane)|super|world|coupe|premier|league|liverpool"
    r"|service|team|equipe|customer|donald trump|joe biden|emmanuel macron|boris johnson"
    r"|elon musk|christine lagarde|marine le pen|jordan bardella|rishi sunak"
    r"|keir starmer|bruno le maire|bernard arnault|bill gates|rachel reeves|gabriel attal"
    r"|justin (?:bieber|trudeau)|taylor swift|kim (?:kardashian|jong)|lady|king|queen|prince"
    r"|princess|pope|pape|god|dieu|jesus|please"
    r"|thanks|merci|cordialement|kind|best|regards)(?![^\W_])"
)
_OWN = re.compile(r"m'?ap|mapel|je me presente")
_LONGEST_LINE = 48
_FEWEST_WORDS, _MOST_WORDS = 2, 4


def spans_said(reading: Reading) -> Iterator[Span]:
    """Give the spans of names that somebody says are their own, or those of a client."""
    plain = reading.plain
    for cue in _SAYS.finditer(plain):
        sure = _SURE.search(cue[0]) is not None
        if not sure and not IDENTIFIED.search(plain):
            continue
        span = _name(reading, cue.end(), low=_OWN.search(cue[0]) is not None)
        if span and (sure or _ends_well(plain, span[1])):
            yield Span(*span, Proof.SAID, cue.span())


def spans_here(reading: Reading) -> Iterator[Span]:
    """Give the spans of names at the start, with "here": ``Dean Hollis here, still waiting``."""
    if not IDENTIFIED.search(reading.plain):
        return
    for found in NAMED.finditer(reading.text):
        start, end = found.span()
        if not _HERE.match(reading.plain, end):
            continue
        if _GREETED.search(reading.plain, max(0, start - 40), start) and is_name(
            reading, start, end
        ):
            yield Span(start, end, Proof.SAID)


def spans_last(reading: Reading) -> Iterator[Span]:
    """Give the spans of names alone on the last line of a message about somebody's affairs."""
    text = reading.text.rstrip()
    line = text.rfind("\n")
    if line < 0 or len(text) - line > _LONGEST_LINE or not IDENTIFIED.search(reading.plain):
        return
    at = line + 1
    while at < len(text) and text[at] in " \t-~":
        at += 1
    found = NAMED.match(text, at)
    if found and not text[found.end() :].strip(" .!") and is_name(reading, *found.span()):
        yield Span(*found.span(), Proof.SAID)


_ALONE = re.compile(
    r"(?:\A|[.!?,;:\n(/|\u2013\u2014-]|BARRIER)\s{0,3}\Z".replace("BARRIER", BARRIER)
)
_ALONE_AFTER = re.compile(
    r"\s{0,3}(?:\Z|[.!?,;:\n)/|\u2013\u2014-]|BARRIER)".replace("BARRIER", BARRIER)
)
_FIRST = re.compile(r"(?:\A|\n)[ ]{0,2}\Z")
_NEAR_MASKED = 6


def spans_beside(reading: Reading) -> Iterator[Span]:
    """Give the spans of names that stand alone beside what is masked: ``[IBAN], Léa Petit``."""
    plain, text = reading.plain, reading.text
    last = len(text.rstrip(" .!\n"))
    for found in NAMED.finditer(text):
        start, end = found.span()
        if not (_ALONE.search(plain, max(0, start - 5), start) and _ALONE_AFTER.match(plain, end)):
            continue
        first = _FIRST.search(plain, max(0, start - 3), start) is not None
        beside = first and BARRIER in plain[end : end + _NEAR_MASKED]
        if (beside or end == last) and is_name(reading, start, end):
            yield Span(start, end, Proof.SAID)


def _name(reading: Reading, at: int, *, low: bool) -> tuple[int, int] | None:
    plain = reading.plain
    title = _CIVIL.match(plain, at)
    start = title.end() if title else at
    found = NAMED.match(reading.text, start)
    if found:
        end = cut(plain, start, found.end())
        return (start, end) if end > start and is_name(reading, start, end) else None
    lower = LOW_NAMED.match(reading.text, start) if low else None
    if lower and is_all_name(plain[start : lower.end()]):
        return start, lower.end()
    return None


_CIVIL = re.compile(r"(?:mr|mrs|ms|miss|mme|mlle|m|monsieur|madame|dr)\.?[ ]")


def is_name(reading: Reading, start: int, end: int) -> bool:
    """Whether words are a person's name, by what they are not: of places, firms, the language."""
    value = reading.plain[start:end]
    words = value.split()
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and has_two(value)
        and BARRIER not in value
        and not _SHORT_FORM.search(value)
        and not any(word in SMALL for word in words if len(word) > 1 and word not in _PARTICLES)
        and not _NO_NAME.match(value)
        and (not reading.text[start:end].isupper() or start > 0)
    )


_SHORT_FORM = re.compile(
    r"'(?:m|s|ve|re|ll|d|t)(?![^\W_])|(?<![^\W_])(?:sort|code|number|no|american|express|sarl|sas"
    r"|eurl|sasu|ltd|limited|plc|inc|gmbh|corp|call|depart|road|street|rue|avenue|swift|bic|iban"
    r"|visa|mastercard|tel|phone|mobile|group|groupe|agence|card|bureau|residence|batiment|cite"
    r"|ville|city|town|county|cedex|holder|gold|premier|classic|infinite|platinum)(?![^\W_])"
    r"|(?<![^\W_])(?:id|bsn|ssn|nif|nie|nir|nino|utr|dni|cni|passport|licen[cs]e|bank|banque"
    r"|banking"
    r"|insurance|app|appli|airlines?|airport|hotel|league|cup|club|radio|news|tv)(?![^\W_])"
    r"|(?<![^\W_])(?:hurricane|river|rican|quads|storm|floods?|crisis|emergency|court|justice"
    r"|festival|victims|state"
    r"|government|party|russia|america|france|england|europe|africa|land|jump|list|cancelled"
    r"|flight\w{0,8}|awesome|monthly|pay|kitchen|customers?|police|minister|church|school"
    r"|university"
    r"|college|museum|day|week|ass|bitch\w{0,4}|nigg\w{0,5}|tho|dear|lord|hospital|company"
    r"|union|fund"
    r"|trust|girlfriend|boyfriend|because|android|iphone|windows|galaxy|park|direct|online|joint"
    r"|standing|order|debit|credit|transfer|payment|google|perhaps|sexual|stick|hall)(?![^\W_])"
    r"|(?:ing|antifa|professor|chairman|counsel)(?![^\W_])"
)
_PARTICLES = frozenset(
    ["de", "du", "des", "la", "le", "of", "da", "dos", "al", "el", "van", "von", "ben", "bin", "di"]
)


def _ends_well(plain: str, end: int) -> bool:
    return _AFTER.match(plain, end) is not None


_AFTER = re.compile(
    r"[ ]{0,2}(?:\Z|[,.;!?\n(\-]|(?:client|cliente|customer|votre|your|et je|je|j'|and i|i|from"
    r"|de l'agence|depuis|du compte|merci|compte|account|with|not"
    r"|et (?:pas|non)|when|quand)(?![^\W_]))"
)

DETECTORS = (
    Detector(
        Kind.PERSON_NAME,
        spans_said,
        cues=(
            "s'appel", "sappel", "mapel", "jmapp", "je me presente", "she's called",
            "he's called", "is called", "her name", "his name",
            "mon nom", "my name", "d'identite", "identite :", "identite complete", "ask for",
            "asking for", "is under", "registered to",
            "held by", "under the name", "name wrong", "represent", "on behalf of",
            "de la part de", "pour le compte de",
            "tuteur de", "tutrice de", "curat", "procuration", "full name", "nom complet",
            "addressed to", "l'attention de",
            "spelt", "spelled", "s'ecrit", "card says", "account says", "statement says",
            "letter says", "passport says", "licence says", "porte le nom", "portent le nom",
            "faut lire", "should read", "should be", "should say", "devrait etre", "doit etre",
            "alors que je suis", "et je suis",
            "dossier ", "joint with", "titulaire", "executor", "reads ", "goes by", "under name",
            "sous le nom", "maiden name,", "beneficiaire ", "payee ", "^i, ",
        ),
        undisguised=False,
    ),
    Detector(
        Kind.PERSON_NAME,
        spans_here,
        cues=(
            " ici,", " ici.", " ici :", " ici -", " here,", " here.", " here!", " here -",
            " here:", " here;", " here from", " here again",
            " here (", " here re", " here about", " here still", "a l'appareil", " speaking",
            " calling", "bout du fil",
        ),
        undisguised=False,
        named=True,
    ),
    Detector(Kind.PERSON_NAME, spans_beside, cues=(BARRIER,), undisguised=False, named=True),
    Detector(Kind.PERSON_NAME, spans_last, cues=("\n",), undisguised=False, named=True),
)  # fmt: skip
