"""Sums of money as people write them, and the words that say whose they are.

What an account holds, owes or brings in goes by a few dozen nouns, verbs and places of money, which
stand in any order around the sum. What was paid, moved, priced or offered goes by others.
"""

from __future__ import annotations

import re

from parvis.engine.guard.folding import BARRIER

_GROUPED = r"[0-9]{1,3}(?:[ .,'][0-9]{3}){1,3}(?![0-9])|[0-9]{1,8}"
_FIGURES = rf"(?:{_GROUPED})(?:[.,][0-9]{{1,2}})?(?![0-9])"
_CURRENCY = (
    r"(?:(?:\.-\s?)?(?:chf|fr\.?)(?![a-z])|\$ ?(?:ca|us|cad|usd)(?![a-z])|[€$£]|euro?s?|usd|gbp"
    r"|chf|cad|balles|boules|pounds?|quid|dollars?|bucks|francs?|grand"
    r"|fcfa|cfa|xof|xaf|mad|tnd|dhs?|dirhams?|dinars?|livres sterling)"
)
_CODE = r"(?:chf|eur|usd|gbp|cad|aed|kes|ngn|zar|ghs|inr|xof|xaf|pln|sek|nok|dkk)"
_NO_MORE = (
    r"(?!\s?(?:mi?lli(?:on|ard)s?|bi?lli?ons?|trillions?|mds?|bn|m)(?![a-z]))(?!\s?%)"
    r"(?!\s?(?:/|par|a|per)\s?(?:retrait|operation|transaction|ligne|jour|day|action|share|part)"
    r"(?![a-z]))"
)
_RATE = (
    r"(?:\s{0,2}(?:nets?|bruts?|gross|take[ \-]home)(?![a-z]))?(?:\s{0,2}(?:par mois|/\s?mois"
    r"|a month|per month|/\s?month|pm|par an|/\s?an|a year|per year|per annum|pa|a week|per week"
    r"|mensuels?|monthly|/\s?semaine|par semaine)(?![a-z]))?"
)
SIGN = re.compile(r"(?:[-+\u2212]\s?|(?<![^\W_])(?:moins|minus|negative)\s)\Z")
"""What makes a sum negative, before it."""

_ENDS = (
    r"(?=\s{0,9}(?:[!?;:)(\u2026]|\Z|[.,-](?![0-9]))|\s{1,3}(?:et|and|n|en|in|on|sur|dans|mais|but"
    r"|alors|donc|so|la|le|the|ce|this|depuis|since|what|why|pourquoi|when|quand|chez|with|avec|a"
    r"|au|pour|for|c'est|cest|is|was|today|now|hier|yesterday|net|nets|brut|gross|par|per|left|or"
    r"|ou|vous|you|i|je|j'ai|he|she|il|elle|we|on|til|till|until|jusqu)(?![a-z]))"
)
AMOUNT = re.compile(
    r"[€$£\u20a6\u20b90-9](?<![^\W_].)(?<![0-9][.,/].)"
    rf"(?:(?<=[€$£\u20a6\u20b9])\s?-?\s?{_FIGURES}\s?k?(?![a-z]){_NO_MORE}"
    rf"|(?<=[0-9])(?<={_CODE}\s.)[0-9]{{0,7}}(?:[.,'][0-9]{{3}}){{0,3}}(?:[.,][0-9]{{1,2}})?"
    rf"(?![0-9])\s?k?(?:\s?{_CURRENCY})?(?![a-z]){_NO_MORE}"
    r"|(?<=[0-9])(?:[0-9]{0,2}(?:[ .,'][0-9]{3}){1,3}(?![0-9])|[0-9]{0,7})(?:[.,][0-9]{1,2})?"
    rf"(?![0-9])(?:\s?k?\s?{_CURRENCY}(?![a-z]){_NO_MORE}(?:[0-9]{{2}}(?![0-9]))?"
    rf"|(?P<bare>\s?k?{_ENDS}))){_RATE}"
)
"""A sum; the group ``bare`` matches, maybe nothing, where no currency is written."""

CODE_BEFORE = re.compile(rf"(?<![^\W_]){_CODE}\s\Z")
"""The code of a currency before a sum."""

