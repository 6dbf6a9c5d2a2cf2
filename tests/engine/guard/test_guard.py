from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.engine.guard import (
    Direction,
    Finding,
    Kind,
    find,
    find_all,
    guard_value,
    mask,
    masked,
    safe_id,
)
from parvis.engine.guard.folding import fold
from parvis.engine.guard.policy_file import policy_from_toml
from parvis.engine.guard.values import DEPTH_LIMIT, TOO_DEEP
from tests.engine.identifiers import cards, disguised, ibans

IBAN = "FR7630006000011234567890189"
CARD = "4970101234567893"


def kinds(text: str) -> list[str]:
    return [finding.kind.value for finding in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        IBAN,
        IBAN.lower(),
        "FR76 3000 6000 0112 3456 7890 189",
        f"monIBAN{IBAN}merci",
        "FR76-3000/6000_0112.3456\u00a07890\u202f189",
        "FR76\n3000\n6000\n0112\n3456\n7890\n189",
        "ＦＲ７６３０００６００００１１２３４５６７８９０１８９",
        "F\u200bR7\u200b6 3\u200b000 6000 0112 3456 7890 189",
        "\u0415\u0415 FR76 3000 6000 0112 3456 7890 189",
        "https://ex.example/?i=FR76%203000%206000+0112+3456+7890+189",
        "NO 93 8601 11 17947",
        "GB29 NWBK 6016 1331 9268 19",
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
        "ВE68 5390 0754 7034",  # the first letter is Cyrillic
    ],
)
def test_an_iban_is_found_however_it_is_written(text: str) -> None:
    assert kinds(text) == ["IBAN"]


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "4970 1012 3456 7893",
        "5555555555554444",
        "2223003122003222",
        "3782 822463 10005",
        "6011111111111117",
        "3056 930902 5904",
        "3530111333300000",
        "6212345678901232",
        "4222222222222",
        "4 9 7 0 1 0 1 2 3 4 5 6 7 8 9 3",
        "٤٩٧٠ ١٠١٢ ٣٤٥٦ ٧٨٩٣",
    ],
)
def test_a_card_is_found_by_its_brand_and_check_digit(text: str) -> None:
    assert kinds(text) == ["CARD"]


@pytest.mark.parametrize(
    "text", ["4970-1012-3456-7893 exp 12/26 123", "4970 1012 3456 7893 12/26 123"]
)
def test_what_is_printed_beside_a_card_is_found_with_it(text: str) -> None:
    assert kinds(text) == ["CARD", "CARD_EXPIRY", "CVV"]


def test_a_siret_that_would_pass_for_a_card_is_a_siret() -> None:
    assert kinds("SIRET 380 129 866 46850") == ["SIRET"]


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "tel0612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "0033612345678",
        "01-42-68-53-00",
        "+44 7911 123456",
        "+41 79 123 45 67",
        "(415) 555-2671",
        "⓪⑥①②③④⑤⑥⑦⑧",
        "0\u200b6\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6\u200b7\u200b8",
    ],
)
def test_a_telephone_number_is_found(text: str) -> None:
    assert kinds(f"Joignez-moi au {text} merci") == ["PHONE"]


@pytest.mark.parametrize(
    "text",
    [
        "jean.dupont@gmail.com",
        "jean.dupont+bank@sub.example.co.uk",
        "jean @ gmail.com",
        "jean[at]gmail.com",
        "jean arobase gmail point com",
        "ｊｅａｎ＠ｇｍａｉｌ．ｃｏｍ",
        "jean\u200b@gm\u200bail.com",
        "https://ex.example/?m=a%40b.com",
    ],
)
def test_an_e_mail_address_is_found(text: str) -> None:
    assert kinds(text) == ["EMAIL"]


@pytest.mark.parametrize(
    "text",
    [
        "@banqueparvis @user@server.social merci @bank.example.com",
        "https://server.social/@user/110000000000000012",
        "working at stores. Then @ MCO.Keep up",
        "rdv le 01/02/2024 15:30, ou 01/02/2024 15h, ou 05.12.2023 14.30",
        "0 612 345 678 € et 1 200 000 000 euros",
        "commande n° 0612345678",
        "appelez le 3639 ou le 0 800 123 456",
        "6-4 7-5 6-3 3-6 7-6",
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12",
        "01\n02\n03\n04\n05\n06",
        "ISBN 978-2-07-036822-8, ISIN FR0000120271, LEI 969500TJ5KRTCJQWXH05",
        "de 12 345 personnes 678 000 euros en 2024",
        "4970 1012 3456 7890",  # wrong check digit
        "FR76 3000 6000 0112 3456 7890 188",  # wrong check digits
        "2024-01-02T10:20:30.123456",
    ],
)
def test_what_only_looks_like_confidential_data_is_left_alone(text: str) -> None:
    assert find(text) == ()


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = f"😀\0é\u200b {IBAN} 😀 06 12 34 56 78."
    iban, phone = find(text)
    assert text[iban.start : iban.end] == IBAN
    assert text[phone.start : phone.end] == "06 12 34 56 78"


