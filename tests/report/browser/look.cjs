// Opens pages in a headless Chromium and prints, as JSON, what it saw of each.
//
// node look.cjs CHROMIUM FOLDER PAGE.html ... [--print-only PAGE.html ...]
//
// Of each page, by its name: "pdf", its PDFs by paper. Of those to be looked at also "views", one
// for each width and colour scheme: axe-core's violations, pixels wider than the window, title,
// background colour, and every address asked for.
// Screenshots and PDFs go to FOLDER. Node finds puppeteer-core and axe-core through NODE_PATH.
"use strict";

const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 800, 1200];
const PAPERS = ["A4", "Letter"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

async function view(browser, file, folder, scheme, width) {
  const page = await browser.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.setBypassCSP(true); // for axe alone: the page itself holds no script
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href);
  const name = `${path.basename(file, ".html")}-${width}-${scheme}.png`;
  await page.screenshot({ path: path.join(folder, name), fullPage: true });
  const seen = await page.evaluate(() => ({
    title: document.title,
    wider: document.documentElement.scrollWidth - window.innerWidth,
    background: getComputedStyle(document.body).backgroundColor,
  }));
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run());
  const violations = found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
  await page.close();
  return { ...seen, scheme, width, violations, rules: found.passes.length, requests };
}

async function print(browser, file, folder, paper) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const pdf = path.join(folder, `${path.basename(file, ".html")}-${paper}.pdf`);
  await page.pdf({ path: pdf, format: paper, preferCSSPageSize: true });
  await page.close();
  return pdf;
}

async function main([chromium, folder, ...words]) {
  const cut = words.includes("--print-only") ? words.indexOf("--print-only") : words.length;
  const files = words.filter((word) => word !== "--print-only");
  const profile = fs.mkdtempSync(path.join(folder, "profile-"));
  const browser = await puppeteer.launch({
    executablePath: chromium, headless: true, userDataDir: profile, args: FLAGS,
  });
  const all = {};
  try {
    for (const [number, file] of files.entries()) {
      const seen = { pdf: {}, views: [] };
      for (const paper of PAPERS) seen.pdf[paper] = await print(browser, file, folder, paper);
      for (const scheme of number < cut ? SCHEMES : []) {
        for (const width of WIDTHS) seen.views.push(await view(browser, file, folder, scheme, width));
      }
      all[path.basename(file, ".html")] = seen;
    }
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
  console.log(JSON.stringify(all));
}

main(process.argv.slice(2));
