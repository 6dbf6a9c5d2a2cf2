"""What secret questions ask for: mothers' maiden names, pets, schools, favourite things.

``STRONG`` topics are asked by banks only; ``WEAK`` ones people chat about too; ``QUESTION`` is the
question itself; ``MOTHER_WAS`` leads to a maiden name.
"""

from __future__ import annotations

import re

_WHOSE = (
    r"(?:(?:my|your|ur|the|ma|mon|mes|votre|ta|ton|la|le|sa|son|notre|nos|her|his|our|de la|de ma"
    r"|de votre|du|de mon)\s|l')?"
)
_MOTHER = r"(?:mere|maman|mother|mum|mom|mam|mama|grand[ -]mere|grandmother|grandma|nan|gran)"
STRONG = re.compile(
    r"(?<![^\W_])(?:"
    rf"nom (?:de (?:jeune )?fille|de naissance)(?:,? (?:de |d')?{_WHOSE}{_MOTHER}"
    rf"|,? maternel\w{{0,2}})"
    rf"|(?:{_MOTHER}|ma|mammy|mummy)'?s?'? (?:maiden|birth|surname before)(?: name| marriage)?"
    rf"|maiden (?:name|surname) of (?:my )?{_MOTHER}"
    rf"|(?:nom|patronyme) de (?:ma |votre )?{_MOTHER}"
    rf"|{_WHOSE}(?:reponse|rep) (?:a (?:la|ma|votre|cette|leur) |de (?:la|ma) )?"
    r"(?:question )?(?:secrete|de securite|personnelle|perso)"
    r"|(?:secret|security|memorable) answers?|answers? (?:to|for) (?:the|my|your|that|ur) "
    r"(?:[^.!?\n]{0,40} )?question"
    r"|memorable (?:word|name|place|information|info|phrase|date|answer)|mots? memorables?"
    r"|security (?:word|name|phrase)|mot de securite|mot secret|secret word|code ?word(?! for)"
    r"|mot (?:cle"
    r"|de securite)(?= )"
    r")(?![^\W_])"
)
MOTHER_WAS = re.compile(
    rf"(?<![^\W_]){_MOTHER} (?:was (?:(?:a|an|born|nee) )?|born |s'appelait |se nommait |nee "
    rf"|est nee "
    rf"|c'etait (?:une )?|used to be (?:a |called )?)"
)
QUESTION = re.compile(
    r"(?<![^\W_])(?:questions? (?:secretes?|de securite|personnelles?|de recuperation)|(?:security"
    r"|secret|recovery) (?:questions?|q)|qs? secretes?|security (?:check|page|step|screen|hint"
    r"|prompt)|recovery (?:page|hint)|indice secret|verification question)(?![^\W_])"
)
_PET = (
    r"(?:pet|dog|cat|hamster|rabbit|goldfish|pony|horse|budgie|parrot|tortoise|guinea pig"
    r"|animal(?: de compagnie| domestique)?|animaux|chien|chat|chienne|chatte|chiot|chaton|lapin"
    r"|poisson(?: rouge)?|perroquet|perruche|doudou|peluche|cheval|poney|tortue|cochon d'inde"
    r"|toutou|teddy|toy|jouet)"
)
_NTH = r"(?:first|1st|childhood|premiere?s?|1e?re?s?|tout premier|very first|old|oldest)"
_SCHOOL = (
    r"(?:ecole|college|lycee|school|teacher|prof\w{0,8}|instit\w{0,7}|maitresse|maitre|nursery"
    r"|creche|headteacher|headmaster)"
)
_FIRST = (
    rf"(?:{_PET}|{_SCHOOL}|voiture|car|bagnole|motorbike|moto|job|emploi|boulot|patron|employer"
    rf"|employeur|boss|concert"
    r"|gig|copine|copain|amour|petite? amie?|boyfriend|girlfriend|kiss|crush|rue|street|address"
    r"|adresse|phone|telephone"
    r"|album|record|disque|film|house|maison|primary school|company|boite)"
)
_LIKED = (
    r"(?:teacher|film|movie|book|food|meal|dish|colou?r|team|band|singer|place|song|author"
    r"|subject|holiday|footballer|player|actor|actress"
    r"|show|artist|drink|dessert|uncle|aunt|animal|sport|game|city|country|season|hero|"
    r"livre|plat|couleur|equipe|chanteu(?:r|se)|prof\w{0,8}|chanson|acteur|actrice|auteur"
    r"|instit\w{0,7}|groupe"
    r"|destination|club|joueur|serie|heros|fleur|ville|pays|boisson|jeu)"
)
WEAK = re.compile(
    r"(?<![^\W_])(?:"
    rf"(?:(?:the |le |sur le )?(?:names? of|nom d[eu']|prenom d[eu']) ?)?{_WHOSE}(?:{_NTH} "
    rf"|tout )?{_NTH} {_FIRST}'?s?'?(?: name| d'ecole)?"
    rf"|(?:names? of |nom |prenom |l'ecole )(?:de |du |d')?{_WHOSE}{_PET}"
    rf"|{_WHOSE}{_PET}(?:'s name| de mon enfance| d'enfance)"
    rf"|{_WHOSE}{_PET}(?= (?:(?:was|is) (?:called|named)|s'appel(?:le|ait)) )"
    rf"|{_WHOSE}(?:favou?rite|fav|fave) {_LIKED}"
    rf"|{_WHOSE}{_LIKED} (?:prefere\w{{0,2}}|favorite?|d'enfance)"
    rf"|{_WHOSE}{_SCHOOL} (?:de|du|en|d'|au|of|in|at)(?: la| my)? ?(?:cp|ce1|ce2|cm1|cm2"
    rf"|maternelle|primaire|ecole|college|6e|year|primary|elementary|school|reception)"
    r"|(?<!the )(?:primary|elementary|high|secondary|junior|infant|nursery) school(?: name"
    r"| teacher)?"
    r"|ecole (?:primaire|maternelle|elementaire)"
    r"|(?:the )?(?:street|road|town|city|village|place) (?:where |that )?(?:i|we|you) (?:grew up"
    r"|lived|met|was raised|were raised)(?: (?:on|in))?"
    r"|(?:grew up|lived) (?:on|in|at)(?= (?!an? ))|(?:town|city|place|village) of (?:my )?birth"
    r"|birth ?place|birth town|i was born in"
    r"|(?:rue|ville|village|lieu|endroit|maison|adresse) (?:de (?:mon |ton |votre )?enfance"
    r"|d'enfance|ou j'?ai grandi|ou (?:je|j') ?(?:suis )?nee?"
    r"|de naissance|natale?|de rencontre|ou (?:on|mes parents"
    r"|nous)[^.!?,:\n]{0,30}rencontre\w{0,3})"
    r"(?:,? (?:de |d')?(?:ma mere|mon pere|maman|papa|mes parents|votre (?:mere|pere)"
    r"|mon conjoint|ma femme|mon mari))?"
    r"|(?:ma )?ville natale"
    r"|(?:best|childhood|oldest) (?:friend|mate|nickname|hero|pal)(?:'s)?(?: name)?(?: (?:at|in"
    r"|from) (?:school|childhood|primary))?|nickname(?: as a (?:child|kid))?"
    r"|(?:meilleure? (?:amie?|pote|copine?|copain))(?: (?:d'enfance|a l'ecole|de (?:primaire"
    r"|lycee)))?|(?:sur)?nom d'enfance"
    r"|(?:father|dad|mother|mum|mom|grandfather|grandmother|grandad|grandpa|grandma|gran|nan|nana"
    r"|granny|aunt|uncle|son|daughter|husband|wife|sister"
    r"|brother)'?s'? (?:middle name|birth ?place|first name|name|place of birth|town of birth"
    r"|birth town|job)"
    r"|(?:deuxieme |second |2e )?prenom de (?:mon|ma|votre) (?:pere|mere|grand[ -](?:pere"
    r"|mere)(?: (?:maternel|paternel)\w{0,2})?|papi|mamie|frere|soeur|marraine|parrain|oncle"
    r"|fille|fils|aine\w?)"
    r"|(?:metier|profession) de (?:mon|votre) (?:pere|grand[ -]pere)|middle name of my \w{3,12}"
    r"|(?:mon |ma )?(?:parrain|marraine|godfather|godmother)(?:'s name)?"
    r"|where (?:i|we|my parents|you) (?:met|grew up|honeymooned)|lune de miel"
    r"|honeymoon(?:ed)?(?: (?:in|destination|place|location))?|met (?:my|our) (?:husband|wife"
    r"|partner)(?: in| at)?"
    r"|(?:town|city|place|village|country|hospital|street|road|school) (?:where |that "
    r"|which )?(?:i|we|you|my"
    r" (?:parents|mum and dad|grandparents|mum|dad|mother|father)) (?:met|(?:was|were|got)"
    r" (?:born|raised"
    r"|married)|grew up|lived|went to|honeymooned)(?: (?:in|on|at))?"
    r"|where (?:was|were|am|did) (?:i|you|my (?:mum|dad|mother|father|parents)) (?:born|from|meet"
    r"|grow up"
    r"|live|go to school|honeymoon)|ou (?:avez-vous|as-tu|tu as|vous avez|j'ai) (?:grandi"
    r"|rencontre)"
    r"|ou (?:je suis|etes-vous|es-tu|est) nee?(?: (?:ma mere|mon pere))?"
    r"|(?:heros|idole|doudou|copain|copine|livre|jouet|maison|rue|ami|amie|film) (?:de (?:mon"
    r"|votre|ton)"
    r" enfance|d'enfance)|childhood (?:hero|street|home|toy|book|sweetheart|crush|town)"
    r"|maiden (?:name|surname)|nom de (?:jeune )?fille|nom (?:du|de (?:mon|ton|votre|l'"
    r"|mon ancien) ?)(?: ?)(?:college|lycee|ecole|instituteur|prof)"
    r"|(?:what |which )?(?:street|road|town|city|place) (?:did|do) (?:you|i) (?:grow up|live"
    r"|meet)(?: (?:on|in))?"
    r"|surnom(?: (?:de|du) \w{2,4} \w{3,9})?"
    r")(?![^\W_])"
)
JUDGED = frozenset(
    """
    fine optional mandatory required ok okay enough easy useless ridiculous silly stupid pointless
    weird private known outdated apparently perfect obligatoire facultatif facultative suffisant
    debile ridicule nul nulle inutile publique connu connue simple apparemment
    """.split()  # noqa: SIM905 - shorter than a list
)
"""What an answer or a question is said to be, and no answer."""
