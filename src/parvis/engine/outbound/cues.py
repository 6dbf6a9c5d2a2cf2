"""What asking looks like, in French and English, and what takes it back.

Patterns run on one clause at a time, in plain words; every repetition is bounded.
"""

from __future__ import annotations

import re

from parvis.engine.outbound.verbs import (
    GERUND_FR,
    GIVE_EN,
    GIVE_FR,
    GIVEN_EN,
    GIVING_EN,
    IMPERATIVE_FR,
    IMPERATIVE_TU,
    WISHED_FR,
    either,
    forms,
)

# --- Words that deny in form only, or name a thing without asking for it ---------------------

URGED = re.compile(
    r"\b(?:n'hesite[zrs]? (?:surtout )?pas(?: a| de)?|ne manque[zrs]? pas(?: de)?|"
    r"n'oublie[zrs]? (?:surtout )?pas(?: de| d')?|ne tarde[zrs]? (?:surtout )?pas(?: a)?|"
    r"(?:do not|don'?t) (?:hesitate|forget)(?: to)?|feel free(?: to)?|be sure(?: to)?|"
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
    r"mot (?:cle|d'excuse)|(?:your|ton|votre) name is (?:enough|all|fine))"
)
"""Read as nothing."""

# --- Asking ------------------------------------------------------------------------------------

