"""Own money, passwords and secret answers, told in the words of many different customers.

A value is marked in the texts by brackets that are no part of them.
"""

from __future__ import annotations

import pytest

from parvis.engine.guard import find
from tests.engine.guard.marked import unmarked, values


def check(marked: str, kind: str) -> None:
    text = unmarked(marked)
    found = [(each.kind.value, text[each.start : each.end]) for each in find(text)]
    assert found == [(kind, value) for value in values(marked)]


@pytest.mark.parametrize(
    "marked",
    [
        "salut, g regardé ce matin y'avait ⟦312,40 €⟧ et la carte passe plus au super u",
        "Solde : ⟦+78,15 €⟧\nPaiement en attente : 64,90 €\nEt vous me refusez 20 € d'essence ?",
        "Il ne me reste que ⟦47 euros⟧ pour finir le mois, et vous prélevez 8 € d'intervention",
        "Ma mère, 84 ans, a vu partir les ⟦23 400 €⟧ qu'elle avait sur son livret A",
        "vous avez baissé mon plafond de paiement à ⟦800 €⟧ sans rien dire",
        "l'appli m'indique ⟦0,00 €⟧ alors que ma paye est tombée hier",
        "on touche le rsa (⟦607€⟧) et vous nous facturez 25 balles par rejet",
        "vous me devez des explications : mon PEL est passé de ⟦18 300 €⟧ à ⟦17 950 €⟧",
        "just opened the app and it's telling me i've ⟦£14.20⟧ when i got paid yesterday",
        "Balance b/f ⟦£912.33⟧\nFees £25\nBalance c/f ⟦£887.33⟧\nWhy the fees?",
        "my overdraft used to be ⟦£1500⟧, you took it off me the week I lost my job",
        "⟦-£312.08⟧. That is what greets me on login this morning. I was in credit last night.",
        "you cut my card limit from ⟦£6,500⟧ to ⟦£500⟧ overnight",
        "Household income ⟦£54,200⟧, deposit 10%, would you lend us 200k?",
        "in my current account: ⟦£230.19⟧. in my saver: ⟦£9,004.00⟧. in my app: absolutely nothing",
        "how can it say insufficient funds when there's ⟦£640⟧ in there",
        "you've got my balance down as ⟦£0.00⟧?? it was ⟦£2,760⟧ at lunchtime",
        "between the two accounts there's about ⟦£15k⟧, none of which I can get at",
        "en ce moment je vis sur mon livret, il reste ⟦640 €⟧ dedans",
        "je dois encore ⟦9 400 €⟧ sur mon crédit auto",
        "the statement you posted says ⟦£5,019.20⟧ cr, the app says ⟦£19.20⟧",
        "my nan's got ⟦£27,000⟧ with you and can't get a person on the phone",
        "I've got ⟦ten grand⟧ sat in that ISA doing nowt",
        "naira account shows ⟦₦245,000⟧ yesterday it was ⟦₦310,000⟧",
        "balance on acct: ⟦KES 84,300⟧ as of this morning",
        "salaire net ⟦CHF 6'200 par mois⟧ et pas de crédit",
        "i'm down to ⟦£3.20⟧ and it's only the 12th",
        "she earns ⟦41,500 a year⟧ and got declined",
        "still ⟦£114,000⟧ outstanding on the mortgage, fixed ends in May",
        "woke up ⟦minus £212.09⟧, cheers",
    ],
)
def test_a_sum_that_is_somebodys_own_is_found(marked: str) -> None:
    check(marked, "BALANCE")


