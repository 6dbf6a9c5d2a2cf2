"""A reply in plain words: what the rules on asking and telling read.

Lower case and without accents; short forms in full (``svp``, ``ur``, ``num``), words that are
spelled out or written with other signs put right (``I.B.A.N``, ``P1N``, ``mot de p@sse``), frequent
misspellings of what can be asked for too (``cryptograme``). Each sign keeps its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parvis.engine.guard.folding import fold
from parvis.engine.guard.reading import Reading
from parvis.engine.outbound.verbs import forms

_SHORT_FORMS = {
    "svp": "please", "stp": "please", "pls": "please", "plz": "please", "plss": "please",
    "ur": "your", "yr": "your", "u": "you", "ya": "you", "yer": "your",
    "cld": "could", "cud": "could", "wld": "would", "wud": "would", "gimme": "give me",
    "lemme": "let me", "wanna": "want to", "gonna": "going to", "gotta": "have to",
    "whats": "what is", "wats": "what is", "wat": "what", "wots": "what is", "n": "and",
    "thru": "through", "pic": "picture", "pics": "pictures", "msg": "message", "txt": "text",
    "dont": "dont", "acct": "account", "acc": "account", "nbr": "number", "nr": "number",
    "pwd": "password", "pw": "password", "mdp": "mot de passe", "vs": "vous", "ns": "nous",
    "pr": "pour", "jpeux": "je peux", "jveux": "je veux", "jai": "j'ai", "c": "c'est",
    "num": "numero", "nums": "numeros", "tel": "telephone", "phone": "phone", "ph": "phone",
    "mail": "email", "mails": "emails", "courriel": "email", "ss": "screenshot",
    "dr": "de", "bcp": "beaucoup", "qd": "quand", "kel": "quel", "keske": "qu'est ce que",
    "fo": "faut", "fodrait": "faudrait", "tn": "ton", "vot": "votre", "secu": "securite sociale",
    "ecrivé": "ecrivez", "passbook": "passbook", "cni": "carte d'identite",
}  # fmt: skip

_SPELLED = (
    "iban", "rib", "bic", "pin", "otp", "cvv", "cvc", "mdp", "code", "login", "password",
    "passcode",
)  # fmt: skip

# What leet writing and misspellings are put right to: words for what can be asked for.
_VOCABULARY = frozenset(
    forms("""iban rib bic pin otp cvv cvc code codes mot mots passe passes password passwords
    passcode
    passcodes login logins username usernames user identifiant identifiants identifier account
    accounts compte comptes carte cartes card cards number numbers numero numeros customer client
    cryptogramme cryptogrammes secret secrets confidentiel bancaire security passport passeport
    signature statement statements address telephone portable prenom naissance identite balance
    solde sort digits chiffres verification validation screenshot securite licence payslip
    bulletin justificatif coordonnees""")
)
_SHORTEST_MISSPELT = 6
_NEVER_MISSPELT = frozenset(
    forms("""signatures identifiee identifies identifient passports passeports verifications
    validations
    addressed addresses adresse adresser adressee adresses statements payslips clients customers
    identites cardes secretes confidentiels bancaires licences bulletins justificatifs balanced
    balances portables prenoms naissances screenshots soldes telephones telephonee telephoner
    passwords accounted carted numbered""")
)
_LEET = str.maketrans("013457@$€!|", "oieastaseil")
_LEET_L = str.maketrans("013457@$€!|", "oleastaseil")


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


_MISSPELT: dict[str, str] = {}
for _word in sorted(_VOCABULARY):
    if len(_word) >= _SHORTEST_MISSPELT:
        for _form in _shortened(_word) | {
            _word[:at] + _word[at + 1] + _word[at] + _word[at + 2 :] for at in range(len(_word) - 1)
        }:
            if (
                _form not in _VOCABULARY
                and _form not in _NEVER_MISSPELT
                and len(_form) >= _SHORTEST_MISSPELT - 1
            ):
                _MISSPELT.setdefault(_form, _word)
_MISSPELT |= {
    "conte": "compte", "contes": "comptes", "passwrod": "password", "passeword": "password",
    "cryptogrammme": "cryptogramme", "identifiantt": "identifiant", "adress": "address",
    "passepor": "passeport", "bankaire": "bancaire", "acounnt": "account", "numbre": "number",
    "telefone": "telephone", "identifent": "identifiant", "cripto": "crypto", "crypto":
    "cryptogramme", "criptogramme": "cryptogramme", "addresse": "adresse", "maidenname":
    "maiden name", "pasport": "passport", "licens": "licence", "license": "licence",
    "kode": "code", "carde": "card", "pass": "pass", "nemero": "numero", "numeros": "numeros",
}  # fmt: skip

_TOKEN = re.compile(
    r"(?P<email>(?<![^\W_])e[- ]mails?\b)|(?P<please>s'? ?il (?:vous|te) plai[ts]?\b)"
    r"|(?P<numero>(?<![^\W_])n ?°\.? ?)"
    r"|(?P<spelled>(?<![^\W_])(?:"
    + "|".join(r"[-.*_|/]{0,2}".join(word) for word in _SPELLED)
    + r"|[a-z](?:[. ][a-z](?![^\W_])){2,9})(?![^\W_]))"
    r"|(?P<word>[^\W_]+(?:[@$€!|][^\W_@]+)*)|(?P<dash>(?<=[^\W_])-(?=[^\W_]))|(?P<gap> {2,})"
)


_PICTURE = re.compile(
    "(?<=\\s)[\u2600-\u27bf\U0001f300-\U0001faff](?=[\ufe0f\u200d\u2600-\u27bf\U0001f300-\U0001faff]{0,8}\\s)"
)
"""A picture between words ends a sentence."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in plain words; ``text`` is what rules read, ``span`` leads back to the original."""

    text: str
    places: list[tuple[int, int]]
    folded: Reading

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty span of the words into one of the original text."""
        return self.folded.span(self.places[start][0], self.places[end - 1][1])


def worded(text: str) -> Wording:
    """Read a text in plain words, in time linear in its length."""
    folded = fold(_PICTURE.sub("\n", text))
    plain = folded.plain
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    after = 0
    for token in _TOKEN.finditer(plain):
        said = _said(token)
        if said is None:
            continue
        start, end = token.span()
        signs += (plain[after:start], said)
        places += ((at, at + 1) for at in range(after, start))
        places += [(start, end)] * len(said)
        after = end
    signs.append(plain[after:])
    places += ((at, at + 1) for at in range(after, len(plain)))
    return Wording("".join(signs), places, folded)


def _said(token: re.Match[str]) -> str | None:
    """Give what a token says, or None where it says it as it is."""
    form = token[0]
    if token["word"]:
        if token.string.startswith("'", token.end()):
            return None  # "n'avez": half a word
        said = _word_said(form)
        return None if said == form else said
    if token["spelled"]:
        joined = re.sub(r"[^a-z]", "", form)
        joined = _SHORT_FORMS.get(joined, joined) if joined in _SPELLED else form
        return None if joined == form else joined
    if token["please"] or token["email"]:
        return "please" if token["please"] else "email"
    return "numero " if token["numero"] else " "


def _word_said(word: str) -> str:
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word in _VOCABULARY:
        return word
    if not word.isalpha():
        return _without_leet(word)
    return _MISSPELT.get(word, word)


def _without_leet(word: str) -> str:
    if word.isdecimal():
        return word
    for table in (_LEET, _LEET_L):
        letters = word.translate(table)
        if letters in _VOCABULARY:
            return letters
    return word