_SMALL_FR = either(
    forms("""tu t je on il nous me m de d a le la les l nous le nous la nous les bien vouloir en y
    que egalement aussi please mp message prive privee par retour dm simplement juste ici avoir
    amabilite obligeance gentillesse gentiment rapidement vite bien nous l me le me la me
    les moi donc alors seulement svp plutot directement d'abord encore au plus vite ca""")
)
_VOUS = r"(?:pouvez|pourriez|pourrez|voulez|voudriez|souhaitez|devez|devrez|devriez|auriez)"
_MODAL_FR = (
    rf"(?:{_VOUS}(?: vous)?|veuillez|merci|please|(?:peux|pourrais|veux|voudrais|dois)(?: tu)?|"
    r"faut|faudra|faudrait|suffit|suffira|suffirait|besoin|possible|possibilite|"
    r"demand(?:e|ons|er|era|erai)|pri(?:e|ons|er|ere)|remerci(?:e|ons|er|erai|erions)|"
    r"invit(?:e|ons|er)|aimer\w+|aimons|souhait\w+|voudrai\w*|pens(?:ez|e)|"
    r"il convien\w+|conviendrait|utile|necessaire|laisse|laissons|charge a vous|libre a vous|"
    r"a vous|reste(?:ra)? (?:plus )?qu'a|reste(?:ra)? a|n'avez qu'a|n'as qu'a|"
    r"(?:amabilite|gentillesse|obligeance|bonte|extreme obligeance)|d'accord pour|ok pour|"
    r"propose|suggere|conseille|autoris\w+|permet\w+|oblige\w*|obligation|tenu|"
    r"reviens|revenez|prend\w+ le temps|prenez soin|tacher|essay\w+|attend\w* que|"
    r"comment (?:puis je|pouvons nous)|puis je|pouvons nous|peut on|on peut|je peux|on pourrait|"
    r"pourrais je|pourrions nous)"
)
_ADVERB_EN = (
    r"(?:also |then |just |simply |kindly |please |quickly |possibly |perhaps |maybe |first |now |"
    r"safely |quick |happily |all |either |only |at least |ever so )"
)
_MODAL_EN = (
    r"(?:please|kindly|just|simply|(?:can|could|would|will) (?:you|u)|mind|"
    r"you (?:can|could|need to|must|have to|should|may|might|'ll need to|will need to|are "
    r"required to|would have to|ought to)|you'?ll (?:need|have) to|you'?d (?:need|have) to|"
    r"(?:need|want|ask|asking|like|love|require|invite|get|allow|advise|urge|encourage|request"
    r"|trouble|have|prefer|for) you to|"
    r"(?:need|want) u to|you (?:were|are) (?:able|willing|happy) to|"
    r"if you(?:'d| can| could| would| were to| will| might)|"
    r"when you (?:can|get a chance|have a moment)|"
    r"(?:great|good|helpful|kind|handy|useful|brilliant|lovely|easier|best|quicker|faster) "
    r"(?:enough )?(?:if you |to )(?:(?:could|can|would) )?|(?:grateful|appreciate it|helps?) if "
    r"you(?:'d| would| could| can)?|(?:so )?kind as to|go ahead and|(?:able|happy|willing) to|"
    r"care to|remember to|be prepared to|all you (?:have|need) to do is|best to|next step is to|"
    r"want to|try and|try to|fancy|how about|what about|would love you to|possible to|"
    r"once you(?:'ve| have)?|until you(?:'ve| have)?|unless you(?:'ve| have)?|after you(?:'ve)?|"
    r"as soon as you(?:'ve| have)?|when you(?:'ve| have)|by|try|"
    r"wait(?:ing)? for you to|is for you to|(?:is|be) to)"
)
_OPENING_EN = (
    r"\W*(?:(?:hi|hello|hey|hiya|thanks|thank you|ok|okay|great|right|sure|cool|lovely|perfect|"
    r"and|then|so|or|also|but|now|next|first|second|finally|instead|otherwise|in dm|in dms|in "
    r"private|for security|if so|alternatively|plus|simply|just|do|always|sorry) ){0,4}"
)
_OPENING_FR = (
    r"\W*(?:(?:bonjour|bjr|slt|salut|coucou|hello|et|puis|ensuite|alors|donc|ou|mais|ok|merci|"
    r"sinon|d'abord|en mp|en prive|plutot|oui|apres|vas y|vite|allez|bon) ){0,4}"
)
_NEED_FR = (
    r"\bbesoin (?:de|d'|du|des|que)|\b(?:il|qu'il|s'il)? ?(?:me|nous|m'en) (?:faut|faudra|"
    r"faudrait|fallait|manque\w*|reste a (?:avoir|obtenir|connaitre|recuperer))\b|"
    r"\bil manque\b|\b(?:necessite|requiert|exige)\b|"
    r"\b(?:je|nous|on|j') ?(?:vous |te |t')?(?:demand(?:e|ons|erai|erons)|reclam\w+)\b|"
    r"\b(?:dois|devons|doit|obligation de|oblige\w* de|permets de|puis je|pouvons nous|"
    r"vais|allons|va) (?:vous |te )?demander\b|"
    r"\b(?:(?:j'|on |nous )attend\w*|dans l'attente|en attente|attente|attendons) (?:plus que )?"
    r"(?:de |d')?(?=(?:votre|vos|ton|tes|le |la |les |l'|un |une ))|"
    r"\b(?:je|on|nous|j') ?(?:veux|veut|voudrais|voudrait|voudrions|voulons|aimerais|aimerait|"
    r"aimerions|souhaite\w*|souhaitons|prends|prend|prendrai\w*|note)(?: bien)?\b"
    r"(?! (?:vous|t'|te|nous excuser))|\b(?:puis je|peux|peut on|on peut|je peux|pourrais je|"
    r"pourrait|pouvons nous|pourrions nous|possible d') ?(?:d')?(?:avoir|obtenir|connaitre|savoir|"
    r"prendre|recuperer|recevoir|voir|disposer)\b|"
    r"\b(?:avoir|obtenir|connaitre|recuperer|recevoir|disposer) (?:de )?(?=(?:votre|vos|ton|tes)"
    r" )|\b(?:me|nous) (?:faire|dire|donner|filer)\b|"
    r"\ba (?:me|nous) (?:communiquer|fournir|transmettre|envoyer|donner|indiquer|montrer)\b|"
    r"\b(?:tant que|avant que|jusqu'a ce que|des que|une fois que?|sitot) (?:nous |je |on )?"
    r"(?:n'|ne )?(?:\w+ )?(?:a|ai|aura|aurons|aurai|aurez|avons|recu|recue|recevons|recois)\b|"
    r"\bdes (?:reception|recep) (?:de|d'|du)\b|\bcontre\b|\bmoyennant\b"
)
_NEED_EN = (
    r"\b(?:we|i|we'?ll|we'?d|i'?ll|i'?d|we're|i'm|we've|i've|he|she|they|team|colleague)(?: will| "
    r"would| do| also| just|"
    r" still| only| really| both| first| going to| gonna| have to| having to| might| may| all| "
    r"actually){0,3} (?:need|needs|require|requires|want|must have|ask|ask for|like|like to "
    r"(?:have|know|get|see|take|check|confirm|verify)|wait(?:ing)? (?:on|for)|looking for|after|"
    r"missing|love|appreciate|got to have|awaiting|request|requesting)\b"
    r"(?! you to| a (?:bit|little|moment|few|while)| to (?:post|send|speak|talk|apologi[sz]e|"
    r"look|pass|discuss|escalate|transfer|say|help|thank))|"
    r"\b(?:do need|needs?|requires?|missing) is\b|\b(?:all|only thing|what|things?) (?:that )?"
    r"(?:we|i)(?:'d| would|'ll)? need\b|\bneed(?:ing)? (?:sight|a copy|to see|a look)\b|"
    r"\b(?:awaiting|waiting (?:on|for)|in need of|still missing|(?:we|i) lack|pending)\b|"
    r"\bneed (?=(?:your|ur|a|an|the)\b)|^\W*(?:need|needing|require|requesting)\b|"
    r"\b(?:let (?:me|us) (?:take|grab|check|verify|note|write down|have|see|get)|"
    r"let's (?:take|grab|check|verify|start with|have|see|confirm))\b|"
    r"\b(?:can|could|may|might|shall|should|if) (?:i|we)(?: could| can| may| might)?"
    r"(?: just| please| also| possibly| quickly)? (?:have|get|take|ask|know|see|grab|borrow|"
    r"check|confirm|verify|trouble you for|note|bother you for|request|jot down|be given)\b|"
    r"\b(?:until|unless|once|as soon as|when|after|without|till) (?:we|i)(?:'ve| have|'ve got)?"
    r"(?: got| seen| received| had| get| receive| see| know)?\b(?! (?:are|were|can|could))|"
    r"\b(?:depends on|subject to|on receipt of|upon receipt of|in exchange for)\b|"
    r"\b(?:to|and) (?:see|have|know|check|verify|take) (?=your )|"
    r"\b(?:grateful|thankful|appreciate) (?:for|having)\b"
)
ASK_FAR = re.compile(
    # Orders: "envoyez-nous", "send us".
    rf"(?<!vous )(?<!qu[ei] )(?<!ou )\b{IMPERATIVE_FR}\b(?! vous\b)|"
    r"\b(?!contactez|appelez|rappelez|excus|pardonn|retrouv|rejoign|suivez|aidez|croyez|laissez "
    r"nous (?:le temps|vous|regarder)|rencontr|interpell)[a-z]{2,14}ez (?:les? |la )?(?:moi|nous)"
    r"\b|(?<!vous )(?<!je )(?<!on )(?<!il )(?<!te )(?<!elle )"
    rf"\b{IMPERATIVE_TU} (?:moi|nous|le|la|les|l)\b|^{_OPENING_FR}{IMPERATIVE_TU} (?=(?:ton|ta|"
    rf"tes|le|la|les|une?|l')\b)|\b(?:tu|vous) (?:me |m'|nous ){WISHED_FR}\b|"
    rf"\b(?:tu|vous) {WISHED_FR} (?:ici|en (?:mp|prive|retour))\b|"
    rf"\ben (?:nous |me |m'|y |l'|le |la |les )?{GERUND_FR}\b|"
    rf"\b(?:que|quand|si) (?:vous|tu) (?:nous |me |m'|l'|le |la |les ){{0,2}}{WISHED_FR}\b|"
    rf"^{_OPENING_EN}{GIVE_EN}\b(?! (?:you|yourself|in touch|back to|us know (?:if|whether)|"
    rf"well)\b(?! ?r))|"
    rf"^{_OPENING_EN}(?!(?:call|ring|contact|visit|join|follow|trust|excuse|forgive|let|tell|"
    rf"thank|bear|find|meet|and|with|for|to|of|by|from|about|on|at|in|give)\b)"
    rf"[a-z]{{2,9}} (?:me|us)"
    rf" (?=(?:over |through )?(?:your|the|ur|an?|that|those)\b)|"
    rf"\b{_MODAL_EN}(?: (?:like|be able) to)? {_ADVERB_EN}{{0,3}}(?:{GIVE_EN}|{GIVING_EN}|"
    rf"{GIVEN_EN})\b(?! you\b(?! ?r))|"
    rf"\b(?:you|and|then|mind|by|try|about|keep|start|with) (?:\w+ly )?{GIVING_EN}\b(?! you\b)|"
    # "merci de nous communiquer", "pourriez-vous me donner"; not "pour vous envoyer".
    rf"\b{_MODAL_FR}(?:[ ']{_SMALL_FR}){{0,7}}[ '](?<!(?<!ez) vous ){GIVE_FR}\b|"
    rf"\b(?:pour|afin de|afin d'|de|d'|a) (?:nous|me|m') ?{GIVE_FR}\b|"
    rf"\b(?:invitation|possibilite|occasion|moyen) (?:de|a) {GIVE_FR}\b|"
    # What is needed.
    rf"{_NEED_FR}|{_NEED_EN}|"
    # Things that come with something: "en MP avec vos", "contact us with", "have it ready".
    r"\b(?:en|par|via) (?:mp|dm|message prive|message|email|prive|retour)\b(?: de)?(?= (?:avec |"
    r": ?)?(?:votre|vos|ton|tes|le|la|un|une)\b)|"
    r"\b(?:reply|respond|answer|come back|get back|write back|return)(?: \w+){0,3} with\b|"
    r"\blet (?:me|us) have\b|"
    r"\b(?:mp|dm|dms|pm|message|inbox|email|write to|text|conversation)s? (?:us |me |nous )?(?:with"
    r"|avec|including|incluant|contenant|stating|quoting)\b|"
    r"\b(?:contactez|ecrivez|ecrire|contacter|contact|write|message|reach out|get in touch|come|"
    r"back|reach|revenez|venez|passez|call|ring|appelez|rappelez|slide|hop|pop|jump|head)\b"
    r"[^.,]{0,40}\b(?:avec|with|muni de|including|quoting|stating|en precisant)\b|"
    r"^\W*(?:\w+ )?(?:avec|with)\b(?= (?:votre|vos|ton|your|le|the|un|une|an?)\b)|"
    r"\b(?:have|keep) (?=(?:your|the) .{1,40}(?:ready|to hand|handy|with you|available|nearby)\b)|"
    # "sans votre IBAN nous ne pouvons pas": what all else hangs on.
    r"\bsans (?=.{3,80}\b(?:pas|impossible|rien|aucun\w*|plus|difficile|bloque|peux|pouvons)\b)|"
    r"\b(?:impossible|rien|peux pas|pouvons pas|peut pas|unable|can'?t|cannot|difficult|hard|"
    r"not able|nothing)\b.{0,70}\b(?:sans|without)\b(?! (?:attendre|delai|doute))|"
    r"\bwithout (?=.{3,80}\b(?:can'?t|cannot|unable|impossible|not|nothing|no|hard)\b)"
)
"""Asks for what stands after it in its clause."""

