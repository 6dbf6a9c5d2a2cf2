"""What people read when a transformer of the bank's own cannot be used: what to mend."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRANSFORMER: Final[dict[str, str | Promise]] = {
    "transformer.activation": _(
        "labels.toml must say activation: “softmax” where one class holds, “sigmoid” where each"
        " stands for itself."
    ),
    "transformer.classes": _(
        "labels.toml must say classes: a list of 1 to %(most)s texts, one for each class of the"
        " model, in its order. A class that is not used is an empty text."
    ),
    "transformer.classes_differ": _(
        "labels.toml names %(said)s classes, and the model gives %(given)s. Name each class, in the"
        " order of the model."
    ),
    "transformer.file_missing": _("The folder holds no file %(file)s. Put it there."),
    "transformer.file_too_big": _("%(file)s is larger than %(limit)s. Use a smaller model."),
    "transformer.fixed_shape": _(
        "The input %(name)s has a fixed size. Export the model with dynamic axes: any number of"
        " texts, any number of tokens."
    ),
    "transformer.folder_too_big": _(
        "The folder holds more than %(limit)s. Leave in it only what the transformer needs."
    ),
    "transformer.head_in_part": _(
        "Of %(head)s, one label holds, and the classes leave out: %(missing)s. Name all of its"
        " labels, or none."
    ),
    "transformer.head_unknown": _(
        "Class %(place)s of labels.toml reads “%(label)s”. It must begin with one of: %(known)s;"
        " then a full stop, then a label."
    ),
    "transformer.input_type": _(
        "The input %(name)s wants %(found)s. Export the model with whole numbers of 64 bits."
    ),
    "transformer.inputs": _(
        "The model has the inputs %(found)s. It must have input_ids and attention_mask, and may"
        " have token_type_ids."
    ),
    "transformer.label_twice": _(
        "labels.toml names a label twice. With “sigmoid”, each may stand there once."
    ),
    "transformer.label_unknown": _(
        "Class %(place)s of labels.toml reads “%(label)s”, which is no label. There are: %(known)s"
    ),
    "transformer.labels_not_text": _("labels.toml is no text in UTF-8. Save it as such."),
    "transformer.labels_syntax": _("labels.toml is no TOML, at line %(line)s. Correct it there."),
    "transformer.library_missing": _(
        "A transformer needs the library %(library)s, which is not installed. Install Parvis as"
        " parvis[transformer]."
    ),
    "transformer.longest": _(
        "labels.toml: longest must be a whole number of tokens, from %(fewest)s to %(most)s."
    ),
    "transformer.model_unreadable": _(
        "model.onnx cannot be loaded. Its operators must be ONNX's own, and its weights stand in"
        " this folder. The library says: %(detail)s"
    ),
    "transformer.no_class_used": _("labels.toml uses no class of the model. Name at least one."),
    "transformer.no_folder": _("%(folder)s is no folder. Name the folder that holds model.onnx."),
    "transformer.not_a_file": _("%(file)s is neither a file nor a folder. Take it away."),
    "transformer.not_numbers": _(
        "The model answers with something that is no number. Export it again."
    ),
    "transformer.not_readable": _(
        "The folder %(folder)s cannot be read (%(what)s). Is it there, and may Parvis read it?"
    ),
    "transformer.one_head": _(
        "With “softmax” one class holds, and the classes speak of several things: %(heads)s. Keep"
        " one of them, or use “sigmoid”."
    ),
    "transformer.output_shape": _(
        "The model answers in the shape %(found)s. It must give one row a text, one column a class."
    ),
    "transformer.outputs": _(
        "The model has the outputs %(found)s. It must have one, called logits."
    ),
    "transformer.outside": _(
        "%(file)s leads out of the folder. Copy the file itself there instead of a link."
    ),
    "transformer.tokenizer_unreadable": _(
        "tokenizer.json cannot be loaded. It must be in the format of Hugging Face's tokenizers."
        " The library says: %(detail)s"
    ),
    "transformer.too_many_files": _(
        "The folder holds more than %(most)s files. Leave in it only what the transformer needs."
    ),
    "transformer.trial_failed": _(
        "The model could not read a text for a try. Do model.onnx and tokenizer.json belong"
        " together, and can it read as many tokens as longest says? The library says: %(detail)s"
    ),
    "transformer.unknown_key": _("labels.toml holds “%(key)s”. It may hold: %(known)s"),
    "transformer.weight": _("labels.toml: weight must be a number above 0, and 1 at most."),
}
