/* The page in the approval screen in its full height, narrow or wide; the weekday of a time. */

const frame = document.querySelector(".page-frame iframe");

function fit() {
  const width = Number(frame.width);
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  const page = frame.contentDocument?.documentElement;
  frame.height = 600;
  frame.height = Math.max(page?.scrollHeight ?? 0, 600);
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  frame.parentElement.style.height = `${frame.height * scale}px`;
}

if (frame) {
  frame.addEventListener("load", fit);
  window.addEventListener("resize", fit);
  const buttons = document.querySelectorAll("[data-width]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", other === button);
      frame.width = button.dataset.width;
      fit();
    });
  }
}

for (const input of document.querySelectorAll("[data-weekday]")) {
  const tell = () => {
    // Typed in the newsroom's time, so it is read as it stands, whatever the zone of the machine.
    const at = input.value && new Date(`${input.value}Z`);
    const long = { dateStyle: "full", timeStyle: "short", timeZone: "UTC" };
    const weekday = at ? new Intl.DateTimeFormat(document.documentElement.lang, long).format(at) : "";
    input.closest(".decision").querySelector(".weekday").textContent = weekday && `${weekday} (KST)`;
  };
  input.addEventListener("input", tell);
  tell();
}
