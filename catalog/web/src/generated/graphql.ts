/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What whoever asks may see. */
export type AccessEffect =
  /** It, as it is. */
  | 'ALLOW'
  /** Nothing of it. */
  | 'DENY'
  /** It, masked. */
  | 'MASK';

/** What a promise that was not kept is about. */
export type BreachedMetric =
  /** The share of reads that are answered. */
  | 'availability'
  /** The share of events that are in the product. */
  | 'completeness'
  /** How old what is not yet in the product may be. */
  | 'freshness'
  /** How long its source may be silent. */
  | 'heartbeat'
  /** How long 95 of 100 reads take at most. */
  | 'latencyP95';

/** How sensitive a field is. */
export type Classification =
  /** Names the person a row is about, and tells nothing else of them. */
  | 'IDENTIFIER'
  /** Says nothing of a person. */
  | 'INTERNAL'
  /** Personal data: masked, unless the policy entitles the consumer to the value. */
  | 'PERSONAL';

/** How a field comes from what it comes from. */
export type Derivation =
  /** From the fact that the event happened, as counters and constants are. */
  | 'OCCURRENCE'
  /** From the event, in a way that cannot be told. */
  | 'UNKNOWN'
  /** It is computed from it, or decided by it. */
  | 'VALUE';

/** A respect in which products are counted. */
export type FacetName =
  /** Having at least one such field. */
  | 'CLASSIFICATION'
  /** The regimes they are under. */
  | 'COMPLIANCE'
  /** The bounded context. */
  | 'CONTEXT'
  /** The owner team. */
  | 'OWNER'
  /** Whether what their owners promise is kept. */
  | 'SLA'
  /** Where they are in their life. */
  | 'STATUS';

/** How a product is derived. */
export type LineageEdgeKind =
  /** Its folds make rows of events. */
  | 'EVENTS'
  /** It takes fields of another product's rows. */
  | 'JOIN'
  /** Its rows name the model that made what they hold. */
  | 'MODEL';

/** What lineage leads to. */
export type LineageNodeKind =
  /** The log of a context. */
  | 'LOG'
  /** A version of a model, as rows of a product name it. */
  | 'MODEL'
  /** A version of a data product. */
  | 'PRODUCT';

/** How a personal value is shown to those who may not see it. */
export type Mask =
  /** The first letters of its words. */
  | 'initials'
  /** Its last four characters. */
  | 'lastFour'
  /** Not at all: null. */
  | 'redacted'
  /** The first of January of its year. */
  | 'yearOnly';

/** Where in a contract a word of a search stands. */
export type MatchPlace =
  /** The bounded context it comes from. */
  | 'CONTEXT'
  /** What the product is. */
  | 'DESCRIPTION'
  /** A field's name. */
  | 'FIELD'
  /** What a field means. */
  | 'FIELD_DESCRIPTION'
  /** The product's name. */
  | 'NAME'
  /** The team that answers for it. */
  | 'OWNER'
  /** A reason of use it serves. */
  | 'PURPOSE'
  /** A regime it is under. */
  | 'TAG'
  /** Its name for people. */
  | 'TITLE';

/** Where a product version is in its life. */
export type ProductStatus =
  /** Served. */
  | 'ACTIVE'
  /** Served, and about to be retired. */
  | 'DEPRECATED'
  /** No longer served. */
  | 'RETIRED';

/** What a product was derived anew for. */
export type ReplayKind =
  /** With changed code, to see what would change and which version that needs. */
  | 'DIFF'
  /** To take the place of what is live. */
  | 'REBUILD'
  /** To be compared with what is live. */
  | 'VERIFY';

/** What became of deriving a product anew. */
export type ReplayResult =
  /** What is live is not what its events say. */
  | 'DIFFERENT'
  /** What is live is what its events say. */
  | 'EQUAL'
  /** It was swapped in. */
  | 'REBUILT';

/** What an objective is about. */
export type SlaMetric =
  /** The share of reads that are answered. */
  | 'availability'
  /** The share of events that are in the product. */
  | 'completeness'
  /** How old what is not yet in the product may be. */
  | 'freshness'
  /** How long its events may be silent. */
  | 'heartbeat'
  /** How long 95 of 100 reads take at most. */
  | 'latencyP95';

/** Whether what a product's owner promises is kept now. */
export type SlaStanding =
  /** At least one breach is recorded that is not over. */
  | 'BREACHED'
  /** No breach is under way. */
  | 'KEPT';

