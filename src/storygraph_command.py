"""Where the `storygraph` command starts, so that it can be stopped while it is still loading.

It stands beside the package because importing anything of the package takes a second or two.
"""

import os
import signal


def main() -> None:
    """Run the command line; Ctrl-C ends it with exit code 130 from the first moment on."""
    raises = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if raises:  # else whoever started the command has Ctrl-C ignored
        signal.signal(signal.SIGINT, _stop)
    from storygraph.cli import main as run

    if raises:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


def _stop(number: int, frame: object) -> None:
    """End at once: an exception raised in the midst of an import may be taken for its failure."""
    os.write(2, b"stopped\n")
    os._exit(130)
