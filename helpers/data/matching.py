"""Matching photos: which images were made from one photo by rotation, flip, crop, shear or brightness.

Local features (SIFT) vote, as a bag of visual words, for the images that could show the same thing; a pair
counts where one affine map carries enough features of one image onto the other. Images connected by pairs
come from one source photo. Sources: Lowe 2004, "Distinctive image features from scale-invariant keypoints";
Arandjelovic and Zisserman 2012 (RootSIFT); Sivic and Zisserman 2003 (visual words); Fischler and Bolles 1981
(RANSAC).

>>> match_photos(catalog.read("photos")).nunique()
"""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from PIL import Image

from helpers.data.catalog import WORKERS, Catalog, Progress, track
from helpers.data.photo import open_rgb
from helpers.errors import require

METHOD_VERSION = 1  # results are cached by it: to be raised with any change of the numbers below
SIDE_PX = 256  # longer sides are reduced to this: small copies have to look like large ones
FEATURES_AT_MOST = 500
CONTRAST = 0.02  # half of OpenCV's default, for photos that were darkened or faded
WORDS = 4096
CANDIDATES = 30  # an image; 20 lose 0.005 of the adjusted Rand index, 50 win 0.001 for twice the time
RATIO = 0.85  # of nearest to second nearest distance; Lowe's is 0.8, but here the affine map decides
REPROJECTION_PX = 4.0
INLIERS_AT_LEAST = 10  # 8 to 20 agree alike with the published groups; 7 and less chain strangers
STRETCH_AT_MOST = 3.0  # ratio of the two scales of the map: no augmentation shears more
SCALE_AT_MOST = 5.0

# A mirrored patch has its rows of cells swapped (4 x 4 cells of 8 directions) and its directions turned.
MIRROR = torch.arange(128).reshape(4, 4, 8).flip(0)[:, :, -torch.arange(8) % 8].flatten()


@dataclass(frozen=True)
class Features:
    """Keypoints of one image: `points` (n, 2) float32, pixels; `descriptors` (n, 128) float32 of length 1."""

    points: np.ndarray
    descriptors: torch.Tensor


def match_photos(catalog: Catalog, progress: Progress | None = None) -> pd.Series:
    """Source group of each image of the catalog, found from the pixels alone: a string series on its index.

    A group is named by the smallest sha256 in it, so names do not depend on paths. Byte copies share a group.
    1,396 photos of 128 to 224 px take about 70 s of processor time.
    Raises InputError where OpenCV is missing or a file cannot be read any more.
    """
    unique = catalog.images.drop_duplicates("sha256").sort_values("sha256")
    paths = [catalog.root / path for path in unique["path"]]
    with _one_thread_each(), ThreadPoolExecutor(WORKERS) as pool:
        found = pool.map(find_features, paths)
        features = list(track(progress, found, "finding features", len(paths)))
        pairs = candidate_pairs([f.descriptors for f in features], pool)
        found = pool.map(lambda pair: is_same_photo(features[pair[0]], features[pair[1]], pair[2]), pairs)
        same = list(track(progress, found, "matching photos", len(pairs)))
    first = connected([pair[:2] for pair, is_same in zip(pairs, same, strict=True) if is_same], len(paths))
    sha256 = unique["sha256"].to_numpy()
    groups = dict(zip(sha256, (f"photo-{sha256[i][:12]}" for i in first), strict=True))
    return catalog.images["sha256"].map(groups).astype("str").rename("source_group")


def find_features(path: Path) -> Features:
    """SIFT features of an image file, reduced to `SIDE_PX`, with RootSIFT descriptors."""
    cv2 = require("cv2", extra="audit")
    image = open_rgb(path).convert("L")
    image.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    sift = cv2.SIFT_create(nfeatures=FEATURES_AT_MOST, contrastThreshold=CONTRAST)
    keypoints, descriptors = sift.detectAndCompute(np.asarray(image), None)
    if not keypoints:
        return Features(np.zeros((0, 2), "float32"), torch.zeros(0, 128))
    points = np.array([keypoint.pt for keypoint in keypoints], "float32")
    return Features(points, torch.nn.functional.normalize(torch.from_numpy(descriptors), p=1).sqrt())


