"""What names of persons are made of, written as such or all in small letters."""

from __future__ import annotations

import re

from parvis.engine.guard.folding import BARRIER

PARTICLE = (
    r"(?:d[eiuao]s?|del|della|van|von|der|den|ter|ten|el|al|ben|bin|ibn|bint|le|la|du|des|of|san"
    r"|da|dos"
    r"|mac|mc|st|saint|abd|abu|bou|ould|ait)"
)
UPPER = r"[^\W\d_a-zà-öø-ÿ]"
WORD = (
    rf"(?:{UPPER}(?:[^\W\d_]|['’\-](?=[^\W\d_])){{1,24}}|{UPPER}\.(?:-?{UPPER}\.)?"
    rf"|{UPPER}(?=[ ])"
    rf"|[dlDLO]['’]{UPPER}[^\W\d_]{{1,20}})"
)
NAMED = re.compile(
    rf"{WORD}(?:[ ]{{1,2}}(?:{PARTICLE}[ ]{{1,2}}|[dl]['’]){{0,3}}?{WORD}){{1,4}}(?![\w@])"
)
LONGEST = 48
SURNAME = re.compile(
    rf"(?:(?:{PARTICLE})[ ])?{UPPER}(?:[^\W\d_]|['’\-](?=[^\W\d_])){{1,24}}(?![\w@])"
)
LOW = rf"[^\W\d_{BARRIER}](?:[^\W\d_]|['’\-](?=[^\W\d_])){{1,20}}"
LOW_NAMED = re.compile(rf"{LOW}[ ](?:(?:{PARTICLE})[ ]){{0,2}}{LOW}(?![\w@'])", re.IGNORECASE)
_CAPITAL = re.compile(rf"\s(?:[dlDLO]\S)?{UPPER}")
_BEFORE_CAPITAL = re.compile(
    rf"(?<![^\W\d_])(?:{UPPER}\S{{0,25}}|(?i:m|mrs?|mme|mlle|ms|miss|mx|dr|monsieur|madame"
    r"|mademoiselle|maitre|ma\u00eetre|docteur)\.?|\w{0,3}(?i:nom|name)|(?i:famille))"
    rf"(?:\s{{1,2}}{PARTICLE}|\s{{1,2}}[dl]['’]){{0,3}}\s?\Z"
)
_OF_FORMS = (":", "=", ">", "\u2192", " - ")
SMALL = frozenset(
    """
    prenom nom name first surname last dob date tel iban born naissance adresse address numero
    number
    a ai ainsi alors an and apres are as at au aussi aux avec avez avoir avant been but by ca can
    car
    ce ces cet cette chez ci client cliente clients comme comment compte could customer dans de
    depuis
    des did do does doit donc du elle en encore est et ete etre eux fait faut for from get got had
    has
    have he her here him his how i ici if il ils in is it its j jai je jamais just la le les leur
    lui
    ma mais me mes mieux moi mon my n ne ni non nos not notre nous now of on ont or ou oui our par
    pas
    peu peut plus pour pourquoi puis quand que quel quelle qui quoi s sa said sans se sera ses she
    si
    since so son suis sur svp sorry t ta te tes that the their them then there they this to toi ton
    toujours tous tout toute tres trop tu un une up us va very via voici voila vos votre vous was we
    what when where which who why will with would yes you your y im ive dont don't s'il merci
    bonjour
    hello please stp hi help urgent obligatoire required field changed since banque bank carte card
    credit agricole societe generale bnp paribas lcl caisse epargne postale mutuel populaire lloyds
    barclays hsbc natwest santander halifax monzo revolut boursorama fortuneo nationwide wells fargo
    chase tsb rbs service services team equipe customers support conseil conseiller direction agence
    department manager desk centre center direct online france paris london british uk french
    english
    president premier ministre minister bonne belle journee soiree noel courage annee new year happy
    good great best bad fed absolutely ridiculous disgusted disgrace disgraceful joke fucking bloody
    day night morning christmas merry black friday holiday saint-germain paris-saint-germain charlie
    colere decu mecontent mecontente client-mystere fidele angry unhappy disappointed upset sad
    sick tired done livret assurance pret loan mortgage account accounts invalide incorrect refuse
    inconnu inconnue bloque bloquee joint mr mrs mme madame monsieur everyone tous all again why
    urgent important info question probleme arnaque scam fraud alert alerte epic fail lol mdr ok
    rcs sarl sas sasu eurl siren siret tva
    """.split()  # noqa: SIM905 - shorter than a list
)
_FEWEST_LETTERS = 2


def may_be_named(text: str, plain: str) -> bool:
    """Whether a name may stand in a text as names are written, or in a form in any letters.

    Much faster than to look for names. ``plain`` is the plain text; where signs were left out of
    it, names may be disguised, and the answer is yes.
    """
    return (
        len(plain) != len(text)
        or any(sign in plain for sign in _OF_FORMS)
        or any(
            _BEFORE_CAPITAL.search(text, max(0, found.start() - LONGEST), found.start())
            for found in _CAPITAL.finditer(text)
        )
    )


def cut(plain: str, start: int, end: int) -> int:
    """Give where a name ends: before the first word that is no name."""
    at = start
    for word in re.finditer(r"[^ ]+", plain[start:end]):
        initial = len(word[0]) == 1 and word[0] not in "aiy"
        if word[0] in SMALL and not initial and word[0] not in _MAY_BE_PARTICLES:
            break
        at = start + word.end()
    while at > start and plain[start:at].rpartition(" ")[2] in _MAY_BE_PARTICLES:
        at = start + plain[start:at].rfind(" ")
    return at


_MAY_BE_PARTICLES = frozenset(["de", "du", "des", "la", "le", "of", "da", "dos", "al", "el"])


def has_two(name: str) -> bool:
    """Whether a name has two words, one of them no initial."""
    words = [word for word in re.split(r"[ ]", name) if word.strip(".")]
    longest = max(map(len, words), default=0)
    return len(words) > 1 and longest > _FEWEST_LETTERS


def is_all_name(name: str) -> bool:
    """Whether no word of a name in lower case is one of the language."""
    words = name.lower().split()
    return not any(word in SMALL or "'" in word[:3] for word in words)
