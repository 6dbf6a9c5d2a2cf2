"""``parvis train`` up to the training itself, and what comes after it; ``parvis model``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from parvis.cli.main import main
from parvis.cli.train_corrections import Correcting, correcting
from parvis.desk import actions
from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.engine.understand import model as models
from parvis.engine.understand.model_file import digest_of, digest_of_shipped
from parvis.engine.understand.training import examples, scoring
from parvis.engine.understand.training.adoption import scores_from_text
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import AdoptedModel
from parvis.governance.queries.models import forget_loaded
from parvis.intake.actions.batches import store_batch
from parvis.networks.network import Batch
from tests.conftest import Bank
from tests.governance.adopting import OLD, adopted, scores, silent_model

HELD_OUT = (
    "fr\trequest\tcalm\tnobody\t0\tcard\tanswer\tOù est ma carte ?\n"
    "fr\tcomplaint\tvehement\tnobody\t-2\tfees\tanswer\tC'est quoi ces frais ???\n"
    "en\tnone\tinsulting\tbank\t-2\tother\tsilent\tbunch of thieves\n"
    "en\tpraise\tcalm\tnobody\t2\tbranch\tanswer\tthanks to the branch in Lille\n"
)
TEXT = "Bonjour, pourquoi mon virement est-il bloqué ?"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "posts_held_out.tsv").write_text(HELD_OUT)
    (folder / "posts_a.tsv").write_text("fr\tnone\tcalm\tnobody\t0\tother\tsilent\tBonne nuit\n")
    return folder


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path / "data"
    forget_loaded()
    yield
    forget_loaded()


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def corrected(bank: Bank, text: str = TEXT, author: str = "@lucie") -> None:
    post = Given(id=f"{author}-1", text=text, author=author, visibility=Visibility.PUBLIC)
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=(post,)))
    follow_intake()
    seen = Conversation.objects.get(entries__post__network_id=post.id)
    labels = {
        "intents": ["praise"], "tone": "calm", "target": "nobody", "topic": "fees",
        "sentiment": 1, "decision": "answer",
    }  # fmt: skip
    actions.correct_labels(actor=bank.anne, conversation=seen, post=seen.last_post, labels=labels)


def held_out_of(own: Path) -> list[examples.Example]:
    return [each for each in examples.own(own) if each.author == examples.HELD_OUT]


# Before the training


def test_training_without_corrections_knows_no_django(own: Path) -> None:
    said = (
        "import sys\nfrom click.testing import CliRunner\nfrom parvis.cli.main import main\n"
        f"CliRunner().invoke(main, ['train', '--own', {str(own)!r}, '--into', {str(own)!r}])\n"
        "assert 'parvis.engine.understand.training.examples' in sys.modules\n"
        "print([name for name in sys.modules if name.partition('.')[0] == 'django'])\n"
    )
    # Where scikit-learn is there, the training would begin: it is hidden.
    hidden = "import sys\nsys.modules['sklearn'] = None\n" + said
    found = subprocess.run(
        [sys.executable, "-c", hidden], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_where_the_untouched_posts_are_not_at_hand_it_says_where_they_are(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        found = run("train", "--with-corrections", "--own", folder)
        assert found.exit_code == 1
        assert "bench/understand" in found.output
        assert "--own" in found.output


@pytest.mark.django_db
def test_where_nobody_corrected_anything_there_is_nothing_to_train_with(own: Path) -> None:
    found = run("train", "--with-corrections", "--own", own, "--into", own / "new")
    assert found.exit_code == 1
    assert "Nobody has corrected anything yet" in found.output
    assert not (own / "new").exists()


def test_the_shipped_model_is_not_written_over_with_corrections(own: Path) -> None:
    shipped = Path(models.__file__).parent
    found = run("train", "--with-corrections", "--own", own, "--into", shipped)
    assert found.exit_code == 2
    assert "--into" in found.output


def test_corrections_are_read_but_for_what_is_held_out(bank: Bank, own: Path) -> None:
    corrected(bank)
    corrected(bank, "où est  ma carte ?", "@marc")
    found = correcting(own, own / "new", held_out_of(own))
    assert [(each.text, each.author) for each in found.examples] == [(TEXT, "corrections")]
    assert found.digest == digest_of_shipped()
    assert found.model is models.shipped()
    assert found.untouched == digest_of(HELD_OUT.encode())


def test_it_is_compared_with_the_adopted_model_where_one_is_in_force(bank: Bank, own: Path) -> None:
    adopted(bank)
    corrected(bank)
    found = correcting(own, own / "new", held_out_of(own))
    assert found.digest == digest_of(silent_model())
    assert found.model.both.offset.max() > 40


# After it


def compared(own: Path, old: bytes, new: bytes) -> str:
    held_out = held_out_of(own)
    into = own / "new"
    into.mkdir()
    (into / "model.npz").write_bytes(new)
    corrections = [examples.Example("x", "fr", examples.CORRECTIONS)] * 3
    digest = digest_of(HELD_OUT.encode())
    work = Correcting(corrections, read(old), digest_of(old), digest)
    return work.compare(into, held_out, scoring.report(held_out, read(new)))


def read(content: bytes) -> models.Model:
    from io import BytesIO  # noqa: PLC0415 - here only

    return models.load(BytesIO(content))


SHIPPED = Path(models.__file__).with_name("model.npz")


@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_better_model_is_said_to_be_and_its_scores_stand_beside_it(own: Path) -> None:
    said = compared(own, silent_model(), SHIPPED.read_bytes())
    assert "It is better than the model in force." in said
    assert f"parvis model propose {own / 'new'} --as USER" in said
    kept = scores_from_text((own / "new" / "scores.json").read_text())
    assert (kept.model, kept.against) == (digest_of_shipped(), digest_of(silent_model()))
    assert (kept.posts, kept.corrections, kept.objections) == (4, 3, ())
    assert kept.untouched == digest_of(HELD_OUT.encode())
    assert kept.old.answered < kept.new.answered == 1.0


@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_worse_model_is_said_to_be_with_the_reasons(own: Path) -> None:
    said = compared(own, SHIPPED.read_bytes(), silent_model())
    assert "It is not better than the model in force" in said
    assert "leaves more heated but legitimate posts unanswered" in said
    kept = scores_from_text((own / "new" / "scores.json").read_text())
    assert "answered_fewer" in kept.objections


# Proposing


def candidate(own: Path, content: bytes, said: str) -> Path:
    folder = own / "candidate"
    folder.mkdir(exist_ok=True)
    (folder / "model.npz").write_bytes(content)
    (folder / "scores.json").write_text(said)
    return folder


def test_a_model_is_proposed_by_a_person_who_may(bank: Bank, own: Path) -> None:
    folder = candidate(own, silent_model(), scores(silent_model()))
    assert run("model", "propose", folder, "--as", "nobody").exit_code == 2
    refused = run("model", "propose", folder, "--as", "karim")
    assert refused.exit_code == 1
    assert "Your roles do not allow this" in refused.output
    found = run(
        "model", "propose", folder, "--as", "ada", "--note", "IBAN FR7630006000011234567890189"
    )
    assert found.exit_code == 0, found.output
    row = AdoptedModel.objects.get()
    assert (row.digest, row.proposed_by, row.signed_at) == (
        digest_of(silent_model()), bank.ada, None,
    )  # fmt: skip
    assert "30006" not in row.note


@pytest.mark.parametrize(
    ("content", "said", "why"),
    [
        (None, scores(silent_model(), new=OLD), "not better"),
        (None, scores(silent_model(60.0)), "belongs to another model"),
        (None, "[]", "holds no scores"),
        (None, "\ufffd" * 10, "holds no scores"),
        (b"no model", scores(b"no model"), "no model that this version"),
        (bytes(25_000_001), "{}", "larger than 25 MB"),
    ],
)  # fmt: skip
def test_what_is_no_better_model_is_refused(
    bank: Bank, own: Path, content: bytes | None, said: str, why: str
) -> None:
    folder = candidate(own, content or silent_model(), said)
    found = run("model", "propose", folder, "--as", "ada")
    assert found.exit_code == 1
    assert why in found.output
    assert not AdoptedModel.objects.exists()


def test_a_folder_without_a_model_says_which_to_give(bank: Bank, own: Path) -> None:
    found = run("model", "propose", own, "--as", "ada")
    assert found.exit_code == 1
    assert "train --with-corrections" in found.output


def test_it_says_which_model_reads_posts(bank: Bank) -> None:
    assert digest_of_shipped() in run("model", "show").output
    row = adopted(bank)
    assert row.digest in run("model", "show").output
    forget_loaded()
    from parvis.governance.model_files import file_of  # noqa: PLC0415 - here only

    file_of(row.digest).unlink()
    found = run("model", "show")
    assert found.exit_code == 1
    assert "not in the data folder" in found.output
