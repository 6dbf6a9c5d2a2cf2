"""Makes the demonstration bank, through the same actions as any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.conf import settings
from django.db import transaction

from parvis.engine.charter.default import default_text
from parvis.engine.guard import Kind
from parvis.engine.mentions import Sort
from parvis.governance.actions import (
    create_entity,
    create_person,
    draft_charter,
    draft_policy,
    list_name,
    publish_contact,
    register_account,
    set_account_mode,
    sign_charter,
    sign_policy,
)
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Entity, Mode, Role, User
from parvis.intake.actions import start_source
from parvis.web.demo import PASSWORD

FOLDER = "demo"
"""Where, in the data folder, the demo's networks are folders; it also tells that this is a demo."""

GROUP = "parvis"


class Person(NamedTuple):
    """Somebody who can log in to the demo."""

    username: str
    first_name: str
    last_name: str
    role: Role
    entity: str
    language: str
    shown: str


PEOPLE = (
    Person("anne", "Anne", "Morel", Role.AGENT, "parvis-nord", "fr", "agent in the north"),
    Person("bruno", "Bruno", "Keller", Role.AGENT, GROUP, "en", "agent of the group (English)"),
    Person("karim", "Karim", "Haddad", Role.SUPERVISOR, GROUP, "fr", "supervisor"),
    Person("claire", "Claire", "Dubois", Role.AUDITOR, GROUP, "fr", "auditor"),
    Person("ada", "Ada", "Nguyen", Role.ADMINISTRATOR, GROUP, "en", "administrator (English)"),
)


CONTACTS = (
    # Entity, whose it is, kind, value: of ranges and domains that are nobody's.
    (GROUP, "Opposition et fraude, 24 h/24", Kind.PHONE, "01 99 00 12 00"),
    (GROUP, "Opposition et fraude, 24 h/24", Kind.EMAIL, "alerte.fraude@banque-parvis.example"),
    (GROUP, "London desk", Kind.PHONE, "+44 20 7946 0158"),
    ("parvis-nord", "Agence Lille Vieux-Parvis", Kind.PHONE, "03 53 01 20 20"),
    ("parvis-nord", "Agence Lille Vieux-Parvis", Kind.POSTAL_ADDRESS,
     "14 place du Parvis, 59000 Lille"),
    ("parvis-nord", "Service clients Nord", Kind.EMAIL, "clients@banque-parvis-nord.example"),
    ("parvis-sud", "Agence Marseille Grand-Quai", Kind.PHONE, "04 65 71 20 20"),
)  # fmt: skip
"""What the bank publishes itself: the guard lets it stand."""

NAMES = (
    # Entity, kind, name, other ways people write it. Branches with contacts are named there.
    (GROUP, Sort.PRODUCT, "Livret Bleu", ("livret d'épargne", "LB+")),
    (GROUP, Sort.PRODUCT, "Carte Horizon", ("carte virtuelle", "#CarteHorizon")),
    (GROUP, Sort.PRODUCT, "Prêt Premier Toit", ("prêt immobilier",)),
    (GROUP, Sort.PRODUCT, "Prêt Campus", ("prêt étudiant", "student loan", "student loans")),
    ("parvis-nord", Sort.BRANCH, "Agence d'Amiens", ()),
    ("parvis-nord", Sort.BRANCH, "Agence de Béthune", ()),
    ("parvis-nord", Sort.BRANCH, "Agence du Vieux Port", ("@parvisvieuxport",)),
    ("parvis-sud", Sort.BRANCH, "Agence d'Aubagne", ()),
    ("parvis-sud", Sort.BRANCH, "Agence Nice Masséna", ()),
)
"""Products and branches that posts may name."""

POLICY = """\
version = 1

# Customer numbers of the group: PV and six digits.
[customer_ids]
forms = ["PV999999"]

# What was sealed in private is kept for a month, long enough to answer.
[kinds.IBAN]
days = 30

[kinds.PHONE]
days = 30
"""
"""The group's policy of the guard: what differs from the defaults."""


def logins() -> list[tuple[str, str]]:
    """Give who can log in to the demo, and as what; empty where this is no demo."""
    if not _folder().is_dir():
        return []
    there = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    return [(person.username, person.shown) for person in PEOPLE if person.username in there]


