from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from parvis.engine.guard import Kind, find, find_across, masked
from parvis.engine.guard.counted import sums_in_words
from parvis.engine.guard.folding import BARRIER, fold
from parvis.engine.guard.spelled import numbers_in_words
from tests.engine.identifiers import cards, ibans

FRENCH = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
MATHEMATICAL = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans({chr(at): chr(at + 0xFEE0) for at in range(0x21, 0x7F)})
CYRILLIC = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")


def grouped(number: str, size: int, sign: str) -> str:
    return sign.join(number[at : at + size] for at in range(0, len(number), size))


def spelled(number: str, words: list[str]) -> str:
    return " ".join(words[int(sign)] if sign.isdecimal() else sign for sign in number)


def lettered(number: str) -> str:
    head, rest = number[:4], number[4:]
    return head + rest.replace("0", "O").replace("1", "l")


DISGUISES = {
    **{
        f"groups of {size} parted by {sign!r}": (
            lambda number, size=size, sign=sign: grouped(number, size, sign)
        )
        for size in (2, 3, 4)
        for sign in (" ", "-", ".", "/", "_", "\n", "\r\n", "\u00a0", "\u202f", " - ", "*", " | ")
    },
    "one at a time": " ".join,
    "full width": lambda number: number.translate(FULL_WIDTH),
    "mathematical digits": lambda number: number.translate(MATHEMATICAL),
    "Arabic-Indic digits": lambda number: number.translate(ARABIC),
    "keycaps": lambda number: "".join(
        f"{sign}\ufe0f\u20e3" if sign.isdecimal() else sign for sign in number
    ),
    "invisible signs": "\u200b".join,
    "direction marks": lambda number: "\u2066" + "\u200e".join(number) + "\u2069",
    "shown backwards": lambda number: f"\u202e{number[::-1]}\u202c",
    "escapes of a page": lambda number: "&#" + ";&#".join(str(ord(sign)) for sign in number) + ";",
    "escapes of an address": lambda number: "".join(f"%{ord(sign):02X}" for sign in number),
    "line breaks of a page": lambda number: grouped(number, 4, "<br>"),
    "French words": lambda number: spelled(number, FRENCH),
    "English words": lambda number: spelled(number, ENGLISH),
    "Cyrillic letters": lambda number: number.translate(CYRILLIC),
}


def key_of(number: str) -> str:
    digits = number.replace("2A", "19").replace("2B", "18")
    return f"{97 - int(digits) % 97:02}"


@st.composite
def nirs(draw: st.DrawFn) -> str:
    body = (
        draw(st.sampled_from("12"))
        + f"{draw(st.integers(30, 99)):02}{draw(st.integers(1, 12)):02}"
        + draw(st.sampled_from(["01", "33", "59", "69", "75", "92", "2A", "2B"]))
        + f"{draw(st.integers(1, 300)):03}{draw(st.integers(1, 999)):03}"
    )
    return body + key_of(body)


NUMBERS = {Kind.IBAN: ibans(), Kind.CARD: cards(), Kind.NIR: nirs()}

