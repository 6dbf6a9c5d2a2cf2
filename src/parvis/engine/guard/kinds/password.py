"""Passwords, said to be one: "mdp : azerty59", "my password is ...", "log/pass".

NIST SP 800-63B, 5.1.1 (memorized secrets). Words alone show it, so what stands after them must
look like a password, or be set off as one: by a colon, an equals sign, quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from parvis.engine.guard.context import AFTER_A_NUMBER, code_after, is_a_year
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

NAMES = (
    r"(?:mots?[ \-]{0,2}(?:de?|2|d')?[ \-]{0,2}pas{1,3}e?s?(?: ?mot)?|mdps?|mdpass|m\.d\.p\.?"
    r"|phrases? (?:de passe|secrete)|pass(?:e)?[ \-]?phrases?|pas{1,2} ?w(?:or|ro|ar|er|r|o)?ds?"
    r"|passw|p/w|psw"
    r"d?|pswrd|pwd?|pwrd|pass(?= ?[:=])|(?:my|mon|old|new|ancien|nouveau) pass(?![ \-]?(?:phrase"
    r"|word|code|[a-z]))|(?:mon "
    r"|votre |ton )?codes? (?:d'|d )?acces(?: internet)?"
    r"|access codes?|pass ?codes?(?=[^.!?\n]{0,24}?(?:[:=]|\bis|\bwas)\s?[a-z])|memorable (?:word"
    r"|info(?:rmation)?)|passwort|kennwort|contrasena|wachtwoord"
    r"|palavra-passe|senha)"
)
_CUE = re.compile(rf"(?<![^\W_]){NAMES}(?![^\W_])")
_OF = re.compile(
    r"(?:[ \-](?:de|du|l'espace|l'appli|l'application|tout|bete|simple|pour|for|to|of|sur|on"
    r"|provisoire|temporaire|temporary|temp|actuel|current"
    r"|old"
    r"|new|ancien|nouveau|mon|ma|my|the|la|le|compte|account|espace|client|appli|app|banque|bank"
    r"|online|en ligne|banking|internet|site|web|perso|personnel|recu|received|par|by|courrier|post"
    r"|mail|sms|you|your|they|he|she|gave|sent|me|us|over|phone|i|use|used|set|chose|choisi|que|mis"
    r"|vous|m'avez|m'a|j'ai|jai|donne|envoye|initial|login|connexion|telephone|hier|yesterday|still"
    r"|always|toujours|un|a|qui|which|since|day one|has been)(?![^\W_])){1,12}"
)
_SET_OFF = re.compile(
    r"[\s)\]]{0,2}(?:(?:(?:est|is|c'?est|was|etait)\s{0,2})?(?::=|=>|[:=\u2192\u21d2]"
    r"|-{1,2}>)\s{0,3}"
    r"[\"'«“”(<\[*]{0,2}\s?"
    r"|\s{1,2}[-]\s{1,2})"
)
_QUOTED = re.compile(
    r"\s{0,2}(?:(?:is|est|c'?est|was|etait|of|de|as|to|en)\s{1,2}|[:=>]{1,2}\s{0,2})?"
    r"(?:\"(?P<a>[^\"\n]{3,48})\"|«\s?(?P<b>[^»\n]{2,48}[^»\n\s])\s?»|“(?P<c>[^”\n]{3,48})”"
    r"|(?<=[\s:=])'(?P<d>[^'\n]{3,48})'|\((?P<e>[^()\s]{4,48})\))"
)
_LOOSE = re.compile(
    r"(?:\s{1,4}|,\s|'s\s)(?:(?:is|est|from|c'?etait|c'?est|c|was|etait|to|en|a|par|as|comme|it's"
    r"|ist|es|e|lautet|now|just|still|bien"
    r"|toujours|actuellement|currently|only|juste|exactement|exactly|literally|simply|namely|soit"
    r"|changed|set|again"
    r"|pourtant|le|numero)\s{1,2}){0,4}[\"'«“]?"
)
_SAYS_IT_IS = re.compile(
    r"(?<![^\W_])(?:is|est|c'?est|cest|ces|c|been|was|c'?etait|etait|it's|ist|es"
    r"|lautet)\s{1,2}[\"'«“]?\Z"
)
_IT_IS = re.compile(r"(?<![^\W_])c'?et?a?(?:st|it)\s{1,2}[\"'«“]?\Z")
_THEN = re.compile(r"\s{0,2}(?:,|/|to|en|a|par|and|et|or|ou|then|puis|vers)\s{1,2}[\"'«]?")
_WORDS = re.compile(
    r"\s?(?:[:=]|is|est"
    r"|c'est)\s{0,2}[\"«“]?\s?(?P<value>[a-z0-9]{2,16}(?:[ \-][a-z0-9]{2,16}){2,7})"
    r"[\"»”.!]?\s{0,9}(?:\Z|[\n.,;!])"
)
_SPOKEN = re.compile(r"memorable|(?:tele)?phone banking")
"""Passwords that one says to somebody, and that are words."""
_SPOKEN_REACH = 40
_SPOKEN_END = re.compile(
    r"[\"'»”]?\s?(?:\Z|[.,;!?\n(-]|(?:was|is|has|got|never|a ete|est|et|and|but|mais)(?![^\W_]))"
)
_SPELT = re.compile(
    r"[\"'»”]?\s?[,(]\s?(?:(?:all|tout|en|with|avec|in|one|an?|une?) ){0,3}"
    r"(?:lower|upper|capitals?|caps|minuscules?|majuscules?|one word|attache|word)(?![^\W_])"
)
"""How the password before it is spelt."""
_PUT = re.compile(
    r"(?<![^\W_])(?:put|set|typed?|entered|mis|tape|saisi) (?:in )?(?:my|the|mon|le) \Z"
)
_BESIDE_LOGIN = re.compile(
    rf"(?:{BARRIER}|(?<![0-9])[0-9]{{6,12}})\s?[,/;|\n-]?\s?(?:(?:et|and|my|mon|le|the)\s)?"
    rf"(?:{NAMES})\s?\Z"
)
_DIGITS = re.compile(r"[0-9]{4,12}" + AFTER_A_NUMBER)
_TOKEN = re.compile(rf"[^\s{BARRIER}]{{3,64}}")
_PAIR = re.compile(
    r"(?<![^\W_])(?:log(?:in)?|id|ident(?:ifiant)?s?|user(?:name)?|mail|e-mail|email|compte"
    r"|client)\s?"
    rf"(?:[/+&|-]|et|and)\s?(?:{NAMES}|pass)(?![^\W_])(?P<sign>[\s:=>\-]{{0,5}})"
    r"(?P<login>[^\s/|]{1,64})(?:\s?[/|,;]\s?|\s(?:et|and|-|puis|\+)\s|\s)"
    rf"(?P<value>\S{{3,64}}|{BARRIER})"
)
_TWO = re.compile(
    r"(?<![^\W_])(?:identifiants?|ids|credentials|acces|login|details)(?P<sign>\s?:\s?)"
    r"(?P<login>[^\s/|]{2,64})\s?[/|]\s?(?P<value>[^\s/]{3,64})"
)
_MIRROR = re.compile(
    r"(?<!\S)(?P<value>\S{4,64})[\s\"'»”]{1,3}(?:is|est|c'?est|was|etait|=|as|comme|for)\s"
    r"(?:(?:my|mon|le|the|our|notre|his|her|son|a|un|new|old|nouveau|ancien|current|seul"
    r"|only)\s){0,3}"
    rf"(?P<name>{NAMES})(?![^\W_])(?!\s(?:le plus|la plus|of the|de l'annee|des francais|most))"
)
_PUT_AS = re.compile(
    r"(?<![^\W_])(?:mets?|mis|mettre|tape|choisi|prends?|pris|utilise|put|use[ds]?|set|chose"
    r"|picked)\s"
    r"[\"'«“]?(?P<value>[^\s\"»”]{4,40})[\"'»”]?\s(?:en|comme|pour|as|for)\s(?:(?:le|un|mon|my"
    r"|the|a|your"
    rf"|nouveau|new)\s)?(?P<name>{NAMES})(?![^\W_])"
)
_IN_LETTERS = re.compile(
    r"(?<!\S)u(?:ser)?\s?[:=]\s?(?P<login>\S{3,40})[\s,;/|]{1,4}p(?:ass|w"
    r"|wd)?\s?(?P<sign>[:=])\s?(?P<value>\S{4,64})"
)
_WELL_KNOWN = frozenset(
    """
    azerty azertyuiop qwerty qwertyuiop motdepasse password letmein iloveyou doudou loulou soleil
    chouchou sunshine princess admin administrator dragon monkey football welcome bonjour marseille
    abcdef nicolas jetaime
    """.split()  # noqa: SIM905 - shorter than a list
)
TALKED_OF = re.compile(
    r"most (?:common|popular|used)|top password|worst|les plus (?:utilises|courants)"
    r"|pires? mots? ?(?:de)?|breach|survey|sondage|classement|mettez (?:jamais|pas)|like '?password"
)
"""Passwords of everybody, of which newspapers tell."""

NO_VALUE = frozenset(
    """
    oublie oubliee oublié incorrect incorrecte invalide invalid errone erronee faux fausse perdu
    perdue perime perimee rejete rejetee provisoire temporaire expire expiree expired forgotten
    forgot lost wrong reset resetting refuse refusee rejected
    bloque bloquee blocked impossible inconnu inconnue unknown none aucun rien help aide svp please
    obligatoire required requis mandatory ok non oui yes no never jamais toujours encore again pas
    plus not the le la les un une des de du mon ma my your votre notre je j'ai jai il elle on ca
    cela that this it what quoi comment how why pourquoi where when ou qui que who which can could
    do does did is est c'est are was a an au aux en et and or but mais if si i i'm im we they you
    vous nous tu gestion manager changer change changed modifier modifie reinitialiser
    reinitialisation reinitialise
    securite security secure faible fort weak strong trop too tout same pareil identique doit must
    contenir with avec sans without confidentiel confidentielle secret personnel hidden masque cache
    ici here voici impossible hs nul incomprehensible mauvais bon bonne correct correcte juste good
    bad
    null undefined true false none string text value example exemple xxx xxxx xxxxx todo merci
    thanks
    error erreur attention alert alerte urgent question probleme problem tip tips conseil rappel
    to for pour par sur dans from of on in at as recu received sent envoye demande asked asking
    """.split()  # noqa: SIM905 - shorter than a list
)
_LONG_ENOUGH, _STRONG, _PHRASE = 4, 6, 3
_MOST_DIGITS_ALONE = 12
_AT_ONCE = 2
_CLOSED = re.compile(r"[\"'»”]?\s?(?:[,;.!\n]|\Z)")
_END_OF_CLAUSE = re.compile(
    r"[\"'»”)\]]{0,2}(?:\s{0,9}\Z|\s{0,2}[.,;!?\n|\u2026]|\s\(|\s{1,2}(?:et|and|mais|but|-|/|\+|ou|or"
    r"|merci"
    r"|thanks|svp|pls|please|lol|mdr|identifiant|login|user|pour|for|depuis|since|il|elle|it|ca|je"
    r"|i|on|the|le|la|still|pourtant|[^\w\s])(?![^\W_]))"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of passwords."""
    after = 0
    for span in _in_pairs(reading):
        after = max(after, span.end)
        if reading.text[span.start : span.end] != BARRIER:  # masked already; before it is a name
            yield span
    for cue in _CUE.finditer(reading.plain, after):
        value = _value_at(reading, cue)
        if value and not TALKED_OF.search(reading.plain, max(0, cue.start() - 40), cue.end()):
            yield Span(*value, Proof.SAID, cue.span())
            yield from _next(reading, value[1], cue.span())
    yield from _before(reading)


