import { followCountry } from "./followCountry.ts";

const [url = "", token = "", customer = "", count = "2"] = process.argv.slice(2);
let left = Number(count);
for await (const country of followCountry(url, token, customer)) {
  process.stdout.write(`lives in ${country ?? "no country that is known"}\n`);
  left -= 1;
  if (left === 0) break;
}