# Any text that does not itself bring in digits, or turn what follows around.
TEXTS = st.text(max_size=60).filter(
    lambda text: (
        "\u202e" not in text
        and not any(sign.isdecimal() for sign in fold(text).text)
        and not numbers_in_words(fold(text).plain)
    )
)


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("name", DISGUISES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_number_in_any_disguise_is_found_in_any_text(
    kind: Kind, name: str, data: st.DataObject
) -> None:
    number = data.draw(NUMBERS[kind])
    assume("words" not in name or "O" not in number)  # said aloud, the letter is a zero
    written = DISGUISES[name](number)
    before, after = data.draw(TEXTS), data.draw(TEXTS)
    text = f"{before} : {written} ; {after}"
    place = len(before) + 3
    signs = range(place, place + len(written))
    found = find(text)
    hidden = {at for each in found for at in range(each.start, each.end)}
    missed = [at for at in signs if text[at].isalnum() and at not in hidden]
    assert not missed, (text, found)
    assert find(masked(text)) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("FR76 3OOO 6OOO Ol12 3456 789O l89", Kind.IBAN),
        ("carte 497O 1Ol2 3456 7893", Kind.CARD),
        ("O6 l2 34 56 78", Kind.PHONE),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", Kind.PHONE),
        ("zéro six, quatre-vingt-dix-neuf, onze, vingt et un, zéro deux", Kind.PHONE),
        ("oh seven seven double oh nine hundred two one six", Kind.PHONE),
        ("5301 dash 4406 dash 4874 dash 5969", Kind.CARD),
        ("d'abord 53535213 puis 98350170", Kind.CARD),
        ("(0)(6)(1)(2)(3)(4)(5)(6)(7)(8)", Kind.PHONE),
        ("IBAN FR76&nbsp;3000&nbsp;6000&nbsp;0112&nbsp;3456&nbsp;7890&nbsp;189", Kind.IBAN),
        ("jean point dupont arobase orange point fr", Kind.EMAIL),
        ("sarah dot jenkins at outlook dot com", Kind.EMAIL),
        ("moussa(at)couture-ndiaye(point)sn", Kind.EMAIL),
        ("my no is 0️⃣8️⃣9️⃣ 3️⃣7️⃣5️⃣ 5️⃣9️⃣1️⃣1️⃣", Kind.PHONE),
        ("kev [at] yahoo [dot] co [dot] uk", Kind.EMAIL),
        ("p a u l . v i d a l @ s f r . f r", Kind.EMAIL),
    ],
)
def test_how_people_dictate_and_evade(text: str, kind: Kind) -> None:
    assert kind in {finding.kind for finding in find(text)}, find(text)


@pytest.mark.parametrize(
    "text",
    [
        "un deux trois, nous irons au bois",
        "One, two, three: go!",
        "il y a vingt et un ans, trente-deux dans deux jours",
        "deux mille vingt-six, quatre-vingt-dix pour cent",
        "look at bbc.co.uk and meet me at noon",
        "rdv à 10 h l'iPhone 11 ou 12",
        "score 6-4 7-5, puis 6-3",
        "I have two cats, three dogs and one hundred and four fish",
        "le point de vente dot de fr",
    ],
)
def test_numbers_in_words_are_mostly_words(text: str) -> None:
    assert find(text) == ()


@given(number=st.one_of(ibans(), cards(), nirs()), data=st.data())
@settings(deadline=None, max_examples=60)
@example(number="4970101234567893", data=None)
def test_a_number_cut_over_two_messages_is_found_in_both(number: str, data: st.DataObject) -> None:
    cut = 8 if data is None else data.draw(st.integers(5, len(number) - 5))
    first, second = f"voici le début {number[:cut]}", f"{number[cut:]} merci"
    both = find_across([first, second])
    assert both[0], (first, second)
    assert both[1], (first, second)
    assert both[0][-1].end == len(first)
    assert both[1][0].start == 0


def test_a_number_cut_over_four_messages_is_found_in_all() -> None:
    parts = ["4970", "1012", "3456", "7893"]
    assert [len(found) for found in find_across(parts)] == [1, 1, 1, 1]
    assert not any(finding.whole for found in find_across(parts) for finding in found)


def test_messages_that_hold_nothing_together_are_left_alone() -> None:
    assert find_across(["j'ai appelé le 3639", "à 14 h 30", "rien", ""]) == [(), (), (), ()]


def test_what_a_message_says_of_the_next_counts() -> None:
    asked, told = find_across(["mon mot de passe :", "Soleil2019!"])
    assert asked == ()
    assert [(each.kind, each.whole) for each in told] == [(Kind.PASSWORD, True)]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"&#{ord(sign)}" for sign in "FR7630006000011234567890189"),
        "".join(f"&#00000{ord(sign)};" for sign in "FR7630006000011234567890189"),
        "<b>FR76</b><b>3000</b><i>6000</i><p>0112</p><span>3456</span> 7890 189",
        "FR76          3000          6000 ....... 0112          3456          7890 189",
        "FR七六 三〇〇〇 六〇〇〇 〇一一二 三四五六 七八九〇 一八九",
        "".join(chr(0xE0000 + ord(sign)) for sign in "FR76 3000 6000 0112 3456 7890 189"),
    ],
)
def test_what_pages_and_invisible_signs_do_to_a_number_hides_nothing(text: str) -> None:
    assert [finding.kind for finding in find(f"Mon compte : {text} merci")] == [Kind.IBAN]