IN_GRAND = re.compile(
    r"(?<![^\W_])(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five"
    r"|six|seven|eight|nine))?|(?:a|one|two|three) hundred) grand(?P<bare>(?!))?"
    r"(?=\s{0,2}(?:[.,;:!?)]|\Z|\n"
    r"|\s(?:in|on|of|left|sat|sitting|saved|over|with|to|and|but|put|a|until|till|into)(?![a-z])))"
)
"""A sum of thousands in words."""

_B, _E = r"(?<![^\W_])", r"(?![^\W_])"
_OWN = (
    r"(?:mon|ma|mes|notre|nos|son|sa|ses|leurs?|ton|my|our|his|her|their|ur|your|votre|vos"
    r"|[a-z]{2,9}'s|dads|mums|moms)"
)
_FEW = r"(?:[a-z]{1,12}[ ']){0,2}"
_HELD_IN = (
    r"(?:comptes?|cptes?|cpt|cc|livrets?(?: (?:a|jeune|bleu))?|ldds?|lep|pel|cel|pea|epargne"
    r"|assurance[ -]vie|accounts?|accts?|acc|isas?|savings|saver|checking|bank|banque|pot"
    r"|tirelire|poche|wallet|matelas|tresorerie|codevi)"
)
_OWED_ON = r"(?:prets?|credits?|cards?|cartes?|cb|loans?|mortgage|overdraft|decouvert|car finance)"
NAMED = re.compile(
    rf"{_B}(?P<word>(?P<sure>autorisation de decouvert|decouvert autorise|facilite de caisse"
    r"|(?:agreed|arranged|unarranged|planned|authori[sz]ed|unauthori[sz]ed) overdraft(?: limit)?"
    r"|overdraft limit|over ?drawn|o/d|debiteur|crediteur|(?:a|en) decouvert|en negatif"
    r"|dans le rouge"
    r"|in (?:the )?(?:red|debt|arrears|minus)|credit (?:card )?limit|rest(?:e|ant)"
    r" (?:a (?:payer|rembourser|regler)|du)|left to (?:pay|repay)|capital restant(?: du)?"
    r"|owe(?:d|s|ing)?(?: (?:you|vous))|solde du compte|net worth|(?:avail(?:able)? )bal(?:ance)?"
    r"|(?:current|closing|opening|account|statement|ledger) balance)"
    r"|solde|mes soldes|dispo(?:nible)?|(?<!new )balances?|(?<=my new )balance|bal|ledger"
    r"|decouverts?"
    r"|overdrafts?|salaires?|(?<=ma |sa |la )pa[iy]es?|salary|salaries|wages?|my pay|pay(?:check"
    r"|slip)"
    r"|take[ -]home(?: pay)?|revenus?|incomes?|earnings|retraites?|pensions?|chomage|allocs?"
    r"|allocations?|rente|bourse|rsa|aah|apl|universal credit|benefits?|(?<=mon )smic|pip|esa"
    r"|epargne|economies|savings"
    r"|dettes?|ardoise|debts?|encours|avoirs|patrimoine|tresorerie|plafonds?(?: de (?:paiement"
    r"|retrait|carte|depense)s?)?|limites?"
    r"|limits?|credit line|outstanding|remaining)"
    rf"{_E}(?! (?:fees?|charges?|frais|interest|transfer))(?P<link>[^.!?\n€$£{BARRIER}]{{0,44}})\Z"
)
"""A noun of one's own money, and what stands between it and the sum."""

OWNED = re.compile(
    rf"{_B}(?:{_OWN}|comptes?|cpte|acct|accounts?|bank|avail\w{{0,4}}|current|closing|opening"
    r"|household|foyer|menage|me|moi|vous me|avec (?:une?|mon|ma)|with an?|j'?ai (?:une?)?"
    r"|i(?:'ve| have| got)(?: an?)?|avec|with|(?:touch\w{1,4}|percoi\w)(?: (?:le|la|l|les|une?))?"
    r"|have|receive|get|mari|femme)"
    rf"{_E}[\s:,]{{1,2}}(?:(?!un |une |le |la |the |a |an )[a-z'/]{{1,12}}\s){{0,3}}\Z"
)
"""What says that the noun after it is somebody's own."""

ANYBODYS = re.compile(
    rf"{_B}(?:moyen(?:ne)?|median\w{{0,3}}|average|minimum|minimal|mini|min|mean|maximum|maximal"
    r"|typical|starting|national|france|francais|britain|uk|gens|people"
    r"|interdit|plafonne|a partir de|jusqu'a|up to|de base|free|gratuit\w?|offered|si|if"
    r"|imagine|exemple|example|any|tout|every|chaque|each|taux|percent|combien|how much"
    r"|faut|need|needs|require\w?|requis|at least|au moins|pour (?:louer|emprunter))"
    rf"{_E}"
)
"""What says that a sum is of nobody, or of everybody."""

