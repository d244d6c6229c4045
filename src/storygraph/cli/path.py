"""`storygraph path`."""

from storygraph.cli.answers import Json, Name, facts_data, print_json, print_prose
from storygraph.cli.app import Graph, app
from storygraph.graph.prose import called, doubts, quote, sentence
from storygraph.views.export import load
from storygraph.views.wording import relation_words


@app.command()
def path(graph: Graph, first: Name, second: Name, as_json: Json = False) -> None:
    """Show the most telling path between two nodes, each step with its sentence.

    Example: storygraph path graph.json "Aru Bek" dombra
    """
    tales = load(graph)
    one, other = tales.find(first), tales.find(second)
    steps = tales.path(one, other)
    if as_json:
        print_json({"first": one, "second": other, "steps": facts_data(tales, steps)})
        return
    names = f"{called(tales, one)} and {called(tales, other)}"
    if not steps:
        same = one == other
        lines = [f"{names} are one node." if same else f"Nothing links {names}."]
        print_prose("\n".join([*lines, *doubts(tales, one, other)]))
        return
    count = "1 step" if len(steps) == 1 else f"{len(steps)} steps"
    lines = [f"{names} are linked in {count}:"]
    for number, step in enumerate(steps, start=1):
        lines.append(f"  {number}. {sentence(tales, step, words=relation_words)}:")
        lines.append(f"       {quote(step.evidence)} ({step.evidence.story})")
    print_prose("\n".join([*lines, *doubts(tales, one, other)]))
