"""What takes a request back: denial, somebody else who asks, another place, a mere statement.

Patterns run on one clause at a time, in plain words; every repetition is bounded.
"""

from __future__ import annotations

import re

URGED = re.compile(
    r"\b(?:n'hesite[zrs]? (?:surtout )?pas(?: a| de)?|ne manque[zrs]? pas(?: de)?|"
    r"n'oublie[zrs]? (?:surtout )?pas (?:de|d')|n(?:e |')(?:me |nous |m'|nous en )?(?:manque\w*|"
    r"reste\w*|faut|faudra|faudrait) (?:plus )?qu(?:e|')|ne tarde[zrs]? (?:surtout )?pas(?: a)?|"
    r"(?:do not|don'?t) hesitate(?: to)?|(?:do not|don'?t) forget to|feel free(?: to)?|"
    r"be sure(?: to)?|"
    r"make sure (?:to|you)|ne (?:pouvez|pourriez|pourrais|peux) (?:vous|tu) pas|"
    r"(?:couldn'?t|can'?t|won'?t|wouldn'?t) you|why (?:not|don'?t you)|pourquoi (?:ne )?pas|"
    r"if you (?:wouldn'?t|don'?t) mind|would ?n'?t mind|sans (?:attendre|tarder|delai))"
)
"""Each is read as "please"."""

HARMLESS = re.compile(
    r"\b(?:pas de (?:souci|probleme)s?|sans (?:probleme|souci|frais|engagement)|"
    r"si (?:ce )?(?:n'est|n'avez) pas (?:deja )?(?:le cas|fait)?|si vous ne l'avez pas "
    r"(?:deja )?fait|s'il y a lieu|si (?:possible|besoin|necessaire|vous (?:le )?(?:voulez|"
    r"souhaitez)|vous l'avez|tu (?:veux|peux)|ca vous va)|if (?:possible|needed|necessary|"
    r"you (?:like|wish|can|prefer|have (?:it|one)))(?=\W|$)|"
    r"no (?:problem|worries)|if you have(?:n'?t| not)(?: already| yet)?(?: done so)?|"
    r"au nom de|en votre nom|at your request|in the name of|"
    r"(?:le |au )?numeros? (?:(?:de telephone )?(?:inscrit|indique|figurant|qui figure|"
    r"qui se trouve|imprime|affiche|present)\w* )?(?:au (?:dos|verso) de|sur) (?:la |votre |ta )"
    r"(?:carte|cb)|(?:phone |telephone |free |emergency )?number (?:(?:shown|printed|found|listed) "
    r")?(?:on|at) the (?:back|rear) of (?:your|the|another|any) (?:debit |bank )?card|"
    r"numeros? (?:de )?(?:l'agence|la banque|votre agence|notre|service|vert|urgence)|"
    r"(?:our|the bank's) (?:phone |helpline )?number|number on (?:our|the) (?:web)?site|"
    r"(?:nom|name) (?:exact )?(?:du|de la|de l'|de votre|of the|of your) ?(?:commerc\w+|conseill"
    r"\w+|agence|magasin|site|boutique|enseigne|appli\w*|shop|store|merchant|adviser|advisor|"
    r"branch|website|company|person who|app|enterprise|entreprise|societe|personne qui|navigateur|"
    r"device|appareil)|\b(?:wifi|wi fi) password|"
    r"mots? de passe (?:oublie|perdu)s?|(?:forgot(?:ten)?|lost) (?:your )?(?:password|username|"
    r"pin|passcode)|code (?:d')?erreur|error (?:code|number)|"
    r"(?:sous la main|sous les yeux|pres de vous|a portee de main) (?=(?:le|la|les|votre|vos|un|"
    r"une|ton|ta|l)\b)|"
    r"mot (?:cle|d'excuse)|no (?:[\w']+ ){1,5}(?:needed|required|necessary)\b|"
    r"leave (?:[\w']+ ){1,6}out\b|refrain from [^.!?]{0,120}|"
    r"(?:joignable|contactable) (?:par|via|au) [^.!?]{0,50}|put the phone down|(?:has|is|does|"
    r"did) the log ?in\b|log ?in's|hang up the phone|"
    r"what (?:model|make|kind|sort)(?:'s| is| of)? (?:your |of )?(?:phone|mobile)|"
    r"laissez (?:[\w']+ ){1,6}de cote|(?:sur |"
    r"avec )?quel (?:modele de )?(?:telephone|mobile|portable)\b|"
    r"(?:which|what) (?:phone|mobile)\b(?! (?:number|no))|(?:your|ton|votre) name is (?:enough|"
    r"all|fine))"
)
"""Read as nothing."""

