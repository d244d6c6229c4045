"""How right is a graph? A build scored against gold files that a careful reader wrote.

A gold file is TOML, one for each story: `story` (its id), `[[entity]]` tables (`id`, shared by all
stories that speak of the same entity; `type`; `name`; `aliases`, the names that the story uses),
`[[relation]]` tables (`subject`, `relation`, `object`, an entity id or `theme:LABEL`; `quote`) and
`[[theme]]` tables (`label`, `quote`).
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from storygraph.detect.inflections import plurals
from storygraph.errors import StorygraphError
from storygraph.graph.storygraph import StoryGraph
from storygraph.naming import key_of, slug, without_titles
from storygraph.records import MUTUAL, EntityType

STRUCTURAL = frozenset({"mentions", "about", "appears_with", "associated_with"})
_INVERSE = {"child_of": "parent_of"}
Triple = tuple[str, str, str]


@dataclass(slots=True)
class Score:
    """Right, wrong and missing items; `errors` says each wrong and missing one in a line."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the share of found items that are right, 0..1; 1 if none was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of gold items that were found, 0..1; 1 if there is none."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0..1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldEntity(_Gold):
    """An entity of a story; `id` is shared by all stories that speak of it."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()


class GoldRelation(_Gold):
    """A statement of a story; `object` may be `theme:LABEL`."""

    subject: str
    relation: str
    object: str
    quote: str = ""


class GoldTheme(_Gold):
    """A subject that a story really deals with, by any name of the theme."""

    label: str
    quote: str = ""


class GoldStory(_Gold):
    """What a reader says that a story tells."""

    story: str
    entity: tuple[GoldEntity, ...] = ()
    relation: tuple[GoldRelation, ...] = ()
    theme: tuple[GoldTheme, ...] = ()


def read_gold(path: Path) -> list[GoldStory]:
    """Return the gold stories of a TOML file, or of every one in a folder.

    Raises
    ------
    StorygraphError
        If there is none, or one is malformed.
    """
    paths = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
    if not paths or not all(each.is_file() for each in paths):
        raise StorygraphError(f"no gold files at '{path}'; give a .toml file or a folder of them.")
    return [_read_story(each) for each in paths]


def _read_story(path: Path) -> GoldStory:
    try:
        return GoldStory.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise StorygraphError(f"gold file '{path}', at {at}: {first['msg']}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StorygraphError(f"gold file '{path}' is malformed: {error}") from error


def evaluate(graph: StoryGraph, gold: Sequence[GoldStory]) -> dict[str, Score]:
    """Return scores for entities, aliases, identity, themes and relations, by these names.

    Entities and relations count once for each story that tells of them. Identity counts pairs of
    stories in which gold and graph agree that an entity is the same one.

    Raises
    ------
    StorygraphError
        If a gold story is not in the graph.
    """
    scores = {key: Score() for key in ("entities", "aliases", "identity", "themes", "relations")}
    matches: dict[tuple[str, str], str] = {}
    for story in gold:
        if story.story not in graph.stories:
            raise StorygraphError(f"the graph has no story '{story.story}' that the gold speaks of")
        found = _surface_names(graph, story.story)
        matched = _match_entities(graph, story, found, scores["entities"])
        _score_aliases(story, matched, found, scores["aliases"])
        _score_themes(graph, story, scores["themes"])
        _score_relations(graph, story, matched, scores["relations"])
        matches.update({(story.story, key): node for key, node in matched.items()})
    _score_identity(matches, scores["identity"])
    return scores


def _surface_names(graph: StoryGraph, story: str) -> dict[str, set[str]]:
    """Return the names that a story uses for each entity node, folded, people's without titles."""
    text = graph.stories[story].text
    names: dict[str, set[str]] = defaultdict(set)
    for mention in graph.mentions_by_story.get(story, []):
        if mention.form == "name":
            kind = graph.nx.nodes[mention.node]["type"]
            names[mention.node].add(_compared(kind, text[mention.start : mention.end]))
    return names


def _compared(kind: str, name: str) -> str:
    return key_of(without_titles(name) if kind == "person" else name)


def _gold_names(entity: GoldEntity) -> set[str]:
    return {_compared(entity.type, name) for name in (entity.name, *entity.aliases)}


def _match_entities(
    graph: StoryGraph, story: GoldStory, found: dict[str, set[str]], score: Score
) -> dict[str, str]:
    """Match gold entities to nodes of the same type that share a name, most shared names first."""
    pairs = sorted(
        (
            (-len(_gold_names(entity) & names), entity.id, node)
            for entity in story.entity
            for node, names in found.items()
            if graph.nx.nodes[node]["type"] == entity.type and _gold_names(entity) & names
        )
    )
    matched: dict[str, str] = {}
    for _, key, node in pairs:
        if key not in matched and node not in matched.values():
            matched[key] = node
    score.right += len(matched)
    for entity in story.entity:
        if entity.id not in matched:
            score.missing += 1
            score.errors.append(f"{story.story}: missing {entity.type} '{entity.name}'")
    for node in sorted(set(found) - set(matched.values())):
        score.wrong += 1
        score.errors.append(f"{story.story}: wrong {node} {sorted(found[node])}")
    return matched


