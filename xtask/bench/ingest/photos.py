"""Makes the photos that ingest is measured on: six of 24 megapixels, and one that shows more than 30 faces.

    python photos.py DEMO_FOLDER OUT_FOLDER

Each demo photo is enlarged to 24 megapixels with a Lanczos filter. An enlarged photo is smooth, and a smooth JPEG is read too
quickly; so it gets the noise of a sensor: grains of a pixel's size, stronger in the light (the square root of the light,
as photons are counted), and coarser in colour than in brightness, as a camera's own reading of its sensor leaves them. At quality 92 with colours
at half the resolution, as phones and cameras write, a file has 5 to 7 MB.
"""

import pathlib
import sys

import cv2
import numpy

PIXELS = 24_000_000
QUALITY = 92
# Standard deviation in the middle of the scale: ISO 400 to 800 of a small sensor.
GRAIN, COLOUR_GRAIN = 5.0, 2.5


def noisy(picture, seed):
    """The picture with a sensor's noise; the same every time."""
    dice = numpy.random.default_rng(seed)
    height, width = picture.shape[:2]
    light = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(numpy.float32)
    strength = numpy.sqrt(light / 128.0 + 0.1)
    grain = dice.standard_normal((height, width), numpy.float32) * GRAIN * strength
    result = picture.astype(numpy.float32) + grain[..., None]
    for channel in range(3):
        coarse = dice.standard_normal(((height + 1) // 2, (width + 1) // 2), numpy.float32) * COLOUR_GRAIN
        result[..., channel] += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR) * strength
    return numpy.clip(result + 0.5, 0, 255).astype(numpy.uint8)


def enlarged(picture):
    """The picture at 24 megapixels, its shape kept."""
    height, width = picture.shape[:2]
    scale = (PIXELS / (width * height)) ** 0.5
    size = (round(width * scale), round(height * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_LANCZOS4)


def crowd(pictures):
    """Sixteen demo photos on one sheet: 57 faces, of which the smallest are 150 pixels high."""
    cells = [cv2.resize(pictures[at % len(pictures)], (1500, 1000), interpolation=cv2.INTER_AREA) for at in range(16)]
    return numpy.vstack([numpy.hstack(cells[row * 4 : row * 4 + 4]) for row in range(4)])


def main():
    demo, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    pictures = [cv2.imread(str(path)) for path in sorted(demo.glob("sample*.jpg"))]
    made = {f"photo{number}": enlarged(picture) for number, picture in enumerate(pictures, 1)}
    made["crowd"] = crowd(pictures)
    for seed, (name, picture) in enumerate(made.items()):
        options = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
        written, data = cv2.imencode(".jpg", noisy(picture, seed), options)
        if not written:
            sys.exit(f"{name} could not be written")
        (out / f"{name}.jpg").write_bytes(data.tobytes())
        print(f"{name}: {picture.shape[1]} × {picture.shape[0]}, {len(data) / 1e6:.1f} MB")


main()