def _in_pairs(reading: Reading) -> Iterator[Span]:
    """Give the passwords beside a name to log in with: "log/pass: 8829104 / Tr0mpette7"."""
    for found in chain(*(each.finditer(reading.plain) for each in (_PAIR, _TWO, _IN_LETTERS))):
        start, end = _trimmed(reading.text, *found.span("value"))
        value = reading.text[start:end]
        set_off = set(found["sign"]) & set(":=") and value.lower() not in NO_VALUE
        if value == BARRIER or _is_strong(value) or set_off:
            yield Span(start, end, Proof.SAID, found.span("login"))


def _before(reading: Reading) -> Iterator[Span]:
    """Give the passwords that stand before the word for one."""
    for found in _PUT_AS.finditer(reading.plain):
        if found["value"] not in NO_VALUE and not TALKED_OF.search(reading.plain):
            yield Span(*found.span("value"), Proof.SAID, found.span("name"))
    for found in _MIRROR.finditer(reading.plain):
        start, end = _trimmed(reading.text, *found.span("value"))
        if _is_strong(reading.text[start:end]):
            yield Span(start, end, Proof.SAID, found.span("name"))


def _next(reading: Reading, at: int, cue: tuple[int, int]) -> Iterator[Span]:
    """Give a second password: "from Summer23 to Winter24"."""
    link = _THEN.match(reading.plain, at)
    token = _TOKEN.match(reading.text, link.end()) if link else None
    if token:
        start, end = _trimmed(reading.text, *token.span())
        if _is_strong(reading.text[start:end]):
            yield Span(start, end, Proof.SAID, cue)


