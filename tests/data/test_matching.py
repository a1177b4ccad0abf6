from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
from PIL import Image, ImageEnhance, ImageOps
from sklearn.metrics import adjusted_rand_score

from helpers.data import catalog, leakage, matching

pytest.importorskip("cv2")

AUGMENTATIONS = {
    "same": lambda image: image,
    "mirrored": ImageOps.mirror,
    "upside_down": ImageOps.flip,
    "rotated": lambda image: image.rotate(30, Image.Resampling.BICUBIC),
    "cropped": lambda image: image.crop((15, 10, 110, 105)).resize((128, 128)),
    "sheared": lambda image: image.transform((128, 128), Image.Transform.AFFINE, (1, 0.2, -12, 0, 1, 0)),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.4),
    "small": lambda image: image.resize((90, 90)),
}


def scene(seed: int) -> Image.Image:
    """128 px of blobs in two sizes: texture that no other seed has."""
    rng = np.random.default_rng(seed)
    coarse, fine = (
        np.asarray(
            Image.fromarray(rng.integers(40, 180, (n, n, 3), dtype=np.uint8)).resize((128, 128)), float
        )
        for n in (9, 26)
    )
    return Image.fromarray(((coarse + fine) / 2).astype("uint8"))


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """5 scenes, each in 8 versions, under two labels."""
    root = tmp_path_factory.mktemp("copies")
    for seed in range(5):
        folder = root / ("even", "odd")[seed % 2]
        folder.mkdir(exist_ok=True)
        for name, change in AUGMENTATIONS.items():
            change(scene(seed)).save(folder / f"{seed} {name}.png")
    return catalog.read(root)


def scenes(found: catalog.Catalog) -> pd.Series:
    return found.images["path"].str.extract(r"/(\d)", expand=False)


def test_mirrored_descriptor_is_the_descriptor_of_the_mirrored_image(tmp_path):
    scene(0).save(tmp_path / "a.png")
    ImageOps.mirror(scene(0)).save(tmp_path / "b.png")
    a, b = (matching.find_features(tmp_path / name) for name in ("a.png", "b.png"))
    torch.testing.assert_close(a.descriptors.norm(dim=1), torch.ones(len(a.points)))
    closest = (a.descriptors[:, matching.MIRROR] @ b.descriptors.T).amax(dim=1)
    assert closest.median() > 0.99 > (a.descriptors @ b.descriptors.T).amax(dim=1).median()


def test_versions_of_one_scene_are_one_group_and_scenes_stay_apart(copies):
    assert adjusted_rand_score(scenes(copies), matching.match_photos(copies)) == 1


def test_byte_copies_share_a_group_and_names_do_not_depend_on_paths(copies):
    images = copies.images
    doubled = replace(copies, images=pd.concat([images, images], ignore_index=True))
    groups = matching.match_photos(doubled)
    assert list(groups[:40]) == list(groups[40:]) == list(matching.match_photos(copies))


def test_images_without_features_stay_alone(tmp_path):
    for i, colour in enumerate(("white", "grey", "black")):
        (tmp_path / "a").mkdir(exist_ok=True)
        Image.new("RGB", (40, 40), colour).save(tmp_path / "a" / f"{i}.png")
    found = catalog.read(tmp_path, require_classes=1)
    assert matching.match_photos(found).nunique() == 3


def test_threads_of_torch_are_left_as_they_were(copies):
    before = torch.get_num_threads()
    torch.set_num_threads(2)  # a machine with one core would show no difference
    matching.match_photos(replace(copies, images=copies.images.head(2)))
    after = torch.get_num_threads()
    torch.set_num_threads(before)
    assert after == 2


def test_connected_components_against_scipy():
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    rng = np.random.default_rng(0)
    pairs = rng.integers(0, 60, (40, 2))
    found = matching.connected(pairs.tolist(), 60)
    _, expected = connected_components(coo_matrix((np.ones(40), pairs.T), shape=(60, 60)), directed=False)
    assert adjusted_rand_score(expected, found) == 1
    assert all(first <= item for item, first in enumerate(found))


@pytest.mark.photos
@pytest.mark.slow
def test_real_photos_agree_with_the_published_table(photos):
    found = catalog.read(photos)
    train = replace(found, images=found.images[found.images["folder"] == "Train"])
    published = train.images["sha256"].map(catalog.read_groups(leakage.PUBLISHED_GROUPS))
    assert adjusted_rand_score(published, matching.match_photos(train)) >= 0.9
