"""Near-identical solutions of a class: pairs to read side by side, never a verdict.

Code becomes tokens: names that a student chose, comments, docstrings and layout do not count. Tokens become
the fingerprints of winnowing (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document
fingerprinting", https://doi.org/10.1145/872757.872770): every run of NOISE + WINDOW - 1 equal tokens is found
wherever it stands. What the release holds counts nothing; what many students wrote counts little, by the
logarithm of how rare it is (Spärck Jones 1972), so that the one obvious way to write a line accuses nobody.
An index from fingerprint to students replaces the comparison of all pairs; copydetect, the nearest library,
compares each with each, and to it all fingerprints weigh the same.

>>> pairs({"ada": {"velocity": "v = beta * v + g"}, "ben": {"velocity": "u = b * u + grad"}}, released="")
[]
"""

import builtins
import io
import json
import keyword
import math
import tokenize
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.data.catalog import Progress

NOISE = 12  # tokens: shorter runs are in everybody's code
WINDOW = 4  # of each so many runs one is kept
LIKE = 0.6  # share of the smaller solution that another one has as well
EVIDENCE = 10.0  # fingerprints that nobody else has, or more of commoner ones: some 25 tokens
STRANGERS = 10  # imagined students who wrote otherwise, or a class of two could share nothing rare
MIXER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, Knuth's multiplicative hash
# f-strings are one token before Python 3.12 and several from then on.
TEXTS = {tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)}
STATEMENT_ENDS = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
LAYOUT = STATEMENT_ENDS | {tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER}
LAYOUT |= {getattr(tokenize, name) for name in ("FSTRING_MIDDLE", "FSTRING_END") if hasattr(tokenize, name)}
WORDS = {*keyword.kwlist, *dir(builtins), "self"}  # names that nobody chose


@dataclass(frozen=True)
class Pair:
    """Two students: similarity in [0, 1] is the weighted share of the smaller solution that is in the other.

    evidence: how much that is, in fingerprints as rare as can be. fragments: what both have, longest first.
    """

    first: str
    second: str
    similarity: float
    evidence: float
    fragments: tuple["Fragment", ...]


@dataclass(frozen=True)
class Fragment:
    """The same code at two places: (exercise, first line, last line) of each, lines from 1."""

    first: tuple[str, int, int]
    second: tuple[str, int, int]

    @property
    def lines(self) -> int:
        """How many lines of the first student it covers."""
        return self.first[2] - self.first[1] + 1


@dataclass(frozen=True)
class Prints:
    """The fingerprints of one solution: hashes (n,), uint64, sorted, each once; where: of each, its place."""

    hashes: np.ndarray
    where: tuple[tuple[str, int, int], ...]  # exercise, first line, last line


def pairs(
    solutions: Mapping[str, Mapping[str, str]],
    *,
    released: str = "",
    progress: Progress | None = None,
) -> list[Pair]:
    """All pairs of students who have a similarity of LIKE and some EVIDENCE, the most similar first.

    solutions: code by exercise, by student. released: all code that students were given.
    """
    given = fingerprints({"": released}).hashes
    students = sorted(solutions)
    steps = progress(students, "fingerprints", len(students)) if progress else students
    prints = [_without(fingerprints(solutions[student]), given) for student in steps]
    counts = [len(one.hashes) for one in prints]
    every, number = np.unique(np.concatenate([one.hashes for one in prints] or [given]), return_inverse=True)
    frequency = np.bincount(number, minlength=len(every))
    # The index: who has fingerprint k is holders[begins[k]:begins[k + 1]].
    holders = np.repeat(np.arange(len(prints)), counts)[np.argsort(number, kind="stable")]
    begins = np.concatenate([[0], np.cumsum(frequency)])
    size = len(students) + STRANGERS
    weight = np.log(size / np.maximum(frequency, 2)) / math.log(size / 2)
    numbers = np.split(number, np.cumsum(counts)[:-1])
    whole = [weight[mine].sum() for mine in numbers]
    found = []
    for i, mine in enumerate(numbers):
        others = np.concatenate([holders[begins[k] : begins[k + 1]] for k in mine] or [mine])
        weights = np.repeat(weight[mine], frequency[mine])
        shared = np.bincount(others, weights=weights, minlength=len(prints))
        for j in np.flatnonzero(shared[i + 1 :] >= EVIDENCE) + i + 1:
            similarity = shared[j] / min(whole[i], whole[j])
            if similarity >= LIKE:
                found.append((min(1.0, similarity), shared[j], i, j))
    found.sort(key=lambda one: (-round(one[0], 3), -one[1], one[2:]))
    return [
        Pair(students[i], students[j], float(similarity), float(evidence), fragments(prints[i], prints[j]))
        for similarity, evidence, i, j in found
    ]


