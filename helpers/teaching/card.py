"""What a teaching function shows: a short text with a mark, as HTML in a notebook, as plain text elsewhere.

>>> print(Card("Claim", "2 < 3", mark="✓"))
✓ Claim: 2 < 3
"""

import html
import re
from dataclasses import dataclass

from helpers.plots import BLUE, GREEN, RED

COLOURS = {"✓": GREEN, "✗": RED}


@dataclass(frozen=True)
class Card:
    """A titled text. mark: "✓", "✗" or another sign; colour never tells more than the sign does.

    `text` may hold inline code in backticks and formulas between dollar signs. items: a list below the text.
    folds: (summary, content) pairs that open at a click, with or without a kernel.
    """

    title: str
    text: str
    mark: str = "?"
    items: tuple[str, ...] = ()
    folds: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.mark} {self.title}: {self.text}"]
        listed = (*self.items, *(summary for summary, _content in self.folds))
        return "\n".join(lines + [f"  - {item}" for item in listed])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{inline(item)}</li>" for item in self.items)
        listed = f'<ul style="margin:.2em 0">{items}</ul>' if items else ""
        folds = "".join(
            f'<details style="margin:.2em 0 0 1em"><summary style="cursor:pointer">{inline(summary)}'
            "</summary>"
            f'<div style="margin:.2em 0 .4em 1.2em">{inline(content)}</div></details>'
            for summary, content in self.folds
        )
        colour = COLOURS.get(self.mark, BLUE)
        return (
            f'<div style="border-left:4px solid {colour};padding:.3em .8em;margin:.3em 0">'
            f"<b>{html.escape(self.mark)} {html.escape(self.title)}.</b> {inline(self.text)}"
            f"{listed}{folds}</div>"
        )

    def _repr_pretty_(self, printer, cycle: bool) -> None:
        printer.text(str(self))


def inline(text: str) -> str:
    """HTML of a line of text: escaped, backticks as code; formulas stay for the page's MathJax."""
    parts = re.split(r"`([^`]+)`", text)
    return "".join(
        f"<code>{html.escape(part)}</code>" if i % 2 else html.escape(part, quote=False).replace("\n", "<br>")
        for i, part in enumerate(parts)
    )
