"""The signs by which asking is weighed, with what each counts.

Plain words. Signs of a sentence are looked for in all of it, signs of a clause in the clause that
names something, signs of a question only where the sentence ends with a question mark.
"""

from __future__ import annotations

import re

from parvis.engine.outbound import stances
from parvis.engine.outbound.verbs import GIVE_EN, GIVE_FR, GIVING_EN, IMPERATIVE_FR, IMPERATIVE_TU

Sign = tuple[re.Pattern[str], int]

PLEASE = re.compile(
    r"\bplease\b|\bmerci\b|\bthanks\b|\bif (?:you'?d|you would) be so\b|\b(?:sir|ma'?am|kindly)\b"
)
GREETING = re.compile(
    r"\b(?:bonjour|bonsoir|hello|hi|hey|hiya|salut|coucou|thanks|thank you|merci|ok|okay|great|"
    r"sorry|"
    r"g'day|cheers|morning|afternoon|evening|parfait|super|d'accord|noted|right|sure|perfect)\b"
    r"(?: (?!your?\b|votre|ton\b|last|card|account)[\w']{2,15}){0,2}[ ,.!:]|@\w+|\^\w+"
)
SAYS = re.compile(
    r"\b(?:is|isn't|are|aren't|was|were|est|sont|sera|seront|etait|ont|has|have|had|can|peut|"
    r"peuvent|"
    r"will|won't|se \w+|va|vont|we|nous|on|je|i|they|ils|il|elle|it|free|gratuit\w*|never|jamais|"
    r"ne|not|"
    r"sans|without|app|appli\w*|agence|branch|only|\w+ra|\w+ront|safe|lost|perdue?|stolen|volee?|"
    r"blocked|(?!chez|assez)\w{3,}ez|did|do|does|get|gets|got|have|after|always|toujours|cover|"
    r"wants?|depend\w*|takes?|bring|"
    r"think|sees?|works?|keeps?|know|tells?|says?|if|when|quand|si|prove|restes?|posting|sharing|"
    r"partager|giving|reclame|demande|vient|viens|"
    r"dans l\w*|choose|contient|contains?|includes?|accept\w*|expir\w*|opt|figure\w*|appears?|"
    r"shows?|starts?|commence\w*|trouve\w*|trips?|even|"
    r"bloque\w*|problem\w*|issue\w*|souci\w*|changed?|received|recue?|oublie\w*|forgot\w*|no|pas|"
    r"non)\b|'s\b"
)
"""A verb, or what things are told of: no bare naming."""
SMALL = re.compile(
    r"\b(?:votre|vos|ton|ta|tes|your|ur|you|vous|the|a|an|un|une|le|la|les|l|d|de|du|des|et|and|"
    r"or|ou|plus|"
    r"also|aussi|avec|with|please|merci|thanks|full|complet\w*|exact\w*|then|puis|in|en|mp|dm|"
    r"dms|pm|par|"
    r"via|by|on|here|ici|sur|for|pour|of|just|juste|as|too|now|next|required|still|maybe|quick|"
    r"bien|alors|donc|so|at|to|me|us|moi|nous|first|last|new|nouveau|nouvelle|autre|other|\d{1,2}|"
    r"sir|ma'?am|monsieur|madame|shipping|delivery|complet\w*|front|back|recto|verso|both|sides|"
    r"step|one|two|three|exact|current|actuel\w*|daytime|"
    r"comme|like|scanne\w*|signe\w*|valid\w*|favou?rite|your|his|her|son|sa|ses)\b|[+&/]"
)

