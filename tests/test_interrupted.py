"""What ends the program from outside ends it without a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import IS_CI

ROOT = Path(__file__).parent.parent


def program(
    *arguments: str, cwd: Path, stdout: Any = subprocess.PIPE
) -> "subprocess.CompletedProcess[str]":
    """The program itself, with no setting of this machine; modules of `cwd` come first."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bot", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=cwd,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.skipif(
    not (IS_CI or Path("/dev/full").exists()), reason="only Linux has a disk always full"
)
def test_a_disk_without_room_for_the_output_is_told_of_in_a_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = program("sources", "list", stdout=full, cwd=tmp_path)

    assert ended.returncode != 0
    assert "stopped: No space left on device; make room on the disk\n" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_ctrl_c_while_it_loads_is_answered_with_no_word(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGINT)")

    ended = program("stats", cwd=tmp_path)

    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, "")
