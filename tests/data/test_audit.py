import json
import shutil

import pytest
from PIL import Image

from helpers.data import audit, catalog, leakage
from helpers.errors import InputError


@pytest.fixture
def root(tiny_folder, tmp_path):
    """The tiny folder with copies within and across folders, a conflict and two bad files."""
    root = shutil.copytree(tiny_folder, tmp_path / "photos")
    file = root / "Train" / "Healthy" / "Healthy (0).png"
    for copy in ("Train/Healthy/again.png", "Test/Healthy/copy.png", "Train/Fungal/conflict.png"):
        shutil.copy(file, root / copy)
    (root / "Train" / "Fungal" / "empty.jpg").touch()
    (root / "Test" / "Fungal" / "text.jpg").write_text("fish")
    return root


def grouped(root) -> catalog.Catalog:
    found = catalog.read(root)
    found.images["source_group"] = "g" + found.images["sha256"].str[0]
    return found


def test_counts(root):
    found = audit.audit(grouped(root))
    assert (found.images, found.distinct_images) == (21, 18)
    assert found.files["Healthy"] == {"Test": 3, "Train": 5}
    assert found.formats == {"PNG": 21}
    assert found.sizes_px["width"] == {"min": 32, "median": 32, "max": 32}
    assert found.copies_within == {"Test": 0, "Train": 2}
    assert found.copies_across == {"Test in Train": 1, "Train in Test": 3}
    assert [conflict["labels"] for conflict in found.label_conflicts] == [["Fungal", "Healthy"]]
    assert [bad["path"] for bad in found.rejected] == ["Test/Fungal/text.jpg", "Train/Fungal/empty.jpg"]


def test_groups_count_byte_copies_once(root):
    found = grouped(root)
    groups = audit.audit(found).groups
    sizes = found.images.drop_duplicates("sha256")["source_group"].value_counts()
    assert groups["count"] == len(sizes) and groups["images"] == 18
    assert groups["largest"] == sizes.tolist()[:5] and groups["singletons"] == (sizes == 1).sum()
    assert groups["across_folders"] == sum(
        rows["folder"].nunique() > 1 for _, rows in found.images.groupby("source_group")
    )
    assert groups["across_classes"] == sum(
        rows["label"].nunique() > 1 for _, rows in found.images.groupby("source_group")
    )


def test_table_names_what_is_wrong_and_json_can_be_written(root):
    found = audit.audit(grouped(root))
    text = found.table()
    for word in ("Test in Train 1", "text.jpg: not an image", "Train/Fungal/conflict.png", "18 distinct"):
        assert word in text
    assert json.loads(json.dumps(found.to_dict()))["copies_across"] == found.copies_across


def test_table_cuts_long_lists(root):
    for i in range(20):
        (root / "Train" / "Fungal" / f"bad{i}.jpg").touch()
    assert "and 12 more" in audit.audit(grouped(root)).table()


def test_clean_folder_without_splits_and_without_groups(tmp_path):
    for label in ("a", "b"):
        (tmp_path / label).mkdir()
        Image.new("RGB", (8, 8), "red" if label == "a" else "blue").save(tmp_path / label / "1.png")
    found = audit.audit(catalog.read(tmp_path))
    assert found.groups is None and found.copies_across == {} and found.files["a"] == {"images": 1}
    assert "not looked for" in found.table()


@pytest.mark.parametrize("name", ["sheet.png", "new folder/sheet.JPG"])
def test_contact_sheet_has_a_row_a_group(root, tmp_path, name):
    found = grouped(root)
    audit.contact_sheet(found, tmp_path / name, groups=3)
    audit.contact_sheet(found, tmp_path / "one.png", groups=1)
    with Image.open(tmp_path / name) as three, Image.open(tmp_path / "one.png") as one:
        assert three.size == (one.width, 3 * one.height)
        # A row holds a label and pictures, so it is not all white.
        assert one.convert("L").getextrema()[0] < 100


def test_contact_sheet_needs_groups_and_a_picture_format(root, tmp_path):
    with pytest.raises(InputError, match="call with_source_groups first"):
        audit.contact_sheet(catalog.read(root), tmp_path / "sheet.png")
    with pytest.raises(InputError, match=r"is a \.png or a \.jpg file"):
        audit.contact_sheet(grouped(root), tmp_path / "sheet.pdf")
    assert not list(tmp_path.glob("sheet*"))


@pytest.mark.photos
def test_real_test_folder_is_a_copy_of_the_training_folder(photos):
    found = audit.audit(leakage.with_source_groups(catalog.read(photos)))
    assert found.copies_across["Test in Train"] == 552 == sum(n["Test"] for n in found.files.values())
    assert len(found.label_conflicts) == 1
    assert found.groups["count"] == 251 and found.groups["across_folders"] == 207
