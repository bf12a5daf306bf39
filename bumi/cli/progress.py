"""Progress on standard error, so that standard output holds the answer alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress"]


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to be told (step, done, of), which draws one bar a step where somebody is watching."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as drawn:

        def tell(step: str, done: int, of: int) -> None:
            if step not in bars:
                bars[step] = drawn.add_task(step, total=of)
            drawn.update(bars[step], completed=done, total=of)

        yield tell
