"""What telling looks like: of being a customer or not, and of a customer's situation.

Plain words; patterns run on one sentence, and every repetition is bounded.
"""

from __future__ import annotations

import re

from parvis.engine.outbound.verbs import either, forms

_PRODUCT_FR = (
    r"(?:(?:premiere |nouvelle |nouveau |prochaine |derniere? )?(?:cartes?|comptes?|prets?|"
    r"credits?|"
    r"virements?|prelevements?|"
    r"remboursements?|dossiers?|reclamations?|soldes?|decouverts?|livrets?|cheques?|chequiers?|"
    r"plafonds?|agios|rib|iban|salaires?|echeances?|mensualites?|assurances?|epargne|hypotheque|"
    r"paiements?|operations?|transactions?|souscriptions?|contestations?|mandats?|"
    r"autorisations?|placements?|rachat|contrats?|pel\b|cel\b|pea\b|loa\b|"
    r"code (?:pin|secret|confidentiel)|situation|acces|espace client|identifiants?|oppositions?|"
    r"demandes? (?:de |d'|du )(?!contact|information|mp|renseignement|precision)\w+|"
    r"litiges?|cloture|ouverture de compte|procuration|"
    r"blocages?|regularisations?|frais|depot|versements?|retraits?|succession|conseiller\w*))"
)
_PRODUCT_EN = (
    r"(?:(?:new |replacement |debit |credit |bank |current |savings |joint |mortgage |loan |last |"
    r"latest |home |personal |account |card |recent |business )*(?:cards?|accounts?|loans?|"
    r"mortgages?|transfers?|"
    r"payments?|refunds?|direct debits?|standing orders?|overdrafts?|balances?|cheques?|salary|"
    r"wages|complaints?|claims?|disputes?|cases?|applications?|funds|deposits?|statements?|"
    r"limits?|fees?|charges?|transactions?|instal?ments?|arrears|insurance|isa|pension|"
    r"withdrawals?|pin|chargeback|file|credit score|booking|access|login|online banking|"
    r"profile|"
    r"correction|hold|block|freeze|reversal|compensation|cashback))"
)
_HAPPENED_FR = (
    r"(?:bloque|debloque|rejete|refuse|accepte|accorde|effectue|valide|cloture|ferme|debite|"
    r"credite|"
    r"traite|transmis|recu|ouvert|reouvert|active|desactive|expedie|envoye|renvoye|rembourse|"
    r"execute|annule|"
    r"suspendu|resilie|signe|enregistre|verse|emis|parti|arrive|preleve|impaye|"
    r"debiteur|crediteur|negatif|positif|limite|depasse|restreint|gele|pirate|compromis|"
    r"avale|commande|fabrique|livre|leve|etudie|examine|finalise|complet|incomplet|instruit|"
    r"mis en place|mis en opposition|mise en opposition|transfere|rembourse|"
    r"regularise|regle|encaisse|interdit|fiche|expire|prolonge|renouvele|modifie|augmente|"
    r"supprime|escalade|pris en charge|prise en charge|prise en compte|pris en compte|remonte|"
    r"disponible|solde|approvisionne)(?:e?s?)"
)
_STATE_FR = (
    rf"(?:(?:bien |deja |toujours |encore |desormais |actuellement |maintenant |malheureusement |"
    rf"automatiquement |temporairement |ete |donc |effectivement |definitivement |enfin |aussi |"
    rf"tout juste |en effet |finalement |hier |ce matin |provisoirement |partiellement )*"
    rf"(?:{_HAPPENED_FR}|en (?:cours|attente|route|anomalie|negatif|opposition|retard|chemin|"
    rf"preparation|fabrication|instance|traitement|examen|etude|positif|"
    rf"suspens|impaye)|a decouvert|a zero|dans le rouge|a sec|vide|au contentieux|hors delai|"
    rf"entre les mains|arrive[e]? a|sous (?:controle|surveillance)|chez (?:nous|le)|"
    rf"au rouge|a jour|insuffisant\w*|prete?s?)\b)"
)
_BE_FR = (
    r"(?:(?:n'|ne )?(?:a|ont|est|sont|etait|etaient|sera|seront|fait|presente|affiche|reste|"
    r"demeure|avait|comporte|part|arrive|arrivera|partira|vient d'etre|viennent d'etre|a bien|"
    r"a ete|ont ete|n'est|n'a|n'ont|ne sont|va etre|vient de|passe|semble|apparait)"
    r"(?: pas| plus| bien| deja)?)"
)
_HAPPENED_EN = (
    r"(?:blocked|unblocked|frozen|unfrozen|declined|refused|rejected|accepted|approved|granted|"
    r"closed|opened|reopened|debited|credited|processed|sent|received|activated|deactivated|posted|"
    r"dispatched|returned|refunded|executed|completed|cancell?ed|suspended|issued|paid|bounced|"
    r"overdrawn|empty|negative|in arrears|locked|unlocked|restricted|limited|flagged|hacked|"
    r"compromised|swallowed|ordered|lifted|reviewed|finali[sz]ed|transferred|settled|raised|"
    r"escalated|logged|registered|expired|renewed|increased|reduced|removed|charged|stopped|"
    r"reversed|on (?:hold|its way|the way)|in (?:progress|the post|transit|review|credit|debt|"
    r"default)|under (?:review|investigation)|pending|open|due|late|overdue|missed|made|taken|"
    r"gone (?:through|out|in)|went through|cleared|past due|up to date|investigated|with (?:our|"
    r"the)|"
    r"at \W?\d|low|short|insufficient|ready|delayed|successful|unsuccessful|complete|"
    r"incomplete|set up|on file|now live|back in|upheld|corrected|put (?:right|through)|"
    r"assigned|passed|scheduled|failed|linked|credit(?:ed)? back|delivered|delisted|printed|"
    r"terminated|"
    r"submitted|waived|verified|updated|changed)"
)
_ADVERBS_EN = (
    r"(?:now |still |already |just |currently |unfortunately |indeed |being |been |not |"
    r"recently |automatically |temporarily |today |successfully |also |sadly |only |finally |"
    r"fully |since |partially |yesterday |officially )*"
)
_BE_EN = (
    r"(?:has|have|had|is|are|was|were|'s|'ve|isn't|wasn't|hasn't|will be|got|gets|went|shows|"
    r"remains|stays|hit|left|bounced|failed|arrived|looks|appears to be|seems to be|should "
    r"(?:arrive|reach|be with)|"
    r"will (?:arrive|reach|be with))"
)
_WE_DID_FR = either(
    forms("""debite credite rembourse bloque debloque envoye adresse expedie accorde refuse valide
    ouvert
    cloture ferme verse preleve facture active desactive suspendu resilie annule effectue execute
    traite transmis restitue recredite enregistre appele contacte telephone rappele propose relance
    averti prevenu etudie mis remplace commande regularise supprime leve transfere identifie
    retrouve rejete accepte consenti""")
)
_WE_DID_EN = either(
    forms("""refunded charged debited credited blocked unblocked frozen closed opened approved
    declined
    rejected granted issued posted sent ordered dispatched cancelled canceled processed paid lifted
    removed reversed returned transferred activated reissued waived called phoned rung emailed
    texted located found increased reduced extended suspended restricted logged raised
    set lent overcharged stopped escalated reopened received corrected""")
)
_OURS = (
    r"(?:chez nous|dans notre (?:banque|etablissement|agence|reseau)|parmi nos|aupres de (?:nous|"
    r"notre)|with us|of ours|one of our|our bank|our (?:books|records|system))"
)

