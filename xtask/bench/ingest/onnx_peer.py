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
# As in models/faces/src/engine.rs.
COARSE, COARSE_SHARE = 256, 0.2


def encoded(copy, kind):
    suffix, options = COPIES[kind]
    return cv2.imencode(suffix, copy, options)[1]


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
        """The faces of a photo: boxes and embeddings."""
        data = numpy.frombuffer(file.read_bytes(), numpy.uint8)
        photo = clock.stage("decode", lambda: cv2.imdecode(data, cv2.IMREAD_COLOR_RGB))
        squares = clock.stage("resize", lambda: self.squares(photo))
        boxes, scores = clock.stage("detect", lambda: self.detect(photo, squares))
        tall = boxes[:, 3] - boxes[:, 1] >= self.settings["min_height"]
        good = (scores >= self.settings["min_score"]) & tall
        embeddings = []
        for box in boxes[good]:
            chip = clock.stage("align", lambda: self.chip(photo, box))
            embeddings.append(clock.stage("embed", lambda: self.embed(chip)))
        return photo, boxes[good], embeddings

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
            square = numpy.zeros((side, side, 3), numpy.uint8)
            square[:height, :width] = source
            made[side] = square
        return made

    def detect(self, photo, squares):
        height, width = photo.shape[:2]
        long = max(height, width)
        found = []
        for side, square in squares.items():
            outputs = self.detector(network.planes(square))
            boxes, scores = network.decoded(outputs, self.anchors[side], self.settings["candidate_score"])
            boxes, scores = network.keep_best(boxes, scores, network.within_a_pass)
            boxes = numpy.clip(boxes * (long / side), 0, [width, height, width, height])
            size = boxes[:, 2:] - boxes[:, :2]
            keep = (size >= 1).all(1)
            if side <= COARSE and side < max(squares):
                keep &= numpy.sqrt(size.prod(1)) >= COARSE_SHARE * long
            found.append((boxes[keep], scores[keep]))
        boxes, scores = (numpy.concatenate(part) for part in zip(*found))
        return network.keep_best(boxes, scores, network.between_passes)

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


def renditions(photo, boxes, settings):
    """The copies that PicMe makes: view and thumbnail, clean and marked, and a crop of every face."""
    source, files = photo, []
    for long_side in (VIEW, THUMB):
        scale = min(1.0, long_side / max(source.shape[:2]))
        size = (round(source.shape[1] * scale), round(source.shape[0] * scale))
        source = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
        clean = cv2.cvtColor(source, cv2.COLOR_RGB2BGR)
        marked = clean.copy()
        letters = long_side * 0.036
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
            photo, boxes, embeddings = pipeline.photo(path, clock)
            clock.stage("renditions", lambda: renditions(photo, boxes, settings))
            # The first run only warms up.
            runs += [clock.seconds] if run else []
        sizes = numpy.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
        faces = [{"bounds": box.tolist(), "embedding": e.tolist()} for box, e in zip(sizes, embeddings)]
        photos.append({"name": path.stem, "runs": runs, "faces": faces})
    out.write_text(json.dumps({"photos": photos}))


main()
