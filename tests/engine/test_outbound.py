import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import Direction, Kind, Policy, Rule, Treatment
from parvis.engine.guard.policy import DEFAULT_RULES
from parvis.engine.outbound import Code, Objection, check_reply, rewrite


def asked(text: str, visibility: str = "private") -> set[str]:
    found = check_reply(text, visibility=visibility)
    assert {objection.code for objection in found} <= {"asks_forbidden"}
    return {objection.what for objection in found}


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Merci de nous communiquer votre numéro de compte en message privé.", ["bank_account"]),
        ("Pouvez-vous nous envoyer votre IBAN ?", ["bank_account"]),
        ("Quel est votre n° de client ?", ["customer_number"]),
        ("DM us your account number please", ["bank_account"]),
        ("Please send us your card number and expiry date.", ["card", "security_code"]),
        ("Envoyez-nous votre mot de passe.", ["password"]),
        ("Donne-moi ton numéro de carte stp", ["card"]),
        ("Could you confirm your phone number and email address?", ["email", "phone"]),
        ("What is your customer number?", ["customer_number"]),
        ("Votre IBAN svp ?", ["bank_account"]),
        ("IBAN ?", ["bank_account"]),
        ("Your PIN please", ["security_code"]),
        (
            "Pourriez-vous préciser vos nom, prénom, date de naissance et numéro de téléphone ?",
            ["phone"],
        ),
        (
            "Merci de nous indiquer :\n- votre nom\n- votre prénom\n- votre adresse postale",
            ["address"],
        ),
        ("Nous aurions besoin de votre pièce d'identité.", ["identity_document"]),
        ("We need your date of birth and your mother's maiden name.", ["security_answer"]),
        ("N'hésitez pas à nous envoyer votre RIB en MP.", ["bank_account"]),
        (
            "Je ne trouve pas votre dossier, pouvez-vous me donner votre numéro de client ?",
            ["customer_number"],
        ),
        ("Ne donnez jamais votre code à personne, mais envoyez-nous votre IBAN.", ["bank_account"]),
        ("Can I have the last four digits of your card?", ["card"]),
        ("Contactez-nous en MP avec votre numéro de contrat.", ["customer_number"]),
        ("Votre numéro de client est nécessaire pour traiter la demande.", ["customer_number"]),
        ("Merci de nous transmettre le code reçu par SMS.", ["security_code"]),
        ("Please reply with the code we sent you.", ["security_code"]),
        ("Il nous faudrait votre adresse mail.", ["email"]),
        (
            "Veuillez renseigner votre identifiant et votre mot de passe ici.",
            ["customer_number", "password"],
        ),
        ("Let us know your sort code and account number", ["bank_account"]),
        ("Pouvez-vous me donner le cryptogramme au dos de la carte ?", ["security_code"]),
        ("Envoyez votre R\u200bI\u200bB en privé", ["bank_account"]),
        ("Ｅｎｖｏｙｅｚ-nous votre ＩＢＡＮ", ["bank_account"]),
        ("ENVOYEZ-NOUS VOTRE MOT DE PASSE", ["password"]),
        ("Quelle est votre adresse ?", ["address"]),
        ("Je vous invite à nous communiquer par MP votre numéro de téléphone.", ["phone"]),
        (
            "Hi Sam, so we can help, please provide your full name and your account details.",
            ["bank_account"],
        ),
        ("Avez-vous votre numéro de carte sous la main ?", ["card"]),
        ("Could you share a photo of your ID card?", ["identity_document", "picture"]),
        ("What's your address?", ["address"]),
        ("Feel free to send us your phone number", ["phone"]),
        ("On peut vous rappeler, laissez votre 06 ici", ["phone"]),
        ("Passez en MP avec vos coordonnées", ["phone"]),
        ("Give us a call and have your card number ready", ["card"]),
        ("Nous vous demandons de nous fournir un justificatif de domicile", ["identity_document"]),
        ("Dis-nous ton solde", ["bank_account"]),
    ],
)
def test_asking_for_more_than_name_and_birth_is_refused(text: str, things: list[str]) -> None:
    assert sorted(asked(text)) == things


