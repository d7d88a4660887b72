// Starts the app, and says it in words when the app cannot start or breaks.
//
// The contract with the app:
// - <meta name="sojourn-app"> (written by Trunk, see Trunk.toml) tells where its two files are;
// - once it is mounted, <html> has `data-ready` and the skeleton is gone;
// - once its first page is drawn, <html> has `data-drawn`;
// - a panic leaves its words in `data-panic` of #crash, and the trap that follows comes here as an error;
// - whoever else finds it broken fills #crash-report and removes `hidden` from #crash; the rest happens here.

const crash = document.getElementById("crash");
const report = document.getElementById("crash-report");
const copy = document.getElementById("crash-copy");
const reload = document.getElementById("crash-reload");

// In the top layer, above any dialog that is open, with everything else inert.
new MutationObserver(() => {
  if (crash.hidden || crash.open) return;
  crash.showModal();
  reload.focus();
}).observe(crash, { attributeFilter: ["hidden"] });

// There is nothing behind it to go back to.
crash.addEventListener("cancel", (event) => event.preventDefault());
crash.addEventListener("close", () => (crash.hidden = true));

reload.addEventListener("click", () => location.reload());
copy.addEventListener("click", async () => {
  report.select();
  try {
    await navigator.clipboard.writeText(report.value);
    copy.textContent = "Copied";
  } catch {
    copy.textContent = document.execCommand("copy") ? "Copied" : `Press ${/^(Mac|iP)/.test(navigator.platform) ? "⌘" : "Ctrl+"}C to copy`;
  }
});

/** Shows the panel. The first report is the telling one: what follows a panic is only its echo. */
function broke(what, error) {
  if (!report.value) {
    const stack = error && error.stack ? String(error.stack) : String(error);
    report.value = [what, crash.dataset.panic ?? "", stack, location.href, navigator.userAgent, new Date().toISOString()].join("\n");
  }
  crash.hidden = false;
}

addEventListener("error", (event) => {
  // Not errors of the app: a layout observer's notice, and scripts of other origins (extensions).
  if (event.message.startsWith("ResizeObserver loop")) return;
  if (event.filename && !event.filename.startsWith(location.origin)) return;
  broke(event.message, event.error);
});
addEventListener("unhandledrejection", (event) => broke("Unhandled rejection", event.reason));

/** The page of this address, where styles and code are marked as its own: it waits for nothing else. */
function ownPage() {
  const path = location.href.split(/[?#]/)[0].slice(document.baseURI.length);
  if (path === "") return "listings";
  return /^journeys\/[^/]+(\/v\/\d+)?$/.test(path) ? "builder" : undefined;
}

/** Fetches what is marked `data-later`: styles, and the code of a page, which the app only asks for when it runs. */
const fetchLater = (which) =>
  document.querySelectorAll(`link[rel="later"]${which}`).forEach((link) => (link.rel = link.as ? "preload" : "stylesheet"));
const STYLES = ":not([as])";

/** Whether another site's page shows this one. A host that sends no headers cannot forbid it. */
function isFramed() {
  try {
    return self !== top && top.location.origin !== location.origin;
  } catch {
    return true;
  }
}

/** Says why the app does not run: what lies over it could have its buttons pressed unseen. */
function refuseFrame() {
  const [note, link] = [document.createElement("p"), document.createElement("a")];
  note.className = "boot-note";
  Object.assign(link, { href: location.href, target: "_blank", rel: "noopener", textContent: "Open Sojourn" });
  note.append("Sojourn does not run inside another site’s page. ", link, " in a window of its own.");
  document.getElementById("skeleton").replaceWith(note);
}

const app = document.querySelector('meta[name="sojourn-app"]').dataset;
// boot/support.js has said why where the browser cannot run it.
const unsupported = "unsupported" in document.documentElement.dataset;
if (isFramed()) refuseFrame();
else if (!unsupported) try {
  const page = ownPage();
  fetchLater(page ? `[data-later="${page}"]` : STYLES);
  // The others come when it is drawn.
  new MutationObserver(() => fetchLater(STYLES)).observe(document.documentElement, { attributeFilter: ["data-drawn"] });
  const glue = await import(new URL(app.js, document.baseURI).href);
  await glue.default({ module_or_path: new URL(app.wasm, document.baseURI) });
  document.getElementById("skeleton").remove();
  document.documentElement.dataset.ready = "";
} catch (error) {
  broke("Sojourn could not be started", error);
}
