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

const SCALES = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1];

/** Centre and size of the detector's anchors, in its output's order. */
export function anchors(side) {
  const all = [];
  [16, 32, 64, 128, 256, 512].forEach((stride, map) => {
    const of = (scale, aspect) => [scale * 512 * Math.sqrt(aspect), (scale * 512) / Math.sqrt(aspect)];
    const sizes = map === 0
      ? [of(0.1, 1), of(SCALES[0], 2), of(SCALES[0], 0.5)]
      : [of(SCALES[map], 1), of(Math.sqrt(SCALES[map] * SCALES[map + 1]), 1), ...[2, 0.5, 3, 0.3333].map((aspect) => of(SCALES[map], aspect))];
    const cells = Math.ceil(side / stride);
    for (let y = 0; y < cells; y += 1) {
      for (let x = 0; x < cells; x += 1) {
        for (const [width, height] of sizes) all.push({ x: (x + 0.5) * stride, y: (y + 0.5) * stride, width, height });
      }
    }
  });
  return all;
}

/** The surest box, in pixels of the detector's input. */
export function surest(anchors, boxes, logits) {
  let best = 0;
  for (let i = 1; i < anchors.length; i += 1) if (logits[3 * i + 1] > logits[3 * best + 1]) best = i;
  const anchor = anchors[best];
  const [dy, dx, dh, dw] = boxes.slice(4 * best, 4 * best + 4);
  const [width, height] = [Math.exp(dw / 5) * anchor.width, Math.exp(dh / 5) * anchor.height];
  return { x: (dx / 10) * anchor.width + anchor.x - width / 2, y: (dy / 10) * anchor.height + anchor.y - height / 2, width, height };
}