ASK_NEAR = re.compile(
    r"\b(?:quel|quelle|quels|quelles|kel)\b(?: (?:est|sont|etait|serait|seraient|sera))?"
    r"(?: (?:donc|bien|actuellement|deja|please))?|\bc'est quoi\b|\bqu'est ce que c'est\b|"
    r"\b(?:c'est|est) (?:a )?(?:quel|lequel)\b|\bcombien\b|\bou en est\b|"
    r"\b(?:avez vous|auriez vous|vous avez|vous auriez|tu as|t'as|tu aurais|aurais tu|as tu|"
    r"vous n'auriez pas|vous n'avez pas|tu n'as pas|t'as pas|tu aurais pas|n'auriez vous pas)\b|"
    r"\b(?:what|which|whats)(?: (?:is|are|was|were|would be|does|do|'s))?\b|\bwhat'?s\b|"
    r"\bdo (?:you|u) (?:happen to |still |by any chance )?(?:have|know|remember|recall)\b|"
    r"\b(?:have (?:you|u) )?got\b|\b(?:you|u) (?:got|have)\b|wouldn'?t (?:happen to )?have\b|"
    r"\bany chance of\b|\bhow about\b|\b(?:may|can|could) (?:i|we)\b|\band\b|^\W*et\b|"
    r"\bremember\b|\bwhere\b|\bwhen\b|\bconnaissez vous\b|\bmay i know\b|\bis it\b"
)
"""Asks, in a question, for what stands right after it."""

