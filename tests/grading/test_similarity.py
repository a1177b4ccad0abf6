import json
import random

import pytest

from helpers.grading.review import similarity
from helpers.grading.review.similarity import pairs, tokens

HONEST = """
class Momentum:
    def __init__(self, params, lr=0.1, beta=0.9, nesterov=False):
        self.params, self.lr, self.beta, self.nesterov = list(params), lr, beta, nesterov
        self.velocities = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocities):
                v.mul_(self.beta).add_(p.grad)
                update = p.grad + self.beta * v if self.nesterov else v
                p.sub_(self.lr * update)

def distance(first, second):
    total = 0.0
    for a, b in zip(first, second):
        total += float(((a - b) ** 2).sum())
    return total ** 0.5
"""
OTHER = """
class Momentum:
    def __init__(self, params, lr=0.1, beta=0.9, nesterov=False):
        self.state = {}
        self.config = dict(lr=lr, beta=beta, nesterov=nesterov)
        self.weights = tuple(params)

    @torch.no_grad()
    def step(self):
        lr, beta = self.config["lr"], self.config["beta"]
        for index, weight in enumerate(self.weights):
            if weight.grad is None:
                continue
            old = self.state.get(index, 0)
            self.state[index] = new = beta * old + weight.grad
            if self.config["nesterov"]:
                new = weight.grad + beta * new
            weight -= lr * new

def distance(first, second):
    return torch.cat([(a - b).flatten() for a, b in zip(first, second)]).norm().item()
"""
RELEASED = "def step():\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"


def renamed(code):
    changes = {"params": "weights", "velocities": "buffers", "update": "delta", "total": "acc", "first": "x"}
    for old, new in changes.items():
        code = code.replace(old, new)
    return code


def reordered(code):
    first, second = code.split("\ndef distance")
    return f"def distance{second}\n{first}"


def commented(code):
    lines = []
    for i, line in enumerate(code.splitlines()):
        lines.append(f"{line}  # step {i}\n")
        if "def " in line:
            lines.append(f'{line[: line.index("def")]}    """Does step {i}."""')
    text = '"""My own work."""\n' + "\n".join(lines)
    compile(text, "disguise", "exec")
    return text


def of(**code):
    return {student: {"momentum": text} for student, text in code.items()}


@pytest.mark.parametrize(
    "disguise", [str, renamed, reordered, commented, lambda code: commented(reordered(renamed(code)))]
)
def test_a_disguised_copy_is_found(disguise):
    (found,) = pairs(of(ada=HONEST, ben=disguise(HONEST), eve=OTHER), released=RELEASED)
    assert (found.first, found.second) == ("ada", "ben")
    assert found.similarity > 0.9 and found.evidence > 20


def test_honest_work_on_the_same_exercise_is_not_flagged():
    assert pairs(of(ada=HONEST, eve=OTHER), released=RELEASED) == []


def test_a_copy_within_more_code_of_ones_own_is_found():
    (found,) = pairs(of(ada=HONEST, ben=f"{OTHER}\n{renamed(HONEST)}"))
    assert found.similarity > 0.95


def test_what_was_released_counts_nothing():
    assert pairs(of(ada=HONEST, ben=HONEST), released=f"import torch\n{HONEST}") == []
    assert len(pairs(of(ada=HONEST, ben=HONEST))) == 1


def test_what_everybody_wrote_accuses_nobody_but_a_ring_is_found():
    rng = random.Random(0)

    def own(n):
        """Statements of one's own, all with the same names, so that only their form tells them apart."""
        signs = ["+", "-", "*", "/", "**", "//", "%", "@", "<<", ">>", "|", "&"]
        return "\n".join(
            "x = " + " ".join(f"a {rng.choice(signs)}" for _ in range(8)) + " a" for _ in range(n)
        )

    leaked = own(8)
    crowd = {f"c{i:02d}": f"{HONEST}\n{own(4)}" for i in range(40)}
    idle = {f"i{i}": HONEST for i in range(3)}  # the obvious solution and nothing else
    ring = {f"r{i}": f"{HONEST}\n{leaked}" for i in range(6)}
    found = pairs(of(**crowd, **idle, **ring))
    assert {one.first[0] + one.second[0] for one in found} == {"rr"}
    assert len(found) == 15


