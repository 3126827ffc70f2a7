"""PicMe's face pipeline in Python: the same networks in onnxruntime, the same geometry, OpenCV for the pixels."""

import math

import cv2
import numpy
import onnxruntime

# models/faces/src/shapes.rs has both tables; they are read from there, so that they cannot disagree.
MEAN_FACE, LANDMARKS_112 = "MEAN_FACE", "LANDMARKS_112"
STEADY = [*range(27, 55), *range(60, 65)]
CHIP, PATCH = 150, 112


def table(source, name):
    """A table of points from a Rust source file."""
    body = source.split(f"const {name}:")[1].split("= [", 1)[1].split("];")[0]
    numbers = [float(word) for word in body.replace("[", " ").replace("]", " ").replace(",", " ").split()]
    return numpy.array(numbers).reshape(-1, 2)


def session(folder, name):
    """A network on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    loaded = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options, ["CPUExecutionProvider"])
    name = loaded.get_inputs()[0].name
    return lambda values: loaded.run(None, {name: values})


def anchors(side):
    """The boxes that the detector's answers are relative to: centre x, y, width, height in pixels of its input."""
    scales, aspects = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0], [2.0, 0.5, 3.0, 0.3333]
    made = []
    for level, stride in enumerate([16, 32, 64, 128, 256, 512]):
        sizes = [(0.1, 1.0), (0.2, 2.0), (0.2, 0.5)]
        if level:
            between = math.sqrt(scales[level] * scales[level + 1])
            sizes = [(scales[level], 1.0), (between, 1.0)] + [(scales[level], aspect) for aspect in aspects]
        boxes = [(512 * scale * math.sqrt(aspect), 512 * scale / math.sqrt(aspect)) for scale, aspect in sizes]
        cells = math.ceil(side / stride)
        for row in range(cells):
            for column in range(cells):
                middle = ((column + 0.5) * stride, (row + 0.5) * stride)
                made += [(*middle, *box) for box in boxes]
    return numpy.array(made, numpy.float32)


def decoded(outputs, boxes, floor):
    """Boxes (left, top, right, bottom) and scores of at least `floor`."""
    codes, logits = outputs[0][0], outputs[1][0]
    scores = 1 / (1 + numpy.exp(-logits[:, 1]))
    keep = scores >= floor
    codes, boxes, scores = codes[keep], boxes[keep], scores[keep]
    middle = codes[:, 1::-1] / 10 * boxes[:, 2:] + boxes[:, :2]
    half = numpy.exp(codes[:, 3:1:-1] / 5) * boxes[:, 2:] / 2
    return numpy.hstack([middle - half, middle + half]), scores


def keep_best(boxes, scores, same):
    """The best of boxes that are one face, best first."""
    area = (boxes[:, 2:] - boxes[:, :2]).prod(1)
    rest, kept = numpy.argsort(-scores, kind="stable"), []
    while rest.size:
        best, rest = rest[0], rest[1:]
        kept.append(best)
        low = numpy.maximum(boxes[best, :2], boxes[rest, :2])
        high = numpy.minimum(boxes[best, 2:], boxes[rest, 2:])
        shared = numpy.clip(high - low, 0, None).prod(1)
        rest = rest[~same(shared, area[best], area[rest])]
    return boxes[kept], scores[kept]


def within_a_pass(shared, one, others):
    return shared > 0.5 * (one + others - shared)


def between_passes(shared, one, others):
    return (shared > 0.5 * (one + others - shared)) | (shared > 0.65 * numpy.minimum(one, others))


def sides(boxes):
    """The side of the square as large as each box."""
    return numpy.sqrt((boxes[:, 2:] - boxes[:, :2]).prod(1))


def planes(picture):
    """RGB rows as a network takes them: 1 × 3 × height × width."""
    return numpy.ascontiguousarray(picture.transpose(2, 0, 1)[None], numpy.float32)


def similarity(start, goal):
    """The 2 × 3 matrix of the least-squares similarity (Umeyama)."""
    a, b = start - start.mean(0), goal - goal.mean(0)
    u, s, v = numpy.linalg.svd(b.T @ a)
    flip = numpy.array([1.0, numpy.sign(numpy.linalg.det(u) * numpy.linalg.det(v))])
    turn = u @ numpy.diag(flip) @ v
    matrix = turn * (s * flip).sum() / (a * a).sum()
    return numpy.hstack([matrix, (goal.mean(0) - matrix @ start.mean(0))[:, None]])


def apply(matrix, points):
    return points @ matrix[:, :2].T + matrix[:, 2]


def inverted(matrix):
    back = numpy.linalg.inv(matrix[:, :2])
    return numpy.hstack([back, (-back @ matrix[:, 2])[:, None]])


def warped(photo, matrix, side):
    """A turned square of the photo. Where it is shrunk to less than half, areas are averaged first."""
    scale = math.hypot(matrix[0, 0], matrix[1, 0])
    factor = int(1 / scale)
    if factor >= 2:
        corners = numpy.array([[0, 0], [side, 0], [0, side], [side, side]], float)
        reach = apply(inverted(matrix), corners)
        room = 2 / scale + 2
        left, top = numpy.maximum(reach.min(0) - room, 0).astype(int)
        right, bottom = (reach.max(0) + room).astype(int)
        part = photo[top:bottom, left:right]
        height, width = part.shape[0] // factor, part.shape[1] // factor
        part = part[: height * factor, : width * factor]
        photo = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
        half = (factor - 1) / 2
        matrix = matrix @ numpy.array([[factor, 0, left + half], [0, factor, top + half], [0, 0, 1]])
    return cv2.warpAffine(photo, matrix, (side, side), flags=cv2.INTER_LINEAR)