CUSTOMER = re.compile(
    r"\b(?:vous|tu) (?:n'|ne )?(?:etes|es|etiez|figur\w+|fait\w*|comptez) (?:pas |plus |bien |"
    r"bel et bien |donc |toujours |deja |effectivement |desormais |encore |l'un de |parmi |une? |"
    r"maintenant |de |"
    r"nos |notre )*(?:clientele|clients?|cliente|clientes|societaires?|titulaires?)\b|"
    r"\b(?:vous|tu) (?:n'|ne )?(?:avez|as|avoir|detenez|disposez|possedez|ayez)(?: pas| plus|"
    r" bien| "
    r"aucun| toujours)?(?: de| d'| un| des| une)? ?(?:comptes?|cartes?|contrats?|produits?|prets?|"
    r"credits?|livrets?)\b"
    rf"[^.]{{0,40}}\b{_OURS}|"
    r"\bclients?e? (?:\w+ ){0,4}(?:depuis|fideles? depuis|de longue date|chez nous depuis)\b|"
    r"\b(?:cher|chere|chers|fidele) (?:\w+ )?cliente?\b|"
    r"\b(?:en tant que|comme|parce que vous etes|puisque vous etes) (?:\w+ )?cliente? "
    r"(?:fidele|premium|privilegie|de|chez|depuis|historique)|"
    r"\b(?:votre|vos|tes) (?:\w+ )?(?:fidelite|anciennete|annees)\b|"
    r"\b(?:vous etes|etes|es|you've been|you have been|been|stayed) (?:chez|with|avec|fidele a) "
    r"(?:nous|us) (?:depuis|for|since)\b|\bfidele(?: a notre \w+)? depuis\b|"
    r"\bvous nous faites confiance depuis\b|"
    r"\bvous (?:nous )?avez (?:rejoints?|quittes?)\b|\bparmi nos clients\b|"
    r"\b(?:aucune? (?:compte|client|trace)|pas de compte|pas (?:trouve|"
    r"trace))\b[^.]{0,30}\b(?:a votre"
    r" nom|chez nous|vous concernant)\b|\b(?:compte|dossier|contrat)s? (?:ouvert )?a votre nom\b|"
    r"\b(?:you|u)(?:'re| are|'ve been| have been| were)(?: not| n't| indeed| definitely| already| "
    r"still| now| no longer| actually| in fact| currently| clearly)*"
    r"(?: one of| an?| our| such an?| with| to be)*(?: \w+){0,2} (?:customers?|clients?|member"
    r"|account holder)\b|"
    r"\byou aren'?t (?:one of|an?|our)(?: our)?(?: \w+)? (?:customers?|clients?|member)\b|"
    r"\b(?:you|u) (?:do |did )?(?:don'?t |not |no longer |currently |already |actually |indeed )*"
    r"(?:bank|hold|have|haven'?t|own)\b[^.]{0,50}"
    rf"\b{_OURS}|"
    r"\b(?:as|being|dear|for being)(?: an?| one of our| our| such an?)?(?: \w+){0,2} "
    r"(?:customer|client|member) "
    r"(?:with us|of (?:ours|\w+ years|\d+|our)|since|for|who)|"
    r"\b(?:as|being) (?:a|one of our|our) (?:valued|loyal|long ?standing|premier|longstanding|long "
    r"term|gold|private) (?:customers?|clients?)|\bdear (?:valued )?customer (?:of|since)|"
    r"\b(?:customer|client|member|banked|banking|been) (?:with us )?(?:since|for) (?:\d|over|more|"
    r"many|so|ten|\w+ years|almost|nearly|about)[^.]{0,20}(?:years?|decade|with us|20|19)\b|"
    r"\byour (?:loyalty|years with us|custom)\b|"
    r"\b(?:you're|you are|your name is|you(?:'re| are)n'?t|you don'?t appear|don'?t see you|"
    r"can'?t find you|cannot find you|not find you) (?:not |now )?(?:listed |registered )?(?:on|in|"
    r"among) our\b|\bno account (?:\w+ ){0,3}(?:in your name|with us|for you)\b"
)