def _value_at(reading: Reading, cue: re.Match[str]) -> tuple[int, int] | None:
    """Give the password that stands after its name, or after words on which one it is."""
    if "acc" in cue[0]:
        code = code_after(reading, cue)
        if code:
            return code.span("value")
    places = [cue.end()]
    of = _OF.match(reading.plain, cue.end())
    if of:
        places.append(of.end())
    if "phrase" in cue[0]:
        words = _WORDS.match(reading.plain, places[-1])
        if words:
            return words.span("value")
    for place in places:
        span = _quoted(reading, place) or _set_off(reading, place) or _loose(reading, place)
        if span:
            return span
    return None


def _quoted(reading: Reading, at: int) -> tuple[int, int] | None:
    found = _QUOTED.match(reading.plain, at)
    if not found or not found.lastgroup:
        return None
    start, end = found.span(found.lastgroup)
    value = reading.plain[start:end]
    words = value.split()
    if (
        (words[0] in NO_VALUE and len(words) < _PHRASE)
        or BARRIER in value
        or value[0].isspace()
        or _is_hidden(value)
    ):
        return None
    return start, end


def _set_off(reading: Reading, at: int) -> tuple[int, int] | None:
    sign = _SET_OFF.match(reading.plain, at)
    token = _TOKEN.match(reading.text, sign.end()) if sign else None
    if not token:
        return None
    start, end = _trimmed(reading.text, *token.span())
    value, low = reading.text[start:end], reading.plain[start:end]
    if len(value) < _LONG_ENOUGH - 1 or low in NO_VALUE or _is_hidden(value) or _is_code(value):
        return None
    if _is_strong(value) or low in _WELL_KNOWN or _is_number(value):
        return start, end
    plain_word = value.isalpha() or not value.isascii()
    if _END_OF_CLAUSE.match(reading.plain, end) and (len(value) >= _LONG_ENOUGH or not plain_word):
        return start, end
    return None


