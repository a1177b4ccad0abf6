"""What a check found: where, what is wrong, how to mend it; one line each.

>>> print(Finding("course/07_momentum.ipynb", "valley", "two cells have this id", "rename one"))
course/07_momentum.ipynb [valley]: two cells have this id; rename one
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend. file: from the project's root, with slashes. cell_id: "" for the whole file."""

    file: str
    cell_id: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file} [{self.cell_id}]" if self.cell_id else self.file
        return f"{where}: {self.what}; {self.mend}"


class Findings(list[Finding]):
    """Findings in order of discovery; empty where all is well."""

    def table(self) -> str:
        """Readable plain text, one line a finding."""
        return "\n".join(str(finding) for finding in self) or "nothing to mend"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {"findings": [asdict(finding) for finding in self]}
