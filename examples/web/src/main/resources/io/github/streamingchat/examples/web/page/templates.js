/** Makes what a template of the page holds: its only element. */
export function clone(id) {
  return document.getElementById(id).content.cloneNode(true).firstElementChild;
}
