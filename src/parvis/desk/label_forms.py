"""What people may say of a post in place of what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from parvis.desk.forms import VersionForm
from parvis.desk.label_words import HEADS, Word, head_name
from parvis.engine.understand import Intent, Tone


class LabelForm(VersionForm):
    """Labels of one post: intents that hold, and one label of each other kind.

    ``version`` is that of the post which was read.
    """

    refusal: ClassVar[str] = "desk.labels.invalid"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for head, (title, words) in HEADS.items():
            kind = forms.MultipleChoiceField if head == "intents" else forms.ChoiceField
            # That no intent is chosen the action says, in words of its own.
            asked = head != "intents"
            self.fields[head] = kind(label=str(title), choices=_choices(words), required=asked)

    def said(self) -> dict[str, Any]:
        """Give the labels as an action takes them."""
        return {head: self.cleaned_data[head] for head in HEADS}

    @property
    def questions(self) -> Iterable[tuple[str, str, list[tuple[str, Word, bool]]]]:
        """What is asked: head, title, and its labels with whether each is chosen now."""
        for head, (_title, words) in HEADS.items():
            chosen = self[head].value() or ()
            several = {str(each) for each in (chosen if isinstance(chosen, list) else [chosen])}
            yield (
                head,
                head_name(head),
                [(label, word, label in several) for label, word in words.items()],
            )


def initial_of(labels: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a form begins with: what stands there, or what is usual where nothing does."""
    usual = {"intents": [str(Intent.NONE)], "tone": str(Tone.CALM), "target": "nobody"}
    return {**usual, "topic": "other", "decision": "answer", "sentiment": "0", **labels}


def _choices(words: Mapping[str, Word]) -> list[tuple[str, Any]]:
    return [(str(label), word.name) for label, word in words.items()]
