"""What opens an account: passwords, secret codes, codes for one use, secret answers, keys.

A value is marked in the texts by brackets that are no part of them: ``mdp : ⟦azerty59⟧``. Keys
are put together here, so that no scanner of repositories takes them for real ones.
"""

from __future__ import annotations

import re

import pytest

from parvis.engine.guard import find

_MARK = re.compile("⟦([^⟧]*)⟧")


def found(text: str, kind: str) -> list[str]:
    return [text[each.start : each.end] for each in find(text) if each.kind.value == kind]


def check(marked: str, kind: str) -> None:
    text = _MARK.sub(r"\1", marked)
    assert found(text, kind) == _MARK.findall(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "mdp: ⟦Toto1234⟧",
        "MDP = ⟦Toto1234⟧",
        "mon mdp c'est ⟦Toto1234⟧",
        'mon mot de passe est "⟦soleil⟧" et ça marche pas',
        "mon mdp c'est ⟦doudou⟧",
        "Mot de passe : ⟦tournesol⟧, il est refusé",
        "mon mot2passe cest ⟦Minou75⟧",
        "mot d passe ⟦Minou75⟧ refusé",
        "pass: ⟦Azerty!23⟧",
        "pwd=⟦Sup3rS3cret⟧",
        "pw is ⟦letmein⟧",
        "My pw's ⟦Rover2020⟧",
        "my password (⟦Rover2020!⟧) does not work",
        "passphrase: ⟦correct horse battery staple⟧",
        'password "⟦blue elephant⟧"',
        "I changed my password from ⟦Summer23⟧ to ⟦Winter24!⟧",
        "login/pass : jdupont / ⟦Soleil77⟧",
        "identifiant/mdp jdupont/⟦kiki59⟧",
        "my access code is ⟦482913⟧",
        "j'ai changé mon mdp en ⟦Chaton2025⟧ et depuis plus rien",
        "j'ai mis ⟦Chaton2025⟧ comme mot de passe",
        "⟦Chaton2025⟧ est mon mdp",
        "Le mdp que vous m'avez envoyé par courrier est ⟦Xy7-kk92⟧",
        "password for my account is ⟦Bluebell99⟧, please check",
        "Password → ⟦Bluebell99⟧",
        "username: joe password: ⟦hunter2⟧",
        "Passwort: ⟦Sommer2024!⟧",
        "mi contraseña es ⟦Verano2024⟧",
        "Mot de passe :\n⟦Azerty123⟧",
        "mot de passe ⟦123456⟧ refusé",
        "Voici mon mdp 👉 ⟦Minou75⟧",
        "memorable word: ⟦pineapple⟧",
        "my pass is ⟦gooner1886⟧",
        "MON MOT DE PASSE EST ⟦CHATON2025⟧ !!!",
        "identifiants : jdupont59 / ⟦Loulou33⟧",
    ],
)
def test_a_password_is_found_where_it_is_said_to_be_one(marked: str) -> None:
    check(marked, "PASSWORD")


@pytest.mark.parametrize(
    "text",
    [
        "Mon mot de passe ne marche plus",
        "mon mot de passe est incorrect",
        "mon mdp est bloqué depuis 3 jours",
        "mdp oublié",
        "mot de passe : impossible de le changer",
        "password reset link never arrives",
        "my password is not working",
        "my password is wrong apparently",
        "password: 8 characters minimum",
        "Le mot de passe doit faire 12 caractères",
        "password manager 1Password",
        "changé mon mdp 3 fois en 2025",
        '"mot de passe incorrect" depuis ce matin',
        "I forgot my password and my iPhone14 broke",
        "Mot de passe: toujours pas reçu",
        "ne donnez jamais votre mdp à personne",
        "My password is my dog's name lol",
        "mon mot de passe c'est n'importe quoi",
        "mon mdp c'est chiant",
        "password: ********",
        "password: <your password>",
        "mdp via SMS à 14h30 toujours rien",
        "I need a password that's 12-16 chars",
        "mot de passe refusé 10x",
        "password won't work on Windows11",
        "mdp :(",
        "User and passwords sync should be allowed",
        '"password123" still the top password of 2025',
    ],
)
def test_talk_of_passwords_holds_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "code PIN : ⟦4821⟧",
        "mon code secret c'est ⟦4821⟧",
        "le code confidentiel ⟦4821⟧ est refusé",
        "code de ma carte bancaire : ⟦4821⟧",
        "code carte ⟦4821⟧",
        "mon code c'est ⟦4821⟧",
        "Ma grand mère a son code ⟦1942⟧ dans son porte-monnaie",
        "j'ai tapé le code ⟦4821⟧ au distributeur",
        "my pin is ⟦4821⟧",
        "PIN ⟦4821⟧ not accepted",
        "pin code: ⟦482913⟧",
        "PIN number ⟦4821⟧",
        "it asked for a pin so i typed ⟦4821⟧",
        "my card pin is still ⟦4821⟧",
        "the PIN? ⟦4 8 2 1⟧. there",
        "⟦4821⟧ is my PIN",
        "⟦4821⟧ c'est mon code secret",
        "mon code secret : ⟦quatre huit deux un⟧",
        "my PIN is ⟦four eight two one⟧",
        "le pin de la carte de papa : ⟦4821⟧",
        "mon code à 4 chiffres est ⟦4821⟧",
        "code pin 👉 ⟦4821⟧",
    ],
)
def test_a_pin_is_found_where_it_is_said_to_be_one(marked: str) -> None:
    check(marked, "PIN")


