// Keyboard in tables: up and down move along the rows' first links, Home and End to the ends, Enter opens.
const links = (table) => [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const table = event.target.closest?.("table[data-keys]") ?? event.target.closest?.(".table-scroll")?.querySelector("table[data-keys]");
  if (!table) return;
  const all = links(table);
  const row = event.target.closest("tbody tr");
  const here = row ? all.indexOf(row.querySelector("a")) : -1;
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || !all[Math.max(0, to)]) return;
  event.preventDefault();
  all[Math.max(0, to)].focus();
});
