import type { GraphQLFormattedError } from "graphql";
import type { Answer, Withheld } from "../types.ts";
import type { EventNames } from "./eventQueries.ts";
import type { LiveEvent, LiveRead, LiveResult } from "./liveEvent.ts";
import type { SubscribedField } from "./subscribedField.ts";

/** How the queries of a subscription are answered, and how its events are to look. */
export interface EventShape {
  readonly field: Pick<SubscribedField, "responseKey" | "kind">;
  readonly names: EventNames;
  readonly format: (error: GraphQLFormattedError) => GraphQLFormattedError;
}

type Values = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** The event that tells the row as it is; the end, if the row as a whole is refused or cannot be read. */
export function rowEvent(answer: Answer, { field, format }: EventShape, position?: string): LiveRead {
  const { responseKey } = field;
  const data = dataOf(answer);
  const errors = answer.errors.map(format);
  const isWhole = errors.some(({ path = [] }) => path.length <= 1);
  if (data === null || !(responseKey in data) || isWhole) return { kind: "end", errors };
  const event = eventOf(data[responseKey], { responseKey, position, errors, withheld: answer.withheld });
  return { kind: "events", events: [event], hasMore: false, ...(position !== undefined && { position }) };
}

/** The events of a page of changes; the end, if the page as a whole is refused or cannot be read. */
export function changeEvents(answer: Answer, { field, names, format }: EventShape): LiveRead {
  const { responseKey, kind } = field;
  const page = dataOf(answer)?.[responseKey] as Values | null | undefined;
  const errors = answer.errors.map(format);
  const nodes = page?.[names.nodes];
  if (!isRecord(page) || !Array.isArray(nodes)) return { kind: "end", errors };
  const withheld = answer.withheld.map((each) => ({
    ...each,
    path: placed(each.path, responseKey, names) as readonly string[],
  }));
  const events = nodes.map((node: Values, index): LiveEvent => {
    const { [names.position]: position, ...rest } = node;
    const own = errors.flatMap((error) => errorIn(error, index, responseKey, names));
    const value = kind === "changes" ? rest : (node[names.row] ?? null);
    return eventOf(value, { responseKey, position: String(position), errors: own, withheld });
  });
  return {
    kind: "events",
    events,
    position: String(page[names.position]),
    hasMore: page[names.hasNext] === true,
  };
}

interface EventParts {
  readonly responseKey: string;
  readonly position: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly withheld: readonly Withheld[];
}

function eventOf(value: unknown, { responseKey, position, errors, withheld }: EventParts): LiveEvent {
  const data = { [responseKey]: value };
  const kept = withheld.filter(({ path, reason }) => reason !== "MASKED" || isThere(data, path));
  const told = { ...(position !== undefined && { position }), ...(kept.length > 0 && { withheld: kept }) };
  const result: LiveResult = {
    ...(errors.length > 0 && { errors }),
    data,
    ...(Object.keys(told).length > 0 && { extensions: { datamesh: told } }),
  };
  return { result, ...(position !== undefined && { position }) };
}

/** Whether there is an object, in a list or not, whose field the path names: where there is none, nothing is masked. */
function isThere(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((each) => isThere(each, [name!, ...rest]));
  return isRecord(value) && (rest.length === 0 || isThere(value[name!], rest));
}

function dataOf({ data, dataText }: Answer): Values | null {
  return dataText === undefined ? data : (JSON.parse(dataText.toString()) as Values | null);
}

/** An error of one event, or of a selection in all of them: rules refuse selections, whatever rows there are. */
function errorIn(
  error: GraphQLFormattedError,
  index: number,
  responseKey: string,
  names: EventNames,
): readonly GraphQLFormattedError[] {
  const { path = [] } = error;
  const at = path[2];
  if (typeof at === "number" && at !== index) return [];
  return [{ ...error, path: placed(path, responseKey, names) }];
}

/** A path in the query as one in the event: without the list of changes, and without the row where that is the event. */
function placed(path: Path, responseKey: string, names: EventNames): Path {
  const [, , ...rest] = path;
  const within = typeof rest[0] === "number" ? rest.slice(1) : rest;
  return [responseKey, ...(within[0] === names.row ? within.slice(1) : within)];
}

const isRecord = (value: unknown): value is Values => typeof value === "object" && value !== null;