NEGATION = re.compile(
    r"\b(?:ne|jamais|pas|aucun\w*|personne|sans|ni|inutile|evit\w+|interdit\w*|refus\w+|mefi\w+|"
    r"attention|gard(?:ez|e|er)|conserv(?:ez|er)|proteg\w+|surtout pas|rien|au lieu de|plutot que|"
    r"masqu\w+|flout\w+|cach(?:ez|er)|supprim\w+|effac\w+|retir(?:ez|er|e)|dispens\w+|"
    r"never|not|cannot|nobody|no one|no need|without|avoid\w*|nor|neither|beware|refuse\w*|keep|"
    r"stop|rather than|instead of|leave out|leaving out|remove|delete|hide|cover|"
    r"blur|nothing|refrain|"
    r"no (?:bank|agent|advis[eo]r|employee|colleague|member)|wouldn'?t|only if|unsafe|dangerous|"
    r"against|used to)\b|\bno (?:\w+ ){1,3}(?:needed|required|necessary)\b|\bn'|n't\b|"
    r"\b(?:doesnt|wont|cant|shouldnt|didnt|"
    r"dont (?=(?:ever|even|send|share|give|post|tell|put|need|ask|want|require|dm|write|type|"
    r"reply|provide|include|text)))"
)
NOT_AFTER = re.compile(
    r"(?: (?:nous|moi|me|us|surtout|en|les?|la|it|them|out))* ?(?:pas|jamais|rien|aucun\w*|ni|"
    r"plus|personne|nothing|no|neither|never|not|zero)\b"
)
RESET = re.compile(
    r"\b(?:pouvez|pourriez|peux|pourrais|merci|veuillez|please|can you|could you|would you|"
    r"il faut|il faudrait|invite|donc|alors|so|just|then|but|mais|et|and|il nous|il me)\b"
)
THIRD_PARTY = re.compile(
    r"\b(?<!we're )(?<!i'm )(?<!are )(?<!am )(?<!be )asking (?:you )?(?:for|to)\b|"
    r"\b(?:qui (?:vous )?demande\w*|demandant)\b|\bsi (?:on|l'on|une personne) (?:vous|te|"
    r"t') ?(?:a |avait )?demand\w*|"
    r"\b(?:on|sms|mail|email|appel) (?:vous|te) (?:a t il |a |reclame\w*|demande\w*)|"
    r"\b(?:arnaqu\w+|fraud\w+|escroc\w*|pirate\w*|"
    r"hackers?|voleurs?|faux|fausses?|scam\w*|"
    r"criminals?|crooks?|thie(?:f|ves)|fake|phish\w*|hamecon\w*|someone|somebody|anyone|whoever|"
    r"anybody|strangers?|quelqu'un|inconnus?|imposteurs?|imposters?|they|ils|elles|"
    r"usurpat\w+|(?:il|elle|he|she|it|they|formulaire|form|site|page|appli\w*|email|sms|texto|"
    r"message|call|caller|appel|personne qui) (?:vous |te |will |may |might |could |"
    r"has |have |a |can |would )?(?:demand\w+|reclam\w+|asks?|asking|asked|want\w*|voul\w+|veut|"
    r"voudrai\w*|needs?|invit\w+))\b"
)
TO_ME = re.compile(r"\b(?:moi|nous|me|us|m')(?:\b|(?<='))")
PAST_ACT = re.compile(
    r"\b(?:vous avez|avez vous|tu as|as tu|have you|did you|you've)(?: deja| bien| ever| already|"
    r" recently)? (?!une?\b|votre|vos|le |la |les |l'|your|an?\b|the\b|got|sous|any|pas|"
    r"des)\w+(?! sous)"
)
"""In a question: what the reader did, not what they are to do."""

OPEN_QUESTION = re.compile(r"\b(?:quel\w*|combien|what|which|how much|laquelle|lequel)\b")
"""Asks for what, not whether."""

