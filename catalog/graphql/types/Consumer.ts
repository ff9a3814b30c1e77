import { entitledPurposes, type Consumer as Asking } from "@datamesh/kernel/policy";
import { Field, ObjectType } from "type-graphql";

/** Membership of an owner team is a role. */
const TEAM = "team:";

@ObjectType({ description: "Whoever asks, as the verified token names them." })
export class Consumer {
  @Field(() => String, { description: "Who: a person or a service." })
  id!: string;

  @Field(() => [String], { description: "The roles they have, apart from teams." })
  roles!: readonly string[];

  @Field(() => [String], { description: "The owner teams they are of." })
  teams!: readonly string[];

  @Field(() => [String], { description: "The scopes of the token." })
  scopes!: readonly string[];

  @Field(() => [String], { description: "The purposes the token entitles to." })
  purposes!: readonly string[];

  @Field(() => String, { nullable: true, description: "The purpose that is declared." })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: "The application that asks, for itself or for them." })
  client!: string | null;

  @Field(() => String, { nullable: true, description: "The tenant they belong to." })
  tenant!: string | null;

  /** A consumer with teams told apart from other roles. */
  static of(consumer: Asking): Consumer {
    const { id, roles, scopes, purpose = null, client = null, tenant = null } = consumer;
    return {
      id,
      roles: roles.filter((role) => !role.startsWith(TEAM)),
      teams: roles.filter((role) => role.startsWith(TEAM)).map((role) => role.slice(TEAM.length)),
      scopes,
      purposes: entitledPurposes(consumer),
      purpose,
      client,
      tenant,
    };
  }
}
