import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import lightning as L
import numpy as np
import pandas as pd
import pytest
import sklearn.metrics

from helpers.data import cache, split
from helpers.data.datamodule import FishDiseaseDataModule, cache_px
from helpers.errors import InputError
from helpers.evaluation import evaluate as module
from helpers.evaluation import result
from helpers.evaluation.evaluate import cross_validate, evaluate, evaluated
from helpers.training.run import Run


@pytest.fixture
def run(tiny_run, tmp_path):
    """A copy of the run that a test may write into."""
    return Run(shutil.copytree(tiny_run.folder, tmp_path / "run"))


@pytest.fixture(scope="module")
def folds(tiny_run, tmp_path_factory):
    """A finished cross-validation over two folds: its configuration, its folder and its result."""
    config = replace(tiny_run.config, model="mlp")
    out = tmp_path_factory.mktemp("cross") / "validation"
    return config, out, cross_validate(config, out, folds=2)


def resplit(run, method):
    """The same run as if it had been trained on another split."""
    table = split.make_split(run.table, method=method, folds=3, val_fraction=0.25)
    split.write(table, run.folder / "split.csv")
    (run.folder / "config.yaml").write_text(replace(run.config, split=method).to_yaml(), encoding="utf-8")
    return Run(run.folder)


def test_metrics_are_those_that_lightning_measures(run):
    pixels = cache.decode(Path(run.config.data), run.table, size_px=cache_px(run.config.size_px))
    data = FishDiseaseDataModule(run.table, pixels, run.classes, run.config)
    trainer = L.Trainer(accelerator="cpu", logger=False, enable_progress_bar=False)
    (oracle,) = trainer.test(run.load_model(), datamodule=data, verbose=False)
    found = evaluate(run).metrics
    assert found.accuracy.value == pytest.approx(oracle["test_accuracy"])
    assert found.macro_f1.value == pytest.approx(oracle["test_macro_f1"])
    assert found.balanced_accuracy.value == pytest.approx(oracle["test_balanced_accuracy"])
    # The loss tells images apart even where the model calls all of them by one name.
    table = result.read_predictions(run.folder)
    p_of_label = [row[f"p({row['label']})"] for _, row in table.iterrows()]
    assert -np.log(p_of_label).mean() == pytest.approx(oracle["test_loss"], rel=1e-4)


def test_predictions_are_one_row_a_test_image_and_give_the_metrics_again(run):
    found, table = evaluate(run), result.read_predictions(run.folder)
    test = run.table[run.table["split"] == "test"]
    assert table[["path", "label", "source_group"]].to_numpy().tolist() == (
        test[["path", "label", "source_group"]].to_numpy().tolist()
    )
    p = table[[f"p({name})" for name in run.classes]]
    assert p.sum(axis=1).to_numpy() == pytest.approx(1)
    assert table["predicted"].tolist() == [run.classes[i] for i in p.to_numpy().argmax(axis=1)]
    assert table["confidence"].to_numpy() == pytest.approx(p.max(axis=1).to_numpy())
    oracle = sklearn.metrics.balanced_accuracy_score(table["label"], table["predicted"])
    assert found.metrics.balanced_accuracy.value == pytest.approx(oracle)
    assert (found.metrics.images, found.metrics.source_groups) == (len(test), test["source_group"].nunique())


def test_metrics_json_is_the_result(run):
    found = evaluate(run)
    assert result.read(run.folder) == found
    content = json.loads((run.folder / "metrics.json").read_text(encoding="utf-8"))
    assert content["metrics"]["balanced_accuracy"]["value"] == found.metrics.balanced_accuracy.value
    assert content["leaks"] == []
    assert not list(run.folder.glob("*.partial"))


def test_a_grouped_split_is_honest(run):
    found = evaluate(run)
    assert found.leaks == ()
    assert "LEAK" not in found.table()


def test_a_leaking_split_is_named(run):
    run = resplit(run, "folder")
    count = int((run.table["split"] == "test").sum())
    found = evaluate(run)
    assert found.leaks == (f"{count} of {count} test images are also in the training images",)
    assert f"LEAK: {found.leaks[0]}" in found.table()
    assert json.loads((run.folder / "metrics.json").read_text(encoding="utf-8"))["leaks"] == list(found.leaks)


def test_near_copies_are_named(run):
    run = resplit(run, "random")
    (leak,) = evaluate(run).leaks
    related = split.overlaps(run.table)["source_group"]
    assert related > 0
    assert leak.startswith(f"{related} of") and "source photo" in leak


def test_unknown_sources_are_named(run):
    table = run.table.assign(source_group="")
    split.write(table, run.folder / "split.csv")
    (leak,) = evaluate(Run(run.folder)).leaks
    assert f"{(table['split'] != 'out').sum()} images are unknown" in leak


def test_other_parts_have_files_of_their_own(run):
    test = evaluate(run)
    val, train = evaluate(run, part="val"), evaluate(run, part="train")
    assert val.metrics.images == (run.table["split"] == "val").sum()
    assert val.leaks == ()
    count = train.metrics.images
    assert train.leaks == (f"{count} of {count} train images are also in the training images",)
    assert result.read(run.folder, "val").metrics == val.metrics
    assert result.read(run.folder).metrics == test.metrics


