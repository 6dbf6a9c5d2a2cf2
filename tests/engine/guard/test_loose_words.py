"""Access data and names in loose wordings: before the words, in the next sentence, in slang.

A value is marked in the texts by brackets that are no part of them: ``mdp : ⟦azerty59⟧``.
"""

from __future__ import annotations

import pytest

from parvis.engine.guard import find
from tests.engine.guard.marked import check

_KINDS = {"OTP", "PIN", "PASSWORD", "SECRET_QUESTION", "SECRET", "PERSON_NAME", "PLATE"}


@pytest.mark.parametrize(
    "marked",
    [
        "Le code de vérif c'est ⟦8 3 9 2 0 1⟧, je l'ai reçu 2 fois",
        "J'ai bien reçu ⟦772041⟧ mais l'appli me dit code expiré",
        (
            "voici le code que vous m'avez envoyé ce matin par texto pour valider le virement, donc"
            " ⟦302 118⟧"
        ),
        "un monsieur de chez vous m'appelle et me demande ⟦551 902⟧ que je viens de recevoir",
        'entré ⟦224466⟧ dans la case et "code invalide"',
        "Hi, got ⟦940213⟧ by text, is it from you?",
        "the number you texted me was ⟦330981⟧ and it won't take it",
        "He asked for the six digits so I said ⟦5 5 0 1 2 9⟧ and now my money's gone",
        "⟦118 204⟧ <- that's what your security text says",
        "keeps telling me ⟦7734 0912⟧ is wrong, thats what the little card reader gave me",
        "verification no. ⟦665120⟧ expired before i could type it",
        "Someone rang pretending to be fraud team & I told them ⟦448213⟧. Help!!",
        "Passcode sent to my mobile ⟦29 00 41⟧ doesn't work",
        "Security code for Apple Pay ⟦815530⟧, do I give it to the guy on the phone?",
        "Mon code Secur'Pass pour le virement est ⟦90817263⟧ merci de valider à ma place",
        "BNQ: ⟦604518⟧ est votre code pour confirmer 120 EUR chez AMAZON. c vous?",
        "c'est ⟦190234⟧ le numéro que votre sms m'a donné et le site n'en veut pas",
        "code temporaire : ⟦B7K-93Q⟧ ne passe pas",
        "I've typed ⟦082261⟧ like the SMS says, three times, it just spins",
        "I approved it with ⟦519 044⟧ as the man told me",
        "code d'activation de la carte virtuelle ⟦44718820⟧",
        "⟦4417⟧ c'est le code que le livreur... non que la banque m'a envoyé par sms",
        "code 3DS ⟦771 204⟧",
        "Your code ⟦55120⟧ came through twice",
        "On m'a dit de lire les chiffres du sms, ⟦61 20 94⟧, j'aurais pas dû",
        "authenticator shows ⟦118 822⟧, rejected",
        "je viens de recevoir ⟦447120⟧ de votre part, c'est une arnaque ?",
        "What is ⟦660321⟧? You texted me that at 3am",
    ],
)
def test_a_code_for_one_use_is_found_in_loose_words(marked: str) -> None:
    check(marked, "OTP")


