"""Posts that come in through intake, and conversations that they make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from tests.conftest import Bank

from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.engine.post import Post, Visibility
from parvis.governance.actions import register_account, set_account_mode
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account, Mode, User
from parvis.intake.actions.batches import store_batch
from parvis.intake.models import Post as StoredPost
from parvis.networks.network import Batch, Deletion

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUESTION = "Bonjour, pourquoi mon virement est-il bloqué ? Merci de votre aide."
INSULT = "Bande de voleurs, vous êtes nuls"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
EXPOSED = f"Pourquoi ce prélèvement ? Mon IBAN est {IBAN}"


class Desk:
    """Lets posts come in, and gives the conversations that they are in."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._numbers = count(1)

    def post(self, text: str = QUESTION, **given: Any) -> Post:
        number = next(self._numbers)
        usual = {
            "id": f"p{number}",
            "author": "@lucie",
            "author_name": "Lucie",
            "created_at": START + timedelta(minutes=number),
            "visibility": Visibility.PUBLIC,
        }
        return Post(text=text, **(usual | given))

    def store(
        self, *posts: Post, account: Account | None = None, gone: tuple[str, ...] = ()
    ) -> None:
        store_batch(
            actor=SYSTEM,
            account=account or self.bank.account,
            batch=Batch(posts=posts, deletions=tuple(Deletion(gone_id) for gone_id in gone)),
        )

    def receive(
        self, text: str = QUESTION, *, account: Account | None = None, **given: Any
    ) -> Conversation:
        """Take in one post and thread it; gives its conversation as it stands now."""
        post = self.post(text, **given)
        self.store(post, account=account)
        follow_intake()
        return self.of(post.id)

    def of(self, network_id: str) -> Conversation:
        return Conversation.objects.get(entries__post__network_id=network_id)

    def stored(self, network_id: str) -> StoredPost:
        return StoredPost.objects.get(network_id=network_id)

    def account(self, handle: str, *, entity: Any = None, mode: Mode = Mode.ANSWER) -> Account:
        account = register_account(
            actor=SYSTEM,
            entity=entity or self.bank.north,
            network="folder",
            handle=handle,
            owner=self.bank.karim,
            purpose="Tests",
            settings={"path": str(self.bank.folder.parent / handle)},
        )
        if mode is Mode.LISTEN_ONLY:
            return account
        signer = self.bank.karim if account.entity == self.bank.north else self.bank.ada
        signer = User.objects.get(pk=signer.pk)
        return set_account_mode(actor=signer, account=account, mode=mode, reason="Tests")


@pytest.fixture
def desk(bank: Bank) -> Desk:
    return Desk(bank)