@pytest.mark.parametrize(
    "marked",
    [
        "J'ai reçu le code ⟦482913⟧ par sms",
        "Votre code de sécurité est ⟦123 456⟧. Ne le communiquez à personne",
        "⟦482913⟧ est votre code de validation",
        "⟦482913⟧ is your code. Don't share it",
        "⟦660418⟧ is my one time code",
        "G-⟦482913⟧ is your Google verification code",
        "le code reçu est ⟦482913⟧",
        "code 3D Secure : ⟦48291334⟧",
        "3-D Secure code ⟦482913⟧",
        "code de confirmation ⟦4829⟧",
        "code sms : ⟦48 29 13⟧",
        "OTP ⟦482913⟧",
        "otp=⟦482913⟧",
        "my one-time code is ⟦482-913⟧",
        "got a passcode ⟦90-55-12⟧ from you",
        "I read them the code ⟦735520⟧ over the phone",
        "activation code ⟦XK7-29Q⟧ won't go in",
        "Parvis : code ⟦391077⟧ pour autoriser 899 EUR",
        "Use ⟦482913⟧ to confirm your payment",
        "Saisissez ⟦482913⟧ pour valider votre achat",
        "the text says ⟦482913⟧",
        "le code que j'ai reçu c'est ⟦quarante-huit vingt-neuf treize⟧",
        "the code from the text is ⟦482913⟧",
        "Clé digitale : ⟦K4-7719⟧ refusée",
        "Bestätigungscode: ⟦482913⟧",
        "j'ai donné le code ⟦482913⟧ au faux conseiller",
        "Ne partagez pas ce code : ⟦482913⟧",
        "DO NOT SHARE: your code is ⟦482913⟧",
        "code d'authentification forte ⟦482913⟧",
    ],
)
def test_a_code_for_one_use_is_found(marked: str) -> None:
    check(marked, "OTP")


@pytest.mark.parametrize(
    "text",
    [
        "avec le code BIENVENUE80, valable jusqu'au 31/03/2026",
        "un code à 6 chiffres que je n'ai jamais reçu",
        "Ne communiquez JAMAIS votre code confidentiel",
        "1234 c'est le code pin de la moitié de la France",
        "Who uses 1234 as a PIN in 2026",
        "The new PIN arrives in 5 to 7 working days",
        "error code 50031 since the update",
        "code postal 75011",
        "toujours pas reçu le code de validation en 2026",
        "my verification code took 10 minutes",
        "code sms reçu 3 fois",
        "le code de la route 2024",
        "code promo 2026",
        "I got 2 codes in 15 minutes",
        "l'article L312-1 du code monétaire",
        "confirmation code ABC123 for my flight",
    ],
)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "nom de jeune fille de ma mère : ⟦Martin⟧",
        "Le nom de jeune fille de ma mère est ⟦Durand-Leroy⟧.",
        "le nom de jeune fille de ma mere c'est ⟦lefebvre⟧",
        "my mother's maiden name is ⟦O'Brien⟧",
        "mothers maiden name: ⟦Kowalski⟧",
        "réponse à la question secrète : ⟦Médor⟧",
        "Ma réponse secrète c'est ⟦Biscotte⟧",
        "question secrète : nom de mon premier animal, réponse : ⟦Félix⟧",
        "question secrète (premier animal) : ⟦Pitchoune⟧",
        "Security question answer: ⟦Fluffy⟧",
        "My first pet was ⟦Rex⟧, why does your security check reject it",
        "first pet: ⟦Rex⟧ / mother's maiden name: ⟦Jones⟧",
        "Premier animal : ⟦Gribouille⟧. Débloquez mon compte",
        "memorable place - ⟦Whitby⟧",
        "à la question secrète j'ai mis ⟦Moustache⟧ et ça refuse",
        "the security question asks for my favourite teacher, I put ⟦Mrs Higgins⟧",
        "Film préféré ? ⟦La Grande Vadrouille⟧. Content le robot ?",
        "What was your first school? ⟦Hillside Primary⟧. You locked me out",
        "Nom de mon meilleur ami d'enfance : ⟦Bastien⟧, question de sécurité refusée",
    ],
)
def test_the_answer_to_a_secret_question_is_found(marked: str) -> None:
    check(marked, "SECRET_QUESTION")


