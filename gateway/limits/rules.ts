import type { DocumentNode } from "graphql";
import { aliasRule } from "./aliasRule.ts";
import { depthRule } from "./depthRule.ts";
import { directiveRule } from "./directiveRule.ts";
import { fragmentRule } from "./fragmentRule.ts";
import { fieldRule } from "./fieldRule.ts";
import { introspectionDepthRule } from "./introspectionDepthRule.ts";
import { introspectionRule } from "./introspectionRule.ts";
import type { Lexed } from "./lex.ts";
import type { LimitRule } from "./limitRule.ts";
import { nameRule } from "./nameRule.ts";
import { nestingRule } from "./nestingRule.ts";
import { rootFieldRule } from "./rootFieldRule.ts";
import { tokenRule } from "./tokenRule.ts";

/** What a text must pass before it is parsed. */
export const TEXT_RULES: readonly LimitRule<Lexed>[] = Object.freeze([tokenRule, nameRule, nestingRule]);

/** What a parsed document must pass before it is validated. */
export const DOCUMENT_RULES: readonly LimitRule<DocumentNode>[] = Object.freeze([
  fieldRule,
  fragmentRule,
  aliasRule,
  rootFieldRule,
  depthRule,
  directiveRule,
  introspectionRule,
  introspectionDepthRule,
]);
