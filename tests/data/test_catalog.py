import hashlib
import os
import struct
import unicodedata
import zlib
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from helpers.data import catalog
from helpers.errors import InputError


def picture(file: Path, colour="red", size=(8, 6), **options) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file, **options)
    return file


def png_claiming(width: int, height: int) -> bytes:
    """A PNG that claims a size and brings no pixels: what a decompression bomb looks like."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", b""), (b"IEND", b"")
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "photos"
    picture(root / "a" / "1.png", "red")
    picture(root / "b" / "2.png", "blue")
    return root


def reasons(found: catalog.Catalog) -> dict[str, str]:
    return dict(zip(found.rejected["path"], found.rejected["reason"], strict=True))


def test_one_row_an_image_sorted_by_path(tiny_folder):
    found = catalog.read(tiny_folder)
    images = found.images
    assert list(images) == list(catalog.COLUMNS)
    assert list(images.index) == list(range(18)) and images["path"].is_monotonic_increasing
    assert images.groupby(["folder", "label"]).size().to_dict() == {
        (folder, label): count
        for folder, count in (("Train", 4), ("Test", 2))
        for label in ("Fungal", "Healthy", "Parasites")
    }
    assert found.classes == ("Fungal", "Healthy", "Parasites")
    assert set(images["source_group"]) == {""} and found.rejected.empty
    row = images.iloc[0]
    data = (tiny_folder / row["path"]).read_bytes()
    assert row["sha256"] == hashlib.sha256(data).hexdigest() and row["size_bytes"] == len(data)
    assert (row["width_px"], row["height_px"], row["format"]) == (32, 24, "PNG")


def test_classes_directly_below_root_have_no_folder(root):
    found = catalog.read(str(root))
    assert list(found.images["folder"]) == ["", ""] and found.classes == ("a", "b")


def test_content_and_not_the_extension_decides(root):
    picture(root / "a" / "really.jpg", format="WEBP")
    picture(root / "a" / "SHOUTING.JPG", format="JPEG")
    picture(root / "a" / "without", format="PNG")
    formats = catalog.read(root).images.set_index("path")["format"]
    assert formats["a/really.jpg"] == "WEBP" and formats["a/SHOUTING.JPG"] == "JPEG"
    assert formats["a/without"] == "PNG"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file: 0 bytes"),
        (b"hello", "not an image in a known format"),
        (png_claiming(20_000, 20_000), "too large"),
        (png_claiming(9_500, 9_500), "too large"),  # between one and two times Pillow's bound: it only warns
        (png_claiming(20, 20), "damaged image"),
    ],
    ids=["empty", "text", "bomb", "large", "no pixels"],
)
def test_bad_file_is_rejected_by_name(root, data, reason, recwarn):
    (root / "a" / "bad.jpg").write_bytes(data)
    found = catalog.read(root)
    assert list(reasons(found)) == ["a/bad.jpg"] and reasons(found)["a/bad.jpg"].startswith(reason)
    assert len(found.images) == 2 and not recwarn.list


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "tif"])
def test_truncated_image_is_rejected(root, suffix):
    file = picture(root / "a" / f"cut.{suffix}", size=(64, 64))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert list(reasons(catalog.read(root))) == [f"a/cut.{suffix}"]


def test_gigantic_file_is_not_even_read(root, monkeypatch):
    (root / "a" / "huge.jpg").write_bytes(b"x" * 2000)
    monkeypatch.setattr("helpers.data.photo.MAX_BYTES", 1000)
    assert reasons(catalog.read(root)) == {"a/huge.jpg": "too large: 2,000 bytes, at most 1,000"}


def test_strict_names_the_first_and_counts_the_rest(root):
    for i in range(5):
        (root / "a" / f"bad{i}.jpg").write_text("no image")
    with pytest.raises(InputError, match=r"5 unusable files: a/bad0.jpg \(not an image.*bad2.* and 2 more$"):
        catalog.read(root, strict=True)


def test_hidden_and_system_files_are_ignored(root):
    for name in (".DS_Store", "a/.hidden.jpg", "a/Thumbs.db", "a/desktop.ini", "README.md", "notes.csv"):
        (root / name).write_text("x")
    (root / ".cache").mkdir()
    found = catalog.read(root, strict=True)
    assert len(found.images) == 2 and found.rejected.empty


def test_image_without_a_class_is_rejected_and_text_is_not(root):
    picture(root / "stray.png")
    assert reasons(catalog.read(root)) == {"stray.png": "lies outside the class folders"}


def test_image_beside_the_split_folders_is_rejected(tmp_path):
    for path in ("Train/a/1.png", "Train/b/2.png", "Train/3.png", "other/4.png"):
        picture(tmp_path / path)
    assert sorted(reasons(catalog.read(tmp_path))) == ["Train/3.png", "other/4.png"]


def test_split_folders_are_known_in_any_case(tmp_path):
    for folder in ("TRAIN", "validation", "test"):
        picture(tmp_path / folder / "a" / "1.png")
        picture(tmp_path / folder / "b" / "1.png")
    assert sorted(set(catalog.read(tmp_path).images["folder"])) == ["Test", "Train", "Val"]


def test_a_class_may_be_called_test(tmp_path):
    picture(tmp_path / "test" / "1.png")
    picture(tmp_path / "sick" / "1.png")
    found = catalog.read(tmp_path)
    assert found.classes == ("sick", "test") and found.rejected.empty


def test_folders_within_a_class_belong_to_it(root):
    picture(root / "a" / "pond 1" / "deep" / "3.png")
    images = catalog.read(root).images
    assert images.set_index("path").loc["a/pond 1/deep/3.png", "label"] == "a"


def test_vietnamese_names_in_either_unicode_form_are_one_class(tmp_path):
    name = "Bệnh nấm thuỷ mi"
    picture(tmp_path / "Train" / unicodedata.normalize("NFC", name) / "cá chép.png")
    picture(tmp_path / "Test" / unicodedata.normalize("NFD", name) / "cá chép.png")
    picture(tmp_path / "Train" / "Cá khoẻ" / "cá chép.png")
    found = catalog.read(tmp_path)
    assert found.classes == tuple(sorted([unicodedata.normalize("NFC", name), "Cá khoẻ"]))
    assert all((tmp_path / path).exists() for path in found.images["path"])


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("links are not allowed here")


def test_link_loop_ends_and_linked_folder_is_followed(root, tmp_path):
    picture(tmp_path / "elsewhere" / "3.png")
    link(root / "a" / "loop", root)
    link(root / "c", tmp_path / "elsewhere")
    link(root / "a" / "broken.jpg", tmp_path / "missing")
    link(root / "a" / "itself.jpg", root / "a" / "itself.jpg")
    found = catalog.read(root)
    assert list(found.images["path"]) == ["a/1.png", "b/2.png", "c/3.png"]
    assert {"a/broken.jpg", "a/itself.jpg"} <= set(found.rejected["path"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_does_not_block(root):
    os.mkfifo(root / "a" / "pipe.jpg")
    assert reasons(catalog.read(root)) == {"a/pipe.jpg": "not a file"}


def test_file_name_that_is_no_unicode_is_rejected(root):
    try:
        (root / "a" / os.fsdecode(b"f\xff.jpg")).write_text("x")
    except (OSError, UnicodeError):
        pytest.skip("this file system refuses such names")
    found = catalog.read(root)
    assert "no valid Unicode" in found.rejected["reason"][0]
    found.rejected["path"][0].encode()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda root: None, "does not exist: give a folder"),
        (lambda root: root.write_text("x"), "is a file: give a folder"),
        (lambda root: root.mkdir(), "holds no images: expected"),
        (lambda root: (root / "a").mkdir(parents=True), "holds no images: expected"),
        (lambda root: picture(root / "1.png"), r"no usable image: 1.png \(lies outside the class folders\)"),
        (lambda root: picture(root / "a" / "1.png"), r"holds 1 class \(a\): at least 2 are needed"),
        (lambda root: picture(root / "fish" / "Train" / "a" / "1.png"), r"one level too high: give .*fish$"),
    ],
)
def test_wrong_folder_gets_one_clear_line(tmp_path, make, message):
    make(tmp_path / "data")
    with pytest.raises(InputError, match=message) as caught:
        catalog.read(tmp_path / "data")
    assert "\n" not in str(caught.value)


def test_one_class_is_enough_where_asked(tmp_path):
    picture(tmp_path / "a" / "1.png")
    assert catalog.read(tmp_path, require_classes=1).classes == ("a",)


def test_groups_of_the_folder_are_joined_by_content(root):
    sha256 = catalog.read(root).images["sha256"]
    pd.DataFrame({"sha256": [sha256[1]], "class": "b", "source_group": "g1"}).to_csv(root / "groups.csv")
    assert list(catalog.read(root).images["source_group"]) == ["", "g1"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "needs the columns"),
        ("sha256,class\n", "needs the columns"),
        ("sha256,source_group\n12,g0\n", "64 lower-case hex digits"),
        ("sha256,source_group\n" + "a" * 64 + ",\n", "64 lower-case hex digits"),
        ("sha256,source_group\n" + "a" * 64 + ",g0\n" + "a" * 64 + ",g1\n", "two source groups"),
        ("\x00\xff", "needs the columns"),
    ],
)
def test_malformed_groups_get_one_clear_line(root, content, message):
    (root / "groups.csv").write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=message) as caught:
        catalog.read(root)
    assert "\n" not in str(caught.value) and "groups.csv" in str(caught.value)


def test_progress_sees_every_file(tiny_folder):
    seen = []

    def progress(items, what, total):
        for item in items:
            seen.append((what, total))
            yield item

    catalog.read(tiny_folder, progress=progress)
    assert seen == [("reading images", 18)] * 18


@pytest.mark.photos
def test_real_photos_by_content(photos):
    found = catalog.read(photos, strict=True)
    assert found.images["folder"].value_counts().to_dict() == {"Train": 1399, "Test": 552}
    assert found.images["format"].value_counts().to_dict() == {"JPEG": 1895, "PNG": 50, "WEBP": 6}
    assert len(found.classes) == 7 and found.images["height_px"].min() == 62
