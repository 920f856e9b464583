// Opens pages in a headless Chromium and prints, as JSON, what it saw of each.
//
// node look.cjs CHROMIUM FOLDER PAGE.html ...
// For each page: axe-core's violations, what was wider than the window and which addresses were
// asked for, at three widths in light and dark; and its pages on A4 and Letter. Screenshots and
// PDFs go to FOLDER.
"use strict";

const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 800, 1200];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

async function seen(browser, file, folder) {
  const name = path.basename(file, ".html");
  const result = { views: [], pages: {}, requests: [] };
  for (const scheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const page = await browser.newPage();
      await page.setBypassCSP(true); // for axe alone; the page itself holds no script
      page.on("request", (request) => {
        if (!request.url().startsWith("file:")) result.requests.push(request.url());
      });
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(file).href);
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.evaluate(AXE);
      const found = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
      const violations = found.violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.html.slice(0, 80)).join(" | ")}`);
      result.views.push({ scheme, width, wide, violations, passes: found.passes.length });
      await page.close();
    }
  }
  for (const format of ["A4", "Letter"]) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const pdf = path.join(folder, `${name}-${format}.pdf`);
    await page.pdf({ path: pdf, format, preferCSSPageSize: true });
    result.pages[format] = pdf;
    await page.close();
  }
  return result;
}

async function main([chromium, folder, ...files]) {
  const profile = fs.mkdtempSync(path.join(folder, "profile-"));
  const browser = await puppeteer.launch({
    executablePath: chromium, headless: true, userDataDir: profile, args: FLAGS,
  });
  const all = {};
  try {
    for (const file of files) all[path.basename(file, ".html")] = await seen(browser, file, folder);
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
  console.log(JSON.stringify(all));
}

main(process.argv.slice(2));