/** Over how long an objective is measured, what is under way included. */
export type SlaWindow =
  /** The last 30 days, as days of UTC. */
  | 'D30'
  /** The last 60 minutes. */
  | 'H1'
  /** The last 24 hours. */
  | 'H24';

/** A part of a semantic version. */
export type VersionBump =
  /** Readers of the version before may break. */
  | 'MAJOR'
  /** More is promised than before. */
  | 'MINOR'
  /** The same is promised as before. */
  | 'PATCH';

export type FoundQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FoundQuery = { dataProducts: { nodes: Array<{ name: string, major: number, title: string, owner: { team: string } }> } | null };

export type CatalogPageQueryVariables = Exact<{
  search?: string | null | undefined;
  context?: string | null | undefined;
  owner?: string | null | undefined;
  compliance?: string | null | undefined;
  classification?: Classification | null | undefined;
  status?: ProductStatus | null | undefined;
  standing?: SlaStanding | null | undefined;
  after?: string | null | undefined;
}>;


export type CatalogPageQuery = { dataProducts: { totalCount: number, facets: Array<{ name: FacetName, values: Array<{ value: string, count: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ matches: Array<{ in: MatchPlace, text: string, field: string | null }>, node: { name: string, major: number, version: string, title: string, description: string, status: ProductStatus, standing: SlaStanding, lastEventAt: string | null, owner: { team: string }, access: { effect: AccessEffect, because: string }, sla: Array<{ metric: SlaMetric, objective: string, observed: string | null, met: boolean | null }> } }> } | null };

export type CatalogRowFragment = { name: string, major: number, version: string, title: string, description: string, status: ProductStatus, standing: SlaStanding, lastEventAt: string | null, owner: { team: string }, access: { effect: AccessEffect, because: string }, sla: Array<{ metric: SlaMetric, objective: string, observed: string | null, met: boolean | null }> };

export type AttentionQueryVariables = Exact<{ [key: string]: never; }>;


export type AttentionQuery = { breached: { totalCount: number, nodes: Array<{ name: string, major: number, version: string, title: string, description: string, status: ProductStatus, standing: SlaStanding, lastEventAt: string | null, owner: { team: string }, access: { effect: AccessEffect, because: string }, sla: Array<{ metric: SlaMetric, objective: string, observed: string | null, met: boolean | null }> }> } | null, deprecated: { totalCount: number, nodes: Array<{ name: string, major: number, title: string, deprecation: { since: string, sunset: string, use: string } | null }> } | null };

export type OwnProductsQueryVariables = Exact<{
  team: string;
}>;


export type OwnProductsQuery = { dataProducts: { totalCount: number, nodes: Array<{ name: string, major: number, version: string, title: string, description: string, status: ProductStatus, standing: SlaStanding, lastEventAt: string | null, owner: { team: string }, access: { effect: AccessEffect, because: string }, sla: Array<{ metric: SlaMetric, objective: string, observed: string | null, met: boolean | null }> }> } | null };

export type AllProductsQueryVariables = Exact<{ [key: string]: never; }>;


export type AllProductsQuery = { dataProducts: { totalCount: number, nodes: Array<{ name: string, major: number, version: string, title: string, description: string, status: ProductStatus, standing: SlaStanding, lastEventAt: string | null, owner: { team: string }, access: { effect: AccessEffect, because: string }, sla: Array<{ metric: SlaMetric, objective: string, observed: string | null, met: boolean | null }> }> } | null };

export type LineageQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type LineageQuery = { dataProduct: { lineage: { complete: boolean, nodes: Array<{ id: string, kind: LineageNodeKind, name: string, distance: number, version: string | null, title: string | null, context: string | null, owner: string | null, contact: string | null, status: ProductStatus | null }>, edges: Array<{ from: string, to: string, kind: LineageEdgeKind, eventTypes: Array<string>, by: string | null, fields: Array<{ from: string, to: string, derivation: Derivation, accumulated: boolean }> }> } } | null };

export type TypedProductsQueryVariables = Exact<{ [key: string]: never; }>;


export type TypedProductsQuery = { dataProducts: { nodes: Array<{ name: string, major: number, graphqlType: string }> } | null };

export type ProductChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type ProductChoicesQuery = { dataProducts: { totalCount: number, nodes: Array<{ name: string, major: number, title: string, status: ProductStatus, owner: { team: string }, access: { effect: AccessEffect, because: string } }> } | null };

export type QueriedProductShapeQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type QueriedProductShapeQuery = { dataProduct: { name: string, major: number, graphqlType: string, fields: Array<{ name: string, access: { effect: AccessEffect } }>, links: Array<{ name: string, product: string }> } | null };

export type TouchedProductQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type TouchedProductQuery = { dataProduct: { name: string, major: number, title: string, version: string, status: ProductStatus, position: number | null, lastEventAt: string | null } | null };

export type WithheldReasonsQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type WithheldReasonsQuery = { dataProduct: { name: string, major: number, owner: { team: string, contact: string }, access: { rule: string, because: string, declarablePurposes: Array<string> }, fields: Array<{ name: string, access: { effect: AccessEffect, rule: string, because: string, mask: Mask | null } }> } | null };

export type AccessQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type AccessQuery = { dataProduct: { title: string, owner: { team: string, contact: string }, access: { effect: AccessEffect, rule: string, because: string, purpose: string | null, declarablePurposes: Array<string> }, policy: { read: string, unmask: string, write: string, purposes: Array<string>, retention: string, compliance: Array<string> }, fields: Array<{ name: string, classification: Classification, mask: Mask | null, read: string | null, access: { effect: AccessEffect, mask: Mask | null, rule: string, because: string }, example: { value: string, masked: string | null } }> } | null, me: { id: string, roles: Array<string>, purposes: Array<string>, purpose: string | null } | null };

export type OverviewQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type OverviewQuery = { dataProduct: { context: string, key: string, graphqlType: string, relation: string, position: number | null, quarantined: number | null, silence: string, sourceDelaySeconds: number | null, changedAt: string, sla: Array<{ metric: SlaMetric, window: SlaWindow, objective: string, observed: string | null, met: boolean | null }>, fields: Array<{ name: string, type: string, description: string, classification: Classification }>, inputs: Array<{ events: { log: string, eventTypes: Array<string> } | null, join: { product: string, by: string, fields: Array<{ field: string, from: string }> } | null }>, links: Array<{ name: string, product: string, by: string }>, policy: { read: string, retention: string, purposes: Array<string>, compliance: Array<string> }, lineage: { nodes: Array<{ id: string, kind: LineageNodeKind, distance: number, owner: string | null }> } } | null };

export type ProductHeadQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type ProductHeadQuery = { dataProduct: { name: string, major: number, version: string, title: string, description: string, status: ProductStatus, context: string, standing: SlaStanding, position: number | null, quarantined: number | null, lastEventAt: string | null, key: string, graphqlType: string, owner: { team: string, contact: string }, deprecation: { since: string, sunset: string, use: string } | null, access: { effect: AccessEffect, rule: string, because: string } } | null };

export type ReplayQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type ReplayQuery = { dataProduct: { position: number | null, context: string, replayContract: { fingerprint: string, eventsPerSecond: number | null, upstreams: Array<string>, streams: Array<{ log: string, eventTypes: Array<string>, eventVersion: number, from: number }> }, lastVerification: { kind: ReplayKind, result: ReplayResult, version: string, generation: number, revision: string | null, position: number, rows: number, events: number, differingRows: number, changedFields: Array<string>, digest: string, liveDigest: string, fingerprint: string, reason: string, startedAt: string, durationMs: number, eventsPerSecond: number | null, upstreams: Array<{ product: string, position: number, verifiedAt: string | null }> } | null, replays: Array<{ kind: ReplayKind, result: ReplayResult, version: string, generation: number, revision: string | null, position: number, rows: number, events: number, differingRows: number, changedFields: Array<string>, digest: string, liveDigest: string, fingerprint: string, reason: string, startedAt: string, durationMs: number, eventsPerSecond: number | null, upstreams: Array<{ product: string, position: number, verifiedAt: string | null }> }> } | null, logs: Array<{ name: string, head: number | null, eventTypes: Array<{ type: string, count: number }> | null }> | null };

export type ReplayRunFragment = { kind: ReplayKind, result: ReplayResult, version: string, generation: number, revision: string | null, position: number, rows: number, events: number, differingRows: number, changedFields: Array<string>, digest: string, liveDigest: string, fingerprint: string, reason: string, startedAt: string, durationMs: number, eventsPerSecond: number | null, upstreams: Array<{ product: string, position: number, verifiedAt: string | null }> };

export type SchemaQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type SchemaQuery = { dataProduct: { key: string, graphqlType: string, fields: Array<{ name: string, type: string, unit: string | null, description: string, classification: Classification, mask: Mask | null, nullable: boolean, read: string | null, access: { effect: AccessEffect, mask: Mask | null, rule: string, because: string }, example: { value: string, masked: string | null }, sources: Array<{ input: string, eventTypes: Array<string>, path: string, derivation: Derivation, accumulated: boolean }>, usedBy: Array<{ product: string, field: string }> }> } | null };

export type SlaQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type SlaQuery = { dataProduct: { silence: string, sla: Array<{ metric: SlaMetric, window: SlaWindow, objective: string, observed: string | null, observedValue: number | null, met: boolean | null, budgetLeft: number | null }>, breaches: Array<{ at: string, restoredAt: string | null, metric: BreachedMetric, window: string, objective: string, observed: string | null }> } | null };

export type SlaSeriesQueryVariables = Exact<{
  name: string;
  major: number;
  window: SlaWindow;
}>;


export type SlaSeriesQuery = { dataProduct: { slaSeries: Array<{ metric: SlaMetric, objective: string, objectiveValue: number, points: Array<{ at: string, observed: string | null, observedValue: number | null, met: boolean | null, count: number }> }> } | null };

export type VersionsQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type VersionsQuery = { dataProduct: { versions: Array<{ major: number, version: string, status: ProductStatus, deprecation: { since: string, sunset: string, use: string } | null }> } | null };

export type MajorQueryVariables = Exact<{
  name: string;
  major: number;
  since?: number | null | undefined;
}>;


export type MajorQuery = { dataProduct: { major: number, version: string, status: ProductStatus, description: string, key: string, fields: Array<{ name: string, type: string, unit: string | null, description: string, classification: Classification, mask: Mask | null, nullable: boolean }>, policy: { read: string, retention: string, purposes: Array<string> }, sla: Array<{ metric: SlaMetric, objective: string }>, changes: { since: string, bump: VersionBump | null, changes: Array<{ path: string, what: string, bump: VersionBump | null, loosensPolicy: boolean }> } | null, releases: Array<{ version: string, bump: VersionBump | null, publishedAt: string, reason: string, fingerprint: string, corrections: Array<{ reason: string, rows: number, fields: Array<string>, startedAt: string }> }> } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, roles: Array<string>, teams: Array<string>, purposes: Array<string>, purpose: string | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CatalogRowFragmentDoc = new TypedDocumentString(`
    fragment CatalogRow on DataProduct {
  name
  major
  version
  title
  description
  status
  standing
  lastEventAt
  owner {
    team
  }
  access {
    effect
    because
  }
  sla(window: H1) {
    metric
    objective
    observed
    met
  }
}
    `, {"fragmentName":"CatalogRow"}) as unknown as TypedDocumentString<CatalogRowFragment, unknown>;
export const ReplayRunFragmentDoc = new TypedDocumentString(`
    fragment ReplayRun on ProductReplay {
  kind
  result
  version
  generation
  revision
  position
  rows
  events
  differingRows
  changedFields
  digest
  liveDigest
  fingerprint
  reason
  startedAt
  durationMs
  eventsPerSecond
  upstreams {
    product
    position
    verifiedAt
  }
}
    `, {"fragmentName":"ReplayRun"}) as unknown as TypedDocumentString<ReplayRunFragment, unknown>;
export const FoundDocument = new TypedDocumentString(`
    query Found($search: String) {
  dataProducts(search: $search, first: 8) {
    nodes {
      name
      major
      title
      owner {
        team
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FoundQuery, FoundQueryVariables>;
export const CatalogPageDocument = new TypedDocumentString(`
    query CatalogPage($search: String, $context: String, $owner: String, $compliance: String, $classification: Classification, $status: ProductStatus, $standing: SlaStanding, $after: String) {
  dataProducts(
    search: $search
    context: $context
    owner: $owner
    compliance: $compliance
    classification: $classification
    status: $status
    standing: $standing
    after: $after
    first: 50
  ) {
    totalCount
    facets {
      name
      values {
        value
        count
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      matches {
        in
        text
        field
      }
      node {
        ...CatalogRow
      }
    }
  }
}
    fragment CatalogRow on DataProduct {
  name
  major
  version
  title
  description
  status
  standing
  lastEventAt
  owner {
    team
  }
  access {
    effect
    because
  }
  sla(window: H1) {
    metric
    objective
    observed
    met
  }
}`) as unknown as TypedDocumentString<CatalogPageQuery, CatalogPageQueryVariables>;
export const AttentionDocument = new TypedDocumentString(`
    query Attention {
  breached: dataProducts(standing: BREACHED, first: 10) {
    totalCount
    nodes {
      ...CatalogRow
    }
  }
  deprecated: dataProducts(status: DEPRECATED, first: 10) {
    totalCount
    nodes {
      name
      major
      title
      deprecation {
        since
        sunset
        use
      }
    }
  }
}
    fragment CatalogRow on DataProduct {
  name
  major
  version
  title
  description
  status
  standing
  lastEventAt
  owner {
    team
  }
  access {
    effect
    because
  }
  sla(window: H1) {
    metric
    objective
    observed
    met
  }
}`) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;
export const OwnProductsDocument = new TypedDocumentString(`
    query OwnProducts($team: String!) {
  dataProducts(owner: $team, first: 20) {
    totalCount
    nodes {
      ...CatalogRow
    }
  }
}
    fragment CatalogRow on DataProduct {
  name
  major
  version
  title
  description
  status
  standing
  lastEventAt
  owner {
    team
  }
  access {
    effect
    because
  }
  sla(window: H1) {
    metric
    objective
    observed
    met
  }
}`) as unknown as TypedDocumentString<OwnProductsQuery, OwnProductsQueryVariables>;
export const AllProductsDocument = new TypedDocumentString(`
    query AllProducts {
  dataProducts(first: 10) {
    totalCount
    nodes {
      ...CatalogRow
    }
  }
}
    fragment CatalogRow on DataProduct {
  name
  major
  version
  title
  description
  status
  standing
  lastEventAt
  owner {
    team
  }
  access {
    effect
    because
  }
  sla(window: H1) {
    metric
    objective
    observed
    met
  }
}`) as unknown as TypedDocumentString<AllProductsQuery, AllProductsQueryVariables>;
export const LineageDocument = new TypedDocumentString(`
    query Lineage($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    lineage {
      complete
      nodes {
        id
        kind
        name
        distance
        version
        title
        context
        owner
        contact
        status
      }
      edges {
        from
        to
        kind
        eventTypes
        by
        fields {
          from
          to
          derivation
          accumulated
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageQuery, LineageQueryVariables>;
export const TypedProductsDocument = new TypedDocumentString(`
    query TypedProducts {
  dataProducts(first: 1000) {
    nodes {
      name
      major
      graphqlType
    }
  }
}
    `) as unknown as TypedDocumentString<TypedProductsQuery, TypedProductsQueryVariables>;
export const ProductChoicesDocument = new TypedDocumentString(`
    query ProductChoices($search: String) {
  dataProducts(search: $search, first: 20) {
    totalCount
    nodes {
      name
      major
      title
      status
      owner {
        team
      }
      access {
        effect
        because
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProductChoicesQuery, ProductChoicesQueryVariables>;
export const QueriedProductShapeDocument = new TypedDocumentString(`
    query QueriedProductShape($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    name
    major
    graphqlType
    fields {
      name
      access {
        effect
      }
    }
    links {
      name
      product
    }
  }
}
    `) as unknown as TypedDocumentString<QueriedProductShapeQuery, QueriedProductShapeQueryVariables>;
export const TouchedProductDocument = new TypedDocumentString(`
    query TouchedProduct($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    name
    major
    title
    version
    status
    position
    lastEventAt
  }
}
    `) as unknown as TypedDocumentString<TouchedProductQuery, TouchedProductQueryVariables>;
export const WithheldReasonsDocument = new TypedDocumentString(`
    query WithheldReasons($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    name
    major
    owner {
      team
      contact
    }
    access {
      rule
      because
      declarablePurposes
    }
    fields {
      name
      access {
        effect
        rule
        because
        mask
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WithheldReasonsQuery, WithheldReasonsQueryVariables>;
export const AccessDocument = new TypedDocumentString(`
    query Access($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    title
    owner {
      team
      contact
    }
    access {
      effect
      rule
      because
      purpose
      declarablePurposes
    }
    policy {
      read
      unmask
      write
      purposes
      retention
      compliance
    }
    fields {
      name
      classification
      mask
      read
      access {
        effect
        mask
        rule
        because
      }
      example {
        value
        masked
      }
    }
  }
  me {
    id
    roles
    purposes
    purpose
  }
}
    `) as unknown as TypedDocumentString<AccessQuery, AccessQueryVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    context
    key
    graphqlType
    relation
    position
    quarantined
    silence
    sourceDelaySeconds
    changedAt
    sla {
      metric
      window
      objective
      observed
      met
    }
    fields {
      name
      type
      description
      classification
    }
    inputs {
      events {
        log
        eventTypes
      }
      join {
        product
        by
        fields {
          field
          from
        }
      }
    }
    links {
      name
      product
      by
    }
    policy {
      read
      retention
      purposes
      compliance
    }
    lineage(direction: DOWNSTREAM, depth: 1) {
      nodes {
        id
        kind
        distance
        owner
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const ProductHeadDocument = new TypedDocumentString(`
    query ProductHead($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    name
    major
    version
    title
    description
    status
    context
    standing
    position
    quarantined
    lastEventAt
    key
    graphqlType
    owner {
      team
      contact
    }
    deprecation {
      since
      sunset
      use
    }
    access {
      effect
      rule
      because
    }
  }
}
    `) as unknown as TypedDocumentString<ProductHeadQuery, ProductHeadQueryVariables>;
export const ReplayDocument = new TypedDocumentString(`
    query Replay($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    position
    context
    replayContract {
      fingerprint
      eventsPerSecond
      upstreams
      streams {
        log
        eventTypes
        eventVersion
        from
      }
    }
    lastVerification {
      ...ReplayRun
    }
    replays(first: 25) {
      ...ReplayRun
    }
  }
  logs {
    name
    head
    eventTypes {
      type
      count
    }
  }
}
    fragment ReplayRun on ProductReplay {
  kind
  result
  version
  generation
  revision
  position
  rows
  events
  differingRows
  changedFields
  digest
  liveDigest
  fingerprint
  reason
  startedAt
  durationMs
  eventsPerSecond
  upstreams {
    product
    position
    verifiedAt
  }
}`) as unknown as TypedDocumentString<ReplayQuery, ReplayQueryVariables>;
export const SchemaDocument = new TypedDocumentString(`
    query Schema($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    key
    graphqlType
    fields {
      name
      type
      unit
      description
      classification
      mask
      nullable
      read
      access {
        effect
        mask
        rule
        because
      }
      example {
        value
        masked
      }
      sources {
        input
        eventTypes
        path
        derivation
        accumulated
      }
      usedBy {
        product
        field
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SchemaQuery, SchemaQueryVariables>;
export const SlaDocument = new TypedDocumentString(`
    query Sla($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    silence
    sla {
      metric
      window
      objective
      observed
      observedValue
      met
      budgetLeft
    }
    breaches(first: 50) {
      at
      restoredAt
      metric
      window
      objective
      observed
    }
  }
}
    `) as unknown as TypedDocumentString<SlaQuery, SlaQueryVariables>;
export const SlaSeriesDocument = new TypedDocumentString(`
    query SlaSeries($name: String!, $major: Int!, $window: SlaWindow!) {
  dataProduct(name: $name, major: $major) {
    slaSeries(window: $window) {
      metric
      objective
      objectiveValue
      points {
        at
        observed
        observedValue
        met
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SlaSeriesQuery, SlaSeriesQueryVariables>;
export const VersionsDocument = new TypedDocumentString(`
    query Versions($name: String!, $major: Int!) {
  dataProduct(name: $name, major: $major) {
    versions {
      major
      version
      status
      deprecation {
        since
        sunset
        use
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VersionsQuery, VersionsQueryVariables>;
export const MajorDocument = new TypedDocumentString(`
    query Major($name: String!, $major: Int!, $since: Int) {
  dataProduct(name: $name, major: $major) {
    major
    version
    status
    description
    key
    fields {
      name
      type
      unit
      description
      classification
      mask
      nullable
    }
    policy {
      read
      retention
      purposes
    }
    sla(window: H1) {
      metric
      objective
    }
    changes(since: $since) {
      since
      bump
      changes {
        path
        what
        bump
        loosensPolicy
      }
    }
    releases(first: 20) {
      version
      bump
      publishedAt
      reason
      fingerprint
      corrections {
        reason
        rows
        fields
        startedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MajorQuery, MajorQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    roles
    teams
    purposes
    purpose
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;