// Builds both pages. They stand beside each other below /bench/, on the origin of the product.
import { defineConfig } from "vite";

export default defineConfig({
  base: "/bench/",
  build: { outDir: "dist", emptyOutDir: true, rolldownOptions: { input: ["peer.html", "floor.html", "dagre.html"] } },
});
