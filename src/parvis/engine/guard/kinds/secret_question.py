"""Answers to secret questions: mother's maiden name, first pet, memorable word.

NIST SP 800-63B, 5.1.1.2, warns of them; banks still ask. Found after the question, or after words
that say that an answer follows. What people chat about (favourite films) counts only where the
text is about getting in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_MOTHER = r"(?:(?:ma|sa|notre|votre|la)\s(?:mere|maman|mother|grand[ -]mere)|maternel(?:le)?)"
_STRONG = re.compile(
    r"(?<![^\W_])(?:"
    rf"nom (?:de (?:jeune )?fille|de naissance)(?: (?:de )?{_MOTHER})"
    r"|nom de jeune fille(?= ?[:=])|(?:mother|mum|mom|mam|grandmother)'?s?'? (?:maiden|birth) name"
    r"|maiden name of my mother"
    r"|(?:ma |la |votre |mon |sa )?(?:reponse|rep) (?:a (?:la|ma|votre|cette) |de (?:la|ma) )?"
    r"(?:question )?(?:secrete|de securite|personnelle|perso)"
    r"|reponse secrete"
    r"|(?:secret|security|memorable) answer|answer (?:to|for) (?:the|my|your|that) "
    r"(?:[^.!?\n]{0,40} )?question"
    r"|memorable (?:word|name|place|information|info|phrase|date)|mot memorable"
    r")(?![^\W_])"
)
_QUESTION = re.compile(
    r"(?<![^\W_])(?:questions? (?:secretes?|de securite|personnelles?)|(?:security"
    r"|secret) questions?"
    r"|qs secrete|question secrete)(?![^\W_])"
)
_PET = (
    r"(?:pet|dog|cat|hamster|rabbit|goldfish|pony|animal(?: de compagnie| domestique)?|chien|chat"
    r"|chienne|chatte|lapin|poisson rouge|perroquet|doudou|peluche)"
)
_WEAK = re.compile(
    r"(?<![^\W_])(?:"
    rf"(?:(?:the )?names? of (?:my|your) )?(?:my |your |ur )?(?:first|1st|childhood) {_PET}'?s?'?"
    r"(?: name)?"
    rf"|(?:nom d[eu] |prenom d[eu] )?(?:mon |ton |votre )?(?:premier|1er|premiere) {_PET}"
    rf"|(?:nom|prenom) (?:de|du) (?:mon |votre |ma |ton )?{_PET}"
    r"|(?:my |your )?(?:favou?rite|fav) (?:teacher|film|movie|book|food|colou?r|team|band|singer"
    r"|place"
    r"|song|author|subject|holiday)"
    r"|(?:mon |ma |ton |votre |l'|le |la )?(?:film|livre|plat|couleur|equipe|chanteu(?:r|se)"
    r"|prof\w{0,8}"
    r"|chanson|acteur|actrice|auteur|sport|instit\w{0,7}) (?:prefere\w{0,2}|favorite?)"
    r"|(?:mon |ma )?(?:instit\w{0,7}|maitresse|maitre|prof\w{0,8}) (?:de|du|en|d') ?(?:cp|ce1|ce2"
    r"|cm1|cm2"
    r"|maternelle|primaire|ecole|college)"
    r"|(?:ma |votre |nom de (?:ma |votre )?)?(?:premiere|1ere) (?:ecole|voiture|prof\w{0,8}"
    r"|copine|rue)"
    r"|(?:mon |votre |nom de (?:mon |votre )?)?premier (?:emploi|boulot|patron|employeur|concert)"
    r"|(?:my |your |the )?(?:first|1st) (?:school|car|job|employer|boss|boyfriend|girlfriend|street"
    r"|teacher|concert|phone)"
    r"|(?:primary|elementary|high|secondary) school(?: name)?"
    r"|(?:the )?(?:street|road|town|city) (?:where )?i (?:grew up|lived|was born)(?: (?:on|in))?"
    r"|(?:rue|ville|village) (?:de mon enfance|ou j'ai grandi|ou je suis nee?|de naissance"
    r"(?: de (?:ma mere|mon pere|maman|papa))?)"
    r"|(?:best|childhood) (?:friend|mate|nickname|hero)(?:'s name)?"
    r"|(?:mon |ma )?(?:meilleure? amie?)(?: d'enfance)?|surnom(?: d'enfance)?"
    r"|(?:father|dad|mother|mum|mom|grandfather)'?s (?:middle name|birthplace|first name)"
    r"|(?:deuxieme )?prenom de (?:mon|ma) (?:pere|mere|grand[ -](?:pere|mere))"
    r"|(?:ville|lieu) de naissance de (?:ma mere|mon pere)|place of birth of my (?:mother|father)"
    r"|mother's (?:birthplace|place of birth|town of birth)|town i was born(?: in)?"
    r")(?![^\W_])"
)
_ABOUT_ENTRY = re.compile(
    r"question|secre|securit|security|answer|repon|maiden|jeune fille|debloq|unlock|let me in"
    r"|locked"
    r"|verif|robot|incorrect|wrong|faux|fausse|refus|reject|accept|log(?:ged)? ?in|connect|passw"
    r"|mdp"
    r"|mot de passe|memorable|identit|identity|recogni|doesn't match|not match|correspond"
)
_LINK = re.compile(
    r"\s{0,2}(?:\([^()\n]{1,48}\)\s{0,2})?"
    r"(?:[?]{1,3}\s{0,2}(?:(?:(?:reponse|answer|rep|a|r)\s?[:=]|reponse|answer)\s{0,2}"
    r"|(?:it's|it is|c'?est|it was)\s{1,2})?"
    r"|[:=]\s{0,2}|[-=]{0,2}>\s{0,2}|[\u2192\u21d2]\s{0,2}|\s-\s"
    r"|(?:,\s)?(?:(?:is|was|c'?est|est|etait|c'?etait|it's|it is|s'appelait|s'appelle|called|named"
    r"|being|bien|de)\s{1,2}){1,3}(?:[:=]\s{0,2})?)"
    r"(?P<quote>[\"'«“]\s?)?"
)
_WORD = rf"[^\W_{BARRIER}](?:[\w'’\-]|\.(?=\w)){{0,23}}"
_VALUE = re.compile(rf"(?:(?:Mr|Mrs|Ms|Dr|St|M|Mme|Mlle)\.?\s)?{_WORD}(?:[ ]{_WORD}){{0,3}}")
_ANSWER = re.compile(
    r"(?<![^\W_])(?:answer|reponse|rep|i (?:put|typed|said)|j'ai mis|jai mis)"
    r"(?![^\W_])"
)
_GIVEN = re.compile(r"\s{1,2}(?P<quote>[\"'«“]\s?)?(?=[^\W_])")
_END = re.compile(r"\s{0,2}(?:[\"'»”.,;!?\n)]|\Z|[\u2013\u2014-])")
_SMALL = frozenset(
    """
    impossible bloquee bloque comment different je l'ai que
    et and je j'ai jai i i've il elle on vous you ca cela it that this is est was mais but qui que
    depuis since for pour merci thanks svp please ne n'est not pas wrong incorrect incorrecte faux
    invalide invalid oublie oubliee forgotten forgot always toujours jamais never un une a an the
    demandee demande asked ils they what quoi comment how why pourquoi aucune aucun none no non yes
    oui where ou when quand avec with en in at au aux so still encore refuse refusee rejected
    already
    bonne bon right correct correcte bien doesn't does won't must should can dont don't can't to de
    """.split()  # noqa: SIM905 - shorter than a list
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of answers."""
    plain = reading.plain
    for cue in _STRONG.finditer(plain):
        yield from _answer(reading, cue, cased=False)
    for question in _QUESTION.finditer(plain):
        yield from _answer(reading, question, cased=False, colon=True)
        for cue in _ANSWER.finditer(plain, question.end(), question.end() + _REACH):
            yield from _answer(reading, cue, cased=False)
    weak = list(_WEAK.finditer(plain))
    for cue in weak:
        if len(weak) > 1 or _ABOUT_ENTRY.search(plain):
            yield from _answer(reading, cue, cased=True)


