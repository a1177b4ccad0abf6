"""Widgets with something to read beneath: shown where a front end has ipywidgets, a still elsewhere.

A front end takes the richest form it knows of what a cell shows. So the widget and its still are sent as one
output: JupyterLab with ipywidgets shows the widget; GitHub, nbviewer and a page without a kernel the still.
"""

from typing import Any

from helpers.teaching.card import Card


def bundle(widget: Any | None, still: Card | dict[str, Any]) -> dict[str, Any]:
    """MIME bundle of a widget (None: there is none) over its still: a card or a bundle with text/plain."""
    if isinstance(still, Card):
        still = {"text/plain": str(still), "text/html": still._repr_html_()}
    return still if widget is None else widget._repr_mimebundle_() | still


def library() -> Any | None:
    """The module ipywidgets; None where it is not installed."""
    try:
        import ipywidgets
    except ModuleNotFoundError:
        return None
    return ipywidgets
