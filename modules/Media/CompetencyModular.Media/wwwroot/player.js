// A player that goes on where it was left, and reports which parts were played. The browser keeps the parts by itself (the ranges "played").
const reportEvery = 10_000;

export function mount(root) {
  const player = root.querySelector("audio, video");
  const status = root.querySelector("[role=status]");
  const form = root.querySelector("form");
  const before = read(root.dataset.parts);
  const position = Number(root.dataset.position);
  const threshold = Number(root.dataset.threshold) / 100;
  let opened = false;
  let reported = "";
  let done = false;

  const speed = Number(localStorage.getItem("cm-speed"));
  if (speed >= 0.25 && speed <= 4) player.playbackRate = player.defaultPlaybackRate = speed;
  const choice = root.querySelector(".player-speed select");
  const tell = () => (choice.value = String(player.playbackRate));
  tell();
  choice.closest("label").hidden = false;
  choice.addEventListener("change", () => (player.playbackRate = player.defaultPlaybackRate = Number(choice.value)));
  player.addEventListener("ratechange", () => {
    localStorage.setItem("cm-speed", player.playbackRate);
    tell();
  });

  const resume = () => {
    if (position < 3 || position > player.duration - 3 || player.currentTime > 0) return;
    player.currentTime = position;
    status.textContent = status.dataset.resumed;
  };
  if (player.readyState >= 1) resume();
  else player.addEventListener("loadedmetadata", resume, { once: true });

  if (!form || !root.dataset.report) return;

  const played = () => Array.from({ length: player.played.length }, (_, n) => [player.played.start(n), player.played.end(n)]);
  const length = () => Number(root.dataset.length) || (Number.isFinite(player.duration) ? player.duration : 0);

  function show() {
    const share = length() > 0 ? Math.min(1, total([...before, ...played()]) / length()) : 0;
    const bar = document.querySelector("[data-medium-progress] progress");
    if (!bar) return;
    bar.value = share * bar.max;
    bar.closest("label").querySelector(".progress-value").textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(Math.floor(share * 100) / 100);
    if (share >= threshold && !done) {
      done = true;
      bar.classList.add("full");
      status.textContent = status.dataset.completed;
      report();
    }
  }

  function data() {
    const parts = played().map(([from, to]) => `${from.toFixed(1)}-${to.toFixed(1)}`).join(",");
    const report = new FormData(form);
    report.set("Progress.Opened", opened ? "" : "true");
    report.set("Progress.Parts", parts);
    report.set("Progress.Position", player.currentTime.toFixed(1));
    report.set("Progress.Length", length().toFixed(1));
    return [parts, report];
  }

  const address = () => new URL(root.dataset.report, document.baseURI);

  async function report() {
    const [parts, body] = data();
    if (opened && parts === reported) return;
    opened = true;
    reported = parts;
    try {
      await fetch(address(), { method: "POST", body, redirect: "manual", keepalive: true });
    } catch {
      // The line is down; the ranges are kept, and the next report holds them all.
      reported = "";
    }
  }

  let timer;
  player.addEventListener("play", () => {
    report();
    clearInterval(timer);
    timer = setInterval(() => (root.isConnected ? report() : clearInterval(timer)), reportEvery);
  });
  player.addEventListener("timeupdate", show);
  for (const name of ["pause", "ended"]) {
    player.addEventListener(name, () => {
      clearInterval(timer);
      report();
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && opened && root.isConnected) navigator.sendBeacon(address(), data()[1]);
  });
}

/** Reads "0-12.5,40-61". */
function read(text) {
  return (text ?? "").split(",").filter(Boolean).map((part) => part.split("-").map(Number));
}

/** The length of the union of ranges. */
function total(ranges) {
  let sum = 0;
  let end = -1;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
