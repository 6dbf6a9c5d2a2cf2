"""What asking looks like, in French and English.

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
    r"(?:are|were|would) you (?:able|willing|happy|ok|okay) to|(?:can|could|would|will) (?:the|"
    r"your) \w{2,12}(?: \w{2,12})?|"
    r"by|try|"
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
    r"\bbesoin (?:de|d'|du|des|que)|\bbesoin(?=,)|\b(?:il|qu'il|s'il)? ?(?:me|nous|m'en) (?:faut|"
    r"faudra|"
    r"faudrait|fallait|manque\w*|reste a (?:avoir|obtenir|connaitre|recuperer))\b|"
    r"\bil manque\b|\breste (?=(?:votre|vos|l|le|la|un|une)\b)|\bil (?:suffi\w+|faudra\w*) (?:de |"
    r"d'|simplement )|\b(?:necessite|requiert|"
    r"exige)\b|"
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
    r"(?<!pour )(?<!vous )(?<!de )\b(?:avoir|disposer de) (?=(?:votre|vos|ton|tes)"
    r" )|\b(?:me|nous) (?:faire|dire|donner|filer)\b|"
    r"\ba (?:me|nous) (?:communiquer|fournir|transmettre|envoyer|donner|indiquer|montrer)\b|"
    r"\b(?:tant que|avant que|jusqu'a ce que|des que|une fois que?|sitot) (?:nous |je |on )?"
    r"(?:n'|ne )?(?:\w+ )?(?:a|ai|aura|aurons|aurai|aurez|avons|recu|recue|recevons|recois)\b|"
    r"\bune fois (?=(?:votre|vos|ton|le|la|l')\b)|\bdes (?:reception|recep) (?:de|d'|du)\b|"
    r"\bcontre\b|\bmoyennant\b"
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
    r"\b|\b(?:faites|dites|dis|fais) (?:moi|nous)\b|"
    r"(?<!vous )(?<!je )(?<!on )(?<!il )(?<!te )(?<!elle )"
    rf"\b{IMPERATIVE_TU} (?:moi|nous|le|la|les|l)\b|^{_OPENING_FR}{IMPERATIVE_TU} (?=(?:ton|ta|"
    rf"tes|le|la|les|une?|l')\b)|\b(?:tu|vous) (?:me |m'|nous )(?:l[ea]s? |l')?{WISHED_FR}\b|"
    rf"\b(?:tu|vous) {WISHED_FR} (?:ici|en (?:mp|prive|retour))\b|"
    r"\b(?:once|until|unless|as soon as) you(?:'ve| have)? (?:sent|shared|given|provided|told|"
    r"supplied|"
    r"confirmed|send|share|give|provide|tell|supply|confirm|attached|forwarded|forward)\b|"
    r"\bn'attend\w* plus que\b|"
    rf"(?<!vous avez )\ben (?:nous |me |m'|y |l'|le |la |les )?{GERUND_FR}\b|"
    rf"\b(?:que (?:vous|tu) (?:nous |me |m'|l'|le |la |les ){{0,2}}|si (?:vous|tu) (?:nous |me |"
    rf"m'))"
    rf"{WISHED_FR}\b|"
    rf"^{_OPENING_EN}{GIVE_EN}\b(?! (?:you|yourself|from us|in touch|back to|us know (?:if|"
    rf"whether)|"
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
    r"\b(?:mp|dm|dms|pm|message|inbox|email|write to|text|whatsapp)s? (?:us|me|nous) (?:with|avec|"
    r"including|stating|quoting)\b|\b(?:mp|dm|dms|pm|message prive|private message|conversation) "
    r"(?:with|avec|including|incluant|contenant|stating|quoting)\b|"
    r"\b(?:finish|end|start|complete|finissez|terminez|commencez|debutez) [^.,]{0,30}\b(?:with|"
    r"par|avec)\b|"
    r"\b(?:have to|must|need to|got to) (?:have|get|see|know|check|verify)\b|"
    r"\b(?:contactez|ecrivez|ecrire|contacter|contact|write|message|reach out|get in touch|come|"
    r"back|reach|revenez|venez|passez|call|ring|appelez|rappelez|slide|hop|pop|jump|head)\b"
    r"[^.,]{0,40}\b(?:avec|with|muni de|including|quoting|stating|en precisant)\b|"
    r"^\W*(?:\w+ )?(?:avec|with)\b(?= (?:votre|vos|ton|your)\b)|"
    r"\b(?:have|keep) (?=(?:your|the) .{1,40}(?:ready|to hand|handy|with you|available|nearby)\b)|"
    # "sans votre IBAN nous ne pouvons pas": what all else hangs on.
    r"\bsans (?=.{3,80}\b(?:pas|impossible|rien|aucun\w*|plus|difficile|bloque|peux|pouvons)\b)|"
    r"\b(?:impossible|rien|peux pas|pouvons pas|peut pas|unable|can'?t|cannot|difficult|hard|"
    r"not able|nothing)\b.{0,70}\b(?:sans|without)\b(?! (?:attendre|delai|doute))|"
    r"\bwithout (?=.{3,80}\b(?:can'?t|cannot|unable|impossible|not|nothing|no|hard)\b)"
)
"""Asks for what stands after it in its clause."""

ASK_AFTER = re.compile(
    r"\b(?:il|elle|c) ?(?:')?est (?:de |a )?(?:combien|quoi|quel\w*)\b|\b(?:c'est|voila|tel est|"
    r"ce sont)(?: tout)? ce (?:qu'il|que|dont|qui) (?:me |nous |j'|on |"
    r"je )?"
    r"(?:faut|manque|ai besoin|avons besoin|a besoin|attend\w*|demand\w+)\b|"
    r"\b(?:that'?s|that is|those are|these are|this is|it'?s) (?:all |just |exactly )?(?:what |"
    r"the things |"
    r"all |everything )?(?:that )?(?:i|we)(?:'d| would|'ll)? (?:need|require|want|ask for|"
    r"are missing)\b|"
    r"\bpouvez vous (?:me |nous )?(?:les|l'|le|la) ?\w+er\b|\b(?:can|could|would) you (?:please )?"
    r"(?:add|send|share|give|include|pass|provide|forward) (?:them|it|those|both|that)\b"
)
"""Asks for all that its sentence named before."""

WHICH = re.compile(
    r"\s*(?:et )?(?:laquelle|lequel|lesquels|lesquelles|c'est (?:laquelle|lequel|quoi)|what is it|"
    r"what'?s it|what does (?:it|that) say|que dit il|what(?:'s| is) the (?:new|right|correct|"
    r"current) one|c'est quoi (?:la|"
    r"le) (?:nouvelle|bon)\w*|(?:quelle|quel) est (?:la|le) (?:nouvelle|nouveau|bonne?)|which one|"
    r"which is it|what are they|quelle est elle|quel est il|est ce "
    r"toujours le cas)\b[^?]{0,20}\?|\s*which\s*\?"
)
"""Asks for what the question before named."""

SMALL_WORDS = frozenset(
    forms("""votre vos ton ta tes your the a an un une le la les l d de du des et and ainsi que
    plus also aussi with avec please merci thanks thank you complet complete full nos ce cet puis
    a reponse reply tweet message here ici below only just juste
    seulement simplement uniquement entier whole
    voire ou or as well both exact exacte actuel actuelle current in en mp dm par via private""")
)
"""What may stand in a bare list beside the things."""

PURPOSE = re.compile(
    r"\b(?:afin|pour|so|in order|que|qui|to|that|which)\b.*$|,? \b(?:never|not|pas|jamais)\b.*$|"
    r",? \b(?:et|and|then|puis) (?:je|on|nous|i|we|i'll|we'll|c'est|it's)\b.*$"
)
"""What a bare list is for: "your number so that we can ring you"."""

ASK_NEAR = re.compile(
    r"\b(?:quel|quelle|quels|quelles|kel)\b(?: (?:est|sont|etait|serait|seraient|sera))?"
    r"(?: (?:donc|bien|actuellement|deja|please))?|\bc'est quoi\b|\bqu'est ce que c'est\b|"
    r"\b(?:c'est|est) (?:a )?(?:quel|lequel)\b|\bcombien (?:est|etait|gagn\w+|s'eleve)?|"
    r"\bou en est\b|"
    r"\b(?:avez vous|auriez vous|vous avez|vous auriez|tu as|t'as|tu aurais|aurais tu|as tu|"
    r"vous n'auriez pas|vous n'avez pas|tu n'as pas|t'as pas|tu aurais pas|n'auriez vous pas)\b|"
    r"\bhow much (?:is|was|are|were)\b|\b(?:what|which|whats)(?: (?:is|are|was|were|would be|does|"
    r"do|'s))?\b|\bwhat'?s\b|"
    r"\bdo (?:you|u) (?:happen to |still |by any chance )?(?:have|know|remember|recall)\b|"
    r"\b(?:have (?:you|u) )?got\b|\bwould (?:you|u) (?:happen to )?have\b|\b(?:you|u) (?:got|"
    r"have)\b|wouldn'?t (?:happen to )?have\b|"
    r"\bany chance of\b|\bhow about\b|\b(?:may|can|could) (?:i|we)\b|\band\b|^\W*et\b|"
    r"\bremember\b|\bis there\b(?= an? )|\by a t il\b|\bil y a\b|\bwhere\b|\bwhen\b|"
    r"\bconnaissez vous\b|\bmay i know\b|\bis it\b"
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
    r"comment |s'appelle|vous etes ne|you were born|were you born|carte |card |vous appelez|who |"
    r"a qui |where |ou |how |when |what |quel age|quand |combien "
)
"""How a thing begins that is a question by itself."""

NEEDED_AFTER = re.compile(
    r"[\w', ]{0,70}?\b(?:a (?:me|nous) \w+(?:er|re|ir)\b|(?:is|are|est|sont) (?:all|"
    r"the only thing|what|tout ce)\b|"
    r"(?:would|will) (?:let|allow|enable|help) (?:us|me)\b|(?:est|sont|sera|seront|serait|"
    r"seraient|reste|restent|demeure|devient|is|"
    r"are|will be|would be|'s|was) (?:\w{1,12} ){0,2}(?:necessaires?|requis\w*|indispensables?|"
    r"obligatoires?|attendue?s?|demande?e?s?|imperati\w+|required|needed|necessary|mandatory|"
    r"missing|essential|a must|must|compulsory|manquant\w*|vital|useful|utile|helpful|"
    r"incontournable|exige\w*|recherche\w*|bienvenue?s?|souhaite\w*|wanted|enough|awaited|"
    r"outstanding)\b|"
    r"(?:fera|feront|ferait) (?:bien |tres bien )?l'affaire|(?:ira|iront|"
    r"conviendra) (?:tres )?(?:bien)?|"
    r"(?:m'|nous |me |me )?(?:aidera\w*|suffi\w+|serai\w* utile|sera utile|permett\w+|"
    r"manque\w*|faciliterai\w*)\b|(?:will|would|should|might|could) (?:really )?(?:do|help|be "
    r"(?:great|good|useful|helpful|ideal|perfect|enough|needed|handy|lovely|fine|brilliant))\b|"
    r"(?:needs?|has|have) to be (?:sent|given|provided|confirmed|shared|submitted|supplied)|"
    r"(?:doit|doivent|devra|devront|est|sont) (?:m'|nous |me )?(?:a |etre )(?:m'|nous |me )?"
    r"(?:envoy|communiqu|transm|fourn|jo(?:in|ign)|indiqu|donn|adress|renseign|retourn|saisi)\w*|"
    r"(?:must|should|can|could|may|might) be (?:sent|given|provided|shared|submitted|supplied|"
    r"attached|included)|"
    r".{0,60}\b(?:et|and) (?:c'est|ce sera|tout sera|we'?re|we are|it'?s|that'?s|this is|it will be"
    r"|you'?re) (?:regle|bon|fini|parti|good|done|sorted|all set|ok|it)\b|"
    r"(?:to hand|handy|ready|sous la main|sous les yeux|a portee de main|pres de vous)\b)"
)
"""After a thing: it is needed."""

IS_ANYWHERE = re.compile(
    r"\b(?:is|are|was|were|est|sont|sera|seront|ont|has|have|had|suivra|part|arrive\w*|will|can|"
    r"i|"
    r"we|je|nous|on|vous|you)\b|'s\b|\w{3,}(?:ra|ront)\b"
)
"""Something is said, of whatever it is."""

IS = re.compile(
    r"(?:'s| ) ?(?:showing\b|visible\b)| (?:is|are|was|were|isn't|est|sont|sera|seront|figure\w*|"
    r"appears?|shows?|a ete|ont ete|has|"
    r"have|"
    r"comporte|contient|commence|starts?)\b"
)
"""After a thing: something is said of it."""

IT = re.compile(
    rf"\b(?:{IMPERATIVE_FR}|{IMPERATIVE_TU}) (?:(?:nous|moi) )?(?:l(?:e|a|es)|ca|cela)\b|"
    rf"\b(?:vous|tu) (?:nous|me) l(?:e|a|es|') ?{WISHED_FR}\b|\byours\b|\ble votre\b|\bla votre\b|"
    rf"\b(?:{GIVE_FR}|{IMPERATIVE_FR}|{GIVE_EN}) (?:us |nous |moi )?(?:cette liste|ces (?:elements|"
    rf"informations|infos|champs|donnees|points)|the above|this list|these (?:details|fields))\b|"
    rf"\b(?:nous|me|(?<!a vous )de|d'|a|bien) l(?:e|a|es|')[ ]?(?:nous |me )?{GIVE_FR}\b|"
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
