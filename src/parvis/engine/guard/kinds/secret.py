"""Keys of programs, tokens, private keys, and links that let in whoever holds them.

The prefixes are those that the services publish, so that leaked keys can be found (GitHub's list of
secret scanning partners); RFC 7468 (private keys), RFC 7519 (JWT), RFC 6750 (bearer tokens), RFC
3986 3.2.1 (credentials in links). No guess is made from how random a text looks: commits, hashes
and names of posts look so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_SIGN = r"[A-Za-z0-9_\-]"
_PREFIXED = (
    r"(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}",
    r"gh[pousr]_[A-Za-z0-9]{30,255}",
    r"github_pat_\w{22,255}",
    rf"gl(?:pat|dt|ft|soat|rt|cbt|imt|ptt|agent|oas|ffct)-{_SIGN}{{20,90}}",
    rf"GR1348941{_SIGN}{{20}}",
    rf"xox[abeoprs](?:\.xox[bp])?-{_SIGN}{{10,255}}",
    rf"xapp-[0-9]-{_SIGN}{{20,200}}",
    rf"[0-9]{{8,10}}:AA{_SIGN}{{32,33}}",
    rf"AIza{_SIGN}{{35}}",
    rf"GOCSPX-{_SIGN}{{20,40}}",
    rf"ya29\.{_SIGN}{{20,400}}",
    r"(?:sk|rk)_(?:live|test|prod|sandbox)_[A-Za-z0-9_]{10,255}",
    r"whsec_[A-Za-z0-9+/=]{16,99}",
    rf"sq0(?:csp|atp|idp)-{_SIGN}{{22,43}}",
    r"(?:AC|SK)[0-9a-f]{32}",
    rf"SG\.{_SIGN}{{16,32}}\.{_SIGN}{{16,64}}",
    r"(?:pub)?key-[0-9a-f]{32}",
    r"[0-9a-f]{32}-us[0-9]{1,2}",
    r"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}",
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    rf"sk-(?:proj-|svcacct-|admin-|ant-|or-)?{_SIGN}{{20,200}}",
    r"hf_[A-Za-z0-9]{30,40}",
    r"pplx-[A-Za-z0-9]{40,60}",
    r"gsk_[A-Za-z0-9]{40,60}",
    r"xai-[A-Za-z0-9]{60,90}",
    r"npm_[A-Za-z0-9]{36}",
    rf"pypi-{_SIGN}{{16,255}}",
    r"rubygems_[0-9a-f]{48}",
    rf"dckr_pat_{_SIGN}{{20,40}}",
    rf"hv[sb]\.{_SIGN}{{20,200}}",
    r"dapi[0-9a-f]{32}(?:-[0-9])?",
    r"do[por]_v1_[0-9a-f]{64}",
    rf"HRKU-{_SIGN}{{30,70}}",
    r"lin_api_[A-Za-z0-9]{40}",
    r"ntn_[A-Za-z0-9]{40,60}",
    r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
    r"pul-[0-9a-f]{40}",
    r"dp\.(?:pt|st|ct)\.[A-Za-z0-9]{40,44}",
    r"dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}",
    rf"gl(?:c|sa)_{_SIGN}{{30,400}}",
    r"NRAK-[A-Z0-9]{27}",
    r"sntry[su]_[A-Za-z0-9+/=_]{30,400}",
    r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    r"fm[12][ra]_[A-Za-z0-9+/=_\-]{40,400}",
    r"LTAI[A-Za-z0-9]{16,20}",
    r"p8e-[A-Za-z0-9]{32}",
    r"AKCp[A-Za-z0-9]{60,80}",
    r"EZ[AT]K[A-Za-z0-9]{54}",
    r"rzp_(?:live|test)_[A-Za-z0-9]{14,24}",
    rf"sb_secret_{_SIGN}{{20,60}}",
    rf"[MNO]{_SIGN}{{23,25}}\.{_SIGN}{{6}}\.{_SIGN}{{27,38}}",
    rf"eyJ{_SIGN}{{8,4000}}\.eyJ{_SIGN}{{4,4000}}\.{_SIGN}{{8,2000}}",
    r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,120}",
    rf"https://(?:\w{{1,10}}\.)?discord(?:app)?\.com/api/webhooks/[0-9]{{10,25}}/{_SIGN}{{40,90}}",
)
_LINK_CUES = (
    "token", "jeton", "password=", "passwd=", "pwd=", "pass=", "mdp=", "motdepasse=", "phrase=",
    "otp=", "pin=", "code=", "secret", "jwt=", "otl=", "api_key=", "apikey=", "api-key=", "auth=",
    "magic", "reset", "access_key=", "access-key=", "session", "sessid=", "nonce=", "key=", "sig=",
    "signature=", "hash=", "ticket=", "sid=", "?k=", "&k=", "otc=", "/otl/", "one-time", "onetime",
    "one_time", "/verify", "/activ", "/confirm", "/invite/", "/reinit", "mot-de-passe",
    "passwordless", "/unlock/", "/recover", "/sso/", "login-link", "/auth/", "usage-unique",
    "/deverr", "share/private",
)  # fmt: skip
_KEY = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(_PREFIXED)})(?![A-Za-z0-9_])")
_KEY_CUES = (
    "akia", "asia", "abia", "acca", "a3t", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat",
    "glpat", "gldt-", "glft-", "glsoat", "glrt-", "glcbt", "glimt", "glptt", "glagent", "gloas",
    "glffct", "gr1348941", "xoxa", "xoxb", "xoxe", "xoxo", "xoxp", "xoxr", "xoxs", "xapp-", ":aa",
    "aiza", "gocspx", "ya29.", "sk_", "rk_", "whsec_", "sq0", "sg.", "key-", "-us", "access_token$",
    "shpat_", "shpca_", "shppa_", "shpss_", "sk-", "hf_", "pplx-", "gsk_", "xai-", "npm_", "pypi-",
    "rubygems_", "dckr_", "hvs.", "hvb.", "dapi", "_v1_", "hrku-", "lin_api", "ntn_", "pmak-",
    "pul-", "dp.pt", "dp.st", "dp.ct", "dt0c01", "glc_", "glsa_", "nrak-", "sntrys_", "sntryu_",
    "age-secret", "fm1", "fm2", "ltai", "p8e-", "akcp", "ezak", "eztk", "rzp_", "sb_secret", "eyj",
    "hooks.slack", "/webhooks/", "discord",
    *(f"{head}{sign}" for head in ("ac", "sk") for sign in "0123456789"),
)  # fmt: skip
_PRIVATE = re.compile(
    rf"-----BEGIN[A-Z0-9 ]{{0,30}}PRIVATE KEY(?: BLOCK)?-----[^\-{BARRIER}]{{0,9000}}"
    r"(?:-----END[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?"
    rf"|PuTTY-User-Key-File-[23]:[^{BARRIER}]{{20,4000}}"
)
_LINK = re.compile(rf"(?:https?|ftps?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqps?|ssh)://"
                   rf"[^\s<>\"{BARRIER}]{{6,2000}}")  # fmt: skip
_BARE_LINK = re.compile(
    rf"(?<![\w@./\-])(?:https?://)?[\w\-]{{1,40}}(?:\.[\w\-]{{1,40}}){{1,4}}/[^\s<>\"{BARRIER}]{{6,2000}}"
)
_LOGIN = re.compile(rf"://(?P<value>[^\s/@:?#{BARRIER}]{{1,64}}:[^\s/@{BARRIER}]{{1,128}})@")
_PARAMETER = re.compile(
    r"[?&#;/](?P<name>[a-z][a-z_\-]{0,30})=(?P<value>[^&#\s]{3,2000})", re.IGNORECASE
)
_OF_PASSWORDS = frozenset({"password", "passwd", "pwd", "pass", "mdp", "motdepasse", "passphrase"})
_NO_PASSWORD = frozenset({"true", "false", "reset"})
_OF_CODES = frozenset({"otp", "pin", "code", "passcode"})
_OF_TOKENS = re.compile(
    r"(?:[a-z]{1,12}[_\-]?)?(?:token|jeton|secret|jwt|otl|apikey|api[_\-]key|auth|magic|reset"
    r"|access"
    r"[_\-]key|session(?:[_\-]?id)?|sessid|nonce)"
)
_OF_LONG_TOKENS = frozenset(
    {"code", "key", "sig", "signature", "hash", "ticket", "sid", "k", "otc"}
)
_LETS_IN = re.compile(
    r"/(?:[a-z\-]{0,12}reset[a-z\-]{0,12}|magic(?:[\-_]?(?:link|login))?|otl"
    r"|one[\-_]?time(?:[\-_]link)?"
    r"|onetimesecret|secret|verify(?:-email)?|activat(?:e|ion)|activer|confirm(?:ation)?|invite"
    r"|reinit[a-z\-]{0,20}|mot-de-passe[a-z\-]{0,12}|passwordless|unlock|recover[a-z]{0,3}|sso"
    r"|login-link|auth|usage-unique|deverrouill[a-z]{1,6}|share/private)/(?P<value>[^\s?#]{8,300})",
    re.IGNORECASE,
)
_SAID_TO_LET_IN = re.compile(
    r"(?:lien|link|url)\W{1,2}(?:\w{1,14}\W{1,2}){0,3}?(?:perso\w{0,5}|prive|usage unique|unique"
    r"|secret"
    r"|reinit\w{0,12}|connexion|activation|validation|acces|recuperation|deblocage|magique"
    r"|temporaire)"
    r"|(?:reset|magic|one[- ]?time|one[- ]use|single[- ]use|private|personal|secret|login|log[- ]in"
    r"|sign[- ]in|activation|recovery|unlock|verification|expiring)\s(?:\w{1,10}\s)?(?:link|url)"
    r"|usage unique|(?:one|1)[- ]time (?:link|sign|log|access|url)|sign[- ]?in(?: link)?(?=:"
    r"| here)|(?:pour|to) (?:reinit\w{0,12}|reset|log in|sign in|me connecter|vous connecter)"
)
_NAME = re.compile(
    r"(?<![^\W_])(?:(?:aws|azure|github|gitlab|stripe|slack|prod|test|my|x|bot|auth|access"
    r"|refresh|id"
    r"|session|service|account|storage|encryption|signing|shared|consumer|app|db|openai|google|jwt)"
    r"[_\- ]){0,3}"
    r"(?:api[_\- ]?(?:keys?|tokens?|secret)|apikey|cles? (?:d'|de l'|d |de )?(?:api|acces|secrete"
    r"|privee"
    r"|prive|chiffrement)|client[_\- ]?secret|secret[_\- ]?(?:access[_\- ]?)?key|private[_\- ]?key"
    r"|access[_\- ]?key|account[_\- ]?key|tokens?|jetons?|bearer|webhook secret"
    r"|secret(?=\W{0,3}[:=])"
    r"|authorization|authtoken|phpsessid|jsessionid|sessionid|session[_\- ]id|sig(?==)"
    r"|credentials?)"
    r"(?![^\W_])"
)
_ROAD = re.compile(
    r"(?P<sign>[\"']?\s{0,3}(?::=|=>|[:=]{1,2}|\u2192|->|\()\s{0,3}(?:basic\s"
    r"|bearer\s)?[\"'`(\[]{0,2})"
    r"|\s{1,2}[\"'`]?"
)
_FURTHER = re.compile(rf"[^\n{BARRIER}]{{0,48}}?[\s:=\"'`(](?=[A-Za-z0-9_\-+/]{{20}})")
_TOKEN = re.compile(r"[A-Za-z0-9_\-./+~=]{8,2000}")
_NO_TOKEN = re.compile(
    r"example|exemple|fake|changeme|placeholder|your|xxxx|\*\*\*|\.\.\.|^https?|^www\."
    r"|/\w{1,60}/\w{1,60}/\w{1,60}\.\w{1,12}$"
    r"|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"
)
_SEED = re.compile(
    r"(?:seed ?phrase|wallet (?:recovery|backup|words)|(?:wallet |metamask |ledger )?seed(?=\s?:)"
    r"|recovery phrase|secret recovery phrase|phrase (?:de recuperation|secrete"
    r"|seed|"
    r"mnemonique)|mnemonic(?: phrase)?|mots de recuperation|24 words|12 words|24 mots|12 mots)"
    r"[^\n.!?]{0,30}?(?:[:=\-\n]|(?<![^\W_])(?:is|are|est|c'est|sont"
    r"|was)(?=\s))\s{0,3}(?P<value>[a-z]{3,12}(?:[ ,\n]{1,2}(?:[0-9]{1,2}[.)] ?)?"
    r"[a-z]{3,12}){11,23})"
)
_CURL = re.compile(r"(?<!\S)(?:-u|--user)[ =][\"']?(?P<value>[^\s:\"']{1,64}:[^\s\"']{3,128})")
_SHORT, _LONG, _LONGER = 8, 16, 20
_REACH = 64


def spans_of_keys(reading: Reading) -> Iterator[Span]:
    """Give the spans of keys that show by their first letters what they are."""
    for found in _KEY.finditer(reading.text):
        if any(map(str.isdecimal, found[0])) or found[0].startswith("hf_"):
            yield Span(*found.span(), Proof.FORM)


def spans_of_private_keys(reading: Reading) -> Iterator[Span]:
    """Give the spans of private keys in blocks."""
    for found in _PRIVATE.finditer(reading.text):
        yield Span(*found.span(), Proof.FORM)


def spans_of_logins(reading: Reading) -> Iterator[Span]:
    """Give the spans of names with passwords in links: ``https://name:password@...``."""
    for found in _LOGIN.finditer(reading.text):
        yield Span(*found.span("value"), Proof.FORM)


