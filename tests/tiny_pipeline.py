"""A pipeline that loads and reads in no time: named people, an untrained parser of two words."""

from pathlib import Path

import spacy
from spacy.training import Example

from storygraph.records import Story

PEOPLE = ("Aru Bek", "Dana Lin", "Omar Serik")
_PARSER = """
[model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 4
maxout_pieces = 1
use_upper = true

[model.tok2vec]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 4
depth = 1
embed_size = 50
window_size = 1
maxout_pieces = 1
subword_features = false
"""


def save_pipeline(folder: Path) -> Path:
    """Write the pipeline to a folder, the same each time, and return the folder."""
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("parser", config=spacy.util.load_config_from_str(_PARSER))
    words, heads = ["Aru", "slept"], [1, 1]
    doc = nlp.make_doc(" ".join(words))
    example = Example.from_dict(doc, {"words": words, "heads": heads, "deps": ["nsubj", "ROOT"]})
    nlp.initialize(lambda: [example])
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in PEOPLE])
    nlp.to_disk(folder)
    return folder


def tales(count: int) -> list[Story]:
    """Return small stories that the pipeline finds people and themes in."""
    return [
        Story(
            f"tale-{number:02}",
            f"Tale {number}",
            f"{PEOPLE[number % 3]} met {PEOPLE[(number + 1) % 3]} in {1900 + number} and played "
            "the dombra. They wrote letters about painting.",
            f"tales/tale-{number:02}.txt",
            {"year": str(1900 + number)},
        )
        for number in range(count)
    ]