@pytest.mark.parametrize(
    "text", ["<br>1 < 2 > 0 <b>et</b>", "&#1234567890;", "🏴\U000e0067\U000e0062 2-1"]
)
def test_pages_and_flags_are_no_numbers(text: str) -> None:
    assert not find(text)


@pytest.mark.parametrize(
    "marker",
    ["[PIN 4821••••]", "[OTP 482193••••]", "[PHONE 061234••••5678]", "[PASSWORD azerty••••]"],
)
def test_a_marker_that_shows_more_than_any_rule_does_hides_nothing(marker: str) -> None:
    assert fold(marker).text != BARRIER


@pytest.mark.parametrize(
    "marker",
    ["[PIN]", "[PHONE ••••5678]", "[CARD 497010••••1234]", "[IBAN ••••]", "[EMAIL jean••••]"],
)
def test_a_marker_of_a_rule_is_read_as_what_is_masked(marker: str) -> None:
    assert fold(marker).text == BARRIER


def test_an_article_behind_a_number_in_words_is_no_digit_of_it() -> None:
    number = spelled("130010100100187", ENGLISH)
    assert [finding.kind for finding in find(f"{number} ; un ami")] == [Kind.NIR]
    assert [finding.kind for finding in find(f"one : {number}")] == [Kind.NIR]


def values(text: str) -> list[tuple[str, str]]:
    return [(str(found.kind), text[found.start : found.end]) for found in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("il me reste douze cents euros sur mon compte", Kind.BALANCE, "douze cents euros"),
        (
            "il reste zéro euro et trente-deux centimes sur mon livret A",
            Kind.BALANCE,
            "zéro euro et trente-deux centimes",
        ),
        (
            "my overdraft is two thousand four hundred and fifty pounds",
            Kind.BALANCE,
            "two thousand four hundred and fifty pounds",
        ),
        (
            "je suis née le douze juin mille neuf cent quarante-six",
            Kind.DATE_OF_BIRTH,
            "le douze juin mille neuf cent quarante-six",
        ),
        (
            "my date of birth is the ninth of the fourth nineteen sixty-seven",
            Kind.DATE_OF_BIRTH,
            "ninth of the fourth nineteen sixty-seven",
        ),
        (
            "j'habite vingt-trois boulevard Voltaire, soixante-quinze mille onze Paris",
            Kind.POSTAL_ADDRESS,
            "vingt-trois boulevard Voltaire, soixante-quinze mille onze Paris",
        ),
        ("mon cryptogramme : cinq huit huit", Kind.CVV, "cinq huit huit"),
        ("carte valable jusqu'au zéro trois vingt-sept", Kind.CARD_EXPIRY, "zéro trois vingt-sept"),
        (
            "mon identifiant client : soixante et un zero sept quatre-vingt-quatorze",
            Kind.CUSTOMER_ID,
            "soixante et un zero sept quatre-vingt-quatorze",
        ),
        (
            (
                "ma sécu, un soixante-dix-neuf zéro trois soixante-neuf vingt-cinq zéro quatre "
                "vingt-six clé quinze"
            ),
            Kind.NIR,
            (
                "un soixante-dix-neuf zéro trois soixante-neuf vingt-cinq zéro quatre "
                "vingt-six clé quinze"
            ),
        ),
        (
            "mon passeport : un huit V Z cinq zéro trois trois zéro",
            Kind.PASSPORT,
            "un huit V Z cinq zéro trois trois zéro",
        ),
        ("mon passeport est le 1 8 V Z 5 0 3 3 0", Kind.PASSPORT, "1 8 V Z 5 0 3 3 0"),
        ("mon passeport est le 18-VZ-50-33-0", Kind.PASSPORT, "18-VZ-50-33-0"),
        ("mon mot de passe est J e a n n i n e 4 2", Kind.PASSWORD, "J e a n n i n e 4 2"),
        ("my account number is 2|0|0|0|4|1|4|2", Kind.ACCOUNT_NUMBER, "2|0|0|0|4|1|4|2"),
        ("my account number is 2000\n4142", Kind.ACCOUNT_NUMBER, "2000\n4142"),
        ("l'ip de ma box : 109[.]192[.]222[.]145", Kind.IP, "109[.]192[.]222[.]145"),
        ("mon code secret de carte est 49O7", Kind.PIN, "49O7"),
        ("my ip is 90 dot 127 dot 33 dot 208", Kind.IP, "90 dot 127 dot 33 dot 208"),
        (
            "my loan number is eight eight one dash four two seven dash oh nine",
            Kind.LOAN_NUMBER,
            "eight eight one dash four two seven dash oh nine",
        ),
        (
            "mon mot de passe : c o i f f u r e # 2 0 2 5",
            Kind.PASSWORD,
            "c o i f f u r e # 2 0 2 5",
        ),
    ],
)
def test_what_words_tell_is_found_in_disguise(text: str, kind: Kind, value: str) -> None:
    assert values(text) == [(str(kind), value)]


