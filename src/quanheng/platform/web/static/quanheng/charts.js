// Charts are drawn where ECharts has been fetched at set-up; without it the table of the same figures stands alone.
export async function drawCharts() {
  const figures = [...document.querySelectorAll("[data-chart]")];
  if (!(await loaded(figures[0].dataset.source))) return;
  for (const figure of figures) draw(figure);
}

function loaded(source) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(Boolean(window.echarts));
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
}

const GRID = { left: 4, right: 12, top: 24, bottom: 4, containLabel: true };
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look() {
  const text = { color: colour("--ink"), fontFamily: getComputedStyle(document.body).fontFamily };
  const axis = { axisLine: { lineStyle: { color: colour("--edge") } }, axisLabel: { color: colour("--muted") }, splitLine: { lineStyle: { color: colour("--line") } } };
  return {
    color: [1, 2, 3, 4, 5].map((n) => colour(`--series-${n}`)),
    textStyle: text,
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
  };
}

function draw(figure) {
  const canvas = figure.querySelector(".chart-canvas");
  const option = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  canvas.hidden = false;
  const chart = window.echarts.init(canvas, look(), { renderer: "svg" });
  chart.setOption({ animation: false, grid: GRID, ...option, tooltip: option.tooltip && { ...option.tooltip, renderMode: "richText" } });
  chart.on("click", ({ data }) => { if (data && data.url) window.location.assign(data.url); });
  new ResizeObserver(() => chart.resize()).observe(canvas);
}
