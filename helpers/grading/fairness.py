"""What the answers of an assignment got and what they must get: the table that shows whether tests are fair.

>>> print(matrix.table())
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TAG = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]\s*$")
UNNAMED = {"value", "property"}  # tags that say that something is wrong, but not what


@dataclass(frozen=True)
class Answer:
    """A named answer to one exercise: its code, the points that it must get, and the most that it could."""

    exercise: str
    name: str
    sentence: str
    code: str
    points: float
    most: float

    @property
    def right(self) -> bool:
        """Whether it must keep all points."""
        return self.name.startswith("right_")

    @property
    def file(self) -> str:
        """Where it stands, within the answers of its assignment."""
        return f"{self.exercise}/{self.name}.py"


@dataclass(frozen=True)
class Outcome:
    """What a submission got.

    points: grade id -> (points, most). messages: grade id -> what a test said that did not pass. flags: see
    `execution.Executed`.
    """

    points: dict[str, tuple[float, float]]
    messages: dict[str, str]
    flags: tuple[str, ...]
    seconds: float

    def of(self, exercise: str = "") -> tuple[float, float]:
        """Points and the most of the tests of one exercise; "": of all tests."""
        own = [pair for name, pair in self.points.items() if not exercise or belongs(name, exercise)]
        return sum(got for got, _ in own), sum(most for _, most in own)

    def said(self, exercise: str) -> dict[str, str]:
        """The messages of the tests of one exercise."""
        return {name: text for name, text in self.messages.items() if belongs(name, exercise)}

    def failed(self) -> list[str]:
        """The tests that took points."""
        return [name for name, (got, most) in self.points.items() if got < most]


@dataclass(frozen=True)
class Row:
    """An answer, and the outcome of the submission that held it; alone: all else in it is the reference."""

    answer: Answer
    outcome: Outcome
    alone: bool

    @property
    def faults(self) -> list[str]:
        """Where the answer did not get what it must; empty: it was caught, or kept."""
        answer, outcome = self.answer, self.outcome
        got, most = outcome.of(answer.exercise)
        found = []
        if (got, most) != (answer.points, answer.most):
            said = "".join(f"; {text}" for text in outcome.said(answer.exercise).values())
            found.append(
                f"gets {got:g} of {most:g} points, expected {answer.points:g} of {answer.most:g}{said}"
            )
        others = [name for name in outcome.failed() if not belongs(name, answer.exercise)]
        if others and self.alone:
            found.append(f"loses points in {', '.join(others)}")
        return found + [f"ended with {flag}" for flag in outcome.flags]

    @property
    def named(self) -> bool:
        """Whether a message of its own tests says what is wrong."""
        tags = map(TAG.search, self.outcome.said(self.answer.exercise).values())
        return bool({tag[1] for tag in tags if tag} - UNNAMED)

    def record(self) -> dict:
        """Plain data, for JSON."""
        answer, outcome = self.answer, self.outcome
        return {
            "exercise": answer.exercise,
            "answer": answer.name,
            "points": outcome.of(answer.exercise)[0],
            "expected": answer.points,
            "most": answer.most,
            "messages": outcome.said(answer.exercise),
            "faults": self.faults,
        }


@dataclass(frozen=True)
class Matrix:
    """All answers of one assignment, beside its reference and the untouched release."""

    assignment: str
    exercises: tuple[str, ...]
    reference: Outcome
    untouched: Outcome
    rows: tuple[Row, ...]
    seconds: float

    def idle(self) -> list[str]:
        """Tests of these exercises that no wrong answer fails: they may not be able to fail."""
        failed = {name for row in self.rows if not row.answer.right for name in row.outcome.failed()}
        tests = [name for name in self.reference.points if any(belongs(name, e) for e in self.exercises)]
        return [name for name in tests if name not in failed]

    def faults(self) -> list[str]:
        """What is not as it must be, a line each; empty: the tests are fair, as far as the answers tell."""
        (got, most), nothing = self.reference.of(), self.untouched.of()[0]
        if got < most or not most:
            # All others hold parts of the reference: their faults would say the same again.
            found = [f"the reference gets {got:g} of {most:g} points"]
            return found + [f"{name}: {text}" for name, text in self.reference.messages.items()]
        found = [f"the untouched release gets {nothing:g} points"] if nothing else []
        found += [f"the reference ended with {flag}" for flag in self.reference.flags]
        found += [f"{row.answer.file} {fault}" for row in self.rows for fault in row.faults]
        return found + [f"no wrong answer fails {name}" for name in self.idle()]

    def counts(self, exercise: str = "") -> tuple[int, int, int, int, int]:
        """Wrong answers: caught, caught by name, all; right answers: kept, all. "": of all exercises."""
        rows = [row for row in self.rows if exercise in ("", row.answer.exercise)]
        wrong = [row for row in rows if not row.answer.right]
        right = [row for row in rows if row.answer.right]
        caught = [row for row in wrong if not row.faults]
        kept = [row for row in right if not row.faults]
        return len(caught), sum(row.named for row in caught), len(wrong), len(kept), len(right)

    def table(self) -> str:
        """For people: a line an exercise, then what is not as it must be."""
        width = max(map(len, (*self.exercises, self.assignment)))
        lines = [f"{self.assignment:{width}}   wrong caught   named   right kept"]
        for exercise in (*self.exercises, ""):
            caught, named, wrong, kept, right = self.counts(exercise)
            numbers = f"{caught:>7} / {wrong:<4} {named:>5} {kept:>8} / {right}"
            lines.append(f"{exercise or 'all':{width}}   {numbers}")
        got, most = self.reference.of()
        lines.append(
            f"reference {got:g} of {most:g}, untouched {self.untouched.of()[0]:g}, {self.seconds:.0f} s"
        )
        return "\n".join([*lines, *(f"FAULT: {fault}" for fault in self.faults())])

    def record(self) -> dict:
        """Plain data, for JSON."""
        return {
            "assignment": self.assignment,
            "exercises": self.exercises,
            "reference": self.reference.of(),
            "untouched": self.untouched.of()[0],
            "answers": [row.record() for row in self.rows],
            "faults": self.faults(),
            "seconds": round(self.seconds, 1),
        }


def belongs(test: str, exercise: str) -> bool:
    """Whether a test is one of an exercise, by grade id: "velocity-form-test-1" is of "velocity-form"."""
    return test.startswith(f"{exercise}-test")


def write(matrices: Sequence[Matrix], file: Path) -> None:
    """Write matrices as JSON."""
    text = json.dumps([matrix.record() for matrix in matrices], indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
