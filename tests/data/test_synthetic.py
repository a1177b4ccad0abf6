import hashlib
from dataclasses import replace

import pandas as pd
import pytest
import torch
from PIL import Image

from helpers.data import fishdraw, fishparams, fishshape, synthetic
from helpers.data.synthetic import CLASSES, render, write
from helpers.errors import InputError

HEALTHY = CLASSES.index("Healthy Fish")
WHITE_TAIL = CLASSES.index("Viral diseases White tail disease")
GILL = CLASSES.index("Bacterial gill disease")
SIZE = 32
PLAIN = {"leaky": False, "difficulty": 0.5, "imbalance": 0.0, "label_noise": 0.0}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def table(root):
    """path, class, split, sha256 of every file below the class folders, with its source group."""
    rows = [
        (path.name, path.parent.name, path.parent.parent.name, sha256(path)) for path in root.glob("*/*/*")
    ]
    frame = pd.DataFrame(rows, columns=["name", "class", "split", "sha256"])
    groups = pd.read_csv(root / "groups.csv")
    assert list(groups.columns) == ["sha256", "class", "source_group"] and groups["sha256"].is_unique
    merged = frame.merge(groups, on=["sha256", "class"], how="left")
    assert merged["source_group"].notna().all()
    return merged


def drawn(plan, labels, size_px=SIZE):
    return fishdraw.draw(plan.values, labels, plan.bank, size_px).float()


@pytest.fixture(scope="module")
def plan():
    return synthetic.recipe(70, 3, **PLAIN)


def test_classes_are_the_folders_of_the_real_data_set():
    assert list(CLASSES) == sorted(CLASSES) and len(CLASSES) == 7
    assert {"Healthy Fish", "Parasitic diseases", "Bacterial diseases - Aeromoniasis"} <= set(CLASSES)


def test_shapes_types_and_contrast():
    rendered = render(15, SIZE)
    assert rendered.images.shape == (15, 3, SIZE, SIZE) and rendered.images.dtype == torch.uint8
    assert rendered.labels.dtype == torch.int64 and rendered.labels.shape == (15,)
    assert len(rendered.source_groups) == 15
    # pictures, neither blank nor saturated
    assert rendered.images.float().std((1, 2, 3)).min() > 5
    assert 20 < rendered.images.float().mean() < 220


@pytest.mark.parametrize("leaky", [False, True])
def test_same_seed_same_pictures_whatever_the_chunk(leaky):
    first = render(29, SIZE, seed=5, leaky=leaky, chunk=29)
    again = render(29, SIZE, seed=5, leaky=leaky, chunk=4)
    other = render(29, SIZE, seed=6, leaky=leaky)
    assert torch.equal(first.images, again.images)
    assert torch.equal(first.labels, again.labels) and first.source_groups == again.source_groups
    assert not torch.equal(first.images, other.images)


@pytest.mark.parametrize("leaky", [False, True])
def test_a_seed_shows_the_same_fish_at_every_size(leaky):
    small = render(14, 32, seed=1, leaky=leaky).images.float()
    large = torch.nn.functional.avg_pool2d(render(14, 96, seed=1, leaky=leaky).images.float(), 3)
    stranger = render(14, 32, seed=2, leaky=leaky).images.float()
    same, different = (small - large).abs().mean((1, 2, 3)), (small - stranger).abs().mean((1, 2, 3))
    assert same.max() < 12 and same.max() < 0.5 * different.median()


def test_nothing_but_the_lesion_depends_on_the_class(plan):
    rare = synthetic.recipe(70, 3, **PLAIN | {"imbalance": 0.9, "label_noise": 0.5})
    assert not torch.equal(rare.true_labels, plan.true_labels)
    for name, value in plan.values.items():
        assert torch.equal(value, rare.values[name]), name


def test_lesions_are_drawn_on_the_diseased_alone_and_on_the_fish(plan):
    healthy = drawn(plan, torch.full_like(plan.true_labels, HEALTHY))
    change = (drawn(plan, plan.true_labels) - healthy).abs()
    diseased = plan.true_labels != HEALTHY
    assert change[~diseased].max() == 0
    assert change[diseased].amax((1, 2, 3)).min() > 40
    # tufts and worms stand out beyond the outline, the corners of the picture stay untouched
    assert change[:, :, :2, :2].max() == 0