STATED = re.compile(
    r"\b(?:(?:vous |tu )(?:nous |m')?(?:avez|as)(?! (?:votre|ton|vos|une?|le|la)\b)|"
    r"nous (?:vous )?avons|figure\w*|figurent|se (?:trouve|compose|change|modifie)\w*|"
    r"vous (?:trouverez|recevrez|pouvez (?:modifier|changer|consulter|retrouver|commander|"
    r"trouver|obtenir|telecharger))|comporte|contient|"
    r"(?:a|ont|avez|as|avons) (?:bien )?(?:ete|recu|envoye|communique|change|donne|publie|fait)|"
    r"(?:modifi|chang|consult|retrouv|reinitialis|commander|faire opposition|activ|supprim|"
    r"munir|munissez|connect)\w*|"
    r"has been|have been|you'?ll (?:find|receive|get)|you (?:will|can) (?:find|receive|change|"
    r"update|reset|view|order|see|use|check)|(?:change|update|reset|view|log in|"
    r"bring|order|activate)\b|(?:we|i)(?:'ve| have|'ll| will|'re| are) (?:\w+ )?(?:sent|posted|"
    r"hidden|removed|issued|text|send|post|deleted|received|had|passed|got|ordered|ordering))\b"
)
"""Somebody else's act, or a fact: no order to the reader."""

LOST = re.compile(
    r"\b(?:did you|did they|has anyone|repondue?|clique\w*|transmis\w*|saisi|partage|"
    r"communiquee?s?|tape|"
    r"entree?|douteux|suspect\w*|oubli\w*|perdue?s?|voles?|volee?s?|bloque\w*|forgot\w*|forgotten|"
    r"lost|stolen|blocked|"
    r"change[drs]?|problem\w*|souci\w*|issue|trouble|wrong|expired?|expiree?|recue?s?|received|"
    r"essay\w+|tried|work\w*|marche\w*|fonctionn\w*|secure|safe|visible|posting|sharing|gave|given|"
    r"donnee?s?|publie\w*|compromis\w*|stuck|arrived?|arrivee?s?|refuse\w*|demande\w*|asked|why|"
    r"pourquoi|how|comment)\b"
)
"""In a short question: it is about something that happened, not for the thing."""

TOPIC = re.compile(
    r"\b(?:asking (?:you )?for|demandant|qui (?:vous )?demande\w*)\b|\b(?:probleme|souci|"
    r"difficulte|erreur|issue|trouble|problem|error|wrong|happen\w*|bug|"
    r"question|panne|avis|experience|inquietude|concern|doubt|doute|message d'erreur|hearing|"
    r"conseils?|advice|tips?|astuces?)s? (?:\w+ ){0,2}(?:avec|with|sur|de|du|d'|des|concernant|"
    r"about|regarding|for|on|pour|a propos)\b|\b(?:pour|de|d'|afin de) ?(?:vous|te|t') ?\w+er\b|"
    r"\bto (?:send|give|post|issue|mail|email|text|get|find|offer|show) (?:\w+ )?you\b|"
    r"\b(?:au sujet|a propos|concernant|regarding|about) "
)
"""Between a cue and a thing: what is asked for is something else, about the thing."""

# --- Where to ----------------------------------------------------------------------------------

SHOWN = re.compile(
    r"\b(?:affiche\w*|shown|displayed|appears?|appearing|visible|apparai\w*|genere\w*|generated|"
    r"recue?s?|received|listed|presente?s?|see|seen|shows?|comes up|pops up|inscrite?s?|"
    r"indiquee?s?|figurant|imprimee?s?|printed|written|found) (?:dans|sur|in|on|by|"
    r"par|at) (?:the |your |our |my |l'|la |le |votre |ton |notre )?[\w']{2,14}"
)
"""Where the thing is seen, not where it goes."""

