"""What a reply can ask a customer for: each group is a thing, its name is what the agent is told.

Broad on purpose: a thing is objected to only where something asks for it. Plain text: lower case,
no accents, a space for a hyphen, short forms in full.
"""

from __future__ import annotations

import re

_OF = r"(?:de |du |des |d'|d |l')?(?:la |le |l'|ta |ton |votre |vos |cette |ce |son )?"
_COUNT = (
    r"(?:\d{1,2}|deux|trois|quatre|six|huit|dix|onze|seize|two|three|four|five|six|eight|ten|"
    r"sixteen)"
)
_CODE_OF = (
    r"(?:secret|confidentiel|pin|personnel|d'acces|de securite|de validation|de confirmation|"
    r"d'activation|de verification|de deblocage|de connexion|d'authentification|d'annulation|"
    r"sms|recu|a usage unique|3d ?secure|temporaire|provisoire|otp|d'autorisation|unique|"
    r"actuel|affiche|de la carte|de carte|de votre carte|qu[ei'])"
)
_NO_CODE = (
    r"(?: de| du| d')? ?(?:postal|promo\w*|agence|guichet|erreur|error|barre|couleur|ape|naf|"
    r"parrain\w*|source|etablissement|banque|bic|swift|pays|iso|vestimentaire|avantage|de la route)"
)
_PROOF = (
    r"(?:carte|piece|titre|justificatif|photo|copie|scan)s? (?:nationale )?d'identite|"
    r"cartes? de sejour|"
    r"passeports?|permis de conduire|titres? de sejour|justificatifs?\b|livrets? de famille|"
    r"actes? de (?:naissance|mariage)|avis d'impo\w+|bulletins? de (?:salaire|paie|paye)|"
    r"(?:fiches?|feuilles?) de (?:paie|paye|salaire)|contrat de travail|quittances?|kbis|"
    r"carte vitale|factures? d\w*'?\w* ?\w*|attestations?|declarations? de revenus|"
    r"(?:numeros? de )?securite sociale|"
    r"(?:proofs? of|photo|valid|picture) (?:id\b|identity|identification|address|residence|"
    r"income|earnings)|"
    r"(?:identity|identification) (?:card|document|paper|number)s?|\bids? (?:card|document|"
    r"number|photo)s?|(?:your|some|an|a form of|form of) (?:id\b(?! (?:like|love|say))|"
    r"identification)|passports?|driv(?:ing|er'?s?) licences?|social security|\bssn\b|"
    r"nat(?:ional)? ins(?:urance)?(?: number| no)?|\bni number|tax (?:reference|return|number|id|"
    r"code)|"
    r"pay ?slips?|wage ?slips?|"
    r"pay ?stubs?|utility bills?|council tax bills?|(?:birth|marriage) certificates?|"
    r"residence permits?|tenancy agreement|p60|\bw ?2\b"
)

