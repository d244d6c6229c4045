import signal
import subprocess
import sys

import pytest

START = "from storygraph_command import main; main()"


def loading(tmp_path, body):
    """Return the command while it loads a package that says so and then does as it is told."""
    package = tmp_path / "storygraph"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "cli.py").write_text(body)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {START}"
    child = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "loading\n"
    return child


@pytest.mark.parametrize(
    "body",
    [
        "import time; print('loading', flush=True); time.sleep(60)",
        "import time\ntry: print('loading', flush=True), time.sleep(60)\n"
        "except BaseException as e: raise ImportError('not installed') from e",
    ],
    ids=["plain", "in an import that takes it for its failure"],
)
def test_ctrl_c_while_the_command_loads_ends_it_in_one_line(tmp_path, body):
    child = loading(tmp_path, body)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert (child.returncode, told) == (130, "stopped\n")


def test_ctrl_c_is_an_exception_again_once_the_command_is_loaded(tmp_path):
    body = (
        "def main():\n"
        "    import time\n"
        "    try: print('loading', flush=True), time.sleep(60)\n"
        "    except KeyboardInterrupt: raise SystemExit(7)\n"
    )
    child = loading(tmp_path, body)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert (child.returncode, told) == (7, "")


def test_the_command_runs(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", START, "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("storygraph ")
