"""Compares what PicMe and its peers found, and says how long each took.

    python report.py PICME.json ONNX.json DLIB.json

Ends with an error when PicMe and the peer with the same networks did not find the same faces, or a photo took too much memory.
"""

import json
import statistics
import sys

FACE_STAGES = ["decode", "resize", "detect", "align", "embed"]
STAGES = [*FACE_STAGES, "renditions"]
# Two boxes of one face overlap by at least this share of their union, the usual line of detection. Of a photo's faces, most have two vectors that are at
# least this alike: the two shrink photos with different filters, so boxes and vectors of the smallest faces move a little.
SAME_BOX, SAME_VECTOR = 0.5, 0.99
# What a photo of 24 megapixels may need, networks and all.
MOST_MEMORY = 1.5e9


def overlap(one, other):
    """Intersection over union of two boxes: left, top, width, height."""
    along = [min(one[at] + one[at + 2], other[at] + other[at + 2]) - max(one[at], other[at]) for at in (0, 1)]
    shared = max(along[0], 0) * max(along[1], 0)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


def alike(one, other):
    return sum(a * b for a, b in zip(one, other))


def differences(ours, theirs):
    """Why two runs did not see the same, photo by photo."""
    for photo, peer in zip(ours, theirs, strict=True):
        faces, others = photo["faces"], list(peer["faces"])
        if len(faces) != len(others):
            yield f"{photo['name']}: {len(faces)} faces here, {len(others)} there"
            continue
        vectors = []
        for face in faces:
            best = max(others, key=lambda other: overlap(face["bounds"], other["bounds"]))
            others.remove(best)
            vectors.append(alike(face["embedding"], best["embedding"]))
            box = overlap(face["bounds"], best["bounds"])
            if box < SAME_BOX:
                yield f"{photo['name']}: a face overlaps by {box:.3f} only"
        if vectors and statistics.median(vectors) < SAME_VECTOR:
            yield f"{photo['name']}: its vectors are alike by {statistics.median(vectors):.4f} only"


def medians(photo):
    """The median time of each stage of a photo, in milliseconds."""
    return {stage: statistics.median(run.get(stage, 0.0) for run in photo["runs"]) * 1000 for stage in STAGES}


def whole(photo, stages):
    """The median time of a run, in milliseconds."""
    return statistics.median(sum(run.get(stage, 0.0) for stage in stages) for run in photo["runs"]) * 1000


def mean(photos, of):
    return statistics.mean(map(of, photos))


def table(rows):
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print()


def stages(title, ours, theirs):
    print(f"{title}: milliseconds of one core, mean of the photos' medians\n")
    rows = [("stage", "PicMe", "onnxruntime and OpenCV", "ratio")]
    for stage in STAGES:
        mine, other = (mean(photos, lambda photo: medians(photo)[stage]) for photos in (ours, theirs))
        rows.append((stage, f"{mine:.1f}", f"{other:.1f}", f"{other / mine:.2f}"))
    for name, some in (("faces, all of it", FACE_STAGES), ("with renditions", STAGES)):
        mine, other = (mean(photos, lambda photo: whole(photo, some)) for photos in (ours, theirs))
        rows.append((name, f"{mine:.1f}", f"{other:.1f}", f"{other / mine:.2f}"))
    table(rows)


def rates(picme, onnx, dlib):
    print("Photos of 24 megapixels a second of one core, three to five faces each\n")
    pace = lambda photos, some: 1000 / mean(photos, lambda photo: whole(photo, some))
    mine, complete = pace(picme, FACE_STAGES), pace(picme, STAGES)
    rows = [("who", "photos a second", "PicMe is faster by")]
    rows.append(("PicMe, faces only", f"{mine:.3f}", "1"))
    for name, photos in (("onnxruntime and OpenCV, faces only", onnx), ("face_recognition", dlib)):
        other = pace(photos, FACE_STAGES)
        rows.append((name, f"{other:.3f}", f"{mine / other:.2f}"))
    rows.append(("PicMe, with renditions", f"{complete:.3f}", ""))
    table(rows)


def main():
    picme, onnx, dlib = (json.load(open(name)) for name in sys.argv[1:4])
    crowds = [[photo for photo in run["photos"] if photo["name"] == "crowd"] for run in (picme, onnx)]
    ours, theirs = ([photo for photo in run["photos"] if photo["name"] != "crowd"] for run in (picme, onnx))
    stages("Six photos of 24 megapixels", ours, theirs)
    stages(f"One with {len(crowds[0][0]['faces'])} faces", *crowds)
    measured = {photo["name"] for photo in dlib["photos"]}
    rates(*([photo for photo in photos if photo["name"] in measured] for photos in (ours, theirs, dlib["photos"])))
    print(f"All cores, with renditions: {picme['at_once']:.3f} photos a second")
    memory = picme["memory"]
    if memory["alone"]:
        print(f"Most memory: {memory['alone'] / 1e6:.0f} MB with one photo at a time, {memory['at_once'] / 1e6:.0f} MB with two")
    wrong = list(differences(picme["photos"], onnx["photos"]))
    if (memory["alone"] or 0) > MOST_MEMORY:
        wrong.append("a photo took more than 1.5 GB")
    if wrong:
        sys.exit("\n".join(["", "Not the same work, so the times say nothing:", *wrong]))
    print("PicMe and onnxruntime found the same faces, most of them with the same vectors.")


main()