HOLDS = re.compile(
    rf"{_B}(?P<word>(?P<sure>left with|(?:i'?m|i am|we'?re|me) down to|woke up(?: to)?"
    r"|(?:me|nous|m') ?rest(?:e|ait|ent)|down to my last|(?:j'?"
    rf"|g |n'|on )?(?:ai|as?|avons|avait|reste) (?:deja |encore )?plus que)|(?:j'?|g |on |nous "
    rf"|tu |il |elle |qu'?|que |n')?(?:ai|avai[st]|avons|avait)"
    r"|ont|avaient|(?:(?:il|elle|qu'elle|qui|ki|encore|toujours) )a|y'? ?a(?:vait)?|il y (?:a"
    r"|avait)|ya|yavait"
    r"|aurait|devrait (?:y )?(?:rester|avoir)|(?:(?:me|nous|m'|lui|leur|m) ?)?rest(?:e|ait|ent|era)"
    r"|disposer?|possede|suis|chui|on est|es"
    r"|have|has|had|having|got|i'?ve|we'?ve|hold|holds|there(?:'?s| is| was| were|'s been"
    r"| should be)|should (?:be|have|say)|i'?m|i am|we'?re|sitting (?:on|at)|down to|up to my"
    r"|affiche\w{0,3}|indique\w{0,3}|dit|disait|montre|voi[st]|lis|shows?|showing|showed|says|said"
    r"|saying|reads|telling me|tells me|see|seeing|stands|stood|tombe|descendu|passee? de"
    r"|went from|gone from|dropped from|dois|doit|devons|owe|owes|dorment|dort)"
    r"(?P<fill>(?: (?:plus|que|qu'|seulement|actuellement|encore|a|peine|environ|only|just|exactly"
    r"|exactement|about|around|like|literally|genre|deja|bien|toujours|currently|have|had|got"
    r"|less|than|moins|de|dans|les|le|still|pile|the|some|approx|nearly|almost|presque|maybe|quasi"
    r"|de cote|en tout|at|to|over|now|un solde de|you|vous|leur|them|your lot|minus|i've|i have"
    r"|my last|mes|my|autour|pas loin|loin|jusqu'a)){0,5})[\s:]{0,2}[-+]?\s?\Z"
)
"""A verb of holding or owing, right before the sum."""

EARNS = re.compile(
    rf"{_B}(?:gagn(?:e|ais|ait|ons)|touch(?:e|ais|ait|ons)|perco(?:is|it)|(?:vi[st]|vivre|vivons)"
    r" avec|liv(?:e|es|ing) (?:on|off)|surviv(?:e|ing) on|get(?:ting)? by on|scrap(?:e|ing) by on"
    r"|earn(?:s|ing)?|(?:i|we|he|she) (?:only )?makes?|brings? home|takes? home|get paid|(?:am|i'?m"
    r"|was) paid|clear|on est a|paye\w{0,2} a|i(?:'?m| am) on|i get|(?:suis|etais) payee?|paid"
    r"|on a salary of)"
    r"(?: (?:que|only|just|about|around|environ|dans les|a peine|like|moins de|plus de|less than"
    r"|net|en tout|une? [a-z]{4,9} de|un peu|roughly|a)){0,3}\s{1,2}\Z"
)
CLAUSE = re.compile(
    r"[;,(]|(?<![^\W_])(?:et|and|n|&|mais|but|alors|pourtant|because|cause|coz|vous|you|ur|i|we"
    r"|they|je|j'?arrive|on|il|elle|when"
    r"|quand|donc|so|yet|although|puis|then|depuis|since|after|apres|your|vos|votre|c'est|car"
    r"|rent|loyer)(?![^\W_])"
)
"""Where the words about a sum end."""

MIRROR = re.compile(
    r"[\s,:;\u2013\u2014=-]{0,5}(?:(?:that|this|it|ca|qui|which)\s)?(?:is|was|'s|that's|thats|c'est"
    r"|cest|c'etait|est|etait|voila|as|comme|for|pour|en)(?:\s[a-z']{1,12}){0,4}?\s(?:my|mon|ma|mes"
    r"|our|notre|his|her|son|sa|the|le)\s(?:[a-z']{1,12}\s){0,3}(?:solde|decouvert|salaire|paie"
    r"|paye|retraite|pension|balance|overdraft|salary|wages?|income|savings|epargne|economies"
    r"|credit limit|limit|plafond|revenus?)(?![^\W_])"
)
"""A noun of one's own money after the sum: "4 512 €, c'est mon solde"."""

