"""How fast the page opens and answers, how big it is, how long its layout takes.

Run as `python -m benchmarks.explorer [NODES ...]`; needs Chromium. Graphs are generated, with
three links a node and a sentence behind every link.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from tests.chromium import ADVICE, find_chromium
from tests.views.explorer import FLAGS, generated

from storygraph.views.html import render_html
from storygraph.views.page import tables

SIZES = (1_000, 5_000, 10_000)
HEADER = (
    "nodes  links  layout s  export s  page MB  drawn s  heap MB  filter ms  focus ms  path ms  "
    "frames/s"
)

# Milliseconds from a change to the picture that shows it.
TIMED = """change => new Promise(done => {
  const start = performance.now();
  storygraph.painter.network.once('afterDrawing', () => done(performance.now() - start));
  new Function(change)();
})"""
PANNED = """() => new Promise(done => {
  const { network } = storygraph.painter;
  const start = performance.now();
  let frames = 0;
  const step = () => {
    frames++;
    const passed = (performance.now() - start) / 1000;
    if (passed > 2) return done(frames / passed);
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + 8, y } });
    requestAnimationFrame(step);
  };
  step();
})"""
FILTER = "storygraph.set({types: new Set(storygraph.state.types.size ? [] : [5])})"
FOCUS = "storygraph.select(storygraph.model.byDegree[3], {depth: 2})"
PATH = (
    "storygraph.set({panel: 'path', node: -1,"
    " ends: [storygraph.model.byDegree.at(-1), storygraph.model.byDegree.at(-2)]})"
)


def main() -> None:
    """Print one line of figures for each size."""
    path = find_chromium()
    if path is None:
        sys.exit(ADVICE)
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(HEADER)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for size in sizes:
            print(measure(browser, size, Path(folder)), flush=True)
        browser.close()


def measure(browser: Browser, size: int, folder: Path) -> str:
    """Return the figures of one generated graph as a line of the table."""
    graph = generated(size, links=2)
    start = time.process_time()
    tables._positions(graph, {node: number for number, node in enumerate(graph.nx)})
    layout = time.process_time() - start
    start = time.process_time()
    page = render_html(graph)
    export = time.process_time() - start
    file = folder / f"{size}.html"
    file.write_text(page, encoding="utf-8")
    figures = in_browser(browser, file)
    return (
        f"{size:5}  {graph.nx.number_of_edges():5}  {layout:8.2f}  {export:8.2f}  "
        f"{file.stat().st_size / 1e6:7.2f}  {figures['drawn']:7.2f}  {figures['heap']:7.1f}  "
        f"{figures['filter']:9.0f}  {figures['focus']:8.0f}  {figures['path']:7.0f}  "
        f"{figures['frames']:8.1f}"
    )


def in_browser(browser: Browser, file: Path) -> dict[str, float]:
    """Return what a fresh window measures: seconds, megabytes, milliseconds, frames a second."""
    opened: list[float] = []
    for _ in range(3):
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce", bypass_csp=True
        )
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_function("storygraph.painter?.drawnAt > 0", timeout=120_000)
        opened.append(page.evaluate("storygraph.painter.drawnAt") / 1000)
        if len(opened) == 3:
            figures = answers(page, context.new_cdp_session(page))
        context.close()
    return {"drawn": sorted(opened)[1], **figures}


def answers(page: Page, session: CDPSession) -> dict[str, Any]:
    """Return the heap after a collection and the time of each answer, the median of five."""
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    heap = next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize") / 1e6
    timed = {
        name: sorted(page.evaluate(TIMED, change) for _ in range(5))[2]
        for name, change in (("filter", FILTER), ("focus", FOCUS), ("path", PATH))
    }
    page.evaluate("storygraph.home(); storygraph.resetFilters()")
    return {"heap": heap, "frames": page.evaluate(PANNED), **timed}


if __name__ == "__main__":
    main()