def test_masking_keeps_the_last_characters_that_the_policy_shows() -> None:
    text = f"IBAN {IBAN} ou carte {CARD}"
    result = mask(text, find(text))
    assert result.text == "IBAN [IBAN ••••0189] ou carte [CARD ••••7893]"
    assert [result.text[mark.start : mark.end] for mark in result.marks] == [
        "[IBAN ••••0189]",
        "[CARD ••••7893]",
    ]


def test_masked_text_is_fit_for_any_store() -> None:
    assert masked(f"a\0b\ud800 {IBAN}\0") == "ab\ufffd [IBAN ••••0189]"


def test_an_e_mail_address_made_of_digits_is_one_finding() -> None:
    assert kinds("0612345678@gmail.com") == ["EMAIL"]


def test_a_batch_gives_one_answer_a_text() -> None:
    assert [len(found) for found in find_all(["", IBAN, "rien", CARD])] == [0, 1, 0, 1]


def sound(text: str) -> None:
    after = 0
    for finding in find(text):
        assert after <= finding.start < finding.end <= len(text)
        after = finding.end
    assert find(masked(text)) == ()


@given(st.text())
def test_any_text_has_sound_offsets_and_masks_once(text: str) -> None:
    sound(text)


PIECES = st.sampled_from(
    [IBAN, CARD, "06", "12", "34", "56", "78", "+33", "6", "(0)", "a@b.fr", "@", "FR76", "4970",
     "1012", "3456", "7893", " ", "-", ".", "\n", "%20", "[", "]", "siret", "€", "\u200b", "٤", "0"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("4970 1012 3456 7893 4970 1012 3456 7893 06 12 34 56 78")
@example(f"{CARD}a@b.fr{IBAN}@b.fr")
def test_text_made_of_pieces_of_numbers_masks_once(text: str) -> None:
    sound(text)


@settings(deadline=None)  # the first one reads the registry of structures
@given(disguised(ibans()))
def test_a_disguised_iban_is_found(text: str) -> None:
    assert "IBAN" in kinds(f"voici : {text} merci")


@given(disguised(cards()))
def test_a_disguised_card_is_found(text: str) -> None:
    # One in ten of the shortest numbers has a company's check digits too.
    assert set(kinds(f"voici : {text} merci")) & {"CARD", "SIRET"}
    assert not re.search(r"\d{5}", unicodedata.normalize("NFKC", masked(f"voici : {text}")))


@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", "+1 ", "0", "FR76", "a@", "@", "a.", "06 ", "4970 ", "%20", "\u200b1", "(0)", "-",
     "a@b.", "FR 7 6 ", "00 1", "[at]", "é1"],
)  # fmt: skip
def test_hostile_text_takes_time_in_step_with_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find(text)
        return time.process_time() - start

    seconds(2_000)  # loads what is loaded once
    short = max(seconds(10_000), 0.005)
    assert seconds(100_000) < 30 * short


def test_every_text_number_and_key_of_a_value_is_guarded() -> None:
    value = {"a": [IBAN, {"b": CARD}], IBAN: 1, "n": int(CARD), "ok": 12, "f": 1.5, "none": None}
    assert guard_value(value) == {
        "a": ["[IBAN ••••0189]", {"b": "[CARD ••••7893]"}],
        "[IBAN ••••0189]": 1,
        "n": "[CARD ••••7893]",
        "ok": 12,
        "f": 1.5,
        "none": None,
    }


def test_keys_that_are_masked_alike_are_all_kept() -> None:
    assert len(guard_value({IBAN: 1, IBAN.lower(): 2})) == 2


def test_what_is_nested_too_deep_is_left_out() -> None:
    value: object = CARD
    for _ in range(DEPTH_LIMIT + 5):
        value = [value]
    assert TOO_DEEP in str(guard_value(value))
    assert CARD not in str(guard_value(value))


def test_an_opaque_id_stays_itself_unless_it_holds_proven_data() -> None:
    assert safe_id("110000000000000012") == "110000000000000012"
    assert safe_id("0612345678") == "0612345678"
    assert (
        safe_id("at://did:plc:abc/app.bsky.feed.post/3k")
        == "at://did:plc:abc/app.bsky.feed.post/3k"
    )
    for secret in (CARD, f"x-{IBAN}", "tag:jean@gmail.com"):
        assert safe_id(secret, key=b"k").startswith("hidden:")
        assert safe_id(secret, key=b"k") == safe_id(secret, key=b"k")
        assert safe_id(secret, key=b"k") != safe_id(secret + "0", key=b"k")
        # Without the key, nobody can try numbers until one fits.
        assert safe_id(secret, key=b"k") != safe_id(secret, key=b"other")


