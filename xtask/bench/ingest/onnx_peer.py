"""The peer with the same networks: onnxruntime on one thread, OpenCV for the pixels.

    python onnx_peer.py NETWORKS SHAPES OUT.json SETTINGS.json PHOTO…

`SETTINGS.json` is what PicMe's own run wrote: the same levels and scores are used. Writes what was found and how long each
stage took.
"""

import json
import pathlib
import sys
import time

import cv2
import numpy

import network
from network import CHIP, PATCH, STEADY

cv2.setNumThreads(1)

# As in server/services/src/work/renditions.rs.
VIEW, THUMB, CROP = 2048, 480, 256
COPIES = {"jpeg": (".jpg", [cv2.IMWRITE_JPEG_QUALITY, 82]), "webp": (".webp", [cv2.IMWRITE_WEBP_QUALITY, 80])}
# As in models/faces/src/detector/scales.rs and tiles.rs.
COARSE, COARSE_SHARE, FLOOR = 256, 0.2, 14
SMALL, MANY, SHARED = 32, 4, 128


def encoded(copy, kind):
    suffix, options = COPIES[kind]
    return cv2.imencode(suffix, copy, options)[1]


def padded(picture, side):
    square = numpy.zeros((side, side, 3), numpy.uint8)
    square[: picture.shape[0], : picture.shape[1]] = picture
    return square


def letterboxed(part, side):
    long = max(part.shape[:2])
    height, width = (max(1, round(length * side / long)) for length in part.shape[:2])
    way = cv2.INTER_AREA if side < long else cv2.INTER_LINEAR
    return padded(cv2.resize(part, (width, height), interpolation=way), side)


def merged(found):
    boxes, scores = (numpy.concatenate(part) for part in zip(*found))
    return network.keep_best(boxes, scores, network.between_passes)