def _loose(reading: Reading, at: int) -> tuple[int, int] | None:
    link = _LOOSE.match(reading.plain, at)
    token = _TOKEN.match(reading.text, link.end()) if link else None
    if not link or not token:
        return None
    start, end = _trimmed(reading.text, *token.span())
    value, low = reading.text[start:end], reading.plain[start:end]
    if low in NO_VALUE or _is_hidden(value) or _is_code(value):
        return None
    if _is_strong(value) or _is_said(reading, at, link.end(), (start, end)):
        return start, end
    return None


def _is_said(reading: Reading, at: int, link_end: int, span: tuple[int, int]) -> bool:
    """Whether the words between say that a number or a plain word is the password."""
    plain, (start, end) = reading.plain, span
    value = reading.text[start:end]
    if _DIGITS.match(plain, start) and link_end - at <= _AT_ONCE and not is_a_year(value):
        return True
    known = plain[start:end] in _WELL_KNOWN or _is_number(value)
    if known and _SAYS_IT_IS.search(plain, at, link_end):
        return True
    if _is_given(plain, at, link_end, span):
        return True
    if _SPOKEN.search(plain, max(0, at - _SPOKEN_REACH), at):
        return _is_spoken(reading, start, end)
    if value.isalpha() or len(value) < _STRONG or not _IT_IS.search(plain, at, link_end):
        return False
    return _END_OF_CLAUSE.match(plain, end) is not None


def _is_given(plain: str, at: int, link_end: int, span: tuple[int, int]) -> bool:
    """Whether a plain word is one: how it is spelt, put "as" one, or beside a number to log in."""
    start, end = span
    if end - start < _LONG_ENOUGH:
        return False
    beside = link_end - at <= _AT_ONCE and _CLOSED.match(plain, end)
    if _SPELT.match(plain, end) or (beside and _BESIDE_LOGIN.search(plain, max(0, at - 48), at)):
        return True
    name = max(plain.rfind(" ", 0, at), 0)
    if plain[at:link_end].strip() in {"as", "comme"}:
        put = _PUT.search(plain, max(0, name - 24), name + 1)
        return put is not None and _END_OF_CLAUSE.match(plain, end) is not None
    return False