REGULAR = re.compile(
    rf"{_B}(?:par|/|a|per|chaque|every|each) ?(?:mois|month|an|annee|year|yr|semaine|week|annum)"
    r"|net|nets|brut|gross|mensuels?|after tax|before tax|apres impots?|take[ -]home|pcm?|pa"
)
"""How often a sum comes in, after it."""

PLACE = re.compile(
    rf"{_B}(?:(?:{_OWN}|le|un|the|this|that|l)['\s]{_FEW}(?:{_HELD_IN}|{_OWED_ON})"
    rf"|(?:in|on|sur|en|dans|du|from) (?:{_HELD_IN})|(?:in|on) (?:checking|there|it)"
    r"|de cote|d'economies?|d'epargne|saved(?: up)?|put (?:by|aside|away)|au compteur|dessus"
    r"|dedans|chez (?:vous|eux|toi)|with (?:you|u|them)|ailleurs|elsewhere|places?|invested|to"
    r" (?:my|her|his|our) names?|a mon nom|to live on)"
    rf"{_E}"
)
"""Where money lies, or is owed."""

LABEL = re.compile(
    rf"{_B}(?:{_HELD_IN}(?: (?:courant|cheques?|joint|perso|commun|current|joint|account|balance"
    r"|epargne|pro|isa)){0,2}|(?:credit )?card|visa|mastercard|pret|loan|mortgage)"
    r"(?: (?:no\.? )?[x*.]{0,4}[0-9]{2,4})?\s?[:=(>\u2192-]{0,2}\s?\Z"
)
"""A place of money as the label of the sum."""

STATES = re.compile(
    r"(?:[:=(\u2192>-]|(?<![^\W_])(?:est|etait|sont|is|was|are|were|be|been|being|de|d'environ|a"
    r"|at|of|with|avec|only|que|by|c/f|b/f|net|actuel|currently|now|etre|vers|"
    r"exactement|exactly|about|around|environ|like|genre|still|encore|toujours|seulement|just|plus"
    r"|as|to|from|reste|s'eleve|s'elevent|eleve|compteur|limit|affiche|shows?|showing|says|reads"
    r"|stands|showed|indique|dit|fell|dropped|tombe|passe|nearly|almost|presque|bal|ledger|it's"
    r"|c'est|cest))\s{0,3}\Z"
)
"""A word or sign that states the sum, right before it."""

BEHIND = re.compile(
    r"[\s:,)(]{0,4}(?:et des poussieres )?(?:"
    r"(?P<sure>left (?:in (?:my|the)|until|till|til\b|to (?:live|last|my|pay)|for the|on (?:it|my"
    r"|the))"
    r"|(?:outstanding|owing) on (?:it|my|the|our|his|her)"
    r"|to (?:my|her|his|our) names?|to live on|(?:de |of |en )?(?:a )?(?:decouvert(?! (?:auto"
    r"|offert|gratuit))|overdraft(?! (?:fee|charge|interest))|overdrawn|overdue)|in (?:the red"
    r"|debt|arrears|my overdraft)"
    r"|into (?:my |the )?(?:overdraft|minus)|dans le rouge|(?:over|above|below|under) my"
    r" (?:limit|overdraft)|(?:of|in) (?:my )?savings|in the bank|(?:de|of) (?:dettes?|debt|credit"
    r" card debt|loans?|arrears|mes economies|my savings)|d'economies?|d'epargne|d'agios|de cote"
    r"|saved|put (?:by|aside)|au compteur|(?:qui|that(?:'s| was| were|'ve been)?) (?:dort|dorment"
    r"|trainent|traine|sitting|sat)|sitting|sat in|jusqu'(?:au|a la|a fin) ?(?:\d|fin|paie|paye"
    r"|salaire|bout)|(?:until|till|til) (?:i get|pay ?day|friday|monday|the \d|next|my|universal"
    r"|wages?|end)|pour (?:finir|tenir|terminer|vivre|le (?:mois|reste))|(?:qu'elle|qu'il|que j'|i"
    r"|she|he|we|that i)(?: still)? ?(?:avait|avais|had|have)"
    r"|(?:[=,:-]\s?)?(?:(?:voila|c'est|cest|is|that's|thats|is what|that is what|comme)\s){1,2}"
    r"(?:tout )?(?:ce (?:qu|qui|que)|what|all|mon|ma|my|our|le solde|the balance|everything"
    r"|(?:the|your|votre|l')\s?app))"
    r"|(?P<noun>(?:de|of|d'|in) ?(?:salaire|retraite|revenus?|chomage|rsa|pension|epargne|aah|apl"
    r"|allocations?|solde|salary|income|wages|benefits?|universal credit))"
    r"|(?P<maybe>restants?|remaining|left|a (?:la|ma) banque|to (?:the|my) bank"
    r"|(?:in|on|sur|dans) (?:my|his|her|our|their|mon|ma|mes|son|sa|notre|nos|leur|un|le|the|mum's"
    r"|dad's|checking|savings)))"
    r"(?![a-z])"
)
"""What follows the sum and says that it is held: surely, by a noun of money, or maybe."""

