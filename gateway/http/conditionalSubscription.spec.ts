import { parse } from "graphql";
import { describe, expect, it } from "@jest/globals";
import { conditionalSubscription } from "./conditionalSubscription.ts";

const found = (text: string): boolean => conditionalSubscription(parse(text)) !== undefined;

describe("a condition on what is subscribed to", () => {
  it.each([
    "subscription { a @skip(if: true) { b } }",
    "subscription ($on: Boolean!) { a @include(if: $on) { b } }",
    "subscription { ... @include(if: true) { a } }",
    "subscription { ... { ...Root } } fragment Root on Subscription { a @skip(if: false) }",
    "subscription One { ...Root } subscription Two { ...Root @skip(if: true) } fragment Root on Subscription { a }",
    "subscription One { ...Root } subscription Two { ...Root b @skip(if: true) } fragment Root on Subscription { a }",
    "query One { ...Root } subscription Two { ...Root } fragment Root on Subscription { ...Root a @skip(if: true) }",
  ])("is found: %s", (text) => {
    expect(found(text)).toBe(true);
  });

  it.each([
    "subscription { a { b @skip(if: true) } }",
    "subscription { ...Root ...Gone } fragment Root on Subscription { ...Other a } fragment Other on Subscription { ...Root }",
    "query { a @skip(if: true) { b } }",
    "subscription { a @other { b } } query Q { ...On } fragment On on Query { b @include(if: true) }",
  ])("is none: %s", (text) => {
    expect(found(text)).toBe(false);
  });
});
