"""What a reader puts right is replayed at every build."""

import pytest
from tests.graph.worlds import world

from storygraph.corrections import (
    Corrections,
    correct_entities,
    correct_links,
    read_corrections,
)
from storygraph.errors import CorrectionError
from storygraph.records import Entity, MaybeSame, Resolution


def entity(key: str, *members: tuple[str, int], aliases: tuple[str, ...] = ()) -> Entity:
    kind, _, name = key.partition(":")
    return Entity(key, kind, name.replace("-", " ").title(), aliases, members)


def entries(**tables: list[dict]) -> Corrections:
    return Corrections.model_validate(tables)


FOUND = Resolution(
    (
        entity("person:old-bek", ("a", 0)),
        entity("person:aru-bek", ("b", 0)),
        entity("person:naryn", ("a", 1)),
        entity("place:naryn", ("b", 1)),
    ),
    (MaybeSame("person:aru-bek", "person:old-bek", "short"),),
)


def ids(resolution: Resolution) -> list[str]:
    return sorted(each.id for each in resolution.entities)


def test_no_corrections_change_nothing():
    assert correct_entities(FOUND, Corrections()) == FOUND


def test_merged_entities_are_one_with_the_first_name_and_both_members():
    merged = correct_entities(FOUND, entries(merge=[{"ids": ["person:aru-bek", "person:old-bek"]}]))
    (one,) = [each for each in merged.entities if each.id == "person:aru-bek"]
    assert (one.name, one.aliases, one.members) == ("Aru Bek", ("Old Bek",), (("a", 0), ("b", 0)))
    assert "person:old-bek" not in ids(merged)
    assert merged.maybe_same == ()


def test_a_dropped_entity_is_gone_and_so_is_its_doubtful_pair():
    left = correct_entities(FOUND, entries(drop=[{"id": "person:old-bek"}]))
    assert ids(left) == ["person:aru-bek", "person:naryn", "place:naryn"]
    assert left.maybe_same == ()


def test_a_renamed_entity_keeps_its_id_and_its_old_name_as_an_alias():
    named = correct_entities(FOUND, entries(rename=[{"id": "person:aru-bek", "name": "Aru Lin"}]))
    (one,) = [each for each in named.entities if each.id == "person:aru-bek"]
    assert (one.name, one.aliases) == ("Aru Lin", ("Aru Bek",))


def test_a_retyped_entity_joins_the_one_of_that_type_and_name():
    placed = correct_entities(FOUND, entries(retype=[{"id": "person:naryn", "type": "place"}]))
    (one,) = [each for each in placed.entities if each.type == "place"]
    assert (one.id, one.members) == ("place:naryn", (("a", 1), ("b", 1)))


def test_entries_name_entities_by_the_ids_before_any_correction():
    both = entries(
        retype=[{"id": "person:naryn", "type": "place"}],
        rename=[{"id": "person:naryn", "name": "Naryn City"}],
    )
    assert "Naryn City" in {each.name for each in correct_entities(FOUND, both).entities}


def test_an_entry_that_no_longer_matches_is_a_clear_error():
    with pytest.raises(CorrectionError, match=r"\[\[drop\]\] names 'person:aru-beck'.*aru-bek"):
        correct_entities(FOUND, entries(drop=[{"id": "person:aru-beck"}]))


def test_entities_of_two_types_are_not_merged():
    with pytest.raises(CorrectionError, match="two types"):
        correct_entities(FOUND, entries(merge=[{"ids": ["person:aru-bek", "place:naryn"]}]))


def test_a_dropped_relation_is_gone():
    graph = world(("person:aru-bek", "born_in", "place:riga"))
    gone = {"source": "person:aru-bek", "relation": "born_in", "target": "place:riga"}
    assert not correct_links(graph, entries(drop_relation=[gone])).nx.number_of_edges()
    with pytest.raises(CorrectionError, match="does not say"):
        correct_links(graph, entries(drop_relation=[gone]))


def test_a_dropped_theme_is_gone():
    graph = world(("person:aru-bek", "plays", "theme:dombra"))
    assert "theme:dombra" not in correct_links(graph, entries(drop=[{"id": "theme:dombra"}])).nx


@pytest.mark.parametrize(
    "text", ["[[drop]", "[[drop]]\nname = 'x'", "[[merge]]\nids = ['one']", "[[lose]]\nid = 'x'"]
)
def test_a_malformed_file_is_a_clear_error(tmp_path, text):
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"corrections\.toml"):
        read_corrections(path)


def test_a_build_replays_the_corrections_beside_its_stories(nlp, tmp_path):
    import storygraph as sg

    (tmp_path / "tale.txt").write_text("John Marsh was born in Paris.", encoding="utf-8")
    assert "person:john-marsh" in sg.build(tmp_path, pipeline=nlp).nx
    path = tmp_path / "corrections.toml"
    path.write_text("[[drop]]\nid = 'person:john-marsh'\n", encoding="utf-8")
    log = sg.BuildLog()
    assert "person:john-marsh" not in sg.build(tmp_path, pipeline=nlp, log=log).nx
    assert log.skipped == []
