import shutil

import pandas as pd
import pytest

from helpers.data import catalog, leakage
from helpers.data.cache import cache_folder
from helpers.errors import InputError


@pytest.fixture
def found(tiny_folder, tmp_path, monkeypatch):
    """The tiny folder with one Train file copied to Test and, under another label, to Train."""
    monkeypatch.setenv("FISHCOURSE_CACHE", str(tmp_path / "cache"))
    root = shutil.copytree(tiny_folder, tmp_path / "photos")
    file = root / "Train" / "Healthy" / "Healthy (0).png"
    shutil.copy(file, root / "Test" / "Healthy" / "copy.png")
    shutil.copy(file, root / "Train" / "Fungal" / "copy.png")
    return catalog.read(root)


def by_content(found: catalog.Catalog) -> pd.Series:
    """Stands in for photo matching: the group is the first two digits of the sha256."""
    return "own-" + found.images["sha256"].str[:2]


@pytest.fixture
def matcher(monkeypatch):
    calls = []

    def match_photos(found, progress):
        calls.append(len(found.images))
        return by_content(found)

    monkeypatch.setattr(leakage, "match_photos", match_photos)
    return calls


def test_label_conflicts_are_the_rows_of_bytes_under_two_labels(found):
    rows = leakage.label_conflicts(found.images)
    assert list(rows["path"]) == [
        "Test/Healthy/copy.png",
        "Train/Fungal/copy.png",
        "Train/Healthy/Healthy (0).png",
    ]


def test_unknown_images_are_matched_once_and_then_read_from_the_cache(found, matcher):
    first = leakage.with_source_groups(found)
    again = leakage.with_source_groups(found)
    assert matcher == [20]
    assert list(first.images["source_group"]) == list(again.images["source_group"]) == list(by_content(found))
    assert set(found.images["source_group"]) == {""}, "the catalog given is left as it was"
    assert [file.suffix for file in (cache_folder() / "groups").iterdir()] == [".csv"]


def test_another_set_of_files_is_matched_anew(found, matcher):
    leakage.with_source_groups(found)
    (found.root / "Train" / "Healthy" / "Healthy (1).png").unlink()
    leakage.with_source_groups(catalog.read(found.root))
    assert matcher == [20, 19]


def test_failed_matching_leaves_no_cache(found, monkeypatch):
    def fail(found, progress):
        raise InputError("no OpenCV")

    monkeypatch.setattr(leakage, "match_photos", fail)
    with pytest.raises(InputError, match="no OpenCV"):
        leakage.with_source_groups(found)
    assert not (cache_folder() / "groups").exists()


def test_order_is_folder_table_then_published_table_then_pixels(found, matcher, tmp_path, monkeypatch):
    images = found.images
    pd.DataFrame({"sha256": images["sha256"][:4], "source_group": "folder"}).drop_duplicates("sha256").to_csv(
        found.root / "groups.csv"
    )
    published = tmp_path / "published.csv"
    pd.DataFrame({"sha256": images["sha256"][:8], "source_group": "published"}).drop_duplicates(
        "sha256"
    ).to_csv(published)
    monkeypatch.setattr(leakage, "PUBLISHED_GROUPS", published)
    groups = leakage.with_source_groups(catalog.read(found.root)).images["source_group"]
    in_folder = images["sha256"].isin(images["sha256"][:4])
    in_published = images["sha256"].isin(images["sha256"][:8]) & ~in_folder
    assert set(groups[in_folder]) == {"folder"} and set(groups[in_published]) == {"published"}
    assert groups[~in_folder & ~in_published].str.startswith("own-").all()


def test_nothing_is_matched_where_tables_know_everything(found, matcher):
    images = found.images.drop_duplicates("sha256")
    images.assign(source_group="g" + images["label"])[["sha256", "source_group"]].to_csv(
        found.root / "groups.csv"
    )
    groups = leakage.with_source_groups(catalog.read(found.root)).images["source_group"]
    assert not matcher and set(groups) == {"gFungal", "gHealthy", "gParasites"}


def test_unknown_image_joins_the_known_group_that_it_matches(found, monkeypatch):
    monkeypatch.setattr(leakage, "match_photos", lambda found, progress: found.images["label"])
    first = found.images.drop_duplicates("label")
    first.assign(source_group="known " + first["label"])[["sha256", "source_group"]].to_csv(
        found.root / "groups.csv"
    )
    found = catalog.read(found.root)
    images = leakage.with_source_groups(found).images
    unknown = found.images["source_group"] == ""
    assert unknown.any() and (images["source_group"] == "known " + images["label"])[unknown].all()


def test_without_tables_the_pixels_decide_alone(found, matcher):
    images = found.images.drop_duplicates("sha256").assign(source_group="from the folder")
    images[["sha256", "source_group"]].to_csv(found.root / "groups.csv")
    found = leakage.with_source_groups(catalog.read(found.root), table="none")
    assert list(found.images["source_group"]) == list(by_content(found))


def test_unknown_table_lists_the_choices(found):
    with pytest.raises(InputError, match="table is 'some': choose from auto, none"):
        leakage.with_source_groups(found, table="some")


def test_published_table_is_the_whole_data_set():
    groups = catalog.read_groups(leakage.PUBLISHED_GROUPS)
    assert len(groups) == 1747 and groups.nunique() == 313


@pytest.mark.photos
def test_real_photos_are_all_in_the_published_table(photos, matcher):
    found = leakage.with_source_groups(catalog.read(photos))
    assert not matcher and found.images["source_group"].nunique() == 251
    assert set(leakage.label_conflicts(found.images)["path"]) == {
        "Test/Bacterial gill disease/Bacterial gill disease (35).jpg",
        "Train/Bacterial gill disease/Bacterial gill disease (35).jpg",
        "Train/Parasitic diseases/Parasitic diseases (240).jpg",
    }