_REACH = 90


def _answer(
    reading: Reading, cue: re.Match[str], *, cased: bool, colon: bool = False
) -> Iterator[Span]:
    """Give the answer after a question; ``cased``: a name, or all that the sentence says."""
    link = _LINK.match(reading.plain, cue.end())
    if not link and cue[0].startswith(("i ", "j")):
        link, cased = _GIVEN.match(reading.plain, cue.end()), True
    if not link or (colon and not set(link[0]) & set(":=>\u2192")):
        return
    found = _VALUE.match(reading.text, link.end())
    if not found:
        return
    end = _cut(reading, *found.span())
    value = reading.text[found.start() : end]
    if end <= found.start() or _WEAK.match(reading.plain, found.start()):
        return
    if cased and not value[0].isupper() and not value[0].isdigit():
        return
    if not cased and value[0].islower() and not _END.match(reading.plain, end):
        end = found.start() + len(value.split()[0])
        if not link[0].strip():
            return
    yield Span(found.start(), end, Proof.SAID, cue.span())


def _cut(reading: Reading, start: int, end: int) -> int:
    """Give where the answer ends: before the first small word of a sentence."""
    at = start
    for word in reading.plain[start:end].split(" "):
        if word in _SMALL:
            break
        at += len(word) + 1
    return max(start, at - 1)


DETECTORS = (
    Detector(
        Kind.SECRET_QUESTION,
        spans,
        cues=(
            "maiden", "jeune fille", "secret", "de securite", "security q", "memorable",
            "memorabl", "first pet", "1st pet", "childhood", "premier ch", "premier animal",
            "1er animal", "1er ch", "nom de fille", "security answer", "premiere ecole",
            "first school", "first car", "premiere voiture", "i grew up", "j'ai grandi",
            "favourite teacher", "favorite teacher", "film prefere", "plat prefere",
            "couleur preferee", "livre prefere", "favourite film", "favorite movie", "instit",
            "ville de naissance", "middle name", "meilleur ami", "meilleure amie",
            "best friend's", "favourite", "nom de mon ch", "nom de naissance de ma",
            "question perso", "i was born",
        ),
        undisguised=False,
    ),
)  # fmt: skip
