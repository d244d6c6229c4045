"""What a reader puts right, kept in a file and replayed at every build.

`corrections.toml` beside the stories holds entries by hand, from the page, or from
`StoryGraph.correct`:

    [[merge]]
    ids = ["person:old-bek", "person:aru-bek"]

    [[split]]
    id = "person:aru-bek"
    stories = ["letter"]
    name = "Aru Bek the Younger"

    [[add_relation]]
    source = "person:aru-bek"
    relation = "born_in"
    target = "place:riga"
    quote = "The child first saw the light there."

Ids are those of the graph without corrections, so that the order of entries does not matter.
"""

from storygraph.corrections.apply import correct_graph, with_ids
from storygraph.corrections.entries import (
    AddRelation,
    AddTheme,
    Corrections,
    Drop,
    DropRelation,
    Entry,
    KeepApart,
    Locate,
    Merge,
    Rename,
    Retype,
    Split,
)
from storygraph.corrections.file import FILE, append_corrections, read_corrections

__all__ = [
    "FILE",
    "AddRelation",
    "AddTheme",
    "Corrections",
    "Drop",
    "DropRelation",
    "Entry",
    "KeepApart",
    "Locate",
    "Merge",
    "Rename",
    "Retype",
    "Split",
    "append_corrections",
    "correct_graph",
    "read_corrections",
    "with_ids",
]
