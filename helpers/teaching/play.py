"""Figures to play with: sliders over a drawing function, the still at their start values elsewhere.

>>> play(draw, rate=slider("learning rate", 0.01, 0.2, start=0.05, log=True))
"""

import base64
import io
import math
from collections.abc import Callable
from dataclasses import dataclass

from IPython.display import display
from matplotlib.figure import Figure

from helpers.errors import InputError
from helpers.teaching import widgets
from helpers.teaching.language import translate as _

STEPS = 100  # of a slider, from low to high


@dataclass(frozen=True)
class Slider:
    """A number to choose: its label, range and start value."""

    label: str
    low: float
    high: float
    start: float
    log: bool


def slider(label: str, low: float, high: float, *, start: float, log: bool = False) -> Slider:
    """A slider for `play`; log: equal distances are equal factors (low > 0)."""
    if not low <= start <= high or low == high or (log and low <= 0):
        raise InputError(f"slider {label!r}: expected low <= start <= high, got {low}, {start}, {high}")
    return Slider(_(label), low, high, start, log)


def play(draw: Callable[..., Figure], **sliders: Slider) -> None:
    """Show draw(**values), drawn anew whenever a slider is let go; it should take well under a second.

    Where no widget runs, the figure at the start values shows alone.
    """
    start = {name: chosen.start for name, chosen in sliders.items()}
    still = png(draw(**start))
    library = widgets.library()
    panel = None if library is None else _panel(library, draw, sliders, still)
    described = ", ".join(f"{chosen.label} = {chosen.start:g}" for chosen in sliders.values())
    encoded = base64.b64encode(still).decode()
    display(widgets.bundle(panel, {"text/plain": described, "image/png": encoded}), raw=True)


def png(figure: Figure) -> bytes:
    """The figure as PNG."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


def _panel(library, draw: Callable[..., Figure], sliders: dict[str, Slider], still: bytes):
    # A static width keeps the page from jumping while the next picture is drawn.
    image = library.Image(value=still, format="png")
    controls = {name: _control(library, chosen) for name, chosen in sliders.items()}

    def redraw(_change) -> None:
        image.value = png(draw(**{name: control.value for name, control in controls.items()}))

    for control in controls.values():
        control.observe(redraw, names="value")
    return library.VBox([*controls.values(), image])


def _control(library, chosen: Slider):
    wide = {"style": {"description_width": "12em"}, "layout": library.Layout(width="40em")}
    if chosen.log:
        low, high = math.log10(chosen.low), math.log10(chosen.high)
        return library.FloatLogSlider(
            value=chosen.start,
            min=low,
            max=high,
            step=(high - low) / STEPS,
            description=chosen.label,
            continuous_update=False,
            readout_format=".3g",
            **wide,
        )
    return library.FloatSlider(
        value=chosen.start,
        min=chosen.low,
        max=chosen.high,
        step=(chosen.high - chosen.low) / STEPS,
        description=chosen.label,
        continuous_update=False,
        readout_format=".3g",
        **wide,
    )
