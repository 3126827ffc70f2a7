"""The peers of `cargo xtask bench search`: faiss, and pgvector where PostgreSQL has it.

search.py FOLDER FACES [POSTGRES_URL] reads what the example `bench_search` left in the folder (`picme.txt` holds what it printed), searches the same vectors for
the same probes, one at a time on one thread, and prints a table. Answers that differ end it with status 1. Two rows whose cosines differ by less than
TIE may change places: the last digits of a sum depend on its order.
"""

import statistics
import sys
import time
from pathlib import Path

import faiss
import numpy

LINE = 0.93
TIE = 1e-6
# Beyond this pgvector takes minutes to be filled.
MOST_IN_POSTGRES = 100_000


def median_ms(search, probes):
    for probe in probes:
        search(probe)
    times = []
    for probe in probes:
        start = time.perf_counter()
        search(probe)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def cosine(vectors, probe, row):
    return float(numpy.dot(vectors[row].astype(numpy.float64), probe[0].astype(numpy.float64)))


def same_top(vectors, probe, ours, theirs):
    """Whether both lists are the same but for ties."""
    return all(
        a == b or abs(cosine(vectors, probe, a) - cosine(vectors, probe, b)) <= TIE
        for a, b in zip(ours, theirs, strict=True)
    )


def same_set(vectors, probe, ours, theirs):
    """Whether both sets are the same but for rows that lie on the line."""
    return all(abs(cosine(vectors, probe, row) - LINE) <= TIE for row in set(ours) ^ set(theirs))


def split(counted):
    """Lists that each have their length in front."""
    lists, at = [], 0
    while at < len(counted):
        length = int(counted[at])
        lists.append(counted[at + 1 : at + 1 + length])
        at += 1 + length
    return lists


class Faiss:
    name = "faiss"

    def __init__(self, vectors):
        faiss.omp_set_num_threads(1)
        self.index = faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(vectors)

    def top(self, probe, most):
        return self.index.search(probe, most)[1][0]

    def above(self, probe):
        return self.index.range_search(probe, LINE)[2]


class Pgvector:
    name = "pgvector"

    def __init__(self, vectors, connection):
        self.connection = connection
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
            cursor.execute("SET work_mem = '256MB'")
            cursor.execute("DROP TABLE IF EXISTS bench_search")
            cursor.execute(f"CREATE TABLE bench_search (id integer PRIMARY KEY, face vector({vectors.shape[1]}))")
            with cursor.copy("COPY bench_search FROM STDIN") as copy:
                for row, vector in enumerate(vectors):
                    copy.write_row((row, self.text(vector)))
            cursor.execute("ANALYZE bench_search")

    @staticmethod
    def text(vector):
        return "[" + ",".join(map(repr, vector.tolist())) + "]"

    def ask(self, statement, *values):
        with self.connection.cursor() as cursor:
            return numpy.array([row[0] for row in cursor.execute(statement, values).fetchall()], dtype=numpy.int64)

    def top(self, probe, most):
        order = "SELECT id FROM bench_search ORDER BY face <#> %s::vector, id LIMIT %s"
        return self.ask(order, self.text(probe[0]), most)

    def above(self, probe):
        return self.ask("SELECT id FROM bench_search WHERE face <#> %s::vector <= %s", self.text(probe[0]), -LINE)


def pgvector(vectors, url):
    if len(vectors) > MOST_IN_POSTGRES:
        return None
    import psycopg

    connection = psycopg.connect(url, autocommit=True)
    try:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except psycopg.Error as error:
        print(f"pgvector is left out: this PostgreSQL has no extension `vector` ({str(error).splitlines()[0]})")
        return None
    return Pgvector(vectors, connection)


def main():
    folder, faces = Path(sys.argv[1]), int(sys.argv[2])
    vectors = numpy.fromfile(folder / "vectors.f32", dtype="<f4").reshape(faces, 128)
    probes = [probe[None, :] for probe in numpy.fromfile(folder / "probes.f32", dtype="<f4").reshape(-1, 128)]
    ours = dict(line.split() for line in (folder / "picme.txt").read_text().splitlines())
    peers = [Faiss(vectors)]
    if len(sys.argv) > 3 and (postgres := pgvector(vectors, sys.argv[3])):
        peers.append(postgres)

    print(f"\n{faces:,} faces; medians of {len(probes)} searches, one at a time, one thread")
    print(f"{'search':<18}{'peer':<10}{'picme ms':>10}{'peer ms':>10}{'ratio':>8}  answers")
    wrong = 0
    for peer in peers:
        for name, search, answers, same in [
            ("top 10", lambda probe: peer.top(probe, 10), folder / "top-10.u32", same_top),
            ("top 100", lambda probe: peer.top(probe, 100), folder / "top-100.u32", same_top),
            (f"cosine >= {LINE}", peer.above, folder / "above.u32", same_set),
        ]:
            found = numpy.fromfile(answers, dtype="<u4").astype(numpy.int64)
            found = found.reshape(len(probes), -1) if same is same_top else split(found)
            theirs = [search(probe) for probe in probes]
            differ = sum(not same(vectors, *each) for each in zip(probes, found, theirs, strict=True))
            plain = list if same is same_top else set
            ties = sum(plain(a) != plain(b) for a, b in zip(found, theirs, strict=True)) - differ
            said = f"{differ} DIFFER" if differ else "identical" + (f" but for ties in {ties}" if ties else "")
            mine, its = float(ours[f"{answers.stem}_ms"]), median_ms(search, probes)
            print(f"{name:<18}{peer.name:<10}{mine:>10.3f}{its:>10.3f}{its / mine:>7.1f}x  {said}")
            wrong += differ
    print(f"bytes a face: {ours['matrix_bytes']} to search, faiss {vectors.shape[1] * 4}", end="")
    if "gallery_bytes" in ours:
        print(f"; {ours['gallery_bytes']} in a gallery")
        print(
            f"gallery: made in {ours['load_ms']} ms, a guest's search {ours['find_ms']} ms "
            f"({ours['found']} photos found), a photo of 3 faces added in {ours['update_ms']} ms"
        )
    else:
        print()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
