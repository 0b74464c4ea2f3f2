// On a device that people share: says when nobody has done anything for a while, and signs out. The server does so too; this one also clears the screen.
const warning = 60_000;
let clock;
let used = Date.now();

export function mount(root) {
  const box = root.firstElementChild;
  const left = root.querySelector("[data-left]");
  const { seconds, here, leave, then } = root.dataset;
  const lasts = Number(seconds) * 1000;
  let told = Date.now();
  used = told;

  const note = () => {
    used = Date.now();
    box.hidden = true;
    if (used - told < 10_000) return;
    told = used;
    fetch(new URL(here, document.baseURI), { cache: "no-store" }).catch(() => {});
  };
  // A film that plays is watched.
  for (const what of ["pointerdown", "keydown", "input", "wheel", "touchmove", "timeupdate"]) document.addEventListener(what, note, { capture: true, passive: true });

  const out = async () => {
    clearInterval(clock);
    const form = document.querySelector(`[formaction="${leave}"]`)?.form;
    const body = form && new URLSearchParams(new FormData(form));
    // What somebody was about to write is not for the next.
    document.body.replaceChildren();
    if (body) await fetch(new URL(leave, document.baseURI), { method: "POST", body, redirect: "manual" }).catch(() => {});
    location.replace(new URL(then, document.baseURI));
  };

  clearInterval(clock);
  clock = setInterval(() => {
    const rest = lasts - (Date.now() - used);
    if (rest <= 0) out();
    else if (rest <= Math.min(warning, lasts / 2)) {
      left.textContent = Math.ceil(rest / 1000);
      box.hidden = false;
    }
  }, 1000);
}

// A page that the browser kept is nobody's any more.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
