// Looks at a page of Articulator (of a run, or a certificate, with at least one check that failed) in Chromium, as
// people do: light and dark, at a desk and on a phone, by mouse and by keyboard; and prints each check as a line
// of JSON, {"holds": true, "what": "..."}.
//
//   node pages.mjs CHROMIUM PAGE.html
import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";

const [executable, file] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const contrast_min = 4.5; // WCAG 2.2, 1.4.3

function check(holds, what) {
  console.log(JSON.stringify({ holds: Boolean(holds), what }));
}

// In the page: how the worst of these elements' texts stands out from what is behind it.
function worstContrast(selector) {
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [lr, lg, lb] = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  let worst = { ratio: 21, text: "" };
  for (const element of document.querySelectorAll(selector)) {
    if (!element.checkVisibility() || !element.textContent.trim()) continue;
    const [a, b] = [parse(getComputedStyle(element).color), ground(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: element.textContent.trim().slice(0, 40) };
  }
  return worst;
}

// In the page: what can be reached and has no name that could be read out.
function nameless() {
  // What a region holds is not its name.
  const names = (e) => (e.getAttribute("aria-label") || (e.role === "region" ? "" : e.textContent)).trim();
  return [...document.querySelectorAll("a[href], summary, button, [role=region]")]
    .filter((e) => !names(e))
    .map((e) => e.outerHTML.slice(0, 80));
}

async function opened(page, look) {
  const outside = [];
  const errors = [];
  page.on("request", (request) => request.url().startsWith("file:") || outside.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  return () => {
    check(outside.length === 0, `${look}: asks nobody outside ${outside.slice(0, 3)}`);
    check(errors.length === 0, `${look}: no errors ${errors.slice(0, 3)}`);
  };
}

async function looksWell(page, look, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= width, `${look}: fits the window's width (${wide} of ${width} px)`);
  for (const selector of ["body", ".quiet", ".good", ".bad", "a", "summary", "th", "td", ".pin"]) {
    const worst = await page.evaluate(worstContrast, selector);
    check(worst.ratio >= contrast_min, `${look}: ${selector} is legible (${worst.ratio.toFixed(2)}: ${worst.text})`);
  }
}

async function isSaidWell(page, look) {
  for (const landmark of ["banner", "main", "contentinfo"])
    check((await page.getByRole(landmark).count()) === 1, `${look}: has one landmark ${landmark}`);
  check((await page.locator("h1").count()) === 1, `${look}: has one first heading`);
  check((await page.locator("html").getAttribute("lang")) === "en", `${look}: says its language`);
  const without = await page.evaluate(nameless);
  check(without.length === 0, `${look}: all that can be reached has a name ${without.slice(0, 3)}`);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  check(first === "skip", `${look}: the first stop leads to the content`);
}

// The scenario that failed, open.
async function failedScenario(page) {
  const scenario = page.locator("main > details", { has: page.locator(".pin") }).first();
  if (!(await scenario.evaluate((e) => e.open))) await scenario.locator("> summary").click();
  return scenario;
}

async function failureIsPinned(page, scenario, look) {
  const pin = scenario.locator(".pin").first();
  await pin.scrollIntoViewIfNeeded();
  check(await pin.isVisible(), `${look}: the check that failed is pinned`);
  check(/expected: .+found: /s.test(await pin.innerText()), `${look}: the pin says what was expected and found`);
  const order = await pin.evaluate((e) => {
    const when = (li) => li?.querySelector("time, .when")?.textContent ?? "";
    const row = e.closest("li");
    return [when(row.previousElementSibling), when(row), when(row.nextElementSibling)].filter(Boolean);
  });
  const sorted = [...order].sort();
  check(order.length >= 2 && String(order) === String(sorted), `${look}: the pin stands at its time (${order})`);
}

async function messagesOpen(page, scenario, look) {
  const message = scenario.locator(".sequence li.right > details, .sequence li.left > details").first();
  const isOpen = () => message.evaluate((e) => e.open);
  const summary = message.locator("> summary");
  await summary.click();
  check(await isOpen(), `${look}: a click opens a message`);
  check(await message.locator("pre").first().isVisible(), `${look}: an open message shows what was said`);
  await summary.click();
  check(!(await isOpen()), `${look}: another closes it`);
  await summary.evaluate((e) => e.closest("li").previousElementSibling.scrollIntoView());
  await scenario.locator("[role=region]").first().focus();
  // From the diagram's region on, the next stops are its messages.
  for (let stops = 0; stops < 400; ++stops) {
    await page.keyboard.press("Tab");
    if (await summary.evaluate((e) => document.activeElement === e)) break;
  }
  check(await summary.evaluate((e) => document.activeElement === e), `${look}: the Tab key comes to a message`);
  const ring = await summary.evaluate((e) => getComputedStyle(e).outlineStyle);
  check(ring !== "none", `${look}: where the keyboard is can be seen`);
  await page.keyboard.press("Enter");
  check(await isOpen(), `${look}: Enter opens a message`);
  await page.keyboard.press("Space");
  check(!(await isOpen()), `${look}: Space closes it`);
}

// Of a certificate: from a requirement to its evidence.
async function linksLead(page, look) {
  const link = page.locator("td.runs a").first();
  if ((await link.count()) === 0) return;
  const id = (await link.getAttribute("href")).slice(1);
  await link.click();
  await page.waitForFunction((name) => document.getElementById(name)?.open, id, { timeout: 5000 }).catch(() => {});
  check(await page.evaluate((name) => document.getElementById(name)?.open, id),
        `${look}: a link from a requirement opens the scenario that shows it`);
}

const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
const grounds = new Set();
for (const colorScheme of ["light", "dark"])
  for (const width of [1280, 390]) {
    const look = `${colorScheme}, ${width} px`;
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const concluded = await opened(page, look);
    grounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await isSaidWell(page, look);
    const scenario = await failedScenario(page);
    await failureIsPinned(page, scenario, look);
    await messagesOpen(page, scenario, look);
    await looksWell(page, look, width);
    await linksLead(page, look);
    concluded();
    await context.close();
  }
check(grounds.size === 2, `light and dark differ (${[...grounds]})`);
await browser.close();