@transaction.atomic
def load_demo() -> None:
    """Make the demonstration bank in an empty installation, all of it or nothing.

    Its posts are laid into folders, from where the worker takes them in.
    """
    now = datetime.now(UTC)
    entities = _make_entities()
    people = {person.username: _make_person(person, entities) for person in PEOPLE}
    karim = people["karim"]
    _guard(entities, people)
    for key, kind, name, ways in NAMES:
        list_name(actor=people["ada"], entity=entities[key], kind=kind, name=name, ways=ways)
    _charter(entities, people)
    for place, name, may_answer in (("nord", "Nord", True), ("sud", "Sud", False)):
        folder = _folder() / place
        _lay_out(place, folder, now)
        account = register_account(
            actor=SYSTEM,
            entity=entities[f"parvis-{place}"],
            network="folder",
            handle=f"banque.parvis.{place}",
            owner=karim,
            purpose=f"Customers of Banque Parvis {name}",
            audience="Customers and neighbours",
            settings={"path": str(folder)},
        )
        if may_answer:
            set_account_mode(
                actor=karim, account=account, mode=Mode.ANSWER, reason="Demonstration of the desk"
            )
        start_source(actor=SYSTEM, account=account)


def _folder() -> Path:
    return Path(settings.DATA) / FOLDER


def _make_entities() -> dict[str, Entity]:
    group = create_entity(
        actor=SYSTEM,
        key=GROUP,
        name="Groupe Parvis",
        aliases=["Banque Parvis", "#BanqueParvis", "@banqueparvis"],
    )
    made = {GROUP: group}
    for key, name, aliases in (
        ("parvis-nord", "Banque Parvis Nord", ["Banque Parvis Nord", "@banque.parvis.nord"]),
        ("parvis-sud", "Banque Parvis Sud", ["Banque Parvis Sud", "@banqueparvissud"]),
        ("parvis-leasing", "Parvis Leasing", ["Parvis Leasing"]),
    ):
        made[key] = create_entity(actor=SYSTEM, key=key, name=name, parent=group, aliases=aliases)
    return made


def _guard(entities: dict[str, Entity], people: dict[str, User]) -> None:
    """Publish the bank's own contacts, and have the group's policy drafted and signed."""
    for key, label, kind, value in CONTACTS:
        publish_contact(
            actor=people["ada"], entity=entities[key], kind=kind, value=value, label=label
        )
    draft = draft_policy(
        actor=people["ada"],
        entity=entities[GROUP],
        text=POLICY,
        note="Customer numbers are known; a month is enough to answer",
    )
    sign_policy(
        actor=people["karim"],
        draft=draft,
        digest=draft.content_digest,
        reason="Agreed with data protection and the customer service",
    )


def _charter(entities: dict[str, Entity], people: dict[str, User]) -> None:
    """Have the group's charter drafted and signed: the rules of the default, as its own."""
    draft = draft_charter(
        actor=people["ada"],
        entity=entities[GROUP],
        text=default_text(),
        note="The rules that come with Parvis, as our own",
    )
    sign_charter(
        actor=people["karim"],
        draft=draft,
        digest=draft.content_digest,
        reason="Agreed with the customer service, communications and compliance",
    )


def _make_person(person: Person, entities: dict[str, Entity]) -> User:
    return create_person(
        actor=SYSTEM,
        username=person.username,
        password=PASSWORD,
        first_name=person.first_name,
        last_name=person.last_name,
        entity=entities[person.entity],
        role=person.role,
        language=person.language,
    )


def _lay_out(place: str, folder: Path, now: datetime) -> None:
    """Write the posts of one account, with the times they would have if written before ``now``."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [orjson.dumps(row) + b"\n" for row in _posts(place, now)]
    draft = folder / "inbox.draft"
    draft.write_bytes(b"".join(lines))
    draft.replace(folder / "inbox.jsonl")


def _posts(place: str, now: datetime) -> Iterator[dict[str, Any]]:
    for line in (resources.files("parvis.web.demo") / "posts.jsonl").read_bytes().splitlines():
        row: dict[str, Any] = orjson.loads(line)
        minutes = row.pop("minutes")
        if row.pop("account") == place:
            yield row | {"created_at": (now - timedelta(minutes=minutes)).isoformat()}