MORE = re.compile(
    r"\b(?:your|votre|ton|ta) (?:ex(?: \w+)?|husband|wife|spouse|partner|son|daughter|mother|"
    r"father|employer|"
    r"boss|mari|femme|conjoint\w*|fils|fille|mere|pere|employeur|co ?emprunteur\w*|co ?titulaire) "
    r"(?:is|has|was|are|isn't|est|a|n'est|n'a|reste)\b|"
    rf"\b(?:we|i|they)(?:'ve| have| had)(?: just| now| already| also)* [a-z]{{2,12}}(?:ed|en|t|"
    rf"k) your "
    rf"{_PRODUCT_EN}\b|\b(?:we|i)(?: just| now| already)* [a-z]{{2,12}}ed your {_PRODUCT_EN}\b|"
    r"\b(?:votre|vos) (?:\w+ ){0,3}fidelite\b|\b(?:banking|bank|being|staying|stayed|been) with us "
    r"(?:since|for|all)\b|\bas one of our (?:\w+ ){0,3}(?:customers?|clients?|members?)\b|"
    r"\bvotre conseill\w+ (?!vous|t')\w+ (?:vous |t')\w+(?:ra|ont)\b|"
    r"\byour (?:advis[eo]r|manager|banker) (?!will|can)\w+ (?:will|is going to)\b|"
    r"\b(?:recu|receptionne|received|have|has|got) (?:bien )?(?:vos|votre|your) (?:signed |"
    r"completed )?"
    r"(?:justificatifs?|documents?|pieces?|courrier|formulaire|forms?|paperwork|paper work|file|"
    r"payslips?|"
    r"bulletins?|chequ?e?s?)\b|"
    r"\bvotre direct\w+(?: d'agence)?,? (?:a|vient|vous)\b|"
    r"\b(?:sur|dans|on|in|to) (?:votre|your) (?:espace|online banking|login)\b"
    r"(?=[^.]{0,60}\b(?:verrouill\w+|bloqu\w+|locked|blocked))|"
    r"\b(?:you|u)(?:'ve| have) (?:\w+ )?used (?:up )?(?:all )?(?:of )?your\b|"
    r"\b(?:you're|you are) \W?\d[\d.,]* ?\w* over\b"
)
"""Other ways to tell that somebody is a customer, or how they stand."""

