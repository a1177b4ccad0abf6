"""bench train: the same work for every contestant, and figures that agree with each other."""

import json
import os
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
from torch import nn

from helpers.bench import case as case_module
from helpers.bench import contestants as contestants_module
from helpers.bench import machine, tables, train
from helpers.bench.case import empty_cache, prepare
from helpers.bench.clock import Clock
from helpers.bench.contestants import contestants
from helpers.bench.slides import slides
from helpers.bench.throughput import RIVALS, Throughput
from helpers.cli import main
from helpers.errors import InputError
from helpers.training import fit, models

TINY = {"models": ["mlp"], "sizes_px": [32], "epochs": 2, "rounds": 2, "batch_size": 16, "device": "cpu"}


@pytest.fixture(scope="module")
def result(fish):
    return train.measure(fish, workers=1, target=0.0, **TINY)


def test_every_contestant_trains_in_every_round(result):
    names = list(contestants(1))
    assert len(names) == 5 and set(RIVALS) == set(names) - {"ours"}
    assert list(result.rounds["contestant"]) == 2 * names
    assert list(result.rounds["round"]) == [0] * 5 + [1] * 5
    assert (result.rounds[["images_per_s", "epoch_s", "to_accuracy_s"]] > 0).all(axis=None)
    assert result.rounds["accuracy"].between(0, 1).all() and result.rounds["idle_share"].between(0, 1).all()


def test_summary_and_ratios_follow_from_the_rounds(result):
    rounds, summary = result.rounds, result.summary().set_index("contestant")
    for name, part in rounds.groupby("contestant"):
        assert summary["images_per_s"][name] == pytest.approx(part["images_per_s"].median())
        assert summary["low"][name] == part["images_per_s"].min()
        assert summary["accuracy_sd"][name] == pytest.approx(part["accuracy"].std())
    (facts,) = result.cases.to_dict("records")
    limit = facts["matmul_gflops"] / facts["gflop_per_image"]
    np.testing.assert_allclose(summary["of_limit"], summary["images_per_s"] / limit)
    ratios = result.ratios().set_index("rival")
    assert list(ratios.index) == list(RIVALS)
    rates = rounds.pivot(index="round", columns="contestant", values="images_per_s")
    for rival in RIVALS:
        quotients = rates["ours"] / rates[rival]
        assert ratios["ours_over_rival"][rival] == pytest.approx(quotients.median())
        assert ratios["high"][rival] == pytest.approx(quotients.max())


def test_the_decoding_counts_for_our_time_to_an_accuracy(result):
    """At a target of none it is reached after the first epoch, and decoding is part of ours."""
    ours = result.rounds[result.rounds["contestant"] == "ours"]
    assert (ours["to_accuracy_s"] > result.cases["decode_s"][0]).all()


def test_table_values_and_pictures(result):
    text = result.table()
    for part in ("ours_over_rival", "torchvision-style", "matmul_gflops", "accuracy_sd", torch.__version__):
        assert part in text
    content = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert set(content) == {"machine", "target", "cases", "summary", "ratios", "rounds"}
    assert content["machine"]["torch"] == torch.__version__ and content["cases"][0]["images"] == 44
    (figure,) = result.figures().values()
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == list(contestants(1))


def test_an_accuracy_that_a_round_misses_takes_longest():
    row = {
        "model": "m", "size_px": 8, "images_per_s": 1.0, "epoch_s": 1.0,
        "accuracy": 0.5, "peak_mib": None, "idle_share": 0.0,
    }  # fmt: skip
    seconds = {"ours": [1.0, np.nan, 3.0], "slides": [np.nan, np.nan, 3.0]}
    rows = [
        {**row, "contestant": name, "round": r, "to_accuracy_s": s}
        for name, values in seconds.items()
        for r, s in enumerate(values)
    ]
    cases = pd.DataFrame([{"model": "m", "size_px": 8, "limit_images_per_s": 2.0}])
    summary = Throughput(pd.DataFrame(rows), cases, 0.5, {}).summary().set_index("contestant")
    assert summary["to_accuracy_s"]["ours"] == 3.0 and np.isnan(summary["to_accuracy_s"]["slides"])


