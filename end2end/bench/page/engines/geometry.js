// The steps between the networks, for onnxruntime-web: what PicMe's engine does in Rust, here on a canvas.

/** The similarity that brings `from` closest to `to`: [x, y] → [a·x − b·y + tx, b·x + a·y + ty]. */
export function similarity(from, to) {
  const mean = (points, axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [fx, fy, tx, ty] = [mean(from, 0), mean(from, 1), mean(to, 0), mean(to, 1)];
  let [spread, dot, cross] = [0, 0, 0];
  from.forEach((point, i) => {
    const [x, y, u, v] = [point[0] - fx, point[1] - fy, to[i][0] - tx, to[i][1] - ty];
    spread += x * x + y * y;
    dot += x * u + y * v;
    cross += x * v - y * u;
  });
  const [a, b] = [dot / spread, cross / spread];
  return { a, b, tx: tx - a * fx + b * fy, ty: ty - b * fx - a * fy };
}

/** Where the similarity's inverse brings a point. */
export function back({ a, b, tx, ty }, [x, y]) {
  const square = a * a + b * b;
  return [(a * (x - tx) + b * (y - ty)) / square, (a * (y - ty) - b * (x - tx)) / square];
}

/** The part of a canvas that a similarity shows in a square, as planar RGB; mirrored on request. */
export function cut(source, { a, b, tx, ty }, side, mirrored = false) {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  if (mirrored) context.setTransform(-a, b, b, a, side - tx, ty);
  else context.setTransform(a, b, -b, a, tx, ty);
  context.drawImage(source, 0, 0);
  return planes(context.getImageData(0, 0, side, side).data, side);
}

function planes(rgba, side) {
  const area = side * side;
  const values = new Float32Array(3 * area);
  for (let i = 0; i < area; i += 1) {
    for (let c = 0; c < 3; c += 1) values[c * area + i] = rgba[4 * i + c];
  }
  return values;
}

/** Width and height of the small detector's five anchors, in cells of 32 pixels. */
const ANCHORS = [[1.603231, 2.094468], [6.041143, 7.080126], [2.882459, 3.518061], [4.266906, 5.178857], [9.041765, 10.66308]];

/** The surest box, in pixels of the small detector's input: planes are x, y, width, height, score of each anchor in turn. */
export function surest(values, cells) {
  const area = cells * cells;
  const sigmoid = (x) => 1 / (1 + Math.exp(-x));
  const plane = (anchor, which, place) => values[(anchor * 5 + which) * area + place];
  let [best, bestAnchor, bestPlace] = [-Infinity, 0, 0];
  for (let anchor = 0; anchor < ANCHORS.length; anchor += 1) {
    for (let place = 0; place < area; place += 1) {
      const score = plane(anchor, 4, place);
      if (score > best) [best, bestAnchor, bestPlace] = [score, anchor, place];
    }
  }
  const [wide, high] = ANCHORS[bestAnchor];
  const of = (which) => plane(bestAnchor, which, bestPlace);
  const [width, height] = [Math.exp(of(2)) * wide * 32, Math.exp(of(3)) * high * 32];
  const [x, y] = [((bestPlace % cells) + sigmoid(of(0))) * 32, (Math.floor(bestPlace / cells) + sigmoid(of(1))) * 32];
  return { x: x - width / 2, y: y - height / 2, width, height };
}
