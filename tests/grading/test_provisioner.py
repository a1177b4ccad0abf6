"""Warm kernels for every client of Jupyter, by a kernel specification of the same name."""

import os
import subprocess
import sys
import textwrap

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.grading.kernel import provisioner

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="kernels fork from a warm process on Linux only"
)
ENTRY = (
    "[jupyter_client.kernel_provisioners]\n"
    "fishcourse-warm = helpers.grading.kernel.provisioner:WarmProvisioner\n"
)


@pytest.fixture(scope="module")
def variables(tmp_path_factory):
    """The environment of a program that uses warm kernels, also where the package is not installed."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "warm-0.dist-info").mkdir()
    (folder / "warm-0.dist-info" / "METADATA").write_text("Name: warm\nVersion: 0\n")
    (folder / "warm-0.dist-info" / "entry_points.txt").write_text(ENTRY)
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    return {**os.environ, **provisioner.environment(), "PYTHONPATH": path}


def run(variables, code):
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.split()


def test_a_kernel_is_warm_and_can_be_interrupted_and_restarted(variables):
    code = """
    import queue
    from jupyter_client.manager import start_new_kernel
    manager, client = start_new_kernel(kernel_name="python3")
    def ask(code):
        shown = []
        hook = lambda m: shown.append(m["content"].get("text") or m["content"].get("ename") or "")
        client.execute_interactive(code, output_hook=hook, timeout=60)
        return "".join(shown).strip()
    print(ask("import sys; print('torch' in sys.modules)"))
    # stop_on_error: else ipykernel turns down what comes right after the error.
    client.execute("print('here', flush=True); import time; time.sleep(100)", stop_on_error=False)
    while client.get_iopub_msg(timeout=60)["msg_type"] != "stream": pass
    for _ in range(30):  # as people do: press again where a kernel does not seem to hear
        manager.interrupt_kernel()
        try:
            print(client.get_shell_msg(timeout=2)["content"]["ename"])
            break
        except queue.Empty:
            pass
    print(ask("x = 1; print(x)"))
    manager.restart_kernel()
    client.wait_for_ready(timeout=60)
    print(ask("print('x' in globals())"))
    folder = manager.provisioner.sockets
    client.stop_channels()
    manager.shutdown_kernel()
    print(manager.is_alive(), folder.exists())
    """
    assert run(variables, code) == ["True", "KeyboardInterrupt", "1", "False", "False", "False"]


def test_two_kernels_draw_different_random_numbers(variables):
    code = """
    from nbclient import execute
    from nbformat.v4 import new_code_cell, new_notebook
    source = "import torch, random, numpy\\nprint(torch.rand(1).item(), random.random(), numpy.random.rand())"
    for _ in range(2):
        notebook = new_notebook(cells=[new_code_cell(source)])
        print(execute(notebook, kernel_name="python3").cells[0].outputs[0].text)
    """
    drawn = run(variables, code)
    assert len(set(drawn)) == 6


def test_nbval_uses_them(variables, tmp_path):
    pytest.importorskip("nbval")
    cells = [new_code_cell("import sys\nassert 'torch' in sys.modules"), new_code_cell("open('here')")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "lecture.ipynb")
    (tmp_path / "here").touch()
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True)
    assert "2 passed" in done.stdout, done.stdout
