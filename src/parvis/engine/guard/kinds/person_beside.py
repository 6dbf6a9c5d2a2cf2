"""Names of persons by any word near them that says whose: kin, holders, payees, who writes.

One rule: two to four words written as a name, no name of a place or a firm, and a word of
somebody's affairs before or behind, tied to the name by "of", "to", "is", a comma or a colon. What
stands between may be anything short that ends no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.kinds.person_near import is_name
from parvis.engine.guard.names import NAMED, SMALL, SURNAME, cut
from parvis.engine.guard.reading import Reading

_TITLE = re.compile(
    r"(?<![^\W_])(?<!')(?:m(?:onsieur|r|rs|me|lle|iss|s|adame)?|dr|maitre|veuve)\.?[ ]\Z"
)
_TIE = r"(?:,|:|-|\u2013|\u2014|=|->|=>|\(|\"|'|\u00ab)"
_KIN = (
    r"(?:mon|ma|mes|notre|nos|son|sa|my|our|his|her)(?: [a-z]{2,12})?[ -](?:maris?|epou\w{1,3}"
    r"|conjointe?|"
    r"compagn\w{2,3}|concubine?|fiancee?|copine?|ex(?:[ -][a-z]{3,9})?|femme|pere|mere|papa|maman"
    r"|fils|filles?|freres?|soeurs?|oncle|tante|cousine?|neveu|niece|grand-?\w{4,6}|belle-\w{4,6}"
    r"|beau-\w{4,6}|parrain|marraine|filleule?|enfant|bebe|jumelles?|jumeaux?|patron(?:ne)?"
    r"|associee?"
    r"|secretaire|assistante?|comptable|avocate?|notaire|collegue|coloc\w{0,8}|locataire|voisine?"
    r"|proprio|proprietaire|tut(?:eur|rice)|curat(?:eur|rice)|husband|hubby|wife|missus|partner"
    r"|girlfriend|boyfriend|mum|mom|mam|mother|father|dad|nan|nana|gran|granny|grand\w{2,7}|son|lad"
    r"|daughter|brother|bro|sister|sis|aunt\w{0,2}|uncle|nephew|cousin|\w{4,8}-in-law|step\w{3,8}"
    r"|boss|pa|assistant|secretary|accountant|solicitor|lawyer|carer|landlord|landlady|tenant"
    r"|lodger|flatmate|neighbour|colleague|godson|goddaughter|executor|attorney)"
)
_AFFAIR = (
    r"(?:compte|cpte|carte|cb|livret|pel|pret|emprunt|dossier|virement|versement|cheque|chequier"
    r"|succession|heritage|deces|procuration|mandat|contrat|releve|courrier|lettre(?! ouverte)"
    r"|rib|ordre"
    r"|destinataire|beneficiaire|payable|account|acct?|card|mortgage|loan|savings|isa|policy"
    r"|transfer|payment|payee|cheque ?book|estate|probate|statement|letter|made out|belongs"
    r"|standing order|direct debit|beneficiary)"
)
_NAMING = (
    r"(?:noms?|names?|prenoms?|appell?(?:e|es|ent|ait|aient)|nomme|called|identites?|identity|etat"
    r" civil|titulaires?|holders?|signee?|signed|signature|spel(?:led|t|ling)|ecorche|orthographe"
    r"|gerante?|directeur|heriti\w{2,3}|executor|tut(?:eur|rice)|represent\w{1,4}|client|cliente"
    r"|customer|adherente?|societaire|demandeu\w{1,3}|applicant|borrower|emprunteu\w{1,3}|contact"
    r"|interlocut\w{3,5}|who i am|qui je suis|conn(?:u|ue|ait|aissent))"
)
_OF = r"(?:de|d'|a|au nom de|of|to(?: an?)?|under|is|was|est|c'est|etait|says|said|reads)"
_MONEY = re.compile(
    r"(?<![^\W_])(?:comptes?|accounts?|acct?|acc|cartes?|cards?|cb|banques?|banks?|banking"
    r"|prets?|loans?"
    r"|mortgage|virements?|livret|savings|isa|cheques?|chequiers?|conseill\w{2,6}|agence|branch"
    r"|dossier"
    r"|mandat|procuration|succession|probate|estate|titulaires?|iban|rib|payee|releves?|statements?"
    r"|prelev\w{2,8}|direct debit|standing order|transfers?|agios?|frais|fees|overdraft|decouvert"
    r"|signature|passport|passeport|locked out|bloque\w{0,2}|customers? since|cliente? depuis"
    r"|appli|app"
    r"|notaire|authorised|refund|rembours\w{2,6}|complaints?|reclamation|securite|security"
    r"|log(?:ged|ging)? in|customers?(?! (?:serv|care|rep|rel))|clientes?|executor"
    r"|fichiers?|heriti\w{2,3}|gerante?|pel|ldds?|tpe|credits?|letters?|courriers?"
    r"|regroupement|etat civil|identite)(?![^\W_])"
)
_REACH = 56
_BEFORE_NAME = re.compile(
    rf"(?<![^\W_@#])(?:"
    rf"(?P<kin>{_KIN}|(?:me|moi)(?= \()|(?:my late|(?:ma"
    rf"|mon) defunte?) [a-z]{{3,9}})(?:[ ]?{_TIE}[ ]?|[ ](?:s'appell?\w{{1,5}}|est|is|was|named"
    rf"|called"
    rf"|nomm\w{{1,3}})[ ]|[ ])"
    rf"|(?P<affair>{_AFFAIR})s?(?![^\W_])[^.!?\n{BARRIER}]{{0,28}}?(?:[ ]{_OF}[ ]|[ ]d'"
    rf"|[ ]?[:=>][ ]?)"
    rf"|(?P<naming>{_NAMING})(?![^\W_])[^!?\n{BARRIER}]{{0,28}}?(?:[ ](?:{_OF})[ ]|[ ]?{_TIE}[ ]?)"
    r"|(?P<asked>(?:speak(?:ing)?|talk(?:ing)?|spoke) (?:to|with)|cherchez(?: [a-z]{2,9}){0,3}"
    r"|(?<=\n)(?:from|de|exp(?:editeur)?)[ ]?:|(?:\A)(?:from|de) ?:|look (?:me )?up|search for"
    r"|rappel(?:er|ez)"
    r"|dites a|reply to|repond\w{1,3} a|write to|contactez|tell them|ask for|(?:name"
    r"|nom)[^.!?\n]{0,24}\?[ ]?-?"
    r"|(?:acct?|account|card|my|full|mon|a mon|a leur) (?:name|nom)|not [a-z]{2,12},? (?:but"
    r"|it's|its)|et non)[ ]"
    r")\Z"
)
_NEAREST = re.compile(r"(?:mari|femme|pere|mere|husband|wife|mother|father)\Z")
_CLIENT = (
    r"(?:(?:la|le|un|une|votre|fidele|seule|sole|only|the|a|your|joint|loyal|very"
    r"|ancienne?) ){0,2}(?:clientes?"
    r"|clients?|customers?|titulaires?|co-?titulaire|(?:account |joint )?holder|societaire"
    r"|adherente?|dame (?:qui|du)|monsieur (?:qui|du)|gars (?:qui|de)|lady (?:who|from|with)"
    r"|guy (?:who|from|with)|executor|tut(?:eur|rice)|gerante?|the one who)"
)
_BEHIND_NAME = re.compile(
    rf"[ ]?[,(\-\u2013]?[ ]?(?:{_CLIENT}|qui vous (?:ecri\w|parle|contacte|relance)|a l'appareil"
    r"|my (?:late )?(?:husband|wife|mum|dad|mother|father|son|daughter|nan|partner|brother|sister)"
    r"|(?:mon|ma) (?:mari|femme|fils|fille|mere|pere|frere|soeur|conjointe?|compagne|compagnon)"
    r"|(?:from|about|re|regarding) (?:the|my|your) (?:mortgage|loan|account|card|branch|complaint"
    r"|appointment)|on s'est|we spoke|we talked|we met|j'ai (?:un compte|ma carte|ete)|de l'agence"
    r"|rappel\w{1,3}|avec (?:un|une|deux)|not [a-z]|(?:with )?(?:one|two"
    r"|an) [a-z]['’]?s?(?![^\W_]))(?![^\W_])"
)
_SELF = re.compile(
    r"(?:\A|[.!?\n:;)][ ]{0,2}|(?<![^\W_])(?:bonjour|bonsoir|bjr|slt|salut|hello|hi|hiya|hey|allo"
    r"|coucou|morning|evening|afternoon|yes|oui|yo)[ ,!]{1,3}|@\w{1,30}[ ,:]{1,2})"
    r"(?:(?:moi|ici|je suis|j'suis|chuis|c'?est|c|moi,? c'?est|ici c'?est|i'?m|i am|it'?s|this is"
    r"|here is|we are|we're|nous sommes|me[ ]?[,:]?)[ ])?\Z"
)
_I_AM = re.compile(
    r"(?<![^\W_])(?:moi|ici|je suis|c'?est|i'?m|i am|it'?s|this is|we are|we're|nous sommes)[ ]\Z"
)
_ALONE = re.compile(r"(?:\A|[.!?:\n][ ]{0,2})\Z")
_ENDS = re.compile(r"[ ]{0,2}(?:\Z|[.!,\n])")
_WHO = re.compile(
    r"(?<![^\W_])(?:noms?|names?|identi\w{2,6}|telephone|tel|phone|spel(?:led|t)|who|qui suis|whose"
    r"|whos|fichiers?|ecorch\w{1,3}|orthograph\w{1,4}|titulaire|holder)(?![^\W_])"
)
_NEWS = re.compile(
    r"[ ]?,?[ ]?(?:a (?:dit|declare|annonce|gagne|raison|tort)|l'a dit|qui (?:l'a|a|dit|va"
    r"|parle|joue|chante)"
    r"|said|says|tweeted|told|has (?:said|won)|(?:is|are) (?:calling|right|wrong|playing|the best)"
    r"|pour (?:son|sa|ses)|concert|album|film|movie|music|sur (?:tf1|bfm|france)|on (?:tv|bbc"
    r"|stage)"
    r"|president|ministre|minister|mp\b|pm\b)(?![^\W_])"
)
_MASKED_NEXT = re.compile(rf"[ ]{{0,2}}\n[ ]{{0,2}}{BARRIER}")
_MASKED_BESIDE = re.compile(rf"[ ]?[,(<\-]?[ \n]{{0,2}}[<(]?{BARRIER}")
_OF_TWO = re.compile(r"(?<![^\W_])[A-ZÀ-Þ][\w\-]{1,16} (?:and|et|&) \Z")
_THANKS = re.compile(
    r"(?<![^\W_])(?:thanks|thank you|thx|ta|cheers|merci(?: d'avance| beaucoup)?|mercii|a bientot)"
    r"[ ]?[,!\-][ ]?\Z"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of names that words before or behind tie to somebody's affairs."""
    plain, text = reading.plain, reading.text
    for start, end in _names(reading):
        if end <= start or not is_name(reading, start, end) or _NEWS.match(plain, end):
            continue
        title = _TITLE.search(plain, max(0, start - 12), start)
        first = title.start() if title else start
        if _is_tied(reading, first, end):
            two = _OF_TWO.search(text, max(0, first - 24), first)
            yield Span(two.start() if two else first, end, Proof.SAID)