def _score_aliases(
    story: GoldStory, matched: dict[str, str], found: dict[str, set[str]], score: Score
) -> None:
    for entity in story.entity:
        node = matched.get(entity.id)
        if node is None:
            continue
        wanted = {_compared(entity.type, name) for name in entity.aliases}
        score.right += len(wanted & found[node])
        for name in sorted(wanted - found[node]):
            score.missing += 1
            score.errors.append(f"{story.story}: {node} lacks '{name}'")
        for name in sorted(found[node] - wanted - {_compared(entity.type, entity.name)}):
            score.wrong += 1
            score.errors.append(f"{story.story}: {node} is not '{name}'")


def _score_themes(graph: StoryGraph, story: GoldStory, score: Score) -> None:
    wanted = {_theme(graph, theme.label): theme.quote for theme in story.theme}
    source = f"story:{story.story}"
    found = {target for _, target, key in graph.nx.out_edges(source, keys=True) if key == "about"}
    score.right += len(found & wanted.keys())
    for node in sorted(wanted.keys() - found):
        score.missing += 1
        score.errors.append(f"{story.story}: missing {node} | {wanted[node]}")
    for node in sorted(found - wanted.keys()):
        score.wrong += 1
        texts = graph.nx.edges[source, node, "about"]["evidence"]
        score.errors.append(f"{story.story}: not in gold {node} | {texts[0]['text']}")


def _theme(graph: StoryGraph, label: str) -> str:
    """Return the node of the theme that goes by a label, or by another name if none does."""
    node = f"theme:{slug(label)}"
    if node in graph.nx:
        return node
    themes = [
        (n, {slug(name) for name in (d["name"], *d["aliases"])})
        for n, d in graph.nx.nodes(data=True)
        if d["type"] == "theme"
    ]
    own = slug(label)
    called = (n for n, names in themes if own in names)
    # "drums" is "drum", whichever of the two a vocabulary has.
    alike = (n for n, names in themes if any(own in plurals(name) for name in names))
    return next(called, None) or next(alike, node)


def _score_relations(
    graph: StoryGraph, story: GoldStory, matched: dict[str, str], score: Score
) -> None:
    wanted = {
        _normal(_node(graph, r.subject, matched), r.relation, _node(graph, r.object, matched)): r
        for r in story.relation
    }
    found = dict(_told(graph, story.story))
    score.right += len(found.keys() & wanted.keys())
    for triple in sorted(wanted.keys() - found.keys()):
        score.missing += 1
        score.errors.append(f"{story.story}: missing {_shown(triple)} | {wanted[triple].quote}")
    for triple in sorted(found.keys() - wanted.keys()):
        score.wrong += 1
        score.errors.append(f"{story.story}: wrong {_shown(triple)} | {found[triple]}")


def _node(graph: StoryGraph, key: str, matched: dict[str, str]) -> str:
    if key.startswith("theme:"):
        return _theme(graph, key.removeprefix("theme:"))
    return matched.get(key, f"?{key}")


def _told(graph: StoryGraph, story: str) -> Iterable[tuple[Triple, str]]:
    for source, target, relation, data in graph.nx.edges(keys=True, data=True):
        if relation in STRUCTURAL:
            continue
        for each in data["evidence"]:
            if each["story"] == story:
                shown = f"{each['text']} [{each['by']} {each['confidence']:.2f}]"
                yield _normal(source, relation, target), shown


def _normal(subject: str, relation: str, object: str) -> Triple:
    if relation in _INVERSE:
        return (object, _INVERSE[relation], subject)
    if relation in MUTUAL and object < subject:
        return (object, relation, subject)
    return (subject, relation, object)


def _shown(triple: Triple) -> str:
    return " ".join(triple)


def _score_identity(matches: dict[tuple[str, str], str], score: Score) -> None:
    units = sorted(matches)
    for index, one in enumerate(units):
        for other in units[index + 1 :]:
            same_gold, same_node = one[1] == other[1], matches[one] == matches[other]
            pair = f"{one[1]} in {one[0]} and {other[1]} in {other[0]}"
            if same_gold and same_node:
                score.right += 1
            elif same_gold:
                score.missing += 1
                score.errors.append(f"split: {pair}")
            elif same_node:
                score.wrong += 1
                score.errors.append(f"merged: {pair}")