def test_words_written_letter_by_letter_are_read_as_figures() -> None:
    text = "card 5130 8748 8971 8243, cvv t h r e e - o - n i n e"
    assert (str(Kind.CVV), "t h r e e - o - n i n e") in values(text)


@pytest.mark.parametrize(
    ("plain", "read"),
    [
        ("six hundred and twelve quid", "612 quid"),
        ("quatre-vingt mille euros", "80000 euros"),
        ("ten pounds fifty", "10,50 pounds"),
        ("the ninth of june nineteen eighty-two", "9th of june 1982"),
        ("the twenty first of the fourth, ninety", "the 21/04/90"),
        ("le premier mai deux mille un", "1er mai 2001"),
        ("number one hundred and six mill lane", "106 mill lane"),
        ("dans une rue de paris", "dans une rue de paris"),
        ("six five three pounds", "6 5 3 pounds"),
    ],
)
def test_numbers_in_words_that_count_are_read_as_figures(plain: str, read: str) -> None:
    for start, end, figures in reversed(sums_in_words(plain)):
        plain = plain[:start] + figures + plain[end:]
    assert plain == read


@pytest.mark.parametrize(
    "text",
    [
        "trois ou quatre cents personnes devant l'agence de la rue de Rome",
        "the first of the month, as ever: two queues, one clerk",
        "C-H-A-P-E-A-U pour l'équipe !",
        "score final : 3-2-1, partez",
        "mon code promo marche : un deux trois, soleil",
    ],
)
def test_words_and_letters_in_a_row_are_no_secret(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "mot de passe : \u202eZ4_8765 4321_Z4_quatre huit deux un mot de passe : quatre huit x",
        "password: \u202e4539 1488 0343 6467_4539 1488 0343 6467-Z4-x-mot de passe : _Z4 ",
        "password: \u202e x 8765 4321_FR76 3000 6000 0112 3456 7890 189_quatre huit deux un___",
        "mot de passe : \u202e[CODE] 06 12 34 56 78 ",
        "\u202e87 | l, mon code est quatre huit deux un 4539 1488 0343 6467*",
        "PIN, compte \u202e8765 4321\u202c. compte, ",
    ],
)
def test_what_is_found_in_text_shown_backwards_never_overlaps(text: str) -> None:
    found = find(text)
    assert all(one.end <= next_one.start for one, next_one in pairwise(found))
    assert masked(masked(text)) == masked(text)
    assert len(masked(text)) <= len(text) + 20 * len(found)


def test_groups_between_signs_take_time_in_step_with_the_length_of_a_text() -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        find("6.0." * (length // 4))
        return time.process_time() - start

    seconds(500)
    assert seconds(60_000) < 25 * max(seconds(6_000), 0.01)