MOVED = re.compile(
    rf"{_B}(?:frais|fees?|commissions?|agios|virements?|transfer\w{{0,4}}|prelev\w{{0,6}}"
    r"|debits?|debited|paie(?:ment|ments)|payments?|paid|paye[rz]?|payer|achats?|purchases?|prix"
    r"|prices?|offerts?|offer\w{0,3}|bonus|primes?|rembours\w{0,6}|refund\w{0,3}|charge[ds]?"
    r"|charging|loyers?|rent|factures?|bills?|commandes?|orders?|courses|shopping|retraits?"
    r"|retire\w{0,2}|withdr\w{2,6}|(?<!compte )(?<!comptes )cheques?|amende|devis|coute\w{0,3}"
    r"|costs?|vaut|worth|prend"
    r"|pris|prenez|preniez|taken|took|take|taking|voles?|volee?|vole|stolen|stole|perdus?|lost|lose"
    r"|envoye\w{0,2}|sent|send|recus?|recevez|received|verse\w{0,3}|depose\w{0,2}|depots?"
    r"|deposit\w{0,3}|depens\w{1,4}|spend|spent|emprunt\w{0,3}|credit de|pret de|loan of"
    r"|mensualite|cotisation|abonnement|subscription|tickets?|donne\w{0,3}|gave|win|won|gagner"
    r"|gagne un|parrain\w{0,4}|remis\w{0,3}|disparu\w?|envol\w{1,3}|evapor\w{1,3}|missing"
    r"|disappeared|vanished|manqu\w{1,3}"
    r"|bought|buy|acheter?|achete|vendu|sold|cash ?back|interets?|interest|reclame\w{0,2}"
    r"|reduction|discount|indemnis\w{1,6}|compensation|dedommag\w{1,6}|assurance (?:auto"
    r"|habit\w{1,8})|livraison|delivery|coupon|voucher|bon d'achat|gift|cadeau|budget|milliards?"
    r"|caution|standing order|facturez|refus pour|forfait|cagnotte|tarif|amount of|montant de"
    r"|transaction|transac|wire|tip|donation|don|fraud|penalty|fine|put(?! (?:by|aside|away))"
    r"|mettre|add|afford|prend)"
    rf"{_E}"
)
"""What says that a sum was paid, moved, taken or offered."""

A_BANKS = re.compile(
    rf"{_B}(?:pdg|ceo|ministre|banquiers?|bankers?|patron|president|shareholders?|profits?"
    rf"|benefice|company|entreprises|billionaires?|milliardaires?){_E}"
)
WISHED = re.compile(
    r"(?<![a-z])(?:increas(?!ed)|rais(?!ed)|up my |chang(?!ed)|lower(?!ed)|reduc(?!ed)|augmenter"
    r"|augmentation|monter|relever|baisser|passer (?:mon|ma|le)|extend|want|besoin|voudrai|veux"
    r"|souhait|demand|obtenir|ask|apply|can i |could i |may i |puis-je|pouvez|possible|do you"
    r"|does |did i|est-ce que j'ai|request|get (?:a|my|an) )"
)
LIMIT = re.compile(r"limit|plafond|overdraft|decouvert|facilite|credit line")
LIMIT_RAISED = re.compile(r"increased|raised|up to|monte")
LIMIT_PASSED = re.compile(r"plafonds?|limites?|limits?")
PASSED = re.compile(r"\s?(?:est |sont )?(?:passee?s? |goes |gone |went )")
FOR_ALL = re.compile(r"pour tou(?:te|t|s)(?![a-z])|for (?:every(?:one|body)|all)(?![a-z])")
RATE_BEFORE = re.compile(r"\s?=\s?\Z")
"""What stands between the sums of a rate of exchange: "1 EUR = 10,87 MAD"."""

