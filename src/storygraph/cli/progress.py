"""The bar that shows how far a build is, by characters read, and the time that remains."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from rich import progress
from rich.markup import escape
from rich.text import Text

from storygraph.build import Progress
from storygraph.cli.app import err

_LONGEST = 40


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Show a bar while the block runs; what it gives takes the progress of a build."""
    with progress.Progress(
        progress.TextColumn("{task.description} {task.fields[story]}", style="dim"),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[stories]}", style="green"),
        _Remaining(),
        console=err,
        transient=True,
        disable=quiet,
    ) as bar:
        tasks: dict[str, progress.TaskID] = {}
        began = last = monotonic()

        def advance(now: Progress) -> None:
            nonlocal began, last
            if now.stage not in tasks:
                began = last
                for done in tasks.values():
                    bar.update(done, visible=False)
                tasks[now.stage] = bar.add_task(now.stage, story="", stories="", spent=0, at=0)
            last = monotonic()
            is_reading = now.stage == "reading"
            bar.update(
                tasks[now.stage],
                total=now.characters if is_reading else now.stories,
                completed=now.characters_done if is_reading else now.stories_done,
                story=escape(now.story.id[:_LONGEST]),
                stories=f"{now.stories_done:,}/{now.stories:,}",
                spent=last - began,
                at=last,
            )

        yield advance


def seconds_left(*, done: float, total: float, spent: float, since: float) -> float | None:
    """Return the seconds that remain at the speed so far, None before anything is done.

    Parameters
    ----------
    done, total
        The share of the work that is done, in characters.
    spent
        Seconds that it took.
    since
        Seconds since then; they have gone into what is not yet done.
    """
    if not done:
        return None
    return max(0.0, (total - done) * spent / done - since)


class _Remaining(progress.ProgressColumn):
    """The time that remains, at the speed of the whole stage so far."""

    max_refresh = 0.5

    def render(self, task: progress.Task) -> Text:
        """Return it as hours, minutes and seconds."""
        since = monotonic() - task.fields["at"]
        spent = task.fields["spent"]
        left = seconds_left(done=task.completed, total=task.total or 0, spent=spent, since=since)
        shown = "-:--:--" if left is None else str(timedelta(seconds=round(left)))
        return Text(shown, style="progress.remaining")