_OURS = (
    r"(?:we|i|we'?ll|i'?ll|we'?d|i'?d|we're|i'm|we've|i've|they|they'?ll|it'?ll|they'd|he'd|"
    r"she'd|he|she|the team)"
)
_NEED = re.compile(
    rf"\b{_OURS}(?: \w+){{0,3}}? (?:need\w*|requir\w+|be needing|want|after|missing|looking for|"
    rf"like|"
    r"love|lack|waiting (?:on|for)|short of|take)\b|"
    r"\b(?:still )?(?:required|needed|missing|outstanding|awaited|lacking|mandatory)\b|"
    r"\b(?:would|will|'d|might|could|should|'ll)(?: \w+)? (?:help|be (?:a|of) (?:\w+ )?help|do|"
    r"be (?:\w+ )?"
    r"(?:great|good|useful|helpful|"
    r"ideal|perfect|enough|handy|welcome|lovely|nice)|let (?:me|us))\b|\b(?:would|should|"
    r"'d) work\b|\bworks\b(?=\W*$)|\beasiest\b|"
    r"\bto (?:be )?(?:provided|confirm\w*|complete\w*|identify you)\b|"
    r"\bmay (?:please )?be (?:provided|sent|shared)\b|"
    r"\b(?:there's|there is|that leaves|just leaves|leaves only|all that's left|remains)\b|"
    r"\b(?:it'd be|it would be)\b|"
    r"\b(?:il|qu'il)? ?(?:me|nous|leur|lui|vous)? ?(?:faut|faudra|faudrait|manque\w*|"
    r"reste\w*(?! (?:l[ea]s? |in|bien|tres|toujours|valable|la )?(?:meme|\w*change\w*|secret|"
    r"confiden\w*|actif|valable|disponible)))\b|\bbesoin\b|"
    r"\b(?:necessaire|requis\w*|indispensable|manquant\w*|attendue?|obligatoire|exige\w*|utile|"
    r"a fournir|"
    r"a completer|a joindre|a transmettre|a preciser|a me|a nous|bienvenue?s?|attend\w*)\b|"
    r"\b(?:serait|seraient|sera|suffi\w+|ira|iront|irait|conviendra\w*|aiderai\w*|aidera|"
    r"trancherai\w*|permettrai\w*|"
    r"debloquerai\w*|faciliterai\w*|m'arrange\w*|lui ira|fera l'affaire)\b|\bque je dispose\b|"
    r"\b(?:on|nous|leur|me) (?:nous |me |leur )?(?:reclam\w+|demand\w+|sollicit\w+)\b|"
    r"\brequiert\b|\b(?:nous|je|on) vous demand\w+"
)
_GIVE = re.compile(
    rf"\b(?:please|could you|can you|would you|will you|would you mind|mind|"
    rf"go ahead and|"
    rf"if you)(?: \w+ly| just| also| both| please)? (?:{GIVE_EN}|{GIVING_EN})\b|"
    rf"\b(?:and|then|just|to)(?: \w+ly| just| also| both| please)? {GIVE_EN}(?= (?:me|us|your|"
    rf"the|an?|over|both)\b)|"
    rf"^\W*(?:\w+,? ){{0,4}}(?:{GIVE_EN}|answer|sign|recite|"
    rf"disclose|describe|comment|dictate|ping|tag|jot)\b|"
    rf"\b(?:{IMPERATIVE_FR}|declinez|recopiez|notez|confiez|dictez|communiquez|rappelez|citez|"
    rf"chiffrez|"
    rf"detaillez|envoyez|joignez|filez|balancez|signez|photographiez|recitez)\b|"
    rf"\b(?:veuillez|merci de|merci d'|pouvez vous|pourriez vous|peux tu|pourrais tu|invite a|"
    rf"priee? de|de)\b(?: \w+){{0,3}}? "
    rf"(?:{GIVE_FR}|decliner|confier|dicter|noter|recopier|faire suivre|redonner|rappeler|citer)\b|"
    rf"\b{IMPERATIVE_TU} (?:moi|nous|ici)\b|\b(?:parvenir|transferes?|confies?|faire suivre)\b"
)
TO_US = re.compile(
    r"\b(?:here|ici|below|ci dessous|ci apres|sous ce (?:post|message|tweet)|(?:in|by|via|"
    r"through|to) (?:a |the |your |our |this |my )?"
    r"(?:reply|dms?|pm|message|chat|conversation|inbox|thread|comments?)|en (?:mp|dm|reponse|"
    r"retour|commentaires?|"
    r"prive|pv|message)|par (?:mp|retour|message)|dans (?:la|cette|notre) (?:conversation|"
    r"discussion)|dm (?:us|me)|"
    r"to (?:me|us)|(?:me|us) back|nous|m'|moi|dm works)\b"
)
_OPEN = re.compile(
    r"\b(?:what|which|whose|whats|what's|quel\w*|combien|how much|lequel|laquelle|lesquel\w+|who|"
    r"whom|where|"
    r"a qui|qui|ou (?=\w+ (?:vous|tu)))\b"
)
_HAVE = re.compile(
    r"\b(?:do you (?:happen to )?(?:have|know|remember|recall)|have you got|got|any chance of|"
    r"vous auriez|auriez vous|"
    r"(?:avez vous|vous avez|tu as|as tu)(?= (?:votre|vos|un|une|le|la|l'|bien|ton|ta|tes|"
    r"toujours)\b)|tu aurais|is there|is it|c'est|est ce (?:bien|toujours)|any|toujours|still|"
    r"could i|can i|may i|could we|can we|puis je|peut on|on peut|same|meme|maybe|peut etre|"
    r"would it be)\b"
)
_YOURS = re.compile(
    r"\b(?:your|votre|vos|ton|ta|tes|the one you|you|vous|la votre|le votre|"
    r"yours)\b"
)