@pytest.fixture
def seen(monkeypatch):
    """What every network built from now on is trained on: (mean colour rounded, dtype, channels last)."""
    found = []
    build = models.build

    def look(module: nn.Module, inputs: tuple[torch.Tensor]) -> None:
        if module.training:
            (x,) = inputs
            last = x.is_contiguous(memory_format=torch.channels_last)
            found.extend((round(value.item(), 1), x.dtype, last) for value in x.mean((2, 3))[:, 0])

    def watched(*arguments, **options):
        network = build(*arguments, **options)
        network.register_forward_pre_hook(look)
        return network

    monkeypatch.setattr(models, "build", watched)
    return found


@pytest.mark.parametrize("name", list(contestants(0)))
def test_contestants_train_on_the_same_photos(coloured, seen, name):
    with Clock(coloured) as clock:
        contestants(0)[name](coloured, 0, clock)
    reds = sorted(
        10 * int(path.split("/")[-1].removesuffix(".png")) for path in coloured.rows("train")["path"]
    )
    expected = [round((red / 255 - 0.485) / 0.229, 1) for red in reds]
    assert sorted(colour for colour, _, _ in seen) == sorted(2 * expected), "each photo once an epoch"
    assert clock.images == [len(reds), len(reds)] == [16, 16]
    assert {last for _, _, last in seen} == {not name.startswith("slides")}
    assert {dtype for _, dtype, _ in seen} == {torch.float32}


def test_contestants_start_from_the_same_weights(coloured, tmp_path):
    config = coloured.config(3)
    model, _ = fit.build(config, fit.load_data(config, table=coloured.table), tmp_path)
    ours, others = model.model.state_dict(), coloured.network(3).state_dict()
    assert ours.keys() == others.keys()
    assert all(torch.equal(ours[key], others[key]) for key in ours)
    assert not torch.equal(others["conv1.weight"], coloured.network(4).state_dict()["conv1.weight"])


def test_the_slides_freeze_all_but_the_head(coloured, monkeypatch):
    start = coloured.network(0)
    kept = coloured.network(0)
    monkeypatch.setattr(case_module.Case, "network", lambda case, seed: kept)
    with Clock(coloured) as clock:
        slides(coloured, 0, clock, frozen=True)
    moved = {
        name
        for (name, a), b in zip(start.named_parameters(), kept.parameters(), strict=True)
        if not a.equal(b)
    }
    assert moved == {"fc.1.weight", "fc.1.bias"}


def test_the_clock_leaves_the_first_lap_out_of_the_rate(coloured):
    clock = Clock(coloured)
    clock.laps_s, clock.images, clock.accuracies = [9.0, 2.0, 3.0], [100, 40, 60], [0.1, 0.6, 0.4]
    assert clock.images_per_s == 20
    assert clock.seconds_to(0.5) == 11 and clock.seconds_to(0.7) is None
    clock.cpu_s = 7.0
    assert 0 <= clock.cpu_idle_share < 1


def test_accuracy_of_a_perfect_network(coloured):
    labels = coloured.labels("test")

    class Oracle(nn.Module):
        def forward(self, x):
            assert not self.training and len(x) == len(labels)
            return nn.functional.one_hot(labels, 2).float()

    network = Oracle()
    assert coloured.accuracy(network) == 1.0 and network.training


def test_training_flops_of_a_linear_layer():
    """2 k m forward, as many for the weights' gradient, none for the image's."""
    network = nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 5))
    assert machine.training_flops(network, 8) == 2 * 2 * 192 * 5
    assert network[1].weight.grad is None


def test_workers_are_tried_up_to_the_cores(coloured, monkeypatch):
    tried = []

    def fake(case, seed, clock, *, workers):
        tried.append(workers)
        clock.laps_s, clock.images = [1.0, 1.0 if workers == 2 else 2.0], [4, 4]

    monkeypatch.setattr(train, "slides", fake)
    monkeypatch.setattr(train, "cores", lambda: 5)
    assert train.best_workers(coloured) == 2
    assert tried == [1, 2, 4]


