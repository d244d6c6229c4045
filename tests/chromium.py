"""Finds the Chromium that the page's tests drive, or installs one where Debian's packages allow.

Run as `python -m tests.chromium` before the tests.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "the page's tests drive Chromium and none was found. Install one (Debian and Ubuntu: "
    "'apt-get install chromium'), or set STORYGRAPH_CHROMIUM to its path."
)


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    named = os.environ.get("STORYGRAPH_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def main() -> None:
    """Make sure that there is a Chromium; as root on Debian it is installed."""
    if find_chromium():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)
    if not find_chromium():
        sys.exit(ADVICE)


if __name__ == "__main__":
    main()
