"""The images of a configuration: its folder, or rendered fish, and an honest split of either."""

import pytest

from helpers.config import TrainConfig
from helpers.data import dataset, synthetic
from helpers.data.split import overlaps


def test_a_named_folder_is_taken_as_it_is(tiny_folder):
    assert dataset.folder(TrainConfig(data=str(tiny_folder))) == tiny_folder


def test_no_folder_means_rendered_fish_made_once(tmp_path, monkeypatch):
    monkeypatch.setenv("FISHCOURSE_CACHE", str(tmp_path))
    drawn = []
    render = synthetic.render

    def small(*, leaky, progress):
        drawn.append(leaky)
        return render(105, 32, leaky=leaky)

    monkeypatch.setattr(synthetic, "render", small)
    config = TrainConfig(folds=2, val_fraction=0.2)
    root = dataset.folder(config)
    assert dataset.folder(config) == root and drawn == [True]
    table = dataset.split_table(root, config)
    assert set(table["label"]) == set(synthetic.CLASSES)
    assert overlaps(table) == {"path": 0, "sha256": 0, "source_group": 0}


@pytest.mark.photos
@pytest.mark.parametrize("fold", range(5))
def test_real_photos_are_split_without_a_shared_source(photos, fold):
    """The promise of the whole package, on the data set that broke it: 552 copies, 251 source photos."""
    table = dataset.split_table(photos, TrainConfig(data=str(photos), fold=fold))
    assert overlaps(table) == {"path": 0, "sha256": 0, "source_group": 0}
    assert (table["reason"] == "copy of another file").sum() >= 552
    tested = table[table["split"] == "test"]
    assert tested["label"].nunique() == 7 and tested["source_group"].nunique() >= 40
