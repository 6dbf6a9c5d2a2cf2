"""Made-up identifiers with true check digits, and the disguises that people put them in."""

from __future__ import annotations

from hypothesis import strategies as st

STRUCTURES = {
    "FR": "5n5n11n2n", "DE": "18n", "ES": "20n", "BE": "12n", "NL": "4a10n", "GB": "4a14n",
    "IT": "1a10n12n", "NO": "11n", "MT": "4a5n18n", "SN": "2a22n", "MA": "24n", "SA": "20n",
}  # fmt: skip


def iban(country: str, bban: str) -> str:
    digits = "".join(str(int(sign, 36)) for sign in bban + country + "00")
    return f"{country}{98 - int(digits) % 97:02}{bban}"


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(sorted(STRUCTURES)))
    structure = STRUCTURES[country]
    bban, count = "", ""
    for sign in structure:
        if sign.isdigit():
            count += sign
            continue
        alphabet = "0123456789" if sign == "n" else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        bban += "".join(
            draw(st.lists(st.sampled_from(alphabet), min_size=int(count), max_size=int(count)))
        )
        count = ""
    return iban(country, bban)


def luhn_digit(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


@st.composite
def cards(draw: st.DrawFn) -> str:
    prefix, length = draw(
        st.sampled_from(
            [
                ("4", 16),
                ("4970", 16),
                ("53", 16),
                ("2300", 16),
                ("37", 15),
                ("6011", 16),
                ("36", 14),
                ("3530", 16),
                ("62", 19),
            ]
        )
    )
    rest = length - len(prefix) - 1
    body = prefix + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=rest, max_size=rest))
    )
    return body + luhn_digit(body)


SEPARATORS = [
    "",
    " ",
    "-",
    ".",
    "\u00a0",
    "\u202f",
    "\u2009",
    "\n",
    "/",
    "_",
    " - ",
    "\u2013",
    "\u2212",
    "\r\n",
]
INVISIBLE = [
    "",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\0",
    "\u0336",
]
FULL_WIDTH = str.maketrans({chr(at): chr(at + 0xFEE0) for at in range(0x21, 0x7F)})
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@st.composite
def disguised(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    number = draw(numbers)
    size = draw(st.integers(2, 6))
    groups = [number[at : at + size] for at in range(0, len(number), size)]
    text = draw(st.sampled_from(SEPARATORS)).join(groups)
    text = draw(st.sampled_from(INVISIBLE)).join(text) if draw(st.booleans()) else text
    style = draw(st.sampled_from(["plain", "wide", "arabic"]))
    return text.translate({"wide": FULL_WIDTH, "arabic": ARABIC}.get(style, {}))


@st.composite
def ribs(draw: st.DrawFn) -> str:
    """French account details with their key, in one piece."""
    bank, branch = draw(st.integers(10000, 49999)), draw(st.integers(1, 99999))
    account = draw(st.integers(1, 99999999999))
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    return f"{bank:05}{branch:05}{account:011}{key:02}"


@st.composite
def routing_numbers(draw: st.DrawFn) -> str:
    """Routing numbers of the United States with their check digit."""
    first = f"{draw(st.sampled_from([1, 3, 11, 12, 21, 26, 32, 61, 72])):02}"
    body = first + f"{draw(st.integers(0, 999999)):06}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 1) * 3, strict=False))
    return body + str(-total % 10)
