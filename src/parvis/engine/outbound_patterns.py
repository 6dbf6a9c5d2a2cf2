"""What asking looks like, in French and English, in plain text (lower case, no accents).

Patterns run on one clause of a reply at a time, so none can wander: each repetition is bounded.
"""

from __future__ import annotations

import re

# Each group is a thing that can be asked for; its name is what the agent is told.
_THINGS = {
    "password": r"mots? de passe|mdp|passwords?|passphrase|pass ?word",
    "security_code": (
        r"codes? (?:secrets?|confidentiels?|pin|personnels?|d'acces|de securite|de validation|"
        r"de confirmation|d'activation|sms|recus?|a usage unique|3d ?secure|a \d chiffres|otp)|"
        r"(?:le|un|du|ce) code (?:recu|a \d|que vous)|"
        r"(?:vos|votre|ton|tes|your) (?:(?!sort|zip|post)\w{1,12} )?(?:codes?(?! postal)|pin)\b|"
        r"cryptogrammes?|cvv2?|cvc2?|\bpin\b|"
        r"\bpins\b|\botp\b|(?:security|verification|access|secret|one[ -]time|confirmation|sms) "
        r"(?:pass)?codes?|passcodes?|\bcode (?:we|you|sent|that)|the \d[ -]digit code|"
        r"(?:3|trois|three) (?:derniers )?(?:chiffres|digits) (?:au dos|on the back)|"
        r"(?:date d'expiration|date de validite|expiry date|expiration date)"
    ),
    "card": (
        r"(?:16|seize|sixteen) (?:chiffres|digits)|"
        r"(?:numeros?|num|n ?[°ºo]\.?|nos?|\d (?:premiers|derniers) chiffres|chiffres) "
        r"(?:de |du |d'|sur )?(?:la |ta |votre |cette )?(?:carte|cb)(?: bancaire| bleue)?|"
        r"(?:credit |debit |bank |payment )?card (?:numbers?|details|digits|no\b|info\w*)|"
        r"(?:last|first) (?:four|six|4|6|\d) digits|coordonnees (?:de carte|de cb)|"
        r"(?:photo|copie|scan|picture|copy) (?:de |of )(?:la |votre |ta |your |the )?(?:carte|cb|"
        r"card)"
    ),
    "bank_account": (
        r"\bibans?\b|\bribs?\b|\bbics?\b|releves? d'identite bancaire|coordonnees bancaires|"
        r"(?:numeros?|num|n ?[°ºo]\.?|references?|ref) (?:de |du |d')?(?:la |votre |ton )?"
        r"(?:compte|comptes)\b(?: bancaire)?|account (?:numbers?|details|no\b|info\w*)|"
        r"sort codes?|bank details|banking details|routing number|releves? de compte|"
        r"bank statements?|(?:votre|ton|your) (?:solde|balance)|montant de (?:votre|vos) \w{1,12}|"
        r"(?:le |the |your |votre )(?:solde|account balance|balance)"
    ),
    "customer_number": (
        r"(?:numeros?|num|n ?[°ºo]\.?|references?|ref|identifiants?) (?:de |du |d'|d )?"
        r"(?:client|cliente|abonne|adherent|contrat|dossier|societaire)s?\b|\bidentifiants?\b|"
        r"(?:customer|client|user|contract|membership|policy|case) (?:numbers?|ids?|refs?|"
        r"references?|no)\b|user ?names?|\blogins?\b|log ?in (?:details|credentials)|credentials"
    ),
    "phone": (
        r"(?:numeros?|num|n ?[°ºo]\.?) (?:de )?(?:tel\w*|portable|mobile)|"
        r"(?:votre|ton|vos) (?:numeros?\b(?! d)|num\b|telephone|tel\b|portable|mobile|06)|"
        r"coordonnees(?! (?:bancaires|de c))|(?:phone|mobile|contact|telephone|cell) (?:numbers?|"
        r"no\b|"
        r"details)|your (?:number|phone|mobile)\b(?! is)|contact details|"
        r"(?:(?<=et )|(?<=nd )|(?<=, )|(?<=- ))(?:telephone|tel|phone|portable|mobile)\b"
    ),
    "email": (
        r"adresses? (?:e-?mails?|mails?|mels?|electroniques?)|e-?mail address(?:es)?|"
        r"(?:votre|vos|ton|your|(?<=et )|(?<=nd )|(?<=, )|(?<=- )) ?(?:e-?mails?|mails?|mel|"
        r"courriel)\b"
    ),
    "address": (
        r"adresses? (?:postale|complete|de domicile|actuelle)s?|(?:votre|vos|ton|une) "
        r"adresses?\b(?! e-?mail| mail| mel| electronique)|"
        r"code postal(?! de (?:l'|votre )agence)|lieu de residence|(?:postal|home|street|mailing|"
        r"full|current|billing) address|"
        r"your address|post ?code|zip ?code|domicile"
    ),
    "identity_document": (
        r"pieces? d'identite|cartes? d'identite|\bcni\b|passeports?|permis de conduire|"
        r"titre de sejour|"
        r"justificatifs?(?: d\w?[' ]?\w+)?|numeros? de securite sociale|numero de secu\w*|"
        r"avis d'imposition|bulletins? de (?:salaire|paie)|fiches? de paie|"
        r"(?:proof of|photo) (?:id\b|identity|address|residence|income)|identity (?:card|"
        r"document)s?|"
        r"\bid (?:card|document|number)s?|\byour id\b|passports?|driv(?:ing|er'?s) licen[cs]e|"
        r"social security number|\bssn\b|national insurance number|payslips?|selfie"
    ),
    "security_answer": (
        r"(?:reponses? a (?:votre|la|vos|ta) questions? (?:secrete|de securite)s?)|"
        r"questions? secretes?|security (?:answers?|questions?)|secret (?:answers?|questions?)|"
        r"mother'?s maiden name|maiden name|nom de jeune fille(?: de votre mere)?|"
        r"lieu de naissance|ville de naissance|place of birth|birthplace"
    ),
    "date_of_birth": r"dates? de naissance|dates? of birth|birth ?dates?|birthday|\bdob\b|\bddn\b",
    "first_name": r"\bprenoms?\b|first names?|given names?",
    "last_name": r"\bnoms?(?: de famille)?\b|last names?|surnames?|family names?",
    "name": r"full names?|(?:your|the) names?\b|your name\b",
}

