// Says so where there is no connection. Nothing of an organisation or a person is kept: the one page that is, is asked for without cookies.

const kept = "offline";

async function keep() {
  const page = await fetch("/offline", { credentials: "omit", cache: "reload" });
  if (!page.ok) throw new Error(`The page for no connection answered ${page.status}.`);
  const assets = [...(await page.clone().text()).matchAll(/(?:href|src)="(_content\/sdk\/[^"#]+)/g)].map((match) => `/${match[1]}`);
  await caches.delete(kept);
  const cache = await caches.open(kept);
  await Promise.all([cache.put("/offline", page), cache.addAll([...new Set(assets)])]);
}

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(fetch(request).catch(() => caches.match("/offline")));
  else if (new URL(request.url).pathname.startsWith("/_content/sdk/")) event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
});
