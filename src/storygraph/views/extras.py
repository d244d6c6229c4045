"""Libraries that only some exports need, imported when they are needed."""

from importlib import import_module
from types import ModuleType

from storygraph.errors import GraphFileError


def need(module: str, *, extra: str, what: str) -> ModuleType:
    """Return an optional library.

    Raises
    ------
    GraphFileError
        If it is not installed; the message names the extra that brings it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise GraphFileError(
            f"{what} needs {library}: pip install 'storygraph[{extra}]'"
        ) from error