THINGS = re.compile("|".join(rf"(?P<{name}>(?<!\w)(?:{form}))" for name, form in _THINGS.items()))

# Words that deny in form only, or that name a thing without asking for it.
URGED = re.compile(
    r"n'hesite[zrs]? (?:surtout )?pas|ne manque[zrs]? pas|n'oublie[zrs]? (?:surtout )?pas|"
    r"ne tarde[zrs]? pas|do(?: not|n'?t) (?:hesitate|forget)|feel free|be sure|make sure"
)
HARMLESS = re.compile(
    r"pas de (?:souci|probleme)s?|sans (?:probleme|souci|attendre|delai|tarder)|"
    r"si (?:ce )?(?:n'est|n'avez) pas (?:deja )?(?:le cas|fait)?|"
    r"si vous ne l'avez pas (?:deja )?fait|"
    r"pourquoi (?:ne )?pas|no (?:problem|"
    r"worries)|if you have(?:n'?t| not)(?: already| yet)?(?: done so)?|why (?:not|don'?t you)|"
    r"au nom de|en votre nom|at your request|in the name of"
)

NEGATION = re.compile(
    r"\b(?:ne|jamais|pas|aucun\w*|personne|sans|ni|inutile|evitez|eviter|interdit\w*|refus\w+|"
    r"mefi\w+|"
    r"attention|gardez|conservez|protegez|never|not|cannot|nobody|no one|no need|without|avoid|nor|"
    r"neither|beware|refuse|keep|no (?:bank|agent|advis[eo]r|employee|colleague|member))\b|\bn'|"
    r"n't\b|"
    r"\b(?:dont|doesnt|wont|cant|shouldnt|arnaqueur\w*|fraudeur\w*|escroc\w*|fraudsters?|scammers?|"
    r"criminals)\b"
)