_MOMENT = (
    r"(?:ce (?:matin|soir|midi)|hier(?: soir| matin)?|avant-hier|aujourd'?hui|auj|this"
    r" (?:morning|afternoon|evening)|yesterday|today|tonight|last (?:night|week|month)|overnight"
    r"|(?:on |le )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche)|au \d{1,2}[/ ]\d{1,2}|le \d{1,2}|at (?:breakfast"
    r"|lunch\w{0,4}"
    r"|noon|midnight|bedtime)|maintenant|now|there|y'?avait)"
)
MOMENT = re.compile(rf"{_B}{_MOMENT}{_E}")
MOMENT_LAST = re.compile(rf"{_B}{_MOMENT}[\s:,]{{0,3}}\Z")
SPREADS = re.compile(
    r"(?:\s?\([^()\n]{1,24}\))?[\s,;:.?!()\u2192>-]{0,5}(?:"
    r"(?:to|a|from|vers|puis|au lieu de|instead of"
    r"|and(?: now)?|et(?: maintenant)?|now|down to|then|is down to|contre|vs)\s"
    r"|(?:on|ce|this|le|at|hier|the|la|l'|in|au|et|and|puis|mais|but|then|maintenant|now|today"
    r"|by|tonight|yesterday|aujourd'hui|it|its|it's|ca|il|was|woke|dropped|you|vous|"
    r"ma femme|mon mari|mon conjoint|ma conjointe|my (?:wife|husband|partner|other half)|ceux|celui"
    rf"|celle|celui|{_HELD_IN}|balance|bal|solde|ledger|limit|after|apres|before|avant|pending"
    r"|savings|decouvert|overdraft)(?![^\W_])[^€$£\n]{0,40}?)\Z"
)
"""What stands between a sum that is somebody's own and the next one that is as well."""

APP = re.compile(
    rf"{_B}(?:appli|app|application|guichet|ecran|screen|distributeur|atm|cashpoint|dab|site"
    r"|releve|statement|conseiller|gab|banking|cash machine)\s(?:[a-z]{1,10}[ ']){0,4}?(?:dit"
    rf"|affiche|indique|montre|says|shows?|showing|reads|claims|marque|telling|tells|saying){_E}"
    r"[^0-9.!?\n]{0,24}\Z"
)
"""A screen or an adviser that names a sum."""

ACCOUNT_TALK = re.compile(
    rf"{_B}(?:comptes?|cptes?|accounts?|solde|balance|login|log in|appli|app|bank|banque|decouvert"
    rf"|overdraft|overdrawn|credit|carte|card|isa|livret){_E}"
)
IS_EXACT = re.compile(r"[.,][0-9]{2}(?![0-9])")
OWN_BEHIND = re.compile(rf"{_B}(?:mon|ma|mes|my|our|notre|nos){_E}")
IS_PLACE = re.compile(r"savings|epargne|economies")

OF_A_PRODUCT = re.compile(
    rf"{_B}(?:(?:plafond|limite)s? (?:du|des|d'un) (?:livret|ldd|pel|lep|pea|cel)"
    r"|(?:isa|savings) limit)"
)
"""A limit that the law or a bank sets for everybody."""

DO_I_HAVE = re.compile(rf"{_B}(?:do|did|does) (?:i|we|you|they) |est-ce que j'ai ")

CLOSE = re.compile(r"(?:, |[ :=(>/'-]{0,4})(?:s )?(?:[a-z/']{1,12} ){0,2}[ :=(>/'-]{0,4}")
"""So little between a noun and a sum that they belong together."""

IN_PLACE = re.compile(
    rf"\s?(?:(?:in|on|into|sur|dans|en|a)\s)(?:{_OWN}|le|the|this|that|l)['\s]{_FEW}(?:{_HELD_IN}"
    rf"|{_OWED_ON}){_E}|\s?(?:in (?:there|checking|savings)|dedans|dessus){_E}"
)
"""The place of a sum, at once behind it."""