_HAPPENED = re.compile(
    r"\b(?:we(?:'ve| have)|i(?:'ve| have)|nous avons|on a|j'ai|has been|have been|a ete|ont ete|"
    r"thanks for|"
    r"thank you for|merci (?:pour|d'avoir)|sent you|got your|received your|recu votre|gave|"
    r"told us)\b"
)
_OFFER = re.compile(
    r"\b(?:we|i|they|you)(?:'ll| will|'re going to| are going to| can| should|"
    r" may) (?:\w+ )?(?:send|post|email|text|call|ring|"
    r"refund|receive|get|find|see|update|change|check|reset|use|order|need|enter|download|keep|"
    r"bring|want|choose)\b|"
    r"\b(?:vous recevrez|vous trouverez|vous pouvez|vous pourrez|nous vous (?:envoy|enverr|"
    r"rembours|appel)\w*|"
    r"on vous (?:envo|enverr|rappel|demandera)\w*|je vous (?:envo|enverr|rappel|conseill|"
    r"redirig)\w*)\b|"
    r"\b(?:we|they|it|you) (?:never|only|always|usually|just)\b|\byou'?ll\b|\byou (?:need|want|"
    r"had|have to|don't|can(?! be (?:reached|called))|do|did)\b"
)
_ABOUT = re.compile(
    r"\b(?:app|appli\w*|branch|agences?|atms?|dab|gab|distributeur\w*|guichet|website|site|"
    r"settings|menu|onglet|tab|"
    r"rubrique|profile|profil|online banking|net banking|espace (?:client|personnel|securise)|"
    r"button|bouton|link|lien|"
    r"page|form|formulaire|caisse|counter|till|terminal|"
    r"rendez vous|rdv|appointment|shop|magasin|commercant|merchant|notaire|employer|"
    r"landlord|police|secure (?:mess|chat|inbox)\w*|messagerie|in person|post office|https?|www|"
    r"version|device|appareil|"
    r"browser|navigateur|error|erreur|on your statement|au dos|on the back|our number|"
    r"numero vert|ring us|call us|"
    r"appelez|hotline|lines|number on|fee|fees|frais|rate|taux|gratuit\w*|free|gmt|open|opening)\b"
)
WARNS = re.compile(
    r"\b(?:never|jamais|scam\w*|fraud\w*|arnaqu\w*|phish\w*|hamecon\w*|fake|faux|fausse|thie\w+|"
    r"crook\w*|criminal\w*|"
    r"escroc\w*|suspicious|genuine|don'?t|do not|dont|ne (?:\w+ ){0,4}(?:pas|jamais|rien|"
    r"aucun\w*)|n'\w+ (?:\w+ )?(?:pas|jamais|rien|"
    r"aucun\w*)|inutile|no need|not (?:need|ask|want|required|necessary|mandatory|here)|avoid|"
    r"evitez|aucun\w*|surtout pas|"
    r"keep|gardez|supprim\w+|delete|remove|effac\w+|nobody|no one|personne|won't|wouldn't|can't|"
    r"cannot|shouldn't|without|pas besoin|"
    r"pas de|not even|nothing|\bni\b|no (?:\w+ ){1,3}(?:needed|required|necessary)|leave (?:it |"
    r"them )?out|leav\w+ out|used to|isn't|aren't|n't|no longer|unless|stays?|remains? secret)\b"
)
_IF = re.compile(
    r"\b(?:si|s'ils?|if|when|quand|lorsqu\w*|should|in case|en cas|once|"
    r"pour (?:changer|modifier|ouvrir|retrouver)|to (?:change|update|open|reset|find|order|"
    r"cancel))\b"
)
_PAST_ASK = re.compile(
    r"\b(?:did (?:you|it|they|someone|anyone)|have you (?:tried|given|shared|clicked|checked|"
    r"received|been)|avez vous (?:\w+ )?(?:essaye|clique|"
    r"donne|communique|recu|verifie|change|reussi|pense)\w*|has (?:it|the|your)|was it|when did|"
    r"how|comment|why|pourquoi|"
    r"does (?:it|the (?:app|error|message|screen|site))|do (?:you|they) (?:see|want|get|"
    r"use (?:an|a|the app)|need|prefer)|est ce que|voyez vous|souhaitez|voulez vous|preferez|"
    r"works?|"
    r"fonctionne\w*|marche|apparai\w+|see|showing|shown|before|avant|after|apres|happen\w*|said|"
    r"dit|disai\w+|says?|message|"
    r"already|deja|is (?:your|the|it) \w+ (?:blocked|lost|working))\b"
)