def starts(length, piece, shared):
    """Where pieces start that cover a length, spread evenly."""
    rest = max(length - piece, 0)
    steps = -(-rest // (piece - shared))
    return [rest * step // max(steps, 1) for step in range(steps + 1)]


class Clock:
    """Seconds by stage."""

    def __init__(self):
        self.seconds = {}

    def stage(self, name, work):
        begun = time.perf_counter()
        result = work()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun
        return result


class Pipeline:
    """What PicMe's engine does, step by step."""

    def __init__(self, networks, shapes, settings):
        source = shapes.read_text()
        self.settings = settings
        mean = network.table(source, network.MEAN_FACE)
        self.mean = (0.25 + mean) / 1.5 * CHIP
        self.average = network.table(source, network.LANDMARKS_112)
        self.detector = network.session(networks, "detector")
        self.landmarks = network.session(networks, "landmarks")
        self.recognition = network.session(networks, "recognition")
        self.anchors = {side: network.anchors(side) for side in settings["levels"]}

    def photo(self, file, clock):
        """A photo, its copy of a screen's size, in which faces are looked for, their boxes and embeddings."""
        data = numpy.frombuffer(file.read_bytes(), numpy.uint8)
        photo = clock.stage("decode", lambda: cv2.imdecode(data, cv2.IMREAD_COLOR_RGB))
        view = clock.stage("resize", lambda: shrunk(photo, VIEW))
        boxes, scores = clock.stage("detect", lambda: self.detect(view))
        boxes = boxes * (max(photo.shape) / max(view.shape))
        tall = boxes[:, 3] - boxes[:, 1] >= self.settings["min_height"]
        good = (scores >= self.settings["min_score"]) & tall
        embeddings = []
        for box in boxes[good]:
            chip = clock.stage("align", lambda: self.chip(photo, box))
            embeddings.append(clock.stage("embed", lambda: self.embed(chip)))
        return photo, view, boxes[good], embeddings

    def squares(self, photo):
        """The photo at every level, each made of the one before."""
        long, made, source = max(photo.shape[:2]), {}, photo
        levels = self.settings["levels"]
        for side in sorted(levels, reverse=True):
            if side != min(levels) and side > long * 2:
                continue
            height, width = (max(1, round(length * side / long)) for length in photo.shape[:2])
            way = cv2.INTER_AREA if side < long else cv2.INTER_LINEAR
            source = cv2.resize(source, (width, height), interpolation=way)
            made[side] = padded(source, side)
        return made

    def detect(self, photo):
        """Every level, and a close look where many faces are small."""
        squares = self.squares(photo)
        height, width = photo.shape[:2]
        long, finest = max(height, width), max(self.settings["levels"])
        found = []
        for side, square in squares.items():
            boxes, scores = self.seen(square, side, long / side, (width, height))
            floor = COARSE_SHARE if side <= COARSE else FLOOR / side
            keep = network.sides(boxes) >= floor * long if side < finest else slice(None)
            found.append((boxes[keep], scores[keep]))
        boxes, scores = merged(found)
        small = (scores >= self.settings["sure_score"]) & (network.sides(boxes) <= SMALL * long / finest)
        if small.sum() < MANY:
            return boxes, scores
        return merged([*found, *self.close_look(photo, self.settings["close_look"] / long)])

    def seen(self, square, side, scale, size):
        """What one pass finds, in pixels of a part of the photo of this size."""
        outputs = self.detector(network.planes(square))
        boxes, scores = network.decoded(outputs, self.anchors[side], self.settings["candidate_score"])
        boxes, scores = network.keep_best(boxes, scores, network.within_a_pass)
        boxes = numpy.clip(boxes * scale, 0, [*size, *size])
        keep = (boxes[:, 2:] - boxes[:, :2] >= 1).all(1)
        return boxes[keep], scores[keep]

    def close_look(self, photo, scale):
        """What is found in tiles that overlap, each as large as the input of the smallest detector for small faces."""
        side = min(side for side in self.settings["levels"] if side > COARSE)
        height, width = photo.shape[:2]
        tile, shared = round(side / scale), round(SHARED / scale)
        for top in starts(height, tile, shared):
            for left in starts(width, tile, shared):
                part = photo[top : top + tile, left : left + tile]
                down, across = part.shape[:2]
                ratio = max(down, across) / side
                boxes, scores = self.seen(letterboxed(part, side), side, ratio, (across, down))
                # What touches a border behind which the photo goes on was cut there: another tile has all of it.
                low = (boxes[:, :2] >= 1) | (numpy.array([left, top]) == 0)
                high = (boxes[:, 2:] <= numpy.array([across, down]) - 1) | (numpy.array([left + across, top + down]) == [width, height])
                keep = low.all(1) & high.all(1) & (network.sides(boxes) <= shared)
                yield boxes[keep] + [left, top, left, top], scores[keep]

    def points(self, patch):
        return self.landmarks(network.planes(patch))[0].reshape(68, 2) * PATCH

    def chip(self, photo, box):
        """Two passes for the landmarks, then the aligned face."""
        left, top, right, bottom = (int(edge) for edge in box)
        part = photo[top:bottom, left:right]
        long = max(part.shape[:2])
        height, width = (max(1, round(length * PATCH / long)) for length in part.shape[:2])
        way = cv2.INTER_AREA if long > PATCH else cv2.INTER_LINEAR
        x, y = (PATCH - width) // 2, (PATCH - height) // 2
        square = numpy.zeros((PATCH, PATCH, 3), numpy.uint8)
        square[y : y + height, x : x + width] = cv2.resize(part, (width, height), interpolation=way)
        scale = long / PATCH
        first = self.points(square) * scale + [left - x * scale, top - y * scale]
        upright = network.similarity(first, self.average)
        second = network.apply(network.inverted(upright), self.points(network.warped(photo, upright, PATCH)))
        steady = numpy.array(STEADY)
        return network.warped(photo, network.similarity(second[steady], self.mean[steady - 17]), CHIP)

    def embed(self, chip):
        both = numpy.concatenate([network.planes(chip), network.planes(chip[:, ::-1])])
        mean = self.recognition(both)[0].mean(0)
        return mean / numpy.linalg.norm(mean)


def shrunk(picture, long_side):
    scale = min(1.0, long_side / max(picture.shape[:2]))
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def renditions(photo, view, boxes, settings):
    """The copies that PicMe makes: view and thumbnail, clean and marked, and a crop of every face."""
    files = []
    for source in (view, shrunk(view, THUMB)):
        clean = cv2.cvtColor(source, cv2.COLOR_RGB2BGR)
        marked, size = clean.copy(), source.shape[1::-1]
        letters = max(size) * 0.036
        for row in range(int(size[1] / letters / 4.5) + 1):
            for column in range(4):
                place = (int(column * size[0] / 4), int(row * 4.5 * letters + letters))
                cv2.putText(marked, settings["mark"], place, cv2.FONT_HERSHEY_SIMPLEX, letters / 30, (230,) * 3, 2, cv2.LINE_AA)
        marked = cv2.addWeighted(clean, 0.66, marked, 0.34, 0)
        files += [encoded(copy, settings["copies"]) for copy in (clean, marked)]
    for box in boxes:
        middle, half = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]).max() * 0.85
        low = numpy.maximum(middle - half, 0).astype(int)
        high = (middle + half).astype(int)
        crop = cv2.resize(photo[low[1] : high[1], low[0] : high[0]], (CROP, CROP), interpolation=cv2.INTER_AREA)
        files.append(encoded(cv2.cvtColor(crop, cv2.COLOR_RGB2BGR), settings["copies"]))
    return files


def main():
    networks, shapes, out, own = map(pathlib.Path, sys.argv[1:5])
    own = json.loads(own.read_text())
    settings = own["settings"]
    pipeline = Pipeline(networks, shapes, settings)
    photos = []
    for path in map(pathlib.Path, sys.argv[5:]):
        runs = []
        for run in range(settings["runs"] + 1):
            clock = Clock()
            photo, view, boxes, embeddings = pipeline.photo(path, clock)
            clock.stage("renditions", lambda: renditions(photo, view, boxes, settings))
            # The first run only warms up.
            runs += [clock.seconds] if run else []
        sizes = numpy.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
        faces = [{"bounds": box.tolist(), "embedding": e.tolist()} for box, e in zip(sizes, embeddings)]
        photos.append({"name": path.stem, "runs": runs, "faces": faces})
    out.write_text(json.dumps({"photos": photos}))


main()