_THINGS = {
    "remote_access": (
        r"any ?desk|team ?viewer|rust ?desk|quick ?(?:assist|support)|log ?me ?in|"
        r"ultra ?viewer|supremo|"
        r"(?:logiciel|outil|application|appli|programme)? ?(?:d'|de |d')?(?:assistance|"
        r"acces|controle|maintenance|depannage|prise en main|support) a distance|"
        r"(?:remote|screen ?sharing) (?:support|access|desktop|assistance|control|help|tool|app|"
        r"software|session)|"
        r"(?:partag\w+|montr\w+)(?: nous| moi)? (?:\w{1,5} )?(?:votre |ton |l'|d')ecran|"
        r"(?:share|sharing|show|mirror)(?: us| me)? your (?:\w+ )?screen|screen ?share|"
        r"(?:prendre|prenne|prends|take|have) (?:la main|le controle|control)"
    ),
    "password": (
        r"mots? (?:de |d')?pass(?:es?)?\b|pass ?words?|pass ?phrases?|pass ?codes?|"
        r"codes? d'acces|codes? internet|access codes?"
    ),
    "security_code": (
        rf"codes? (?:a {_COUNT} chiffres|{_CODE_OF}\w*)|"
        rf"(?:le|un|du|au|ce|cet|vos|votre|ton|tes|les|quel|mon) (?:\w{{3,10}} )?codes?\b"
        rf"(?!{_NO_CODE})|"
        r"(?:your|the|that|this|a|which) (?:(?!sort|zip|post|error|promo|discount|dress|country|"
        r"branch|qr|bar|source|swift|bank|voucher|referral|area|our|colour)[\w]{1,14} ){0,2}"
        r"(?:codes?\b|pins?\b)|"
        r"(?:security|verification|access|secret|one time|confirmation|sms|activation|"
        r"authentication|authori[sz]ation) (?:pass)?codes?|"
        r"cryptogrammes?(?: visuel)?|\bcvv2?\b|\bcvc2?\b|\bpins?\b|\botps?\b|"
        rf"(?:{_COUNT} )?(?:derniers |premiers )?chiffres(?: {_OF}(?:carte|cb))?|"
        rf"(?<!last )(?<!first )(?:{_COUNT} )?(?:digits|numbers) on the (?:back|rear)|"
        rf"(?<!last )(?<!first )(?<!final )(?:{_COUNT} )?digits\b|"
        rf"(?<!last )(?<!first )(?<!final )(?:{_COUNT}) (?:figures|digits?|numbers)|\d (?:digit|"
        rf"chiffres)|"
        r"(?:the |your )?(?:letters|characters) (?:of|from|in) (?:your|the) \w+|"
        r"(?:date|annee) (?:d'expiration|de validite|de fin de validite)|"
        r"(?:expiry|expiration)(?: date)?|valid(?:ity)? date|valid (?:thru|through|until)|"
        r"quand expire (?:la|votre|ta) carte|when (?:does |is )?(?:your|the) card"
        r"(?: due to)? expires?\b"
    ),
    "card": (
        r"(?:numeros?|no|references?|chiffres|infos?|informations|details) "
        rf"(?:(?:a |de )?{_COUNT} chiffres )?(?:sur )?{_OF}(?:cartes?|cb)"
        r"(?: bancaires?| bleue| de credit| de debit)?\b|"
        r"(?:numeros?) (?:en relief|au recto|au verso|au dos|sur le devant)|"
        r"(?:credit |debit |bank |payment |long )?card (?:numbers?|details|digits|no\b|info\w*)|"
        r"\b(?:carte|cb) (?:qui )?se termine (?:par|en)\b|\bcard (?:that )?(?:ends?|ending) (?:in|"
        r"with)\b|"
        rf"(?:last|first|final) (?:{_COUNT}|few)(?: digits| numbers)?|long number|"
        r"coordonnees (?:de |d')?(?:la |votre )?(?:carte|cb)|"
        r"(?:number|digits) (?:across|on) the (?:front|middle|back)|"
        r"(?:photo|copie|scan|picture|copy|image|pictures|photos|snap|pic)s?(?: \w+)? (?:de |of )"
        r"(?:la |votre |ta |your |the |that )?(?:carte|cb|(?:bank |debit |credit )?card)\b"
    ),
    "bank_account": (
        r"\bibans?\b|\bribs?\b|\bbics?\b|swift(?: code)?|releves? d'identite bancaire|"
        r"(?:coordonnees|informations|donnees|infos|references) bancaires|"
        rf"(?:numeros?|no|references?|ref|infos?) {_OF}comptes?\b(?! instagram| twitter| x\b)|"
        r"(?:bank )?(?:account|acct) (?:numbers?|details|no\b|info\w*)|your account name|"
        r"sort ?codes?|bank(?:ing)? details|routing numbers?|bank information|"
        rf"releves? (?:{_OF}comptes?|bancaires?|de (?:mars|avril))|(?:bank |account )?statements?|"
        rf"(?:votre|ton|le|du|vos|quel) (?:dernier )?soldes?|(?:solde|decouvert) {_OF}compte|"
        r"(?:votre|ton) decouvert|(?:the |your |account |current |available |remaining )?balance|"
        r"montant (?:de votre|du) (?:decouvert|solde)|how much (?:is|do you have|have you got|"
        r"'s) (?:left|in there|in it|there)|(?:combien|"
        r"ce qu'il|how much)(?: \w+){0,6} "
        r"(?:sur (?:le|son|votre|ton|vos|tes) (?:comptes?|livrets?)|de cote|in (?:your|"
        r"the) (?:account|"
        r"savings)|in savings|in the bank|put aside)|"
        r"(?:vos |tes |les |des )?(?:dernieres |derniers )?(?:operations|mouvements|transactions)"
        r"(?! (?:suspectes?|recentes? (?:est|sont)))\b|"
        r"(?:last|latest|recent|previous) (?:\w+ )?(?:transactions?|payments|purchases)|"
        r"your (?:transactions?|transaction history)|specimen (?:de cheque|de signature)|"
        r"montant exact de (?:votre|vos) \w{1,12}|cheque (?:number|barre)|numero (?:de|du) cheque"
    ),
    "customer_number": (
        r"(?:numeros?|no|references?|ref|identifiants?|id|code) (?:de |du |d'|d |de votre )?"
        r"(?:\w{1,3} )?(?:clients?|clientes?|abonnes?|adherents?|contrats?|dossiers?|societaires?|"
        r"prets?|credits?|utilisateur|police|assure|membre|sinistre|reclamation|mandat)\b|"
        r"\bidentifiants?\b|(?:customer|client|user|contract|membership|member|policy|case|loan|"
        r"mortgage|file|registration|online banking|internet banking|application) "
        r"(?:numbers?|ids?\b|refs?\b|references?|no\b|details)|user ?names?|\blogins?\b|"
        r"log ?(?:in|on) (?:details|id|name|info\w*)|credentials|"
        r"(?:your|a|the) reference(?: number)?|(?:votre|vos|ta) references?"
    ),
    "phone": (
        r"(?:numeros?|no) (?:de |ou |pour )?(?:vous )?(?:telephone|portable|mobile|fixe|joindre|"
        r"rappel\w*|contact\w*|appeler)|(?:votre|ton|vos|un|le|ce|"
        r"quel) (?:numeros?\b(?! (?:clients?|"
        r"comptes?|cartes?|cb|abonne|contrat|dossier|securite|adherent|iban|pret|siret|passeport|"
        r"au|du|de (?!tel|port)|d'(?!app)|inscrit|indique|figur|qui|vert|court|gratuit|surtaxe))|"
        r"telephones?\b|portable|mobile|06\b|07\b)|"
        r"coordonnees(?! (?:bancaires|de (?:la |votre )?(?:carte|cb)|de (?:l'|votre )agence))|"
        r"(?:phone|mobile|contact|telephone|cell|callback|home|work|daytime) (?:numbers?|no\b|"
        r"details)|(?:your|a|which|what|any|good|best) (?:good |best |contact )?(?:number|"
        r"cell|mobile|landline)\b(?! (?:is|of|on the)\b)|your phone\b(?! (?:number|screen|"
        r"settings|model|is))|contact details|"
        r"(?:(?<=et )|(?<=nd )|(?<=, )|(?<=- )|(?<=\+ ))(?:telephone|phone|portable|mobile)\b"
    ),
    "email": (
        r"(?:adresses? )(?:e ?)?(?:emails?|electroniques?|de messagerie)|"
        r"e ?mail (?:address(?:es)?|ids?)|"
        r"(?:votre|vos|ton|your|une?|l'|quel|which|what|the(?= e ?mail (?:you|address|on|that|"
        r"linked|"
        r"attached))|(?<=et )|(?<=nd )|(?<=, )|(?<=- )|(?<=\+ )) ?e ?mails?\b"
    ),
    "address": (
        r"adresses? (?:postale|complete|de domicile|actuelle|exacte)s?|"
        r"(?:votre|vos|ton|une|l'|quelle|nouvelle) ?adresses?\b"
        r"(?! (?:emails?|e ?mail|electronique|de (?:l'|votre |la |cette )?agence|mail|indiquee|du|"
        r"ip|web|"
        r"officielle))|"
        r"code postal(?! de (?:l'|votre )agence)|lieu de residence|"
        r"(?:postal|home|street|mailing|full|current|billing|house|previous|old|new|registered) "
        r"address(?:es)?|first line of (?:your |the )?address|your address|the (?:same |"
        r"exact )?address(?: (?:where|to which|for|you|"
        r"the|we|that)|"
        r"(?=\?))|post ?codes?|zip ?codes?|(?:votre|le) domicile|"
        r"ou (?:vous )?(?:habitez|habites|residez|logez)|(?:where|street) (?:do )?you (?:currently "
        r")?live|house number"
    ),
    "identity_document": _PROOF,
    "security_answer": (
        r"(?:reponses? )?(?:a |de )?(?:votre|la|vos|ta)? ?questions? (?:secrete|de securite)s?|"
        r"(?:security|secret|memorable|recovery) (?:answers?|questions?|words?|info\w*|dates?|"
        r"phrases?|place|name)|maiden name|nom de jeune fille|nom de naissance de votre mere|"
        r"(?:lieu|ville|commune|departement|pays) de naissance|place of birth|birth ?place|"
        r"(?:where|city|town|country) (?:you were|were you) born|ou (?:vous )?etes(?: vous)? nee?|"
        r"first (?:pet|school|car)\b|premier (?:animal|professeur)"
    ),
    "income": (
        r"(?:what|how much) (?:do )?you take home|"
        r"plafond (?:actuel )?de (?:votre|ta|la) carte|(?:votre|ton|your) (?:plafond|(?:spending |"
        r"card |"
        r"credit )?limit)\b|combien (?:vous avez|avez vous|tu as|as tu) depense|"
        r"how much (?:you've|have you|"
        r"you have) spent|"
        r"(?:votre|vos|ton|tes|le montant de vos) (?:dernier |derniers )?(?:salaires?|revenus?|"
        r"charges)|salaire net|"
        r"combien (?:vous |tu )?(?:gagnez|gagnes|touchez|touches)|"
        r"(?:your|monthly|annual|net|gross) (?:last |latest )?(?:salary|income|earnings|wages?)|"
        r"(?:what|how much) (?:do )?you (?:\w+ )?(?:earn|make)|"
        r"(?:votre|ta|ton) (?:profession|employeur|nationalite|situation (?:familiale|"
        r"professionnelle|matrimoniale)|etat civil)|"
        r"your (?:employer(?! (?:wants|gets|sends|to|may|will|can|has|is|needs))|occupation|"
        r"nationality|marital status|job title)"
    ),
    "signature": r"(?:votre |your |ta |a |an? (?:image|copy) of your )?signatures?\b(?! electron)",
    "picture": (
        r"(?<=me )screen\b|captures?(?: d'ecran| ecran)?\b|screen ?(?:shots?|grabs?|captures?)|"
        r"selfies?|"
        r"photocopies?|recto(?: |/)?verso|\b(?:une|la|des|ta) (?:petite )?(?:photos?|copies?|"
        r"scans?|images?|numerisation)\b"
        r"(?! (?:du|des|de l'|de la file|d'un) (?:distributeur|dab|automate|guichet|agence))|"
        r"\b(?:a|an|the|quick|some) (?:quick |clear )?(?:photos?|photograph|picture|pictures|"
        r"images?|scans?|scanned copy|cop(?:y|ies))\b"
        r"(?! of the (?:atm|cash|machine|branch|queue|leaflet|sign))|front and back|both sides"
    ),
    "other_number": (
        r"(?:(?<=your )|(?<=the )|(?<=a )|(?<=that ))(?!(?:wrong|right|error|model|version|serial|"
        r"branch|helpline|"
        r"freephone|"
        r"emergency|lost|same|main|hotline|flight|large|small|high|low|record|following)\b)"
        r"[a-z]{2,14} numbers?\b(?! (?:of|one))|"
        r"numeros? (?:d'|de |du )(?!agence|l'agence|version|modele|serie|urgence|service|la banque|"
        r"votre agence|notre|page|telephone de|opposition)\w+"
    ),
    "document": (
        r"(?:la|le|une?|votre|your|the|an?|vos|les|des) (?:releves?|factures?|recus?|"
        r"tickets? de caisse|"
        r"contrats?|documents?|papiers|receipts?|invoices?|paperwork|certificats?|courriers? recu|"
        r"\w+ signed? form)\b|(?:le |un )?(?:formulaire|mandat)\b(?=[^.]{0,40}\b(?:signe|complete|"
        r"rempli))|"
        r"(?:signed|completed) (?:\w+ )?(?:forms?|mandates?|agreements?|contracts?|documents?)|"
        r"date d'ouverture|opening date|son numero\b|\w+ certificates?|contrat de \w+"
    ),
    "personal_data": (
        r"(?:vos|tes) (?:donnees|infos?|informations|details|identifications)(?: personnelles?| "
        r"perso)?|your (?:personal |full |own )?(?:details|info|information|particulars|data)\b|"
        r"personal (?:details|information|data|info)"
    ),
    "date_of_birth": (
        r"dates? (?:de )?naissance|dates? (?:on which|when|that) you were born|"
        r"(?:vous etes|etes vous) nee?s?\b(?=[^.]{0,20}\b(?:quel|quand|annee))|"
        r"(?:year|month|day) were you born|(?:dates?|day|year) of birth|birth ?dates?|birthday|"
        r"\bdobs?\b|"
        r"\bd\.o\.b\b|\bddn\b|"
        r"\bd o b\b|annee de naissance|when were you born|quel age|how old are you|"
        r"quand etes vous ne|(?:votre|your) age\b"
    ),
    "first_name": r"\bprenoms?\b|first names?|given names?|forenames?",
    "last_name": (
        r"patronymes?|noms? patronymique|\bnoms?(?: de famille)?\b(?: exact)?(?! (?:du|de l'|"
        r"de la (?!pers)|de votre|d'un|de ce|"
        r"de cet\w*|des) ?(?!titulaire|client))|last names?|surnames?|family names?|second name"
    ),
    "name": (
        r"full (?:legal )?names?|your (?:real|own|whole) names?|legal names?|what(?:'s| is|"
        r" are) (?:he|she|they|you) called|"
        r"your names?\b|(?<=our )names?\b|(?<=, )name\b|(?<=^)names?\b|"
        r"(?:the|what|which|whose) names?\b(?! of)|name and\b|(?:s'appelle|"
        r"vous appelez vous) comment|comment s'appelle|comment (?:vous )?(?:vous appelez|"
        r"t'appelles)|vous appelez vous|who (?:am i|are we) (?:speaking|talking|chatting)|"
        r"a qui ai je l'honneur|votre identite|(?<=: )identite\b|your identity|"
        r"(?:vous etes|you are|you're) (?:monsieur|madame|mr|mrs|ms|miss)(?=\W{0,3}[?…]|\.{2})"
    ),
}
IDENTITY = frozenset({"last_name", "first_name", "name", "date_of_birth"})
"""What may be asked for, in private."""