@pytest.mark.parametrize(
    "text",
    [
        "Ne communiquez jamais votre mot de passe.",
        "We will never ask for your PIN.",
        "Ne nous envoyez pas votre IBAN sur ce réseau.",
        "Votre carte est activée.",
        "Votre numéro de compte figure sur le relevé.",
        "Pourriez-vous préciser vos nom, prénom et date de naissance en message privé ?",
        "Please send us your first name, last name and date of birth by private message.",
        "Please do not share your account number here.",
        "Never give your password to anyone, even us.",
        "Nous ne vous demanderons jamais votre code confidentiel.",
        "Aucun conseiller ne vous demandera votre mot de passe.",
        "Merci de ne pas communiquer vos coordonnées bancaires en public.",
        "Merci de ne jamais partager votre code secret !",
        "Bonjour, votre virement est bien parti ce matin.",
        "Vous pouvez modifier votre adresse dans l'application.",
        "Connectez-vous à votre espace client pour vérifier votre IBAN.",
        "You can change your PIN in the app.",
        "Your new card is on its way.",
        "Nous vous avons envoyé votre code par courrier.",
        "We have sent you your new PIN by post.",
        "Vous nous avez communiqué votre IBAN, nous l'avons supprimé.",
        "Merci pour votre message, nous regardons.",
        "Munissez-vous de votre pièce d'identité pour votre rendez-vous en agence.",
        "Your IBAN is shown at the top of your statement.",
        "Pour votre sécurité, ne donnez pas votre numéro de carte.",
        "Il ne faut jamais communiquer son code à un tiers.",
        "Thanks for your patience, we're looking into it.",
        "Could you tell us what happened?",
        "Pouvez-vous nous dire quelle agence vous suit ?",
        "Bonjour, à quelle date avez-vous fait ce virement ?",
        "Don't ever send your card number by DM.",
        "Inutile de nous envoyer votre RIB.",
        "Un conseiller va vous rappeler.",
        "Le service est rétabli, merci de votre patience.",
        "Nous allons vous envoyer un nouveau mot de passe.",
        "For your safety, avoid sharing your phone number in public.",
        "If someone asks for your password, it is a scam.",
        "Si quelqu'un vous demande votre code, c'est une arnaque.",
        "Votre conseiller vous a répondu par mail hier.",
        "Vous recevrez un e-mail de confirmation.",
        "Contactez-nous en message privé, s'il vous plaît.",
        "Nous avons besoin de quelques jours pour vous envoyer votre code PIN.",
        "Please enter your PIN at the ATM",
        "Quel est votre problème avec le code ?",
        "What is the issue with your card?",
        "Avez-vous essayé de réinitialiser votre mot de passe ?",
        "Have you tried to reset your password?",
        "Nous comprenons. De quel prélèvement s'agit-il ?",
        "Pouvez-vous vérifier votre solde dans l'application ?",
        "Envoyez un mail à votre conseiller.",
        "Could you email us?",
        "Quelle est l'adresse de votre agence ?",
        "Please call the phone number on the back of your card.",
        "Pour ouvrir un compte, une pièce d'identité est nécessaire.",
    ],
)
def test_warnings_statements_and_what_may_be_asked_pass(text: str) -> None:
    assert asked(text) == set()


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "Pourriez-vous préciser vos nom, prénom et date de naissance ?",
            ["date_of_birth", "first_name", "last_name"],
        ),
        ("Your name please?", ["name"]),
        ("Quel est votre nom ?", ["last_name"]),
    ],
)
def test_in_public_even_the_name_is_not_asked(text: str, things: list[str]) -> None:
    found = check_reply(text, visibility="public")
    assert {objection.code for objection in found} == {"asks_in_public"}
    assert sorted(objection.what for objection in found) == things


def test_confidential_data_is_objected_to_with_its_kind_and_place() -> None:
    text = "Votre IBAN est FR76 3000 6000 0112 3456 7890 189."
    assert check_reply(text, visibility="private") == (
        Objection(15, len(text) - 1, "contains_secret", "IBAN"),
    )


def test_the_place_of_an_objection_is_in_the_text_as_given() -> None:
    text = "😀\u200b Envoyez-nous votre R\u200bIB."
    (objection,) = check_reply(text, visibility="private")
    assert text[objection.start : objection.end] == "R\u200bIB"