LOOSE_NEAR = re.compile(r"\b(?:and|remember|where|when)\b|^\W*et\b|\bis it\b|\bou en est\b")

REMOTE = re.compile(
    r"\b(?:install\w*|telecharg\w*|lanc\w+|ouvr\w+|download\w*|open|run|launch|start|accept\w*|"
    r"allow|grant|autoris\w+|partag\w+|share|montr\w+|show|laiss\w+|let|give|use|utilis\w+|"
    r"activ\w+|connect\w*|passez par|passe par|go through|via|set up|get|"
    r"need|besoin|prendre|take|je prends|prenne|demarr\w+|execut\w+|mirror|join|rejoign\w+)\b"
)
"""Verbs by which somebody is let into a device."""

SELF_ASKING = re.compile(
    r"comment |vous appelez|who |a qui |where |ou |how |when |what |quel age|quand |combien "
)
"""How a thing begins that is a question by itself."""

NEEDED_AFTER = re.compile(
    r"[\w' ]{0,60}?\b(?:(?:est|sont|sera|seront|serait|seraient|reste|restent|demeure|devient|is|"
    r"are|will be|would be|'s|was) (?:\w{1,12} ){0,2}(?:necessaires?|requis\w*|indispensables?|"
    r"obligatoires?|attendue?s?|demande?e?s?|imperati\w+|required|needed|necessary|mandatory|"
    r"missing|essential|a must|must|compulsory|manquant\w*|vital|useful|utile|helpful|"
    r"incontournable|exige\w*|recherche\w*|bienvenue?s?|souhaite\w*|wanted|enough|awaited|"
    r"outstanding)\b|"
    r"(?:m'|nous |me |me )?(?:aidera\w*|suffi\w+|serai\w* utile|sera utile|permett\w+|"
    r"manque\w*|faciliterai\w*)\b|(?:will|would|should|might|could) (?:really )?(?:do|help|be "
    r"(?:great|good|useful|helpful|ideal|perfect|enough|needed|handy|lovely|fine|brilliant))\b|"
    r"(?:needs?|has|have) to be (?:sent|given|provided|confirmed|shared|submitted|supplied)|"
    r"(?:doit|doivent|devra|devront|est|sont) (?:m'|nous |me )?(?:a |etre )(?:m'|nous |me )?"
    r"(?:envoy|communiqu|transm|fourn|jo(?:in|ign)|indiqu|donn|adress|renseign|retourn|saisi)\w*|"
    r"(?:must|should) be (?:sent|given|provided|shared|submitted|supplied|attached|included)|"
    r".{0,60}\b(?:et|and) (?:c'est|ce sera|tout sera|we'?re|we are|it'?s|that'?s|this is|it will be"
    r"|you'?re) (?:regle|bon|fini|parti|good|done|sorted|all set|ok|it)\b|"
    r"(?:to hand|handy|ready|sous la main|sous les yeux|a portee de main|pres de vous)\b)"
)
"""After a thing: it is needed."""