@pytest.mark.parametrize(
    "marked",
    [
        "mon mdp cest ⟦Loulou1207⟧ et il me dit faux",
        "J'ai essayé ⟦Marguerite!62⟧ trois fois, mot de passe refusé à chaque fois",
        "identifiant habituel, et pour le mot de passe : ⟦gwenn_ha_du29⟧",
        "le mot de pase que vous m'avez envoyé par courrier (⟦x7Kp2mQz⟧) ne marche pas",
        "Mot de passe provisoire\n⟦H4t-Prune-91⟧\nÀ changer à la première connexion",
        "pr te co a mon compte c ⟦jujudu59⟧ vas y vite",
        "quand je saisis ⟦R0m@rin⟧ sur l'espace client ça mouline et ça revient au début",
        "bjr le mdp de mon fils est ⟦fortnite2012⟧ il a bloqué l'accès en se trompant",
        "mon ancien mdp etait ⟦Lapin.Cretin3⟧, le nouveau ⟦Lapin.Cretin4⟧, aucun passe",
        "mot de passe tout bete: ⟦maison⟧. et alors ? c'est pas une raison pour me bloquer",
        "tried ⟦Bluebird77!⟧ and ⟦bluebird77!⟧, neither gets me in",
        "The temporary password in your letter, ⟦QX7-plum-22⟧, has already expired",
        "p/w ⟦Sheffield0114⟧ not accepted",
        "passcode for the app is ⟦kestrel19⟧ yes with letters",
        "So I type in ⟦hunter2_bank⟧ like always and it just says login failed",
        "pasword: ⟦geraldine⟧",
        "memorable word is ⟦gingernut⟧, you asked for the 3rd letter which is n and rejected it",
        '"⟦two fat ladies 88⟧" is my passphrase and your form won\'t allow spaces',
        "my passward ⟦Elvis1935⟧ dosnt work anymore pls help",
        "g changé pr ⟦sardine56!⟧ et depuis mdp incorrect",
        "faut mettre ⟦papillon_13⟧ quand ca te demande le mot de passe",
        "wont let me in with ⟦Teapot_1966⟧ even tho its right",
        "pwd ⟦KingKenny7⟧ pls reset",
        'is it normal that you emailed me my password in clear?? "⟦mushroom.soup9⟧"',
        "pw ⟦treacle⟧, all lower case, app says nope",
        "Passcode: ⟦BlueKettle⟧ (capital b capital k)",
        "i put my password as ⟦rosebud⟧ and it came back incorrect",
        "yer man on the phone set it as ⟦Sligo#2020⟧ and told me I'd be asked to change it",
    ],
)
def test_a_password_is_found_however_it_is_told(marked: str) -> None:
    check(marked, "PASSWORD")


@pytest.mark.parametrize(
    "marked",
    [
        "Question : nom de votre premier animal\nRéponse : ⟦Pistache⟧\nRésultat : erreur",
        "j'ai répondu ⟦Bernadette⟧ à la question du prénom de la grand-mère, refusé",
        "votre robot demande ma ville de rencontre avec mon conjoint, je dis ⟦Annecy⟧, il dit non",
        "qs secrète = ⟦mirabelle⟧",
        "la réponse secrète je l'ai toujours su, ⟦Twingo⟧, et là on me dit que c'est faux",
        "indice : premier amour. réponse : ⟦Stéphanie⟧. pourquoi refusé ???",
        "question secrete plat préféré g mis ⟦tartiflette⟧ et sa marche po",
        "voiture : première voiture → ⟦4L bleue⟧. c'est la bonne réponse à ma question perso",
        "où avez-vous grandi ? ⟦Saint-Malo⟧. bah non apparemment",
        'A la question "meilleur ami d\'enfance" la réponse est ⟦Mehdi⟧ depuis toujours',
        "security q: childhood pet. a: ⟦Biscuit⟧. still locked out",
        "I put ⟦Skoda Felicia⟧ for the first car question and it won't have it",
        "answer to my secret question is ⟦pickled onion⟧ dont ask",
        "favourite film? ⟦The Goonies⟧. favourite colour? ⟦teal⟧. both rejected by your bot",
        "they wanted my grandmother's first name so I said ⟦Winifred⟧ and failed security",
        "Honeymoon destination for my security check is ⟦Madeira⟧ and your agent said wrong",
        "I typed ⟦Wolves⟧, as in the football team I support, for the recovery question. rejected",
        "Security word: ⟦thistledown⟧. Ring me back when you've checked it",
        "what's your memorable place they said, ⟦Bamburgh⟧ I said, computer says no",
        "dads middle name is ⟦Cuthbert⟧ that is literally my security answer how is it wrong",
        "maman née ⟦Delahaye⟧, c'est ma réponse de sécurité, débloquez svp",
        "locked out: what street did you live on in third grade = ⟦Maple Drive⟧",
        "my secret answer was always ⟦blue monday⟧ and i'm not changing it",
        "me ma's maiden name is ⟦Gallagher⟧ and yous won't have it",
        "dog was called ⟦Biscuit⟧, thats the answer to the security question, it says wrong",
        "mother born ⟦Fitzgibbon⟧, I put that for the maiden name one and got locked out",
        "Q: first school? I've typed ⟦St Brigid's⟧ a hundred times",
    ],
)
def test_an_answer_is_found_however_it_is_told(marked: str) -> None:
    check(marked, "SECRET_QUESTION")


