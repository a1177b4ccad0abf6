"""Streams of a kernel that stop passing on what a cell prints when it is too much.

>>> LimitedStream.limit = 2**20
"""

from ipykernel.iostream import OutStream


class LimitedStream(OutStream):
    """As its parent, up to `limit` characters a cell: no message becomes so large that it is dropped."""

    limit: int | None = None
    _printed = 0
    _cell = None

    def write(self, string: str) -> int | None:
        """Write as much as there is room for; one character more than the limit says that it was reached."""
        if self.limit is None or not isinstance(string, str):
            return super().write(string)
        cell = self.parent_header.get("msg_id")
        if cell != self._cell:
            self._cell, self._printed = cell, 0
        room = self.limit + 1 - self._printed
        self._printed += len(string)
        if room > 0:
            super().write(string[:room])
        return len(string)
