// Tells the visitor of a browser that cannot run Sojourn so, before anything else is loaded.
//
// Written in the JavaScript of 2009, so that such a browser can read it. It leaves `data-unsupported` on <html>, which
// keeps boot/boot.js from starting the app. README, Browsers, has the versions that follow from this list.
(function () {
  var root = document.documentElement;
  var missing = [];
  function need(name, there) {
    var found = false;
    try {
      found = there();
    } catch (error) {}
    if (!found) missing.push(name);
  }

  // A module that uses what the compiler uses: several results, references, bulk memory, sign extension, saturating casts.
  need("WebAssembly", function () {
    return WebAssembly.validate(
      new Uint8Array([
        0, 97, 115, 109, 1, 0, 0, 0, 1, 10, 2, 96, 0, 2, 127, 127, 96, 1, 111, 0, 3, 3, 2, 0, 1, 5, 3, 1, 0, 1, 10, 26, 2, 21,
        0, 67, 0, 0, 0, 0, 252, 0, 192, 65, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 11, 2, 0, 11
      ])
    );
  });
  need("modules", function () {
    return "noModule" in document.createElement("script");
  });
  need("dialogs", function () {
    return "showModal" in HTMLDialogElement.prototype;
  });
  need("pop-overs", function () {
    return "popover" in HTMLElement.prototype;
  });
  need("the selector :has()", function () {
    return CSS.supports("selector(:has(a))");
  });
  need("the colors oklch() and light-dark()", function () {
    return CSS.supports("color", "oklch(0 0 0)") && CSS.supports("color", "light-dark(red, blue)");
  });

  if (!missing.length) return;
  root.setAttribute("data-unsupported", "");
  document.addEventListener("DOMContentLoaded", function () {
    document.getElementById("skeleton").style.display = "none";
    document.getElementById("unsupported-missing").innerHTML = "Missing here: " + missing.join(", ") + ".";
    document.getElementById("unsupported").removeAttribute("hidden");
  });
})();
