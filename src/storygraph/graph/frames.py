"""Rows as pandas tables; pandas is slow to load, so it waits until a table is asked for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def to_frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> "pd.DataFrame":
    """Return a table of some rows; the columns are there even if there is no row."""
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))


def to_column(values: Sequence[object], frame: "pd.DataFrame") -> "pd.Series[Any]":
    """Return a column of any values for a table, one for each row."""
    import pandas as pd

    return pd.Series(values, index=frame.index, dtype=object)