@pytest.mark.parametrize(
    "text",
    [
        "On m'a prélevé 49,90 € sur mon compte pour un abonnement que j'ai jamais pris",
        "le livret A est plafonné à 22 950 € c'est bien ça ?",
        "virement de 1 500 € toujours pas arrivé sur mon compte, ça fait 4 jours",
        "Le salaire médian est de 2 090 € net, et vous demandez 3 000 € pour louer",
        "Ouvrez un compte et recevez 160 € offerts !",
        "est-ce qu'un découvert de 500 € coûte cher chez vous ?",
        "j'ai retiré 200 € au distributeur, il m'en a donné 180",
        "il manque 300 euros sur mon compte après le virement de ma soeur",
        "Il faut combien de revenus pour emprunter 200 000 € sur 20 ans ?",
        "solde de tout compte de mon employeur pas encore viré",
        "les soldes : -50 % et un manteau à 80 €, ma carte a chauffé",
        "you took £35 from my account for a payment I cancelled",
        "is there a minimum balance of £500 on the premier account?",
        "Someone spent £240 on my card at Argos",
        "The average UK salary is £35,000 and a pint is £7",
        "I deposited £400 at the post office and it hasn't shown up in my account",
        "switch to us and get £175, needs £1,500 paid in per month",
        "can I raise my card limit to £5,000 please?",
        "refund of £62.99 still not in my account after 10 days",
        "The bank made £3.2bn profit and I got a £12 charge",
        "standing order of £650 to my landlord didn't leave my account",
        "do you do a savings account with no minimum, I want to put £50 a month in",
        "Le compte à terme demande 10 000 € minimum, c'est trop",
        "j'ai fait un dépôt de 700 € en espèces et ça n'apparaît pas",
        "Votre concurrent offre 80 € à l'ouverture, et vous ?",
        "y'avait 200 personnes devant l'agence et un seul guichet",
        "mon loyer est de 720 €, prélevé le 5 normalement",
        "il y a des frais de 15 € sur mon relevé que je ne comprends pas",
        "There's a £2.99 charge on my account from somewhere I've never heard of",
        "the flight was £300 and you blocked my card, thanks",
        "My rent is £950 and the standing order bounced",
        "I've got a £5 voucher from your switch offer that doesn't work",
        "they say I need £25,000 income for the gold card",
        "I had 3 missed calls from your fraud team at 0800 times",
        "mot de passe oublié, le lien de réinitialisation n'arrive jamais",
        "Votre mot de passe doit contenir 8 caractères, une majuscule et un chiffre, c'est l'enfer",
        "j'ai changé mon mdp hier depuis mon iPhone15 et depuis plus d'accès",
        "mdp refusé, code erreur ERR-4021 sur l'appli version 8.2.1",
        "on m'a demandé mon mot de passe au téléphone, j'ai raccroché",
        "le mot de passe est incorrect alors que je viens de le changer",
        "ne mettez jamais 123456 ou azerty comme mot de passe, sérieux",
        "C'est quoi un bon mot de passe ? Long, avec des signes, et différent partout",
        "mot de passe perdu : que faire ?",
        "password reset email never arrives, checked spam",
        "your password rules are insane: 8-16 characters, one symbol, no repeats",
        "is the password case sensitive? asking because I'm locked out",
        "login broken on Chrome120 and Firefox115, works on Safari",
        "I use 1Password and your site blocks pasting passwords. Why?",
        "password: the worst invention since fax machines",
        "never share your password with anyone, not even staff",
        "Logged in with FaceID fine, then error E2041 when I hit transfers",
        "My password is fine, it's your app that's broken",
        "my old password was better than my new one",
        "Asked to sign in again after every update. Ticket INC0049281 still open",
        "le mot de passe du wifi de l'agence est affiché au mur, drôle de sécurité",
        "connexion impossible avec mon Samsung GalaxyA54 sous Android14",
        "mot de passe : au moins 12 caractères maintenant, pénible",
        "identifiants : vérifiez bien que le clavier n'est pas en majuscules",
        "can't log in since v7.14.2, build 20931b",
        "password field doesn't accept more than 12chars",
        "let me in to the branch, it's 9:05 and the door's locked",
        "à quoi sert la question secrète si le conseiller ne la demande jamais ?",
        "mon premier animal était un chat, paix à son âme",
        "Question de sécurité : pourquoi demandez-vous le nom de jeune fille de ma mère en 2026 ?",
        "ma prof préférée c'était celle de maths, elle bosse à la banque maintenant",
        "j'ai oublié la réponse à ma question secrète, comment faire ?",
        "c'est bien la réponse enregistrée, non ?",
        "ma première voiture c'est grâce à votre crédit auto, merci",
        "le nom de jeune fille sur ma carte est faux, je suis divorcée",
        "j'ai grandi à Brest et votre agence y ferme, tristesse",
        "La question secrète est refusée alors que j'ai mis la bonne réponse",
        "security question answer rejected for the third time, do I need to come to a branch?",
        "why do you still use mother's maiden name, it's all over Facebook",
        "my first car loan was with you in 1998",
        "Best friend works at Barclays and even she can't get through",
        "favourite colour of debit card? mine's the green one",
        "I set up a memorable word and forgot it within an hour",
        "Where did you go on honeymoon? we used our travel card in Mexico and paid no fees",
        "Security check failed again. Answer the phone!",
        "my maiden name is still on my card after the wedding",
        "secret question: why does your app log me out every 2 minutes",
        "Mum's maiden name, dad's shoe size, what next, Barclays?",
        "the security question screen freezes after I answer",
        "first pet insurance claim took 3 weeks with your partner",
        "on me demande ma ville de naissance alors que vous avez déjà ma carte d'identité",
        "Réponse de votre service client : rien. Merci Boursorama",
        "Mothers maiden name is fine, but you also want my shoe size?",
        "security question: Really? In 2024?",
        "nom de jeune fille de ma mère : Sérieusement ? En 2024 ?",
        "memorable word is optional apparently",
        "plafond passé de 1500 à 3000 pour tout le monde, merci",
        "1 EUR = 10,87 MAD sur mon compte contre 11,02 ailleurs",
        "ten grand prize draw at the grand opening, is my account in it?",
        "identifiant refusé, mot de passe périmé, et personne au bout du fil",
    ],
)
def test_the_same_words_without_a_value_hold_nothing(text: str) -> None:
    assert find(text) == ()


def test_a_number_to_log_in_with_is_found_beside_its_password() -> None:
    found = [
        each.kind.value for each in find("U: 55310928 P: marmalade9 and you tell me no match?")
    ]
    assert found == ["CUSTOMER_ID", "PASSWORD"]
    found = [
        each.kind.value for each in find("identifiant 44120983, mot de passe tartiflette, rien")
    ]
    assert found == ["CUSTOMER_ID", "PASSWORD"]
