const SHOWN_MILLIS = 1500;

/** Puts a text on the clipboard and says so on the button. */
export async function copy(text, button, announcer) {
  try {
    await navigator.clipboard.writeText(text);
    button.dataset.done = "";
    announcer.say("Copied");
  } catch {
    announcer.say("The browser does not let this page copy.");
    button.dataset.failed = "";
  }
  setTimeout(() => {
    delete button.dataset.done;
    delete button.dataset.failed;
  }, SHOWN_MILLIS);
}
