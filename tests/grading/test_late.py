from datetime import datetime

import pytest
from traitlets import TraitError
from traitlets.config import Config

from helpers.errors import InputError
from helpers.grading.collection import ledger
from helpers.grading.collection.late import LatePolicy

HOUR_S, DAY_S = 3600, 24 * 3600


def entry(student, time):
    return ledger.Entry(student, "", time, None, "0" * 64, "", "moodle.zip", "a.ipynb")


@pytest.mark.parametrize(
    ("late_s", "percent"),
    [
        (0, 0),
        (15 * 60, 0),  # the last second of the grace period
        (15 * 60 + 1, 10),
        (DAY_S + 15 * 60, 10),  # the grace period moves every deadline, not the first alone
        (DAY_S + 15 * 60 + 1, 20),
        (4 * DAY_S, 40),
        (400 * DAY_S, 50),
    ],
)
def test_each_day_begun_costs_until_the_cap(late_s, percent):
    policy = LatePolicy()
    assert policy.late_percent(late_s) == percent
    assert policy.late_submission_penalty("ada", 12.5, late_s) == pytest.approx(
        12.5 * percent / 100, abs=0.005
    )


def test_the_policy_comes_from_the_configuration():
    config = Config({"LatePolicy": {"grace_minutes": 60, "percent_per_day": 25, "cap_percent": 100}})
    policy = LatePolicy(config=config)
    assert policy.late_submission_penalty("ada", 8, HOUR_S) == 0
    assert policy.late_submission_penalty("ada", 8, HOUR_S + 1) == 2
    assert policy.late_submission_penalty("ada", 8, 30 * DAY_S) == 8
    assert policy.late_submission_penalty("ada", 0, 30 * DAY_S) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"percent_per_day": -1}, {"cap_percent": 101}, {"grace_minutes": -5}, {"grace_minutes": float("nan")}],
)
def test_a_policy_out_of_range_is_refused(wrong):
    with pytest.raises(TraitError, match="must lie in"):
        LatePolicy(**wrong)


def test_the_time_comes_from_the_collector_alone(tmp_path, caplog):
    ledger.write(tmp_path, "ps07", [entry("ada", datetime(2026, 3, 12, 15, 15)), entry("ben", None)])
    for student in ("ada", "ben", "eve"):
        (tmp_path / "submitted" / student / "ps07").mkdir(parents=True)
        (tmp_path / "submitted" / student / "ps07" / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
    policy = LatePolicy()
    assert policy.submitted_at(tmp_path, "ps07", "ada") == datetime(2026, 3, 12, 15, 15)
    assert policy.submitted_at(tmp_path, "ps07", "ben") is None
    assert policy.submitted_at(tmp_path, "ps07", "eve") is None
    assert "no time of submission is known" in caplog.text
    trusting = LatePolicy(trust_timestamp_file=True)
    assert trusting.submitted_at(tmp_path, "ps07", "ada") == datetime(2026, 3, 12, 15, 15)
    assert trusting.submitted_at(tmp_path, "ps07", "eve") == datetime(2020, 1, 1)


def test_a_ledger_comes_back_as_it_was_written(tmp_path):
    entries = [
        ledger.Entry(
            "b", 'Nguyễn "Bé", An\n', datetime(2026, 1, 2, 3, 4, 5), None, "f" * 64, "7", "m.zip", "a,b"
        ),
        ledger.Entry("a", "", None, datetime(2026, 1, 2), "0" * 64, "", "folder", "x.ipynb"),
    ]
    ledger.write(tmp_path, "ps07", entries)
    assert ledger.read(tmp_path, "ps07") == {"a": entries[1], "b": entries[0]}
    assert ledger.read(tmp_path, "ps08") == {}
    (tmp_path / "collected" / "ps07" / "ledger.csv").write_text("student,name\na,b\n")
    with pytest.raises(InputError, match="collect the submissions again"):
        ledger.read(tmp_path, "ps07")
