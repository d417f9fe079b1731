import { GraphQLBoolean, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from "graphql";
import { z } from "zod";
import type { OutputTypes } from "./output-types.ts";

/** A page, as every list of the contract answers it. */
const Page = z.object({ data: z.array(z.unknown()), nextCursor: z.string().nullable(), hasMore: z.boolean() });

const pageInfo = new GraphQLObjectType({
  name: "PageInfo",
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    endCursor: { type: GraphQLString, description: "Pass as after for the next page; null on the last." },
  },
});

/** Lists below another thing: `{ nodes pageInfo { hasNextPage endCursor } }`, one type for each kind of node. */
export function createConnections() {
  const known = new Map<string, GraphQLObjectType>();
  return {
    of(page: z.core.$ZodType, types: OutputTypes): GraphQLObjectType {
      const nodes = page instanceof z.core.$ZodObject ? page._zod.def.shape["data"] : undefined;
      if (!(nodes instanceof z.core.$ZodArray)) throw new Error("A connection needs an action that answers pages.");
      const node = types.nullable(nodes._zod.def.element, "Node");
      const name = `${"name" in node ? node.name : "Node"}Connection`;
      const type = known.get(name) ?? connection(name, new GraphQLNonNull(node));
      known.set(name, type);
      return type;
    },
  };
}

const connection = (name: string, node: GraphQLNonNull<ReturnType<OutputTypes["nullable"]>>) =>
  new GraphQLObjectType({
    name,
    fields: {
      nodes: { type: new GraphQLNonNull(new GraphQLList(node)), resolve: (page) => Page.parse(page).data },
      pageInfo: {
        type: new GraphQLNonNull(pageInfo),
        resolve(page) {
          const { hasMore, nextCursor } = Page.parse(page);
          return { hasNextPage: hasMore, endCursor: nextCursor };
        },
      },
    },
  });
