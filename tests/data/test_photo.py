import numpy as np
import pytest
from PIL import Image

from helpers.data import photo
from helpers.errors import InputError

EXIF_ORIENTATION = 0x0112  # EXIF 2.3, table 4
ROTATE_90_CLOCKWISE = 6


def saved(image, file, **options):
    image.save(file, **options)
    return photo.open_rgb(file)


def test_exif_rotation_is_applied(tmp_path):
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = ROTATE_90_CLOCKWISE
    image = Image.new("RGB", (40, 20), "black")
    image.paste("white", (0, 0, 20, 20))  # white on the left, so on top once turned
    shown = saved(image, tmp_path / "a.jpg", exif=exif)
    assert shown.size == (20, 40)
    assert shown.getpixel((10, 5)) > (200, 200, 200) and shown.getpixel((10, 35)) < (50, 50, 50)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_pixels_become_white(tmp_path, mode):
    assert saved(Image.new(mode, (4, 4), 0), tmp_path / "a.png").getpixel((0, 0)) == (255, 255, 255)


def test_transparent_palette_colour_becomes_white(tmp_path):
    image = Image.new("P", (4, 4), 0)
    image.putpalette([10, 20, 30, 200, 100, 50])
    image.putpixel((1, 1), 1)
    shown = saved(image, tmp_path / "a.png", transparency=0)
    assert shown.getpixel((0, 0)) == (255, 255, 255) and shown.getpixel((1, 1)) == (200, 100, 50)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bit_grey_keeps_its_shades(tmp_path, suffix):
    ramp = np.arange(0, 65536, 256, dtype=np.uint16).reshape(16, 16)
    shown = np.asarray(saved(Image.fromarray(ramp), tmp_path / f"a{suffix}"))
    assert (shown == (ramp // 256)[:, :, None]).all()


@pytest.mark.parametrize("mode", ["1", "L", "CMYK", "YCbCr", "LAB", "F"])
def test_every_other_mode_becomes_rgb_or_is_refused_by_name(tmp_path, mode):
    file = tmp_path / "a.tif"
    Image.new(mode, (5, 3)).save(file)
    try:
        shown = photo.open_rgb(file)
    except InputError as error:
        assert str(file) in str(error)
    else:
        assert shown.mode == "RGB" and shown.size == (5, 3)


def test_cmyk_keeps_its_colour(tmp_path):
    red = saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), tmp_path / "a.jpg").getpixel((4, 4))
    assert red[0] > 230 and red[1] < 40 and red[2] < 40


def test_first_frame_of_an_animation(tmp_path):
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    assert saved(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:]).getpixel((0, 0)) == (
        255,
        0,
        0,
    )


def test_bad_file_is_named_with_its_reason(tmp_path):
    file = tmp_path / "fish.jpg"
    file.write_text("no image")
    with pytest.raises(InputError, match=r"fish\.jpg: not an image in a known format"):
        photo.open_rgb(file)
    with pytest.raises(InputError, match="cannot be read: No such file"):
        photo.open_rgb(tmp_path / "missing.jpg")
    with pytest.raises(InputError, match="not a file"):
        photo.open_rgb(tmp_path)


def test_formats_that_start_other_programs_are_refused(tmp_path):
    file = tmp_path / "a.jpg"
    file.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n")
    with pytest.raises(InputError, match="not an image in a known format"):
        photo.open_rgb(file)
