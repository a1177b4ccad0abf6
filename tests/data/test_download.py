import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.data import catalog, download
from helpers.errors import InputError

kagglehub = pytest.importorskip("kagglehub")


@pytest.fixture
def published(tiny_folder, tmp_path, monkeypatch):
    """The tiny folder's Train images as the published table."""
    images = catalog.read(tiny_folder).images
    file = tmp_path / "published.csv"
    images[images["folder"] == "Train"].assign(source_group="g0").to_csv(file)
    monkeypatch.setattr(download, "PUBLISHED_GROUPS", file)
    return pd.read_csv(file)


@pytest.fixture
def host(published, tiny_folder, monkeypatch):
    """A stand-in for the host: copies the tiny folder to where kagglehub would put it; records its calls."""
    calls = []

    def dataset_download(handle, *, force_download):
        calls.append((handle, force_download))
        folder = Path(os.environ["KAGGLEHUB_CACHE"]) / "datasets" / "versions" / "2"
        shutil.copytree(tiny_folder, folder / "Fish", dirs_exist_ok=True)
        return str(folder)

    monkeypatch.setattr(kagglehub, "dataset_download", dataset_download)
    return calls


def failing(error):
    def dataset_download(handle, *, force_download):
        raise error

    return dataset_download


def test_returns_a_folder_that_can_be_read(host, tmp_path):
    root = download.fetch(tmp_path / "out")
    assert root == tmp_path / "out" / "datasets" / "versions" / "2" / "Fish"
    assert len(catalog.read(root).images) == 18
    assert host == [(download.HANDLE, False)] and "KAGGLEHUB_CACHE" not in os.environ


def test_complete_copy_needs_no_host(host, tmp_path):
    assert download.fetch(tmp_path / "out") == download.fetch(tmp_path / "out")
    assert len(host) == 1


def test_copy_unzipped_by_hand_is_found(host, tiny_folder, tmp_path):
    shutil.copytree(tiny_folder, tmp_path / "out" / "archive" / "Fish")
    assert download.fetch(tmp_path / "out") == tmp_path / "out" / "archive" / "Fish"
    assert not host


def test_damaged_copy_is_fetched_again(host, tmp_path):
    root = download.fetch(tmp_path / "out")
    (root / "Train" / "Healthy" / "Healthy (0).png").write_text("damaged")
    assert download.fetch(tmp_path / "out") == root
    assert host == [(download.HANDLE, False), (download.HANDLE, True)]
    assert download.check(root).complete


def test_default_is_the_cache_folder(host, tmp_path, monkeypatch):
    monkeypatch.setenv("FISHCOURSE_CACHE", str(tmp_path / "cache"))
    assert tmp_path / "cache" / "fish-disease" in download.fetch().parents


def test_variable_of_the_user_is_put_back(host, tmp_path, monkeypatch):
    monkeypatch.setenv("KAGGLEHUB_CACHE", "mine")
    download.fetch(tmp_path / "out")
    assert os.environ["KAGGLEHUB_CACHE"] == "mine"


def test_check_counts_missing_and_unknown(published, tiny_folder, tmp_path):
    root = shutil.copytree(tiny_folder, tmp_path / "copy")
    assert download.check(root) == download.Check(expected=12, missing=0, unknown=0)
    (root / "Train" / "Healthy" / "Healthy (0).png").unlink()
    (root / "Train" / "Healthy" / "new.png").write_bytes(b"new")
    (root / "Train" / ".DS_Store").write_bytes(b"ignored")
    assert download.check(root) == download.Check(expected=12, missing=1, unknown=1)


@pytest.mark.parametrize(
    ("error", "todo"),
    [
        (ConnectionError("Max retries\nexceeded"), "go online, or download https"),
        (kagglehub.exceptions.BackendError("busy"), "go online, or download https"),
        (
            kagglehub.exceptions.KaggleApiHTTPError("403", response=SimpleNamespace(status_code=403)),
            r"sign in \(.*\), or download https",
        ),
    ],
)
def test_failed_download_says_what_to_do(published, tmp_path, monkeypatch, error, todo):
    monkeypatch.setattr(kagglehub, "dataset_download", failing(error))
    with pytest.raises(InputError, match=f"{type(error).__name__}: .*{todo}.*unzip it into .*out") as caught:
        download.fetch(tmp_path / "out")
    assert "\n" not in str(caught.value) and "KAGGLEHUB_CACHE" not in os.environ


def test_interruption_by_the_user_passes(published, tmp_path, monkeypatch):
    monkeypatch.setattr(kagglehub, "dataset_download", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        download.fetch(tmp_path / "out")


def test_incomplete_download_is_refused(host, published, tmp_path):
    pd.concat([published, pd.DataFrame({"sha256": ["a" * 64], "source_group": ["g1"]})]).to_csv(
        download.PUBLISHED_GROUPS
    )
    with pytest.raises(InputError, match="lacks 1 of 13 images, and 0 are unknown"):
        download.fetch(tmp_path / "out")


def test_download_without_train_is_refused(published, tmp_path, monkeypatch):
    monkeypatch.setattr(kagglehub, "dataset_download", lambda handle, *, force_download: str(tmp_path))
    with pytest.raises(InputError, match="no Train in"):
        download.fetch(tmp_path / "out")


def test_file_instead_of_a_folder(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(InputError, match="is a file: give a folder"):
        download.fetch(tmp_path / "out")