@given(st.text(), st.sampled_from(["public", "private", "secure"]))
def test_any_text_can_be_checked(text: str, visibility: str) -> None:
    for objection in check_reply(text, visibility=visibility):
        assert 0 <= objection.start < objection.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "envoyez votre ",
        "pouvez nous ",
        "IBAN ?\n",
        "a: ",
        "en mp ",
        "votre carte ",
        "your account is ",
        "we have ",
        "please send ",
        "il nous faut ",
        "nous voyons ",
        "code, ",
        "i b a n ",
        "$ ",
        ": ",
        "\n",
    ],
)
def test_long_text_takes_time_in_step_with_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        check_reply(text, visibility="public")
        return time.process_time() - start

    seconds(500)
    short = max(seconds(5_000), 0.005)
    assert seconds(50_000) < 30 * short


def test_many_blank_lines_behind_a_question_take_no_time() -> None:
    start = time.process_time()
    check_reply("votre iban ?" + "\n" * 20_000 + "x", visibility="public")
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    "text",
    [
        "Merci de nous envoyer votre I.B.A.N.",
        "Merci de nous envoyer votre I B A N",
        "Merci de nous envoyer votre I-B-A-N",
        "Pouvez-vous nous communiquer votre code P.I.N ?",
        "Merci  de  nous  envoyer  votre  IBAN",
        "What   is   your   password?",
        "Merci de nous envoyer\nvotre IBAN",
        "Merci de nous envoyer votre\nIBAN.",
    ],
)
def test_spelling_spaces_and_line_breaks_hide_nothing(text: str) -> None:
    assert check_reply(text, visibility="private")


def test_a_list_without_marks_is_read_line_by_line() -> None:
    text = "Merci de nous envoyer :\nvotre nom\nvotre prénom\nvotre date de naissance\nvotre IBAN"
    assert asked(text) == {"bank_account"}


def test_the_place_of_an_objection_holds_in_an_untidy_text() -> None:
    text = "Bonjour  à vous,\nmerci  de nous envoyer\nvotre  I.B.A.N svp"
    (found,) = check_reply(text, visibility="private")
    assert text[found.start : found.end] == "I.B.A.N"


@pytest.mark.parametrize(
    "text", ["İ\u200bİ\u200b donnez-nous votre IBAN", "\u200bİİİ votre IBAN ?"]
)
def test_a_letter_that_grows_when_lowered_moves_no_place(text: str) -> None:
    (found,) = check_reply(text, visibility="private")
    assert text[found.start : found.end] == "IBAN"


@pytest.mark.parametrize(
    "text",
    [
        "N'envoyez pas votre IBAN ici, envoyez-le en message privé.",
        "N'envoyez jamais votre IBAN en public. Envoyez-le-nous en MP.",
        "Ne publiez pas votre code PIN, donnez-le nous en privé",
        "Do not post your PIN here, DM it to us.",
        "Never share your password in public. Send it to us by message.",
    ],
)
def test_it_is_what_was_named_before(text: str) -> None:
    assert asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ne communiquez jamais votre code. Ne l'envoyez à personne.",
        "Votre code est secret, gardez-le pour vous.",
        "We never ask for your PIN. Please tell us what happened.",
        "Ne donnez pas votre mot de passe. Écrivez-nous en message privé.",
        "Never share your PIN: do not send it to anybody.",
    ],
)
def test_it_is_not_what_nobody_asks_for(text: str) -> None:
    assert not asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello. Send us your PIN.",
        "Bonjour ! Dictez-nous votre mot de passe",
        "J'attends votre code de validation.",
        "On attend votre RIB.",
        "Les 3 chiffres au dos ?",
        "Répondez par les 16 chiffres.",
        "Please type the three digits on the back.",
        "Ne tardez pas à nous envoyer votre IBAN",
    ],
)
def test_other_ways_of_asking_are_refused(text: str) -> None:
    assert asked(text)


