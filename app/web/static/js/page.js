// Small comforts; every page works without them.
"use strict";

for (const box of document.querySelectorAll("[data-drop]")) {
  const file = document.getElementById("file");
  const hint = document.querySelector("[data-drop-hint]");
  hint.hidden = false;
  const over = (on) => (event) => {
    event.preventDefault();
    box.classList.toggle("is-over", on);
  };
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length > 0) {
      file.files = event.dataTransfer.files;
      file.focus();
    } else {
      document.getElementById("credential").value = event.dataTransfer.getData("text");
    }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.done;
    button.focus();
  });
}