ELSEWHERE = re.compile(
    r"\b(?:a|dans|sur|depuis|via|avec|par|using|within|inside|with|through|by|in|on|at|from|into|"
    r"to|aupres) "
    r"(?:de )?(?:l'|la |le |les |votre |vos |notre |nos |ton |ta |une? |the |your |our |an? |any |"
    r"cette |this |that )?(?:\w{1,12} )?(?:appli\w*|espace|site|compte en ligne|messagerie "
    r"(?:securisee|de l'appli|bancaire|interne|de votre)|agences?|distributeurs?|guichets?|"
    r"automate|dab|gab|apps?|atms?|websites?|(?:online|internet) banking(?! (?:user|id|log|"
    r"password|details|number|pass))|branch(?:es)?|cash machines?|cashpoints?|secure (?:messag\w+|"
    r"inbox|mail|area|form|portal|upload|channel)|"
    r"terminal|tpe|login (?:page|screen)|page d'accueil|page de connexion|page du|merchant'?s?|"
    r"commercant\w*|employeur|"
    r"employer|conseill\w+|advis[eo]rs?|ecran de connexion|formulaire|form\b|coffre|rendez vous|"
    r"appointment|meeting|till|checkout|rdv|keypad|clavier|password manager|notaire|proprietaire|"
    r"impots|police|gendarmerie|landlord|hmrc|caf\b|mutuelle|fournisseur|supplier|payer|ami|friend|"
    r"bureau de poste|counter|beneficiaire|payee|signalement|plateforme|courrier|post office|"
    r"them|him|her|eux|lui|(?:phone|notes|contacts)(?=\W*$)|letting agent|questionnaire|survey|"
    r"website'?s?)\b|"
    r"\b(?:to|au|a) \d{3,5}\b|\b(?:tell|give|send|show|email|hand) (?:the|your|that|his|her|their) "
    r"(?:\w+ )?(?:bank|employer|shop|merchant|retailer|seller|landlord|company|police|payee|sender|"
    r"supplier|provider|insurer|accountant)\b|\b(?:a|aupres de) (?:la |l'|votre |"
    r"cette )?(?:autre |nouvelle )?"
    r"banque\b(?! parvis)|"
    r"\b(?:(?:lui|leur) (?:re)?(?:donn|envoy|communiqu|transm|fourn)\w+|ce jour la|that day|"
    r"sur place|on the day|"
    r"en agence|au (?:distributeur|guichet|comptoir)|en ligne|"
    r"online(?! (?:banking |account )?(?:user|id\b|log|password|details|number|pass))|en personne|"
    r"in person|in branch|"
    r"messagerie securisee|secure messag\w+|secure message|"
    r"(?<!de votre )(?<!de ton )espace (?:client|personnel|securise)|"
    r"par courrier|by post|when prompted|if prompted|when asked|quand on vous le demande|\batm|"
    r"\bdab)\b"
)
HERE = re.compile(
    r"\b(?:ici|here|ci dessous|below|mp|dms?|pm|message prive|private message|direct message|"
    r"conversation|chat|commentaires?|comments?|reponse|reply|retour|fil|inbox us|"
    r"messagerie privee|en prive|privately|in private|thread|telephone avec|over the phone)\b"
)
OWN_ACT = re.compile(
    r"\b(?:quand|lorsqu\w*|when|after|before|avant) (?:vous|tu|you|de)\b|\b(?:vous|te) (?:r?envoy|"
    r"adress|transm|communiqu|fourn|donn|remett)\w+|\bto you\b|"
    r"\b(?:download\w*|telecharg\w*|tap|click|cliqu\w+|follow|print|imprim\w+|type in|"
    r"log ?(?:in|on)(?! (?:details|id|name))|recover|recuper\w+|change[rz]?|changing|reset\w*|"
    r"modifi\w+|onglet|tab|link|lien|rubrique|menu|under|select\w*|choose|choisi\w+|scam|fraud\w*|"
    r"arnaque|posting|frozen|freeze|opposition|pensez a|bring|apport\w+|rendez vous|appointment|"
    r"find|"
    r"trouve\w*|retrouv\w+|see|voir|look|use|utilis\w+|works?|fonctionn\w+|accept\w*|update\w*|"
    r"mettre a jour|opt (?:in|out)|saisie|se fige|order\w*|command\w+|i'll|we'll|we've|i've|"
    r"je vous|nous vous|on vous|ended|"
    r"thanks for|merci pour|merci d'avoir)\b|[«\"]"
)
"""What readers do for themselves, or the bank for them."""

SAID_OF = re.compile(
    r"\W{1,3}(?:[a-z]{2})?\d{2}|'s \w+ing\b|[^.]{0,25}?\b(?:is|are|was|were|isn't|stays?|remains?|"
    r"starts?|goes|turn\w*|"
    r"arriv\w+|should|"
    r"will|would|has|have|part|suivra|reste\w*|est|sont|sera|seront|figure\w*|comporte|contient|"
    r"commence\w*|se \w+|appears?|shows?|needn't|peut|doit|can|could)\b"
)
"""After a thing: the sentence goes on about it."""

OF_READER = re.compile(
    r"\b(?:votre|vos|ton|ta|tes|your|nous|moi|me|us|m'|here|ici|mp|dms?|chat|conversation|fil|"
    r"please)"
    r"\b|\?"
)

GENERIC = re.compile(
    r"\b(?:a (?:presenter|apporter)|pour (?:prouver|ouvrir|souscrire|obtenir|faire|demander|"
    r"commander|une ouverture|tout)|"
    r"to (?:prove|open|apply|get|order|become|set up|join)|lors d[eu]|le jour du|for (?:an|any|"
    r"opening|"
    r"new)|"
    r"generalement|usually|normally|en general|typically)\b"
)
"""What is so for everybody: documents to open an account."""
