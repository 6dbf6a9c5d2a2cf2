"""Answers to secret questions: mother's maiden name, first pet, memorable word.

NIST SP 800-63B, 5.1.1.2, warns of them; banks still ask. Topics of questions are crossed with the
ways to give an answer: right after the topic, after "je réponds" or "I put" near it, or before it
("Rex was my first dog"). What people chat about (favourite films, first cars) counts only where
the text is about proving who one is or getting in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.question_topics import JUDGED, MOTHER_WAS, QUESTION, STRONG, WEAK
from parvis.engine.guard.reading import Reading

_BETWEEN = re.compile(
    r"(?<![^\W_])(?:reponse|answer(?:ed)?|rep|repondu|reponds|dit|mis|tape|saisi|said|put|typed?"
    r"|entered|gave|given?)\s[\"'«“]?(?P<value>[^\W_][\w'\- ]{1,30}?)[\"'»”]?\s(?:a"
    r"|to|for|sur)"
    r"\s(?:la|ma|votre|the|my|your|cette)\s(?:[a-z]{1,10} ){0,2}(?:question|secret|security)"
)
_THEN = re.compile(
    r"[.,]\s{1,2}(?=[A-ZÀ-ÖØ-Þ][\w'’-]{1,20}(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,20}){0,2}\s?[.!])"
)
_ABOUT_ENTRY = re.compile(
    r"question|secret|securit|answer|repon[ds]|debloq|unlock|let me in|locked|verif|robot"
    r"|incorrect|wrong|\bfaux\b|fausse|refus|reject|accept|log(?:ged|ging)? ?(?:in|on)|connect"
    r"|passw|\bmdp\b|mot de passe"
    r"|memorable|identit|identif|identity|recogni|match|correspond|prouver|prove|qui je suis"
    r"|who i am"
    r"|recup|recover|reset|reinit|acces|get in(?:to)?\b|demande|asks?\b|asked|conseill|advis[oe]r"
    r"|operator|agent"
    r"|formulaire|form\b|appli\b|\bapp\b|my account|mon compte|hotline|plateforme|call cent"
    r"|marche pas|marche plus|not work|doesn't|prend pas|passe pas|enregistr|registered|on file"
    r"|veul|ne passe|says no|\btyp(?:ed?|ing)\b|dit non|veut|wants|\bhint|indice|set up|rappelle"
    r"|remember"
)
_IS = (
    r"(?:is|was|were|c'?est|cest|c|est|etait|c'?etait|ct|it's|its|it is|it was|that's|s'appelait"
    r"|s'appelle|se nommait|called|named"
    r"|being|bien|de|to|as|comme|=|a|an|nee?|donc|so|toujours|still|always|forcement|obviously"
    r"|simplement|just|moi|mine|pour moi|for me"
    r"|(?:i|je) (?:believe|think|guess|reckon|crois|pense)(?: que)?)"
)
_LINK = re.compile(
    r"\s{0,2}[\"'»”]?\s{0,2}(?:\([^()\n]{1,48}\)\s{0,2}(?=[:=?>\u2192-]))?"
    r"(?:[?]{1,3}[\"'»”]?\s{0,2}(?:(?:(?:reponse|answer|rep|a|r)\s?[:=]|reponse|answer)\s{0,2}"
    rf"|(?:{_IS}\s{{1,2}}){{1,3}})?"
    r"|\((?=[^()\n]{2,40}\))|(?:,? [^.!?:=,\n]{1,40}?)?\s?[:=]\s{0,2}|[-=]{0,2}>\s{0,2}"
    r"|[\u2192\u21d2]\s{0,2}|\s-\s"
    r"|[\"'»”]?[.,;]?\s{0,2}(?:answer|reponse|rep|ans|a|r)\s?[:=]\s{0,2}"
    rf"|[\"'»”]? (?:for|pour|on|sur|that|que|in|de|at) [^.!?,:\n]{{1,40}}? (?:is|was|est|c'est"
    rf"|c'etait)\s"
    rf"|[\"'»”]?,?\s?(?:{_IS}\s{{1,2}}){{1,4}}(?:[:=]\s{{0,2}})?)"
    r"(?P<quote>[\"'«“]\s?)?"
)
_GIVEN = re.compile(
    r"(?<![^\W_])(?:(?:je (?:dis |lui )?|j'?ai (?:bien |toujours |encore )?|jai |g |on |i"
    r" (?:always |still |just |then )?|i've |ive |i have "
    r"|il faut |moi je "
    r"|moi j'ai )(?:reponds?|repondu|mis|mets|dit|dis|tape|saisi"
    r"|entre|rentre|ecris|ecrit|donne|choisi|note|marque|put|typed?|said|say|answer(?:ed)?"
    r"|enter(?:ed)?|wrote|write|gave|give|told (?:him|her|them|you)|tell (?:him|her|them)|chose"
    r"|used|use|picked"
    r"|set)|(?:et|puis|and|javais|j'avais) (?:mis|put|said|choisi|repondu)|(?:la |ma |the "
    r"|my )?(?:bonne )?(?:reponse|rep|answer|ans)(?: (?:is|was|est|c'?est|etait|being"
    r"|que j'ai (?:enregistree|mise|donnee)))?"
    r"|reponds|answering|typing|putting|saying|en (?:mettant|disant|repondant|tapant)|bah|ben|bin"
    r"|beh|well|moi,? c'?(?:est|etait)|mine(?:'s| is| was)|c'etait|ct|c'est|it's|its|it was|it is"
    r"|genre|so"
    r"|soit|donc|namely|i\.?e\.?)"
    r"(?![^\W_'])(?:\s?[:=,]|\s(?:bien|still|always|toujours|down|in|that|c'est|it's"
    r"|que))?\s{1,2}(?P<quote>[\"'«“]\s?)?"
)
_WORD = rf"[^\W_{BARRIER}](?:[\w'’\-]|\.(?=\w)){{0,23}}"
_VALUE = re.compile(rf"(?:(?:Mr|Mrs|Ms|Dr|St|M|Mme|Mlle|Miss)\.?\s)?{_WORD}(?:[ ]{_WORD}){{0,4}}")
_AFTER_WHAT = r"(?:is|was|c'?est|cest|c|c'?etait|etait|est|=|:|->|comme|as|for|pour)"
_BEFORE = re.compile(
    rf"(?:[\"'»”)]|,|\s-|\s)?\s{{0,2}}(?:,\s)?(?:(?:{_AFTER_WHAT})\s(?:bien\s|the\s|le\s|la\s"
    rf"|mon\s|ma\s|my\s|nom de\s|name of\s|called\s)?){{1,3}}\Z"
    r"|[\"'»”]?\s{0,2}[(,]\s{0,2}\Z"
    r"|[\"'»”]?\s{0,2}[,:;(\u2013\u2014-]?\s{0,2}(?:that's|that is|that was|this is|it's|voila"
    r"|c'est|c'etait|ct|was|being)\s(?:bien |where |ou |also |the |la |le |my |ma |mon |name of "
    r"|nom de |still ){0,4}\Z"
)
_END = re.compile(
    r"\s{0,2}(?:[\"'»”.,;!?\n)(]|\Z|[\u2013\u2014-]|[^\w\s]|(?:et|and|mais|but|ne|n'|isn't"
    r"|doesn't|wasn't|but|depuis|since|alors|svp|lol|mdr|pls|please|merci|ca|donc|so|is|est|was"
    r"|pourtant|jpp|ptdr\w{0,2}|ffs)(?![^\W_]))"
)
_SMALL = frozenset(
    """
    impossible bloquee bloque comment different je l'ai que
    et and je j'ai j'avais jai i i've il elle on vous you ca cela it that this is est was mais but
    qui
    depuis since for pour merci thanks svp please ne n'est not pas wrong incorrect incorrecte faux
    invalide invalid oublie oubliee forgotten forgot always toujours jamais never un une a an the
    demandee demande asked ils they what quoi how why pourquoi aucune aucun none no non yes
    oui where ou when quand avec with en in at au aux so still encore refuse refusee rejected
    already donc alors mdr lol ptdr jpp ffs pls stp then your my its it's c'est c'etait j'ai's
    bonne bon right correct correcte bien doesn't does won't must should can dont don't can't to de
    personne tout rien nobody nothing everything right there here la ici votre notre mon ma
    something quelque quelqu'un someone too trop tres very pretty never deja which whose quel quelle
    puis or all over dont enregistree exacte actuelle recorded exact
    i'm im get got be been being only your's if si me moi mine nos du des le les
    """.split()  # noqa: SIM905 - shorter than a list
)
_MAY_BEGIN = frozenset(["le", "la", "les", "the", "un", "une", "l'", "mon", "du", "my"])
_GENERIC = re.compile(
    r"(?:first|last|middle|nom|name|prenom|surnom|ville|animal|mere|mother|reponse|answer"
    r"|question|personne"
    r"|secret\w?|security|securite|reponses|someone|jeune|birth|marriage|nobody|everyone|facile"
    r"|easy|hard|public|facebook|google)(?![^\W_])"
)
_TALK = re.compile(
    r"qui a |why (?:is|does|do|are)|pourquoi (?:vous|est)|is (?:not|so|on|a|still|the)"
    r"|on facebook|asked the scammer|never give|ne donnez"
)
_ASKED = re.compile(r"\s?[\"'»”]?\s?[?]")
_OF_YOU = re.compile(r"(?<![^\W_])(?:you|your|ur|votre|vos|vous|ton|ta)(?![^\W_])")
_REACH, _BACK, _LONGEST = 90, 80, 64


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of answers."""
    plain = reading.plain
    strong = list(STRONG.finditer(plain))
    questions = list(QUESTION.finditer(plain))
    weak = list(WEAK.finditer(plain))
    asked = any(_ASKED.match(plain, cue.end()) and _OF_YOU.search(cue[0]) for cue in weak)
    if not (strong or questions or asked or len(weak) > 1 or _ABOUT_ENTRY.search(plain)):
        return
    for cue in strong:
        yield from _answer(reading, cue, cased=False)
    for cue in weak:
        yield from _answer(reading, cue, cased=not questions)
    for cue in questions:
        yield from _answer(reading, cue, cased=False, colon=True)
    for cue in MOTHER_WAS.finditer(plain):
        yield from _answer(reading, cue, cased=True)
    yield from _all_given(reading, [*strong, *weak, *questions], sure=bool(questions or strong))
    yield from _apart(reading, [*strong, *(weak if _OF_ANSWERS.search(plain) else ())])
    for cue in (*weak, *strong):
        yield from _before(reading, cue)


