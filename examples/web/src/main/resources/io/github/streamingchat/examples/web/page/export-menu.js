import { api } from "./api.js";

const FORMATS = { text: "Plain text", markdown: "Markdown", json: "JSON", jsonl: "JSON lines" };

/** The ways in which a conversation can be saved: links that the browser downloads. */
export function exportMenu(menu, id, title) {
  menu.querySelector("summary").setAttribute("aria-label", `Export, ${title}`);
  for (const [format, label] of Object.entries(FORMATS)) {
    const link = document.createElement("a");
    link.href = api.exportAddress(id, format);
    link.download = "";
    link.dataset.format = format;
    link.textContent = label;
    const item = document.createElement("li");
    item.append(link);
    menu.querySelector("ul").append(item);
  }
  const close = () => menu.removeAttribute("open");
  menu.addEventListener("click", event => event.target.closest("a") && close());
  menu.addEventListener("focusout", event => !menu.contains(event.relatedTarget) && close());
  menu.addEventListener("keydown", event => {
    if (event.key === "Escape" && menu.open) {
      event.stopPropagation(); // it closes the menu, and stops no answer
      close();
      menu.querySelector("summary").focus();
    }
  });
}
