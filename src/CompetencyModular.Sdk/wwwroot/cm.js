// The one script of the design system. Everything works without it, most of it better with it.
// Listeners stand on the document, so that they outlive enhanced navigation.

const root = document.documentElement;
const each = (selector, action, within = document) => within.querySelectorAll(selector).forEach(action);

// --- Theme: a cookie, so that the server renders the first page right.
function theme(name) {
  root.dataset.theme = name;
  document.cookie = `cm-theme=${name}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// --- Links into the page: with a base element and enhanced navigation they would scroll, but not move the focus.
function followFragment(event, link) {
  const url = new URL(link.href, document.baseURI);
  if (!url.hash || url.pathname !== location.pathname || url.search !== location.search) return;
  const target = document.getElementById(decodeURIComponent(url.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

// --- Forms that ask before what was typed is lost.
const dirty = new Set();
const unsaved = () => [...dirty].find((form) => form.isConnected);

function mayLeave() {
  const form = unsaved();
  if (!form) return true;
  if (!confirm(form.dataset.warnUnsaved)) return false;
  dirty.clear();
  return true;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.warnUnsaved) dirty.add(form);
});
document.addEventListener("submit", (event) => dirty.delete(event.target), true);
window.addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});

// --- Clicks. In the capture phase, to be asked before enhanced navigation is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented) {
    if (link.getAttribute("href").includes("#")) followFragment(event, link);
    if (!event.defaultPrevented && !link.target && !link.hasAttribute("download") && !mayLeave()) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
  if (event.target.closest?.("[data-print]")) window.print();
  if (event.target.closest?.("[data-theme-toggle]")) theme(isDark() ? "light" : "dark");
  event.target.closest?.("[data-toast-close]")?.closest("[data-toast]").remove();
  const selectAll = event.target.closest?.("[data-select-all]");
  if (selectAll) each(`input[type=checkbox][name="${CSS.escape(selectAll.dataset.selectAll)}"]`, (box) => (box.checked = selectAll.checked), selectAll.form ?? document);
}, true);

// --- Filters apply as soon as they are chosen; a search field waits for Enter or for being left.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && "autosubmit" in form.dataset) form.requestSubmit();
});

// --- Browsers that do not yet know commandfor.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[commandfor]");
    const target = button && document.getElementById(button.getAttribute("commandfor"));
    if (!target) return;
    if (button.getAttribute("command") === "show-modal") target.showModal();
    if (button.getAttribute("command") === "close") target.close();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement && event.target.getAttribute("closedby") === "any") event.target.close();
  });
}

// --- Browsers that do not yet know how to anchor a menu to its button.
if (!CSS.supports("position-area: block-end")) {
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("[data-menu]") || event.newState !== "open") return;
    const button = document.querySelector(`[popovertarget="${CSS.escape(event.target.id)}"]`).getBoundingClientRect();
    const menu = event.target.getBoundingClientRect();
    event.target.style.top = `${Math.min(button.bottom + 4, innerHeight - menu.height - 8)}px`;
    event.target.style.left = `${Math.max(8, Math.min(button.left, innerWidth - menu.width - 8))}px`;
  }, true);
}

// --- Toasts leave by themselves, but not while somebody reads them with pointer or keyboard.
function startToast(toast) {
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), 7000));
  const stop = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusout", start);
  start();
}

// --- Modules: an element names its script; the script's mount(element) is called once per element.
async function load(element) {
  const module = await import(new URL(element.dataset.module, document.baseURI));
  module.mount?.(element);
}

const seen = new WeakSet();
function once(element, action) {
  if (seen.has(element)) return;
  seen.add(element);
  action(element);
}

function arrive() {
  each("[data-module]", (element) => once(element, load));
  each("[data-toast]", (toast) => once(toast, startToast));
  each("form[data-autosubmit]", (form) => form.classList.add("auto"));
  each("dialog[open]:not(:modal)", (dialog) => {
    dialog.close();
    dialog.showModal();
  });
  each("[data-error-summary]", (summary) => once(summary, () => summary.focus()));
}

function arriveEnhanced() {
  // The document element is patched along with the page, but its theme belongs to the person.
  const chosen = document.cookie.match(/(?:^|; )cm-theme=(light|dark)/)?.[1];
  if (chosen) root.dataset.theme = chosen;
  // What was opened on the page before is closed on the next; elements are reused.
  each(":popover-open", (open) => open.hidePopover());
  each("dialog:modal:not([open])", (dialog) => {
    // Patching took the attribute away; without it, close() does nothing and the page would stay inert.
    dialog.setAttribute("open", "");
    dialog.close();
  });
  dirty.clear();
  arrive();
}

// --- Without a connection: the worker shows a page that says so at whatever address one was going to. Here one goes on when it is back.
if (document.querySelector("[data-offline]") && location.pathname !== "/offline") {
  each(".skip-link", (link) => (link.href = new URL(new URL(link.href).hash, location.href)));
  const goOn = () => fetch("health/live", { cache: "no-store" }).then(() => location.reload(), () => {});
  addEventListener("online", goOn);
  setInterval(goOn, 5000);
}

// Where a browser refuses the worker, its own page says so.
navigator.serviceWorker?.register(new URL("service-worker.js", document.baseURI)).catch(() => {});

arrive();
globalThis.Blazor?.addEventListener("enhancedload", arriveEnhanced);