def test_white_tail_lies_at_the_rear_and_gill_disease_at_the_head(plan):
    p = {name: value.view(len(value), -1, 1, 1) for name, value in plan.values.items()}
    _, _, place = fishshape.place(p, plan.bank, SIZE)
    healthy = drawn(plan, torch.full_like(plan.true_labels, HEALTHY))
    centre = {}
    for label in (WHITE_TAIL, GILL):
        labels = torch.full_like(plan.true_labels, label)
        change = (drawn(plan, labels) - healthy).abs().mean(1, keepdim=True)
        centre[label] = (change * place.t).sum((1, 2, 3)) / change.sum((1, 2, 3))
    assert centre[WHITE_TAIL].min() > 0.65
    assert centre[GILL].max() < 0.35


def test_white_tail_is_paler_and_red_disease_redder(plan):
    healthy = drawn(plan, torch.full_like(plan.true_labels, HEALTHY))
    pale = drawn(plan, torch.full_like(plan.true_labels, WHITE_TAIL)) - healthy
    red = drawn(plan, torch.full_like(plan.true_labels, CLASSES.index("Bacterial Red disease"))) - healthy
    assert pale.mean() > 0
    assert red[:, 0].mean() > red[:, 1:].mean() + 1


def test_difficulty_fades_lesions():
    def change(difficulty):
        hard = synthetic.recipe(35, 4, **PLAIN | {"difficulty": difficulty})
        none = drawn(hard, torch.full_like(hard.true_labels, HEALTHY))
        return (drawn(hard, hard.true_labels) - none).abs().mean()

    assert change(0.0) > 1.5 * change(1.0) > 0


def test_edges_are_a_pixel_wide_at_every_size(plan):
    p = {name: value.view(len(value), -1, 1, 1) for name, value in plan.values.items()}

    def border_px(size_px):
        fish = fishshape.place(p, plan.bank, size_px)[2].fish
        return ((fish > 0) & (fish < 1)).float().mean() * size_px

    assert 0.8 < border_px(32) / border_px(128) < 1.25


def test_profile_is_a_signed_distance_near_the_outline(plan):
    p = {name: value[:1].view(1, -1, 1, 1) for name, value in plan.values.items()}
    t = torch.linspace(0.05, 0.9, 50).view(1, 1, 1, -1)
    edge = fishshape.on_body(p, t, torch.ones_like(t))
    inside, outside = (
        fishshape.shape(p, plan.bank, t, edge + step, torch.ones(1)).body for step in (-0.01, 0.01)
    )
    assert (inside < 0).all() and (outside > 0).all()
    slope = (outside - inside) / 0.02
    assert slope.min() > 0.4 and slope.max() < 1.1  # 1 where the outline is level


@pytest.mark.parametrize("count", [7, 8, 20, 71])
@pytest.mark.parametrize("imbalance", [0.0, 0.8])
def test_count_is_exact_and_every_class_present(count, imbalance):
    counts = synthetic.class_counts(count, imbalance)
    assert counts.sum() == count and counts.min() >= 1
    if imbalance == 0:
        assert counts.max() - counts.min() <= 1
    assert len(render(count, 16, imbalance=imbalance).labels) == count


def test_imbalance_is_geometric():
    counts = synthetic.class_counts(7000, 0.9).double()
    ratio = counts[1:] / counts[:-1]
    assert torch.allclose(ratio, torch.full((6,), 0.1 ** (1 / 6), dtype=torch.float64), atol=0.01)


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_label_noise_replaces_exactly_its_share(share):
    rendered = render(50, 16, label_noise=share)
    assert (rendered.labels != rendered.true_labels).sum() == round(share * 50)
    assert torch.equal(rendered.images, render(50, 16).images)  # the drawn lesion is the true one
    assert rendered.labels.min() >= 0 and rendered.labels.max() < 7


def test_leaky_pictures_share_a_fish_and_its_class():
    rendered = render(140, 16, leaky=True)
    frame = pd.DataFrame({"group": rendered.source_groups, "label": rendered.true_labels.tolist()})
    assert (frame.groupby("group")["label"].nunique() == 1).all()
    assert frame["group"].value_counts().max() <= 7 and 3.5 < len(frame) / frame["group"].nunique() < 6
    assert len(set(render(140, 16).source_groups)) == 140


