"""Years that a text names."""

import re

_MEASURED = (
    r"people|men|women|children|copies|pages|words|lines|books|works|paintings|visitors"
    r"|(?:kilo)?met(?:re|er)s?|km|miles?|feet|kilos?|tons?|rubles|roubles|tenge|dollars|euros"
    r"|pounds|sheep|horses|days|nights|hours|times|square"
)
_YEAR = re.compile(
    rf"(?<![\w.,$€£₸№#/-])(1\d{{3}}|20\d\d|2100)(?=s\b|\b)(?![.,]\d|[%°])(?!\s+(?:{_MEASURED})\b)"
)


def find_years(text: str) -> list[int]:
    """Return the years from 1000 to 2100 that a text names, in order, each once.

    "The 1960s" gives 1960; a number before a unit ("1200 kilometres") is no year.

    Examples
    --------
    >>> find_years("From 1931 to 1962 she walked 1200 kilometres.")
    [1931, 1962]
    """
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(text)))