IS = re.compile(
    r" (?:is|are|was|were|isn't|est|sont|sera|seront|figure\w*|appears?|shows?|a ete|ont ete|has|"
    r"have|"
    r"comporte|contient|commence|starts?)\b"
)
"""After a thing: something is said of it."""

IT = re.compile(
    rf"\b(?:{IMPERATIVE_FR}|{IMPERATIVE_TU}) (?:(?:nous|moi) )?(?:l(?:e|a|es)|ca|cela)\b|"
    rf"\b(?:nous|me|de|d'|a|bien) l(?:e|a|es|')[ ]?(?:nous |me )?{GIVE_FR}\b|"
    r"\b(?:envoyez|communiquez|donnez|transmettez|dites) (?:tout|nous) ?ca\b|"
    rf"\b{GIVE_EN}(?: us| me)? (?:it|them|that|those|one|these|both)\b|"
    rf"\b(?:read|bring|keep) (?:it|them) (?:out )?to (?:us|me)\b"
)
"""What was named before, asked for now: "envoyez-le", "DM it to us"."""

SHORT = re.compile(r"\bplease\b|\b(?:merci(?: d'avance)?|thanks|thank you|thx|thanx)\b|\?\s*$")
"""A thing, and nearly nothing else: "votre IBAN svp", "account number?"."""

PLEASE_DO = re.compile(
    r"\bplease (?!(?:your|the|ur|and|with|for|votre|vos|ton|ta|tes|le|la|les|un|une|et|also|as|or|"
    r"so|"
    r"if|on|in|we|i|then|to)\b)(?=[a-z])"
)
"""Please do something; what asks for a thing is known otherwise."""

FORM = re.compile(r"\b(?:complet\w+|rempli\w*|renseign\w+|retourn\w+|fill|complete|return)\b")

