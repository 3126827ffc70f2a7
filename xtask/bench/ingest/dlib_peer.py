"""The peer that most people start with: the package `face_recognition`, as its README uses it.

    python dlib_peer.py OUT.json PHOTO…
"""

import json
import pathlib
import sys
import time

import face_recognition


def main():
    photos = []
    for path in map(pathlib.Path, sys.argv[2:]):
        begun = time.perf_counter()
        photo = face_recognition.load_image_file(str(path))
        decoded = time.perf_counter()
        boxes = face_recognition.face_locations(photo)
        detected = time.perf_counter()
        vectors = face_recognition.face_encodings(photo, boxes)
        embedded = time.perf_counter()
        run = {"decode": decoded - begun, "detect": detected - decoded, "embed": embedded - detected}
        photos.append({"name": path.stem, "runs": [run], "faces": len(vectors)})
    pathlib.Path(sys.argv[1]).write_text(json.dumps({"photos": photos}))


main()