@pytest.mark.parametrize(
    "marked",
    [
        "code de la cb de mon fils ⟦8842⟧ il l'a oublié, vous pouvez le réinitialiser ?",
        "Je tape ⟦3 0 7 1⟧ au DAB et il avale ma carte",
        "mon pin était ⟦7719⟧ avant le renouvellement, il a changé ?",
        "au restaurant le terminal refuse le ⟦6290⟧ alors que c'est le bon code",
        "la carte de maman, code ⟦1150⟧, bloquée",
        "mon code (⟦9034⟧) a été vu par le gars derrière moi au distributeur",
        "Is ⟦6612⟧ not my pin anymore? cash machine says incorrect",
        "My nan keeps her number ⟦2291⟧ on a post-it in her purse with the card",
        "I put ⟦7-7-1-3⟧ in at Tesco and it got declined",
        "debit card, pin's ⟦4408⟧, replacement please",
        "Can you change my PIN to ⟦5127⟧ please",
        "entered ⟦3381⟧ at the cashpoint thrice",
        "the 4 digits are ⟦9921⟧ and the machine ate my card",
        "Code 6 chiffres de l'appli : ⟦551908⟧ refusé depuis la mise à jour",
        "for the app I use ⟦402917⟧ to unlock it and it's not having it",
        "⟦0042⟧, c'est mon code secret, faites le nécessaire",
        "je compose ⟦5561⟧ vert et le TPE bippe",
        "number for my card's ⟦7781⟧, it's blocked after 3 tries",
        "chip and pin ⟦9043⟧ declined in Aldi",
        "carte bleue de mamie, le code c'est ⟦1948⟧",
        "new card, pin in the letter is ⟦6650⟧, doesn't work",
        "J'ai choisi ⟦7410⟧ comme nouveau code de carte",
        "my four digits at the till, ⟦2288⟧, declined",
        "Le vendeur m'a vu taper ⟦5 8 0 2⟧ sur le terminal",
    ],
)
def test_a_secret_code_is_found_in_loose_words(marked: str) -> None:
    check(marked, "PIN")


@pytest.mark.parametrize(
    "marked",
    [
        "je me co avec ⟦Poulette!49⟧ depuis 2 ans et là non",
        "mon mdp c ⟦jetaime⟧ et sa marche pu",
        "le mot de passe provisoire ⟦gX7!pQ2z⟧ reçu par courrier ne marche pas",
        "Mot de passe: ⟦azerty⟧ (oui je sais)",
        "mon code internet ⟦558123⟧ est refusé",
        "quand je tape ⟦Bisounours93⟧ ça me dit mot de passe erroné",
        'jai mis "⟦tonton jojo⟧" comme mdp',
        "mdp actuel ⟦Vacances2025⟧, nouveau ⟦Vacances2026⟧, refusé",
        "passe: ⟦B0nj0ur⟧",
        "the temp pw ⟦Kx9-Tr44⟧ you emailed has expired",
        "I changed it to ⟦Trampoline22⟧ and now I can't log in with the new password",
        "My login is jsmith, ⟦P@ssw0rd!⟧",
        "user jsmith pw ⟦hunter22⟧",
        "password I always use, ⟦marigold5⟧, not recognised",
        "internet banking passcode: ⟦sunflower⟧",
        "pass = ⟦Qwerty1!⟧ still blocked",
        "I type ⟦correcthorse9⟧ and the site goes 'wrong password'",
        "mdp ⟦Hélène1987⟧ refusé",
        "J'utilise ⟦p3tit-l0up⟧ partout comme mot de passe",
        "on m'a forcé à changer, ⟦NoelNoel24!⟧, et maintenant mot de passe incorrect",
        "please reset, my current password (⟦M4nUtd4ever⟧) isn't working",
        "The password is ⟦0penSesame⟧, can your IT test it",
        'Wifi ok, but my online banking one, ⟦Tr1ck0rTreat⟧, gets "password incorrect"',
        "pwd is ⟦s3cr3tsquirrel⟧",
    ],
)
def test_a_password_is_found_near_words_about_getting_in(marked: str) -> None:
    check(marked, "PASSWORD")