def candidate_pairs(descriptors: list[torch.Tensor], pool: Executor) -> list[tuple[int, int, bool]]:
    """Pairs (i, j, mirrored) with i < j worth a closer look: the `CANDIDATES` images most similar to each.

    Similarity is the cosine of visual-word histograms (square root, idf), of j as it is and mirrored.
    """
    everything = torch.cat(descriptors)
    if not len(everything):
        return []
    # Sampled words instead of k-means: 87 instead of 89 % of all true pairs, and no iterations.
    sample = torch.randperm(len(everything), generator=torch.Generator().manual_seed(0))[:WORDS]
    words = everything[sample]
    plain = torch.stack(list(pool.map(lambda d: _histogram(d, words), descriptors)))
    mirrored = torch.stack(list(pool.map(lambda d: _histogram(d, words[:, MIRROR]), descriptors)))
    idf = torch.log(len(plain) / (plain > 0).sum(dim=0).clamp(min=1))
    plain, mirrored = (torch.nn.functional.normalize(h.sqrt() * idf, dim=1) for h in (plain, mirrored))
    similar = torch.cat([(plain @ h.T).fill_diagonal_(-1) for h in (plain, mirrored)], dim=1)
    best = similar.topk(min(CANDIDATES, similar.shape[1]), dim=1)
    rows, columns = torch.nonzero(best.values > 0, as_tuple=True)
    others = best.indices[rows, columns]
    count = len(descriptors)
    found = zip(rows.tolist(), (others % count).tolist(), (others >= count).tolist(), strict=True)
    return sorted({(min(i, j), max(i, j), flip) for i, j, flip in found})


def is_same_photo(a: Features, b: Features, mirrored: bool) -> bool:
    """Whether one plausible affine map carries at least `INLIERS_AT_LEAST` features of `a` onto `b`."""
    cv2 = require("cv2", extra="audit")
    if min(len(a.points), len(b.points)) < INLIERS_AT_LEAST:
        return False
    similar = (a.descriptors @ (b.descriptors[:, MIRROR] if mirrored else b.descriptors).T).numpy()
    rows, nearest = np.arange(len(similar)), similar.argmax(axis=1)
    best = similar[rows, nearest]
    mutual = similar.argmax(axis=0)[nearest] == rows
    similar[rows, nearest] = -1
    # Descriptors have length 1, so their squared distance is 2 - 2 cosine.
    matched = mutual & (1 - best < RATIO**2 * (1 - similar.max(axis=1)))
    if matched.sum() < INLIERS_AT_LEAST:
        return False
    source, target = a.points[matched], b.points[nearest[matched]]
    matrix, inliers = cv2.estimateAffine2D(
        source, target, ransacReprojThreshold=REPROJECTION_PX, maxIters=500
    )
    if matrix is None or not _plausible(matrix[:, :2], mirrored):
        return False
    inside = inliers.ravel() > 0
    # Several features may sit on one spot: they are one piece of evidence.
    spots = min(len(np.unique(np.round(p[inside] / REPROJECTION_PX), axis=0)) for p in (source, target))
    return spots >= INLIERS_AT_LEAST


def connected(pairs: list[tuple[int, int]], count: int) -> list[int]:
    """Connected components of `count` items: for each item the smallest item of its component."""
    parent = list(range(count))

    def top(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, j in pairs:
        low, high = sorted((top(i), top(j)))
        parent[high] = low
    return [top(item) for item in range(count)]


def _histogram(descriptors: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
    return torch.bincount((descriptors @ words.T).argmax(dim=1), minlength=len(words)).float()


def _plausible(linear: np.ndarray, mirrored: bool) -> bool:
    large, small = np.linalg.svd(linear, compute_uv=False)
    if (np.linalg.det(linear) < 0) != mirrored or small == 0:
        return False
    return large / small <= STRETCH_AT_MOST and 1 / SCALE_AT_MOST <= np.sqrt(large * small) <= SCALE_AT_MOST


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let the workers share the cores: with threads inside each as well, a pair took 80 times as long."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
