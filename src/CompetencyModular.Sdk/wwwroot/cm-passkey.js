// Asks the browser for a passkey, or for a new one, when its form is submitted, and sends the answer along with the form.
export function mount(root) {
  const answer = root.querySelector("input[type=hidden]");
  const status = root.querySelector("[role=status]");
  const form = answer.form;
  const { ceremony, options, stopped, unknown } = root.dataset;

  form.addEventListener("submit", async (event) => {
    if (answer.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      status.textContent = unknown;
      return;
    }
    try {
      const asked = JSON.parse(options);
      const credential = ceremony === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
      answer.value = JSON.stringify(credential);
      status.textContent = "";
      form.requestSubmit();
    } catch {
      status.textContent = stopped;
    }
  }, { capture: true });
}
