"""Words that stand beside codes of four to eight digits, by what they say of the code."""

from __future__ import annotations

import re

CUES = (
    "code", "passcode", "pin", "otp", "sms", "texto", "text", "chiffre", "digit", "distrib", "dab",
    "gab", "atm", "cash machine", "cashpoint", "hole in the wall", "valid", "verif", "confirm",
    "3d sec", "3ds", "3-d", "tape", "typed", "typing", "compose", "punch", "unlock", "debloq",
    "deverrou", "boitier", "card reader", "authentic", "numbers", "autoris", "authori", "clavier",
    "keypad", "saisi", "notif", "machine", "terminal", "combin", "appli", "whatsapp", "numero",
    "carte", "card", "virement", "s'affiche", "screen", "login", "log in", "logged", "connect",
    "approv", "retrait", "retirer", "withdraw", "sent me", "recu", "recev", "recois", "told",
    "fraud", "conseiller", "declin", "refus",
    "reject", "swallow", "avale", "souvien", "remember", "oubli", "forgot", "app ",
    "^lu$", "^dicte",
    "read out", "read him", "read her", "read them", "read it out",
    "ai donne", "a donne", "envoye", "shared", "expir", "communiqu", "2fa",
    "mfa", "incorrect", "pinged", "mugg", "surfed", "braqu", "^visa$", "^cb$", "post it",
    "post-it", "peage", "^purse", "^gave$", "marche p",
    "wont take", "won't take", "^msg$", "3d-s",
)  # fmt: skip
"""Words without which no code is found."""


def sort(*, starting: str = "", inside: str = "") -> re.Pattern[str]:
    r"""Give a pattern of words: those where a word starts, and those anywhere.

    A search asks about the start of a word once for all of them, which is several times faster than
    ``\b`` before each.
    """
    pieces = (rf"\b(?:{starting})" if starting else "", inside)
    return re.compile("|".join(filter(None, pieces)))


