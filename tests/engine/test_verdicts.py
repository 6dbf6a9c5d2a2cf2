"""What the desk goes by: the charter's act, what stands above it, and codes of what was found."""

from __future__ import annotations

import pytest

from parvis.engine.charter import Act, Reason
from parvis.engine.charter.default import default_charter
from parvis.engine.charter.file import read_charter
from parvis.engine.charter.situation import Circumstances, Mode
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post, Visibility
from parvis.engine.understand import understand_all
from parvis.engine.understand.labels import Intent, Topic
from parvis.engine.understand.stored import labels_from_json, labels_to_json

IBAN = "FR7630006000011234567890189"
SILENT = """
version = 1
[[rules]]
name = "nothing"
fr = "Rien."
en = "Nothing."
act = "do_not_answer"
"""


def verdict(text: str, **more: object):
    visibility = more.pop("visibility", Visibility.PUBLIC)
    return enrich([Post(id="1", text=text, visibility=visibility)], **more)[0].verdict


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Expliquez-moi pourquoi mes frais ont doublé", {Reason.REQUEST}),
        ("Pourquoi mon virement est bloqué bande de voleurs ?", {Reason.INSULT_WITH_REQUEST}),
        ("Toujours en attente au téléphone, c'est lamentable", {Reason.COMPLAINT}),
        ("bande de voleurs", {Reason.INSULT_ONLY}),
        ("Banque Parvis reports record profit", {Reason.NOTHING_ASKED}),
        ("i will kill you all", {Reason.THREAT}),
        ("je vais me suicider si je perds cette maison", {Reason.DISTRESS}),
        (f"mon compte {IBAN} est bloqué, pourquoi ?", {Reason.CONFIDENTIAL_DATA, Reason.REQUEST}),
    ],
)
def test_what_is_found_in_a_post_has_a_code(text: str, codes: set[Reason]) -> None:
    assert codes <= set(verdict(text).reasons)


def test_confidential_data_stands_first_among_the_reasons() -> None:
    assert verdict(f"mon compte {IBAN} est bloqué, pourquoi ?").reasons[0] == "confidential_data"


def test_public_confidential_data_is_protected_whatever_a_charter_says() -> None:
    charter = read_charter(SILENT).charter
    assert verdict("mon virement est où", charter=charter).act is Act.DO_NOT_ANSWER
    found = verdict(f"mon virement {IBAN} est où", charter=charter)
    assert (found.act, found.judgement.act) == (Act.PROTECT, Act.DO_NOT_ANSWER)


def test_private_data_in_private_goes_to_the_secure_channel() -> None:
    found = verdict(f"voici mon compte {IBAN}", visibility=Visibility.PRIVATE)
    assert found.act is Act.MOVE_TO_SECURE


def test_what_is_asked_of_an_account_that_only_listens_is_for_its_owner() -> None:
    found = verdict("mon virement est où ?", around=Circumstances(mode=Mode.LISTEN_ONLY))
    assert (found.act, found.judgement.rule.to) == (Act.ESCALATE, "account_owner")


def test_labels_are_stored_and_read_again() -> None:
    (labels,) = understand_all(["Where is my bloody transfer, you thieving clowns?!"])
    again = labels_from_json(labels_to_json(labels))
    assert again.topic is Topic.TRANSFER
    assert again.intents[Intent.REQUEST] == pytest.approx(labels.intents[Intent.REQUEST], abs=1e-3)
    assert (again.lang, again.tone, again.unsure) == (labels.lang, labels.tone, labels.unsure)
    assert again.sentiment == pytest.approx(labels.sentiment, abs=1e-3)


def test_a_row_that_holds_no_labels_is_read_as_nothing_known() -> None:
    labels = labels_from_json({})
    assert set(labels.intents.values()) == {0.0}
    assert not labels.unsure


def test_no_account_speaks_where_it_only_listens() -> None:
    """Whatever a post holds, the default charter sends nothing from an account that listens."""
    listening = Circumstances(mode=Mode.LISTEN_ONLY)
    texts = ["mon virement est où ?", "Super la banque !", "En panne", "Stage en juin ?", "ok"]
    posts = [Post(id=str(n), text=text) for n, text in enumerate(texts)]
    acts = {each.verdict.act for each in enrich(posts, around=listening, charter=default_charter())}
    assert acts <= {Act.PROTECT, Act.ESCALATE, Act.DO_NOT_ANSWER}
