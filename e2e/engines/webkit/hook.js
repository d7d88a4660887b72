// Runs before every other script of the page in WebKit, whose console no tool can read: posts errors, warnings, exceptions and
// refusals by the policy to the server of the tests. Messages that WebKit itself writes to its console do not pass here.
{
  const url = document.currentScript.src;
  const say = (text) => navigator.sendBeacon(url, text);
  for (const kind of ["error", "warn"]) {
    const write = console[kind];
    console[kind] = (...parts) => {
      say(`console ${kind}: ${parts.map(String).join(" ")}`);
      write.apply(console, parts);
    };
  }
  addEventListener("securitypolicyviolation", (event) => say(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI}`));
  // What is on its way when the page is left is broken off.
  let left = false;
  addEventListener("beforeunload", () => (left = true));
  const unloaded = ({ src, href }) => left || say(`cannot be loaded: ${src ?? href}`);
  addEventListener("unhandledrejection", ({ reason }) => say(`exception: ${reason?.stack ?? reason}`));
  addEventListener(
    "error",
    (event) => (event.target === window ? say(`exception: ${event.message} ${event.error?.stack}`) : unloaded(event.target)),
    true,
  );
}
