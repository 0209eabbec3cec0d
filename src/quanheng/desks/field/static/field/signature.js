// A signature pad: finger, pen or mouse; the drawing is kept as a PNG in a hidden field.
export function pad(canvas, field) {
  const context = canvas.getContext("2d");
  const ratio = Math.max(1, Math.min(2, window.devicePixelRatio || 1));
  let last = null;

  function size() {
    const { width, height } = canvas.getBoundingClientRect();
    if (!width) return;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    context.scale(ratio, ratio);
    context.lineWidth = 2.5;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = "#1B1F24";
    field.value = "";
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (!canvas.width || !last && canvas.width < 20) size();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = place(event);
    context.beginPath();
    context.moveTo(last.x, last.y);
    context.lineTo(next.x, next.y);
    context.stroke();
    last = next;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => {
      if (!last) return;
      last = null;
      field.value = canvas.toDataURL("image/png");
    });
  }
  size();
  return { clear: size };
}