def test_caches_are_the_users_own_again(monkeypatch):
    monkeypatch.delenv("FISHCOURSE_CACHE")
    with empty_cache():
        assert os.path.isdir(os.environ["FISHCOURSE_CACHE"])
    assert "FISHCOURSE_CACHE" not in os.environ


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epochs": 1}, "epochs is 1: it must be at least 2"),
        ({"rounds": 0}, "rounds is 0"),
        ({"workers": -1}, "workers is -1"),
        ({"device": "tpu"}, "unknown device 'tpu': choose from auto, cpu, cuda"),
        ({"models": ["resnet19"]}, "unknown model 'resnet19'"),
        ({"names": ["ours", "theirs"]}, "unknown contestant 'theirs'"),
        ({"names": ["slides", "bare"]}, "must be ours and at least one other"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_wrong_values(fish, changes, words):
    with pytest.raises(InputError, match=words):
        train.measure(fish, **{**TINY, **changes})


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_cuda_that_is_not_there(fish):
    with pytest.raises(InputError, match="'cuda' is not available"):
        prepare(fish, model="compact", size_px=32, epochs=2, batch_size=4, device="cuda")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_on_cuda(fish):
    found = train.measure(fish, workers=1, **{**TINY, "device": "cuda"})
    assert found.rounds["idle_share"].between(0, 1).all() and (found.rounds["peak_mib"] > 0).all()


def test_command(fish, tmp_path, capsys):
    out = tmp_path / "out"
    options = ["--model", "mlp", "--size", "32", "--epochs", "2", "--rounds", "1", "--workers", "1"]
    files = ["--out", str(out), "--json", str(tmp_path / "t.json")]
    assert main(["bench", "train", "--data", str(fish), "--device", "cpu", *options, *files]) == 0
    assert "ours_over_rival" in capsys.readouterr().out
    assert {path.name for path in out.iterdir()} == {"train.csv", "train.json", "train-mlp-32px.png"}
    assert json.loads((tmp_path / "t.json").read_text()) == json.loads((out / "train.json").read_text())
    assert len(pd.read_csv(out / "train.csv")) == 5
    lines = tables.train(out / "train.json").splitlines()
    assert len(lines) == 2 + 5 and {line.count("|") for line in lines} == {6}
    assert "| mlp, 32 px | ours |" in lines[5] and lines[5].endswith("|  |"), "no ratio to itself"


def test_some_contestants_alone(fish):
    found = train.measure(fish, **TINY, names=["ours", "bare"])
    assert list(found.rounds["contestant"]) == 2 * ["ours", "bare"]
    assert list(found.ratios()["rival"]) == ["bare"] and found.cases["workers"].isna().all()
    json.dumps(found.to_dict(), allow_nan=False)


def test_photos_are_rendered_once(tmp_path):
    folder = case_module.photos("", tmp_path, count=14, photo_px=16)
    before = sorted(path.stat().st_mtime_ns for path in folder.rglob("*.jpg"))
    assert len(before) == 14 and case_module.photos("", tmp_path, count=14, photo_px=16) == folder
    assert sorted(path.stat().st_mtime_ns for path in folder.rglob("*.jpg")) == before
    assert case_module.photos("mine", tmp_path, count=14, photo_px=16).name == "mine"


def test_bare_goes_round_what_fits(coloured, monkeypatch):
    """Room for two batches of four: an epoch still has as many steps as the others."""
    monkeypatch.setattr(contestants_module, "RESIDENT_BYTES", 8 * 4 * 3 * 32**2)
    with Clock(replace(coloured, epochs=3)) as clock:
        contestants_module.bare(clock.case, 0, clock)
    assert clock.images == [16, 16, 16]


def test_what_is_missing_is_none_in_json():
    rows = machine.records(pd.DataFrame({"seconds": [1.5, np.nan], "name": ["a", "b"]}))
    assert rows == [{"seconds": 1.5, "name": "a"}, {"seconds": None, "name": "b"}]
