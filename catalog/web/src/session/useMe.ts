import { graphql } from "../generated/gql.ts";
import { useMesh } from "../mesh/useMesh.ts";

const Me = graphql(`
  query Me {
    me {
      id
      roles
      teams
      purposes
      purpose
    }
  }
`);

/** Whoever is signed in, as the mesh knows them. */
export const useMe = () => useMesh(Me, {});