def spans_of_links(reading: Reading) -> Iterator[Span]:
    """Give the spans of links that let in whoever has them."""
    for found in _LINK.finditer(reading.text):
        if not _LOGIN.search(found[0]) and _lets_in(found[0]):
            yield Span(found.start(), _end(found), Proof.FORM)


def spans_of_said_links(reading: Reading) -> Iterator[Span]:
    """Give the spans of links that are said to be for one person or one use."""
    for said in _SAID_TO_LET_IN.finditer(reading.plain):
        start, end = max(0, said.start() - _REACH), said.end() + _REACH
        for found in _BARE_LINK.finditer(reading.text, start):
            if found.start() > end:
                break
            pieces = re.split(r"[/=?&#]", found[0][: _end(found) - found.start()])
            if any(_is_token(piece, _SHORT + 2) for piece in pieces[1:]):
                yield Span(found.start(), _end(found), Proof.SAID, said.span())


def spans_by_name(reading: Reading) -> Iterator[Span]:
    """Give the spans of tokens and keys that are said to be one."""
    for cue in _NAME.finditer(reading.plain):
        value = _named(reading, cue.end())
        if value:
            yield Span(*value, Proof.SAID, cue.span())
    for pattern in (_SEED, _CURL):
        for found in pattern.finditer(reading.plain):
            yield Span(*found.span("value"), Proof.SAID)