def _names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Give what is written as a name, without words that begin a sentence: ``Ici Léa Petit``."""
    at = 0
    while found := NAMED.search(reading.text, at):
        start, stop = found.span()
        first = _FIRST_WORD.match(reading.plain, start, stop)
        if first:
            at = first.end()
            continue
        yield start, cut(reading.plain, start, stop)
        at = stop


_NO_FIRST = "|".join(sorted(re.escape(word) for word in SMALL if len(word) > 1))
_FIRST_WORD = re.compile(
    rf"(?:{_NO_FIRST}|mr|mrs|ms|miss|mme|mlle|dr|m|i'm|it's|c'est|that's|monsieur|madame|pa|hiya"
    r"|speak|cherchez|ask|look|transfer|nom|moi)\.?[ ]{1,2}"
)


def titled(reading: Reading) -> Iterator[Span]:
    """Give the spans of a title and a surname alone: ``Mme Vasseur-Lopez, titulaire``."""
    for found in _TITLED.finditer(reading.plain):
        name = SURNAME.match(reading.text, found.end())
        if not name or NAMED.match(reading.text, found.end()):
            continue
        tied = _before(reading, found.start())
        if tied and not tied["kin"] and _MONEY.search(reading.plain):
            yield Span(found.start(), name.end(), Proof.SAID, tied.span())


_TITLED = re.compile(r"(?<![^\W_])(?:mr|mrs|ms|miss|mme|mlle|monsieur|madame)\.?[ ]")


def _before(reading: Reading, start: int) -> re.Match[str] | None:
    return _BEFORE_NAME.search(reading.plain, max(0, start - _REACH), start)


def _is_tied(reading: Reading, start: int, end: int) -> bool:
    plain = reading.plain
    two = _OF_TWO.search(reading.text, max(0, start - 24), start)
    start = two.start() if two else start
    tied = _before(reading, start)
    last = not plain[end:].strip(" .!\n")
    if tied and (
        tied["affair"]
        or (tied["kin"] and _NEAREST.search(tied["kin"]))
        or (tied["asked"] and _MASKED_BESIDE.match(plain, end))
        or (last and tied["naming"] and tied["naming"].startswith("sign"))
        or _MONEY.search(plain)
    ):
        return True
    if _MASKED_NEXT.match(plain, end) and _ALONE.search(plain, max(0, start - 3), start):
        return True
    low = max(0, start - _REACH)
    at_start = _SELF.search(plain, low, start) is not None
    i_am = _I_AM.search(plain, low, start) is not None
    behind = _BEHIND_NAME.match(plain, end) and (at_start or i_am)
    ended = _ENDS.match(plain, end)
    if (behind or (i_am and at_start and ended)) and _MONEY.search(plain):
        return True
    if start and _ALONE.search(plain, max(0, start - 3), start) and ended:
        around = plain[low:start] + " " + plain[end : end + _REACH]
        return _WHO.search(around) is not None
    return last and _THANKS.search(plain, low, start) is not None


_AFFAIRS = (
    "compte", "carte", "livret", "^pel", "pret", "virement", "cheque", "chequier", "succession",
    "procuration", "mandat", "releve", "courrier", "lettre", "^ordre", "destinataire",
    "beneficiaire", "payable", "account", "^acc", "^acct", "card", "mortgage", "loan", "savings",
    "transfer", "payment", "estate", "probate", "statement", "letter", "book",
)  # fmt: skip
_TIES = (
    " de m", " est a ", " a m", " au nom d", " :", ":", " of m", " of the", " to ", " is ",
    " was to", " was for", " says", " reads", " under", " belongs", " = ", " de la suc",
)  # fmt: skip

DETECTORS = (
    Detector(
        Kind.PERSON_NAME,
        spans,
        cues=(
            "mon mari ", "ma femme ", "mon pere,", "ma mere,", "my husband", "my wife",
            "my mother ",
            "my father ", "addressed to",
            # affairs, and who holds them
            *(noun + tie for noun in _AFFAIRS for tie in _TIES),
            "la carte de ", "compte de ", "compte d'", "cheque de ", "cheque a ", "dossier de ",
            "mandat de ", "deces de ", "payee", "belongs to", "payable to", "made out to",
            # names and who writes
            "ecorche", "mon nom", "a mon nom", "sous le nom", "appelait", "appelle", "identite :",
            "identite:", "identity", "etat civil", "acct name", "account name", "names ", "name?",
            "names?", "name as", "spelled", "spelt", "^signe", "^signed", "^gerant", "who i am",
            "letters to ", "statements to ",
            "^rappeler m", "^rappelez m",
            "speak to", "reply to", "write to", "contacte", "^from: ", "^de : ", "^de: ",
            "speaking with", "speaking to", "talk to m", "cherchez", "qui vous",
            "l'appareil", ", client", "(client", "le client du", "cliente depuis", "client depuis",
            ", customer", "a customer", "customers since", "customer since", "joint holder",
            "dame qui", "titulaire", "fichiers", "the name on", "au telephone", "rappelle",
            "^ici", "^je suis", "^i'm", "^im ", "^i am", "^moi c", "^moi,", "^c ", "we are",
            "^its ", "^thanks,", "^cheers,", "^merci,", "^thank you,", "^ta,", "we spoke",
            "on s'est", BARRIER,
        ),
        undisguised=False,
        named=True,
    ),
    Detector(
        Kind.PERSON_NAME,
        spans,
        cues=(
            "^me (", "^moi (", "my late ", "ma defunte", "mon defunt", "my grand", "mon comptable",
            "mon mari", "epouse", "epoux", "conjoint", "compagn", "concubin", "mon fiance",
            "ma fiance", "my fiance", "^mon ex ", "^my ex ", "ma femme ", "mon pere ", "ma mere ",
            "mon fils ", "ma fille ", "mon frere", "soeur", "mon oncle", "ma tante", "mon cousin",
            "ma cousine", "my cousin", "mon neveu", "niece", "ma grand-", "mon grand-", "belle-",
            "mon beau-", "mon patron", "secretaire", "mon assistant", "comptable", "mon avocat",
            "mon voisin", "ma voisine", "proprio", "tuteur", "tutrice", "husband", "hubby",
            "my wife", "my partner", "girlfriend", "boyfriend", "my mum ", "my mom ", "my mother",
            "my father", "my dad ", "my nan,", "my nan ", "my gran ", "my son ", "my lad",
            "daughter", "my brother", "my sister", "my aunt", "my uncle", "nephew", "-in-law",
            "accountant", "solicitor", "landlord", "my tenant", "neighbour", "^my pa ", "my boss",
            "executor", "heriti",
        ),
        beside=(
            "compte", "account", "^acc", "^cart", "card", "^cb$", "banq", "bank", "^pret", "loan",
            "mortgage", "virement", "livret", "savings", "^isa$", "cheq", "conseil", "agence",
            "branch", "dossier", "mandat", "procuration", "succession", "probate", "estate",
            "titulaire", "iban", "^rib$", "payee", "releve", "statement", "prelev", "debit",
            "standing", "transfer", "agio", "^frais", "^fee", "overdraft", "decouvert", "signa",
            "passport", "locked", "bloque", "customer", "client", "appli", "^app$", "notaire",
            "authoris", "refund", "rembours", "complaint", "reclamation", "securite", "security",
            "execut", "fichier", "herit", "gerant", "credit", "letter", "courrier",
        ),
        undisguised=False,
        named=True,
    ),
    Detector(
        Kind.PERSON_NAME, titled,
        cues=("^mr ", "^mrs ", "^ms ", "^mme ", "^mlle ", "^miss ", "^mr. ", "madame "),
        undisguised=False,
    ),
)  # fmt: skip