def tokens(code: str) -> list[tuple[str, int]]:
    """(token, its line from 1) as they count; of code that Python cannot read, those before the error."""
    found: list[tuple[str, int]] = []
    begins = True  # of a statement: a text there is a docstring
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            text = token.string
            if token.type in LAYOUT:
                begins = begins or token.type in STATEMENT_ENDS
                continue
            if token.type in TEXTS:
                text = "" if begins else '"'
            elif token.type == tokenize.NAME and text not in WORDS:
                # After a dot: a library's word (torch.zeros_like), or the student's own (self.velocity).
                before = [text for text, _line in found[-2:]]
                text = text if before[-1:] == ["."] and before != ["self", "."] else "name"
            begins = False
            if text:
                found.append((text, token.start[0]))
    except (tokenize.TokenError, SyntaxError):
        pass
    return found


def fingerprints(code: Mapping[str, str]) -> Prints:
    """Winnow the code of each exercise by itself."""
    hashes, places = [], []
    for exercise, text in code.items():
        stream = tokens(text)
        if len(stream) < NOISE:
            continue
        numbers = np.array([zlib.crc32(token.encode()) for token, _line in stream], dtype=np.uint64)
        runs = np.lib.stride_tricks.sliding_window_view(numbers, NOISE)
        value = np.zeros(len(runs), dtype=np.uint64)
        for column in range(NOISE):  # modulo 2^64, as uint64 has it
            value = (value ^ (value >> np.uint64(29)) ^ runs[:, column]) * MIXER
        value ^= value >> np.uint64(32)
        width = min(WINDOW, len(value))
        windows = np.lib.stride_tricks.sliding_window_view(value, width)
        # The rightmost of the smallest, as the paper has it.
        least = width - 1 - windows[:, ::-1].argmin(axis=1)
        kept = np.unique(np.arange(len(windows)) + least)
        hashes.append(value[kept])
        places += [(exercise, stream[k][1], stream[k + NOISE - 1][1]) for k in kept]
    if not hashes:
        return Prints(np.zeros(0, dtype=np.uint64), ())
    joined, first = np.unique(np.concatenate(hashes), return_index=True)
    return Prints(joined, tuple(places[k] for k in first))


def fragments(one: Prints, other: Prints) -> tuple[Fragment, ...]:
    """What two solutions have in common, fingerprints that overlap in the first joined into one place."""
    places = dict(zip(other.hashes.tolist(), other.where, strict=True))
    mine = zip(one.hashes.tolist(), one.where, strict=True)
    common = [(where, places[value]) for value, where in mine if value in places]
    joined: list[Fragment] = []
    for first, second in sorted(common):
        last = joined[-1] if joined else None
        if last and last.first[0] == first[0] and first[1] <= last.first[2] and last.second[0] == second[0]:
            joined[-1] = Fragment(_span(last.first, first), _span(last.second, second))
        else:
            joined.append(Fragment(first, second))
    return tuple(sorted(joined, key=lambda fragment: -fragment.lines))


def solutions(course: Path, assignment: str, students: Iterable[str]) -> dict[str, dict[str, str]]:
    """Code by exercise, by student: of solution cells, and of cells that students added ("own cells").

    From the autograded notebook, whose cells are the right ones, else from the submitted one; none of a
    notebook that cannot be read.
    """
    found = {}
    for student in students:
        code: dict[str, str] = {}
        for folder in ("autograded", "submitted"):
            file = Path(course) / folder / student / assignment / f"{assignment}.ipynb"
            for name, source, locked in _code_cells(file):
                if not locked:
                    code[name] = f"{code[name]}\n{source}" if name in code else source
            if code:
                break
        found[student] = code
    return found


def released(course: Path, assignment: str) -> str:
    """All code of the released notebooks, in all languages."""
    files = sorted((Path(course) / "release").glob(f"**/{assignment}/{assignment}.ipynb"))
    return "\n".join(source for file in files for _name, source, _locked in _code_cells(file))


def _code_cells(file: Path) -> list[tuple[str, str, bool]]:
    """(grade_id or "own cells", source, is it a test?) of a notebook."""
    try:
        cells = json.loads(file.read_bytes())["cells"]
        found = []
        for cell in cells:
            if cell["cell_type"] == "code":
                about = cell["metadata"].get("nbgrader", {})
                source = "".join(cell["source"])  # a list of lines, or one text
                locked = bool(about) and not about.get("solution", False)
                found.append((str(about.get("grade_id", "own cells")), source, locked))
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _without(prints: Prints, given: np.ndarray) -> Prints:
    kept = np.flatnonzero(~np.isin(prints.hashes, given))
    return Prints(prints.hashes[kept], tuple(prints.where[k] for k in kept))


def _span(one: tuple[str, int, int], other: tuple[str, int, int]) -> tuple[str, int, int]:
    return one[0], min(one[1], other[1]), max(one[2], other[2])
