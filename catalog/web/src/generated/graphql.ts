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

/** Where a product version is in its life. */
export type ProductStatus =
  /** Served. */
  | 'ACTIVE'
  /** Served, and about to be retired. */
  | 'DEPRECATED'
  /** No longer served. */
  | 'RETIRED';

/** Whether what a product's owner promises is kept now. */
export type SlaStanding =
  /** At least one breach is recorded that is not over. */
  | 'BREACHED'
  /** No breach is under way. */
  | 'KEPT';

export type FoundQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FoundQuery = { dataProducts: { nodes: Array<{ name: string, major: number, title: string, owner: { team: string } }> } | null };

export type ProductHeadQueryVariables = Exact<{
  name: string;
  major: number;
}>;


export type ProductHeadQuery = { dataProduct: { name: string, major: number, version: string, title: string, description: string, status: ProductStatus, context: string, standing: SlaStanding, position: number | null, quarantined: number | null, lastEventAt: string | null, key: string, graphqlType: string, owner: { team: string, contact: string }, deprecation: { since: string, sunset: string, use: string } | null, access: { effect: AccessEffect, rule: string, because: string } } | null };

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