# Words that say by themselves which code it is.
PIN = (
    r"(?<!les )(?<!des )(?<!du )\bpins?\b(?!'?s? (?:de(?! (?:la carte|la cb|ma|mon|sa|son)\b)|du"
    r"|collect\w*|badge|pad|up|point|board|it|this|that|tweet|post|me)\b)"
)
IS_PIN = sort(
    starting=(
        r"pin-?codes?|(?:4|quatre|four)[ -](?:chiffres|digits?|numbers)"
        r"(?! (?:year|annee|date|extension|pour))|nip\b"
    ),
    inside=(
        rf"{PIN}"
        r"|codes? (?:secrets?|confidentiel|perso|bleu|bancaire"
        r"|(?:de |a |d')?(?:la |ma |sa |ta |votre |l')?(?:cartes?|cb|visa|mastercard))"
        r"|card (?:code|pin)|secret (?:number|code)|code (?:de|pour) (?:retrait|retirer)"
        r"|my four\b"
    ),
)
IS_OTP = sort(
    starting=(
        r"otps?\b|sms\b|texted|3-?d[ -]?s(?:ecure)?\b"
        r"|code (?:de |d'|of )?(?:valid|verif|confirm|autoris|authori|secur|connexion"
        r"|activation|debloc)|2fa\b|token\b"
        r"|(?:validation|verif\w{0,8}|confirmation|authentification|activation|2fa|mfa)\W{0,3}\x00"
    ),
    inside=(
        r"texto|(?:by|via|in a|the|a|in|your) text\b|text (?:message|code|says|said|from)|3ds\b"
        r"|authenticator|authentif|boitier|card ?reader|one[- ]?time|usage unique"
        r"|(?:verif\w{0,12}|valid\w{0,12}|confirm\w{0,12}|security|auth\w{0,12}|activation|login)"
        r" (?:code|number|no|num|numero)\b"
        r"|whatsapp|two[- ]factor|double auth|calculette|cle digitale|securi ?pass|certicode"
        r"|push notif|secure key|paylib"
    ),
)
IS_LOGIN = sort(
    starting=(r"mdp\b"),
    inside=(
        r"clavier virtuel|codes? (?:du|de mon|de l'|pour l')(?: ?compte| ?espace| ?acces)"
        r"|code d'? ?acces|code (?:internet|perso\w{0,12} d'acces)|espace client|log ?in code"
        r"|codes? (?:de |pour )(?:connexion|la banque en ligne|me connecter)|access code"
        r"|memorable number|pass ?number|mot de passe|password|pour acceder|security number"
    ),
)
CODE = sort(
    starting=(r"(?:pass)?codes?\b|combo\b|numbers\b"),
    inside=(r"combinaison|combination|chiffres\b|digits?\b"),
)
IS_LONG = sort(
    starting=(r"(?:6|six|8|huit|eight|5|five|cinq)[ -](?:chiffres|digits?|numbers|figures)"),
)
LOCKS_APP = sort(
    starting=(r"unlock (?:it|the|my)|to unlock"),
    inside=(
        r"(?:app(?:li)?|mobile) (?:pass)?code"
        r"|(?:code|pin|chiffres|digits?)[^.!?]{0,12} (?:de |for |of |on |dans |sur )?"
        r"(?:l'|the |my |mon |ton )?app(?:li)?\b"
        r"|deverrouill|(?:open|ouvrir|into) (?:the |my |l'|mon )?app"
    ),
)
SENT = sort(
    starting=(
        r"recue?s?\b|recois|recoi|sent\b|send|got\b|messages?\b|msg\b|screen|pops? up|popped"
        r"|mail|texts?\b"
    ),
    inside=(
        r"recev|envoy|receiv|gotten|arriv|notif|affich|ecran|came (?:through|up|in)|textos?\b"
        r"|displa|shows?\b|tombe|pinged|copied from|transfere"
    ),
)
PROVE = sort(
    starting=(r"approv|expir|valable"),
    inside=(
        r"valid|verif|confirm|autoris|authori|securi|connexion|connect|log(?:ged|ging)?[ -]?in"
        r"|sign(?:ed|ing)? in|perime|toujours bon|still (?:good|valid)|virements?\b|transfer"
        r"|(?:into|on) (?:that|the|their|his|a) (?:page|site|link|form)\b"
        r"|sur (?:la|leur|le) (?:page|site)"
        r"|paiement|payment|achat|purchase|activ|enrol|beneficiaire|payee"
    ),
)
TOLD = sort(
    starting=(r"lue?s?\b|told\b|gave\b|given\b|donne|dicte|shar|asked|ask\b"),
    inside=(
        r"a voix haute|read (?:it|them|him|her|out|this|that)|conseill|advis[oe]r|fraud|arnaq"
        r"|scam|transmis|communiqu|demand|the bloke|the guy|the man|the lady|le type|le mec"
    ),
)
DICTATED = sort(
    starting=(r"dict(?:e|ated)|epele"),
    inside=(r"a voix haute|read (?:(?:it|them|him|her|me|the code) )?(?:out|aloud)"),
)
KEYED = sort(
    starting=(
        r"tape[rsz]?\b|tappe|tapais|saisi|entre[rz]?\b|enter|typ(?:ed?|ing)\b|punch|put\b"
        r"|key(?:ed|ing)?\b|input|mets\b|mis\b|met\b|fai[st]\b|press|use[ds]?\b|utilis"
        r"|tr(?:y|ied)\b|tries\b"
    ),
    inside=(r"compos|rentr|essai|essay"),
)
AT_CARD = sort(
    starting=(
        r"dab\b|gab\b|atms?\b|borne|pompe|pump|tpe\b|caisse\b|till\b|cartes?\b|cb\b|cards?\b"
        r"|visa\b|avale"
    ),
    inside=(
        r"distrib|cash ?(?:machine|point|pt)|hole in the wall|machines?\b|terminal|supermarche"
        r"|check ?out|mastercard|retir(?:er|e|ait)|retrait|withdraw|swallow|wallet|portefeuille"
        r"|porte-?monnaie|keypad|contactless|sans contact|peage|parking|restau|debit"
    ),
)
KEPT = sort(
    starting=(
        r"remember|forg[oe]t|not(?:e|ee|ait)\b|nouveau\b|new\b|old\b|ancien|faux|wrong|incorrect"
        r"|reject|block|moi\b"
    ),
    inside=(
        r"souvien|souvenai|rappel|oubli|papier|post-?it|carnet|ecrit|written|wrote|scribbl"
        r"|marche plus|passe (?:pas|plus|nulle)|(?:won'?t|doesn'?t) (?:take|work|accept|like)"
        r"|not accepted|not working|n'accepte|knows?\b|connait|retient|(?:made|forced) me"
        r"|m'?ont (?:force|oblige)|post it|always|toujours"
        r"|anniversaire|birthday|mariage|wedding|naissance|par c(?:oeur|\u0153ur)|by heart"
        r"|au dos|chang(?:e[drz]?|ing)\b|refus|declin|marche pas|bloqu|lock(?:ed)?\b"
    ),
)
STOLEN = sort(
    starting=(r"mugg|robbed|nicked|snatched|stole|surf|watched|spied|vole[re]?e?s?\b|braqu"),
    inside=(r"regarde|vu (?:faire|taper|composer)"),
)