AND_WE = re.compile(
    r" (?=(?:we'll|i'll|nous vous|je vous|on vous|on te) )|"
    r"[,;:]? \b(?:and|so|then|et|puis|so that|afin que|pour que|donc|alors|after that|"
    r"until)\b(?: then| alors)? "
    r"(?=(?:we|i|you|they|on|nous|je|j'|vous|tu|c'est|it|that|the|le|la|tout)\b(?:'ll|'m|'re|'s|"
    r" |$))"
)
"""Where what comes of an answer begins: "drop your reference here and we'll look"."""

_PROMISE = re.compile(
    r"[,;:.]? \b(?:and|so|then|et|puis|donc|so that|afin que|pour que|afin de|"
    r"pour)\b (?:then )?(?:we'll|i'll|i'?m|we can|i can|we will|i will|you'll be|we get|it's|"
    r"that's|my|our|"
    r"je|j'|on|nous|c'est|que (?:je|nous|l'on|on)|tout) ?\w+|, (?:we'll|i'll|je|on|nous|i can|"
    r"we can) (?!\w+ (?:pas|not))\w+"
)
_ORDER = re.compile(
    rf"^\W*(?:\w+,? ){{0,3}}?(?:please )?{GIVE_EN} (?:me |us |over |in |through |"
    rf"back )?(?=(?:your|the|ur|an?|that|those|name|full|its|his|her|their|all|both)\b)|"
    rf"^\W*(?:\w+,? ){{0,3}}?(?!(?:tell|call|contact|join|follow|let|ring|visit|wants?|"
    rf"gives?)\b)[a-z]{{3,9}} (?:me|us) (?=(?:your|the|ur|an?|that|those)\b)|"
    rf"^\W*(?:\w+,? ){{0,3}}?(?:{IMPERATIVE_FR}|[a-z]{{4,}}(?:e|ez)(?= (?:moi|nous)\b)) (?:moi |"
    rf"nous |ici |juste |en (?:commentaire|mp|prive|reponse) ){{0,2}}(?=(?:votre|vos|ton|ta|tes|"
    rf"le|la|les|l'|un|une|ce|cette)\b)"
)
WHOSE = re.compile(
    r" (?:par|by|via) e ?mails?\b| (?:un|an?) e ?mail (?=(?:a|to)\b)|"
    r" (?:that |which |where )?(?:do |did )?(?:you|we|u|they)(?:'d|'ve| have| had|"
    r" would)?(?: \w+ly| currently| already)? (?:use|used|have|had|put|chose|gave|set up|"
    r"registered|"
    r"signed up|sign up|sign in|log in|bank|hold|picked|want|linked|provided|"
    r"are using)\b(?: (?:with|on|for|in|to|at|when|down|under)\b[\w ]{0,30})?|"
    r" (?:on|in|under|tied to|linked to|attached to|registered (?:on|with|to)|associated with|"
    r"connected to|used (?:for|on|to)|belonging to|across|from|of) "
    r"(?:your |the |our )?(?:profile|wallet|file|account|front|card|front of (?:the|your) card|"
    r"back of (?:the|your) card|app|online banking|record|records|application|form|door|"
    r"statement|sim|phone)\b|"
    r" (?:lie|liee|rattache|rattachee|associe|associee|utilise|utilisee|enregistre|enregistree|"
    r"renseigne|renseignee|declare|declaree|inscrite?|figurant) (?:a|sur|dans|au|avec|pour|"
    r"lors de|chez) "
    r"(?:votre |le |la |l'|nous |ce |cet )?\w*(?: en ligne)?|"
    r" (?:que vous|dont vous|qui) (?:avez|utilisez|aviez|figure\w*|apparai\w*|est|"
    r"vous servez)(?: \w+){0,4}"
)
"""What says only which one is meant."""

