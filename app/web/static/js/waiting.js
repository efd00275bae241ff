// Looks every few seconds whether a request was answered; without it the page reloads itself.
"use strict";

const EVERY = 3000;

for (const status of document.querySelectorAll("[data-waiting]")) {
  const look = async () => {
    try {
      const answer = await fetch(status.dataset.waiting, {headers: {Accept: "application/json"}});
      const over = answer.status === 404 || (answer.ok && (await answer.json()).state !== "waiting");
      if (over) {
        location.reload();
        return;
      }
    } catch {
      // no connection at the moment: look again
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}
