import { wantsEventStream } from "./eventStreams.ts";

test.each<[string | undefined, boolean]>([
  ["text/event-stream", true],
  ["application/json, text/event-stream; q=0.5", true],
  ["TEXT/Event-Stream;q=1.000 , */*", true],
  ["text/event-stream; q=0", false],
  ["text/event-stream;q=0.000, application/json", false],
  ["text/event-stream; q=0.001", true],
  ["application/json; x=text/event-stream", false],
  ["text/*", false],
  [undefined, false],
])("whether %s asks for a stream of events: %s", (accept, wanted) => {
  expect(wantsEventStream(accept)).toBe(wanted);
});
