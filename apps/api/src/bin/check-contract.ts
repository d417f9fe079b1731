import { fileURLToPath } from "node:url";
import { checkContract } from "../breaking-changes/check-contract.ts";

/** `pnpm contract:check [commit]`: fails where the contract breaks its users and no changeset says why. */
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const compared = await checkContract(root, process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

for (const { path, commit, findings } of compared) {
  const breaking = findings.length === 1 ? "1 breaking change" : `${findings.length} breaking changes`;
  console.log(commit === undefined ? `${path}: nothing to compare with` : `${path}: ${breaking} since ${commit}`);
  for (const { subject, change, reason } of findings) {
    console.log(`  ${subject}: ${change}${reason === undefined ? "" : ` (${reason})`}`);
  }
}

const unnamed = compared.flatMap(({ findings }) => findings.filter(({ reason }) => reason === undefined));
if (unnamed.length > 0) {
  const subjects = [...new Set(unnamed.map(({ subject }) => subject))];
  console.error("Whoever calls this today would be refused or misled. Undo it, or name it in .changeset/<name>.md:");
  for (const subject of subjects) console.error(`breaking: ${subject}: <why, and what to do instead>`);
  process.exitCode = 1;
}
