"""What people read of a charter's file, in French and English: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from parvis.engine.charter.acts import Act

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "charter.syntax": (
        (
            "Ce n'est pas du TOML : un signe manque ou est de trop ici. Regardez les"
            " guillemets et les crochets."
        ),
        (
            "This is not TOML: a sign is missing or too much here. Look at quotation"
            " marks and brackets."
        ),
    ),
    "charter.too_long": (
        ("La charte est trop longue. Au plus %(limit)s caractères, et %(longest)s par ligne."),
        ("The charter is too long. Use at most %(limit)s characters, and %(longest)s in a line."),
    ),
    "charter.version": (
        "La charte doit dire son format. Écrivez : version = %(version)s.",
        "The charter has to say its format. Write: version = %(version)s.",
    ),
    "charter.no_rules": (
        "Une charte a de 1 à %(most)s règles. Écrivez chacune sous [[rules]].",
        "A charter has 1 to %(most)s rules. Write each below [[rules]].",
    ),
    "charter.last_rule": (
        (
            "La dernière règle doit valoir pour tout message. Ôtez ses conditions, ou"
            " ajoutez après elle une règle sans condition."
        ),
        (
            "The last rule has to hold for every post. Take its conditions out, or add"
            " a rule without conditions after it."
        ),
    ),
    "charter.unknown_key": (
        "Rien ne porte ce nom ici. Vouliez-vous dire : %(known)s ?",
        "Nothing has this name here. Did you mean: %(known)s?",
    ),
    "charter.unknown_condition": (
        "Il n'y a pas de telle condition. Vouliez-vous dire : %(known)s ?",
        "There is no such condition. Did you mean: %(known)s?",
    ),
    "charter.unknown_label": (
        "Il n'y a pas de telle étiquette. Vouliez-vous dire : %(known)s ?",
        "There is no such label. Did you mean: %(known)s?",
    ),
    "charter.unknown_bound": (
        (
            "Une borne est « at_least » (au moins) ou « below » (moins de)."
            " Vouliez-vous dire : %(known)s ?"
        ),
        'A bound is "at_least" or "below". Did you mean: %(known)s?',
    ),
    "charter.unknown_word": (
        "Ce mot n'est pas connu ici. Vouliez-vous dire : %(known)s ?",
        "This word is not known here. Did you mean: %(known)s?",
    ),
    "charter.unknown_act": (
        "Il n'y a pas de tel acte. Vouliez-vous dire : %(known)s ?",
        "There is no such act. Did you mean: %(known)s?",
    ),
    "charter.unknown_priority": (
        "Il n'y a pas de telle priorité. Vouliez-vous dire : %(known)s ?",
        "There is no such priority. Did you mean: %(known)s?",
    ),
    "charter.unknown_answer": (
        "Il n'y a pas de telle réponse. Vouliez-vous dire : %(known)s ?",
        "There is no such answer. Did you mean: %(known)s?",
    ),
    "charter.answer_of_silence": (
        "Une règle qui ne répond pas ne propose pas de réponse. Ôtez cette ligne.",
        "A rule that does not answer proposes no answer. Take this line out.",
    ),
    "charter.to_nobody": (
        "« to » ne vaut que pour escalate. Ôtez cette ligne, ou changez l'acte.",
        '"to" is for escalate only. Take this line out, or change the act.',
    ),
    "charter.word": (
        ("Il faut ici un mot d'au plus 40 signes : petites lettres sans accent, chiffres, _ et -."),
        ("Here a word of at most 40 signs belongs: small plain letters, digits, _ and -."),
    ),
    "charter.name_twice": (
        "Une autre règle porte déjà ce nom. Donnez-en un autre.",
        "Another rule has this name already. Give it another one.",
    ),
    "charter.line": (
        "Il faut ici une ligne de 1 à %(most)s caractères, entre guillemets.",
        "Here a line of 1 to %(most)s characters belongs, between quotation marks.",
    ),
    "charter.line_holds": (
        "Cette ligne contient une donnée confidentielle (%(kind)s). Ôtez-la.",
        "This line holds confidential data (%(kind)s). Take it out.",
    ),
    "charter.holds": (
        "Cette ligne contient une donnée confidentielle (%(kind)s). Ôtez-la.",
        "Confidential data stands here (%(kind)s). Take it out.",
    ),
    "charter.unseen_sign": (
        (
            "Cette ligne contient un signe que personne ne voit (%(sign)s), et qui peut cacher ou"
            " retourner des mots. Ôtez-le, ou tapez la ligne à nouveau au lieu de la coller."
        ),
        (
            "This line holds a sign that nobody sees (%(sign)s), which could hide words or turn"
            " them around. Take it out, or type the line anew instead of pasting it."
        ),
    ),
    "charter.decimals": (
        "Ce nombre a trop de décimales : au plus %(most)s. Arrondissez-le.",
        "This number has too many decimals: at most %(most)s. Round it.",
    ),
    "charter.not_a_table": (
        ("Des conditions ou une règle ont leur place ici : écrivez nom = valeur, une par ligne."),
        "Conditions or a rule belong here: write name = value, one a line.",
    ),
    "charter.alternatives": (
        ("Une règle a de 1 à %(most)s variantes. Écrivez chacune sous [[rules.when]]."),
        "A rule has 1 to %(most)s alternatives. Write each below [[rules.when]].",
    ),
    "charter.not_probabilities": (
        "Dites de quelle étiquette, et une borne : when.%(example)s.at_least = 0.5.",
        "Say of which label, and a bound: when.%(example)s.at_least = 0.5.",
    ),
    "charter.not_a_range": (
        "Donnez une borne : .at_least = nombre, .below = nombre, ou les deux.",
        "Give a bound: .at_least = number, .below = number, or both.",
    ),
    "charter.out_of_probability": (
        "Une probabilité est un nombre de 0 à 1. Écrivez-en un.",
        "A probability is a number from 0 to 1. Write such a one.",
    ),
    "charter.out_of_sentiment": (
        "Le sentiment est un nombre de -1 à 1. Écrivez-en un.",
        "The sentiment is a number from -1 to 1. Write such a one.",
    ),
    "charter.empty_range": (
        ("Aucun nombre n'est entre ces bornes. « at_least » doit être plus petit que « below »."),
        ('No number lies between these bounds. "at_least" has to be less than "below".'),
    ),
    "charter.not_a_yes": (
        "Écrivez true (oui) ou false (non), sans guillemets.",
        "Write true or false, without quotation marks.",
    ),
    "charter.not_words": (
        ('Il faut ici un mot entre guillemets, ou une liste d\'au plus %(most)s : ["…", "…"].'),
        ('Here a word between quotation marks belongs, or a list of at most %(most)s: ["…", "…"].'),
    ),
    "charter.free_word": (
        (
            "Il faut ici des mots d'au plus 40 signes : petites lettres sans accent,"
            " chiffres, _ - et le point."
        ),
        ("Here words of at most 40 signs belong: small plain letters, digits, _ - and the dot."),
    ),
    "charter.language": (
        "Une langue s'écrit en deux petites lettres (ISO 639-1) : fr, en.",
        "A language is written in two small letters (ISO 639-1): fr, en.",
    ),
    "charter.never_holds": (
        (
            "La règle %(rule)s ne vaut jamais : ses conditions s'excluent (les probabilités de ton,"
            " de cible, de sujet et de décision font 1 ensemble). Changez-en une."
        ),
        (
            "Rule %(rule)s never holds: its conditions exclude each other (probabilities of tones,"
            " of targets, of topics and of decisions add up to 1). Change one of them."
        ),
    ),
    "charter.not_checked": (
        (
            "La charte est si grande que toutes ses règles n'ont pas été comparées. Réunissez des"
            " règles semblables."
        ),
        (
            "The charter is so large that not all of its rules were compared. Join rules that are"
            " alike."
        ),
    ),
    "charter.unreachable": (
        (
            "La règle %(rule)s ne décide jamais : la règle %(others)s vaut déjà pour"
            " tous ses messages. Montez-la, précisez l'autre, ou ôtez-la."
        ),
        (
            "Rule %(rule)s never decides: rule %(others)s holds for all of its posts"
            " already. Move it up, narrow the other one, or take it out."
        ),
    ),
    "charter.unreachable_together": (
        (
            "La règle %(rule)s ne décide jamais : ces règles valent ensemble pour tous"
            " ses messages : %(others)s. Montez-la ou ôtez-la."
        ),
        (
            "Rule %(rule)s never decides: these rules together hold for all of its"
            " posts: %(others)s. Move it up, or take it out."
        ),
    ),
    "charter.conflict": (
        (
            "Les règles %(rule)s et %(others)s peuvent valoir pour un même message et"
            " disent le contraire (%(acts)s) ; la première décide. Exemple :"
            " %(example)s. Précisez l'une d'elles pour qu'elles ne se rencontrent plus."
        ),
        (
            "Rules %(rule)s and %(others)s can both hold for one post and say the"
            " opposite (%(acts)s); the first one decides. Example: %(example)s. Narrow"
            " one of them so that they do not meet."
        ),
    ),
}
"""Code, then French and English."""

_ACTS: Final[Mapping[Act, tuple[str, str]]] = {
    Act.PROTECT: ("protéger", "protect"),
    Act.ESCALATE: ("escalader", "escalate"),
    Act.MOVE_TO_SECURE: ("passer au canal sécurisé", "move to the secure channel"),
    Act.MOVE_TO_PRIVATE: ("passer en privé", "move to private"),
    Act.ANSWER: ("répondre", "answer"),
    Act.DO_NOT_ANSWER: ("ne pas répondre", "do not answer"),
}


def sentence_in(language: str, code: str, data: Mapping[str, str | int]) -> str:
    """Say a problem or a warning; other languages than ``fr`` are said in English."""
    return SENTENCES[code][language != "fr"] % data


def act_in(language: str, act: Act) -> str:
    """Give the words for an act."""
    return _ACTS[act][language != "fr"]
