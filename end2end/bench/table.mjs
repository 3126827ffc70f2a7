// Figures as a table with ratios.

const milliseconds = (value) => `${value.toFixed(0)} ms`;
const megabytes = (value) => `${(value / 1e6).toFixed(2)} MB`;

/** Rows of engine, cold, warm and bytes; PicMe's share of each competitor's figure in brackets. */
export function table(results, about) {
  const [picme] = results;
  const cell = (result, key, show) =>
    result === picme ? show(result[key]) : `${show(result[key])} (${(picme[key] / result[key]).toFixed(2)}×)`;
  const rows = [
    ["", "cold: page to vector", "warm: selfie to vector", "bytes to first vector"],
    ...results.map((result) => [
      result.engine, cell(result, "cold", milliseconds), cell(result, "warm", milliseconds), cell(result, "bytes", megabytes),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => row.map((text, column) => (column ? text.padStart(widths[column]) : text.padEnd(widths[0]))).join("   "));
  return [
    "",
    `Medians of ${about.rounds} fresh visits and of ${about.runs} runs in each; Chromium ${about.browser}; ${about.cpu.trim()}.`,
    "In brackets: PicMe's figure as a multiple of that one; below 1 PicMe is quicker or smaller.",
    "",
    ...lines,
    "",
  ].join("\n");
}