@pytest.mark.parametrize(
    "text",
    [
        "film préféré : Amélie",
        "J'ai oublié ma réponse à la question secrète",
        "security question is ridiculous",
        "what is your mother's maiden name? asked the scammer",
        "the bank asked for my mother's maiden name and date of birth",
        "mother's maiden name is not a secure question",
        "My maiden name is Smith",
        "Question de sécurité : impossible de répondre",
        "memorable word is always wrong",
        "my first car was a Fiesta",
        "My first pet was a goldfish lol",
        "my favourite place is Cornwall",
    ],
)
def test_questions_without_their_answers_hold_nothing(text: str) -> None:
    assert find(text) == ()


HEX = "0123456789abcdef" * 4
ALPHABET = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kL9n" * 3
JWT = "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiI4ODIxIn0.k3VQ8xZr1mTn0LwYb6JcPd4H"


@pytest.mark.parametrize(
    "key",
    [
        "AKI" + "AQ7T2WJX4NPL6RZVD",
        "gh" + f"p_{ALPHABET[:36]}",
        "github" + f"_pat_{ALPHABET[:60]}",
        "glp" + f"at-{ALPHABET[:20]}",
        "xox" + "b-81827364512-qLw0Zx7RtYv3Nm",
        "sk_" + f"live_{ALPHABET[:24]}",
        "rk_" + f"test_{ALPHABET[:24]}",
        "whs" + f"ec_{ALPHABET[:24]}",
        "AIz" + f"a{ALPHABET[:35]}",
        "GOC" + f"SPX-{ALPHABET[:28]}",
        "sk-" + f"proj-{ALPHABET[:48]}",
        "sk-" + f"ant-api03-{ALPHABET[:90]}",
        "SG" + f".{ALPHABET[:22]}.{ALPHABET[:43]}",
        "AC" + HEX[:32],
        "np" + f"m_{ALPHABET[:36]}",
        "pyp" + f"i-AgEIcHlwaS5vcmc{ALPHABET[:50]}",
        "110201543" + f":AA{ALPHABET[:33]}",
        "shp" + f"at_{HEX[:32]}",
        "hf" + f"_{ALPHABET[:34]}",
        "dop" + f"_v1_{HEX}",
        JWT,
        "-----BEGIN RSA PRIVATE " + f"KEY-----\n{ALPHABET}\n-----END RSA PRIVATE KEY-----",
        "https://parvis.example/reset?token=9fK2xQ7vLmZ81sTn",
        "https://parvis.example/magic/7sQx91LmPz04RtVb",
        "https://parvis.example/login?user=bob&password=Chaton12",
        "https://parvis.example/cb#access_token=9fK2xQ7vLmZ81sTn",
        "https://parvis.example/api?api_key=9fK2xQ7vLmZ81sTn",
    ],
)
def test_keys_and_links_that_let_in_are_found_by_themselves(key: str) -> None:
    check(f"voici ⟦{key}⟧ merci", "SECRET")
    check(f"look (⟦{key}⟧).", "SECRET")


@pytest.mark.parametrize(
    "marked",
    [
        f"client_secret : ⟦{HEX[:32]}⟧ refusé",
        f"Le client_secret de la sandbox DSP2 : ⟦{HEX[:32]}⟧",
        f"ma clé API est ⟦{ALPHABET[:24]}⟧",
        f"api_key=⟦{ALPHABET[:12]}⟧",
        f"Authorization: Bearer ⟦{ALPHABET[:30]}⟧",
        f"aws_secret_access_key = ⟦{ALPHABET[:40]}⟧",
        f"mon jeton : ⟦{ALPHABET[:20]}⟧",
        "https://⟦bob:Chaton12⟧@parvis.example/x",
        "mon lien perso ⟦https://parvis.example/s/u7Yx0PqLw3Zc9TbNd⟧ est à usage unique",
        "this one-time link ⟦https://parvis.example/x/Qz81-Lw0x-77Tb-Rr⟧ is dead",
        "seed phrase: ⟦apple river stone cloud tiger piano lemon chair ocean maple robot glass⟧",
    ],
)
def test_keys_are_found_where_words_name_them(marked: str) -> None:
    check(marked, "SECRET")


@pytest.mark.parametrize(
    "text",
    [
        "https://piaille.example/@consobanque/115839274610283746 lisez ce fil",
        "https://www.example.org/news/2026/01/14/bank-outage-20260114837",
        "https://t.example/AbC123dEfG",
        "https://parvis.example/promo?code=PROMO20&utm_source=mail",
        "https://parvis.example/watch?v=dQw4w9WgXcQ",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "my API key does not work",
        "le token a expiré",
        "api_key = <your key>",
        "token: ${TOKEN_VALUE_1234}",
        "-----BEGIN PUBLIC KEY-----",
        "task-force-2026-report-for-everyone",
        "reset your password at https://parvis.example/reset",
        "bearer of bad news in 2026",
    ],
)
def test_links_and_words_of_programs_are_no_secrets(text: str) -> None:
    assert found(text, "SECRET") == []
