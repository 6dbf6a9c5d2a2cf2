"""Which model reads posts: proposed with its scores, signed by another, loaded whole or not."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.cli.checks_of_work import findings
from parvis.engine.post import Post
from parvis.engine.understand import Decision, understand_all
from parvis.engine.understand.labels import Labels
from parvis.engine.understand.model_file import digest_of, digest_of_shipped
from parvis.engine.understand.stored import labels_from_json
from parvis.errors import Conflict, Invalid, NotAllowed, ParvisError
from parvis.governance import actions
from parvis.governance.ledger import SYSTEM
from parvis.governance.model_files import file_of
from parvis.governance.models import AdoptedModel, LedgerEntry, Role
from parvis.governance.queries.models import (
    forget_loaded,
    in_force,
    loaded_in_force,
    model_in_force,
    problem_with_file,
)
from parvis.intake.actions.batches import store_batch
from parvis.intake.models import Post as Stored
from parvis.networks.network import Batch
from tests.conftest import PASSWORD, Bank
from tests.governance.adopting import (
    BETTER,
    OLD,
    adopted,
    another,
    proposed,
    scores,
    signer,
    silent_model,
)

QUESTION = "Bonjour, pourquoi mon virement est-il bloqué ? Merci de votre aide."


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.DATA = tmp_path / "data"
    forget_loaded()
    yield settings.DATA / "models"
    forget_loaded()


def read_now(bank: Bank, number: int) -> Labels:
    post = Post(id=f"m{number}", text=QUESTION, author="@lucie")
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=(post,)))
    return labels_from_json(Stored.objects.get(network_id=post.id).labels)


def code_of(work: Callable[[], object], error: type[ParvisError] = Invalid) -> str:
    with pytest.raises(error) as raised:
        work()
    return raised.value.code


# Adopting


def test_the_shipped_model_reads_posts_until_another_is_signed(bank: Bank) -> None:
    assert model_in_force() is None
    assert in_force().digest == digest_of_shipped()
    assert read_now(bank, 1).decision is Decision.ANSWER
    proposal = proposed(bank)
    assert model_in_force() is None
    assert read_now(bank, 2).decision is Decision.ANSWER
    actions.sign_model(
        actor=signer(bank), proposal=proposal, digest=proposal.content_digest, reason="Tried"
    )
    assert in_force().digest == digest_of(silent_model())
    assert read_now(bank, 3).decision is Decision.SILENT


def test_an_adopted_model_says_what_it_said_before_it_was_kept(bank: Bank) -> None:
    adopted(bank)
    model, digest = loaded_in_force()
    assert digest == digest_of(silent_model())
    (labels,) = understand_all([QUESTION], model=model)
    assert labels.decisions[Decision.SILENT] > 0.99


def test_whoever_proposes_does_not_sign(bank: Bank) -> None:
    proposal = proposed(bank)

    def sign() -> object:
        return actions.sign_model(
            actor=bank.ada, proposal=proposal, digest=proposal.content_digest, reason="Mine"
        )

    assert code_of(sign, NotAllowed) == "governance.model.own_proposal"
    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptedModel.objects.update(signed_by=bank.ada, signed_at=timezone.now())


@pytest.mark.parametrize("who", ["anne", "sam", "karim", "claire"])
def test_who_has_no_say_in_the_whole_organisation_neither_proposes_nor_signs(
    bank: Bank, who: str
) -> None:
    person, content = getattr(bank, who), silent_model()
    proposal = proposed(bank)
    for work in (
        lambda: actions.propose_model(actor=person, content=content, scores=scores(content)),
        lambda: actions.propose_shipped(actor=person),
        lambda: actions.sign_model(
            actor=person, proposal=proposal, digest=proposal.content_digest, reason="No"
        ),
        lambda: actions.discard_model(actor=person, proposal=proposal),
    ):
        assert code_of(work, NotAllowed) == "governance.not_allowed"
    assert model_in_force() is None


def test_a_say_at_one_root_of_two_is_not_enough(bank: Bank) -> None:
    proposal, person = proposed(bank), signer(bank)
    other = actions.create_entity(actor=SYSTEM, key="other-group", name="Autre Banque")

    def sign() -> object:
        return actions.sign_model(
            actor=person, proposal=proposal, digest=proposal.content_digest, reason="Half"
        )

    assert code_of(sign, NotAllowed) == "governance.not_allowed"
    actions.grant_role(actor=SYSTEM, user=person, entity=other, role=Role.SUPERVISOR)
    assert sign()


def test_a_model_that_is_not_better_is_refused_and_nothing_is_kept(
    bank: Bank, folder: Path
) -> None:
    content = silent_model()
    for said, why in (
        (scores(content, new=OLD), "governance.model.not_better"),
        (scores(content, model="a" * 64), "governance.model.other_scores"),
        ("{}", "engine.scores.not_any"),
    ):
        propose = partial(actions.propose_model, actor=bank.ada, content=content, scores=said)
        assert code_of(propose) == why
    assert not folder.exists()
    assert not AdoptedModel.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "engine.model.not_one"),
        (b"PK\x03\x04 no model", "engine.model.not_one"),
        (bytes(25_000_001), "engine.model.too_large"),
    ],
)
def test_a_file_that_is_no_model_is_refused(bank: Bank, content: bytes, why: str) -> None:
    assert (
        code_of(
            lambda: actions.propose_model(actor=bank.ada, content=content, scores=scores(content))
        )
        == why
    )


def test_scores_against_a_model_that_is_not_in_force_are_refused(bank: Bank) -> None:
    assert code_of(lambda: proposed(bank, against="b" * 64), Conflict) == (
        "governance.model.scored_against_another"
    )
    first = digest_of(silent_model())
    adopted(bank)
    assert code_of(lambda: proposed(bank, against=first), Conflict) == (
        "governance.model.in_force_already"
    )
    second = silent_model(60.0)
    assert code_of(lambda: proposed(bank, second), Conflict) == (
        "governance.model.scored_against_another"
    )
    assert adopted(bank, second, against=first).signed_at


def test_a_proposal_that_changed_since_it_was_read_is_not_signed(bank: Bank) -> None:
    read = proposed(bank)
    digest = read.content_digest
    proposed(bank, silent_model(60.0))

    def sign() -> object:
        return actions.sign_model(actor=signer(bank), proposal=read, digest=digest, reason="Old")

    assert code_of(sign, Conflict) == "governance.model.proposal_changed"
    assert AdoptedModel.objects.count() == 1


def test_scores_changed_behind_parvis_are_not_signed(bank: Bank) -> None:
    proposal = proposed(bank)
    worse = json.loads(scores(silent_model(), new=OLD))
    AdoptedModel.objects.update(scores=worse)
    proposal.refresh_from_db()

    def sign() -> object:
        return actions.sign_model(
            actor=signer(bank), proposal=proposal, digest=proposal.content_digest, reason="Worse"
        )

    assert code_of(sign) == "governance.model.not_better"


@pytest.mark.parametrize("reason", ["", "  ", "\u200b\u2060"])
def test_a_signature_has_a_reason_that_can_be_read(bank: Bank, reason: str) -> None:
    proposal = proposed(bank)

    def sign() -> object:
        return actions.sign_model(
            actor=signer(bank), proposal=proposal, digest=proposal.content_digest, reason=reason
        )

    assert code_of(sign) == "governance.model.needs_reason"


def test_a_discarded_proposal_is_gone_and_cannot_be_signed(bank: Bank) -> None:
    proposal = proposed(bank)
    digest = proposal.content_digest
    actions.discard_model(actor=bank.ada, proposal=proposal)
    proposal.pk = 1

    def sign() -> object:
        return actions.sign_model(
            actor=signer(bank), proposal=proposal, digest=digest, reason="Late"
        )

    assert code_of(sign, Conflict) == "governance.model.no_proposal"


def test_the_return_to_the_shipped_model_is_signed_by_two_too(bank: Bank) -> None:
    assert code_of(lambda: actions.propose_shipped(actor=bank.ada), Conflict) == (
        "governance.model.shipped_already"
    )
    adopted(bank)
    back = actions.propose_shipped(actor=bank.ada, note="Complaints from the north")
    assert model_in_force() is not None
    actions.sign_model(
        actor=signer(bank), proposal=back, digest=back.content_digest, reason="Complaints"
    )
    assert model_in_force() is None
    assert read_now(bank, 1).decision is Decision.ANSWER


def test_the_ledger_tells_of_digests_and_reasons(bank: Bank) -> None:
    row = adopted(bank)
    acts = LedgerEntry.objects.filter(object=f"governance.adopted_model:{row.pk}")
    told = {act.verb: act for act in acts}
    assert set(told) == {"governance.model.proposed", "governance.model.signed"}
    signed = told["governance.model.signed"]
    assert signed.actor == "other"
    assert signed.data["reason"] == "Tried"
    assert signed.data["drafted_by"] == bank.ada.pk
    assert signed.data["digest"].replace("-", "") == row.digest[:32]


def test_the_database_refuses_to_change_what_was_signed(bank: Bank) -> None:
    row = adopted(bank)
    with pytest.raises(DatabaseError), transaction.atomic():
        AdoptedModel.objects.filter(pk=row.pk).update(digest="")


def test_two_are_never_proposed_at_once(bank: Bank) -> None:
    proposed(bank)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptedModel.objects.create(proposed_by=bank.ada, proposed_at=timezone.now())


# The file


def doctor() -> tuple[str, str]:
    found = next(each for each in findings() if each.check == "model")
    return found.state.value, found.said


def test_it_costs_one_query_and_one_reading(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    adopted(bank)
    first = model_in_force()
    file_of(in_force().digest).unlink()
    with CaptureQueriesContext(connection) as asked:
        assert model_in_force() is first
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda file: file.unlink(), "governance.model.file_missing"),
        (lambda file: file.write_bytes(silent_model(70.0)), "governance.model.file_wrong"),
        (lambda file: file.write_bytes(b""), "governance.model.file_wrong"),
    ],
)
def test_a_missing_or_wrong_file_leaves_the_shipped_model_and_is_said_loudly(
    bank: Bank, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], object], why: str
) -> None:
    digest = adopted(bank).digest
    assert doctor()[0] == "ok"
    harm(file_of(digest))
    forget_loaded()
    with caplog.at_level(logging.ERROR):
        assert read_now(bank, 1).decision is Decision.ANSWER
        assert model_in_force() is None
    assert in_force().broken == why == problem_with_file()
    assert in_force().digest == digest_of_shipped()
    assert len([each for each in caplog.records if why in each.getMessage()]) == 1
    assert doctor()[0] == "problem"
    file_of(digest).write_bytes(silent_model())
    assert read_now(bank, 2).decision is Decision.SILENT
    assert doctor()[0] == "ok"


def test_a_file_gone_after_it_was_loaded_is_told_of_before_the_next_start(bank: Bank) -> None:
    digest = adopted(bank).digest
    assert model_in_force() is not None
    file_of(digest).unlink()
    assert model_in_force() is not None
    assert problem_with_file() == "governance.model.file_missing"
    assert doctor()[0] == "problem"


def test_a_digest_that_is_a_path_leads_nowhere(bank: Bank) -> None:
    AdoptedModel.objects.create(
        digest="../../secret-key",
        proposed_by=bank.ada,
        proposed_at=timezone.now(),
        signed_by=another(bank.group, name="eve"),
        signed_at=timezone.now(),
    )
    assert model_in_force() is None
    assert in_force().broken == "governance.model.file_wrong"


def test_a_file_is_for_its_owner_only_and_leaves_no_draft(bank: Bank, folder: Path) -> None:
    row = adopted(bank)
    assert [each.name for each in folder.iterdir()] == [f"{row.digest}.npz"]
    assert file_of(row.digest).stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


# Pages


def test_a_model_is_read_and_signed_on_its_page(bank: Bank, log_in: Any) -> None:
    proposal = proposed(bank)
    person = signer(bank)
    client = log_in(person)
    page = client.get("/models/").content.decode()
    assert f"/models/{proposal.pk}/sign/" in page
    assert "0.817" in page  # the mean of the heads of the proposed model
    form = client.get(f"/models/{proposal.pk}/sign/")
    given = {"digest": form.context["form"].initial["digest"], "reason": "Better on our posts"}
    wrong = client.post(f"/models/{proposal.pk}/sign/", {**given, "password": "no"})
    assert "not your password" in wrong.content.decode()
    assert model_in_force() is None
    client.post(f"/models/{proposal.pk}/sign/", {**given, "password": PASSWORD})
    assert model_in_force() is not None
    page = client.get("/models/").content.decode()
    assert "Better on our posts" in page
    assert "reads posts in its place" not in page


def test_the_page_says_loudly_that_the_file_is_gone(bank: Bank, log_in: Any) -> None:
    file_of(adopted(bank).digest).unlink()
    page = log_in(bank.karim).get("/models/").content.decode()
    assert 'role="alert"' in page
    assert "reads posts in its place" in page
    assert "is not in the data folder" in page


def test_who_proposed_is_not_offered_the_signature(bank: Bank, log_in: Any) -> None:
    proposal = proposed(bank)
    client = log_in(bank.ada)
    assert f"/models/{proposal.pk}/sign/" not in client.get("/models/").content.decode()
    page = client.get(f"/models/{proposal.pk}/sign/").content.decode()
    assert "You proposed this" in page
    assert 'name="password"' not in page
    assert "Nobody else may sign this" in client.get("/models/").content.decode()


def test_the_return_is_proposed_on_the_page_and_discarded_there(bank: Bank, log_in: Any) -> None:
    adopted(bank)
    client = log_in(bank.ada)
    client.post("/models/shipped/", {"note": "<b>Too silent</b>"})
    page = client.get("/models/").content.decode()
    assert "&lt;b&gt;Too silent" in page
    back = AdoptedModel.objects.get(signed_at=None)
    client.post(f"/models/{back.pk}/discard/")
    assert not AdoptedModel.objects.filter(signed_at=None).exists()


@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("karim", 200), ("claire", 200)])
def test_the_page_is_for_those_who_watch(bank: Bank, log_in: Any, who: str, status: int) -> None:
    client = log_in(getattr(bank, who))
    assert client.get("/models/").status_code == status
    proposal = proposed(bank)
    assert client.get(f"/models/{proposal.pk}/sign/").status_code == 403
    assert client.post("/models/shipped/", {"note": ""}).status_code == 403
    assert client.post(f"/models/{proposal.pk}/discard/").status_code == 403
    assert AdoptedModel.objects.filter(pk=proposal.pk).exists()


def test_the_page_says_what_the_shipped_model_was_trained_on(bank: Bank, log_in: Any) -> None:
    page = log_in(bank.claire).get("/models/").content.decode()
    assert "What it was trained on" in page
    assert "How well it does" in page


def test_the_page_is_in_french_for_who_reads_french(bank: Bank, log_in: Any) -> None:
    adopted(bank)
    client = log_in(bank.karim)
    page = client.get("/models/", headers={"accept-language": "fr"}).content.decode()
    assert "Modèles" in page
    assert "Modèle en vigueur" in page


def test_the_page_asks_few_queries(
    bank: Bank, log_in: Any, django_assert_max_num_queries: Any
) -> None:
    adopted(bank)
    proposed(bank, silent_model(60.0), against=digest_of(silent_model()), new=BETTER)
    client = log_in(bank.ada)
    with django_assert_max_num_queries(14):
        assert client.get("/models/").status_code == 200
