"""A file becomes pixels: the one place where image files are decoded, and where bad ones are told from good.

>>> open_rgb("fish.webp").size
"""

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from helpers.errors import InputError

# Pillow's own bound against decompression bombs (Image.MAX_IMAGE_PIXELS): 1/4 GiB as 24-bit RGB.
MAX_PIXELS = 89_478_485
MAX_BYTES = 3 * MAX_PIXELS  # the largest allowed image, uncompressed; a larger file is no photo
# What cameras, phones and websites write. Pillow reads more, some of it by starting other programs (EPS).
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "JPEG2000", "PPM")


def open_rgb(path: str | Path) -> Image.Image:
    """Decode an image file as 8-bit RGB: EXIF rotation applied, transparency on white, first frame.

    Raises InputError with the path and the reason where the file is not a usable image.
    """
    try:
        return decode(contents(path))[0]
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def contents(path: str | Path) -> bytes:
    """Bytes of a file that is neither empty nor gigantic; raises InputError with the reason alone."""
    try:
        size_bytes = os.stat(path).st_size
        if not os.path.isfile(path):  # a device or a pipe would block the reader
            raise InputError("not a file")
        if size_bytes > MAX_BYTES:
            raise InputError(f"too large: {size_bytes:,} bytes, at most {MAX_BYTES:,}")
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error
    if not data:
        raise InputError("empty file: 0 bytes")
    return data


def decode(data: bytes) -> tuple[Image.Image, str]:
    """Decode a whole image to 8-bit RGB and name its format; raises InputError with the reason alone."""
    available = set(
        Image.registered_extensions().values()
    )  # AVIF and JPEG2000 depend on how Pillow was built
    try:
        image = Image.open(io.BytesIO(data), formats=[name for name in FORMATS if name in available])
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError(f"{image.width} x {image.height} px")
        return _as_rgb(ImageOps.exif_transpose(image)), image.format  # decodes every pixel
    except UnidentifiedImageError:
        raise InputError("not an image in a known format") from None
    except Image.DecompressionBombError as error:
        raise InputError(f"too large: {one_line(error)}, at most {MAX_PIXELS:,} pixels") from error
    except Exception as error:  # damaged files make Pillow's decoders raise nearly anything
        raise InputError(f"damaged image: {one_line(error)}") from error


def one_line(error: Exception) -> str:
    """The message of an error without line breaks, or its type where it has none."""
    return " ".join(str(error).split()) or type(error).__name__


def _as_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit grey: convert("RGB") would clip nearly all of it to white
        image = Image.fromarray((np.clip(np.asarray(image), 0, 65535) // 256).astype("uint8"))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")
