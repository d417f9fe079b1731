import type { Driver } from "./driver.ts";
import { graphqlDriver } from "./graphql-driver.ts";
import { restDriver } from "./rest-driver.ts";
import { sdkDriver } from "./sdk-driver.ts";

/** Every surface: a journey runs over each, and must leave the same behind. */
export const drivers: readonly Driver[] = [sdkDriver, restDriver, graphqlDriver];
