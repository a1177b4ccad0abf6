"""Which dicts have changed: read off the counter that Python up to 3.13 keeps in each (PEP 509).

Looking the values of a dict up writes to them, since it counts references; in a fork, that copies every page
on which they lie. The counter is read where it lies, through views that cannot be written to or patched.

>>> versions = Versions([names]); names["a"] = 1; list(versions.changed())
[0]
"""

import ctypes
import sys
from collections.abc import Iterator

# PyDictObject: what every object has, ma_used, ma_version_tag.
OFFSET = object.__basicsize__ + ctypes.sizeof(ctypes.c_ssize_t)


class Versions:
    """The counters of some dicts; where Python has none, every dict counts as changed.

    tables: dicts that live as long as this does. counted: whether there are counters.
    """

    def __init__(self, tables: list[dict]):
        self.counted = _counted()
        self._views = [_view(table) if self.counted else None for table in tables]
        self._seen = [view and view[0] for view in self._views]

    def changed(self) -> Iterator[int]:
        """The indices of those that have changed since this was made, or since they were last named.

        One that changes while the caller has its index is named again the next time.
        """
        for index, view in enumerate(self._views):
            if view is None:
                yield index
            elif (version := view[0]) != self._seen[index]:
                self._seen[index] = version
                yield index


def _view(table: dict) -> memoryview:
    """The counter of a dict, an unsigned integer of 8 bytes."""
    return memoryview((ctypes.c_char * 8).from_address(id(table) + OFFSET)).cast("B").cast("Q").toreadonly()


def _counted() -> bool:
    """Whether this Python counts the changes of a dict there, and nothing but changes."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 14):
        return False
    table = {"a": 0}
    view = _view(table)
    versions = [view[0]]
    for change in (
        lambda: table.get("a"),  # none
        lambda: table.update(a=1),
        lambda: table.setdefault("b", 1),
        lambda: table.pop("b"),
        lambda: table.clear(),
    ):
        change()
        versions.append(view[0])
    return versions[0] == versions[1] and len(set(versions[1:])) == len(versions[1:])
