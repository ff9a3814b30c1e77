import { parseDuration } from "@datamesh/kernel";
import type { Reading } from "../settings.ts";
import { TRANSPORT_DEFAULTS, type TransportSettings } from "./transportSettings.ts";

/**
 * Reads how far the gateway goes with its subgraphs; what cannot be used is added to the problems.
 *
 * | variable | default | meaning |
 * |---|---|---|
 * | DATAMESH_SUBGRAPH_DEADLINE | 10s | for a call of a subgraph all told |
 * | DATAMESH_SUBGRAPH_CONNECT | 1s | for a connection to one address |
 * | DATAMESH_SUBGRAPH_MAX_BYTES | 16777216 | larger answers are not taken |
 * | DATAMESH_SUBGRAPH_CONNECTIONS | 256 | to one address; four times as many requests wait for one |
 * | DATAMESH_SUBGRAPH_RETRY_PERCENT | 20 | so many of 100 queries may be asked again; 0 for none |
 * | DATAMESH_SUBGRAPH_CIRCUIT_PERCENT | 50 | when so many of 100 requests fail, an address is not asked for a while; 0 for never |
 * | DATAMESH_SUBGRAPH_CIRCUIT_FAILURES | 5 | but not before so many have failed in 10 seconds |
 * | DATAMESH_SUBGRAPH_CIRCUIT_PAUSE | 500ms | for how long at first; it grows to ten times as much |
 */
export function readTransportSettings(reading: Reading): TransportSettings {
  const { circuit, retries, ...defaults } = TRANSPORT_DEFAULTS;
  const connections = readNumber(reading, "CONNECTIONS", defaults.connections, 1, 10_000);
  const circuitPercent = readNumber(reading, "CIRCUIT_PERCENT", circuit.failureShare * 100, 0, 100);
  const pauseMs = readMilliseconds(reading, "CIRCUIT_PAUSE", circuit.pauseMs);
  return Object.freeze({
    ...defaults,
    deadlineMs: readMilliseconds(reading, "DEADLINE", defaults.deadlineMs),
    connectMs: readMilliseconds(reading, "CONNECT", defaults.connectMs),
    maxBodyBytes: readNumber(reading, "MAX_BYTES", defaults.maxBodyBytes, 1_024, 2 ** 30),
    connections,
    waiting: 4 * connections,
    circuit: Object.freeze({
      ...circuit,
      failureShare: circuitPercent === 0 ? Infinity : circuitPercent / 100,
      failures: readNumber(reading, "CIRCUIT_FAILURES", circuit.failures, 1, 10_000),
      pauseMs,
      maxPauseMs: 10 * pauseMs,
    }),
    retries: Object.freeze({
      ...retries,
      share: readNumber(reading, "RETRY_PERCENT", retries.share * 100, 0, 100) / 100,
    }),
  });
}

function readNumber(
  { env, problems }: Reading,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const setting = `DATAMESH_SUBGRAPH_${name}`;
  const text = env(setting);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d{1,12}$/.test(text) && number >= least && number <= most) return number;
  problems.push(`${setting} "${text}" is not a number from ${least} to ${most}`);
  return otherwise;
}

/** What a timer can wait for. */
const MOST_MS = 3_600_000;

function readMilliseconds({ env, problems }: Reading, name: string, otherwise: number): number {
  const setting = `DATAMESH_SUBGRAPH_${name}`;
  const text = env(setting);
  if (text === undefined) return otherwise;
  const milliseconds = millisecondsOf(text);
  if (milliseconds >= 1 && milliseconds <= MOST_MS) return milliseconds;
  problems.push(`${setting} "${text}" is not a duration from 1ms to 1h`);
  return otherwise;
}

function millisecondsOf(text: string): number {
  try {
    return Math.round(parseDuration(text) * 1_000);
  } catch {
    return 0;
  }
}