def _named(reading: Reading, at: int) -> tuple[int, int] | None:
    road = _ROAD.match(reading.plain, at)
    if road:
        shortest = _SHORT if road["sign"] and road["sign"].strip() else _LONG
        token = _TOKEN.match(reading.text, road.end())
        if token and _is_token(_stripped(token), shortest):
            return token.start(), token.start() + len(_stripped(token))
    further = _FURTHER.match(reading.text, at)
    token = _TOKEN.match(reading.text, further.end()) if further else None
    if token and _is_token(_stripped(token), _LONGER):
        return token.start(), token.start() + len(_stripped(token))
    return None


def _stripped(token: re.Match[str]) -> str:
    return token[0].rstrip(".-~/")


def _is_token(value: str, shortest: int) -> bool:
    """Whether a value has letters and digits like a token, and is no placeholder."""
    return (
        len(value) >= shortest
        and any(map(str.isdecimal, value))
        and any(map(str.isalpha, value))
        and not _NO_TOKEN.search(value.lower())
    )


def _end(found: re.Match[str]) -> int:
    """Give the end of a link without the signs that close a sentence."""
    return found.start() + len(found[0].rstrip(".,;:!?)]}'»”\u2026"))


def _lets_in(link: str) -> bool:
    link = link.rstrip(".,;:!?)]}'»”\u2026")
    for parameter in _PARAMETER.finditer(link):
        if _is_secret_parameter(parameter["name"].lower(), parameter["value"]):
            return True
    path = _LETS_IN.search(link)
    return path is not None and _is_token(path["value"].rstrip("/").rsplit("/", 1)[-1], _SHORT + 2)