@pytest.mark.parametrize(
    "marked",
    [
        "je me suis planté à la question de sécurité, c'est ⟦Rintintin⟧ mon premier chien pourtant",
        "Vous me demandez le nom de jeune fille de maman, c'est ⟦Le Floch⟧",
        'question secrète "ville de naissance de votre père" : ⟦Tlemcen⟧, refusé',
        "ma réponse ⟦chocolat⟧ à la question secrète n'est plus acceptée",
        "j'ai toujours répondu ⟦Mme Garnier⟧ à la question sur ma maîtresse de CE2",
        "Mon premier animal de compagnie ? ⟦Gribouille⟧, comme toujours. Débloquez-moi",
        (
            "Le prénom de ma grand-mère maternelle (⟦Léontine⟧) n'est pas reconnu comme réponse de"
            " sécurité"
        ),
        "marque de la 1ère voiture = ⟦Simca⟧ non ? ça bloque ma récup de compte",
        "nom du collège : ⟦Jules Ferry⟧. c'est bien ce que j'avais mis comme question perso",
        "Votre robot veut le surnom de mon frère. ⟦Bibou⟧. voilà.",
        "mot de sécurité convenu avec ma conseillère : ⟦hirondelle⟧",
        "My mum's maiden name (⟦Prendergast⟧) is apparently wrong now?",
        "Security asks for first school, it's ⟦Saint Oswald's⟧, I went there!",
        "keep typing ⟦Biscuit⟧ for my first pet and it says no",
        "the answer is ⟦Marmalade⟧, my cat, how can that be wrong on the security page",
        "what street did you grow up on? ⟦Acacia Avenue⟧. it's always been that",
        "Your guy asked for my memorable word so I said ⟦dragonfly⟧",
        "memorable place ⟦Llandudno⟧, memorable name ⟦Gladys⟧. both rejected",
        "My father's middle name is ⟦Aloysius⟧, that is what I put for the security question",
        "⟦Wilkinson⟧ is my mother's maiden name, stop asking",
        "Fave teacher = ⟦Mr Pemberton⟧, and still your form won't let me in",
        'I set "favourite band" to ⟦The Smiths⟧ for my security q and it\'s rejecting it',
        "Q: first job? A: ⟦paper round⟧. locked out of my account again",
        "childhood best friend was ⟦Tommy Bright⟧ but security bot says no",
        "security word is ⟦kingfisher⟧",
        "Réponse : ⟦Toulouse⟧. Question : ville de rencontre de vos parents. et ça bug",
        "J'ai mis ⟦Pompon⟧ (mon lapin) à la question secrète",
        "my mother's maiden name as ⟦Flaherty⟧ but your records say otherwise",
        "Mother maiden name - ⟦Osei⟧",
        "What's your favourite film? ⟦Jaws⟧. It's always been Jaws",
        "nom de naissance de ma grand-mère : ⟦Kowalczyk⟧",
    ],
)
def test_an_answer_is_found_in_loose_words(marked: str) -> None:
    check(marked, "SECRET_QUESTION")


@pytest.mark.parametrize(
    "marked",
    [
        "Mon jeton d'accès perso : ⟦f3Kq92LmZx81TbVw⟧",
        "clé wifi du TPE : ⟦9F3A-77B2-C1D0-44EE⟧",
        "backup codes: ⟦4f7a-92kd⟧",
        "recovery code ⟦XKQ7-29FM-ZT4B-88LP⟧",
        "my API token is ⟦pk_9fK2xQ7vLmZ81sTn⟧",
        "secret TOTP ⟦JBSWY3DPEHPK3PXP⟧ ne marche pas",
        "webhook signing key ⟦9a8b7c6d5e4f3a2b1c0d⟧",
        "Voici ma clé : ⟦7Hq29-Lm4Zx-81TbV-wK0pQ⟧ pour l'appli de trésorerie",
        "x-api-key ⟦zK39fLqPw82mNv01⟧",
        "security token ⟦a81bz9-77qk2⟧",
        "private key ⟦5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS⟧",
    ],
)
def test_a_key_is_found_near_its_name(marked: str) -> None:
    check(marked, "SECRET")


