// Sets the chosen theme before the first paint, so that the page never flashes in the other one.
// Runs synchronously in <head>; storage may be denied, and then the system's theme stands.
try {
  var theme = localStorage.getItem("sojourn/theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (denied) {}