SITUATION = re.compile(
    # What is the matter with what is theirs.
    rf"\b(?:votre|vos|ton|tes|ta) {_PRODUCT_FR}(?: [\w'/]+){{0,6}}? {_BE_FR} {_STATE_FR}|"
    rf"\b(?:votre|vos|ton|tes|ta) {_PRODUCT_FR}(?: [\w'/]+){{0,5}}? (?:est|sont|part|partira|"
    rf"arrive|"
    r"arrivera|arriveront|partiront|vous attend|vous parviendra|presente|affiche un|comporte un|"
    r"fait l'objet|s'eleve|"
    r"a (?:bien |deja )?(?:expire|echoue|depasse|atteint|franchi|fait l'objet|saute|change))\b"
    r"(?= (?:bien |deja )?(?:un |une |des |en |demain|ce |cette |sous|bientot|aujourd|chez|au |"
    r"depuis|le |lundi|"
    r"hier|dans (?:les|votre boite)|a \d|la semaine|avec|d'un|arrive|parti))(?! en (?:temps|"
    r"securite|ligne)| dans l)(?!.{0,30}(?:visible|disponible|affich))|"
    rf"\b(?:your|ur) {_PRODUCT_EN}(?: [\w'/£$]+){{0,6}}? (?:{_BE_EN} )(?:been )?{_ADVERBS_EN}"
    rf"{_HAPPENED_EN}\b|"
    rf"\byour {_PRODUCT_EN} (?:bounced|failed|arrived|expired|went|"
    r"hit|remains|stays|left|came|cleared|(?:should|will) (?:arrive|reach|be with|land|show|"
    r"appear))\b|"
    # What happened to something that everybody here knows whose it is.
    rf"\b(?:le|la|l'|ce|cette|les|cet|un|une) ?{_PRODUCT_FR}(?: (?:de|d'|a|du)? ?[\w'.,€$£%]+)"
    rf"{{0,7}}? (?:a(?:vait)? (?:bien |deja |aussi )?ete|ont (?:bien |deja )?ete|vient d'etre|"
    rf"viennent d'etre|est bien|est toujours|est deja) {_STATE_FR}(?! (?:sous|dans un delai))|"
    rf"\b(?:le|la|l'|ce|cette|un|une) ?{_PRODUCT_FR} (?:de (?:\d|votre)[^.]{{0,40}}?) (?:est|a) "
    rf"{_STATE_FR}|"
    rf"\b(?:the|a|that|this) {_PRODUCT_EN}(?: (?:of|for|to|on|from)? ?[\w'.,€$£%]+){{0,6}}? (?:has|"
    rf"have|was|is) (?:now |just |already |indeed |still )*(?:been )?{_ADVERBS_EN}{_HAPPENED_EN}\b"
    r"(?=[^.]{0,60}\b(?:you|your|ur)\b|\W*$| (?:today|yesterday|this|last|on|through))|"
    # What the bank did.
    rf"\b(?:nous|on|je)(?: ne)? (?:vous |t'|te |lui )(?:avons|a|ai|ont)(?: bien| deja| egalement|"
    rf" donc| aussi)?"
    rf" {_WE_DID_FR}\b(?!(?: \w+){{0,3}} (?:mp|message|dm|prive|reponse|lien|en mp))|"
    rf"\b(?:nous|on|je|j')(?: y)? ?(?:avons|a|ai)(?: bien| deja| donc| egalement)? (?:\w{{3,12}} "
    rf"){{1,2}}?(?:de |sur |a )?(?:votre|vos|ton) {_PRODUCT_FR}|"
    rf"\b(?:nous|on) (?:avons|a) (?:bien )?(?:debite|rembourse|preleve|facture|credite)\b|"
    rf"\b(?:we|i|he|she|they|\w+ team)(?:'ve| have| had| has)?(?: now| just| already| also| "
    rf"indeed| since| today)*"
    rf" {_WE_DID_EN} (?:to )?(?:you|your|the|that|a|an|both)\b(?! (?:a )?(?:dm|message|private|"
    r"reply|link|pm|privately|via dm|by dm|back (?:by|via)|in (?:dm|private)))"
    r"(?:(?<=you)|(?<=your)|(?=[^.]{0,60}\b(?:you|your)\b))(?![^.]{0,30}\b(?:dm|message|messages|"
    r"tweet|your post|email from|"
    r"inbox)\b)|"
    # What is seen in the books.
    r"\b(?:je|nous|on) (?:vois|voyons|voit|constate\w*|remarque\w*|note|notons|confirm\w+|trouve|"
    rf"retrouve)\b[^.]{{0,60}}\b(?:{_PRODUCT_FR}|votre compte|employeur|client\w*)\b"
    r"(?![^.]{0,30}\b(?:mp|prive)\b)|"
    r"\b(?:d'apres|selon|au vu de|vu|en (?:consultant|regardant|verifiant)|apres (?:verification|"
    rf"examen|consultation|analyse|lecture|etude) (?:de|sur)) (?:votre|vos) {_PRODUCT_FR}|"
    r"\b(?:i|we)(?:'ve| have| can| do|'m)*(?: now| just| also)* (?:see|seeing|checked|notice|"
    r"noticed"
    r"|looked|found|confirm|"
    r"reviewed|looking)\b(?: (?:that|on|at|in|into|from|here|through)){0,2}[^.]{0,30}?\b(?:your|"
    r"you|"
    rf"the) (?:{_PRODUCT_EN}|(?:are|were|have|missed|owe|spent|made|paid))\b"
    r"(?![^.]{0,40}\b(?:dm|private|privately|app)\b)|"
    r"\b(?:looking at|according to|judging by|from|based on|having checked|on) your (?:account|"
    r"file|"
    r"records|statement|transactions|profile|balance)\b|"
    # How they stand.
    r"\b(?:vous (?:etes|etiez|restez)|tu es|t'es) (?:bien |actuellement |deja |toujours |donc |"
    r"en effet |malheureusement |maintenant )*(?:a decouvert|interdit|fiche|en retard|"
    r"en depassement|debit\w+|redevable|endett\w+|"
    r"surendett\w+|dans le rouge|en impaye|insolvable|eligible|non eligible|titulaire|en litige|"
    r"en incident|hors plafond|en negatif|en defaut)|"
    r"\b(?:vous|tu) (?:nous )?(?:avez|as|aviez|aurez|n'avez|n'as) (?:bien |deja |actuellement |pas "
    r"|effectivement |encore |plus |malheureusement |donc )*(?:un|une|des|deux|trois|\d|de|depasse|"
    r"souscrit|demande|contracte|emprunte|rembourse|signe|atteint|sollicite|retire|depense|recu|"
    r"fait opposition|assez|suffisamment|epuise|du) ?(?:un |une |votre |le |la |l'|d'un |a )?"
    rf"(?:\w+ )?(?:{_PRODUCT_FR}|provision|dette|impaye|retard|incident|fonds|argent|autorisation)"
    r"\b|\bvous (?:nous )?devez (?:encore )?\d|"
    r"\b(?:you|u)(?:'re| are| were| went| have gone|'ve gone)(?: now| currently| still| already| "
    r"actually|"
    r" indeed| well)* (?:overdrawn|in arrears|behind (?:on|with)|in (?:debt|default|the red)|over "
    r"(?:your|the)|into (?:your )?overdraft|past due|bankrupt|blacklisted|short of|below|"
    r"(?:not )?eligible for)\b|"
    r"\b(?:you|u)(?:'ve| have|'d| had)?(?: only| just| already| also| recently)* (?:owe|missed|"
    r"exceeded|reached|spent|borrowed|overspent|withdrew|applied for|taken out|defaulted|"
    r"used up|gone over|hit|run out of|still owe)\b"
    r"(?=[^.]{0,40}(?:\d|limit|payment|loan|mortgage|overdraft|card|money|funds|instal|account))|"
    r"\byou(?:'ve| have| had)? (?:got )?(?:an?|two|three|no|\d|insufficient|enough) (?:\w+ ){0,2}"
    r"(?:mortgage|loan|overdraft|savings account|credit card|arrears|funds|isa|debt|dispute|claim|"
    r"complaint|missed payment)\b(?! (?:question|query))|"
    r"\b(?:pending|waiting|outstanding|owed|owing|credited|blocked|held|missing|paid) (?:on|at|"
    r"for) "
    r"your (?:side|account|end)\b|\b(?:en attente|bloque|recu|credite|arrive) (?:chez vous|sur "
    r"votre compte)\b|"
    # Who deals with them.
    r"\b(?:votre|ta|ton) (?:conseill\w+|gestionnaire|charge\w* de clientele|banquier|directeur|"
    r"agence|directrice)(?:,? (?!vous|peut|est|reste|pourra|va|saura)[\w.]+){0,3},? (?:vous |t'|"
    r"te )?"
    r"(?:a|avait|ont|vient de) (?:bien |deja |egalement )?(?:appel\w+|"
    r"telephon\w*|"
    r"laisse|contact\w*|ecrit|envoye|rappel\w*|adresse|essaye?|tente|joint|cherche|propose|recu|"
    r"repondu|vous|t'|rencontre|fixe|pris|valide|refuse|accepte|traite|transmis|suivi)|"
    r"\b(?:m\.|mr|mme|mrs|ms|monsieur|madame|miss) \w+ (?:vous )?(?:a |has |had )?(?:essaye|tente|"
    r"cherche|appele|laisse|"
    r"tried|called|rang|phoned|left|been trying|contacted|reached|spoke|spoken)\b|"
    r"\byour (?:\w+ )?(?:advis[eo]r|manager|banker|branch|case handler|handler)(?:,? (?!can|will|"
    r"is|"
    r"may|should)\w+){0,3},? "
    r"(?:has|have|tried|called|rang|phoned|left|emailed|wrote|sent|spoke|contacted|messaged|"
    r"confirmed|told|is (?:handling|dealing|working on|looking after))\b|"
    r"\b(?:is|are) (?:handling|dealing with|working on) (?:it|your (?:case|complaint|file|claim|"
    r"application|loan))\b|"
    rf"\b(?:au sujet|a propos|concernant) (?:de |du )?(?:votre|vos) {_PRODUCT_FR}\b(?=[^.]{{0,5}}$)"
)


