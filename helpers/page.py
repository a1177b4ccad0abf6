"""Pieces of a self-contained HTML page: its style, tables and pictures, with all text escaped.

>>> table(("class", "images"), [("<b>", 3)], numbers=[1])
"""

import base64
import io
from collections.abc import Collection, Sequence
from html import escape
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure
from PIL import Image

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
# Twice what a page shows, for screens of high density.
THUMBNAIL_PX = 400


def table(head: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Collection[int] = ()) -> str:
    """A table that scrolls where it has to; the columns `numbers` are aligned on the right."""

    def line(tag: str, row: Sequence[object]) -> str:
        kinds = [' class="number"' if i in numbers else "" for i in range(len(row))]
        cells = [f"<{tag}{kind}>{escape(str(cell))}</{tag}>" for kind, cell in zip(kinds, row, strict=True)]
        return f"<tr>{''.join(cells)}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f'<div class="wide"><table><thead>{line("th", head)}</thead><tbody>{body}</tbody></table></div>'


def drawing(figure: Figure, alt: str) -> str:
    """A figure as SVG; the same figure gives the same text in every run."""
    buffer = io.BytesIO()
    with rc_context({"svg.hashsalt": "fishcourse"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return _image(buffer.getvalue(), "svg+xml", alt)


def thumbnail(photo: Image.Image, alt: str) -> str:
    """A photo, made small; as JPEG, since PNG would be six times as large."""
    small = photo.copy()
    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=85)
    return _image(buffer.getvalue(), "jpeg", alt)


def _image(data: bytes, kind: str, alt: str) -> str:
    encoded = base64.b64encode(data).decode("ascii")
    return f'<img src="data:image/{kind};base64,{encoded}" alt="{escape(alt)}">'
