import { integer, metadataParameter, text, unsettable } from "../parameters.ts";

export const amount = integer("amount", { min: 1 });
export const currency = text("currency");
export const description = text("description");
export const destination = text("destination");
export const metadata = unsettable(metadataParameter());
export const newDescription = unsettable(description);
export const sourceTransaction = text("source_transaction");
export const statementDescriptor = text("statement_descriptor", 22);
export const transferGroup = text("transfer_group");
