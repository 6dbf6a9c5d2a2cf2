"""How well the check on outgoing replies does on the labelled ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.guard.labelled import REASONS, Reply

from parvis.engine.outbound import check_reply


def given_reasons(reply: Reply) -> frozenset[str]:
    """Give the codes for which a reply is blocked; none where it may be sent."""
    objections = check_reply(reply.text, visibility=reply.visibility)
    return frozenset(str(objection.code) for objection in objections)


def figures(replies: Sequence[Reply]) -> Iterator[tuple[str, float, str]]:
    """Give name, value and unit of each figure."""
    judged = [(reply, given_reasons(reply)) for reply in replies]
    for lang in ("", "fr", "en"):
        some = [pair for pair in judged if lang in {"", pair[0].lang}]
        which = f"{lang} " if lang else ""
        forbidden = [bool(given) for reply, given in some if reply.reasons]
        allowed = [bool(given) for reply, given in some if not reply.reasons]
        exact = [given == reply.reasons for reply, given in some if reply.reasons]
        yield (f"{which}forbidden blocked", *_share(forbidden))
        yield (f"{which}allowed blocked", *_share(allowed))
        yield (f"{which}reasons exactly right", *_share(exact))
    for code in REASONS:
        named = [code in given for reply, given in judged if code in reply.reasons]
        others = [code in given for reply, given in judged if code not in reply.reasons]
        yield (f"{code} said where it is", *_share(named))
        yield (f"{code} said where it is not", *_share(others))
    if any(reply.stretches for reply in replies):
        yield ("offending stretches pointed at", *_share(list(_pointed_at(replies))))


def _pointed_at(replies: Sequence[Reply]) -> Iterator[bool]:
    """Say of each marked stretch whether some objection of its reason touches it."""
    for reply in replies:
        objections = check_reply(reply.text, visibility=reply.visibility) if reply.stretches else ()
        for stretch in reply.stretches:
            yield any(
                each.code == stretch.code and each.start < stretch.end and stretch.start < each.end
                for each in objections
            )


def _share(of: Sequence[bool]) -> tuple[float, str]:
    return (sum(of) / len(of) if of else 0.0), f"share of {len(of)}"