_OF_ANSWERS = re.compile(r"reponse|\banswer|securi|secret|question|it asks|me demande|accepted")


def _all_given(reading: Reading, topics: list[re.Match[str]], *, sure: bool) -> Iterator[Span]:
    """Give what is said to have been answered, near a topic; "my answer X to the question"."""
    for given in _GIVEN.finditer(reading.plain):
        if any(_is_near(given.start(), given.end(), topic.span()) for topic in topics):
            yield from _given(reading, given, sure=sure)
    for found in _BETWEEN.finditer(reading.plain):
        if found["value"].split()[0] not in _SMALL:
            yield Span(*found.span("value"), Proof.SAID)


def _is_near(start: int, end: int, topic: tuple[int, int]) -> bool:
    return 0 <= start - topic[1] + 1 <= _REACH or 0 <= topic[0] - end <= _BACK


def _answer(
    reading: Reading, cue: re.Match[str], *, cased: bool, colon: bool = False
) -> Iterator[Span]:
    """Give the answer after a question; ``cased``: written as a name."""
    link = _LINK.match(reading.plain, cue.end())
    if not link:
        link = _AT_ONCE.match(reading.text, cue.end()) or _THEN.match(reading.text, cue.end())
    if not link and "maiden" in cue[0]:
        link = _LOW_AT_ONCE.match(reading.plain, cue.end())
    if not link or (colon and not set(link[0]) & set(":=>\u2192")):
        return
    set_off = bool(set(link[0]) & set(":=>\u2192\"'«“?("))
    span = _value(
        reading, link.end(), quoted=bool(link["quote"]) if "quote" in link.re.groupindex else False
    )
    if not span:
        return
    start, end = span
    value = reading.text[start:end]
    low = value[0].islower()
    if low and (cased and not set_off):
        return
    if low and not _ends(reading.plain, end):
        return
    if low and cased and len(value.split()) > _FEW:
        return
    yield Span(start, end, Proof.SAID, cue.span())
    yield from _another(reading, end, cue.span())


