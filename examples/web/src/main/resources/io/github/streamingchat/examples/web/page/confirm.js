/** Asks before something is done that cannot be undone. Escape and "Keep" say no. */
export function confirm(title, words) {
  const dialog = document.querySelector("dialog.confirm");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("p").textContent = words;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise(resolve =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}
