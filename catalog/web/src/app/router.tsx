import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from "@tanstack/react-router";
import { readCatalogSearch } from "../catalog/catalogSearch.ts";
import { readLineageSearch } from "../lineage/lineageSearch.ts";
import { readPlaygroundSearch } from "../playground/playgroundSearch.ts";
import { readSlaSearch } from "../product/sla/slaSearch.ts";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { PageProblem } from "./PageProblem.tsx";
import { Shell } from "./Shell.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("../home/HomePage.tsx"), "HomePage"),
});
const signIn = createRoute({ getParentRoute: () => root, path: "/signin", component: SignInPage });
const catalog = createRoute({
  getParentRoute: () => root,
  path: "/catalog",
  validateSearch: readCatalogSearch,
  component: lazyRouteComponent(() => import("../catalog/CatalogPage.tsx"), "CatalogPage"),
});
const playground = createRoute({
  getParentRoute: () => root,
  path: "/playground",
  validateSearch: readPlaygroundSearch,
  component: lazyRouteComponent(() => import("../playground/PlaygroundPage.tsx"), "PlaygroundPage"),
});

const product = createRoute({
  getParentRoute: () => root,
  path: "/products/$ref",
  component: lazyRouteComponent(() => import("../product/ProductPage.tsx"), "ProductPage"),
});
const tabs = [
  createRoute({
    getParentRoute: () => product,
    path: "/",
    component: lazyRouteComponent(() => import("../product/overview/OverviewTab.tsx"), "OverviewTab"),
  }),
  createRoute({
    getParentRoute: () => product,
    path: "/schema",
    component: lazyRouteComponent(() => import("../product/schema/SchemaTab.tsx"), "SchemaTab"),
  }),
  createRoute({
    getParentRoute: () => product,
    path: "/lineage",
    validateSearch: readLineageSearch,
    component: lazyRouteComponent(() => import("../lineage/LineageTab.tsx"), "LineageTab"),
  }),
  createRoute({
    getParentRoute: () => product,
    path: "/sla",
    validateSearch: readSlaSearch,
    component: lazyRouteComponent(() => import("../product/sla/SlaTab.tsx"), "SlaTab"),
  }),
  createRoute({
    getParentRoute: () => product,
    path: "/access",
    component: lazyRouteComponent(() => import("../product/access/AccessTab.tsx"), "AccessTab"),
  }),
  createRoute({
    getParentRoute: () => product,
    path: "/versions",
    component: lazyRouteComponent(() => import("../product/versions/VersionsTab.tsx"), "VersionsTab"),
  }),
  createRoute({
    getParentRoute: () => product,
    path: "/replay",
    component: lazyRouteComponent(() => import("../product/replay/ReplayTab.tsx"), "ReplayTab"),
  }),
] as const;

const tree = root.addChildren([home, signIn, catalog, playground, product.addChildren(tabs)]);

/** The pages of the application and their addresses. Each is loaded when it is first visited. */
export function createAppRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: "intent",
    // `customer-profiles@1` reads the same in the address as everywhere else.
    pathParamsAllowedCharacters: ["@"],
    scrollRestoration: true,
    // Values of an address are texts, not JSON: what somebody searches for may look like a number or an object.
    parseSearch: parseSearchWith((text) => text),
    stringifySearch: stringifySearchWith(JSON.stringify),
    defaultErrorComponent: PageProblem,
    defaultPendingComponent: () => <Skeleton lines={6} />,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