POLITE = re.compile(
    r"\b(?:when|whenever|once|if) (?:you|u)(?:'ve| have| get| can| could|'d be| would be|"
    r" don'?t mind| wouldn'?t mind|'re ready| find)\b(?: (?:a|the|it|so|them|got|two|kind|minute|"
    r"moment|chance|sec|second|ok|able|to|please|that)){0,5}|\b(?:quand|si|des que) (?:vous|"
    r"tu) (?:pouvez|peux|avez|as|l'avez|voulez|veux)\b(?: (?:un|une|deux|moment|minutes?|instant|"
    r"bien|temps|le)){0,3}|"
    r"\b(?:peut etre|perhaps|maybe|si possible|if possible|s'il y a lieu|le cas echeant|"
    r"in the meantime|en attendant|no rush|pas d'urgence|for verification|pour verification|"
    r"as well|"
    r"on the other hand|de votre part|de votre cote|from your side|at your end)\b"
)
"""Read as "please"."""

DENIES = re.compile(
    r"\b(?:never|not|jamais|pas|ne|aucun\w*|rien|don'?t|cannot|nobody|personne|app|appli\w*|"
    r"agence|branch)\b|n't\b|\bn'"
)
REFERENCE = re.compile(
    r"\bending in (?:what|which)\b|\b(?:what|which) (?:did )?(?:it|they) end(?:ed|s)? in\b|"
    r"\bhow much (?:were|was|are|is) (?:they|it)\b|"
    r"\b(?:which|what) (?:address|one|number|email) (?:was|is) it\b|\b(?:tell|give) me both\b|"
    r"\bwhat should i put\b|"
    r"\b(?:re)?(?:envoyez|postez|donnez|transmettez|mettez|glissez) (?:le|la|les)\b|"
    r"\bc(?:'est)? (?:koi|quoi)\b|\bsi oui (?:lequel|laquelle)\b|"
    r"\bwhat (?:is it|are they|does it say|do they say)\b|\bwhich (?:one|is it|are they|should i|"
    r"would)\b|"
    r"\b(?:lequel|laquelle|lesquel\w+)\b(?= ?(?:utilis\w+|est ce|avez|as tu|dois je|,|\?|faut))|"
    r"\b(?:tell|give|send|dm|pm|read|type|spell|write|copy|pass|drop|show|text|confirm|"
    r"share)(?:ing)? (?:me |us )?"
    r"(?:it|them|that|the (?:right|new|correct|current|other|full) one|this)\b(?! (?:to (?:any|"
    r"the|them|him|her|your)|happen\w*|is|was))|"
    r"\b(?:me|nous) (?:le|la|les|l') ?(?:re)?(?:\w+er|dire|transmettre|lire|ecrire|fournir)\b|"
    r"\b(?:le|la|les) (?:moi|nous)\b|"
    r"\b(?:me|nous) (?:les|le|la) (?:confier|copier|dicter)\b|^\W*(?:le|la) (?:nouveau|nouvelle|"
    r"bon|bonne|votre|vrai|votre)\W*(?:please)?\W*\?|"
    r"\b(?:could|can|would) you (?:oblige|pass (?:it|that|them))\b|\bremind me what (?:it|"
    r"they)\b|\bwhat do they stand for\b|"
    r"\bwhat (?:are|is) (?:its|their|the) (?:numbers?|digits)\b"
)
"""What was named before, asked for by a word that stands for it."""