_FEW = 3
_LOW_AT_ONCE = re.compile(
    r"\s(?=[a-z'-]{4,20}(?:\s?[,.;!\n]|\s?\Z|\s(?:no|not|sans|avec|with|refus\w{0,2}"
    r"|rejected)(?![a-z])))"
)
_AT_ONCE = re.compile(r"(?:\s|(?<=\s))(?P<quote>[\"'«“])?(?=[A-ZÀ-ÖØ-Þ])")


def _given(reading: Reading, given: re.Match[str], *, sure: bool) -> Iterator[Span]:
    """Give what somebody says to have answered."""
    span = _value(reading, given.end(), quoted=bool(given["quote"]))
    if not span:
        return
    start, end = span
    if reading.text[start].isdecimal():
        return
    low = reading.text[start].islower()
    if low and given[0].rstrip().endswith(",") and not _NAMES_ANSWER.search(given[0]):
        return
    if low and not (sure and _ends(reading.plain, end) and _says_answer(given[0])):
        return
    yield Span(start, end, Proof.SAID, given.span())
    yield from _another(reading, end, given.span())


def _another(reading: Reading, at: int, cue: tuple[int, int]) -> Iterator[Span]:
    """Give a second answer that was tried: "j'ai mis Rex puis Filou"."""
    more = _AND_THEN.match(reading.plain, at)
    span = _value(reading, more.end(), quoted=False) if more else None
    if span and (reading.text[span[0]].isupper() or _END.match(reading.plain, span[1])):
        yield Span(*span, Proof.SAID, cue)