_THEIR_FR = r"(?:votre|vos|ton|tes|ta)(?: \w+)?"
_THEIR_EN = r"(?:your|ur)(?: \w+'s)?"
_GENERAL_FR = (  # what is so for everybody
    r"(?![^.]{0,60}\b(?:visible|disponible\w* (?:dans|sur|depuis|a tout|24)|affiche|"
    r"accessibles? (?:dans|sur|depuis|via|a tout|24|a partir)|consultable|"
    r"indique|inscrit|imprime|protege|assure|garanti|gratuit|securite|strictement|personnel|"
    r"importan|priorit|precieux|unique|a votre disposition|valable|utilisable|confidentiel|"
    r"au (?:dos|recto|verso)|dans (?:l'|votre )appli|mis a jour en temps|modifiable|toujours|"
    r"jamais|automatiquement|compose|confidentiel|secret|en temps reel|parametrable|ajustable|"
    r"personnalisable|immediat|instantane))"
)
_GENERAL_EN = (
    r"(?![^.]{0,60}\b(?:visible|shown|displayed|available (?:in|on|any|24|at|through|via)|safe|"
    r"protected|secure|"
    r"important|private|confidential|listed|printed|in (?:the|your|our) app|covered|insured|free|"
    r"yours|priority|personal|valid|always|never|there (?:for|when)|usually|real time|"
    r"instantly|adjustable|made up|on the (?:back|front)|secret|unique|to you|just a tap))"
)
_MONEY_FR = (
    r"(?:carte|compte|pret|credit|virement|prelevement|remboursement|dossier|reclamation|solde|"
    r"decouvert|livret|cheque|chequier|plafond|salaire|echeance|mensualite|paiement|operation|"
    r"contestation|procuration|epargne|assurance|placement)s?"
)
OF_THEIRS = re.compile(
    # Something is said of what is theirs.
    rf"\b{_THEIR_FR} {_MONEY_FR}\b(?: [\w'/]+){{0,6}}? (?:n'|ne |n' )?(?:a|ont|est|sont|etait|"
    rf"etaient|sera|seront|vient|viennent|avait|avaient|reste|restent)\b{_GENERAL_FR}|"
    rf"\b{_THEIR_EN} {_PRODUCT_EN}(?: [\w'/]+){{0,5}}? (?:has|have|had|hasn't|is|are|isn't|aren't|"
    rf"was|were|wasn't|will|won't|didn't|did|doesn't|went|came|got|shows|remains)\b{_GENERAL_EN}|"
    # Of somebody of theirs.
    rf"\b{_MONEY_FR} de (?:votre|ta|ton) (?:fils|fille|mari|femme|mere|pere|conjoint\w*|epou\w+|"
    rf"entreprise|societe|enfant|compagn\w+|frere|soeur)\b[^.]{{0,40}}\b(?:a|est|ont|sera|vient)\b|"
    # Something that they did, and what became of it.
    rf"\b(?:le|la|les|l'|ce|cette|du|de la) ?{_MONEY_FR} (?:de \d[^.]{{0,20}} )?(?:que (?:vous|"
    rf"tu) |qu'on vous |dont vous )"
    rf"[^.]{{2,40}}? (?:est|a|ont|sont|sera|n'a|n'est)\b|"
    rf"\b(?:the|that|this|all|both) {_PRODUCT_EN} (?:that |which )?(?:you|u)(?:'ve| have| had)? "
    rf"\w+[^.]{{0,30}}? (?:has|have|is|was|were|will|went|bounced|failed)\b|"
    # What there is, or not, in their accounts.
    r"\b(?:avons|procede|n'y a|il y a|il n'y|a ete|ont ete|manque|verse|vous avez|reste|restait|"
    r"apparait|figure|"
    r"constat\w+|enregistr\w+)\b[^.]{0,60}\b(?:sur|dans|depuis|de) (?:votre|vos|"
    r"ton) (?:\w+ )?(?:comptes?|"
    r"livrets?|carte)\b|"
    r"\b(?:there(?:'s| is| are| isn't| aren't| was| were| wasn't)|have|has|'ve|put|paid|"
    r"was|were|is|you have|shows)\b[^.]{0,60}"
    r"\b(?:in|into|to|from|on|off|with) your (?:\w+ )?(?:accounts?|savings|balance|card)\b|"
    rf"\b(?:nous|je|on) (?:vois|voyons|voit|constat\w+)\b[^.]{{0,30}}\b{_PRODUCT_FR}\b|"
    rf"\b(?:i|we)(?: can| do|'ve)? (?:see|notice|seen|noticed) (?:an?|the|your|that|two|some|no|"
    rf"several) "
    rf"[^.]{{0,30}}?\b{_PRODUCT_EN}\b|"
    r"\b(?:nous avons|on a|j'ai) (?:bien |deja |donc )?procede (?:au|a la|a l') ?"
    rf"{_PRODUCT_FR}|"
    # Who waits for them.
    r"\b(?:vous attend|is expecting you|expects you)\b|"
    r"\b(?:you|u) (?:stopped being|ceased to be|used to be|no longer are|were never|"
    r"have never been)"
    r"[^.]{0,20}\b(?:customer|client|member)\b|"
    r"\b(?:one|two|three|four|all|both|each|deux|trois|quatre|tous) (?:\w+ )?(?:of your|vos) "
    rf"(?:{_PRODUCT_EN}|{_MONEY_FR})\b[^.]{{0,30}}\b(?:is|are|was|were|has|have|sont|ont|seront)\b|"
    rf"\byour {_PRODUCT_EN} (?:with us )?(?:completed|matured|ended|started|closed|opened)\b|"
    rf"\b(?:your|ur) (?:\w+ )?\w+'s? ?s {_PRODUCT_EN}\b[^.]{{0,20}} (?:has|have|is|was|were|will)\b"
)
"""Of what is theirs, something is said: general talk ("shown in the app") is left out."""