_GIVE_FR = (
    r"(?:communiquer|indiquer|envoyer|transmettre|donner|preciser|fournir|partager|confirmer|"
    r"laisser|"
    r"noter|mentionner|renseigner|saisir|ecrire|joindre|adresser|renvoyer|rappeler|redonner|"
    r"repondre|"
    r"retransmettre|dire|faire parvenir|faire suivre|poster|publier|mettre|entrer|valider|verifier|"
    r"filer|connaitre|avoir|obtenir|recevoir|recuperer|disposer de|mp|dm)"
)
_IMPERATIVE_FR = (
    r"(?:communiquez|indiquez|envoyez|transmettez|donnez|precisez|fournissez|partagez|confirmez|"
    r"laissez|"
    r"notez|mentionnez|renseignez|saisissez|ecrivez|joignez|adressez|renvoyez|rappelez|redonnez|"
    r"repondez|dictez|epelez|dites|faites|postez|publiez|mettez|entrez|"
    r"(?:communique|indique|envoie|transmets|donne|precise|fournis|partage|confirme|laisse|dis|"
    r"ecris|file|passe|"
    r"rappelle)(?=[- ](?:moi|nous|le|la|les)))"
)
_GIVE_EN = (
    r"(?:send|give|provide|share|tell|confirm|dm|pm|message|text|write|reply with|respond with|"
    r"include|"
    r"submit|enter|forward|post|supply|state|specify|let us have|let me have|let us know|"
    r"let me know|"
    r"drop|e-?mail us|type|verify|inbox|attach|upload|leave)"
)
_PLEASE_FR = (
    r"(?:(?:pouvez|pourriez|pourrez|voulez|voudriez|souhaitez)(?:[- ]vous)?|peux|pourrais|puis|"
    r"pourrait|"
    r"veux|merci|veuillez|please|invit\w+|"
    r"remercie\w*|priere|prie|faut|faudra|faudrait|suffit|besoin|possible|demand\w+|aimerai\w*|"
    r"souhait\w+|"
    r"voudrai\w*|devez|pensez|hesite\w*|n'oubliez pas|bien|afin|pour|il convient|utile|necessaire)"
)
_PLEASE_EN = (
    r"(?:please|pls|plz|kindly|can you|could you|would you|will you|can we|could we|may we|may i|"
    r"can i|"
    r"could i|you (?:can|could|need to|must|have to|should|may)|need you to|ask you to|like you to|"
    r"want you to|invite you to|just|simply|then|and|to|so|or)"
)

ASK = re.compile(
    # Imperatives: "envoyez-nous", "send us".
    rf"\b{_IMPERATIVE_FR}\b|"
    rf"(?:^\s*|[,:;.!-]\s?|\b{_PLEASE_EN} (?:also |then |just |"
    rf"simply )?){_GIVE_EN}\b(?! you\b(?! ?r))|"
    # "merci de nous communiquer", "pourriez-vous me donner"; not "pour vous envoyer".
    rf"\b{_PLEASE_FR}(?:[- ](?:tu|t|je|on|il|nous|me|m'|de|d'|a|bien|vouloir|en|y|avoir|que|"
    rf"egalement|"
    rf"aussi|svp|mp|message|prive|de me|par|retour|dm|simplement|juste|l'amabilite|"
    rf"la gentillesse)){{0,6}}"
    rf"[- '](?:(?:nous|me|m'|moi|le|les|l') ?)?(?<!nous vous ){_GIVE_FR}\b|"
    # What we need, what is needed.
    r"\b(?:nous avons|j'ai|j'aurai\w*|nous aurons|nous aurions|on a|"
    r"on aura\w*) (?:\w{1,9} )?besoin|"
    r"\bil (?:me|nous) (?:faut|faudrait|faudra|manque)|\b(?:me|nous) (?:faut|faudrait|faudra)\b|"
    r"\b(?:je|nous) (?:vous )?(?:demand(?:e|ons)|pri(?:e|ons) de)|\bon (?:vous )?demande\b|"
    r"\b(?:we|i|we'll|we'd|i'll)(?: will| would| do| also| just| still|'ll)? (?:need|require|"
    r"ask you|"
    r"want|like to (?:have|know|get))\b|(?:waiting for|looking for|in need of) your\b|"
    r"\b(?:j'attends|on attend|nous attendons|attendons) (?:votre|vos|ton|tes|le|la)\b|"
    # Questions.
    r"\b(?:quel|quelle|quels|quelles) (?:est|sont|etait)\b|\bc'est quoi\b|\bavez[- ]vous (?:votre|"
    r"vos|un|une|"
    r"le|la)\b|\b(?:what|which) (?:is|are|was)\b|\bwhat'?s\b|\b(?:can|could|may|might) (?:i|we) "
    r"(?:have|get|take|ask|know)\b|\bdo you have (?:your|a|an|the)\b|\bplease (?:have|find)\b|"
    # The thing first: "votre IBAN est necessaire", "your IBAN is required".
    r"\b(?:votre|vos|your)\b.{1,60}?\b(?:est|sont|sera|seront|is|are|will be) (?:\w{1,10} )?"
    r"(?:necessaires?|requis|requise|requises|indispensables?|obligatoires?|attendue?s?|required|"
    r"needed|"
    r"necessary|mandatory)\b|"
    # "par MP avec votre numero", "en MP votre numero".
    r"\b(?:en|par|via) (?:mp|dm|message prive|message|mail|prive|retour)\b[^.]{0,20}\b(?:avec|vos|"
    r"votre)\b|"
    r"\b(?:mp|dm|pm|message) (?:us |me )?(?:with |avec )|\bcontact(?:ez|er)?[- ](?:nous|moi|us|"
    r"me)\b"
    r"[^.]{0,30}\b(?:avec|with)\b"
)