_DIRECT = re.compile(
    r"\b(?:es|etes|est|t'es) (?:vous )?nee? (?:quand|quel\w*|en quelle)\b|"
    r"\b(?:what is|what are|whats|what's|which is|quel\w* (?:est|sont)|c'est quoi) (?:your|the|"
    r"votre|vos|ton|ta|tes|le|la|les|l'|ce)\b"
)

_TOLD_TO = re.compile(r"\b[a-z]{3,9} (?:me|us) (?=(?:your|the|ur|an?|that|both|its)\b)")
_HANGS = re.compile(
    r"\b(?:sans|without|a defaut de|faute de|tant que|until|till|unless)\b(?=.{3,100}\b(?:we|i|"
    r"nous|on|je|j'|impossible|hard|difficile|stuck|coince)\b)(?! (?:nous|us|frais|fees))|"
    r"\b(?:i|we) (?:can'?t|cannot|can not|won't be able to) .{2,40}\b(?:until|till|without|"
    r"unless)\b|\b(?:je|nous|on) (?:ne |n').{2,40}\b(?:sans|tant que|avant)\b"
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:quel\w*|what|which|whats|what's)(?: (?!kind|type)\w+){0,3} (?:probleme|souci|message|"
    r"erreur|error|issue|trouble|matter|agences?|branch|app|version|shop|store|merchant|magasin|"
    r"commerce|"
    r"site|website|device|appareil|model|modele|browser|navigateur|time|heure|moment|"
    r"produit|product|service|country|pays|ville|town|city|network|step|"
    r"etape|option|page|langue|language|question|subject|sujet|topic|reason|motif|raison|company|"
    r"societe|operator|cinema|airport|machine|phone|telephone|colour|color)\b|"
    r"\b(?:what kind|what type|which type|quel type|quelle sorte|what sort)\b"
)

