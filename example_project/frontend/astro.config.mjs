import { cpSync } from "node:fs";

import node from "@astrojs/node";
import { defineConfig, envField } from "astro/config";

// The stylesheets and the script of the Python package, at the same addresses.
const root = new URL("../../", import.meta.url);
for (const app of ["wagtail_newsblocks", "wagtail_newsblocks/replies", "example_project/news"]) {
  cpSync(new URL(`${app}/static`, root), new URL("public/static", import.meta.url), {
    recursive: true,
  });
}

export default defineConfig({
  adapter: node({ mode: "standalone" }),
  trailingSlash: "always",
  // White space between words is kept, as HTML means it.
  compressHTML: true,
  env: {
    schema: {
      WAGTAIL_URL: envField.string({
        context: "server",
        access: "public",
        default: "http://localhost:8000",
      }),
    },
  },
  devToolbar: { enabled: false },
});