_NAMES_ANSWER = re.compile(r"answer|rep")
_AND_THEN = re.compile(
    r"[\"'»”]?,? (?:puis|then|et aussi|and then|ou|or)\s{1,2}(?:just |bien )?[\"'«“]?"
)


def _ends(plain: str, at: int) -> bool:
    """Whether an answer may end there: at a sign, or before a small word."""
    word = _NEXT_WORD.match(plain, at)
    return _END.match(plain, at) is not None or (word is not None and word[1] in _SMALL)


_NEXT_WORD = re.compile(r"\s([a-z']{1,14})(?![^\W_])")


def _apart(reading: Reading, topics: list[re.Match[str]]) -> Iterator[Span]:
    """Give the names that stand by themselves near a topic: "la réponse, Twingo, est refusée"."""
    for found in _BY_ITSELF.finditer(reading.text):
        start, end = found.span("value")
        near = (each for each in topics if 0 <= start - each.end() <= _NEAR_APART)
        topic = next(near, None)
        if topic and "." in reading.plain[topic.end() : start - 2]:
            continue
        words = reading.plain[start:end].split()
        if topic and not (_SMALL | _COMMON) & {words[0]} and not _GENERIC.match(words[0]):
            yield Span(start, end, Proof.SAID, topic.span())


_NEAR_APART = 48
_COMMON = frozenset(
    """
    really seriously twice thrice serieusement sincerement vraiment serieux
    why pourquoi thanks merci okay voila bref bonjour hello hi
    salut bonsoir help monsieur madame sir answer reponse still your question security facebook
    twitter barclays hsbc lloyds natwest santander lcl bnp boursorama
    """.split()  # noqa: SIM905 - shorter than a list
)
_BY_ITSELF = re.compile(
    r"(?<=[,;(.?]\s)(?P<value>(?:(?:Mr|Mrs|Ms|Mme|M|Mlle)\.?\s)?[A-ZÀ-ÖØ-Þ][\w'’\-]{2,23}"
    r"(?: [A-ZÀ-ÖØ-Þ][\w'’\-]{1,23}){0,2})(?=\s?[,.)!?]| (?:I said|I put|j'ai dit|je dis"
    r"|(?:was|is|est|etait) (?:accept|refus|reject|wrong|right|always|la r[eé]p|the answer)))"
)


def _says_answer(words: str) -> bool:
    return (
        re.search(r"repon|answer|mis|put|typ|tape|dit|said|choisi|chose|told|tell|saisi", words)
        is not None
    )


def _before(reading: Reading, cue: re.Match[str]) -> Iterator[Span]:
    """Give the answer before the question: ``Rex, c'était mon premier chien``."""
    floor = max(0, cue.start() - _LONGEST)
    link = _BEFORE.search(reading.plain, floor, cue.start())
    if not link:
        return
    for found in _BACK_VALUE.finditer(reading.text, floor, link.start()):
        if found.end() != link.start():
            continue
        words = reading.plain[found.start() : found.end()].split()
        if words[0] not in _SMALL and not _GENERIC.match(words[0]) and words[-1] not in _SMALL:
            yield Span(*found.span(), Proof.SAID, cue.span())
        return


_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’\-]{1,23}"
_BACK_VALUE = re.compile(rf"(?<![\w@#]){_NAME}(?:[ ](?:de |la |du |des |of |the )?{_NAME}){{0,3}}")


def _value(reading: Reading, at: int, *, quoted: bool) -> tuple[int, int] | None:
    found = _VALUE.match(reading.text, at)
    if not found:
        return None
    plain = reading.plain
    end = _cut(reading, *found.span())
    if end <= at or WEAK.match(plain, at) or STRONG.match(plain, at) or QUESTION.match(plain, at):
        return None
    if (_GENERIC.match(plain, at) and not quoted) or plain[at:end].isdecimal():
        return None
    value = plain[at:end]
    shown = reading.text[at:end]
    if shown[0].islower() and _AN.match(value) and not shown.partition(" ")[2][:1].isupper():
        return None
    if len(value) < _SHORTEST or _TALK.match(plain, at) or _is_remark(value, shown, quoted=quoted):
        return None
    return at, end


