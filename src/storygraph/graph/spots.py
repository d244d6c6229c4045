"""Where a node lies."""

from collections.abc import Mapping
from typing import Any

Spot = tuple[float, float]


def find_spot(data: Mapping[str, Any]) -> Spot | None:
    """Return latitude and longitude in degrees from a node's attributes; None if they are none.

    Examples
    --------
    >>> find_spot(graph.nx.nodes["place:almaty"])
    (43.24, 76.95)
    >>> find_spot({"latitude": "north", "longitude": 200})
    """
    try:
        latitude, longitude = float(data["latitude"]), float(data["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
