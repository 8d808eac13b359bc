"use strict";
// Draws the charts from the figures in the page. Without it the tables say everything that they show.
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const drawn = [];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = ["--one", "--two", "--three", "--four"];

  const written = (value, unit) => {
    const text = value.toLocaleString("en-US", { maximumFractionDigits: unit === "dollars" ? 2 : 1 });
    if (unit === "dollars") return "$" + text;
    return unit === "percent" ? text + " %" : text + " " + unit;
  };

  const draw = (figure) => {
    const flat = figure.kind === "flat";
    const ink = colour("--quiet");
    const lines = { color: colour("--line") };
    const along = { grid: { display: false }, ticks: { color: ink, autoSkip: !flat } };
    const up = {
      beginAtZero: figure.unit !== "percent", max: figure.unit === "percent" ? 100 : undefined, grid: lines,
      ticks: { color: ink, precision: figure.divisor === 1 ? 0 : undefined },
      title: { display: true, text: figure.axis, color: ink },
    };
    const datasets = figure.series.map((series, n) => {
      const of = colour(series.bound ? "--bound" : palette[n % palette.length]);
      return {
        label: series.name, data: series.values.map((value) => (value === null ? null : value / figure.divisor)),
        backgroundColor: of, borderColor: of, borderWidth: figure.kind === "line" ? 2 : 0, tension: 0,
        borderDash: series.bound ? [5, 4] : [], clip: 8, pointRadius: series.bound ? 0 : 4, maxBarThickness: 42,
      };
    });
    return new Chart(document.getElementById("chart-" + figure.id), {
      type: figure.kind === "line" ? "line" : "bar",
      data: { labels: figure.labels, datasets },
      options: {
        animation: false, maintainAspectRatio: false, indexAxis: flat ? "y" : "x",
        scales: flat ? { x: up, y: along } : { x: along, y: up },
        plugins: {
          legend: { display: datasets.length > 1, labels: { color: colour("--ink"), boxWidth: 28, boxHeight: 8, usePointStyle: figure.kind === "line", pointStyle: "line" } },
          tooltip: { callbacks: { label: (at) => at.dataset.label + ": " + written(at.raw, figure.unit) } },
        },
      },
    });
  };

  const drawAll = () => {
    for (const chart of drawn.splice(0)) chart.destroy();
    for (const figure of figures) drawn.push(draw(figure));
  };
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
