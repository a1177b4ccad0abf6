"""Run a lecture and keep what it shows, fit for a page without a kernel.

What a run leaves is cleaned of what differs from run to run or needs a kernel: widget views that have a
static form beside them, counts, times. What cannot be cleaned (warnings, memory addresses, a widget alone) is
an error.

>>> execute(nb, Path("course"), "en", name="course/07_momentum.ipynb")
"""

import base64
import os
import re
import subprocess
import time
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring.notebook import code_cells
from helpers.errors import InputError, require

LIMIT_S = 900  # on the clock, so that an endless run ends; what a lecture may take, its test judges
MAX_PNG_BYTES = 100_000
WIDGET = "application/vnd.jupyter.widget-view+json"
STATIC = ("text/html", "image/png", "image/svg+xml", "text/markdown", "text/latex")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
HOME = re.compile(r"(?:/home/|/Users/|/root/|/tmp/|[A-Za-z]:\\{1,2}Users\\)[\w.-]+")
CAPTION = re.compile(r"\*(?:Figure|Hình) \d+\. ((?:[^*]|(?<=\\)\*)+)\*\s*(?:\n|$)")
# One thread a kernel: beside a busy neighbour two threads wait for each other. A fixed seed of hashes, or
# sets would be printed in another order each time.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


def execute(
    nb: NotebookNode, folder: Path, language: str, *, name: str, limit_s: float = LIMIT_S
) -> NotebookNode:
    """A copy of `nb` with the outputs of a fresh run in `folder`.

    name: how errors call it. Raises InputError that names the cell where one fails, writes to stderr, shows a
    memory address, a figure over 100 KB or a widget without a static form, or the run takes more than
    limit_s.
    """
    require("nbclient", extra="author")
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    done = deepcopy(nb)
    for cell in code_cells(done):
        cell.outputs, cell.execution_count = [], None
    started = time.monotonic()
    at = ""

    def remember(cell: NotebookNode, **_: object) -> None:
        nonlocal at
        at = cell.id

    client = NotebookClient(
        done,
        timeout_func=lambda cell: max(1, int(limit_s - (time.monotonic() - started))),
        on_cell_start=remember,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
    )
    try:
        environment = {**os.environ, **ENVIRONMENT, "FISHCOURSE_LANGUAGE": language}
        client.execute(env=environment, stderr=subprocess.DEVNULL)  # ipykernel's own notes
    except CellExecutionError as error:
        raise InputError(f"{name} [{at}] fails: {error.ename}: {_first_line(error.evalue)}") from None
    except CellTimeoutError:
        raise InputError(
            f"{name} [{at}]: the notebook may take {limit_s:g} s, and this cell is not done"
        ) from None
    except DeadKernelError:
        raise InputError(f"{name} [{at}]: the kernel died, perhaps for want of memory") from None
    _clean(done, name)
    set_captions(done)
    return done


def set_captions(nb: NotebookNode) -> None:
    """Give figures the alternative text that the caption below them says; none where there is no caption.

    A caption is the first paragraph of the Markdown cell behind the figure's cell: *Figure 3. What is seen.*
    """
    for cell, caption in figures(nb):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                metadata = {k: v for k, v in output.metadata.get("image/png", {}).items() if k != "alt"}
                if caption:
                    metadata["alt"] = caption
                output.metadata["image/png"] = NotebookNode(metadata)


def figures(nb: NotebookNode) -> list[tuple[NotebookNode, str | None]]:
    """The cells that show a PNG image, and the caption of each."""
    found = []
    for position, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and any("image/png" in output.get("data", {}) for output in cell.outputs):
            following = nb.cells[position + 1] if position + 1 < len(nb.cells) else None
            caption = (
                CAPTION.match(following.source) if following and following.cell_type == "markdown" else None
            )
            found.append((cell, " ".join(caption[1].split()) if caption else None))
    return found


def complaints(cell: NotebookNode) -> list[str]:
    """What in a cell's outputs does not belong on a page: one phrase each."""
    found = []
    for output in cell.outputs:
        data = output.get("data", {})
        texts = [output.get("text", ""), *(text for kind, text in data.items() if kind.startswith("text/"))]
        if output.output_type == "error":
            found.append(f"it fails: {output.ename}: {_first_line(output.evalue)}")
        if output.get("name") == "stderr":
            found.append(f"it writes to stderr: {_first_line(output.text)}")
        if address := ADDRESS.search("\n".join(texts)):
            found.append(f"it shows a memory address: {address.group()}")
        if home := HOME.search("\n".join(texts)):
            found.append(f"it shows a path of one machine: {home.group()}")
        if WIDGET in data and not any(kind in data for kind in STATIC):
            found.append("it shows a widget without a static form beside it")
        if "image/png" in data and (size := len(base64.b64decode(data["image/png"]))) > MAX_PNG_BYTES:
            found.append(f"it shows a figure of {size / 1000:.0f} KB, more than {MAX_PNG_BYTES / 1000:.0f}")
    return found


def _clean(nb: NotebookNode, name: str) -> None:
    count = 0
    for cell in code_cells(nb):
        for complaint in complaints(cell):
            raise InputError(f"{name} [{cell.id}]: {complaint}")
        if cell.source.strip():
            count += 1
            cell.execution_count = count
        cell.metadata.pop("execution", None)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
            if WIDGET in output.get("data", {}):
                del output.data[WIDGET]
                output.metadata.pop(WIDGET, None)
    nb.metadata.pop("widgets", None)


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else ""
