"""The pages of the charter: who sees them, what they say, what they never do."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from parvis.engine.charter.default import default_text
from parvis.engine.charter.situation import Situation
from parvis.engine.charter.writing import template
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Decision, Intent, Labels, Tone
from parvis.governance import actions, charter_posts, charter_told
from parvis.governance.charter_posts import (
    JudgedPost,
    register_judged_posts,
    register_override_counts,
)
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import CharterVersion, Entity, Role, User
from parvis.governance.protection import CHARTERS
from parvis.governance.queries.charter_trial import try_charter
from tests.conftest import PASSWORD, Bank, drop_triggers
from tests.governance.test_charter_versions import ASK, MUTE, said

Enter = Callable[[User], Client]
LINE = "Une insulte et rien d'autre : pas de réponse."


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def drafted(bank: Bank, charter: str = MUTE, note: str = "For the pilot") -> CharterVersion:
    return actions.draft_charter(actor=bank.ada, entity=bank.north, text=charter, note=note)


def signed(bank: Bank, charter: str = MUTE, reason: str = "Tried") -> CharterVersion:
    draft = drafted(bank, charter)
    return actions.sign_charter(
        actor=bank.karim, draft=draft, digest=draft.content_digest, reason=reason
    )


def pages(bank: Bank) -> list[str]:
    here = f"/charter/{bank.north.pk}/"
    return ["/charter/", here, f"{here}file/", f"{here}versions/1/", f"{here}versions/1/file/"]


# Who sees what


@pytest.mark.parametrize("who", ["anne", "karim", "claire", "ada"])
def test_everybody_reads_the_charter_by_which_posts_are_judged(
    bank: Bank, log_in: Enter, who: str
) -> None:
    signed(bank)
    client = log_in(getattr(bank, who))
    for path in pages(bank):
        assert client.get(path).status_code == 200, path
    assert 'href="/charter/"' in text(client.get("/charter/"))


@pytest.mark.parametrize("who", ["karim", "claire", "ada"])
def test_whoever_reads_governance_sees_the_draft_and_tries_it(
    bank: Bank, log_in: Enter, who: str
) -> None:
    drafted(bank)
    client, here = log_in(getattr(bank, who)), f"/charter/{bank.north.pk}/"
    assert "Draft of version 1" in text(client.get(here))
    assert client.get(f"{here}trial/").status_code == 200


def test_an_agent_sees_no_draft(bank: Bank, log_in: Enter) -> None:
    drafted(bank, note="Not yet agreed")
    client, here = log_in(bank.anne), f"/charter/{bank.north.pk}/"
    page = text(client.get(here))
    assert "Draft of version" not in page
    assert "Not yet agreed" not in page
    assert client.get(f"{here}trial/").status_code == 404
    assert client.get(f"{here}sign/").status_code == 403
    assert client.get(f"{here}draft/").status_code == 403


def test_another_entity_is_not_there(bank: Bank, log_in: Enter) -> None:
    signed(bank)
    drafted(bank, ASK)
    stranger = actions.create_person(
        actor=SYSTEM, username="sven", password=PASSWORD, entity=bank.south, role=Role.ADMINISTRATOR
    )
    client, here = log_in(stranger), f"/charter/{bank.north.pk}/"
    for path in [*pages(bank)[1:], f"{here}sign/", f"{here}trial/", f"{here}draft/"]:
        assert client.get(path).status_code == 404, path
    assert client.post(f"{here}discard/").status_code == 404
    assert client.post(f"{here}draft/", {"text": ASK}).status_code == 404
    assert "Exemple Nord" not in text(client.get("/charter/"))


def test_nobody_reads_it_who_is_not_logged_in(bank: Bank, client: Client) -> None:
    for path in pages(bank):
        assert client.get(path).status_code == 302, path


@pytest.mark.parametrize("who", ["anne", "karim", "claire"])
def test_only_administrators_draft(bank: Bank, log_in: Enter, who: str) -> None:
    client, here = log_in(getattr(bank, who)), f"/charter/{bank.north.pk}/"
    assert client.get(f"{here}draft/").status_code == 403
    assert client.post(f"{here}draft/", {"text": MUTE, "note": ""}).status_code == 403
    drafted(bank)
    assert client.post(f"{here}discard/").status_code in {403, 404}
    assert CharterVersion.objects.exists()


# Drafting and signing


def test_a_charter_is_drafted_read_and_signed(bank: Bank, log_in: Enter) -> None:
    here = f"/charter/{bank.north.pk}/"
    client = log_in(bank.ada)
    page = client.post(f"{here}draft/", {"text": MUTE, "note": "Pilot"}, follow=True)
    assert "The draft is saved" in text(page)
    assert f"{here}sign/" not in text(page)
    page = text(client.get(f"{here}sign/"))
    assert "You wrote this draft" in page
    assert 'name="password"' not in page
    client = log_in(bank.karim)
    assert f"{here}sign/" in text(client.get(here))
    page = text(client.get(f"{here}sign/"))
    assert "Nobody answers." in page
    assert "open ones too, keep their verdict" in page
    draft = CharterVersion.objects.get()
    given = {"digest": draft.content_digest, "password": PASSWORD, "reason": "Tried for a week"}
    page = client.post(f"{here}sign/", given, follow=True)
    assert "from now on" in text(page)
    draft.refresh_from_db()
    assert draft.signed_by == bank.karim
    assert "version 1" in text(client.get("/charter/"))
    assert "Tried for a week" in text(client.get(here))
    assert "Tried for a week" in text(client.get(f"{here}versions/1/"))
    assert client.get(f"{here}versions/2/").status_code == 404


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reason": " "}, "required"),
        ({"password": "wrong"}, "not your password"),
        ({"digest": "0" * 64}, "changed since you read it"),
    ],
)
def test_a_signature_needs_reason_password_and_what_was_read(
    bank: Bank, log_in: Enter, given: dict[str, str], told: str
) -> None:
    whole = {"digest": drafted(bank).content_digest, "password": PASSWORD, "reason": "Tried"}
    page = log_in(bank.karim).post(f"/charter/{bank.north.pk}/sign/", whole | given)
    assert told in text(page)
    assert not CharterVersion.objects.filter(signed_at__isnull=False).exists()


def test_a_page_read_before_the_note_changed_signs_nothing(bank: Bank, log_in: Enter) -> None:
    drafted(bank, note="A pilot")
    client, here = log_in(bank.karim), f"/charter/{bank.north.pk}/sign/"
    read = client.get(here).context["form"].initial["digest"]
    drafted(bank, note="For good")
    given = {"digest": read, "password": PASSWORD, "reason": "Tried"}
    assert "changed since you read it" in text(client.post(here, given))
    assert not CharterVersion.objects.filter(signed_at__isnull=False).exists()


def test_whoever_changed_the_note_only_is_not_asked_to_sign(bank: Bank, log_in: Enter) -> None:
    drafted(bank)
    bob = actions.create_person(
        actor=SYSTEM,
        username="bob",
        password=PASSWORD,
        entity=bank.north,
        role=Role.ADMINISTRATOR,
        language="en",
    )
    actions.draft_charter(actor=bob, entity=bank.north, text=MUTE, note="Quieter")
    client, here = log_in(bob), f"/charter/{bank.north.pk}/"
    assert f"{here}sign/" not in text(client.get(here))
    assert 'name="password"' not in text(client.get(f"{here}sign/"))


def test_the_default_is_signed_to_keep_it_and_the_same_again_is_not(
    bank: Bank, log_in: Enter
) -> None:
    draft = drafted(bank, default_text())
    client, here = log_in(bank.karim), f"/charter/{bank.north.pk}/"
    page = text(client.get(f"{here}sign/"))
    assert "Nothing changes." in page
    assert "Once it is signed it is your own" in page
    given = {"digest": draft.content_digest, "password": PASSWORD, "reason": "Tried"}
    assert "Signed." in text(client.post(f"{here}sign/", given, follow=True))
    drafted(bank, default_text())
    page = text(client.get(f"{here}sign/"))
    assert "there is nothing to sign" in page
    assert 'name="password"' not in page
    assert f"{here}sign/" not in text(client.get(here))


def test_problems_are_shown_beside_their_lines_and_nothing_is_lost(
    bank: Bank, log_in: Enter
) -> None:
    wrong = MUTE.replace("do_not_answer", "<script>alert(1)</script>") + "when.tone.loud = 1\n"
    client, path = log_in(bank.ada), f"/charter/{bank.north.pk}/draft/"
    page = client.post(path, {"text": wrong, "note": ""})
    problems = page.context["problems"]  # type: ignore[attr-defined]
    assert [(p.line, p.text) for p in problems] == [
        (2, "[[rules]]"), (6, 'act = "<script>alert(1)</script>"'), (7, "when.tone.loud = 1"),
    ]  # fmt: skip
    assert "There is no such act." in text(page)
    assert "<script>alert" not in text(page)
    assert "&lt;script&gt;alert" in text(page)
    assert not CharterVersion.objects.exists()
    many = "version = 1\n" + "".join(f"key{n} = {n}\n" for n in range(4_000))
    page = client.post(path, {"text": many, "note": ""})
    assert len(page.context["problems"]) == 50  # type: ignore[attr-defined]
    assert "more problems are not shown" in text(page)


def test_a_text_that_is_far_too_long_is_refused_and_nothing_is_stored(
    bank: Bank, log_in: Enter
) -> None:
    client, path = log_in(bank.ada), f"/charter/{bank.north.pk}/draft/"
    assert client.post(path, {"text": "#\n" * 500_000, "note": ""}).status_code == 400
    page = client.post(path, {"text": "#\n" * 60_000, "note": ""})
    assert page.context["form"].errors["text"]  # type: ignore[attr-defined]
    assert not CharterVersion.objects.exists()


IDLE = """\
version = 1
[[rules]]
name = "all_insults"
fr = "Toute insulte."
en = "Every insult."
act = "do_not_answer"
when.tone.insulting.at_least = 0.5
[[rules]]
name = "bad_insults"
fr = "Les pires."
en = "The worst."
act = "escalate"
to = "supervisor"
when.tone.insulting.at_least = 0.9
[[rules]]
name = "asked"
fr = "Une demande."
en = "A request."
act = "answer"
when.intent.request.at_least = 0.5
[[rules]]
name = "end"
fr = "Fin."
en = "End."
act = "escalate"
to = "agent"
"""


def test_rules_that_never_decide_and_rules_at_odds_are_told_when_a_draft_is_saved(
    bank: Bank, log_in: Enter
) -> None:
    client, here = log_in(bank.ada), f"/charter/{bank.north.pk}/"
    page = text(client.post(f"{here}draft/", {"text": IDLE, "note": ""}, follow=True))
    assert "2 remarks on the draft" in page
    assert "Rule 2 (bad_insults) never decides" in page
    assert "Line 8:" in page
    assert "Rules 1 (all_insults) and 3 (asked) can both hold" in page
    assert "Rule 2 (bad_insults) never decides" in text(log_in(bank.karim).get(f"{here}sign/"))


def test_a_draft_begins_where_one_wants(bank: Bank, log_in: Enter) -> None:
    client, path = log_in(bank.ada), f"/charter/{bank.north.pk}/draft/"

    def begins(query: str = "") -> str:
        return client.get(path + query).context["form"].initial["text"]

    assert begins() == template()
    signed(bank)
    assert begins() == MUTE
    drafted(bank, ASK)
    assert begins() == ASK
    assert begins("?from=force") == MUTE
    assert begins("?from=default") == template()


def test_where_nobody_else_may_sign_the_page_says_so(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/charter/{bank.south.pk}/"
    assert "You are the only person here" in text(client.get(here))
    actions.draft_charter(actor=bank.ada, entity=bank.south, text=MUTE)
    assert "Nobody else may sign this draft" in text(client.get(here))
    drafted(bank)
    assert "Nobody else may sign" not in text(client.get(f"/charter/{bank.north.pk}/"))


# In words


def test_the_charter_is_said_rule_by_rule_in_the_language_of_the_reader(
    bank: Bank, log_in: Enter
) -> None:
    client, here = log_in(bank.karim), f"/charter/{bank.north.pk}/"
    page = client.get(here)
    rules = page.context["rules"]  # type: ignore[attr-defined]
    assert [rule.number for rule in rules] == list(range(1, len(rules) + 1))
    press = next(rule for rule in rules if rule.name == "press")
    assert press.ways == [["author: journalist"], ["press enquiry: at least 0.5"]]
    assert press.act.word == "A person decides"
    assert ("Who decides", "communications") in press.details
    first = rules[0]
    holds = "it holds: secrets (codes, passwords, keys) or card number"
    assert first.ways == [[holds, "public post"]]
    assert rules[-1].ways == []
    assert "An insult and nothing else" in text(page)
    bank.karim.language = "fr"
    bank.karim.save()
    page = client.get(here, headers={"accept-language": "fr"})
    assert LINE in text(page).replace("&#x27;", "'")
    with translation.override("fr"):
        assert "Une question de presse" not in text(page)
    assert "question de presse" in text(page)
    assert "0,5" in text(page)


def test_hostile_words_of_a_charter_stay_words(bank: Bank, log_in: Enter) -> None:
    hostile = MUTE.replace("Nobody answers.", "<img src=x onerror=alert(1)>{{ 7|add:7 }}")
    client = log_in(bank.ada)
    drafted(bank, hostile, note="<b>bold</b>\u202egnol")
    for path in ("", "sign/", "trial/", "draft/"):
        page = text(client.get(f"/charter/{bank.north.pk}/{path}"))
        assert "<img src=x" not in page, path
        assert "<b>bold" not in page, path
    signed(bank, hostile)
    page = text(client.get(f"/charter/{bank.north.pk}/versions/1/"))
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_the_file_is_given_as_it_was_signed(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.claire), f"/charter/{bank.north.pk}/"
    given = client.get(f"{here}file/")
    assert text(given) == default_text()
    assert given["Content-Disposition"] == 'attachment; filename="charter-default.toml"'
    signed(bank)
    given = client.get(f"{here}file/")
    assert text(given) == MUTE
    assert given["Content-Disposition"] == 'attachment; filename="charter-north-1.toml"'
    assert text(client.get(f"{here}versions/1/file/")) == MUTE
    assert client.get(f"{here}versions/2/file/").status_code == 404
    assert text(client.get(f"/charter/{bank.south.pk}/file/")) == default_text()


def test_a_charter_changed_behind_parvis_is_told_loudly(bank: Bank, log_in: Enter) -> None:
    version = signed(bank)
    drop_triggers(CHARTERS)
    client, here = log_in(bank.claire), f"/charter/{bank.north.pk}/"
    assert "not the one that was signed" not in text(client.get(f"{here}versions/1/"))
    CharterVersion.objects.filter(pk=version.pk).update(text=ASK)
    assert "is not what was signed" in text(client.get(here))
    assert "because the signed one does not hold" in text(client.get("/charter/"))
    assert "not the one that was signed" in text(client.get(f"{here}versions/1/"))
    CharterVersion.objects.filter(pk=version.pk).update(digest="1" * 64)
    page = client.get(here)
    assert "is not what was signed" in text(page)
    assert len(page.context["rules"]) > 10  # type: ignore[attr-defined]
    assert text(client.get(f"{here}file/")) == default_text()


def test_a_version_shows_what_it_changed(bank: Bank, log_in: Enter) -> None:
    signed(bank, IDLE)
    moved = IDLE.replace('name = "asked"', 'name = "other"').replace("0.9", "0.95")
    signed(bank, moved)
    page = log_in(bank.claire).get(f"/charter/{bank.north.pk}/versions/2/")
    changes = page.context["changes"]  # type: ignore[attr-defined]
    assert [rule.name for rule in changes.added] == ["other"]
    assert [rule.name for rule in changes.removed] == ["asked"]
    [changed] = changes.changed
    assert (changed.name, [part.title for part in changed.parts]) == ("bad_insults", ["When"])
    assert changed.parts[0].after == "insult: at least 0.95"


# Trying and counting


class Stored:
    """Posts that a room above might hold."""

    def __init__(self, *posts: JudgedPost) -> None:
        self.kept = posts
        self.asked: list[tuple[set[int], int]] = []

    def posts(
        self, entity_ids: Collection[int], since: datetime, limit: int
    ) -> Iterator[JudgedPost]:
        self.asked.append((set(entity_ids), limit))
        yield from self.kept

    def decided(
        self, entity_ids: Collection[int], since: datetime, limit: int, version: int | None
    ) -> Mapping[str, int]:
        return {"mute": 41, "press": 2} if version else {"press": 7}


def judged(shown: str = "", **more: object) -> JudgedPost:
    asking = Labels(
        "fr",
        intents={Intent.REQUEST: 0.9},
        tones={Tone.CALM: 1.0},
        targets={},
        topics={},
        decisions={Decision.ANSWER: 1.0},
        sentiment=0.0,
        unsure=False,
    )
    return JudgedPost(Situation(labels=asking, **more), shown)  # type: ignore[arg-type]


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> Stored:
    monkeypatch.setattr(charter_posts, "_providers", {})
    monkeypatch.setattr(charter_posts, "_overrides", {})
    provider = Stored(
        judged("Où est ma carte [CARD] <script>ici</script> ?"),
        judged(visibility=Visibility.PRIVATE),
        judged("Mon IBAN [IBAN]", findings=frozenset({"IBAN"})),
    )
    register_judged_posts("test.posts", provider)
    return provider


def test_a_trial_tells_what_would_be_done_otherwise(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    drafted(bank)
    page = log_in(bank.karim).get(f"/charter/{bank.north.pk}/trial/", {"days": "30"})
    told, tried = page.context["told"], page.context["tried"]  # type: ignore[attr-defined]
    [turn] = told.turns
    assert (turn.before.word, turn.after.word, turn.posts) == ("Answer", "Do not answer", 2)
    assert turn.examples == ("Où est ma carte [CARD] <script>ici</script> ?",)
    assert (tried.trial.looked_at, tried.days, tried.whole) == (3, 30, True)
    assert "2 posts would get no answer any more" in text(page)
    assert "<script>ici" not in text(page)
    assert stored.asked == [({bank.north.pk}, 50_000)]


def test_a_trial_names_the_rules_that_decide_nothing(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    drafted(bank, IDLE)
    page = log_in(bank.karim).get(f"/charter/{bank.north.pk}/trial/")
    told = page.context["told"]  # type: ignore[attr-defined]
    assert [name for _number, name, _said, _posts in told.rules] == ["asked"]
    assert [name for _number, name, _said in told.silent] == ["all_insults", "bad_insults", "end"]
    assert "Rules that would decide no post" in text(page)


def test_what_everybody_can_read_stays_protected_and_other_treatments_are_counted(
    bank: Bank, stored: Stored
) -> None:
    urgent = default_text().replace(
        'act = "answer"\n\n[[rules.when]]\nintent.request',
        'act = "answer"\nqueue = "requests"\n\n[[rules.when]]\nintent.request',
    )
    tried = try_charter(bank.north, said(urgent), days=7)
    assert (tried.trial.changed, tried.otherwise) == (0, 2)
    tried = try_charter(bank.north, said(MUTE), days=7)
    assert tried.trial.changed == 2


def test_a_trial_that_takes_too_long_says_so(bank: Bank, stored: Stored) -> None:
    assert not try_charter(bank.north, said(MUTE), days=7, seconds=-1).whole
    assert not try_charter(bank.north, said(MUTE), days=7, limit=2).whole
    assert try_charter(bank.north, said(MUTE), days=7, limit=4).whole


def test_a_trial_says_how_many_of_the_posts_it_shows(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    register_judged_posts("test.posts", Stored(*(judged(f"Carte {n}") for n in range(9))))
    drafted(bank)
    page = text(log_in(bank.karim).get(f"/charter/{bank.north.pk}/trial/"))
    assert re.search(r"[1-8] of 9 shown", page)


@pytest.mark.parametrize("odd", ["8", "x", "", "90"])
def test_an_odd_number_of_days_is_the_fewest(
    bank: Bank, log_in: Enter, stored: Stored, odd: str
) -> None:
    drafted(bank)
    page = log_in(bank.karim).get(f"/charter/{bank.north.pk}/trial/", {"days": odd})
    assert page.context["tried"].days == 7  # type: ignore[attr-defined]


def test_each_rule_says_how_many_posts_it_decided_and_how_often_people_did_otherwise(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    client, here = log_in(bank.karim), f"/charter/{bank.north.pk}/"
    page = client.get(here)
    counted = {rule.name: rule.decided for rule in page.context["rules"]}  # type: ignore[attr-defined]
    assert counted["press"] == 7
    assert sum(counted.values()) == 7
    assert "Overridden" not in text(page)
    signed(bank)
    register_override_counts("test.overrides", lambda _ids, _since, _version: {"mute": 3})
    page = client.get(here)
    [rule] = page.context["rules"]  # type: ignore[attr-defined]
    assert (rule.decided, rule.overridden) == (41, 3)
    assert "3 times" in text(page)


# What a page costs


def test_the_pages_of_the_charter_cost_the_same_whatever_their_length(
    bank: Bank, log_in: Enter
) -> None:
    signed(bank)
    client = log_in(bank.karim)

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    before = cost("/charter/"), cost(f"/charter/{bank.north.pk}/")
    for n in range(5):
        entity = actions.create_entity(actor=SYSTEM, key=f"e{n}", name=f"E{n}", parent=bank.north)
        ada = User.objects.get(pk=bank.ada.pk)  # who has not yet seen the tree without it
        actions.draft_charter(actor=ada, entity=entity, text=MUTE)
        signed(bank, MUTE.replace("Nobody", f"Nobody {n}"))
    assert (cost("/charter/"), cost(f"/charter/{bank.north.pk}/")) == before
    assert before[0] <= 7
    assert before[1] <= 13


# What held before


def signed_at(bank: Bank, entity: Entity, charter: str) -> CharterVersion:
    root = actions.create_person(
        actor=SYSTEM,
        username=f"root{CharterVersion.objects.count()}",
        password=PASSWORD,
        entity=bank.group,
        role=Role.SUPERVISOR,
    )
    ada = User.objects.get(pk=bank.ada.pk)
    draft = actions.draft_charter(actor=ada, entity=entity, text=charter, note="")
    return actions.sign_charter(
        actor=root, draft=draft, digest=draft.content_digest, reason="Tried"
    )


def held(client: Client, entity: Entity) -> list[tuple[str, int]]:
    rows = client.get(f"/charter/{entity.pk}/").context["versions"]  # type: ignore[attr-defined]
    return [(version.entity.key, version.number) for version, _reason in rows]


def test_the_history_shows_what_held_here_before_the_entity_signed_its_own(
    bank: Bank, log_in: Enter
) -> None:
    signed_at(bank, bank.group, ASK)
    signed_at(bank, bank.north, MUTE)
    signed_at(bank, bank.group, IDLE)
    client = log_in(bank.claire)
    assert held(client, bank.north) == [("north", 1), ("group", 1)]
    assert held(client, bank.south) == [("group", 2), ("group", 1)]
    page = text(client.get(f"/charter/{bank.south.pk}/"))
    assert f'<a href="/charter/{bank.group.pk}/versions/2/">Version 2</a> · Banque Exemple' in page


def test_the_first_own_version_is_compared_with_what_held_before(bank: Bank, log_in: Enter) -> None:
    signed_at(bank, bank.group, IDLE)
    signed_at(bank, bank.north, MUTE)
    page = log_in(bank.claire).get(f"/charter/{bank.north.pk}/versions/1/")
    removed = [rule.name for rule in page.context["changes"].removed]  # type: ignore[attr-defined]
    assert "asked" in removed
    assert "press" not in removed
    assert page.context["before"].entity == bank.group  # type: ignore[attr-defined]
    page = log_in(bank.karim).get(f"/charter/{bank.north.pk}/versions/1/")
    assert "Banque Exemple" in text(page)
    assert f'href="/charter/{bank.group.pk}/versions/' not in text(page)


def test_the_draft_is_given_as_its_file_to_whoever_may_read_it(bank: Bank, log_in: Enter) -> None:
    drafted(bank)
    here = f"/charter/{bank.north.pk}/"
    client = log_in(bank.claire)
    given = client.get(f"{here}draft/file/")
    assert text(given) == MUTE
    assert given["Content-Disposition"] == 'attachment; filename="charter-north-1-draft.toml"'
    assert text(client.get(f"{here}file/")) == default_text()
    page = text(client.get(here))
    assert f'href="{here}draft/file/"' in page
    assert f'href="{here}file/"' in page
    client = log_in(bank.anne)
    assert client.get(f"{here}draft/file/").status_code == 404
    assert f"{here}draft/file/" not in text(client.get(here))


def test_kinds_queues_and_authors_are_said_in_words(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.karim)
    page = text(client.get(f"/charter/{bank.north.pk}/", headers={"accept-language": "fr"}))
    assert "auteur : journaliste" in page
    assert re.search(r"File\s:\sfraude", page)
    with translation.override("fr"):
        assert charter_told.kinds_named("donnée (PHONE), IBAN, FRAUD") == (
            "donnée (numéro de téléphone), IBAN, FRAUD"
        )
