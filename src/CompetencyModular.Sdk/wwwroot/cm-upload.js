// Sends the files of a form ahead of it, piece by piece (the protocol tus 1.0): with a bar for each, and on from where the line broke, also after the page was
// closed. Without this script the files are posted with the form.
const pieceBytes = 4 * 1024 * 1024;
const delays = [500, 1000, 2000, 4000, 8000, 15000];
const headers = { "Tus-Resumable": "1.0.0" };
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function mount(root) {
  const input = root.querySelector("input[type=file]");
  const list = root.querySelector("ul");
  const form = input.form;
  const text = root.dataset;
  const required = input.required;
  const uploads = new Set();

  input.addEventListener("change", () => {
    for (const file of input.files) {
      if (!input.multiple) for (const other of uploads) remove(other);
      start(file);
    }
    // What is sent here is not posted once more.
    input.value = "";
  });

  function start(file) {
    const row = list.appendChild(document.createElement("li"));
    row.innerHTML = "<label class=progress><span class=progress-text><span></span><span class=progress-value></span></span><progress max=100 value=0></progress></label><button type=button class='button quiet'></button>";
    const upload = { file, row, bar: row.querySelector("progress"), words: row.querySelector(".progress-value"), stop: new AbortController() };
    row.querySelector(".progress-text > span").textContent = file.name;
    const button = row.querySelector("button");
    button.textContent = text.remove;
    button.setAttribute("aria-label", `${text.remove}: ${file.name}`);
    button.addEventListener("click", () => {
      remove(upload);
      input.focus();
    });
    uploads.add(upload);
    list.hidden = false;
    input.required = false;
    if (file.size > Number(text.max)) {
      upload.refused = true;
      say(upload, text.large);
      return;
    }
    upload.done = send(upload);
  }

  function remove(upload) {
    upload.stop.abort();
    if (upload.address) fetch(upload.address, { method: "DELETE", headers, keepalive: true }).catch(() => {});
    forget(upload.file);
    upload.field?.remove();
    upload.row.remove();
    uploads.delete(upload);
    list.hidden = uploads.size === 0;
    input.required = required && uploads.size === 0;
  }

  function say(upload, words) {
    upload.words.textContent = words;
  }

  async function send(upload) {
    const { file, stop } = upload;
    for (let tries = 0; !stop.signal.aborted; tries++) {
      try {
        let offset = await resume(upload);
        while (offset < file.size) {
          show(upload, offset);
          const response = await fetch(upload.address, {
            method: "PATCH",
            headers: { ...headers, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
            body: file.slice(offset, offset + pieceBytes),
            signal: stop.signal,
          });
          if (response.status === 204) {
            offset = Number(response.headers.get("Upload-Offset"));
            tries = 0;
          } else if (response.status === 409 || response.status >= 500) throw new Error(response.status);
          else return refuse(upload);
        }
        upload.bar.value = 100;
        upload.bar.classList.add("full");
        say(upload, text.ready);
        upload.field = Object.assign(document.createElement("input"), { type: "hidden", name: text.name, value: upload.address.split("/").at(-1) });
        root.append(upload.field);
        return true;
      } catch (error) {
        if (stop.signal.aborted) return false;
        if (error.isFinal) return refuse(upload);
        say(upload, text.waiting);
        await wait(delays[Math.min(tries, delays.length - 1)]);
      }
    }
    return false;
  }

  function refuse(upload) {
    upload.refused = true;
    forget(upload.file);
    say(upload, text.failed);
    return false;
  }

  function show(upload, offset) {
    upload.bar.value = (100 * offset) / upload.file.size;
    say(upload, new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(offset / upload.file.size));
  }

  // Where the file was left, or where it begins.
  async function resume(upload) {
    upload.address ??= localStorage.getItem(key(upload.file));
    if (upload.address) {
      const response = await fetch(upload.address, { method: "HEAD", headers, signal: upload.stop.signal });
      if (response.ok && Number(response.headers.get("Upload-Length")) === upload.file.size) return Number(response.headers.get("Upload-Offset"));
      if (response.status >= 500) throw new Error(response.status);
      forget(upload.file);
    }
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(upload.file.name)));
    const response = await fetch(new URL("uploads", document.baseURI), { method: "POST", headers: { ...headers, "Upload-Length": upload.file.size, "Upload-Metadata": `filename ${name}` }, signal: upload.stop.signal });
    if (!response.ok) throw Object.assign(new Error(response.status), { isFinal: response.status < 500 && response.status !== 429 });
    upload.address = response.headers.get("Location");
    localStorage.setItem(key(upload.file), upload.address);
    return 0;
  }

  const key = (file) => `cm-upload ${file.name} ${file.size} ${file.lastModified}`;
  const forget = (file) => localStorage.removeItem(key(file));

  // The form waits for what is still on its way, and goes without what was refused.
  form.addEventListener("submit", async (event) => {
    const open = [...uploads].filter((upload) => upload.done && !upload.field && !upload.refused);
    for (const upload of uploads) forget(upload.file);
    if (open.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    submitter?.setAttribute("aria-disabled", "true");
    await Promise.all(open.map((upload) => upload.done));
    submitter?.removeAttribute("aria-disabled");
    if (root.isConnected) form.requestSubmit(submitter);
  });
}
