import pytest

from parvis.engine.language import detect_all


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, mon virement n'est toujours pas arrivé",
        "jpp g tjr pas recu mon virement",
        "c koi ce bug svp",
        "slt ya qqn ?",
        "vs avez pas honte",
        "BANDE DE VOLEURS",
        "merci !!!",
        "ptn mais repondez",
        "La carte est arrivée, thanks à toute l'équipe",
    ],
)
def test_french_is_read_as_french_in_sms_as_well(text: str) -> None:
    assert detect_all([text]) == ["fr"]


@pytest.mark.parametrize(
    "text",
    [
        "my card was declined twice today",
        "card blocked",
        "thx guys",
        "any update?",
        "u r useless",
        "I can't log in, the app is down",
        "where is my money",
    ],
)
def test_english_is_read_as_english(text: str) -> None:
    assert detect_all([text]) == ["en"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("No he recibido mi transferencia todavía, ¿qué pasa?", "es"),
        ("Non ho ancora ricevuto il bonifico, perché?", "it"),
        ("o meu cartão está bloqueado por favor", "pt"),
        ("Meine Karte wurde gesperrt, was soll ich tun?", "de"),
        ("Mijn rekening is geblokkeerd", "nl"),
        ("لم أستلم تحويلي بعد", "ar"),
        ("Моя карта не работает", "ru"),
        ("我的卡被锁了", "zh"),
    ],
)
def test_other_languages_are_named(text: str, code: str) -> None:
    assert detect_all([text]) == [code]


@pytest.mark.parametrize("text", ["", "😡😡😡", "12345 ???", "https://ex.example/le/la/les"])
def test_without_words_there_is_no_language(text: str) -> None:
    assert detect_all([text]) == ["other"]


def test_the_order_of_a_batch_is_kept() -> None:
    assert detect_all(["mon compte est bloqué", "", "my account is locked"]) == [
        "fr",
        "other",
        "en",
    ]
