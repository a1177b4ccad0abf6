"""The order in which bubblewrap builds the sandbox: what lies in /tmp is seen if it is put there later."""

from pathlib import Path

import pytest

from helpers.grading.kernel import sandbox
from helpers.grading.kernel.limits import Limits


@pytest.mark.parametrize("place", ["/tmp/clone/.venv", "/home/student/.venv", "/opt/course/.venv"])
def test_an_interpreter_is_mounted_after_the_empty_folders(place, monkeypatch):
    monkeypatch.setattr(sandbox, "readable", lambda: [Path(place)])
    words = sandbox.command(Path("/run/sockets"), None, Limits(), info=3)
    mounted = words.index(place)
    assert words[mounted - 1] == "--ro-bind-try"
    for memory in sandbox.MEMORY:
        assert words[words.index(str(memory), words.index("--tmpfs")) - 1] == "--tmpfs"
        assert words.index(str(memory), words.index("--tmpfs")) < mounted
    made = [words[i + 1] for i, word in enumerate(words) if word == "--dir"]
    assert {str(parent) for parent in Path(place).parents[:-1]} - set(map(str, sandbox.MEMORY)) <= set(made)