_OTHERS = re.compile(
    r"\b(?:someone|somebody|anyone|anybody|whoever|quelqu'un|inconnus?|asking (?:you )?(?:for|to)|"
    r"qui (?:vous )?demande\w*|si (?:on|l'on) vous|(?:sms|email|appel|text|call|caller) (?:vous|"
    r"te|asks?|asking|"
    r"wants?|requests?))\b"
)
_WOULD_HELP = re.compile(
    r"\b(?!serait|aurait|pourrait|faudrait)\w{4,}(?:erait|eraient|irait|iraient)\b|"
    r"\bwould (?:be (?:the last|appreciated|all|perfect|super|fine)|narrow|speed|unlock|settle|"
    r"clear|sort|do|tell|let|"
    r"make|save|get|allow)\b|\b(?:is|are|'s) the (?:last|only|one|final|missing|piece|bit|thing)\b|"
    r"\ball that'?s (?:left|missing)\b|\bhinges on\b|\bseule?s? (?:manque\w*|reste\w*)\b|"
    r"\b(?:it|system) wants\b|\b(?:dois|devons|doit) (?:recueillir|avoir|connaitre|verifier|"
    r"obtenir|noter)\b|"
    r"\b(?:ils?|elles?|on) (?:lui|leur|nous|me)? ?(?:faut|faudra|faudrait|demandent|voudrai\w+|"
    r"souhait\w+)\b|"
    r"\b(?:me|nous) (?:est|sont|serait|seraient) (?:\w+ )?(?:indispensable|necessaire|utile)s?\b|"
    r"\btrouble you for\b|\b(?:disposions|disposer) d\b|\b(?:welcome|bienvenue?s?|appreciated)\b|"
    r"\b(?:has|have) to be (?:entered|given|sent|typed|shared)\b|\bto be (?:entered|mentioned|"
    r"given) (?:here|below)\b|"
    r"\bshould be mentioned\b|\bdidn'?t (?:catch|get) your\b"
)
_OPEN_FOR = re.compile(
    r"\b(?:what|which|whose|quel\w*|combien|how much|lequel|laquelle|koi|"
    r"c'est quoi)\b"
)

OF_SENTENCE: tuple[Sign, ...] = (
    (WARNS, -1),
    (_OTHERS, -4),
    (stances.GENERIC, -5),
    (TO_US, 2),
    (_PROMISE, 2),
    (PLEASE, 1),
    (_HANGS, 9),
)
"""Signs looked for in all of a sentence."""

OF_CLAUSE: tuple[Sign, ...] = (
    (WARNS, -6),
    (stances.ELSEWHERE, -4),
    (stances.TOPIC, -4),
    (_SOMETHING_ELSE, -5),
    (_ABOUT, -2),
    (_IF, -1),
    (_ORDER, 1),
    (_GIVE, 2),
    (_TOLD_TO, 1),
    (_NEED, 3),
    (_WOULD_HELP, 4),
    (_YOURS, 1),
    (_DIRECT, 3),
)
"""Signs looked for in the clause that names something."""

OF_TOLD: tuple[Sign, ...] = (
    (stances.ELSEWHERE, -3),
    (_ABOUT, -1),
)
"""Signs looked for in all of a sentence that neither asks nor says "to us"."""

OWN_ACT = re.compile(
    r"\b(?:thanks|thank you|merci) (?:for|pour|d'avoir)\b|"
    r"\b(?:log (?:on|in)(?= to| and|,)|go to|tap|open the|hold|insert|press|select|choose|onglet|"
    r"tab|rubrique|menu|"
    r"settings|profile|in the app|dans l'appli|agence|branch|rdv|rendez vous|checkout|"
    r"on the back|cash machine|"
    r"distributeur|card reader|will ask|demande(?:ra)?)\b|>"
)
"""What readers do for themselves: naming things after it asks for nothing."""

OF_QUESTION: tuple[Sign, ...] = (
    (_OPEN, 4),
    (_HAVE, 3),
    (_PAST_ASK, -3),
    (_OPEN_FOR, 2),
)
"""Signs that count in the clauses of a question only."""

OF_STATEMENT: tuple[Sign, ...] = (
    (_HAPPENED, -3),
    (_OFFER, -3),
)
"""Signs that count in the clauses of any other sentence."""
