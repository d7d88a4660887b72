// Runs before every other script of the page: keeps the news of other tabs from the app while a test wants them to be late.
// Claims to a lock always come through.
addEventListener("storage", (event) => {
  const late = window[Symbol.for("sojourn.test.late")];
  if (!late || event.key?.startsWith("sojourn/lock/")) return;
  event.stopImmediatePropagation();
  late.push(event);
});
