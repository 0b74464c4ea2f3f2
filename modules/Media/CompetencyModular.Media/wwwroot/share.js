// A button that hands an address on: by the device's own way of sharing where there is one, else to the clipboard.
export function mount(root) {
  const input = root.querySelector("input");
  const button = root.querySelector("button");
  const text = button.querySelector("[role=status]");
  button.hidden = false;
  input.addEventListener("focus", () => input.select());
  button.addEventListener("click", async () => {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ title: document.title, url: input.value }).catch(() => {});
      return;
    }

    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      input.select();
      document.execCommand("copy");
    }
    text.textContent = button.dataset.copied;
  });
}
