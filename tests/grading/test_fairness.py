import json

import pytest

from helpers.grading.fairness import Answer, Matrix, Outcome, Row, write

FULL = {"step-test-1": (1.0, 1.0), "step-test-2": (2.0, 2.0), "step-size-test-1": (1.0, 1.0)}
EXERCISES = ("step", "step-size")


def outcome(lost=(), messages=None, flags=()):
    points = {name: (0.0 if name in lost else most, most) for name, (_, most) in FULL.items()}
    return Outcome(points, messages or {}, flags, 1.0)


def wrong(points=1.0, most=3.0, exercise="step", name="wrong_sign"):
    return Answer(exercise, name, "A sentence.", "code", points, most)


def right(exercise="step", most=3.0):
    return Answer(exercise, "right_loop", "A sentence.", "code", most, most)


def matrix(*rows, reference=None, untouched=None, exercises=EXERCISES):
    nothing = outcome(FULL)
    return Matrix("ps", exercises, reference or outcome(), untouched or nothing, rows, 2.0)


FAIR = (
    Row(wrong(), outcome(["step-test-2"], {"step-test-2": "Wrong: It climbs. [sign]"}), True),
    Row(
        wrong(2.0, name="wrong_first"), outcome(["step-test-1"], {"step-test-1": "Wrong: No. [value]"}), True
    ),
    Row(wrong(0.0, 1.0, "step-size"), outcome(["step-size-test-1"]), True),
    Row(right(), outcome(), False),
    Row(right("step-size", 1.0), outcome(), False),
)


def test_a_fair_assignment_has_no_faults():
    fair = matrix(*FAIR)
    assert fair.faults() == []
    assert fair.counts("step") == (2, 1, 2, 1, 1)
    assert fair.counts("step-size") == (1, 0, 1, 1, 1)
    assert fair.counts() == (3, 1, 3, 2, 2)


def test_the_table_shows_a_line_an_exercise():
    lines = matrix(*FAIR).table().splitlines()
    assert [line.split() for line in lines[1:4]] == [
        ["step", "2", "/", "2", "1", "1", "/", "1"],
        ["step-size", "1", "/", "1", "0", "1", "/", "1"],
        ["all", "3", "/", "3", "1", "2", "/", "2"],
    ]
    assert lines[4:] == ["reference 4 of 4, untouched 0, 2 s"]


@pytest.mark.parametrize(
    "row, fault",
    [
        (Row(wrong(), outcome(), True), "gets 3 of 3 points, expected 1 of 3"),
        (Row(wrong(1.0, 2.0), outcome(["step-test-2"]), True), "gets 1 of 3 points, expected 1 of 2"),
        (
            Row(right(), outcome(["step-test-1"], {"step-test-1": "Wrong: No."}), False),
            "gets 2 of 3 points, expected 3 of 3; Wrong: No.",
        ),
        (
            Row(wrong(), outcome(["step-test-2", "step-size-test-1"]), True),
            "loses points in step-size-test-1",
        ),
        (Row(right(), outcome(flags=("timeout",)), False), "ended with timeout"),
    ],
)
def test_an_answer_that_does_not_get_its_points_is_a_fault(row, fault):
    unfair = matrix(*FAIR, row)
    assert unfair.faults() == [f"step/{row.answer.name}.py {fault}"]
    assert unfair.table().endswith(f"\nFAULT: step/{row.answer.name}.py {fault}")
    assert unfair.counts()[0] + unfair.counts()[3] == len(FAIR)


def test_right_answers_graded_together_answer_for_their_own_exercise():
    shared = outcome(["step-size-test-1"])
    assert Row(right(), shared, alone=False).faults == []
    assert Row(right("step-size", 1.0), shared, alone=False).faults == ["gets 0 of 1 points, expected 1 of 1"]


def test_a_test_that_no_wrong_answer_fails_is_a_fault():
    assert matrix(*FAIR[1:]).faults() == ["no wrong answer fails step-test-2"]
    assert matrix(*FAIR[1:], exercises=("step-size",)).faults() == []


def test_a_right_answer_that_fails_proves_no_test():
    rows = (*FAIR[1:], Row(right(), outcome(["step-test-2"]), False))
    assert "no wrong answer fails step-test-2" in matrix(*rows).faults()


def test_an_untouched_release_with_points_is_a_fault():
    assert matrix(*FAIR, untouched=outcome(["step-test-1"])).faults() == [
        "the untouched release gets 3 points"
    ]


def test_a_reference_without_full_points_is_the_only_fault_shown():
    broken = outcome(["step-test-1"], {"step-test-1": "ValueError: cannot tell"})
    assert matrix(*FAIR, Row(right(), broken, True), reference=broken).faults() == [
        "the reference gets 3 of 4 points",
        "step-test-1: ValueError: cannot tell",
    ]


def test_a_reference_that_is_flagged_is_a_fault():
    assert matrix(*FAIR, reference=outcome(flags=("tampered",))).faults() == [
        "the reference ended with tampered"
    ]


def test_json_holds_every_answer(tmp_path):
    write([matrix(*FAIR)], tmp_path / "matrix.json")
    (stored,) = json.loads((tmp_path / "matrix.json").read_text(encoding="utf-8"))
    assert stored["assignment"] == "ps"
    assert stored["reference"] == [4, 4]
    assert stored["untouched"] == 0
    assert stored["faults"] == []
    assert stored["answers"][0] == {
        "exercise": "step",
        "answer": "wrong_sign",
        "points": 1,
        "expected": 1,
        "most": 3,
        "messages": {"step-test-2": "Wrong: It climbs. [sign]"},
        "faults": [],
    }
