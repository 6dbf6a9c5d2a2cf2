"""Names of persons all in small letters, after "it's" or "je suis" and before what only people are.

``hi its jamal whitfield from the barber shop``: the words before and behind must both stand, none
of the two may be a word of banks or look like one of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.kinds.person_near import IDENTIFIED, is_name
from parvis.engine.guard.names import LOW_NAMED, is_all_name
from parvis.engine.guard.reading import Reading

_I_AM = re.compile(
    r"(?<![^\W_'])(?:moi,? c'?(?:est)?|c'?est|ici|je suis|i'?m|i am|it'?s|this is)[ ]"
)
_BEGINS = re.compile(
    r"(?:\A|[.!?\n][ ]{0,2}|(?<![^\W_])(?:bonjour|bonsoir|bjr|slt|salut|coucou|hello|hi|hiya|hey"
    r"|yo|allo|morning|evening|afternoon|good day|there|all)[ ,!]{1,3}|@\w{1,30}[ ,:]{1,2})\Z"
)
_WORK = (
    r"(?:[a-z]{2,12}'?s? )?(?:shops?|barbers?|salon|garage|cafe|pub|bakery|butchers?|farm|deli"
    r"|restaurant|takeaway|chippy|hotel|hairdressers?|nursery|surgery|clinic|office|branch|school"
    r"|workshop|florists?|studio|gallery)"
)
_BEHIND = re.compile(
    r",?[ ](?:cliente?(?= (?:a|de|chez|depuis|au)\b)|(?:a )?customer since"
    rf"|from (?:the|your) {_WORK}|from (?:flat|number|no) [0-9]{{1,4}}"
    r"|du (?:salon|garage|magasin|resto|restaurant|bar|cabinet|tabac|camping|club|food)"
    r"|de (?:l'(?:agence|hotel|auberge|atelier)|la (?:boulangerie|boutique|ferme|pharmacie))"
    r"|nee? le|born (?:on )?[0-9]{1,4}|acc(?:ount)? (?:no|number|ending))(?![^\W_])"
)
_BEHIND_ME = re.compile(r",?[ ]j'?ai(?![^\W_])")
_TILL = re.compile(r"(?<![^\W_])(?:tpe|payout|terminal|appli|app|till)(?![^\W_])")
_NO_PART = re.compile(
    r"(?<![^\W_])(?:card|debit|direct|cash|payments?|money|wages?|salary|refund|bills?|fees?"
    r"|charges?|issues?|problems?|problemes?|error|message|letter|email|mail|text|calls?|phone"
    r"|someone|somebody|person|people|guys?|man|woman|folks|old|long|time|same|another|other|first"
    r"|second|last|next|back|off|out|over|away|down|here|still|really|very|only|also|not|too|few"
    r"|far|miles?|hours?|days?|weeks?|months?|years?|fed|literally|banks?|apps?|website|online"
    r"|femme|homme|jeune|vieille?|ancien|ancienne|nouveau|nouvelle|simple|petite?s?|grande?s?"
    r"|vraiment|toujours|encore|mere|pere|auto|entrepreneur|micro|etudiante?|retraitee?"
    r"|commercante?|artisan|coiffeuse|patron|virement|paiement|prelevement|souci|erreur|frais"
    r"|argent|carte|appli|application|code|numero|mon|ma|mes|bien|mal|ok|pas|plus|rien"
    r"|trop|moins|deja|hier|demain|matin|soir|mois|super|hyper|ultra|grave|loyal|former|proud|regular|longtime"
    r"|term|standing|premier|current|happy|total|jours?|semaine|mec|gars|dame|pro|tpe)(?![^\W_])"
    r"|(?:ly|[^m]ed|[^rk]ing|ment|tion|sion|able|ible|eux|euse|eur|ive|if|ful|less|ity|ness|ance"
    r"|ence|ous|ique|ieme|iste|ist|aire|isse|age)(?![^\W_])"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of names in small letters of those who write."""
    plain = reading.plain
    if not (IDENTIFIED.search(plain) or _TILL.search(plain)):
        return
    for said in _I_AM.finditer(plain):
        name = LOW_NAMED.match(reading.text, said.end())
        if (
            name
            and name[0].islower()
            and _is_a_person(plain, said[0], name.end())
            and _BEGINS.search(plain, max(0, said.start() - 40), said.start())
            and is_all_name(
                " ".join(plain[slice(*name.span())].split()[:: len(name[0].split()) - 1])
            )
            and not _NO_PART.search(plain, *name.span())
            and is_name(reading, *name.span())
        ):
            yield Span(*name.span(), Proof.SAID, said.span())


def _is_a_person(plain: str, said: str, end: int) -> bool:
    """Whether what follows is said of people only: "j'ai" too, after "moi c'est"."""
    if _BEHIND.match(plain, end):
        return True
    return said.startswith("moi") and _BEHIND_ME.match(plain, end) is not None


DETECTORS = (
    Detector(
        Kind.PERSON_NAME,
        spans,
        cues=("^moi c", "^moi, c", "^c'est ", "^c ", "^ici ", "^je suis ", "^im ", "^i'm ",
              "^i am ", "^its ", "^it's ", "^this is "),
        beside=(
            " from the ", " from your ", " from number", " from flat", " from no ",
            "customer since", "client a ", "cliente a ", "client de ",
            "cliente de ", "client chez", "cliente chez", "depuis", "cliente au", "client au",
            "du salon", "du garage", "du magasin", "du rest", "du bar", "du cabinet", "du tabac",
            "du camping", "du club", "du food", "l'agence", "l'hotel", "l'auberge", "l'atelier",
            "boulangerie", "boutique", "de la ferme", "pharmacie", "^j'ai ", "^jai ", "^ne le",
            "^nee le", "^born ", " ending", "account n", "acc n",
        ),
        undisguised=False,
    ),
)  # fmt: skip
