import { customerCard } from "./customerCard.ts";
import { scoreCard } from "./scoreCard.ts";

const [url = "", token = "", customer = ""] = process.argv.slice(2);
const lines = [await scoreCard(url, token, customer), ...(await customerCard(url, token, customer))];
process.stdout.write(`${lines.join("\n")}\n`);