SET = Path(__file__).parents[2] / "bench" / "guard" / "replies_tuned.txt"
TUNED = [
    (visibility, set() if label == "allowed" else set(label.split(",")), text.replace("\\n", "\n"))
    for line in SET.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for _lang, visibility, label, text in [line.split("\t")]
]
PHRASES = [text for _visibility, _codes, text in TUNED]
IBAN = "FR76 3000 6000 0112 3456 7890 189"


def test_the_tuned_set_is_read_as_it_is_labelled() -> None:
    # Of what the guard finds, only what the labels say of it is of interest here.
    wrong = [
        text
        for visibility, codes, text in TUNED
        if {item.code for item in check_reply(text, visibility=visibility)} != codes
    ]
    assert len(wrong) <= 0.02 * len(TUNED), wrong


def test_the_tuned_set_has_both_languages_and_both_labels() -> None:
    assert sum(not codes for _v, codes, _t in TUNED) >= 210
    assert sum(bool(codes) for _v, codes, _t in TUNED) >= 210
    assert len(set(PHRASES)) == len(PHRASES)


@given(
    st.lists(st.sampled_from(PHRASES) | st.text(max_size=40), min_size=1, max_size=5),
    st.sampled_from(["public", "private", "secure"]),
    st.sampled_from(["fr", "en", None]),
    st.sampled_from([" ", "\n", ", ", ""]),
)
@settings(deadline=None)
def test_a_rewritten_reply_may_be_sent(
    pieces: list[str], visibility: str, lang: str | None, glue: str
) -> None:
    text = glue.join(pieces)
    objections = check_reply(text, visibility=visibility)
    safe = rewrite(text, objections, visibility=visibility, lang=lang)
    assert check_reply(safe, visibility=visibility) == ()
    if not objections:
        assert safe == text


def test_the_rest_of_a_rewritten_reply_is_as_it_was_written() -> None:
    text = "Bonjour Léa, merci du signalement.\nEnvoyez-nous votre IBAN. Bonne journée !\n^JD"
    safe = rewrite(text, check_reply(text, visibility="private"), visibility="private", lang="fr")
    assert safe.startswith("Bonjour Léa, merci du signalement.\nPour votre sécurité,")
    assert safe.endswith(". Bonne journée !\n^JD")


def test_whom_a_reply_is_to_stays_where_the_sentence_goes() -> None:
    text = "@grumpy_gaz What's the sort code on it? We'll look."
    safe = rewrite(text, check_reply(text, visibility="public"), visibility="public", lang="en")
    assert safe.startswith("@grumpy_gaz Please write to us in a private message")
    assert safe.endswith("We'll look.")


def test_an_approved_sentence_is_said_once() -> None:
    text = "It's only the sort code I couldn't hear. Also, what is your PIN? And your password?"
    safe = rewrite(text, check_reply(text, visibility="private"), visibility="private", lang="en")
    assert safe.count("For your safety") == 1


def test_a_greeting_stays_where_the_sentence_goes() -> None:
    text = "Bonjour Karim, quel est votre mot de passe ?"
    safe = rewrite(text, check_reply(text, visibility="private"), visibility="private", lang="fr")
    assert safe.startswith("Bonjour Karim, pour votre sécurité")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"Votre compte {IBAN} est débloqué.", "Votre compte est débloqué."),
        (f"Votre IBAN est {IBAN}.", "Votre IBAN est visible dans votre espace client."),
        (f"Le virement part de {IBAN} demain.", "Le virement part de votre compte demain."),
    ],
)
def test_values_become_plain_words(text: str, safe: str) -> None:
    found = check_reply(text, visibility="private")
    assert {item.code for item in found} == {Code.CONTAINS_SECRET}
    assert rewrite(text, found, visibility="private", lang="fr") == safe


def test_the_approved_sentence_is_the_banks_own() -> None:
    own = "Passez par l'appli, rubrique Messagerie."
    policy = Policy(answers={"secure_channel": {"fr": own}})
    text = "Quel est votre mot de passe ?"
    found = check_reply(text, visibility="private", policy=policy)
    assert rewrite(text, found, visibility="private", lang="fr", policy=policy) == own