def _is_spoken(reading: Reading, start: int, end: int) -> bool:
    """Whether a word ends there that may be said as a password."""
    value = reading.text[start:end]
    ended = _SPOKEN_END.match(reading.plain, end)
    return value.isalpha() and len(value) >= _LONG_ENOUGH and ended is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the signs around a token; a last "!" or ")" that may be part of it stays."""
    while start < end - 1 and text[start] in "\"'«“(":
        start += 1
    while start < end - 1 and text[end - 1] in ".,;:?)]}>\"'»”\u2026":
        end -= 1
    if end < len(text) and text[end - 2 : end] == "!!":
        while start < end - 1 and text[end - 1] == "!":
            end -= 1
    return start, end


def _is_strong(value: str) -> bool:
    """Whether a token is like no word: letters and digits, or signs inside."""
    if len(value) < _LONG_ENOUGH or "://" in value or value.startswith(("@", "#")):
        return False
    letters = any(map(str.isalpha, value))
    digits = any(map(str.isdecimal, value))
    if letters and digits:
        return not _MEASURE.fullmatch(value.lower())
    inner = value[1:-1]
    if letters and any(sign in "_*$#&+=%!@^~€£" for sign in inner):
        return True
    return letters and len(value) >= _STRONG and _MIXED.search(value) is not None


_MIXED = re.compile(r"[a-z][A-Z].{0,60}[a-z][A-Z]|[a-z]{2}[A-Z]{2}[a-z]")
_MEASURE = re.compile(
    r"\d{1,12}(?:[.,]\d{1,9})?(?:h\d{0,4}|min|mn|s|j|k|m|go|mo|gb|mb|km|e|eme|er|ere|nd|rd|st|th"
    r"|x|am|pm|fois"
    r"|ans"
    r"|€|eur|euros|chars?|caracteres?|d)|[a-z]{1,3}-?\d{1,2}|\d[\d.,/:h\-]{0,30}\d?|[a-z]'.{0,60}"
    r"|(?:ios|android|windows|iphone|s|galaxy|pixel|v)\d[\d.]{0,9}|2fa|mp3|covid-?19|[234]g|1er|2nd"
)


def _is_number(value: str) -> bool:
    return value.isdecimal() and _LONG_ENOUGH <= len(value) <= _MOST_DIGITS_ALONE


def _is_hidden(value: str) -> bool:
    """Whether a value shows nothing: stars, dots, a placeholder of a program."""
    if value.startswith(("<", "${", "$(", "{{", "%(", "[")):
        return True
    shown = set(value.lower()) - set("*.•xX_-?#…")
    return not shown


_ADDRESS = re.compile(r"(?:[0-9a-fA-F]{1,4}:){2}[0-9a-fA-F:]")
"""How an address of the internet, version 6, begins (RFC 4291)."""


def _is_code(value: str) -> bool:
    """Whether a token is a call or a name of a program, or a link, and no value."""
    return (
        _ADDRESS.match(value) is not None
        or "://" in value
        or ("(" in value and value.endswith(")"))
        or "['" in value
        or '["' in value
    )


CUES = (
    "mot de pas", "mots de pas", "mot depas", "motdepas", "mot 2 pas", "mot2pas",
    "mot d pas", "mot-de-pas", "motdpas", "mot de  pas", "mdp", "m.d.p", "passw", "pasw",
    "pwd", "pw ", "pw:", "pw'", "pw=", "pw ", "pswd", "psw", "phrase", "pass:", "pass :",
    "pass=", "pass =", "/pass", "my pass", "mon pass", "identifiants :", "identifiants:",
    "credentials:", "credentials :", "ids :", "ids:", "code d'acc", "code d acc",
    "code acc", "codes d'acc", "access code", "passwort", "kennwort", "contrasen",
    "wachtwoord", "passcode", "p/w", "pass w", "memorable w", "memorable i", "old pass", "new pass",
    "ancien pass", "nouveau pass", "^p:", "^p=", "^p :", "palavra-pas", "senha", "pwrd",
)  # fmt: skip

DETECTORS = (
    Detector(
        Kind.PASSWORD,
        spans,
        cues=CUES,
    ),
)
