"""Matching photos: which images were made from one photo by rotation, flip, crop, shear or brightness.

Local features (SIFT) vote by a bag of visual words for the images that could show the same thing; a pair counts
where one affine map carries enough features of one image onto the other. Connected images are one source photo.
Sources: Lowe 2004, "Distinctive image features from scale-invariant keypoints"; Arandjelovic and Zisserman 2012
(RootSIFT); Sivic and Zisserman 2003 (visual words); Fischler and Bolles 1981 (RANSAC).

>>> match_photos(catalog.read("photos")).nunique()
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from PIL import Image

from helpers.data.catalog import WORKERS, Catalog, Progress, track
from helpers.data.photo import open_rgb
from helpers.errors import require

METHOD_VERSION = 1  # to be raised with any change of the numbers below: results are cached by it
SIDE_PX = 256  # longer sides are reduced to this: small copies have to look like large ones
FEATURES_AT_MOST = 500
CONTRAST = 0.02  # half of OpenCV's default, for photos that were darkened or faded
WORDS = 4096
CANDIDATES = 30  # per image; chosen with the numbers below on half of the fish classes
RATIO = 0.85  # nearest to second nearest descriptor; looser than Lowe's 0.8 since the affine map decides
REPROJECTION_PX = 4.0
INLIERS_AT_LEAST = 10  # 0.96 to 0.98 adjusted Rand index anywhere between 8 and 20
STRETCH_AT_MOST = 3.0  # ratio of the two scales of the map: no augmentation shears more
SCALE_AT_MOST = 5.0

# A mirrored patch has its rows of cells swapped (4 x 4 cells of 8 directions) and its directions turned round.
MIRROR = np.arange(128).reshape(4, 4, 8)[::-1][:, :, -np.arange(8) % 8].ravel()


@dataclass(frozen=True)
class Features:
    """Keypoints of one image: `points` (n, 2) float32 in pixels, `descriptors` (n, 128) float32 of length 1."""

    points: np.ndarray
    descriptors: np.ndarray


def match_photos(catalog: Catalog, progress: Progress | None = None) -> pd.Series:
    """Source group of each image of the catalog, found from the pixels alone: a string series on its index.

    A group is named by the smallest sha256 in it, so names do not depend on paths. Byte copies share a group.
    Raises InputError where OpenCV is missing or a file cannot be read any more.
    """
    unique = catalog.images.drop_duplicates("sha256").sort_values("sha256")
    paths = [catalog.root / path for path in unique["path"]]
    with ThreadPoolExecutor(WORKERS) as pool:
        features = list(track(progress, pool.map(find_features, paths), "finding features", len(paths)))
        pairs = candidate_pairs([f.descriptors for f in features])
        checks = pool.map(lambda pair: is_same_photo(features[pair[0]], features[pair[1]], pair[2]), pairs)
        same = list(track(progress, checks, "matching photos", len(pairs)))
    first = connected([pair[:2] for pair, is_same in zip(pairs, same, strict=True) if is_same], len(paths))
    sha256 = unique["sha256"].to_numpy()
    groups = dict(zip(sha256, (f"photo-{sha256[i][:12]}" for i in first), strict=True))
    return catalog.images["sha256"].map(groups).astype("str").rename("source_group")


def find_features(path: Path) -> Features:
    """SIFT features of an image file on at most `SIDE_PX` pixels, as RootSIFT."""
    cv2 = require("cv2", extra="audit")
    image = open_rgb(path).convert("L")
    image.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    sift = cv2.SIFT_create(nfeatures=FEATURES_AT_MOST, contrastThreshold=CONTRAST)
    keypoints, descriptors = sift.detectAndCompute(np.asarray(image), None)
    if not keypoints:
        return Features(np.zeros((0, 2), "float32"), np.zeros((0, 128), "float32"))
    points = np.array([keypoint.pt for keypoint in keypoints], "float32")
    return Features(points, np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-9)))


def candidate_pairs(descriptors: list[np.ndarray]) -> list[tuple[int, int, bool]]:
    """Pairs (i, j, mirrored) with i < j worth a closer look: the `CANDIDATES` most similar images of each image.

    Similarity is the cosine of visual-word histograms (square root, idf), of j as it is and mirrored.
    """
    pool = np.concatenate(descriptors)
    if not len(pool):
        return []
    # Sampled words instead of k-means: 0.87 instead of 0.89 of all true pairs, at a fraction of the time.
    words = np.random.default_rng(0).permutation(len(pool))[:WORDS]
    words = torch.from_numpy(pool[words])
    plain, mirrored = (
        torch.stack([_histogram(d[:, order], words) for d in descriptors]) for order in (slice(None), MIRROR)
    )
    idf = torch.log(len(plain) / (plain > 0).sum(dim=0).clamp(min=1))
    plain, mirrored = (torch.nn.functional.normalize(h.sqrt() * idf, dim=1) for h in (plain, mirrored))
    similar = torch.cat([(plain @ h.T).fill_diagonal_(-1) for h in (plain, mirrored)], dim=1)
    count = len(descriptors)
    best = similar.topk(min(CANDIDATES, 2 * count), dim=1)
    rows, columns = torch.nonzero(best.values > 0, as_tuple=True)
    others = best.indices[rows, columns]
    found = zip(rows.tolist(), (others % count).tolist(), (others >= count).tolist(), strict=True)
    return sorted({(min(i, j), max(i, j), flip) for i, j, flip in found})


def is_same_photo(a: Features, b: Features, mirrored: bool) -> bool:
    """Whether one plausible affine map carries at least `INLIERS_AT_LEAST` features of `a` onto `b`."""
    cv2 = require("cv2", extra="audit")
    if min(len(a.points), len(b.points)) < INLIERS_AT_LEAST:
        return False
    similar = a.descriptors @ (b.descriptors[:, MIRROR] if mirrored else b.descriptors).T
    rows, nearest = np.arange(len(similar)), similar.argmax(axis=1)
    best = similar[rows, nearest]
    mutual = similar.argmax(axis=0)[nearest] == rows
    similar[rows, nearest] = -1
    # Descriptors have length 1: squared distance = 2 - 2 cosine.
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


def _histogram(descriptors: np.ndarray, words: torch.Tensor) -> torch.Tensor:
    nearest = (torch.from_numpy(descriptors) @ words.T).argmax(dim=1)
    return torch.bincount(nearest, minlength=len(words)).float()


def _plausible(linear: np.ndarray, mirrored: bool) -> bool:
    large, small = np.linalg.svd(linear, compute_uv=False)
    if (np.linalg.det(linear) < 0) != mirrored or small == 0:
        return False
    return large / small <= STRETCH_AT_MOST and 1 / SCALE_AT_MOST <= np.sqrt(large * small) <= SCALE_AT_MOST
