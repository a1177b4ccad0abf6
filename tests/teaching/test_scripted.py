from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint

from helpers.teaching.scripted import follow, trained


def test_a_training_follows_its_script_to_the_end_or_to_where_a_callback_stops_it(capfd):
    curve = [3.0, 2.0, 2.5, 2.6, 1.0]
    assert follow(curve) == 5
    assert follow(curve, EarlyStopping("val_loss", patience=2)) == 4
    assert follow(curve, EarlyStopping("quality", patience=2, mode="max"), name="quality") == 3
    assert "".join(capfd.readouterr()) == ""


def test_the_weight_in_a_checkpoint_counts_the_epochs_it_was_trained(tmp_path):
    keep = ModelCheckpoint(tmp_path, monitor="val_loss", save_weights_only=True)
    follow([3.0, 1.0, 2.0], keep)
    assert trained(keep.best_model_path) == 2


def test_the_script_may_be_checked_every_few_epochs_only(tmp_path):
    keep = ModelCheckpoint(tmp_path, monitor="val_loss")
    follow([3.0, 1.0, 2.0, 2.5], keep, check_every=2)
    assert trained(keep.best_model_path) == 2
    follow(
        [1.0, 3.0, 0.5, 2.5], keep_other := ModelCheckpoint(tmp_path / "b", monitor="val_loss"), check_every=2
    )
    assert trained(keep_other.best_model_path) == 4
