"""Silence around a library that talks: Lightning's notes, its progress bars, its advice.

>>> with quiet():
...     Tuner(trainer).lr_find(model, loader)
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from IPython.utils.capture import capture_output

LOGGERS = ("lightning.pytorch", "lightning.fabric")


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing written, shown, warned or noted inside is seen; errors come through."""
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        with capture_output(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