THINGS = re.compile("|".join(rf"(?P<{name}>(?<!\w)(?:{form}))" for name, form in _THINGS.items()))

_BARE = {
    "password": r"mots? secrets?|(?:the |recovery |backup )words?\b(?! (?:of|from))|"
    r"backup codes?|passe?words?|nip\b|mpin|memorable \w+|user ?name|(?:seed|"
    r"recovery) (?:phrase|"
    r"words?)|"
    r"private keys?|cles? privees?|phrases? de recuperation|mots de recuperation",
    "security_code": r"codes?(?! (?:postal|promo|de la route|error|erreur|d'erreur))\b|pins?\b|"
    r"nip\b|tans?\b|cle (?:temporaire|provisoire|digitale)|"
    r"passkey|puk|tokens?\b|digipass|chiffres?|digits?",
    "card": r"card(?:'s)? ending|visa ending|last (?:4|four|3|three)|(?:4|quatre) derniers|"
    r"card no|card nos?\b|pan\b|"
    r"(?:long |card )?numbers? (?:on|across|from|of) (?:the|your) (?:front|card|cards|plastic)|"
    r"(?:carte|cb|card) (?:utilisee|used)|bin\b|which card|quelle carte|what card",
    "bank_account": r"ifsc|clabe|transit(?: number| no)?|bsb|cbu|upi id|\bvpa\b|account nos?\b|"
    r"(?:account|compte)(?= (?:ending|finissant|termin|numero|number))|numeros? de (?:compte|"
    r"livret)|"
    r"(?:wallet|crypto|btc|eth) address(?:es)?|adresse (?:de )?(?:wallet|portefeuille|crypto)|"
    r"(?:derniere?s? |dernieres? )?(?:lignes|ecritures|operations) (?:de|sur) (?:votre|"
    r"ton) (?:compte|releve)|"
    r"relev\w+|statements?|solde|balance|which account|what account|quel compte|account name",
    "customer_number": r"uid|user ids?|customer ids?|member ids?|login ids?|order ids?|crn\b|cif\b|"
    r"(?:\w+ )?(?:id|ids)\b(?= (?:you|in|from|number|and|or|linked|please)|\W*[?+,]|\W*$)|"
    r"(?:order|ticket|case|complaint|claim|booking|policy|loan|agreement|transaction|payment|"
    r"application|tracking|dispute|plan|member|folio|demat|reference|ref) (?:id|number|no|ref|"
    r"reference|nr|hash)\b|"
    r"tx ?ids?|tx ?hash|transaction hash|utr\b|rrn\b|arn\b|imei|"
    r"(?:numero|reference|ref) (?:de |d'|du )?(?:allocataire|\w+)\b|matricule|n°",
    "phone": r"(?:votre |ton |your )?(?:phone|mobile|cell|cellphone|landline|portable|telephone|"
    r"whatsapp|"
    r"gsm|natel|contact whatsapp|ligne directe|direct line|tel)\b(?! (?:settings|screen|version|"
    r"app))|"
    r"(?:votre|ton|your) (?:contact|line|cell)\b|(?:which|what|quel|a|alternate|alternative|other|"
    r"another|good|best|callback|right|un|le|l'autre|bon) (?:number|numero)\b|"
    r"(?:on|to|sur|at|the|le) (?:which |what |quel )?(?:number|numero)\b|numbers? (?:to|we|"
    r"on which|for us)|"
    r"(?:reach|ring|call|text|rappeler|joindre|appeler) (?:you|vous|te) (?:at|on|sur|a quel)",
    "email": r"e ?mails?\b(?! (?:us|from|from us|we sent|alert|alerts|you received))|gmail|"
    r"boite (?:mail)?|"
    r"(?:courriel|inbox) address",
    "address": r"(?:adresse|address)(?:es)?\b(?! (?:bar|book|officielle|of the branch|of our|"
    r"de l'agence|de (?:votre|cette|notre) agence|is|ip|de nos))|"
    r"zip\b|pin ?code|eircode|rue\b|street\b|ou (?:vous )?(?:habitez|logez|vivez)|where you live|"
    r"where (?:should|do|shall) (?:we|i) (?:send|post|write|be writing)|ou (?:dois je|doit on|"
    r"faut il) (?:vous )?(?:envoyer|ecrire|l'envoyer)",
    "identity_document": r"nas\b|sin\b|ppsn?\b(?: number| no)?|nin|bvn|aadhaar|aadhar|bsn\b|"
    r"tfn\b|tin\b|"
    r"nino\b|avs\b|niss\b|"
    r"social insurance(?: number)?|licen[cs]es?(?: (?:number|no|front))?|permis|(?:carte |"
    r"piece )?d'identite|identite|"
    r"photo ids?|bail\b|tenancy|lease\b|avis d'impo\w+|certificat\w* \w+|payslips?|bulletins?|"
    r"depot de plainte|"
    r"kbis|tax (?:file|reference) number|national id|emirates id|visa page|id (?:card|doc)\w*|"
    r"offre de pret|offre signee|"
    r"acte de \w+|livret de famille|tableau d'amortissement|bank letter|utility bill|rccm",
    "security_answer": r"(?:your |the |votre |la )?(?:answer|reponse) (?:to|a) (?:your|the|votre|"
    r"la)|(?:pet|teacher|animal|instituteur|school)\b|"
    r"(?:town|city|village|ville|departement) (?:of birth|you were born|de naissance)|(?:mother|"
    r"mere)'?s? \w* ?name",
    "income": r"somme|sums?|figures|avoirs|patrimoine|last (?:deposit|purchase)|deposits?|"
    r"(?:regular|monthly) payments|loyers?|pensions?|rent|outgoings|depenses|what comes in|"
    r"salar(?:y|ies)|"
    r"income|basic pay|take home|earnings|wage|revenus?|salaires?|net a payer|net imposable|"
    r"deposit you've saved|apport|epargne|savings|occupation|profession|"
    r"how much (?:is|was|are|were|do|did|have) \w+|(?<!depuis )combien(?! de temps)|"
    r"montants?|amounts?|turnover|"
    r"chiffre d'affaires|"
    r"mensualite|401 ?k",
    "signature": r"signe(?:e|es|s)?\b(?= .{0,30}(?:scan|photo|envo))|specimen|signed \w+|signature",
    "picture": r"photos?|pictures?|screen ?shots?|captures?|scans?|pdf\b|copies|copy|copie|"
    r"selfie|snap\b|video|(?:votre|ton|your) (?:ecran|screen)|"
    r"page \d|photograph\w*",
    "document": r"contrat|contract|agreement|facture|invoice|receipt|attestation|formulaire|"
    r"letter|courrier|offre",
    "other_number": r"(?:account|card|cell|phone|mobile|member|client|policy) #|(?:numero|number|"
    r"numbers|digits|reference|ref)\b(?! (?:of people|on (?:the|"
    r"our|your) (?:site|website|back|app|statement)))",
    "personal_data": r"(?:account|contact|personal|card|bank|full|login|your|client|"
    r"customer) (?:details|info\w*|data)|coordonnees|identifiants|credentials|handle\b",
    "date_of_birth": r"nee?\b(?= (?:quand|quel|en quelle))|birth ?date|naissance|ne\(?e?\)? le\b|"
    r"(?:year|date|day) (?:you|u) (?:were|"
    r"was) born|dob\b|birthday|(?:your|votre) age|"
    r"when (?:you|u) were born|born\b",
    "first_name": r"prenoms?|(?:first|middle|given)\b(?: name)?(?= ?(?:name|and|[+&/]|\W*[?]))",
    "last_name": r"\bnoms?\b(?! (?:du|de l'|de la|de votre|d'un|de ce|des) ?(?!titulaire|"
    r"client))|(?<!vous )(?<!etre )titulaire(?! du compte ou)|surname",
    "name": r"(?:good |exact |complete |full |real |whole |your )names?\b|\bnames?\b(?! of)|"
    r"initials|(?:madame|monsieur) comment|stands? for|who are you|"
    r"you are\W*(?=\?|…)|(?:monsieur|madame|mr|mrs) (?:qui|who)|a qui (?:ai je|parle)",
}
LOOSE_THINGS = re.compile(
    r"|".join(
        rf"(?P<{name}>(?<!\w)(?:{form}"
        + (
            rf"|"
            rf"(?:{_BARE[name]})(?!\w)"
            if name in _BARE
            else ""
        )
        + "))"
        for name, form in _THINGS.items()
    )
)
"""The same in barer words, which mean something else as often: for what is weighed by evidence."""