def test_an_approved_sentence_that_asks_too_much_is_not_said() -> None:
    policy = Policy(answers={"secure_channel": {"fr": "Envoyez-nous votre IBAN."}})
    text = "Quel est votre mot de passe ?"
    safe = rewrite(text, (), visibility="private", lang="fr", policy=policy)
    assert check_reply(safe, visibility="private", policy=policy) == ()
    assert safe


def test_what_tells_in_public_becomes_an_invitation_once() -> None:
    text = "Votre carte a été bloquée hier. Votre prêt est refusé. Désolés !"
    safe = rewrite(text, check_reply(text, visibility="public"), visibility="public", lang="fr")
    assert safe.count("en message privé") == 1
    assert safe.endswith("Désolés !")


def test_what_the_policy_keeps_may_leave() -> None:
    rules = {**DEFAULT_RULES, (Kind.IBAN, Direction.SENT): Rule(Treatment.KEEP)}
    text = f"Le compte de l'association est {IBAN}."
    assert check_reply(text, visibility="private")
    assert not check_reply(text, visibility="private", policy=Policy(rules=rules))


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Thomas, je m'appelle Julie du service client.",
        "Je suis Julie Martin, votre conseillère du jour.",
        "Cordialement,\nJulie Martin, service clients",
        "Merci de votre patience. ^JD",
        "Hi Jack, my name is Amy Clarke from customer care.",
        "Kind regards,\nAmy",
        "Les agences ferment le 15/08/2026 à midi.",
    ],
)
@pytest.mark.parametrize("visibility", ["public", "private"])
def test_an_agent_may_sign_and_name_days(text: str, visibility: str) -> None:
    assert not check_reply(text, visibility=visibility)


@pytest.mark.parametrize(
    "text",
    [
        "Votre carte est bloquée depuis hier.",
        "Vous êtes bien client chez nous depuis 2011.",
        "You are not one of our customers.",
        "Your mortgage application was turned down.",
        "Nous avons remboursé votre virement ce matin.",
        "I can see on your account that a payment failed.",
    ],
)
def test_what_a_public_reply_reveals_is_objected_to_in_public_only(text: str) -> None:
    assert {item.code for item in check_reply(text, visibility="public")} == {Code.REVEALS}
    assert not check_reply(text, visibility="private")


@pytest.mark.parametrize(
    "text",
    [
        "Si votre carte est bloquée, appelez-nous.",
        "Votre solde est visible dans l'appli.",
        "Nous regardons votre situation en privé.",
        "If your card is lost, freeze it in the app.",
        "Que vous soyez client ou non, ces conseils valent pour tous.",
        "Nous avons bien reçu votre message.",
        "We've replied to your message in private.",
    ],
)
def test_general_and_conditional_talk_reveals_nothing(text: str) -> None:
    assert not check_reply(text, visibility="public")


@pytest.mark.parametrize(
    "text",
    [
        "Votre P1N svp",
        "Envoyez votre I-BAN",
        "Sans votre IBAN nous ne pouvons pas vous aider",
        "Il nous faut votre mot de p@sse",
        "Il me faudrait le cryptograme",
        "Donnez-moi votre numero de conte",
        "Envoyez-nous votre ІВАN",
        "Merci d'installer AnyDesk et de me donner l'accès.",
        "could you pop your sort code over",
        "mind DMing us your account number",
        "your account number is needed",
    ],
)
def test_disguised_and_indirect_requests_are_refused(text: str) -> None:
    assert {item.code for item in check_reply(text, visibility="private")} == {Code.ASKS_FORBIDDEN}


def test_a_name_may_be_invited_to_private_messages() -> None:
    text = "Écrivez-nous en message privé avec vos nom, prénom et date de naissance."
    assert not check_reply(text, visibility="public")
    text = "Écrivez-nous en message privé avec votre numéro de compte."
    assert {item.code for item in check_reply(text, visibility="public")} == {Code.ASKS_FORBIDDEN}


@pytest.mark.parametrize(
    "text",
    [
        "Merci de nous indiquer votre nom.",
        "Merci de nous communiquer votre prénom.",
        "Donnez-moi votre prénom",
        "Could you give me your date of birth and your last name?",
    ],
)
def test_who_somebody_is_may_be_asked_in_private_in_any_words(text: str) -> None:
    assert check_reply(text, visibility="private") == ()