def test_fragments_say_where_in_both():
    (found,) = pairs(of(ada=HONEST, ben=f"import torch\n\n\n{HONEST}"))
    fragment = found.fragments[0]
    assert fragment.first[0] == "momentum"
    assert fragment.first[1] <= 3 and fragment.first[2] >= 18 and fragment.lines >= 16
    assert fragment.second[1] - fragment.first[1] == 3


def test_tokens_forget_what_a_copyist_changes():
    one = 'def f(x):\n    """Doc."""\n    y = torch.exp(x)  # comment\n    return (y +\n            1)\n'
    two = "def g(value):\n\n    z = torch.exp(value)\n    return (z + 1)\n"
    assert [text for text, _line in tokens(one)] == [text for text, _line in tokens(two)]
    assert ("exp", 3) in tokens(one)
    assert [text for text, _line in tokens("self.velocity + len(p.grad)")] == [
        "self",
        ".",
        "name",
        "+",
        "len",
        "(",
        "name",
        ".",
        "grad",
        ")",
    ]


@pytest.mark.parametrize(
    "code", ["", "x = (", "  y\n x", "if:\n\t'''", "%matplotlib\n!ls\nx = 1", "\x00", "x" * 9]
)
def test_broken_code_is_no_error(code):
    assert pairs(of(ada=code, ben=code, eve=HONEST)) == []


def test_nothing_and_nobody():
    assert pairs({}) == []
    assert pairs({"ada": {}, "ben": {}}) == []


def test_a_class_of_3000_needs_no_comparison_of_all_pairs(monkeypatch):
    """4.5 million pairs: what is counted is the work, not the time."""
    looked_at = []
    count = similarity.np.bincount
    monkeypatch.setattr(
        similarity.np, "bincount", lambda values, **kw: looked_at.append(len(values)) or count(values, **kw)
    )
    rng = random.Random(1)
    words = [
        "if",
        "for",
        "in",
        "(",
        ")",
        "[",
        "]",
        "+",
        "-",
        "*",
        "=",
        ":",
        ",",
        "not",
        "or",
        "and",
        "lambda",
    ]
    crowd = {f"s{i:04d}": {"e": "x = " + " ".join(rng.choice(words) for _ in range(60))} for i in range(3000)}
    crowd["s2999"] = crowd["s0007"]
    monkeypatch.setattr(similarity, "tokens", lambda code: [(word, 1) for word in code.split()])
    (found,) = pairs(crowd)
    assert (found.first, found.second) == ("s0007", "s2999")
    assert sum(looked_at) < 300_000


def test_solutions_and_release_are_read_from_the_course(tmp_path):
    def write(path, *cells):
        file = tmp_path / path / "ps07" / "ps07.ipynb"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({"cells": cells}))

    def cell(source, **nbgrader):
        return {"cell_type": "code", "metadata": {"nbgrader": nbgrader} if nbgrader else {}, "source": source}

    test = cell("assert True", grade_id="a-test-1", grade=True, solution=False)
    write(
        "autograded/ada", cell("x = 1", grade_id="a", solution=True), test, cell("y = 2"), cell(["z =", " 3"])
    )
    write("submitted/ada", cell("old", grade_id="a", solution=True))
    write(
        "submitted/ben", cell("x = 5", grade_id="a", solution=True), {"cell_type": "markdown", "source": "?"}
    )
    write("release/en", cell("stub", grade_id="a", solution=True), test)
    found = similarity.solutions(tmp_path, "ps07", ["ada", "ben", "eve"])
    assert found == {"ada": {"a": "x = 1", "own cells": "y = 2\nz = 3"}, "ben": {"a": "x = 5"}, "eve": {}}
    assert similarity.released(tmp_path, "ps07") == "stub\nassert True"