@pytest.mark.parametrize(
    "marked",
    [
        "Bonjour, c'est ⟦Martine Delorme⟧, je vous ai appelé hier",
        "⟦Jean-Pierre Vasseur⟧ ici, toujours pas de réponse",
        "Vous m'avez appelée Mme Durand alors que je suis ⟦Claire Fontanel⟧",
        "carte au nom de ⟦Hugo Lemarchand⟧ perdue hier",
        "virement à faire depuis le compte de mon mari ⟦Gérard Poitevin⟧",
        "mon père, ⟦Lucien Baudry⟧, est décédé le mois dernier",
        "Je me présente ⟦Yasmina Benali⟧, cliente à l'agence de Lens",
        "nom prénom : ⟦Moreau Sylvain⟧",
        "Nom: ⟦Cazenave⟧\\\nPrénom: ⟦Lise⟧",
        "Toujours rien depuis lundi.\\\n⟦Brigitte Ollivier⟧",
        "dossier ⟦Karim Haddad⟧ merci de regarder",
        "je représente M. ⟦Paul Estève⟧ sous curatelle",
        "Hi it's ⟦Sarah Whitcombe⟧, we spoke on Tuesday",
        "⟦Dean Hollis⟧ here, still waiting",
        "The account is under ⟦Priya Raman⟧",
        "Still no refund. Regards, ⟦Owen Tanner⟧",
        "I'm writing on behalf of my mother ⟦Edith Crane⟧",
        "you can call me back, ask for ⟦Moira Devlin⟧",
        "name on the card is ⟦T J Okafor⟧",
        "my wife ⟦Lena Fischer⟧ is joint on the account",
        "Full name ⟦Abigail Rose Turner⟧",
        "First name: ⟦Abigail⟧ last name: ⟦Turner⟧",
        "je mapelle ⟦kevin dubreuil⟧ et jattend",
        "moi c'est ⟦Nadia Kaci⟧",
        "signé : ⟦Étienne Roussel⟧",
        "you spelled my name wrong, it's ⟦Siobhan O'Rourke⟧",
        "Cordialement ⟦Ines Carvalho⟧",
        "Bonjour, ⟦Thierry Lacombe⟧, client depuis 1998",
        "Bsr c ⟦Aurélie Jamet⟧ de l'agence de Niort",
        "Titulaire du compte : ⟦M. Bernard Coulon⟧",
        "Le compte est au nom de ma fille ⟦Léa Bonnard⟧",
        "J'ai été reçu par erreur sous le nom de ⟦Pascal Guérin⟧",
        "It's in my maiden name, ⟦Joanna Kirk⟧",
        "I, ⟦Samuel Adeyemi⟧, want to close my account",
        "Account holder ⟦Mr Neil Farrow⟧",
        "Sincerely yours,\\\n⟦Beth Langley⟧",
        "my full name's ⟦Oluwaseun Bakare⟧",
    ],
)
def test_a_name_is_found_in_loose_words(marked: str) -> None:
    check(marked, "PERSON_NAME")


@pytest.mark.parametrize(
    "marked",
    [
        "ma voiture ⟦GH 482 KL⟧ a été enlevée",
        "plaque ⟦gh482kl⟧",
        "my reg is ⟦KX19 PLR⟧",
        "the car on finance, ⟦LM70 VBN⟧, was written off",
        "immatriculée ⟦1234 XY 69⟧",
        "assurance du véhicule ⟦DX-914-RT⟧",
        "private plate ⟦B16 DAV⟧ on the loan paperwork",
        "van reg ⟦yk68 zzt⟧",
        "numéro d'immat = ⟦AB123CD⟧",
        "Kennzeichen ⟦M-AB 1234⟧",
        "J'ai vendu la voiture ⟦FG-204-HJ⟧ hier",
        "le prêt auto pour ⟦FG 204 HJ⟧ est soldé",
        "Accident avec ⟦BX 771 NM⟧ parking Leclerc",
        "insurance for ⟦YD19 KLM⟧ please",
        "my Fiesta ⟦wf65 otn⟧ payment bounced",
        "ancienne plaque 75 : ⟦482 BQZ 75⟧",
        "number plate ⟦K12 ABC⟧",
    ],
)
def test_a_plate_is_found_near_words_about_vehicles(marked: str) -> None:
    check(marked, "PLATE")


