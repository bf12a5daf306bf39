// Shows the buttons of a story that need a script, and does what they say.
"use strict";
for (const button of document.querySelectorAll(".share button")) {
  const copies = button.name === "copy";
  if (copies && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!copies) return print();
    await navigator.clipboard.writeText(document.querySelector("link[rel=canonical]").href);
    button.querySelector("span").textContent = "کپی شد";
  });
}
