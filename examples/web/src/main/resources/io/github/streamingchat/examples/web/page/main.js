import { Announcer } from "./announcer.js";
import { api } from "./api.js";
import { Measures } from "./measures.js";
import { Metrics } from "./metrics.js";
import { Panes } from "./panes.js";
import { open, usable } from "./transports.js";

const $ = selector => document.querySelector(selector);

async function start() {
  const settings = await api.settings();
  document.documentElement.style.setProperty("--cursor", JSON.stringify(settings.cursor));
  const measures = new Measures();
  const metrics = new Metrics($("#metrics"), measures);
  const choice = transportChoice(settings.transports);
  const panes = new Panes($("#panes"), $(".documents"), {
    settings,
    measures,
    announcer: new Announcer($(".announcer")),
    transport: () => open(choice.value),
    answered: () => metrics.refresh(),
  });

  streamingSwitch(settings);
  $(".metrics-button").addEventListener("click", event =>
    event.currentTarget.setAttribute("aria-expanded", String(metrics.toggle())));
  document.addEventListener("visibilitychange", () => {
    panes.visibilityChanged();
    metrics.refresh();
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !event.isComposing && !$("dialog[open]")) {
      panes.active?.stop();
    }
  });
  $(".skip").addEventListener("click", event => {
    event.preventDefault(); // the address says which documents are open
    $("#panes").focus();
  });
  window.addEventListener("pageshow", event => event.persisted && panes.reload());
  await panes.start();
}

/** How answers come: a choice only where there is one; the page's address may make it. */
function transportChoice(offered) {
  const label = $(".transport");
  const select = label.querySelector("select");
  const names = usable(offered);
  select.replaceChildren(...names.map(({ name, label }) => new Option(label, name)));
  const wished = new URLSearchParams(location.search).get("transport");
  if (names.some(({ name }) => name === wished)) {
    select.value = wished;
  }
  label.hidden = names.length < 2;
  return select;
}

function streamingSwitch(settings) {
  const box = $(".streaming");
  box.checked = settings.streaming;
  box.addEventListener("change", async () => {
    try {
      await api.change({ streaming: box.checked });
    } catch (error) {
      box.checked = !box.checked;
      fatal(error);
    }
  });
}

function fatal(error) {
  $("p.fatal").textContent = error.message;
  $("p.fatal").hidden = false;
}

start().catch(fatal);