# What was named before, asked for now: "envoyez-le", "DM it to us".
IT = re.compile(
    r"\b(?:communiquez|indiquez|envoyez|transmettez|donnez|fournissez|partagez|adressez|renvoyez|"
    r"envoie|donne|transmets)-(?:(?:nous|moi)-)?l(?:e|a|es)\b|"
    r"\b(?:nous|me) l(?:e|a|es|')[ ]?(?:communiquer|indiquer|envoyer|transmettre|donner|fournir)\b|"
    r"\b(?:send|dm|pm|message|give|share|tell|text|provide)(?: us| me)? (?:it|them)\b"
)

# A thing, and nearly nothing else: "votre IBAN svp", "account number?", "IBAN ?".
SHORT_ASK = re.compile(
    r"\b(?:svp|stp|s'il (?:vous|te) plait|please|pls|plz|merci(?: d'avance)?|thanks|thank you)\b|"
    r"\?\s*$"
)

# Somebody else's act, or a fact: not an order to the reader.
STATED = re.compile(
    r"\b(?:vous (?:nous )?avez|nous (?:vous )?avons|est|sont|figure\w*|figurent|sera|seront|a ete|"
    r"ont ete|"
    r"vous (?:trouverez|recevrez|pouvez (?:modifier|changer|consulter|retrouver|commander|"
    r"trouver))|"
    r"(?:modifier|changer|consulter|retrouver|reinitialiser|munissez|munir|connectez|connecter|"
    r"utilisez|"
    r"commander|activer|faire opposition)\w*|"
    r"is|are|was|were|has been|have been|will be|you'?ll (?:find|receive|get)|you (?:will|"
    r"can) (?:find|"
    r"receive|change|update|reset|view|order|use|check|see)|(?:change|update|reset|view|log in|"
    r"use|bring|"
    r"find|keep|order|activate|call)\b|appelez\b)"
)

# What the bank gives to the person: "pour vous envoyer votre code", "we will send you your PIN".
GIVEN = re.compile(
    r"(?<!pouvez.)(?<!pourriez.)(?<!pourrez.)(?<!voulez.)(?<!voudriez.)\b(?:vous|te) "
    r"(?:(?:r?envoy|adress|transme|communiqu|fourn|donn|remett|confirm)\w+)|\bt'(?:envoy|"
    r"adress)\w+|"
    r"\b(?:send|sending|give|giving|post|issue|mail|email)(?: it to)? you\b"
)

# Where the person acts for themselves, and to whom a thing would otherwise be given.
ELSEWHERE = re.compile(
    r"\b(?:a|dans|sur|depuis|via|avec) (?:l'|votre |notre |ton )?(?:appli\w*|espace|site|"
    r"compte en ligne)|"
    r"\b(?:in|on|at|via|through|from) (?:the|your|our) (?:mobile |bank(?:ing)? )?(?:app|atm|"
    r"website|"
    r"online|branch|cash machine)|au (?:distributeur|guichet)|en agence|online banking|\b(?:atm|"
    r"dab)\b"
)
TO_US = re.compile(r"\b(?:nous|moi|me|us|mp|dm|pm|here|ici|reply|reponse|commentaires?)\b")