def test_the_strongest_kind_wins_where_two_overlap() -> None:
    assert find(f"{CARD}@gmail.com")[0] == Finding(Kind.CARD, 0, 16)


def test_the_first_pass_lets_through_whatever_folding_reads_as_part_of_a_number() -> None:
    def passes(sign: str) -> bool:
        folded = fold(sign).text
        if folded == "0":
            return find(f"le {sign}6 12 34 56 78") != ()
        if folded == "+":
            return find(f"le {sign}33612345678") != ()
        if folded == "@":
            return find(f"jean{sign}gmail.com") != ()
        return find(sign.join("0612345678")) != ()

    read = {"", " ", "-", ".", "/", "_", "0", "+", "@"}
    signs = [chr(at) for at in range(128, 0x20000) if fold(chr(at)).text in read]
    few = [sign for sign in signs if unicodedata.category(sign) not in {"Cn", "Co", "Cs"}]
    assert [hex(ord(sign)) for sign in few if not passes(sign)] == []


SIGNS = ["😀", " 😀 ", "❤️", "*", "|", " | ", ":", "'", "~", "→", "…", ", ", "=", "      ", "👨‍👩‍👧"]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_and_pictures_between_groups_hide_nothing(sign: str) -> None:
    spaced = "FR76 3000 6000 0112 3456 7890 189"
    assert kinds(f"mon compte {spaced.replace(' ', sign)} merci") == ["IBAN"]
    assert kinds(f"mon compte {sign.join(IBAN)} merci") == ["IBAN"]
    assert kinds(f"ma carte {'4970 1012 3456 7893'.replace(' ', sign)} merci") == ["CARD"]
    assert kinds(f"ma carte {sign.join(CARD)} merci") == ["CARD"]


@pytest.mark.parametrize("text", ["🇫🇷76 3000 6000 0112 3456 7890 189", f"🅵🆁{IBAN[2:]}"])
def test_the_country_of_an_iban_may_be_a_picture(text: str) -> None:
    assert kinds(text) == ["IBAN"]


def test_pictures_between_the_groups_of_a_telephone_number_hide_nothing() -> None:
    assert kinds("tel 06😀12😀34😀56😀78") == ["PHONE"]
    assert kinds("🇫🇷0612345678") == ["PHONE"]


def test_an_e_mail_address_with_its_signs_in_brackets_is_found() -> None:
    assert kinds("jean.dupont [at] gmail [dot] com") == ["EMAIL"]
    assert kinds("jean.dupont (arobase) gmail (point) com") == ["EMAIL"]


@pytest.mark.parametrize(
    "text",
    [
        "Les années 2021, 2022, 2023, 2024 et 2025",
        "Tirage: 4, 9, 7, 0, 1, 0, 1, 2",
        "ae &#128545;&#128548;&#128127;&#128545;",
        "Score 3:2, 1:0, 4:4 | 2:2 | 1:1 | 0:0",
        "de 8h30 à 12h00 | 14:00-18:00 | 📞 3639",
    ],
)
def test_lists_of_numbers_are_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_a_password_in_the_form_of_an_address_is_neither_sealed_nor_kept() -> None:
    text = "Mon mot de passe est jean.dupont@free.fr"
    findings = find(text)
    assert [finding.kind for finding in findings] == [Kind.EMAIL]
    private = mask(text, findings, direction=Direction.RECEIVED_PRIVATE)
    assert not private.to_seal
    keeping = policy_from_toml('version = 1\n[kinds.EMAIL]\nreceived_public = "keep"')
    assert masked(text, keeping) == "Mon mot de passe est [EMAIL]"
    assert masked("Mon adresse est jean.dupont@free.fr", keeping).endswith("free.fr")


def test_what_check_digits_prove_is_no_password() -> None:
    text = f"Mot de passe {IBAN}"
    private = mask(text, find(text), direction=Direction.RECEIVED_PRIVATE)
    assert [value.kind for value in private.to_seal] == [Kind.IBAN]


@pytest.mark.parametrize(
    "value",
    [
        {"fields": [{"name": "Password", "value": "Zorglub77"}]},
        {"field": {"key": "mot de passe", "value": "Zorglub77"}},
        {"headers": [["password", "Zorglub77"]]},
    ],
)
def test_a_password_beside_its_name_is_masked_however_the_pair_is_written(value: object) -> None:
    assert "[PASSWORD]" in str(guard_value(value))
    assert "Zorglub77" not in str(guard_value(value))