def test_a_baked_view_is_the_same_scene_seen_anew():
    plan = synthetic.recipe(35, 0, **PLAIN | {"leaky": True})
    values = dict(plan.values)
    original = plan.sources == torch.arange(35)
    baked = drawn(plan, plan.true_labels)
    for name, plain in fishparams.PLAIN_VIEW.items():
        assert (values[name][original] == plain).all()
        values[name] = torch.full_like(values[name], plain)
    unaltered = drawn(replace(plan, values=values), plan.true_labels)
    assert torch.equal(unaltered, unaltered[plan.sources])
    assert torch.equal(baked[original], unaltered[original])
    assert (baked - unaltered)[~original].abs().mean((1, 2, 3)).min() > 3


def test_written_layout_is_that_of_the_real_data_set(tmp_path):
    rendered = render(70, 16, imbalance=0.5)
    seen = []

    def progress(items, what, total):
        seen.append((what, total))
        return items

    root = write(tmp_path / "new" / "fish", rendered, test_fraction=0.3, progress=progress)
    assert seen == [("write", 70)]
    assert sorted(entry.name for entry in root.iterdir()) == ["Test", "Train", "groups.csv"]
    files = table(root)
    assert len(files) == 70
    assert set(files.loc[files["split"] == "Train", "class"]) == set(CLASSES)
    assert set(files.loc[files["split"] == "Test", "class"]) == set(CLASSES)
    assert 0.2 < (files["split"] == "Test").mean() < 0.4
    for path in root.glob("*/*/*"):
        index = int(path.stem.removeprefix("fish_"))
        assert path.parent.name == CLASSES[rendered.labels[index]]
        with Image.open(path) as image:
            assert image.format == "JPEG" and image.size == (16, 16)
    # nothing else is left beside it
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == ["fish"]


def test_plain_test_folder_is_disjoint_from_train(tmp_path):
    files = table(write(tmp_path / "fish", render(70, 16)))
    train, test = files[files["split"] == "Train"], files[files["split"] == "Test"]
    for column in ("sha256", "source_group"):
        assert not set(train[column]) & set(test[column])


def test_leaky_test_folder_is_a_copy_of_train_files(tmp_path):
    files = table(write(tmp_path / "fish", render(70, 16, leaky=True)))
    train, test = files[files["split"] == "Train"], files[files["split"] == "Test"]
    assert len(train) == 70 and len(test) == 14
    assert set(test["sha256"]) <= set(train["sha256"])
    assert train["source_group"].nunique() < 30


def test_no_test_folder_content_on_request(tmp_path):
    files = table(write(tmp_path / "fish", render(14, 16), test_fraction=0))
    assert (files["split"] == "Train").all()


def test_an_empty_folder_is_used_and_a_full_one_refused(tmp_path):
    rendered = render(7, 16)
    (tmp_path / "empty").mkdir()
    assert len(table(write(tmp_path / "empty", rendered))) == 7
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="not an empty folder"):
        write(tmp_path / "full", rendered)
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["notes.txt"]
    with pytest.raises(InputError, match="not an empty folder"):
        write(tmp_path / "full" / "notes.txt", rendered)
    with pytest.raises(InputError, match="cannot write"):
        write(tmp_path / "full" / "notes.txt" / "below", rendered)


def test_nothing_is_left_when_writing_breaks_off(tmp_path):
    def progress(items, what, total):
        yield from list(items)[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "fish", render(7, 16), progress=progress)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": 6}, "count is 6, expected 7"),
        ({"count": 7, "size_px": 8}, "size_px is 8, expected 16"),
        ({"count": 7, "seed": -1}, "seed is -1"),
        ({"count": 7, "difficulty": 1.1}, "difficulty is 1.1, expected 0 to 1"),
        ({"count": 7, "difficulty": float("nan")}, "difficulty is nan"),
        ({"count": 7, "imbalance": 1.0}, "imbalance is 1.0, expected 0 to below 1"),
        ({"count": 7, "label_noise": -0.1}, "label_noise is -0.1"),
        ({"count": 7, "chunk": 0}, "chunk is 0"),
        ({"count": 7, "device": "abacus"}, "device 'abacus' is not available"),
    ],
)
def test_values_out_of_range_are_named(arguments, message):
    with pytest.raises(InputError, match=message):
        render(**{"size_px": 16} | arguments)
    with pytest.raises(InputError, match="test_fraction is 1"):
        write("never", render(7, 16), test_fraction=1)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_gpu_draws_the_same_fish():
    cpu, gpu = render(28, SIZE), render(28, SIZE, device="cuda")
    assert gpu.images.is_cuda
    assert (cpu.images.float() - gpu.images.cpu().float()).abs().mean() < 1