def _is_secret_parameter(name: str, value: str) -> bool:
    if name in _OF_PASSWORDS:
        return not _NO_TOKEN.search(value.lower()) and value.lower() not in {
            "true",
            "false",
            "reset",
        }
    if name in _OF_CODES and value.isdecimal():
        return (name != "code" and len(value) <= _SHORT) or len(value) == _DIGITS_OF_A_CODE
    if _OF_TOKENS.fullmatch(name):
        return _is_token(value, _SHORT) or (len(value) >= _LONG and value.isalnum())
    return name in _OF_LONG_TOKENS and _is_token(value, _LONG)


_DIGITS_OF_A_CODE = 6

DETECTORS = (
    Detector(Kind.SECRET, spans_of_keys, cues=_KEY_CUES, undisguised=False),
    Detector(
        Kind.SECRET, spans_of_private_keys, cues=("private key", "putty-user"), undisguised=False
    ),
    Detector(Kind.SECRET, spans_of_logins, cues=("://",), beside=("@",), undisguised=False),
    Detector(Kind.SECRET, spans_of_links, cues=_LINK_CUES, undisguised=False),
    Detector(
        Kind.SECRET,
        spans_of_said_links,
        digits=1,
        cues=(
            "lien", "link", "usage unique", " url", "one-time", "one time", "sign in", "sign-in",
            "reinit", "to reset", "connecter",
        ),
        undisguised=False,
    ),
    Detector(
        Kind.SECRET,
        spans_by_name,
        cues=(
            "api key", "api_key", "apikey", "api-key", "api token", "cle api", "cle d'api",
            "cle d'acc", "cle de chiff", "cles d'api", "cles api", "cle de l'api", "token",
            "jeton", "client_secret", "client secret", "secret key", "secret_key", "cle secrete",
            "cle privee", "private key", "private_key", "access key", "access_key", "accountkey",
            "account key", "bearer", "webhook secret", "authorization", "sessid", "sessionid",
            "session id", "session_id", "secret:", "secret :", "secret=", "secret =", "sig=",
            "credential", "seed", "recovery phrase", "phrase de recup", "phrase secrete",
            "mnemonic", "wallet rec", "wallet bac", "wallet wor",
            "mots de recup", "24 mots", "12 mots", "24 words", "12 words", "-u ",
            "--user", "cle d api",
        ),
        undisguised=False,
    ),
)  # fmt: skip