def test_the_mean_over_mirror_images_follows_the_configuration(run):
    evaluate(run)
    plain = result.read_predictions(run.folder)["confidence"]
    (run.folder / "config.yaml").write_text(replace(run.config, tta=True).to_yaml(), encoding="utf-8")
    assert evaluate(Run(run.folder)).tta
    assert not np.allclose(result.read_predictions(run.folder)["confidence"], plain)
    assert not evaluate(Run(run.folder), tta=False).tta
    assert np.allclose(result.read_predictions(run.folder)["confidence"], plain)


def test_the_checkpoint_can_be_chosen(run):
    assert evaluate(run).checkpoint == "last"
    assert evaluate(run, which="best").checkpoint == "best"
    with pytest.raises(InputError, match="no checkpoint '099'"):
        evaluate(run, which="099")


def test_wrong_parts_are_refused(run):
    with pytest.raises(InputError, match="unknown part 'tset': choose from test, val, train"):
        evaluate(run, part="tset")
    split.write(run.table.replace({"split": {"val": "train"}}), run.folder / "split.csv")
    with pytest.raises(InputError, match="has no val images"):
        evaluate(Run(run.folder), part="val")


def test_a_stored_evaluation_is_used_until_its_checkpoint_is_newer(run, monkeypatch):
    first = evaluated(run)
    with monkeypatch.context() as patch:
        patch.setattr(module, "evaluate", lambda *_, **__: pytest.fail("evaluated again"))
        assert evaluated(run) == first
    later = (run.folder / "metrics.json").stat().st_mtime + 10
    os.utime(run.checkpoint("last"), (later, later))
    monkeypatch.setattr(module, "evaluate", lambda *_, **__: "again")
    assert evaluated(run) == "again"


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"part": "test"}'])
def test_files_that_are_no_evaluation_are_refused(tmp_path, text):
    if text is not None:
        (tmp_path / "metrics.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="evaluate the run first"):
        result.read(tmp_path)
    with pytest.raises(InputError, match="evaluate the run first"):
        result.read_predictions(tmp_path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "metrics.json"
    result.write_whole(file, "old")
    with pytest.raises(UnicodeEncodeError):
        result.write_whole(file, "new \ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["metrics.json"]
    assert file.read_text(encoding="utf-8") == "old"


def test_cross_validation_tests_each_image_once_by_a_model_that_never_saw_its_group(folds):
    config, out, found = folds
    table = result.read_predictions(out)
    runs = [Run(out / f"fold{k}") for k in range(2)]
    assert table["path"].is_unique
    assert set(table["path"]) == set(runs[0].table.loc[runs[0].table["split"] != "out", "path"])
    for k, run in enumerate(runs):
        groups = set(table.loc[table["fold"] == k, "source_group"])
        assert groups.isdisjoint(run.table.loc[run.table["split"] == "train", "source_group"])
        assert not (run.table["split"] == "val").any()
        assert run.config == replace(config, fold=k, folds=2, val_fraction=0.0)
    assert found.leaks == ()


def test_cross_validation_pools_its_folds(folds):
    _, out, found = folds
    table = result.read_predictions(out)
    oracle = sklearn.metrics.balanced_accuracy_score(table["label"], table["predicted"])
    assert found.metrics.balanced_accuracy.value == pytest.approx(oracle)
    assert found.metrics.source_groups == table["source_group"].nunique()
    each = [
        sklearn.metrics.balanced_accuracy_score(one["label"], one["predicted"])
        for _, one in table.groupby("fold")
    ]
    assert found.folds == pytest.approx(each)
    assert f"(sd {100 * np.std(each, ddof=1):.1f})" in found.table()
    assert result.read(out) == found


def test_finished_folds_are_used_again(folds, monkeypatch):
    config, out, found = folds
    monkeypatch.setattr(module, "fit", lambda *_, **__: pytest.fail("trained again"))
    assert cross_validate(config, out, folds=2) == found


def test_an_interrupted_fold_is_resumed(folds, tmp_path, monkeypatch):
    config, out, found = folds
    again = shutil.copytree(out, tmp_path / "again")
    (again / "fold1" / "weights.pt").unlink()
    resumed = []

    def fit(config, folder, *, resume, **options):
        resumed.append((folder.name, resume))
        return original(config, folder, resume=resume, **options)

    original = module.fit
    monkeypatch.setattr(module, "fit", fit)
    assert cross_validate(config, again, folds=2) == found
    assert resumed == [("fold1", True)]


def test_other_runs_in_the_folder_are_refused(folds, tmp_path):
    config, out, _ = folds
    with pytest.raises(InputError, match="another configuration"):
        cross_validate(replace(config, seed=1), out, folds=2)
    changed = shutil.copytree(out, tmp_path / "changed")
    table = split.read(changed / "fold0" / "split.csv")
    split.write(pd.concat([table, table.head(1).assign(path="new.jpg")]), changed / "fold0" / "split.csv")
    with pytest.raises(InputError, match="on other photos"):
        cross_validate(config, changed, folds=2)


@pytest.mark.parametrize(
    ("changes", "folds", "message"),
    [
        ({}, 50, "use fewer folds"),
        ({}, 1, "folds is 1"),
        ({}, 0, "folds is 0"),
        ({"split": "folder"}, 2, "split folder has one test part only"),
        ({"schedule": "plateau"}, 2, "plateau needs validation images"),
        ({"data": "nowhere"}, 2, "nowhere does not exist"),
    ],
)
def test_what_cannot_be_cross_validated_leaves_nothing_behind(tiny_run, tmp_path, changes, folds, message):
    with pytest.raises(InputError, match=message):
        cross_validate(replace(tiny_run.config, **changes), tmp_path / "out", folds=folds)
    assert not (tmp_path / "out").exists()