# --- What takes it back ------------------------------------------------------------------------

NEGATION = re.compile(
    r"\b(?:ne|jamais|pas|aucun\w*|personne|sans|ni|inutile|evit\w+|interdit\w*|refus\w+|mefi\w+|"
    r"attention|gard(?:ez|e|er)|conserv(?:ez|er)|proteg\w+|surtout pas|rien|au lieu de|plutot que|"
    r"masqu\w+|flout\w+|cach(?:ez|er)|supprim\w+|effac\w+|retir(?:ez|er|e)|dispens\w+|"
    r"never|not|cannot|nobody|no one|no need|without|avoid\w*|nor|neither|beware|refuse\w*|keep|"
    r"stop|rather than|instead of|leave out|leaving out|remove|delete|hide|cover|"
    r"blur|nothing|refrain|"
    r"no (?:bank|agent|advis[eo]r|employee|colleague|member)|wouldn'?t|only if|unsafe|dangerous|"
    r"against)\b|\bn'|n't\b|\b(?:doesnt|wont|cant|shouldnt|didnt|"
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
    r"\b(?:arnaqu\w+|fraud\w+|escroc\w*|pirate\w*|hackers?|voleurs?|faux|fausses?|scam\w*|"
    r"criminals?|crooks?|thie(?:f|ves)|fake|phish\w*|hamecon\w*|someone|somebody|anyone|whoever|"
    r"anybody|strangers?|quelqu'un|inconnus?|imposteurs?|imposters?|they|ils|elles|"
    r"usurpat\w+|(?:il|elle|he|she|it|they|formulaire|form|site|page|appli\w*|email|sms|texto|"
    r"message|call|caller|appel|personne qui) (?:vous |te |will |may |might |could |"
    r"has |have |a |can |would )?(?:demand\w+|asks?|asking|asked|want\w*|vou\w+|needs?|invit\w+))\b"
)
TO_ME = re.compile(r"\b(?:moi|nous|me|us|m')(?:\b|(?<='))")
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
    r"\b(?:oubli\w*|perdue?s?|voles?|volee?s?|bloque\w*|forgot\w*|forgotten|lost|stolen|blocked|"
    r"change[drs]?|problem\w*|souci\w*|issue|trouble|wrong|expired?|expiree?|recue?s?|received|"
    r"essay\w+|tried|work\w*|marche\w*|fonctionn\w*|secure|safe|visible|posting|sharing|gave|given|"
    r"donnee?s?|publie\w*|compromis\w*|stuck|arrived?|arrivee?s?|refuse\w*|demande\w*|asked|why|"
    r"pourquoi|how|comment)\b"
)
"""In a short question: it is about something that happened, not for the thing."""

TOPIC = re.compile(
    r"\b(?:probleme|souci|difficulte|erreur|issue|trouble|problem|error|wrong|happen\w*|bug|"
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
    r"recue?s?|received|listed|presente?s?|see|seen|shows?|comes up|pops up) (?:dans|sur|in|on|by|"
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
    r"them|him|her|eux|lui|questionnaire|survey|website'?s?)\b|"
    r"\b(?:en agence|au (?:distributeur|guichet|comptoir)|en ligne|"
    r"online(?! (?:banking |account )?(?:user|id\b|log|password|details|number|pass))|en personne|"
    r"in person|in branch|"
    r"messagerie securisee|secure messag\w+|secure message|espace (?:client|personnel|securise)|"
    r"par courrier|by post|when prompted|if prompted|when asked|quand on vous le demande|\batm|"
    r"\bdab)\b"
)
HERE = re.compile(
    r"\b(?:ici|here|ci dessous|below|mp|dms?|pm|message prive|private message|direct message|"
    r"conversation|chat|commentaires?|comments?|reponse|reply|retour|fil|inbox us|"
    r"messagerie privee|en prive|privately|in private|thread|telephone avec|over the phone)\b"
)
GENERIC = re.compile(
    r"\b(?:pour (?:ouvrir|souscrire|obtenir|faire|demander|commander|une ouverture|tout)|"
    r"to (?:open|apply|get|order|become|set up|join)|lors d[eu]|le jour du|for (?:an|any|opening|"
    r"new)|"
    r"generalement|usually|normally|en general|typically)\b"
)
"""What is so for everybody: documents to open an account."""
