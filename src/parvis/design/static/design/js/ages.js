// <time data-ago>: "4 min" grows old; said anew every half minute, in the page's language. Under a
// minute the server's own word stands.
const units = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
const shown = new Map(units.map(([unit]) => [unit, new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: unit === "day" ? "long" : "short" })]));

export function sayAges(root = document) {
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const [unit, size] = units.find(([, length]) => seconds >= length) ?? [];
    if (!unit) continue;
    const text = shown.get(unit).format(Math.floor(seconds / size));
    if (time.textContent !== text) time.textContent = text;
  }
}

setInterval(sayAges, 30_000, document);
