export { followRevocations } from "./followRevocations.ts";
export { refuseRevoked } from "./refuseRevoked.ts";
export { type KeptRevocation, readRevocations, revocationFile } from "./revocationFile.ts";
export { type Revocation, type RevocationList, revocationList } from "./revocationList.ts";
export { writeRevocations } from "./writeRevocations.ts";