@pytest.mark.parametrize(
    "text",
    [
        "mon code promo 4821 ne marche pas",
        "Vous m'avez débité 4821 sur ma carte au distributeur",
        "code erreur 4821 à l'écran du distributeur",
        "J'ai retiré 2000 au distributeur et rien",
        "I withdrew 1200 at the cash machine",
        "carte finissant par 4821 refusée au distributeur",
        "card ending 4821 declined at the cash machine",
        "les 4 derniers chiffres de ma carte 4821",
        "Appelez le 3639 et tapez 1",
        "j'ai reçu 3 sms avec 6 chiffres",
        "Ordre de virement 204817 toujours pas validé",
        "Depuis 2019 je n'ai plus de code",
        "J'ai reçu un SMS du 38015, c'est vous ?",
        "text STOP to 60777 and you never hear from them again",
        "Got a text from 60777 about my card, is it you?",
        "votre agence 01824 est fermée et le distributeur HS",
        "code guichet 01824 code banque 20041",
        "sort code 204871",
        "le code postal c'est 75011",
        "distributeur rue Lafayette 75009 en panne",
        "ATM at 1450 Main Street is out of cash",
        "my account was charged 4500 and the app says confirmed",
        "Transfer of 15000 still not confirmed by text",
        "my payment ref 482913 is not confirmed",
        "transaction 482913 approved then declined",
        "J'ai fait un virement de 12000 et j'attends la validation",
        "le 12/03 à 1830 j'ai tapé mon code",
        "iPhone 14 et Android 2024 : pas de sms",
        "J'habite 4821 chemin des codes",
        "version 5120 de l'appli : code refusé",
        "ticket 482913 ouvert, toujours pas de sms",
        "Il y a 5000 personnes qui attendent un sms",
        "il fait 1400 au retrait max avec ma carte",
        "plafond carte 3000 svp validez",
        "limit 5000 on card please confirm",
        "code IBAN BIC 30004",
        "je m'appelle pas Cendrillon",
        "Merci Julie de chez vous",
        "c'est Emmanuel Macron qui le dit",
        "This is Lloyds Bank calling",
        "au nom de la République",
        "account in the name of progress",
        "mon mari est furieux",
        "c'est Black Friday",
        "mon père m'a dit de changer de banque",
        "my first car was a Ford Fiesta",
        "mon film préféré reste Amélie Poulain",
        "la ville de naissance de Victor Hugo est Besançon",
        "best friend is Sarah",
        "Quelle est la réponse à la question secrète",
        "iPhone15Pro me demande mon mot de passe",
        "Connexion impossible avec Windows11 et Chrome120",
        "mot de passe refusé sur MonAppli2026",
        "my login fails on Android14",
        "password policy ISO27001",
        "erreur AUTH-4012 à la connexion",
        "mdp oublié, ref DOS2026X881",
        "je me connecte avec FranceConnect+ et ça bug",
        "login via OAuth2 down",
        "connexion impossible au réseau 4G/5G",
        "token ERC20 en hausse",
        "la clé USB 128Go",
        "lien https://t.example/AbC123dEfG à lire",
        "le code source du site v2.4.1",
        "vol AF1234 annulé",
        "BMW X5 2019 à vendre",
        "la Clio 4 de 2018",
        "M1 MacBook car",
        "Boeing 737 MAX plate",
        "ma voiture fait 120 km",
        "my car does 40 mpg",
        "reg: see DM",
        "Cordialement votre banque",
        "Merci\\\nBanque Parvis",
        "Vive la France\\\nVive Paris",
    ],
)
def test_what_only_stands_near_such_words_is_none(text: str) -> None:
    assert not [each for each in find(text) if each.kind.value in _KINDS]