_SHORTEST = 2
_AN = re.compile(r"(?:a|an|un|une|le|la|mon|my|the) ")


def _is_remark(value: str, shown: str, *, quoted: bool) -> bool:
    """Whether something is said of the question: "is fine", "Really?"."""
    judged = value.partition(" ")[0] in JUDGED and shown[0].islower()
    return not quoted and (judged or value in _COMMON)


def _cut(reading: Reading, start: int, end: int) -> int:
    """Give where the answer ends: before the first small word of a sentence."""
    at = start
    words = reading.plain[start:end].split(" ")
    shown = reading.text[start:end].split(" ")
    for place, word in enumerate(words):
        if word in _SMALL:
            title = shown[place][0].isupper() if place == 0 else _goes_on(shown, place)
            of = word in _OF and place and shown[0][0].isupper() and words[-1] != word
            if not of and not (title and word in _MAY_STAND):
                break
        elif place and shown[0][0].isupper() and shown[place][0].islower() and place >= _NAME_WORDS:
            break
        at += len(word) + 1
    end = max(start, at - 1)
    while end > start and reading.plain[start:end].rpartition(" ")[2] in _SMALL:
        end = start + max(0, reading.plain[start:end].rfind(" "))
    return end


def _goes_on(shown: list[str], place: int) -> bool:
    return any(word[:1].isupper() for word in shown[place + 1 : place + 3])


_NAME_WORDS = 3
_OF = frozenset(["de", "du", "des", "of"])
_MAY_STAND = frozenset(
    "le la les the un une du des de of et and a au aux en in mon ma my st saint".split()  # noqa: SIM905
)


DETECTORS = (
    Detector(
        Kind.SECRET_QUESTION,
        spans,
        cues=(
            "did you live", "did you grow", "you grew", "peluche", "parents met", "rencontre",
            "mere est nee", "mere nee", "maman est nee", "grandi ", "was i born", "were you born",
            "recovery q", "security an", "heros de mon", "grandma", "de cm1", "de cm2", "de ce1",
            "de ce2", "grandfather", "maiden", "jeune fille", "nom de fille", "secret",
            "de securite", "security q", "memorab", "security answer", "security check",
            "first pet", "1st pet", "childhood", "premier ch", "premier animal", "1er animal",
            "1er ch", "1ere voit", "1ere ecole", "1ere maison", "1ere rue", "grow up", "fave ",
            "fav ", "nom du college", "nom du lycee", "security word", "security page",
            "security name", "mot de secu", "nom de l'ecole", "nom de mon ecole", "premiere ecole",
            "first school", "first car", "premiere voiture", "i grew up", "j'ai grandi",
            "jai grandi", "favourite teacher", "favorite teacher", "film pref", "plat pref",
            "couleur pref", "livre pref", "chanteur pref", "chanteuse pref", "chanson pref",
            "equipe pref", "acteur pref", "actrice pref", "prof pref", "sport pref", "groupe pref",
            "auteur pref", "dessert pref", "ville pref", "pays pref", "joueur pref", "favourite",
            "favorite", "instit", "ville de naissance", "lieu de naissance", "middle name",
            "meilleur ami", "meilleure amie", "best friend", "nom de mon ch", "nom de mon",
            "nom de ma mere", "nom de naissance de", "question perso", "were born",
            "before she married", "avant son mariage", "avant de se marier", "met my",
            "nom de la mere", "hint says", "recovery p", "premiere maitresse", "premier bou",
            "premier emploi", "premier patron", "premier conc", "premier amour", "premier lapin",
            "premier hamster", "first dog", "first cat", "first job", "first teacher",
            "first street", "1st car", "1st school", "surnom", "nickname", "d'enfance", "d enfance",
            "de mon enfance", "primary school", "elementary school", "high school",
            "ecole primaire", "maitresse", "ville natale", "birthplace", "place of birth",
            "grandmother's", "grand-mere", "marraine", "parrain", "godfather", "godmother",
            "honeymoon", "lune de miel", "maman s'app", "mere s'app", "mother was", "mum was",
            "codeword", "code word", "secret word", "pet's name", "dog's name", "cat's name",
            "premiere rue", "where i grew", "street i grew", "rencontre de", "prenom de m",
            "father's", "dad's",
        ),
    ),
)  # fmt: skip
