export { type ClientOptions, createClient, type RoostClient } from "./create-client.ts";
export { type ClientErrorCode, isRoostError, RoostError, type RoostErrorCode, type RoostErrorFacts } from "./errors.ts";
export { type ErrorCode, errorTable, type Issue, type Problem, type ProblemDetails } from "./generated/errors.ts";
export type * from "./generated/router.ts";
export type { Token } from "./headers.ts";
export { type Page, type PagedProcedure, type Paginated, paginate } from "./paginate.ts";
